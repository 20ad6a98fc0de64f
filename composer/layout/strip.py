"""The strip of partners: logos of one height side by side, with room between them.

A logo is measured by what is painted of it: two of one height look so, however much white their files hold.
Names without a logo stand among them, or, where that takes too much room, in rows below them.
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
_BETWEEN = 1.8  # of an em: between two names in one row below the logos
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


class _Row(NamedTuple):
    """Pieces beside each other: how high the highest is, how far they and the row above are apart."""

    pieces: list[_Piece]
    height: float
    between: float
    above: float


def set_strip(emblems: Sequence[Emblem], strip: Strip, boxes: Boxes, language: str) -> Placed:
    """Return the logos and names of partners in their places; logos become smaller until all have room."""
    pieces = [_piece(emblem, strip, boxes, language, _NAME) for emblem in emblems]
    rows, height = _in_rows(pieces, strip)
    if any(piece.setting for piece in pieces) and (height < strip.height or _rise(rows, strip) > 0):
        rows, height = _in_rows([piece for piece in pieces if not piece.setting], strip)
        names = [
            _piece(piece.emblem, strip, boxes, language, strip.width) for piece in pieces if piece.setting
        ]
        rows += _names_in_rows(names, strip, strip.clear * height)
    pictures: list[Picture] = []
    marks: list[Mark] = []
    rise = _rise(rows, strip)
    top = strip.y - rise
    for number, row in enumerate(rows):
        top += row.above if number else 0.0
        for piece, x in _across(row, strip, height):
            if piece.setting:
                marks.append(_mark(piece.setting, piece.emblem, (x, top + row.height / 2), boxes))
            else:
                at = (x, top + (row.height - height) / 2)
                pictures.append(_picture(piece.emblem, at, height, boxes))
        top += row.height
    return Placed(tuple(pictures), tuple(marks), height / strip.height, rise)


def _piece(emblem: Emblem, strip: Strip, boxes: Boxes, language: str, room: float) -> _Piece:
    if emblem.drawing is None:
        setting = boxes.set((Span(emblem.name),), STYLE, min(room, strip.width), language)
        return _Piece(emblem, setting, 0.0)
    left, top, right, bottom = extent(emblem.drawing)
    return _Piece(emblem, None, (right - left) / (bottom - top))


def _rise(rows: Sequence[_Row], strip: Strip) -> float:
    """Return how much higher rows are than their place."""
    whole = sum(row.height for row in rows) + sum(row.above for row in rows[1:])
    return max(0.0, whole - strip.height * (strip.rows + strip.clear * (strip.rows - 1)))


def _in_rows(pieces: Sequence[_Piece], strip: Strip) -> tuple[list[_Row], float]:
    """Return pieces in as many rows as there may be, the logos as high as they can be, and that height."""
    height = strip.height
    for _step in range(_STEPS):
        rows = _rows(pieces, strip.width, height, strip.clear * height)
        if len(rows) <= strip.rows and all(piece.width(height) <= strip.width for piece in pieces):
            break
        height *= _STEP
    clear = strip.clear * height
    return [_Row(row, max(one.height(height) for one in row), clear, clear) for row in rows], height


def _names_in_rows(names: Sequence[_Piece], strip: Strip, above: float) -> list[_Row]:
    """Return names alone in rows, the first so far below the logos."""
    settings = [name.setting for name in names if name.setting]
    between = _BETWEEN * settings[0].type.size
    rows = _rows(names, strip.width, 0.0, between)
    high = [max(name.height(0.0) for name in row) for row in rows]
    return [
        _Row(row, height, between, 0.0 if number else above)
        for number, (row, height) in enumerate(zip(rows, high, strict=True))
    ]


def _rows(pieces: Sequence[_Piece], room: float, height: float, between: float) -> list[list[_Piece]]:
    """Return the pieces in rows, each filled before the next begins."""
    rows: list[list[_Piece]] = []
    used = 0.0
    for piece in pieces:
        width = piece.width(height)
        if rows and used + between + width <= room:
            rows[-1].append(piece)
            used += between + width
        else:
            rows.append([piece])
            used = width
    return rows


def _across(row: _Row, strip: Strip, height: float) -> Iterator[tuple[_Piece, float]]:
    """Yield the pieces of a row with where each begins."""
    whole = sum(piece.width(height) for piece in row.pieces) + row.between * (len(row.pieces) - 1)
    x = strip.x + _SHARES[strip.align] * (strip.width - whole)
    for piece in row.pieces:
        yield piece, x
        x += piece.width(height) + row.between


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
