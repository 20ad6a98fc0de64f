"""What a logo may be, and that nothing else gets in."""

import math
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer import resources
from composer.errors import DocumentError
from composer.model.drawing import Close, Curve, Drawing, Line, Move, Shape
from composer.store.svg import read_drawing

LOGOS = ("logo.svg", "logo-en.svg")
WIDE_LOGO = (resources.templates() / "demo" / "logo.svg").read_bytes()

EVERYTHING = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="10mm" viewBox="0 0 200 100">
  <title>All that is accepted</title><defs/>
  <g fill="#123e5c" stroke="rgb(200, 67, 15)" stroke-width="2" transform="translate(3 4) rotate(15, 50, 50)">
    <path d="M1 1h9v9l-3-3zM20 5c1 2 3 4 5 6s7 8 9 1q3 3 6 0t6 0a5 3 20 0110 6z" fill-rule="evenodd"/>
    <rect x="5" y="5" width="30" height="20" rx="4"/>
    <circle cx="9" cy="9" r="3" style="fill: none; stroke-linecap: round"/>
    <ellipse cx="60" cy="40" rx="9" ry="5" opacity="1"/>
    <line x1="1" y1="2" x2="30" y2="40"/><polyline points="1,2 3,4 5,9"/><polygon points="1 2 3 4 5 9"/>
  </g>
</svg>
"""


def svg(inside: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    """Builds a file around some elements."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def shapes(inside: str) -> tuple[Shape, ...]:
    """Reads the shapes of some elements."""
    return read_drawing(svg(inside), "logo.svg").shapes


def shape(inside: str) -> Shape:
    """Reads the only shape of some elements."""
    (only,) = shapes(inside)
    return only


def path(data: str) -> tuple[object, ...]:
    """Reads the segments of path data."""
    return shape(f'<path stroke="red" d="{data}"/>').path


def refusal(data: bytes) -> DocumentError:
    """Reads a file that must be refused."""
    with pytest.raises(DocumentError) as caught:
        read_drawing(data, "logo.svg")
    assert caught.value.path == "logo.svg"
    assert caught.value.reason
    assert not caught.value.reason[0].isupper()
    assert not f"{caught.value.reason}{caught.value.hint}".endswith(".")
    return caught.value


# ---- the size


def test_the_drawing_measures_what_the_view_box_says() -> None:
    drawing = read_drawing(svg("", 'viewBox="0 0 213 39.4"'), "logo.svg")
    assert (drawing.width, drawing.height) == (213, 39.4)


def test_width_and_height_win_and_scale_the_shapes() -> None:
    drawing = read_drawing(
        svg('<path d="M0 0h10v10z"/>', 'width="2in" height="1in" viewBox="0 0 20 10"'), "x"
    )
    assert (drawing.width, drawing.height) == (192, 96)
    assert drawing.shapes[0].path[1] == Line(96, 0)


def test_a_view_box_of_another_shape_is_centred() -> None:
    drawing = read_drawing(svg('<path d="M0 0h10v10z"/>', 'width="40" height="10" viewBox="0 0 10 10"'), "x")
    assert drawing.shapes[0].path[0] == Move(15, 0)


def test_a_missing_side_follows_from_the_view_box() -> None:
    drawing = read_drawing(svg("", 'width="50" height="100%" viewBox="0 0 200 100"'), "x")
    assert (drawing.width, drawing.height) == (50, 25)


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="10"',
        'viewBox="0 0 0 9"',
        'viewBox="0 0 9"',
        'width="-1" height="2"',
        'viewBox="0 0 1e-9 1e-9"',
    ],
)
def test_a_drawing_without_a_size_is_refused(attributes: str) -> None:
    refusal(svg("", attributes))


# ---- paths


def test_relative_commands_become_absolute() -> None:
    assert path("m1 2l3 4h5v6z") == (Move(1, 2), Line(4, 6), Line(9, 6), Line(9, 12), Close())


def test_pairs_after_a_move_are_lines() -> None:
    assert path("M1 2 3 4m1 1 1 1") == (Move(1, 2), Line(3, 4), Move(4, 5), Line(5, 6))


def test_what_follows_a_close_begins_a_subpath_of_its_own() -> None:
    assert path("M1 1h4v4zl2 2")[-3:] == (Close(), Move(1, 1), Line(3, 3))


