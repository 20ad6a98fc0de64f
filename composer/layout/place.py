"""Rows in their places on a page: marks, frames, rules, notes and bookmarks."""

from itertools import groupby
from operator import attrgetter

from composer.layout.box import Box, NoteBox, Strip
from composer.layout.boxes import Boxes
from composer.layout.made import Placed
from composer.layout.page import Bookmark, Mark, Page, Picture, Rect
from composer.layout.pages import Filled, NotePart, Row
from composer.layout.stationery import Stationery, baseline
from composer.model.house import Geometry

# The hairline over the footnotes, and its distance from the first of them, in points.
NOTE_RULE = 113.4
NOTE_RULE_GAP = 6.0
HAIRLINE = 0.5
BORDER = 0.75


class Placer:
    """Puts the rows of each page in their places."""

    def __init__(self, boxes: Boxes, rows: list[Row], geometry: Geometry) -> None:
        """Keep what every page is made from."""
        self._boxes = boxes
        self._rows = rows
        self._geometry = geometry

    def page(self, number: int, filled: Filled, stationery: Stationery, foot: tuple[Mark, ...]) -> Placed:
        """Return one page, `number` counting from 0; stationery stands on the first only."""
        geometry = self._geometry
        top = geometry.top if number else geometry.first_top
        floor = geometry.height - geometry.bottom - (0.0 if number else stationery.rise)
        notes, first_note = self._notes(filled.notes, floor)
        body = _Body(self._boxes, number, top, notes)
        rows = self._rows[filled.start : filled.end]
        if rows:
            body.carry(rows)
        for i, (_, group) in enumerate(groupby(rows, attrgetter("box"))):
            body.rows(list(group), is_first=i == 0)
        body.close()
        fields = stationery.fields if number == 0 else ()
        rects = [*fields, *body.frame_rects(), *body.rules]
        if filled.notes:  # `notes` is emptied while they are placed
            rects.append(Rect(geometry.left, first_note - NOTE_RULE_GAP, NOTE_RULE, HAIRLINE, "grey"))
        marks = (*(stationery.marks if number == 0 else ()), *body.marks, *body.other_notes())
        used = (body.y - top) + (floor - first_note)
        pictures = (*(stationery.pictures if number == 0 else ()), *body.pictures)
        share = min(1.0, used / (floor - top))
        page = Page(number + 1, tuple(rects), pictures, marks, foot, share, first_note)
        return Placed(filled, page, tuple(body.bookmarks))

    def _notes(self, parts: tuple[NotePart, ...], floor: float) -> tuple[dict[int, tuple[Mark, ...]], float]:
        """Return the marks of each note at the foot of a page, and where the first of them begins."""
        found = [(self._boxes.notes[part.number], part) for part in parts]
        y = floor - sum((part.last - part.first) * note.setting.type.leading for note, part in found)
        first = y
        marks = {}
        for note, part in found:
            marks[part.number] = self._note(note, part, y)
            y += (part.last - part.first) * note.setting.type.leading
        return marks, first

    def _note(self, note: NoteBox, part: NotePart, y: float) -> tuple[Mark, ...]:
        type_ = note.setting.type
        line = baseline(y, type_.size, type_.leading)
        left = self._geometry.left
        element, label_element = self._boxes.marked[note.number]
        text = Mark(note.setting, part.first, part.last, left + note.indent, line, element, note.at)
        if part.first:
            return (text,)
        return (Mark(note.label, 0, 1, left, line, label_element, note.at, note.number), text)


