"""A vector drawing, such as a logo, reduced to what every page can paint: outlines, fills and strokes."""

from dataclasses import dataclass
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