def test_a_smooth_curve_mirrors_the_handle_before_it() -> None:
    assert path("M0 0c0 1 2 3 4 4s1 2 3 3")[2] == Curve(6, 5, 5, 6, 7, 7)


def test_a_smooth_curve_after_a_line_starts_straight() -> None:
    assert path("M0 0L4 4S5 6 7 7")[2] == Curve(4, 4, 5, 6, 7, 7)


def test_a_quadratic_curve_becomes_the_cubic_that_equals_it() -> None:
    assert path("M0 0Q3 3 6 0T12 0") == (Move(0, 0), Curve(2, 2, 4, 2, 6, 0), Curve(8, -2, 10, -2, 12, 0))


def test_glued_flags_of_an_arc_are_single_digits() -> None:
    assert path("M0 0a5 5 0 016.001.5") == path("M0 0 A 5,5 0 0,1 6.001,0.5")


def test_numbers_may_be_glued_by_sign_and_point() -> None:
    assert path("M1-2L.5.25-1e1+3") == (Move(1, -2), Line(0.5, 0.25), Line(-10, 3))


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_an_arc_stays_on_its_circle(flags: str) -> None:
    centre_y = -4 if flags in ("0 0", "1 1") else 4
    for segment in path(f"M-3 0A5 5 0 {flags} 3 0")[1:]:
        assert isinstance(segment, Curve)
        assert math.hypot(segment.x, segment.y - centre_y) == pytest.approx(5)


def test_an_arc_too_small_to_reach_grows() -> None:
    segments = path("M0 0A1 1 0 0 1 10 0")
    lowest = min(segment.y for segment in segments if isinstance(segment, Curve))
    assert lowest == pytest.approx(-5)


def test_an_arc_without_a_radius_is_a_line_and_one_to_where_it_is_nothing() -> None:
    assert path("M0 0A0 5 0 0 1 6 6A5 5 0 1 1 6 6") == (Move(0, 0), Line(6, 6))


@pytest.mark.parametrize(
    "data", ["L1 1", "M1", "M1 1L2", "M1 1X2 2", "M1 1z3 3", "M0 0A1 1 0 2 0 3 3", "M1,2;", "M0 0 h", "M ١ 2"]
)
def test_broken_path_data_is_refused(data: str) -> None:
    refusal(svg(f'<path d="{data}"/>'))


def test_an_empty_path_paints_nothing() -> None:
    assert shapes('<path d=""/><path/>') == ()


# ---- outlines


def test_a_rectangle_is_four_lines() -> None:
    expected = (Move(1, 2), Line(4, 2), Line(4, 6), Line(1, 6), Close())
    assert shape('<rect x="1" y="2" width="3" height="4"/>').path == expected


def test_a_rounded_rectangle_keeps_within_its_box() -> None:
    rounded = shape('<rect x="10" y="10" width="20" height="10" rx="30" ry="2"/>').path
    places = [astuple(segment) for segment in rounded if not isinstance(segment, Close)]
    across = [x for place in places for x in place[::2]]
    down = [y for place in places for y in place[1::2]]
    assert (min(across), max(across), min(down), max(down)) == (10, 30, 10, 20)


def test_one_radius_of_a_rectangle_goes_for_both() -> None:
    one = shape('<rect width="20" height="10" rx="3"/>')
    assert one == shape('<rect width="20" height="10" rx="3" ry="3"/>')
    assert one == shape('<rect width="20" height="10" ry="3"/>')


def test_a_circle_is_the_ellipse_with_equal_radii() -> None:
    circle = shape('<circle cx="5" cy="6" r="4"/>')
    assert circle == shape('<ellipse cx="5" cy="6" rx="4" ry="4"/>')
    assert circle.path[0] == Move(9, 6)
    assert [type(segment) for segment in circle.path] == [Move, Curve, Curve, Curve, Curve, Close]


def test_a_polygon_is_a_closed_polyline() -> None:
    assert shape('<polygon points="1,2 3,4 5,9"/>').path == (
        *shape('<polyline points="1 2 3 4 5 9"/>').path,
        Close(),
    )


def test_points_come_in_pairs() -> None:
    refusal(svg('<polygon points="1 2 3"/>'))