class _Body:
    """The text of one page while it is made; `y` is the top of the next row."""

    def __init__(self, boxes: Boxes, page: int, top: float, notes: dict[int, tuple[Mark, ...]]) -> None:
        self.boxes = boxes
        self.page = page
        self.y = top
        self.notes = notes
        self.marks: list[Mark] = []
        self.pictures: list[Picture] = []
        self.rules: list[Rect] = []
        self.bookmarks: list[Bookmark] = []
        self.frames: dict[int, tuple[float, float]] = {}
        self.pending: list[int] = []
        self.late: list[int] = []  # notes carried over from the part of the first paragraph that is not here
        self.open: Box | None = None
        self.began = (0, 0.0, 0)  # where the open box begins on this page: its line, the place; and its end

    def carry(self, rows: list[Row]) -> None:
        """Let what is carried over of notes be read where their paragraphs end, as the structure has it.

        That is before everything else on the page, save the rest of the paragraph that marks them.
        """
        marked = {number for row in rows for number in row.notes}
        goes_on = set(self.boxes.boxes[rows[0].box].notes) if rows[0].line else set()
        for number in [number for number in self.notes if number not in marked]:
            if number in goes_on:
                self.late.append(number)
            else:
                self.marks += self.notes.pop(number)

    def rows(self, rows: list[Row], *, is_first: bool) -> None:
        """Place rows of one box that follow each other; together they are one mark."""
        first = rows[0]
        box = self.boxes.boxes[first.box]
        if is_first:
            self.y += box.padding
            self._head(box)
        else:
            self.y += first.gap
        if box is not self.open:
            self._close_box()
            self.open = box
        self.began = (first.line, self.y, rows[-1].line + 1)
        if box.rule and not is_first and first.line == 0:
            self._rule(box, self.y - first.gap / 2)
        if first.line == 0:
            self._begin(box)
        top = self.y
        self.pending += self.late
        self.late.clear()
        for row in rows:
            self.pending += row.notes
            self.y += row.height
        if box.setting is not None:
            self._lines(box, first.line, rows[-1].line + 1, top)
        elif box.strip is None:
            self._cells(box, top)
        self._frame(box, top)

    def _frame(self, box: Box, top: float) -> None:
        """Let the frames of a box reach from its first row to its last."""
        inside = box.padding
        for frame in box.frames:
            above, _ = self.frames.get(frame, (top - inside, 0.0))
            self.frames[frame] = (above, self.y + inside)
            inside -= self.boxes.frames[frame].padding

    def close(self) -> None:
        """End the text of the page: the last frame is closed with its padding."""
        if self.open is not None:
            self.y += self.open.padding
        self._close_box()

    def _begin(self, box: Box) -> None:
        level, title = box.outline
        if level:
            self.bookmarks.append(Bookmark(level, title, self.page, self.y))
        for label in box.labels:
            type_ = (box.setting or label.setting).type
            y = baseline(self.y, type_.size, type_.leading)
            self.marks.append(Mark(label.setting, 0, 1, label.x, y, label.element, box.at))

    def _lines(self, box: Box, first: int, last: int, top: float) -> None:
        setting = box.setting
        if setting is None:
            return
        y = baseline(top, setting.type.size, setting.type.leading)
        self.marks.append(Mark(setting, first, last, box.x, y, box.element, box.at))
        for line in range(first, last) if box.border[0] else ():
            self._border(box, line, top + (line - first) * setting.type.leading)

    def _border(self, box: Box, line: int, top: float) -> None:
        """Draw the hairline around the words of a box as far as it goes along one line of it."""
        setting, (colour, side) = box.setting, box.border
        if setting is None:
            return
        height = setting.type.leading
        left, width = box.x - side, max(line.width for line in setting.lines) + 2 * side
        edges = [Rect(left, top, BORDER, height, colour)]
        edges.append(Rect(left + width - BORDER, top, BORDER, height, colour))
        if line == 0:
            edges.append(Rect(left, top, width, BORDER, colour))
        if line + 1 == len(setting.lines):
            edges.append(Rect(left, top + height - BORDER, width, BORDER, colour))
        self.rules += edges

    def _cells(self, box: Box, top: float) -> None:
        if (plate := box.plate) is not None:
            what = plate.image.drawing or plate.image
            self.pictures.append(
                Picture(what, plate.x, top, plate.width, plate.height, plate.element, box.at)
            )
        for cell in box.cells:
            setting = cell.setting
            y = baseline(top + cell.y, setting.type.size, setting.type.leading)
            self.marks.append(Mark(setting, 0, len(setting.lines), cell.x, y, cell.element, cell.at))

    def _rule(self, box: Box, y: float) -> None:
        frame = self.boxes.frames[box.frames[-1]] if box.frames else None
        width = (
            (box.setting.width if box.setting else 0.0)
            if frame is None
            else frame.width - 2 * (box.x - frame.x)
        )
        self.rules.append(Rect(box.x, y - HAIRLINE / 2, width, HAIRLINE, box.rule))

    def _head(self, box: Box) -> None:
        """Repeat the head of a table over the row with which a page begins; it belongs to no element."""
        head = self.boxes.boxes[box.strip.head] if box.strip and box.strip.head >= 0 else None
        if head is not None and head.strip is not None:
            start = len(self.marks)
            self._strip(head, head.strip, (0, self.y, head.strip.lines))
            self.marks[start:] = [mark._replace(element=-1) for mark in self.marks[start:]]
            self.y += head.height

    def _strip(self, box: Box, strip: Strip, part: tuple[int, float, int]) -> None:
        """Place lines of a row of a table: from which one, where it stands, to which one."""
        first, top, last = part
        height = strip.height(first, last)
        if strip.ground:
            self.rules.append(Rect(box.x, top, strip.width, height, strip.ground))
        if strip.rule:
            self.rules.append(Rect(box.x, top + height - HAIRLINE / 2, strip.width, HAIRLINE, strip.rule))
        # Where the first line of the row would be, were it on this page.
        origin = top - first * strip.leading - (strip.padding if first else 0.0)
        for cell in box.cells:
            begin, end = strip.within(cell, first, last)
            if begin < end:
                type_ = cell.setting.type
                y = baseline(origin + cell.y + begin * type_.leading, type_.size, type_.leading)
                self.marks.append(Mark(cell.setting, begin, end, cell.x, y, cell.element, cell.at))

    def _close_box(self) -> None:
        """Place a row of a table, once its end is known; let the notes marked in a box follow it."""
        if self.open is not None and self.open.strip is not None:
            self._strip(self.open, self.open.strip, self.began)
        for number in self.pending:
            self.marks += self.notes.pop(number, ())
        self.pending.clear()

    def other_notes(self) -> list[Mark]:
        """Return the notes carried over to a page without any text."""
        return [mark for marks in self.notes.values() for mark in marks]

    def frame_rects(self) -> list[Rect]:
        """Return the tints and bars of the frames on this page, the outer ones first."""
        rects = []
        for number, (top, bottom) in sorted(self.frames.items()):
            frame = self.boxes.frames[number]
            if frame.tint:
                rects.append(Rect(frame.x, top, frame.width, bottom - top, frame.tint))
            if frame.bar:
                rects.append(Rect(frame.x, top, frame.bar_width, bottom - top, frame.bar))
        return rects
