"""Placing: every row gets a height and a place; what is near is made at once, the rest in idle slices."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from composer.ui.panel import ExtraFields
from composer.ui.rows import Arrangement, Row, arrange, estimate, measure_sides
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

if TYPE_CHECKING:
    from composer.ui.column import Column

GUTTER = 108
MARGIN = 32
TOP = 24
# A line of about 80 characters; a wider pane has margins.
WIDEST = 700
# Seconds of making at a time, and after how many what was made is placed.
SLICE = 0.005
PLACED_EVERY = 0.25


class Placing(QObject):
    """The geometry of a column. `port` tells which part of it can be seen, `sight_moved` where that goes."""

    sight_moved = Signal(int)

    def __init__(self, column: Column, port: Callable[[], QRect]) -> None:
        super().__init__(column)
        self._column = column
        self._port = port
        self.type: Typography | None = None
        self.arrangement = Arrangement()
        self._tops: list[int] = []
        self._sides: tuple[int, int] = (0, 0)
        self._placing = False
        self._next = 0
        self._placed_at = 0.0
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.place)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._make_some)

    @property
    def is_done(self) -> bool:
        """Return whether everything is made and in its place."""
        return not self._idle.isActive() and not self._soon.isActive()

    def sides(self) -> tuple[int, int]:
        """Return where the text begins and how wide it is."""
        factor = self.type.factor if self.type else 1.0
        gutter, margin = round(GUTTER * factor), round(MARGIN * factor)
        room = max(160, self._column.width() - gutter - margin)
        width = min(room, round(WIDEST * factor))
        return gutter + (room - width) // 2, width

    def visible_rows(self, slack: int = 0) -> Iterator[Row]:
        """Yield the rows that can be seen, and those within some pixels of that."""
        port, rows = self._port(), self._column.rows
        first = max(0, bisect.bisect_right(self._tops, port.top() - slack) - 1)
        for row in itertools.islice(rows, first, None):
            if row.top > port.bottom() + slack:
                return
            yield row

    # ---- when something has changed

    def begin(self) -> None:
        """Set all rows anew: what can be seen now, the rest in time."""
        self._sides = (0, 0)
        self.place()
        self.make_near()
        self._next = 0
        self._idle.start()

    def resized(self, row: Row) -> None:
        """Note that a row has another height; it gets it at once with `settle`, else soon."""
        if not self._placing:
            row.measured = 0
            self._soon.start()

    def settle(self) -> None:
        """Place now what would be placed soon."""
        if self._soon.isActive():
            self.place()

    # ---- making

    def make_near(self) -> None:
        """Make what can be seen, and half a screen around it."""
        slack = self._port().height() // 2
        for _round in range(3):
            todo = [row for row in self.visible_rows(slack) if self._is_due(row)]
            if not todo:
                return
            for row in todo:
                self._measure(row)
            self.place()

    def measure(self, row: Row) -> None:
        """Give a row the height that it needs, wherever it stands."""
        if self._is_due(row):
            self._measure(row)
            self.place()

    def _make_some(self) -> None:
        rows = self._column.rows
        end = perf_counter() + SLICE
        while self._next < len(rows) and perf_counter() < end:
            if self._is_due(rows[self._next]):
                self._measure(rows[self._next])
            self._next += 1
        done = self._next >= len(rows)
        if done:
            self._idle.stop()
        if done or perf_counter() - self._placed_at > PLACED_EVERY:
            self.place()

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
        """Put every row in its place; what one reads stays where it is on the screen."""
        self._soon.stop()
        if self.type is None:
            return
        anchor = self._anchor()
        offset = anchor.top - self._port().top() if anchor else 0
        self._measure_changed(self.type)
        left, width = self._sides
        rows = self._column.rows
        self.arrangement = arrange(rows, self.type, left, width, round(TOP * self.type.factor))
        self._tops = [row.top for row in rows]
        self._placing = True
        for row in rows:
            if row.widget is not None:
                place = (row.left, row.top, row.width, max(1, row.height))
                if row.placed != place:
                    row.placed = place
                    row.widget.setGeometry(*place)
        self._placing = False
        self._placed_at = perf_counter()
        height = self.arrangement.height + self._port().height() // 3
        if self._column.height() != height:
            self._column.resize(self._column.width(), height)
        if anchor and anchor.top - self._port().top() != offset:
            self.sight_moved.emit(anchor.top - offset)
        self._column.update()

    def _measure_changed(self, type_: Typography) -> None:
        """Measure what has another height, and in another width what stands in it."""
        sides = self.sides()
        is_new = sides != self._sides
        self._sides = sides
        for row in self._column.rows:
            if is_new:
                old = row.width
                measure_sides(row, self._column.numbers, type_, *sides)
                if row.widget is None and row.width != old:
                    row.height = 0
            if row.widget is None:
                row.height = row.height or estimate(row, type_)
            elif row.measured == 0 or (row.measured != row.width and row is self._column.current):
                self._measure(row)

    def _anchor(self) -> Row | None:
        port, current = self._port(), self._column.current
        if current and port.top() <= current.top <= port.bottom():
            return current
        return next(self.visible_rows(), None)