def test_shapes_without_extent_are_left_out() -> None:
    assert shapes('<rect width="0" height="3"/><circle/><ellipse rx="3"/><polygon/>') == ()


def test_a_line_is_never_filled() -> None:
    assert shapes('<line x2="9" y2="9"/><path d="M0 0h9"/>') == ()


# ---- transforms


@pytest.mark.parametrize(
    ("words", "corner"),
    [
        ("translate(3)", Move(5, 3)),
        ("translate(3,4)", Move(5, 7)),
        ("scale(2)", Move(4, 6)),
        ("scale(2 -1)", Move(4, -3)),
        ("rotate(90)", Move(-3, 2)),
        ("rotate(90 2 2)", Move(1, 2)),
        ("skewX(45)", Move(5, 3)),
        ("skewY(45)", Move(2, 5)),
        ("matrix(1 2 3 4 5 6)", Move(16, 22)),
        ("translate(10, 0) , scale(2)", Move(14, 6)),
    ],
)
def test_a_transform_moves_the_points(words: str, corner: Move) -> None:
    moved = shape(f'<path transform="{words}" d="M2 3h9v9z"/>').path[0]
    assert astuple(moved) == pytest.approx(astuple(corner))


def test_transforms_of_groups_add_up_from_the_inside_out() -> None:
    inner = '<g transform="translate(1 0)"><g transform="scale(3)"><path d="M1 1h9v9z"/></g></g>'
    assert shape(inner).path[0] == Move(4, 3)


def test_a_stroke_grows_with_its_transform() -> None:
    assert shape('<line transform="scale(3)" stroke="red" stroke-width="2" x2="9"/>').stroke_width == 6


def test_a_stroke_stretched_unevenly_is_refused_but_a_fill_is_not() -> None:
    assert shape('<circle transform="scale(3 1)" r="5"/>').stroke is None
    refusal(svg('<circle transform="scale(3 1)" r="5" stroke="red"/>'))


@pytest.mark.parametrize(
    "words", ["turn(3)", "scale()", "scale(1 2 3)", "rotate(1 2)", "matrix(1)", "scale(2", "3"]
)
def test_a_transform_that_is_not_understood_is_refused(words: str) -> None:
    refusal(svg(f'<g transform="{words}"/>'))


# ---- paint


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("#f00", (1, 0, 0)),
        ("#00FF00", (0, 1, 0)),
        ("rgb(0, 0, 255)", (0, 0, 1)),
        ("rgb(100% 0% 0%)", (1, 0, 0)),
        ("rgb(300,-9,0)", (1, 0, 0)),
        ("Orange", (1, 165 / 255, 0)),
        ("currentColor", (0, 0, 0)),
        ("none", None),
    ],
)
def test_colours_are_parts_from_0_to_1(words: str, colour: tuple[float, float, float] | None) -> None:
    assert shape(f'<circle r="5" stroke="black" fill="{words}"/>').fill == colour


@pytest.mark.parametrize(
    "words", ["url(#a)", "#12", "#12345678", "rgba(1,2,3,.5)", "hotpink", "transparent", ""]
)
def test_colours_that_are_not_plain_and_solid_are_refused(words: str) -> None:
    refusal(svg(f'<circle r="5" fill="{words}"/>'))


def test_paint_is_handed_down_and_overridden() -> None:
    first, second = shapes(
        '<g fill="red" stroke="blue"><circle r="5"/><circle r="5" fill="inherit" stroke="none"/></g>'
    )
    assert (first.fill, first.stroke) == ((1, 0, 0), (0, 0, 1))
    assert (second.fill, second.stroke) == ((1, 0, 0), None)


def test_a_property_in_style_wins_from_its_attribute() -> None:
    styled = shape(
        '<circle r="5" fill="red" style=" fill:#00f; stroke: lime ;stroke-width:2px;font-size:9px;"/>'
    )
    assert (styled.fill, styled.stroke, styled.stroke_width) == ((0, 0, 1), (0, 1, 0), 2)


def test_the_shape_of_a_stroke_is_kept() -> None:
    words = 'stroke-linecap="round" stroke-linejoin="bevel" stroke-miterlimit="2" fill-rule="evenodd"'
    kept = shape(f'<circle r="5" stroke="red" {words}/>')
    assert (kept.cap, kept.join, kept.miter, kept.even_odd) == ("round", "bevel", 2, True)


