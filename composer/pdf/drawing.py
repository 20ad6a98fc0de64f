"""Writes a vector drawing as operators of a PDF content stream; pure text, solid colours only."""

from collections.abc import Iterator

from composer.model.drawing import Close, Colour, Curve, Drawing, Line, Segment, Shape

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def stream(drawing: Drawing, x: float, y: float, width: float, height: float) -> str:
    """Returns operators that paint a drawing over `width` × `height` points, its top left corner at (x, y).

    (x, y) is in user space, y up; what the drawing has outside its own edges is clipped. The graphics state
    is left as it was, and colours are DeviceRGB.
    """
    scale = width / drawing.width
    # Only what is uneven between the two directions goes into the matrix: coordinates keep a thousandth of
    # a point whatever the units of the drawing, and strokes stretch with the shapes.
    stretch = height / drawing.height / scale
    lines = [
        "q",
        f"1 0 0 {_number(-stretch, 6)} {_number(x)} {_number(y)} cm",
        f"0 0 {_number(width)} {_number(drawing.height * scale)} re W n",
    ]
    state: dict[str, str] = {}
    for shape in drawing.shapes:
        for operator, operands in _state(shape, scale):
            if state.get(operator) != operands:
                state[operator] = operands
                lines.append(f"{operands} {operator}")
        lines.extend(_segment(segment, scale) for segment in shape.path)
        lines.append(_paint(shape))
    return "\n".join([*lines, "Q", ""])


def _state(shape: Shape, scale: float) -> Iterator[tuple[str, str]]:
    if shape.fill:
        yield "rg", _colour(shape.fill)
    if shape.stroke:
        yield "RG", _colour(shape.stroke)
        yield "w", _number(shape.stroke_width * scale)
        yield "J", str(_CAPS[shape.cap])
        yield "j", str(_JOINS[shape.join])
        yield "M", _number(shape.miter)


def _segment(segment: Segment, scale: float) -> str:
    if isinstance(segment, Close):
        return "h"
    if isinstance(segment, Curve):
        points = (segment.x1, segment.y1, segment.x2, segment.y2, segment.x, segment.y)
        return " ".join(_number(place * scale) for place in points) + " c"
    operator = "l" if isinstance(segment, Line) else "m"
    return f"{_number(segment.x * scale)} {_number(segment.y * scale)} {operator}"


def _paint(shape: Shape) -> str:
    operator = "S" if not shape.fill else "B" if shape.stroke else "f"
    return operator + "*" if shape.even_odd and shape.fill else operator


def _colour(colour: Colour) -> str:
    return " ".join(_number(part) for part in colour)


def _number(number: float, places: int = 3) -> str:
    """Returns a number as PDF writes it: no exponent, no trailing zeros, no minus before 0."""
    words = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if words in ("-0", "") else words
