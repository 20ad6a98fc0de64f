"""Placing: every row gets a height and a place; what is near is made at once, the rest in idle slices."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from composer.ui.heads import head_height
from composer.ui.looks import Picture
from composer.ui.panel import ExtraFields
from composer.ui.rows import Arrangement, Row, arrange, estimate, grow, is_beside, measure_sides
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

if TYPE_CHECKING:
    from composer.ui.column import Column

GUTTER = 108
MARGIN = 32
# Where text would be narrower than this, letters need the room more than the names in the gutter do.
NARROW, SLIM = 220, 28
TOP = 24
# A line of about 80 characters; a wider pane has margins.
WIDEST = 700
# How much of what is seen at once a picture takes at most.
HIGHEST = 0.4
# Seconds of making at a time, and after how many what was made is placed.
SLICE = 0.005
PLACED_EVERY = 0.25
# Up to so many rows of another height, what is below is moved; for more all is arranged anew.
FEW = 8
# Milliseconds of silence after which widgets that are far are put where they belong.
PAUSE = 200


class Placing(QObject):
    """The geometry of a column. `port` tells which part of it can be seen, `sight_moved` where that goes.

    Every row gets its place at once; its widget is put there at once where it can be seen, else in time.
    """

    sight_moved = Signal(int)

    def __init__(self, column: Column, port: Callable[[], QRect]) -> None:
        super().__init__(column)
        self._column = column
        self._port = port
        self.type: Typography | None = None
        self.arrangement = Arrangement()
        self._tops: list[int] = []
        self._sides: tuple[int, int] = (0, 0)
        self._changed: list[Row] = []
        self._placing = self._has_made = False
        # Whether widgets may stand elsewhere than their rows, and how far up or down at most.
        self._is_stale, self._drift = False, 0
        # Where the idle pass over all rows is, and whether another has to follow it.
        self._next, self._again = 0, False
        self._placed_at = 0.0
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.settle)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._go_on)
        self._later = QTimer(self, interval=PAUSE, singleShot=True)
        self._later.timeout.connect(self._idle.start)

    @property
    def is_done(self) -> bool:
        """Return whether everything is made and in its place."""
        return not any(timer.isActive() for timer in (self._idle, self._soon, self._later))

    def sides(self) -> tuple[int, int]:
        """Return where the text begins and how wide it is."""
        factor = self.type.factor if self.type else 1.0
        gutter, margin = round(GUTTER * factor), round(MARGIN * factor)
        if self._column.width() - gutter - margin < NARROW * factor:
            gutter, margin = round(SLIM * factor), round(SLIM * factor / 2)
        room = max(160, self._column.width() - gutter - margin)
        width = min(room, round(WIDEST * factor))
        return gutter + (room - width) // 2, width

    def highest(self) -> int:
        """Return how high a picture is shown at most: one writes beside it."""
        return max(MARGIN, round(self._port().height() * HIGHEST))

    def resight(self) -> None:
        """Set what depends on how much is seen at once, and make what is seen now."""
        if any(isinstance(row.line.look.head, Picture) for row in self._column.rows):
            self.place()
        self.make_near()

    def visible_rows(self, slack: int = 0) -> Iterator[Row]:
        """Yield the rows that can be seen, and those within some pixels of that."""
        port, rows = self._port(), self._column.rows
        first = max(0, bisect.bisect_right(self._tops, port.top() - slack) - 1)
        while rows[first : first + 1] and is_beside(rows[first]):
            first -= 1  # of what stands beside each other, one may be seen longer than the last
        for row in itertools.islice(rows, first, None):
            if row.top - row.head > port.bottom() + slack:
                return
            yield row

    def near_rows(self) -> Iterator[Row]:
        """Yield the rows that can be seen, and those within half a screen of that."""
        return self.visible_rows(self._port().height() // 2)

    # ---- when something has changed

    def begin(self, *, afresh: bool = True) -> None:
        """Set all rows, what is seen now, the rest in time; those known keep their width unless `afresh`."""
        if afresh:
            self._sides = (0, 0)
        self.place()
        self.make_near()
        self._go_over_all()

    def resized(self, row: Row) -> None:
        """Note that a row has another height; it gets it at once with `settle`, else soon."""
        if not self._placing:
            row.measured = 0
            self._changed.append(row)
            self._soon.start()

    def settle(self) -> None:
        """Place now what would be placed soon."""
        if not self._changed:
            return
        if self.type is None or self.sides() != self._sides:
            self.place()
            return
        self._soon.stop()
        changed, self._changed = dict.fromkeys(self._changed), []
        self._fit([row for row in changed if row.widget])

    def _fit(self, rows: Sequence[Row]) -> None:
        """Make rows as high as their texts are, of which nothing was known; what is below moves along."""
        if len(rows) > FEW:
            for row in rows:
                self._measure(row)
            self.place()
            return
        anchor, offset = self._held()
        all_, has_moved, has_cells = self._column.rows, False, False
        for row in rows:
            before = row.height
            self._measure(row)
            by = row.height - before
            if by and row.columns > 1:
                has_cells = True  # what is below moves only as far as the highest of them is higher
            elif by:
                row.height = before
                grow(self.arrangement, all_, all_.index(row), by)
                self._drift += abs(by)
                has_moved = True
        if has_cells:
            self.place()
        elif has_moved:
            self._tops = [row.top for row in all_]
            self._show(anchor, offset)

    # ---- making

    def make_near(self) -> None:
        """Make what can be seen, and half a screen around it; nothing before the column itself is seen."""
        if not self._column.isVisible():
            return
        self._put_near()
        for _round in range(3):
            todo = [row for row in self.near_rows() if self._is_due(row)]
            if not todo:
                return
            self._fit(todo)

    def measure(self, row: Row) -> None:
        """Give a row the height that it needs, wherever it stands."""
        if self._is_due(row):
            self._fit([row])

    def pause(self) -> None:
        """Let whoever types go first: what is far is made and placed when nothing was typed for a while."""
        if self._idle.isActive() or self._later.isActive():
            self._idle.stop()
            self._later.start()

    def _go_over_all(self) -> None:
        self._next, self._again = 0, False
        self._later.stop()
        self._idle.start()

    def _go_on(self) -> None:
        """Make rows and put their widgets where they belong, for a moment; the next moment goes on."""
        rows = self._column.rows
        end = perf_counter() + SLICE
        while self._next < len(rows) and perf_counter() < end:
            row = rows[self._next]
            if self._is_due(row):
                self._measure(row)
                self._has_made = True
            self.put(row)
            self._next += 1
        done = self._next >= len(rows)
        if self._has_made and (done or perf_counter() - self._placed_at > PLACED_EVERY):
            self.place()
        if done and self._again:
            self._go_over_all()  # rows have moved since they were passed
        elif done:
            self._idle.stop()
            self._is_stale, self._drift = False, 0

    @staticmethod
    def _is_due(row: Row) -> bool:
        return row.widget is None or row.measured != row.width

    def _measure(self, row: Row) -> None:
        widget = self._column.make(row)
        self._placing = True
        row.height = self._height(row, widget)
        row.measured = row.width
        self._placing = False

    def _height(self, row: Row, widget: QWidget) -> int:
        if isinstance(widget, FieldEdit):
            return widget.content_height(row.width)
        if isinstance(widget, ExtraFields):
            return widget.height_for(row.width)
        return estimate(row, self.type) if self.type else 0

    # ---- placing

    def place(self) -> None:
        """Give every row its place; what one reads stays where it is on the screen."""
        self._soon.stop()
        if self.type is None:
            return
        anchor, offset = self._held()
        self._changed.clear()
        self._measure_changed(self.type)
        left, width = self._sides
        rows = self._column.rows
        self.arrangement = arrange(rows, self.type, left, width, round(TOP * self.type.factor))
        self._tops = [row.top for row in rows]
        self._drift = max((abs(row.top - row.placed[1]) for row in rows if row.widget), default=0)
        self._has_made = False
        self._show(anchor, offset)
        self._placed_at = perf_counter()

    def _show(self, anchor: Row | None, offset: int) -> None:
        """Put widgets where their rows are now, those that can be seen at once; the anchor stays in sight."""
        height = self.arrangement.height + self._port().height() // 3
        if self._column.height() != height:
            self._column.resize(self._column.width(), height)
        self._is_stale = True
        if self._idle.isActive() or self._later.isActive():
            self._again = True
        else:
            self._next = 0
            self._later.start()
        if anchor and anchor.top - self._port().top() != offset:
            self.sight_moved.emit(anchor.top - offset)
        self._put_near()
        self._column.update()

    def _put_near(self) -> None:
        """Put the widgets near what can be seen in their places, and any that would stand there wrongly."""
        if self._is_stale:
            for row in self.visible_rows(self._port().height() // 2 + self._drift):
                self.put(row)

    def put(self, row: Row) -> None:
        """Put the widget of a row where the row is."""
        place = row.left, row.top, row.width or 40, max(1, row.height)
        if row.widget is not None and row.placed != place:
            row.placed = place
            was_placing, self._placing = self._placing, True
            row.widget.setGeometry(*place)
            self._placing = was_placing

    def _measure_changed(self, type_: Typography) -> None:
        """Measure what has another height, and in another width what stands in it."""
        sides = self.sides()
        is_new = sides != self._sides
        self._sides = sides
        for row in self._column.rows:
            if (
                is_new or not row.width or row.line.look.label
            ):  # whether there is a label depends on its number
                old = row.width
                row.head = 0
                measure_sides(row, self._column.numbers, type_, *sides)
                if row.widget is None and row.width != old:
                    row.height = 0
            if row.line.look.head:
                row.head = head_height(row, type_, self.highest())
            if row.widget is None:
                row.height = row.height or estimate(row, type_)
            elif row.measured == 0 or (row.measured != row.width and row is self._column.current):
                self._measure(row)

    def _held(self) -> tuple[Row | None, int]:
        """Return the row that is to stay where it is seen, and how far below the top of the sight that is."""
        port, current = self._port(), self._column.current
        if not (current and port.top() <= current.top <= port.bottom()):
            current = next((row for row in self.visible_rows() if row.width), None)
        return current, current.top - port.top() if current else 0
