"""A note that goes on over the page is read, in the order of painting, where the structure has it."""

from composer.layout.page import Mark
from tests.builders import laid_out, letter, paragraph


def is_note(mark: Mark) -> bool:
    return mark.setting.type.size < 10


def order_of(*blocks) -> list[list[tuple[str, int]]]:
    """Return for each page the marks in the order of painting: block, nothing for notes, and first line."""
    return [
        [("" if is_note(mark) else mark.at.block, mark.first) for mark in page.marks]
        for page in laid_out(letter(*blocks)).pages
    ]


def test_the_rest_of_a_note_comes_before_what_follows_its_paragraph():
    _first, second, *_ = order_of(
        paragraph("woord^[" + "noot " * 500 + "]"), paragraph("woord " * 300), paragraph("eind")
    )
    assert second[0][0] == ""
    assert second[0][1] > 0
    assert [name for name, _ in second if name] == ["2"]


def test_the_rest_of_a_note_comes_after_the_rest_of_its_paragraph():
    marked = "woord " * 30 + "noot^[" + "noot " * 450 + "]" + " woord" * 400
    _first, second, *_ = order_of(paragraph(marked), paragraph("eind"))
    assert [(name, line > 0) for name, line in second[:2]] == [("1", True), ("", True)]


def test_a_note_that_fills_a_page_of_its_own_is_not_lost():
    pages = order_of(paragraph("woord^[" + "noot " * 2000 + "]"))
    assert [name for name, _ in pages[-1]] == [""]
    assert pages[-1][0][1] > 0
