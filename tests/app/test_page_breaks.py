import pytest

from composer.app.history import Caret, said
from composer.app.page_breaks import break_page
from composer.i18n import speak
from composer.model.document import BlockId, Where
from composer.model.inline import parse_text
from tests.app.test_commands import after
from tests.builders import heading, letter, paragraph


@pytest.fixture(autouse=True)
def english():
    speak("en")


def step_of(document, head: str, tail: str, block: str = "1"):
    return break_page(document, Where(BlockId(block), "text"), parse_text(head), parse_text(tail))


def test_what_stands_behind_the_caret_begins_a_page():
    step = step_of(letter(paragraph("ab"), paragraph("c")), "a", "b")
    assert after(step) == "paragraph:a page-break paragraph:b paragraph:c"
    assert step.caret == Caret(step.document.blocks[2].id, "text")
    assert said(step.label) == "Add page break"


def test_at_the_start_the_whole_paragraph_does():
    step = step_of(letter(paragraph("ab")), "", "ab")
    assert after(step) == "page-break paragraph:ab"
    assert step.caret == Caret("1", "text")


def test_at_the_end_what_comes_next_does_else_a_new_paragraph():
    step = step_of(letter(paragraph("a"), heading("b")), "a", "")
    assert after(step) == "paragraph:a page-break heading:b"
    assert step.caret == Caret("2", "text")
    assert after(step_of(letter(paragraph("a")), "a", "")) == "paragraph:a page-break paragraph"


def test_only_running_text_is_parted_by_a_page():
    assert step_of(letter(heading("ab")), "a", "b") is None
    assert step_of(letter(paragraph("a")), "a", "", block="x") is None
