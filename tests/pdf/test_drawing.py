"""A drawing on a page: operators, scale, and what a reader of the PDF sees."""

import io
import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.Image import Image
from reportlab.pdfgen.canvas import Canvas

from composer import resources
from composer.model.drawing import Close, Curve, Drawing, Line, Move, Segment, Shape
from composer.pdf.drawing import stream
from composer.store.svg import read_drawing

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
SQUARE = (Move(1, 1), Line(9, 1), Line(9, 9), Line(1, 9), Close())
OPERATORS = frozenset(
    ("q", "cm", "re", "W", "n", *"mlch", "rg", "RG", *"wJjM", "f", "f*", "S", "B", "B*", "Q")
)


def drawing(*shapes: Shape, width: float = 10, height: float = 10) -> Drawing:
    """Builds a drawing of 10 × 10 units."""
    return Drawing(width, height, shapes)


def lines(*shapes: Shape) -> list[str]:
    """Writes a drawing of 10 × 10 units over 10 × 10 points, without what is around its shapes."""
    return stream(drawing(*shapes), 0, 10, 10, 10).splitlines()[3:-1]


def page(painted: str) -> Image:
    """Paints operators on a page of 100 × 100 points and looks at it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(100, 100))
    canvas._code.append(painted)
    canvas.setFillColorRGB(0, 1, 0)
    canvas.rect(0, 0, 5, 5, stroke=0, fill=1)
    canvas.save()
    document = pypdfium2.PdfDocument(file.getvalue())
    try:
        picture: Image = document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
    return picture


def test_the_top_left_corner_is_where_it_is_put() -> None:
    assert stream(drawing(), 70.5, 800, 20, 20).splitlines() == [
        "q",
        "1 0 0 -1 70.5 800 cm",
        "0 0 20 20 re W n",
        "Q",
    ]


def test_the_path_is_written_in_points() -> None:
    curved = Shape((Move(1, 2), Line(3, 4), Curve(1, 2, 3, 4, 5, 6), Close()), fill=RED)
    written = stream(drawing(curved), 0, 0, 20, 20).splitlines()[3:-1]
    assert written == ["1 0 0 rg", "2 4 m", "6 8 l", "2 4 6 8 10 12 c", "h", "f"]


@pytest.mark.parametrize(
    ("shape", "operator"),
    [
        (Shape(SQUARE, fill=RED), "f"),
        (Shape(SQUARE, fill=RED, even_odd=True), "f*"),
        (Shape(SQUARE, stroke=RED), "S"),
        (Shape(SQUARE, stroke=RED, even_odd=True), "S"),
        (Shape(SQUARE, fill=RED, stroke=BLUE), "B"),
        (Shape(SQUARE, fill=RED, stroke=BLUE, even_odd=True), "B*"),
    ],
)
def test_fill_and_stroke_choose_the_operator(shape: Shape, operator: str) -> None:
    assert lines(shape)[-1] == operator


def test_a_stroke_brings_its_width_ends_corners_and_limit() -> None:
    shape = Shape(SQUARE, stroke=BLUE, stroke_width=1.5, cap="square", join="bevel", miter=2)
    assert lines(shape)[:5] == ["0 0 1 RG", "1.5 w", "2 J", "2 j", "2 M"]


def test_paint_is_written_only_when_it_changes() -> None:
    same = Shape(SQUARE, fill=RED)
    assert [line for line in lines(same, same, Shape(SQUARE, fill=BLUE)) if line.endswith("rg")] == [
        "1 0 0 rg",
        "0 0 1 rg",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1 / 3, "0.333"),
        (2.0, "2"),
        (2.5004, "2.5"),
        (-0.0001, "0"),
        (1e-9, "0"),
        (123456.7, "123456.7"),
        (100, "100"),
    ],
)
def test_numbers_have_three_decimals_and_no_zeros_at_the_end(number: float, written: str) -> None:
    assert f"{written} 0 l" in lines(Shape((Move(0, 0), Line(number, 0)), stroke=RED))


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_the_units_of_the_drawing_do_not_matter(size: float) -> None:
    square = Shape((Move(0, 0), Line(size / 3, 0), Line(size / 3, size), Close()), fill=RED)
    assert "33.333 0 l" in stream(Drawing(size, size, (square,)), 0, 100, 100, 100)


places = st.floats(-1e6, 1e6)
segments = st.one_of(
    st.builds(Move, places, places),
    st.builds(Line, places, places),
    st.builds(Curve, places, places, places, places, places, places),
    st.just(Close()),
)


@settings(deadline=None)
@given(path=st.lists(segments).map(tuple), size=st.floats(1e-3, 1e6), wide=st.floats(1, 1000))
def test_every_word_is_a_number_or_a_known_operator(
    path: tuple[Segment, ...], size: float, wide: float
) -> None:
    shape = Shape(path, fill=RED, stroke=BLUE, stroke_width=size)
    for word in stream(Drawing(size, size / 2, (shape,)), 0, 0, wide, wide).split():
        assert word in OPERATORS or re.fullmatch(r"-?\d+(\.\d*[1-9])?", word)


def test_a_reader_sees_the_shape_the_right_way_up() -> None:
    corner = Shape((Move(0, 0), Line(5, 0), Line(5, 5), Line(0, 5), Close()), fill=RED)
    seen = page(stream(drawing(corner), 20, 90, 40, 40))
    assert seen.getpixel((30, 20)) == (255, 0, 0)
    assert seen.getpixel((50, 20)) == (255, 255, 255)
    assert seen.getpixel((30, 40)) == (255, 255, 255)


def test_the_drawing_fills_width_and_height_even_unevenly() -> None:
    whole = Shape((Move(0, 0), Line(10, 0), Line(10, 10), Line(0, 10), Close()), fill=BLUE)
    seen = page(stream(drawing(whole), 10, 90, 80, 20))
    assert seen.getpixel((88, 28)) == (0, 0, 255)
    assert seen.getpixel((88, 32)) == (255, 255, 255)


def test_nothing_is_painted_outside_the_edges_of_the_drawing() -> None:
    vast = Shape((Move(-99, -99), Line(99, -99), Line(99, 99), Line(-99, 99), Close()), fill=RED)
    seen = page(stream(drawing(vast), 40, 60, 20, 20))
    assert seen.getpixel((50, 50)) == (255, 0, 0)
    assert {seen.getpixel(at) for at in ((38, 50), (62, 50), (50, 38), (50, 62))} == {(255, 255, 255)}


def test_what_is_painted_after_the_drawing_is_not_touched_by_it() -> None:
    assert page(stream(drawing(Shape(SQUARE, fill=RED)), 20, 90, 40, 40)).getpixel((2, 97)) == (0, 255, 0)


def test_the_rings_of_the_shipped_logo_interlock() -> None:
    logo = read_drawing((resources.templates() / "demo" / "logo.svg").read_bytes(), "logo.svg")
    points_per_unit = 100 / 39.4
    seen = page(stream(logo, 0, 100, logo.width * points_per_unit, 100))
    dark, orange = (0x12, 0x3E, 0x5C), (0xC2, 0x40, 0x0E)
    crossing = 29.95 * points_per_unit  # half way between the centres
    rise = (18**2 - 10.25**2) ** 0.5 * points_per_unit
    assert seen.getpixel((round(crossing), round(50 - rise))) == dark
    assert seen.getpixel((round(crossing), round(50 + rise))) == orange
