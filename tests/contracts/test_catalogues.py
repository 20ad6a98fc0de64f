"""Everything the program says can be said in Dutch; `python3 dev.py catalogues` collects what is new."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of
from composer.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
MARKS = {"_": 1, "N_": 1, "ngettext": 2}


def catalogue(language: str) -> Catalog:
    path = ROOT / "assets" / "locale" / language / "LC_MESSAGES" / "pleidooi.po"
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing: python3 dev.py catalogues"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages() -> Iterator[str]:
    """Every message that a module marks, the singular where it depends on a number."""
    for path in sorted((ROOT / "composer").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def places(words: str) -> Counter[str]:
    return Counter(re.findall(r"\{\w*\}|%(?:\(\w+\))?s", words))


def test_every_message_is_translated_into_dutch():
    dutch = catalogue("nl")
    assert [message for message in dict.fromkeys(messages()) if not is_translated(dutch.get(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue(language):
    known = catalogue(language)
    assert [message for message in dict.fromkeys(messages()) if message not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_no_message_that_nobody_says(language):
    said = set(messages())
    ids = (message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue(language))
    assert [id_ for id_ in ids if id_ and id_ not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_that_its_message_has(language):
    wrong = []
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wrong += [
            (ids[0], string)
            for string in strings
            if message.id and string and places(string) not in [places(id_) for id_ in ids]
        ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_written_one_says(language):
    from gettext import GNUTranslations

    path = ROOT / "assets" / "locale" / language / "LC_MESSAGES" / "pleidooi.mo"
    assert path.is_file(), f"{path.relative_to(ROOT)} is missing: python3 dev.py catalogues"
    with path.open("rb") as file:
        compiled = GNUTranslations(file)
    for message in catalogue(language):
        if message.id and isinstance(message.id, str) and is_translated(message):
            assert compiled.gettext(message.id) == message.string


def labels_of(record: type) -> Iterator[Schema]:
    for _name, schema in schema_of(record):
        yield schema
        if schema.record is not None and schema.record is not record:
            yield from labels_of(schema.record)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_labels_of_a_kind_are_marked_for_translation(kind):
    assert {kind.label, *(schema.label for schema in labels_of(kind.block))} <= set(messages())
