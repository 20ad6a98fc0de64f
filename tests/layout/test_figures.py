"""Figures on pages: never wider than the text or higher than the page, never without their caption."""

from dataclasses import replace

import pytest

from composer.layout.layout import lay_out
from composer.layout.page import Layout, Picture
from composer.model.drawing import Drawing
from composer.model.flow import Figure, Flow, FlowDocument, Group, Note, Para, Span
from composer.model.house import Geometry
from composer.model.picture import Image
from composer.model.style import Style
from tests.builders import house, template
from tests.halfem import METRICS

GEOMETRY = Geometry(
    width=400.0, height=500.0, left=30.0, right=30.0, top=40.0, bottom=60.0, first_top=150.0, foot=30.0
)
STYLES = {
    "body": Style(size=10.0, leading=14.0, before=7.0, hyphenate=False),
    "heading": Style(size=10.0, leading=14.0, keep_next=True, hyphenate=False),
    "note": Style(size=8.0, leading=11.0, indent=10.0, hyphenate=False),
    "foot": Style(size=8.0, leading=10.0),
    "figure": Style(before=12.0, after=14.0),
    "caption": Style(size=9.0, leading=12.0, before=5.0, indent=46.0, hyphenate=False),
    "frame": Style(tint="tint", padding=8.0, padding_side=10.0),
}
MEASURE, ROOM = GEOMETRY.measure, GEOMETRY.height - GEOMETRY.top - GEOMETRY.bottom
FLOOR = GEOMETRY.height - GEOMETRY.bottom

PHOTO = Image(name="a.jpg", digest="a", sort="jpeg", width=1500, height=750)
CAPTION = Para(
    spans=(Span("Caption"),), style="caption", tag="Caption", label=(Span("Figure 1"),), language="nl"
)


def laid_out(*body: Flow, notes: tuple[Note, ...] = (), **styles: Style) -> Layout:
    document = FlowDocument(title="", language="nl", regions=(), body=body, notes=notes)
    made = template(house=house(geometry=GEOMETRY), styles={**STYLES, **styles})
    return lay_out(document, made, METRICS)


def picture(layout: Layout) -> Picture:
    (found,) = [one for page in layout.pages for one in page.pictures]
    return found


def size(layout: Layout) -> tuple[float, float]:
    return pytest.approx((picture(layout).width, picture(layout).height), abs=0.01)


def text(lines: int) -> Para:
    return Para(spans=(Span("\n".join("x" for _ in range(lines))),))


@pytest.mark.parametrize(
    ("image", "asked", "width"),
    [
        (PHOTO, {}, MEASURE),
        (replace(PHOTO, width=300, height=150), {}, 144.0),  # 150 pixels to the inch
        (replace(PHOTO, width=300, height=150, dpi=300), {}, 72.0),
        (replace(PHOTO, width=300, height=150, dpi=72), {}, 144.0),  # what is only the screen's
        (PHOTO, {"share": 0.5}, MEASURE / 2),
        (PHOTO, {"width": 100.0}, 100.0),
        (PHOTO, {"width": 1000.0}, MEASURE),
    ],
)
def test_a_picture_is_as_wide_as_it_is_asked_to_be_or_by_nature(image, asked, width):
    assert size(laid_out(Figure(image=image, **asked))) == (width, width / 2)


def test_a_drawing_has_the_size_it_was_drawn_in():
    image = Image(name="a.svg", sort="svg", width=96, height=48, drawing=Drawing(96, 48))
    layout = laid_out(Figure(image=image))
    assert size(layout) == (72.0, 36.0)
    assert picture(layout).drawing is image.drawing
    assert layout.findings == ()


def test_a_high_picture_is_made_to_fit_on_a_page_with_what_stands_under_it():
    high = replace(PHOTO, width=300, height=6000)
    alone = laid_out(Figure(image=high, width=MEASURE))
    assert size(alone) == (ROOM / 20, ROOM)
    assert [len(page.pictures) for page in alone.pages] == [0, 1]  # the letterhead leaves it too little room
    note = Note(1, Para(spans=(Span("said"),), style="note"))
    marked = replace(CAPTION, spans=(Span("Caption"), Span("1", note=1)))
    layout = laid_out(Figure(image=high, width=MEASURE, under=(marked, text(3))), notes=(note,))
    page = layout.pages[-1]
    assert page.pictures
    assert page.pictures[0].height > ROOM * 0.7
    assert [mark.note for mark in page.marks] == [0, 0, 1, 0, 0]
    assert max(mark.y for mark in page.marks) <= FLOOR


def test_a_caption_that_fills_the_page_leaves_the_picture_an_edge():
    layout = laid_out(Figure(image=PHOTO, under=(text(200),)))
    assert picture(layout).height == pytest.approx(36.0)


