import pytest

from composer.app.citing import behind, chip_in, chip_label, put_chip
from composer.app.history import Caret, said
from composer.i18n import speak
from composer.model.document import BlockId, Where
from composer.model.inline import parse_text
from composer.model.text import Cite, FreeNote, MergeField, Reference, Run
from tests.builders import letter, paragraph

WHERE = Where(BlockId("1"), "text")
OLD, NEW = Cite((Reference("k", "p. 1"),)), Cite((Reference("m"),))


@pytest.fixture(autouse=True)
def english():
    speak("en")


def text(document):
    return document.blocks[0].text


def test_a_chip_takes_the_place_of_another_or_goes():
    document = letter(paragraph("a[@k, p. 1]b\n\nc"))
    assert chip_in(document, WHERE, 1) == OLD
    assert chip_in(document, WHERE, 0) is None
    assert chip_in(document, Where(BlockId("x"), "text"), 0) is None
    assert text(put_chip(document, WHERE, 1, OLD, NEW)) == parse_text("a[@m]b\n\nc")
    assert text(put_chip(document, WHERE, 1, OLD, None)) == parse_text("ab\n\nc")


def test_a_new_chip_goes_in_at_its_place():
    document = letter(paragraph("ab"))
    note = FreeNote((Run("n"),))
    assert text(put_chip(document, WHERE, 1, None, note)) == parse_text("a^[n]b")
    assert text(put_chip(document, WHERE, 99, None, note)) == parse_text("ab^[n]")


def test_what_is_no_longer_there_is_left_alone():
    document = letter(paragraph("ab"))
    assert put_chip(document, WHERE, 1, OLD, NEW) is document
    assert put_chip(document, Where(BlockId("x"), "text"), 1, None, NEW) is document


def test_the_step_says_what_was_done():
    said_ = [said(chip_label(*pair)) for pair in ((None, NEW), (OLD, NEW), (OLD, None))]
    assert said_ == ["Add a citation", "Change a citation", "Remove a citation"]
    assert said(chip_label(MergeField("x"), None)) == "Remove a field"


def test_the_caret_goes_behind_the_chip():
    assert behind(WHERE, 3, NEW) == Caret("1", "text", 4, 4)
    assert behind(WHERE, 3, None) == Caret("1", "text", 3, 3)
