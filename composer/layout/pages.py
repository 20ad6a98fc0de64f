"""Filling pages line by line, with the footnotes of each line at the foot of its page.

The invariant: the mark and the first line of its note share a page; every line of every box and note is
placed exactly once and in order; nothing overlaps. A page is a pure function of where it begins.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from composer.layout.box import Box, Frame, Strip
from composer.layout.boxes import Boxes

# The room between text and notes: half a line, the hairline, half a line of the notes.
SEPARATOR = 14.0
# A note taller than this part of the page may be parted, with at least two lines on each page.
LONG_NOTE = 0.3
LEAST_LINES = 2
EPSILON = 0.001
# A last page less filled than this takes lines from the one before, which stays at least so full.
LEAST_LAST = 0.12
LEAST_BEFORE = 0.6
STEP = 7.25


class Row(NamedTuple):
    """One line of a paragraph or of a row of a table, a row of columns, a picture.

    `gap` is the space above it, save at the top of a page.
    """

    box: int
    line: int
    gap: float
    height: float
    notes: tuple[int, ...]
    may_end_page: bool
    must_start_page: bool


class NotePart(NamedTuple):
    """Lines first…last of a note."""

    number: int
    first: int
    last: int


class Filled(NamedTuple):
    """A page: the rows `start`…`end` and the parts of notes at its foot; `carried` goes to the next page.

    `crowded` is the row whose notes found no room for their first lines, -1 when all is well. `seen` is how
    many rows it depends on: one more than all when it looked at the end of the document.
    """

    start: int
    end: int
    notes: tuple[NotePart, ...]
    carried: tuple[NotePart, ...]
    crowded: int
    seen: int = 0

    def moved(self, rows: int) -> "Filled":
        """Return the same page when so many rows more stand before it."""
        crowded = self.crowded + rows if self.crowded >= 0 else -1
        return self._replace(
            start=self.start + rows, end=self.end + rows, crowded=crowded, seen=self.seen + rows
        )


def rows_of(
    boxes: list[Box], frames: list[Frame], first: int = 0, last: int | None = None, marked: Iterable[int] = ()
) -> list[Row]:
    """Return the lines of boxes first…last in order, with the places where a page may end.

    `marked` are the notes that were marked before them.
    """
    rows: list[Row] = []
    marked = set(marked)
    for index in range(first, len(boxes) if last is None else last):
        box = boxes[index]
        following = boxes[index + 1] if index + 1 < len(boxes) else None
        keep = box.keep_next or (following is not None and following.keep_previous)
        gap = _gap(boxes[index - 1] if index else None, box, frames)
        if box.setting is None:
            rows += _rows_of_cells(index, box, gap, marked, may_end=not keep)
            continue
        count = box.lines
        leading = box.setting.type.leading
        for i, line in enumerate(box.setting.lines):
            is_last = i == count - 1
            may_end = not keep if is_last else _may_part(i + 1, count, hyphenated=line.hyphenated, box=box)
            notes = _new_notes(line.notes, marked) if line.notes else ()
            rows.append(Row(index, i, 0.0 if i else gap, leading, notes, may_end, box.new_page and not i))
    return rows


def _rows_of_cells(index: int, box: Box, gap: float, marked: set[int], *, may_end: bool) -> list[Row]:
    """Return a row of columns as one, one of a table line by line; it is parted when no page can hold it."""
    strip = box.strip
    if strip is None:
        return [Row(index, 0, gap, box.height, _new_notes(box.notes, marked), may_end, box.new_page)]
    rows = []
    for i in range(strip.lines):
        notes = _new_notes(_notes_on(box, strip, i), marked)
        is_last = i + 1 == strip.lines
        ends = may_end if is_last else _may_part(i + 1, strip.lines, hyphenated=False, box=box)
        height = strip.height(i, i + 1)
        rows.append(Row(index, i, 0.0 if i else gap, height, notes, ends, box.new_page and not i))
    return rows


def _notes_on(box: Box, strip: Strip, number: int) -> Iterator[int]:
    """Yield the notes that are marked on one line of a row."""
    for cell in box.cells:
        if cell.setting.linked:
            first, last = strip.within(cell, number, number + 1)
            for line in cell.setting.lines[first:last]:
                yield from line.notes


def _new_notes(notes: Iterable[int], marked: set[int]) -> tuple[int, ...]:
    """Return the notes that are marked here first, and note that they are."""
    new = tuple(dict.fromkeys(number for number in notes if number not in marked))
    marked.update(new)
    return new


def _may_part(above: int, count: int, *, hyphenated: bool, box: Box) -> bool:
    """Return whether a page may end after `above` of `count` lines: no widow, no orphan, no divided word."""
    return above >= LEAST_LINES and count - above >= LEAST_LINES and not hyphenated and not box.keep_together


def _gap(before: Box | None, box: Box, frames: list[Frame]) -> float:
    if before is None:
        return 0.0
    padding = sum(frames[f].padding for f in before.frames if f not in box.frames)
    padding += sum(frames[f].padding for f in box.frames if f not in before.frames)
    space = before.after + box.before if box.rule else max(before.after, box.before)
    return space + padding


def balanced(
    filler: "Filler", pages: tuple[Filled, Filled], carried: tuple[NotePart, ...], room: float, full: float
) -> tuple[Filled, Filled]:
    """Return the last two pages with some more lines on the last one, if it holds next to nothing.

    `carried` are the notes the first of them began with, `room` and `full` their heights in points. Where
    the author began a page, or no better place is found, they stay as they are.
    """
    before, last = pages
    rows = filler.rows
    wanted = LEAST_LAST * full
    if last.start == last.end or rows[last.start].must_start_page or filler.used(last) >= wanted:
        return before, last
    height = filler.used(before)
    while height > LEAST_BEFORE * room:
        height -= STEP
        shorter = filler.fill(before.start, carried, height)
        rest = filler.fill(shorter.end, shorter.carried, full)
        if rest.end < len(rows) or rest.carried:
            break
        if filler.used(rest) >= wanted:
            end = len(rows) + 1  # where the document ends decides about both
            return shorter._replace(seen=end), rest._replace(seen=end)
    return before, last


class Filler:
    """Fills one page after the other from the rows of a document."""

    def __init__(self, rows: list[Row], boxes: Boxes, height: float) -> None:
        """Keep what every page is filled from; `height` is the room of an ordinary page in points."""
        self.rows = rows
        self._room = height
        self._boxes = boxes.boxes
        self._notes = boxes.notes

    def _head(self, box: Box) -> float:
        """Return what stands above a row at the top of a page: the head of its table, again."""
        return self._boxes[box.strip.head].height if box.strip and box.strip.head >= 0 else 0.0

    def _leading(self, number: int) -> float:
        return self._notes[number].setting.type.leading

    def _least(self, number: int) -> float:
        """Return how much of a note must stand on the page of its mark."""
        setting = self._notes[number].setting
        return (
            LEAST_LINES * setting.type.leading if setting.height > LONG_NOTE * self._room else setting.height
        )

    def fill(self, start: int, carried: tuple[NotePart, ...], height: float) -> Filled:
        """Return the page that begins with row `start` and the notes carried over, `height` points high."""
        continued, left_over = self._place(carried, height - SEPARATOR)
        if left_over:
            return Filled(start, start, continued, left_over, -1, start)
        room = height - self._zone(continued)
        end, new, seen = self._most_rows(start, room, opened=bool(continued))
        if height < self._room and not continued and not self._ends_well(start, end):
            later, _, seen_later = self._most_rows(start, self._room, opened=False)
            if self._ends_well(start, later):  # what cannot be parted has more room behind the first page
                return Filled(start, start, (), (), -1, seen_later)
        if end == start < len(self.rows) and not continued:
            end, new, seen = start + 1, list(self.rows[start].notes), max(seen, start + 1)
        opening = 0.0 if continued else SEPARATOR
        parts = tuple(NotePart(number, 0, len(self._notes[number].setting.lines)) for number in new)
        placed, rest = self._place(parts, room - opening - self._height(start, end))
        crowded = any(part.first == 0 for part in rest)
        return Filled(start, end, continued + placed, rest, end - 1 if crowded else -1, seen)

    def _ends_well(self, start: int, end: int) -> bool:
        """Return whether a page of these rows ends where one may."""
        rows = self.rows
        if end in (start, len(rows)):
            return end > start
        return rows[end - 1].may_end_page or rows[end].must_start_page

    def used(self, page: Filled) -> float:
        """Return how high text and notes of a page are together."""
        return self._height(page.start, page.end) + self._zone(page.notes)

    def _most_rows(self, start: int, room: float, *, opened: bool) -> tuple[int, list[int], int]:
        """Return the last row that may end the page, the notes marked until there, and the rows looked at.

        When no row may end it, the last row that fits does.
        """
        rows, boxes = self.rows, self._boxes
        notes: list[int] = []
        settled = least = full = 0.0
        y = 0.0
        fits = best = (start, 0)
        seen = len(rows) + 1
        for i in range(start, len(rows)):
            row = rows[i]
            if row.must_start_page and i > start:
                best = fits
                seen = i + 1
                break
            box = boxes[row.box]
            pad = box.padding
            y += row.height + (row.gap if i > start else pad + self._head(box))
            for number in row.notes:
                settled += full if notes else (0.0 if opened else SEPARATOR)
                full, least = self._notes[number].setting.height, self._least(number)
                notes.append(number)
            if y + pad + settled + least > room + EPSILON:
                seen = i + 1
                break
            fits = (i + 1, len(notes))
            if row.may_end_page or i + 1 == len(rows):
                best = fits
        end, count = best if best[0] > start else fits
        return end, notes[:count], seen

    def _height(self, start: int, end: int) -> float:
        """Return the height of rows on a page of their own, padding included."""
        rows = self.rows[start:end]
        if not rows:
            return 0.0
        inner = sum(row.height for row in rows) + sum(row.gap for row in rows[1:])
        first, last = self._boxes[rows[0].box], self._boxes[rows[-1].box]
        return inner + self._head(first) + first.padding + last.padding

    def _zone(self, parts: tuple[NotePart, ...]) -> float:
        lines = sum((part.last - part.first) * self._leading(part.number) for part in parts)
        return SEPARATOR + lines if parts else 0.0

    def _place(
        self, parts: tuple[NotePart, ...], room: float
    ) -> tuple[tuple[NotePart, ...], tuple[NotePart, ...]]:
        """Place parts in order as far as the room goes; a parted note leaves two lines on each side."""
        placed: list[NotePart] = []
        for i, part in enumerate(parts):
            leading = self._leading(part.number)
            count = part.last - part.first
            fit = int((room + EPSILON) / leading)
            if fit >= count:
                placed.append(part)
                room -= count * leading
                continue
            if count - fit < LEAST_LINES:
                fit = count - LEAST_LINES
            if fit < LEAST_LINES:
                return tuple(placed), parts[i:]
            placed.append(NotePart(part.number, part.first, part.first + fit))
            return tuple(placed), (NotePart(part.number, part.first + fit, part.last), *parts[i + 1 :])
        return tuple(placed), ()
