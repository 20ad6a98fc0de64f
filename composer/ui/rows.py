"""Rows: what stands below what in the canvas, in which frames. Measured in pixels; paints nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import floor
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from composer.model.document import Block, BlockId
from composer.model.text import Text
from composer.ui.looks import Box, Line
from composer.ui.silent_voice import NUMBER
from composer.ui.typography import Typography

# A field that is not made yet: how wide a letter is on average, by its size.
_LETTER = 0.47
# A caret that went straight down stands up to half a letter beside where it came from, in pixels.
_LETTER_AT_MOST = 6
# How wide a cell is at least; narrower ones stand below each other, as large letters ask for.
_CELL = 36.0
# Between the cells of a row, and above and below them, in points.
_GUTTER, _PADDING = 8.0, 2.5
# Where a widget is that was not made.
NOWHERE = 0, 0, 0, 0


@dataclass(slots=True, eq=False)
class Row:
    """A line of the canvas with its place; the widget is made when it is near."""

    line: Line
    block: Block
    text: Text
    top: int = 0
    height: int = 0
    left: int = 0
    width: int = 0
    # How many cells stand beside each other here; one when there is no room, of what is no cell none.
    columns: int = 0
    notes: int = 0
    first_note: int = 1
    measured: int = 0
    # How much of the space above its top what is seen over the text takes, and where that begins.
    head: int = 0
    edge: int = 0
    placed: tuple[int, int, int, int] = NOWHERE
    widget: QWidget | None = None


class Frame(NamedTuple):
    """A tinted ground with a bar, around rows."""

    left: float
    top: float
    width: float
    height: float
    box: Box


class Label(NamedTuple):
    """What stands before the first line of a row: a number, a mark."""

    words: str
    left: float
    box: Box | None


@dataclass(slots=True)
class Arrangement:
    """Where everything is: frames by their top, hairlines between groups, the height of it all."""

    frames: list[Frame] = field(default_factory=list)
    rules: list[tuple[float, float, float, str]] = field(default_factory=list)
    height: int = 0


class _Open(NamedTuple):
    box: Box
    left: float
    right: float
    top: float


def number_of(label: str, block: str, numbers: Mapping[BlockId, str]) -> str:
    """Return a label with the number of its block in it."""
    return label.replace(NUMBER, numbers.get(BlockId(block), "")).strip()


def labels_of(
    row: Row, before: Row | None, numbers: Mapping[BlockId, str], type_: Typography, left: float
) -> Iterator[Label]:
    """Yield the labels of a row: those of the boxes that begin with it, and its own."""
    look = row.line.look
    shared = _shared(before.line.look.boxes, look.boxes) if before else 0
    at = left
    for i, box in enumerate(look.boxes):
        if i >= shared and box.label and not row.line.is_panel:
            words = number_of(box.label, box.key.rpartition(":")[0], numbers)
            yield Label(words, at + type_.px(box.style.padding_side + box.style.label_at), box)
        at += type_.px(box.indent)
    if words := number_of(look.label, row.line.where.block, numbers):
        yield Label(words, at + type_.px(max(0.0, look.style.label_at)), None)


def measure_sides(row: Row, numbers: Mapping[BlockId, str], type_: Typography, left: int, width: int) -> None:
    """Set where a row begins and how wide it is, in a column."""
    look = row.line.look
    indent = sum(box.indent for box in look.boxes) + look.style.indent
    if look.label and number_of(look.label, row.line.where.block, numbers):
        indent += max(
            0.0, -look.style.label_at
        )  # what hangs in the margin of the page stands in the text here
    right = sum(box.style.padding_side for box in look.boxes)
    row.edge = left + round(type_.px(sum(box.indent for box in look.boxes)))
    row.left = left + round(type_.px(indent))
    row.width = max(40, left + width - round(type_.px(right)) - row.left)
    gap = round(type_.px(_GUTTER))
    share = (row.width - gap * (look.columns - 1)) // max(1, look.columns)
    has_room = share >= type_.px(_CELL)
    row.columns = look.columns if has_room else min(look.columns, 1)
    if row.columns > 1:
        row.width = share
        row.left += look.column * (share + gap)


def estimate(row: Row, type_: Typography) -> int:
    """Return about how high a text is."""
    style = row.line.look.style
    letters = max(1, int(row.width / (type_.px(style.size) * _LETTER)))
    words = row.text.plain if row.line.where.field else row.line.look.words
    lines = sum(1 + len(part) // letters for part in words.split("\n")) if words else 1
    return round(lines * type_.px(style.leading))


def arrange(rows: Sequence[Row], type_: Typography, left: int, width: int, top: int) -> Arrangement:
    """Give every row its top, with the space that the styles ask for; between two the larger counts."""
    made = Arrangement()
    scale = type_.px(1.0)
    open_: list[_Open] = []
    y = float(top)
    after = 0.0
    before: tuple[Box, ...] = ()
    line = 0.0
    for row in rows:
        look = row.line.look
        if is_beside(row):
            row.top = _whole(line)
            y = max(y, _below(row, line, type_))
            continue
        shared = _kept(row, before)
        while len(open_) > shared:
            y, after = _close(made, open_.pop(), y, after, type_)
        if row.line.is_panel:
            row.top = _whole(y)
            y += row.height
            before = before[:shared]
            continue
        space, ruled = after, bool(before) and shared < len(look.boxes)
        first_in_frame = False
        for box in look.boxes[shared:]:
            space = 0.0 if first_in_frame else max(space, box.style.before)
            first_in_frame = False
            outer = open_[-1] if open_ else _Open(Box("", "", look.style), left, left + width, y)
            inner_left = outer.left + (type_.px(outer.box.indent) if open_ else 0)
            inner_right = outer.right - (type_.px(outer.box.style.padding_side) if open_ else 0)
            if ruled and shared and open_ and open_[-1].box.style.rule_between and shared < len(before):
                middle = y + type_.px(space) / 2
                made.rules.append((inner_left, middle, inner_right, open_[-1].box.style.rule_between))
            ruled = False
            if box.framed:
                y += type_.px(space)
                space, first_in_frame = 0.0, True
                open_.append(_Open(box, inner_left, inner_right, y))
                y += type_.px(box.style.padding)
            else:
                open_.append(_Open(box, inner_left, inner_right, y))
        y += scale * (0.0 if first_in_frame else max(space, look.style.before))
        y = line = _begin_line(made, row, y, type_) + row.head
        row.top = _whole(y)
        y = _below(row, y, type_)
        after = look.style.after
        before = look.boxes
    while open_:
        y, after = _close(made, open_.pop(), y, after, type_)
    made.height = _whole(y)
    return made


def grow(made: Arrangement, rows: Sequence[Row], index: int, by: int) -> None:
    """Make a row higher, or lower when `by` is negative, without arranging anew what stands above and below.

    What is left is what `arrange` would have made.
    """
    row = rows[index]
    middle = row.top + row.height / 2
    row.height += by
    for below in islice(rows, index + 1, None):
        below.top += by
    for i, frame in enumerate(made.frames):
        if frame.top > middle:
            made.frames[i] = frame._replace(top=frame.top + by)
        elif frame.top + frame.height > middle:
            made.frames[i] = frame._replace(height=frame.height + by)
    for i, (left, y, right, colour) in enumerate(made.rules):
        if y > middle:
            made.rules[i] = left, y + by, right, colour
    made.height += by


def _kept(row: Row, before: tuple[Box, ...]) -> int:
    """Return how many of the boxes that are open stay so for a row."""
    look = row.line.look
    shared = len(before) if look.boxes is before else _shared(before, look.boxes)
    if row.line.is_panel:  # under the block, outside the frames it has itself
        while shared < len(before) and not before[shared].framed:
            shared += 1
    return shared


def _begin_line(made: Arrangement, row: Row, y: float, type_: Typography) -> float:
    """Rule off the row of a table that a cell begins, unless it is the first; return where its text is."""
    look = row.line.look
    if not look.columns:
        return y
    if not look.column and row.line.where.field.split(".")[-2] != "0":
        wide = row.columns * row.width + (row.columns - 1) * round(type_.px(_GUTTER))
        made.rules.append((row.left, y, row.left + wide, look.style.colour))
    return y + type_.px(_PADDING)


def _below(row: Row, y: float, type_: Typography) -> float:
    """Return where a row ends that begins at a height; a cell has room below it."""
    return y + row.height + (type_.px(_PADDING) if row.line.look.columns else 0.0)


def line_of(row: Row) -> tuple[str, str] | None:
    """Return what the cells of one row of a table share, None for what is no cell."""
    where = row.line.where
    return (where.block, where.field.rpartition(".")[0]) if row.columns > 1 else None


def is_beside(row: Row) -> bool:
    """Return whether a row stands beside the one before it."""
    return row.columns > 1 and row.line.look.column > 0


def cell_at(rows: Sequence[Row], row: Row, x: int) -> Row:
    """Return the cell that is at `x` in the row of a table, the row itself when it is no cell."""
    line = line_of(row)
    if line is None:
        return row
    cells = [one for one in rows if line_of(one) == line]
    return next((one for one in reversed(cells) if one.left - _LETTER_AT_MOST <= x), cells[0])


def _whole(y: float) -> int:
    """Return the nearest pixel; halves always go down the page, so that all moves by whole pixels alike."""
    return floor(y + 0.5)


def _close(
    made: Arrangement, opened: _Open, y: float, after: float, type_: Typography
) -> tuple[float, float]:
    box = opened.box
    if not box.framed:
        return y, max(after, box.style.after)
    y += type_.px(box.style.padding)
    made.frames.append(Frame(opened.left, opened.top, opened.right - opened.left, y - opened.top, box))
    return y, box.style.after


def _shared(one: tuple[Box, ...], other: tuple[Box, ...]) -> int:
    """Return how many boxes two rows stand in together."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a is not b and a.key != b.key:
            break
        count += 1
    return count