def test_a_stroke_without_width_is_none() -> None:
    assert shape('<circle r="5" stroke="red" stroke-width="0"/>').stroke is None


def test_what_leaves_no_trace_is_left_out() -> None:
    assert shapes('<circle r="5" fill="none"/>') == ()


@pytest.mark.parametrize(
    "words",
    [
        'opacity=".5"',
        'fill-opacity="0"',
        'style="opacity:0.9"',
        'stroke-dasharray="2 1"',
        'clip-path="url(#a)"',
        'mask="url(#a)"',
        'style="filter:blur(2px)"',
        'display="none"',
        'stroke-linecap="pointed"',
        'stroke-width="-1"',
        'stroke-width="1em"',
        'stroke-miterlimit="0"',
        'style="r:7"',
        'style="fi\\6cl:red"',
        'style="fill"',
        'onclick="alert(1)"',
        'href="https://example.org/"',
    ],
)
def test_what_would_change_the_picture_is_refused(words: str) -> None:
    assert refusal(svg(f'<circle r="5" {words}/>')).line == 1


def test_names_and_notes_of_editors_are_left_alone() -> None:
    noted = (
        '<g xmlns:ink="http://www.inkscape.org/" id="a" class="b" data-x="1" ink:label="ring" opacity="1">'
        '<circle r="5" role="img" stroke-dasharray="none"><title>ring</title></circle></g>'
    )
    assert shape(noted) == shape('<circle r="5"/>')


# ---- refusals


@pytest.mark.parametrize(
    "element",
    [
        '<text x="1" y="2">Stedenkring</text>',
        '<image href="https://example.org/logo.png" width="9" height="9"/>',
        '<use href="#a"/>',
        "<style>circle { fill: red }</style>",
        "<script>alert(1)</script>",
        '<defs><linearGradient id="a"/></defs>',
        '<clipPath id="a"/>',
        '<mask id="a"/>',
        '<filter id="a"/>',
        "<foreignObject/>",
        '<animate attributeName="r"/>',
        "<a/>",
        "<svg/>",
        '<defs><path id="a" d="M0 0h9v9z"/></defs>',
        '<title><path d="M0 0h9v9z"/></title>',
        '<circle r="5"><circle r="2"/></circle>',
        '<x:circle xmlns:x="urn:other" r="5"/>',
    ],
)
def test_other_elements_are_refused_where_they_stand(element: str) -> None:
    refused = refusal(svg("\n  " + element))
    assert refused.line == 2
    assert refused.hint


def test_a_refusal_says_what_to_do_about_text() -> None:
    refused = refusal(svg("\n\n  <text/>"))
    assert (refused.line, refused.column) == (3, 3)
    assert "paths" in refused.hint


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "ring">'
    + "".join(f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 20}">' for place in range(12))
    + ']><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>&m;&m;</title></svg>'
).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BOMB, id="DOCTYPE bomb"),
        pytest.param(b'<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg/>', id="external DOCTYPE"),
        pytest.param(b'<?xml-stylesheet href="https://example.org/a.css"?><svg/>', id="style sheet"),
        pytest.param(svg("<g>" * 10_000 + "</g>" * 10_000), id="10,000 levels"),
        pytest.param(svg('<path d="M NaN 0L1 1"/>'), id="NaN"),
        pytest.param(svg('<path d="M1e400 0L1 1"/>'), id="1e400"),
        pytest.param(svg('<circle r="9" transform="scale(1e6)"/>'), id="too far out"),
        pytest.param(svg('<circle r="9" transform="skewX(90)"/>'), id="skewed away"),
        pytest.param(svg(f'<path d="M0 0{" 1 1" * 200_000}"/>'), id="huge path"),
        pytest.param(svg('<circle r="1"/>' * 20_000), id="too many curves"),
        pytest.param(svg(f'<path d="M0 0{" " * 900_000}x"/>'), id="long blank"),
        pytest.param(svg(f'<path d="M0 {"1" * 900_000}"/>'), id="long number"),
        pytest.param(svg(f'<g transform="{"scale(" * 100_000}"/>'), id="open brackets"),
        pytest.param(svg('<path d="M0 0A1e-300 1 0 0 1 5 5"/>'), id="arc without width"),
        pytest.param(svg(" " * 2_000_000), id="2 MB"),
        pytest.param(b'<?xml version="1.0" encoding="rot13"?><svg/>', id="odd encoding"),
        pytest.param(b"<html/>", id="HTML"),
        pytest.param(b"", id="nothing"),
        pytest.param(bytes(100), id="zeros"),
    ],
)
def test_hostile_files_are_refused(data: bytes) -> None:
    refusal(data)


