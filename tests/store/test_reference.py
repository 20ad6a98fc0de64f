"""What the documentation says of the code is so."""

import re
from pathlib import Path

import pytest

from composer.model.house import ALIGNED, ORDERS
from composer.model.source import VARIABLES
from composer.model.template import FIELD_TYPES, NOTES_AGAIN, SOURCES_ORDERS, Typography
from composer.store import houses, logos, patterns, people, rows, specs, templates
from composer.store.documents import OF_A_DOCUMENT, open_bytes
from composer.store.schema import OF_EVERY_BLOCK
from composer.store.typefaces import CUTS
from tests.store.reference import DOCS, TABLES, with_table

NAMES = {
    "format.md": (*OF_A_DOCUMENT, *OF_EVERY_BLOCK, *people.OF_A_PERSON, *VARIABLES),
    "houses.md": (
        *houses.OF_A_HOUSE,
        *houses.OF_A_PAGE,
        *logos.OF_A_LOGO,
        *logos.OF_A_LOGO_HERE,
        *logos.OF_A_PARTNER,
        *logos.OF_A_STRIP,
        *logos.USES,
        *ORDERS,
        *ALIGNED,
        *houses.OF_A_REGION,
        *houses.COLOURS,
        *CUTS,
        *templates.OF_A_TEMPLATE,
        *specs.OF_A_FIELD,
        *specs.OF_A_ROLE,
        *specs.OF_A_PART,
        *specs.OF_A_PHRASE,
        *specs.slots(),
        *patterns.OF_A_BIBLIOGRAPHY,
        *rows.OF_A_ROW,
        *rows.OF_A_PAIR,
        *patterns.OF_NOTES,
        *patterns.MARKERS,
        *FIELD_TYPES,
        *NOTES_AGAIN,
        *SOURCES_ORDERS,
        *Typography._fields,
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_those_of_the_code(name):
    text = (DOCS / TABLES[name][0]).read_text("utf-8")
    assert text == with_table(text, name), "run: python -m tests.store.reference"


@pytest.mark.parametrize("page", NAMES)
def test_every_name_that_may_be_written_is_explained(page):
    text = (DOCS / page).read_text("utf-8")
    explained = {word for code in re.findall("`([^`\n]+)`", text) for word in re.findall(r"[\w-]+", code)}
    assert set(NAMES[page]) <= explained


def test_the_example_is_a_document():
    text = (DOCS / "format.md").read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert len(open_bytes(text.encode(), Path("format.md")).document.blocks) == 5
