"""The strip of partners: logos of one height side by side, with room between them.

A logo is measured by what is painted of it: two of one height look so, however much white their files hold.
Names without a logo stand among them, or, where that takes too much room, together in one text below them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from composer.layout.boxes import Boxes
from composer.layout.lines import Setting
from composer.layout.page import Mark, Picture
from composer.model.drawing import extent
from composer.model.flow import Emblem, Span
from composer.model.house import Strip

STYLE = "partner"
_NAME = 110.0  # points: a longer name has several lines
# Each step makes everything a little smaller; after so many a strip is a twentieth of its height.
_STEP, _STEPS = 0.95, 60
_MIDDLE = 0.33  # of an em: how far the middle of a capital is above its baseline
BETWEEN = "\u00a0· "  # two names in one text
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


class Placed(NamedTuple):
    """What stands in the strip; `shrunk` is how high the logos are, as a part of what was asked.

    `rise` is how many points it is higher than its place: it grows upwards.
    """

    pictures: tuple[Picture, ...] = ()
    marks: tuple[Mark, ...] = ()
    shrunk: float = 1.0
    rise: float = 0.0


class _Piece(NamedTuple):
    """An emblem: its name in lines, or for a logo how wide it is when it is one point high."""

    emblem: Emblem
    setting: Setting | None
    ratio: float

    def width(self, height: float) -> float:
        """Return the width at a height of the logos; letters are not made smaller."""
        return max(line.width for line in self.setting.lines) if self.setting else self.ratio * height

    def height(self, height: float) -> float:
        """Return the height at a height of the logos."""
        return self.setting.height if self.setting else height


class _Rows(NamedTuple):
    """Pieces in rows at a height of the logos."""

    rows: list[list[_Piece]]
    height: float


def set_strip(emblems: Sequence[Emblem], strip: Strip, boxes: Boxes, language: str) -> Placed:
    """Return the logos and names of partners in their places; logos become smaller until all have room."""
    pieces = [_piece(emblem, strip, boxes, language) for emblem in emblems]
    found = _in_rows(pieces, strip)
    names = [piece.emblem for piece in pieces if piece.setting]
    if names and (found.height < strip.height or _rise(found, strip) > 0):
        found = _in_rows([piece for piece in pieces if not piece.setting], strip)
        found.rows.append([_together(names, strip, boxes, language)])
    pictures: list[Picture] = []
    marks: list[Mark] = []
    rise = _rise(found, strip)
    top = strip.y - rise
    for row in found.rows:
        high = _high(row, found.height)
        for piece, x in _across(row, strip, found.height):
            if piece.setting:
                marks.append(_mark(piece.setting, piece.emblem, (x, top + high / 2), boxes))
            else:
                at = (x, top + (high - found.height) / 2)
                pictures.append(_picture(piece.emblem, at, found.height, boxes))
        top += high + _apart(strip, found.height)
    return Placed(tuple(pictures), tuple(marks), found.height / strip.height, rise)


def _piece(emblem: Emblem, strip: Strip, boxes: Boxes, language: str) -> _Piece:
    if emblem.drawing is None:
        setting = boxes.set((Span(emblem.name),), STYLE, min(_NAME, strip.width), language)
        return _Piece(emblem, setting, 0.0)
    left, top, right, bottom = extent(emblem.drawing)
    return _Piece(emblem, None, (right - left) / (bottom - top))


def _together(names: Sequence[Emblem], strip: Strip, boxes: Boxes, language: str) -> _Piece:
    """Return names as one text across the strip."""
    words = BETWEEN.join(emblem.name.replace(" ", "\u00a0") for emblem in names)
    return _Piece(names[0], boxes.set((Span(words),), STYLE, strip.width, language), 0.0)


def _high(row: Sequence[_Piece], height: float) -> float:
    """Return how high a row is at a height of the logos."""
    return max(piece.height(height) for piece in row)


def _apart(strip: Strip, height: float) -> float:
    """Return the room between two rows."""
    return strip.clear * height


def _rise(found: _Rows, strip: Strip) -> float:
    """Return how much higher rows are than their place."""
    whole = sum(_high(row, found.height) for row in found.rows)
    whole += _apart(strip, found.height) * (len(found.rows) - 1)
    return max(0.0, whole - strip.height * (strip.rows + strip.clear * (strip.rows - 1)))


def _in_rows(pieces: Sequence[_Piece], strip: Strip) -> _Rows:
    """Return the pieces in as many rows as there may be, the logos as high as they can be."""
    height = strip.height
    for _step in range(_STEPS):
        rows = _rows(pieces, strip, height)
        if len(rows) <= strip.rows and all(piece.width(height) <= strip.width for piece in pieces):
            break
        height *= _STEP
    return _Rows(rows, height)


def _rows(pieces: Sequence[_Piece], strip: Strip, height: float) -> list[list[_Piece]]:
    """Return the pieces in rows, each filled before the next begins."""
    rows: list[list[_Piece]] = []
    used = 0.0
    for piece in pieces:
        width = piece.width(height)
        if rows and used + strip.clear * height + width <= strip.width:
            rows[-1].append(piece)
            used += strip.clear * height + width
        else:
            rows.append([piece])
            used = width
    return rows


def _across(row: Sequence[_Piece], strip: Strip, height: float) -> Iterator[tuple[_Piece, float]]:
    """Yield the pieces of a row with where each begins."""
    clear = strip.clear * height
    whole = sum(piece.width(height) for piece in row) + clear * (len(row) - 1)
    x = strip.x + _SHARES[strip.align] * (strip.width - whole)
    for piece in row:
        yield piece, x
        x += piece.width(height) + clear


def _mark(setting: Setting, emblem: Emblem, at: tuple[float, float], boxes: Boxes) -> Mark:
    """Return a name with the middle of its left side at a place."""
    x, middle = at
    first = middle - (len(setting.lines) - 1) * setting.type.leading / 2 + _MIDDLE * setting.type.size
    return Mark(setting, 0, len(setting.lines), x, first, boxes.element("P", -1), emblem.at)


def _picture(emblem: Emblem, corner: tuple[float, float], height: float, boxes: Boxes) -> Picture:
    """Return a logo of which what is painted has its top left at a place, and is so high."""
    drawing = emblem.drawing
    if drawing is None:
        raise ValueError(emblem.name)
    left, top, _right, bottom = extent(drawing)
    scale = height / (bottom - top)
    x, y = corner[0] - left * scale, corner[1] - top * scale
    element = boxes.element("Figure", -1, alt=emblem.alt)
    return Picture(drawing, x, y, drawing.width * scale, drawing.height * scale, element)