def test_a_refusal_says_nothing_that_a_terminal_obeys() -> None:
    for inside in ('<circle r="5" fill="\x9b31m\u202e"/>', '<path d="M1 1\n\x9bX"/>', "<c\u061cd/>"):
        assert str(refusal(svg(inside))).isprintable()


# ---- the shipped logo


@pytest.mark.parametrize("name", LOGOS)
def test_the_shipped_logo_is_filled_paths_within_its_edges(name: str) -> None:
    data = (resources.templates() / "demo" / name).read_bytes()
    drawing = read_drawing(data, name)
    assert len(data) < 25_000
    assert all(shape.fill and not shape.stroke for shape in drawing.shapes)
    for shape in drawing.shapes:
        for segment in shape.path:
            if not isinstance(segment, Close):
                assert 0 <= segment.x <= drawing.width
                assert 0 <= segment.y <= drawing.height


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draws a sound file with pieces cut, doubled, replaced by what attackers write, or overwritten."""
    data = draw(st.sampled_from([EVERYTHING.encode(), WIDE_LOGO[:3000] + b'"/></svg>']))
    pieces = st.sampled_from(
        [
            b"NaN",
            b"1e400",
            b"-",
            b"",
            b"<g>",
            b"</g>",
            b'"',
            b"&a;",
            b"0",
            b"1e-320",
            b"url(#a)",
            b"<!DOCTYPE x>",
            b"A",
        ]
    )
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 12)))
        data = data[:start] + draw(pieces | st.binary(max_size=4) | st.just(data[start:end] * 2)) + data[end:]
    return data


@settings(max_examples=2_000, deadline=None)
@given(data=mutated())
def test_a_damaged_file_gives_a_drawing_or_a_refusal(data: bytes) -> None:
    try:
        drawing = read_drawing(data, "logo.svg")
    except DocumentError as refused:
        assert refused.reason  # noqa: PT017  either is right, nothing else is
    else:
        assert isinstance(drawing, Drawing)
        assert all(shape.path and (shape.fill or shape.stroke) for shape in drawing.shapes)


WORDS = st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-+e ()", max_size=60)
FUNCTION = st.sampled_from(["matrix", "translate", "scale", "rotate", "skewX", "turn"])
PAINT = st.sampled_from(["red", "#f00", "#ff", "none", "rgb(1,2,3)", "rgb(1e999 0 0)", "url(#a)", "inherit"])


@settings(max_examples=2_000, deadline=None)
@given(data=WORDS.map("M0 0".__add__), turn=FUNCTION, values=st.lists(st.floats(), max_size=6), paint=PAINT)
def test_odd_values_give_a_drawing_of_finite_numbers_or_a_refusal(
    data: str, turn: str, values: list[float], paint: str
) -> None:
    words = f'd="{data}" transform="{turn}({" ".join(map(str, values))})" stroke="{paint}"'
    try:
        drawing = read_drawing(svg(f"<path {words}/><path d='{data}'/>"), "logo.svg")
    except DocumentError as refused:
        assert refused.line == 1  # noqa: PT017  either is right, nothing else is
    else:
        for painted in drawing.shapes:
            assert all(abs(place) <= 1e6 for segment in painted.path for place in astuple(segment))


@pytest.mark.parametrize("start", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF1234WEBP"])
def test_a_picture_of_pixels_is_called_that(start):
    with pytest.raises(DocumentError) as caught:
        read_drawing(start + b"\0" * 20, "logo.png")
    assert (caught.value.path, caught.value.line) == ("logo.png", 0)
    assert caught.value.reason == "this is a picture of pixels, not a drawing"
    assert caught.value.hint == "ask its maker for the drawing as SVG"
