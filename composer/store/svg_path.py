"""The geometry of an SVG file: path data and outlines, all drawn with one `Pen`.

Points are complex numbers here (x + yj); they leave as segments of `model.drawing`. Whatever cannot be drawn
raises `DrawingRefused`, and every loop is linear in the length of its text.
"""

import cmath
import math
import re
from collections.abc import Iterator

from composer.i18n import _
from composer.model.drawing import Close, Curve, Line, Move, Segment
from composer.store.svg_value import DrawingRefused, Matrix, before, checked, next_number

MAX_SEGMENTS = 100_000

_COMMAND = re.compile(r"[ \t\r\n\f]*+([MmZzLlHhVvCcSsQqTtAa])")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}
_FLAG_PLACES = (3, 4)  # among the arguments of an arc
_ROUND = 4 / 3 * math.tan(math.pi / 8)  # the handle of a quarter circle with radius 1


class Pen:
    """Draws segments through a transform; refuses points too far out and more than `room` segments."""

    def __init__(self, matrix: Matrix, room: int = MAX_SEGMENTS) -> None:
        self.segments: list[Segment] = []
        self.at = self.cubic_handle = self.quadratic_handle = 0j
        self._start = 0j
        self._closed = True
        self._matrix = matrix
        self._room = room

    def move(self, to: complex) -> None:
        """Begins a subpath."""
        self._add(Move(*self._placed(to)))
        self._arrive(to)
        self._start = to
        self._closed = False

    def line(self, to: complex) -> None:
        """Draws a straight line."""
        self._open()
        self._add(Line(*self._placed(to)))
        self._arrive(to)

    def curve(self, first: complex, second: complex, to: complex) -> None:
        """Draws a cubic curve with its two handles."""
        self._open()
        self._add(Curve(*self._placed(first), *self._placed(second), *self._placed(to)))
        self._arrive(to)
        self.cubic_handle = second

    def quadratic(self, handle: complex, to: complex) -> None:
        """Draws a curve with one handle, as the cubic curve that equals it."""
        self.curve(self.at + (handle - self.at) * 2 / 3, to + (handle - to) * 2 / 3, to)
        self.cubic_handle = to
        self.quadratic_handle = handle

    def arc(self, radii: complex, turn: float, flags: tuple[bool, bool], to: complex) -> None:
        """Draws part of an ellipse turned by degrees; the flags are SVG's large arc and sweep."""
        radii = complex(abs(radii.real), abs(radii.imag))
        if to == self.at:
            return
        if not radii.real or not radii.imag:
            self.line(to)
            return
        for first, second, end in _arc_curves(self.at, to, radii, cmath.rect(1, math.radians(turn)), flags):
            self.curve(first, second, end)
        self.cubic_handle = to

    def close(self) -> None:
        """Goes back to the start of the subpath; what is drawn next begins a new one there."""
        if not self._closed:
            self._add(Close())
        self._arrive(self._start)
        self._closed = True

    def _open(self) -> None:
        if self._closed:
            self.move(self._start)

    def _arrive(self, to: complex) -> None:
        self.at = self.cubic_handle = self.quadratic_handle = to

    def _placed(self, to: complex) -> tuple[float, float]:
        placed = self._matrix.point(to)
        return checked(placed.real), checked(placed.imag)

    def _add(self, segment: Segment) -> None:
        if len(self.segments) >= self._room:
            raise DrawingRefused(
                _("the drawing has more than {count} lines and curves").format(count=MAX_SEGMENTS),
                _("simplify its paths in the drawing program"),
            )
        self.segments.append(segment)


def draw_path(pen: Pen, words: str) -> None:
    """Draws the path data of a `d` attribute."""
    words = words.strip()
    letter = ""
    position = 0
    while position < len(words):
        match = _COMMAND.match(words, position)
        if match:
            letter, position = match[1], match.end()
        elif letter in ("M", "m"):
            letter = "L" if letter == "M" else "l"  # further pairs after a move are lines
        if not letter or (letter in "Zz" and not match) or not (pen.segments or letter in "Mm"):
            raise _path_refused(words, position)
        if letter in "Zz":
            pen.close()
            continue
        values, position = _arguments(words, position, letter.upper())
        _draw_command(pen, letter.upper(), values, pen.at if letter.islower() else 0j)


