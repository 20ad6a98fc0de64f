"""What documents say by themselves, they say in each of their languages, and never in the window's."""

import ast
from collections.abc import Iterator
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from composer import resources
from composer.blocks import KINDS
from composer.i18n import LANGUAGES, OF_DOCUMENTS, in_digits, long_date, ordinal, speak, words
from composer.store.documents import open_bytes
from tests.pdf.letters import compiled, said
from tests.test_i18n import _spoken as _spoken  # noqa: PLC0414  the fixture is for these tests too

SOURCE = Path(__file__).resolve().parents[1] / "composer"
OTHERS = [language for language in OF_DOCUMENTS if language not in LANGUAGES]
MONTHS = [
    *("jannewaris", "febrewaris", "maart", "april", "maaie", "juny"),
    *("july", "augustus", "septimber", "oktober", "novimber", "desimber"),
]


def catalogue(language: str) -> Catalog:
    path = resources.path("locale") / language / "LC_MESSAGES" / "pleidooi.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def is_of_document(called: ast.expr) -> bool:
    """Return whether what is called translates into the language of a document: `voice.word`, `words(…)`."""
    if isinstance(called, ast.Call):
        return isinstance(called.func, ast.Name) and called.func.id == "words"
    if isinstance(called, ast.Attribute):
        return called.attr == "word"
    return isinstance(called, ast.Name) and called.id == "say"


def said_by_documents() -> Iterator[str]:
    """Yield every message that a module says in the language of a document."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and is_of_document(node.func) and node.args:
                for inner in ast.walk(node.args[0]):
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                        yield inner.value
    for kind in KINDS.values():
        yield from filter(None, (kind.reference, kind.item_reference))


FIXED = set(said_by_documents()) - {"Sender"}


def test_the_words_of_documents_are_found():
    assert {"Contents", "Request:", "annex {number}", "page {number}", "yes", "Footnote {number}"} <= FIXED


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_a_document_is_said_in_its_language(language):
    found = {message.id: message.string for message in catalogue(language) if message.id}
    assert {word for word in FIXED if not found.get(word)} == set()
    assert set(found) <= FIXED


@pytest.mark.parametrize("language", OTHERS)
def test_a_word_keeps_its_places(language):
    for message in catalogue(language):
        for place in ("{number}", "{name}", "{part}", "{whole}"):
            assert message.id.count(place) == message.string.count(place)


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_words_are_the_written_ones(language):
    with (resources.path("locale") / language / "LC_MESSAGES" / "pleidooi.mo").open("rb") as file:
        compiled_ = GNUTranslations(file)
    for message in catalogue(language):
        if message.id:
            assert compiled_.gettext(message.id) == message.string


def test_frisian_months_have_no_capital():
    assert [long_date(date(2026, month, 2), "fy").split()[1] for month in range(1, 13)] == MONTHS


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "1er mars 2026"), ("fr-BE", "1er mars 2026"), ("de", "1. März 2026"), ("fy", "1 maart 2026")],
)
def test_the_first_of_a_month_is_written_as_the_language_has_it(language, expected):
    assert long_date(date(2026, 3, 1), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "1e 2e 3e 4e 11e 21e 112e"),
        ("fy", "1e 2e 3e 4e 11e 21e 112e"),
        ("de", "1. 2. 3. 4. 11. 21. 112."),
        ("fr", "1er 2e 3e 4e 11e 21e 112e"),
        ("en", "1st 2nd 3rd 4th 11th 21st 112th"),
    ],
)
def test_a_number_has_its_place_in_an_order(language, expected):
    assert " ".join(ordinal(number, language) for number in (1, 2, 3, 4, 11, 21, 112)) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "1.000.000"), ("fr", "1\xa0000\xa0000"), ("xx", "1,000,000")]
)
def test_thousands_are_apart_as_the_language_has_it(language, expected):
    assert in_digits(1_000_000, language) == expected


LETTER = """\
pleidooi: 1
template: waterlanden/letter
language: {language}
fields: {{date: 2026-03-01, subject: x}}
people: {{addressees: [A], signatories: [B]}}
sources: {{s: {{title: T}}}}
blocks:
  - {{kind: contents}}
  - {{kind: request, id: r, text: "{{{{ref:a}}}}[@s]"}}
  - {{kind: annex, id: a, title: X}}
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Inhalt", "Forderung:", "Anlage A", "1. März 2026"]),
        ("fr", ["Sommaire", "Demande", "annexe A", "1er mars 2026"]),
        ("fy", ["Ynhâld", "Fersyk:", "bylage A", "1 maart 2026"]),
    ],
)
def test_a_letter_speaks_its_own_language_whatever_the_window_speaks(language, expected):
    document = open_bytes(LETTER.format(language=language).encode(), Path("letter.yaml")).document
    speak("nl")
    dutch = " ".join(said(document))
    for word in expected:
        assert word in dutch
    first = compiled(document).pdf
    speak("en")
    assert " ".join(said(document)) == dutch
    assert compile_again(document) == first
    assert words(language)("Request:") != "Request:"


def compile_again(document) -> bytes:
    from composer.app.compile import compile_document
    from composer.app.world import world_of

    return compile_document(document, world_of(document)).pdf