@pytest.mark.parametrize("lines", range(1, 30))
def test_a_figure_is_never_parted_from_its_caption_nor_a_heading_from_it(lines: int):
    heading = Para(spans=(Span("Heading"),), style="heading", tag="H2", outline=2)
    layout = laid_out(text(lines), heading, Figure(image=PHOTO, under=(CAPTION, text(1))), text(3))
    (page,) = [one for one in layout.pages if one.pictures]
    said = ["".join(span.text for span in mark.setting.spans) for mark in page.marks]
    start = said.index("Heading")
    assert said[start : start + 3] == ["Heading", "Figure 1", "Caption"]
    assert page.marks[start].y < page.pictures[0].y < page.marks[start + 1].y


def test_pictures_and_text_do_not_overlap():
    layout = laid_out(text(2), Figure(image=PHOTO, share=0.5, under=(CAPTION,)), text(2))
    (page,) = layout.pages
    one = page.pictures[0]
    above, *_, below = page.marks
    assert above.y < one.y
    caption = next(mark for mark in page.marks if mark.x > GEOMETRY.left)
    # The caption begins 5 points under the picture; its letters stand in the middle of their line.
    assert caption.y - (one.y + one.height) == pytest.approx(5 + 6 + 0.33 * 9, abs=0.01)
    assert below.y - caption.y > 14


def test_a_picture_in_a_frame_keeps_within_it():
    layout = laid_out(
        Group(children=(Figure(image=replace(PHOTO, height=6000), width=1000.0),), style="frame")
    )
    one = picture(layout)
    frames = [rect for page in layout.pages for rect in page.rects if rect.colour == "tint"]
    assert any(
        rect.x + 9.9 <= one.x
        and rect.y + 7.9 <= one.y
        and one.x + one.width <= rect.x + rect.width - 9.9
        and one.y + one.height <= rect.y + rect.height - 7.9
        for rect in frames
    )


@pytest.mark.parametrize(("align", "x"), [("left", 30.0), ("center", 150.0), ("right", 270.0)])
def test_the_style_says_where_a_narrow_picture_stands(align: str, x: float):
    layout = laid_out(Figure(image=PHOTO, width=100.0), figure=Style(align=align))
    assert picture(layout).x == pytest.approx(x)


def test_a_label_that_is_wider_than_its_indent_pushes_the_words_aside():
    wide = replace(CAPTION, label=(Span("Illustration 1234"),))
    layout = laid_out(Figure(image=PHOTO, under=(wide,)))
    label, words = layout.pages[0].marks
    assert words.x > label.x + label.setting.lines[0].width
    narrow = laid_out(Figure(image=PHOTO, under=(CAPTION,))).pages[0].marks[1]
    assert narrow.x == GEOMETRY.left + 46.0


def test_the_tree_says_what_is_shown():
    layout = laid_out(Figure(image=PHOTO, alt="A house", under=(CAPTION,), language="en"))
    assert [(element.tag, element.parent) for element in layout.elements] == [
        ("Div", -1),
        ("Figure", 0),
        ("Caption", 0),
        ("Lbl", 2),
    ]
    assert dict(layout.elements[1].attributes) == {"alt": "A house", "language": "en"}
    assert picture(layout).element == 1


def test_what_only_decorates_is_in_no_tree():
    layout = laid_out(Figure(image=PHOTO))
    assert layout.elements == ()
    assert picture(layout).element == -1


@pytest.mark.parametrize(("pixels", "coarse"), [(705, True), (709, False), (1500, False)])
def test_a_picture_of_too_few_pixels_is_told(pixels: int, coarse: bool):
    image = replace(PHOTO, width=pixels)
    found = laid_out(Figure(image=image, share=1.0)).findings
    assert [one.id for one in found] == ["coarse-picture"] * coarse
    if coarse:
        assert dict(found[0].arguments) == {"dpi": "149"}


def test_the_first_page_stays_empty_only_for_what_the_next_one_holds_whole():
    heading = Para(spans=(Span("Heading"),), style="heading")
    high = Figure(image=replace(PHOTO, width=300, height=320), width=300.0, under=(CAPTION,))
    layout = laid_out(heading, high)
    assert [len(page.marks) for page in layout.pages] == [0, 3]
    assert laid_out(text(2), heading, high).pages[0].marks
    low = replace(high, width=200.0)
    assert len(laid_out(heading, low).pages) == 1


def test_a_note_that_grows_makes_the_picture_over_its_mark_smaller_also_after_an_edit():
    mark = replace(CAPTION, spans=(Span("Caption"), Span("1", note=1)))
    tall = replace(PHOTO, width=750, height=1500)
    figure = Figure(image=tall, alt="A mast", under=(mark,), language="nl")

    def noted(words: int) -> FlowDocument:
        note = Note(1, Para(spans=(Span("woord " * words),), style="note"))
        body = (Para(spans=(Span("Before."),)), figure, Para(spans=(Span("After."),)))
        return FlowDocument(title="", language="nl", regions=(), body=body, notes=(note,))

    made = template(house=house(geometry=GEOMETRY), styles=STYLES)
    before = lay_out(noted(5), made, METRICS)
    assert before.made is not None
    longer = replace(noted(120), body=before.made.flow.body)
    again = lay_out(longer, made, METRICS, before=before)
    fresh = lay_out(longer, made, METRICS)
    assert again == fresh
    assert picture(fresh).height < picture(before).height