def draw_rectangle(pen: Pen, corner: complex, size: complex, radii: complex) -> None:
    """Draws a rectangle from its top left corner, with corners rounded by at most half its sides."""
    radius_x, radius_y = min(radii.real, size.real / 2), min(radii.imag, size.imag / 2)
    right, down = complex(size.real), complex(0, size.imag)
    if not radius_x or not radius_y:
        draw_polygon(pen, (corner, corner + right, corner + size, corner + down), closed=True)
        return
    across, along = complex(radius_x), complex(0, radius_y)
    bow_x, bow_y = across * (1 - _ROUND), along * (1 - _ROUND)
    pen.move(corner + across)
    for at, leave, enter, far, near in (
        (corner + right, -across, along, -bow_x, bow_y),
        (corner + size, -along, -across, -bow_y, -bow_x),
        (corner + down, across, -along, bow_x, -bow_y),
        (corner, along, across, bow_y, bow_x),
    ):
        pen.line(at + leave)
        pen.curve(at + far, at + near, at + enter)
    pen.close()


def draw_ellipse(pen: Pen, centre: complex, radii: complex) -> None:
    """Draws a whole ellipse, clockwise from three o'clock."""
    pen.move(centre + radii.real)
    for quarter in range(4):
        begin, end = 1j**quarter, 1j ** (quarter + 1)
        points = (begin * complex(1, _ROUND), end * complex(1, -_ROUND), end)
        pen.curve(*(centre + _stretched(point, radii) for point in points))
    pen.close()


def draw_polygon(pen: Pen, corners: tuple[complex, ...], *, closed: bool) -> None:
    """Draws straight lines from corner to corner."""
    if corners:
        pen.move(corners[0])
        for corner in corners[1:]:
            pen.line(corner)
        if closed:
            pen.close()


def _arguments(words: str, position: int, letter: str) -> tuple[list[float], int]:
    values = []
    for place in range(_COUNTS[letter]):
        value, position = next_number(words, position, flag=letter == "A" and place in _FLAG_PLACES)
        values.append(value)
    return values, position


def _draw_command(pen: Pen, letter: str, values: list[float], base: complex) -> None:
    """Draws one command with the arguments it takes; `base` is what its points are relative to."""
    odd = len(values) % 2
    points = [base + complex(x, y) for x, y in zip(values[odd::2], values[odd + 1 :: 2], strict=True)]
    match letter:
        case "M":
            pen.move(points[0])
        case "L":
            pen.line(points[0])
        case "H":
            pen.line(complex(base.real + values[0], pen.at.imag))
        case "V":
            pen.line(complex(pen.at.real, base.imag + values[0]))
        case "C":
            pen.curve(*points)
        case "S":
            pen.curve(2 * pen.at - pen.cubic_handle, *points)
        case "Q":
            pen.quadratic(*points)
        case "T":
            pen.quadratic(2 * pen.at - pen.quadratic_handle, points[0])
        case _:
            pen.arc(complex(*values[:2]), values[2], (bool(values[3]), bool(values[4])), points[-1])


def _arc_curves(
    begin: complex, to: complex, radii: complex, turn: complex, flags: tuple[bool, bool]
) -> Iterator[tuple[complex, complex, complex]]:
    """Yields the curves of an arc, each at most a quarter of the ellipse (SVG 1.1, appendix F.6)."""
    large, sweep = flags
    half = (begin - to) / 2 * turn.conjugate()
    half = complex(half.real / radii.real, half.imag / radii.imag)  # on the circle with radius 1
    reach = abs(half)
    if reach > 1:  # the ellipse is too small to reach: it grows until it just does
        radii, half, reach = radii * reach, half / reach, 1.0
    centre = half * 1j * math.sqrt(1 / reach**2 - 1) * (1 if large == sweep else -1)
    first, last = cmath.phase(half - centre), cmath.phase(-half - centre)
    angle = (last - first) % math.tau - (0 if sweep else math.tau)
    steps = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    handle = 1j * 4 / 3 * math.tan(angle / steps / 4)

    def placed(point: complex) -> complex:
        return (begin + to) / 2 + turn * _stretched(point + centre, radii)

    for step in range(steps):
        start, end = (cmath.rect(1, first + angle * (step + more) / steps) for more in (0, 1))
        point = to if step == steps - 1 else placed(end)
        yield placed(start * (1 + handle)), placed(end * (1 - handle)), point


def _stretched(point: complex, radii: complex) -> complex:
    return complex(point.real * radii.real, point.imag * radii.imag)


def _path_refused(words: str, position: int) -> DrawingRefused:
    place = before(words, position)
    return DrawingRefused(_("the path data is not understood after '{place}'").format(place=place))
