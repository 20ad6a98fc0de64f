"""A vector drawing, such as a logo, reduced to what every page can paint: outlines, fills and strokes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Colour = tuple[float, float, float]
Cap = Literal["butt", "round", "square"]
Join = Literal["miter", "round", "bevel"]


@dataclass(frozen=True, slots=True)
class Move:
    """The start of a new subpath."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from where the path is to (x, y)."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier curve with two handles, ending at (x, y)."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Close:
    """The way back to the start of the subpath; only a `Move` may follow."""


Segment = Move | Line | Curve | Close


@dataclass(frozen=True, slots=True)
class Shape:
    """One path and how it is painted: first the fill, then the stroke over it.

    The path is absolute, in the units of the drawing, every transform already applied, and every subpath
    begins with a `Move`. Colours are red, green and blue from 0 to 1 and solid; None leaves the paint out.
    At least one of the two is set, and a stroke is wider than 0.
    """

    path: tuple[Segment, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 1.0
    cap: Cap = "butt"
    join: Join = "miter"
    miter: float = 4.0
    even_odd: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Shapes from back to front, in units of their own: origin top left, y down, both sides longer than 0.

    What lies outside `width` × `height` is not part of the picture. Compared by identity: a drawing is read
    once, has thousands of segments, and is looked up for every page it stands on.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...] = ()


@lru_cache(maxsize=256)
def extent(drawing: Drawing) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is painted, in units of the drawing.

    A curve counts as far as it really reaches; what lies outside the drawing does not count. A drawing in
    which nothing is painted is taken as it is.
    """
    places = [place for shape in drawing.shapes for place in _reach(shape)]
    if not places:
        return 0.0, 0.0, drawing.width, drawing.height
    left, right = _within([x for x, _y in places], drawing.width)
    top, bottom = _within([y for _x, y in places], drawing.height)
    if right <= left or bottom <= top:
        return 0.0, 0.0, drawing.width, drawing.height
    return left, top, right, bottom


def _within(places: list[float], side: float) -> tuple[float, float]:
    return max(0.0, min(places)), min(side, max(places))


def _reach(shape: Shape) -> Iterator[tuple[float, float]]:
    """Yield places of a shape among which are its outermost ones."""
    half = shape.stroke_width / 2 if shape.stroke else 0.0
    x = y = 0.0
    for segment in shape.path:
        if isinstance(segment, Close):
            continue
        if isinstance(segment, Curve):
            across = (x, segment.x1, segment.x2, segment.x)
            down = (y, segment.y1, segment.y2, segment.y)
            for t in (*_turns(across), *_turns(down)):
                yield from _around(_at(across, t), _at(down, t), half)
        x, y = segment.x, segment.y
        yield from _around(x, y, half)


def _around(x: float, y: float, half: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return (x - half, y - half), (x + half, y + half)


def _turns(places: tuple[float, float, float, float]) -> tuple[float, ...]:
    """Return where between its ends a cubic curve turns back, from 0 to 1."""
    start, one, two, end = places
    a, b, c = end - 3 * two + 3 * one - start, 2 * (two - 2 * one + start), one - start
    if abs(a) < _FLAT:
        return tuple(t for t in (-c / b,) if 0 < t < 1) if abs(b) > _FLAT else ()
    inside = b * b - 4 * a * c
    if inside < 0:
        return ()
    root = inside**0.5
    return tuple(t for t in ((-b - root) / (2 * a), (-b + root) / (2 * a)) if 0 < t < 1)


def _at(places: tuple[float, float, float, float], t: float) -> float:
    """Return where a cubic curve is."""
    start, one, two, end = places
    rest = 1 - t
    return rest**3 * start + 3 * rest * rest * t * one + 3 * rest * t * t * two + t**3 * end


_FLAT = 1e-9
