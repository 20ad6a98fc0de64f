"""Coloured fields and covers, pages that a style begins, and the hairline around a status."""

from dataclasses import replace

from composer.layout.page import Rect
from composer.model.house import RegionSpec
from composer.model.style import Style
from composer.model.template import HeadRow
from tests.builders import field, heading, house, laid_out, letter, metadata, paragraph, template, words

STYLES = template().styles
FIELD = RegionSpec(name="f", x=0.0, y=10.0, width=400.0, style="body", lines=(), height=50.0, fill="brand")
FOOT = ((("", "{{page}}"),),)


def texts_on(page) -> list[str]:
    return [words(mark.setting.spans) for mark in page.marks]


def test_a_coloured_place_lies_on_the_first_page_only():
    layout = laid_out(letter(paragraph("a"), heading("b")), regions=(FIELD,), styles=new_pages())
    assert [page.rects for page in layout.pages] == [(Rect(0.0, 10.0, 400.0, 50.0, "brand"),), ()]


def new_pages():
    return {**STYLES, "heading-1": replace(STYLES["heading-1"], new_page=True)}


def test_a_style_may_begin_a_page():
    layout = laid_out(letter(heading("a"), paragraph("b"), heading("c"), heading("d")), styles=new_pages())
    assert [texts_on(page) for page in layout.pages] == [["a", "b"], ["c"], ["d"]]


def test_the_head_stands_alone_on_a_cover_without_foot():
    layout = laid_out(
        letter(paragraph("a")),
        head=(HeadRow(style="body", text=(("", "omslag"),)),),
        start_page=2,
        house=house(foot=FOOT),
    )
    assert [texts_on(page) for page in layout.pages] == [["omslag"], ["a"]]
    assert [len(page.foot) for page in layout.pages] == [0, 1]


def test_a_document_that_does_not_begin_on_the_second_page_has_a_foot_on_the_first():
    layout = laid_out(letter(paragraph("a")), house=house(foot=FOOT))
    assert [len(page.foot) for page in layout.pages] == [1]


# ---- the hairline around a status

STATUS = field("status", "choice", choices=(("draft", (("", "Concept"),)),))


def edges(layout) -> list[Rect]:
    return [rect for page in layout.pages for rect in page.rects]


def test_a_status_has_a_hairline_around_its_words():
    layout = laid_out(letter(metadata(), fields={"status": "draft"}), fields=(STATUS,))
    (mark,) = (mark for mark in layout.pages[0].marks if words(mark.setting.spans) == "Concept")
    left, right, top, bottom = edges(layout)
    style = STYLES["metadata-choice"]
    width = mark.setting.lines[0].width
    assert left.x == mark.x - style.padding_side
    assert round(right.x + right.width - left.x, 3) == round(width + 2 * style.padding_side, 3)
    assert (top.y, bottom.y + bottom.height) == (left.y, left.y + left.height)
    assert {rect.colour for rect in edges(layout)} == {style.border}


def test_a_hairline_goes_around_several_lines_and_a_page_break_opens_it():
    styles = {**STYLES, "paragraph": Style(hyphenate=False, border="ink", padding_side=4.0)}
    layout = laid_out(letter(paragraph("\n".join("a" * 61))), styles=styles)
    flat = [[rect for rect in page.rects if rect.height < rect.width] for page in layout.pages]
    assert [len(rects) for rects in flat] == [1, 1]
    assert sum(rect.height > rect.width for rect in edges(layout)) == 2 * 61


def test_what_has_no_border_has_no_hairline():
    layout = laid_out(letter(metadata(), fields={"a": "b"}), fields=(field("a"),))
    assert edges(layout) == []
