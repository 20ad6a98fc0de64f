"""What a text can refer to."""

import pytest

from composer.app.referring import reference_to, targets
from composer.compose.numbering import number_blocks
from composer.model.inline import parse_text
from tests.builders import annex, figure, heading, letter, paragraph, section, table, template

DOCUMENT = letter(
    heading("Aanleiding"),
    section("Wat *nodig* is"),
    paragraph("p"),
    figure("a.png", "Een huis"),
    figure("b.png"),
    table(("a",), caption="Bedragen van {{date}}"),
    annex("Cijfers"),
)


def found():
    numbers = number_blocks(DOCUMENT, template())
    return targets(DOCUMENT, template(), numbers, {"date": "2 mei"})


def test_what_has_a_number_or_a_title_can_be_referred_to_in_words_that_are_printed():
    assert [one.words for one in found()] == [
        "“Aanleiding”",
        "paragraaf 1: Wat nodig is",
        "figuur 1: Een huis",
        "tabel 1: Bedragen van 2 mei",
        "bijlage A: Cijfers",
    ]


@pytest.mark.parametrize(
    ("before", "page", "name"),
    [
        ("Zie", False, "ref:2"),
        ("", False, "Ref:2"),
        ("Zie. ", True, "Page:2"),
        ("Zie, ", True, "page:2"),
    ],
)
def test_a_reference_begins_with_a_capital_where_a_sentence_does(before, page, name):
    assert reference_to(found()[1], parse_text(before), page=page).name == name
