"""What is selected over several fields: it begins in one and ends in another, and looks like one text.

The fields are marked by their own cursors, without a word to anybody; only those that can be seen are.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from composer.app import selecting
from composer.app.history import Caret
from composer.app.selecting import caret_of
from composer.app.stretch import Spot, Stretch, between
from composer.i18n import ngettext
from composer.model.document import BlockId, Where
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from composer.ui.canvas import Canvas

# Milliseconds between two steps of scrolling while the mouse is above or below the text, and their pixels.
_TICK, _SLOWEST, _FASTEST = 30, 2, 48


class Selection(QObject):
    """The selection of a canvas. It is on only while it reaches over more than one row."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._anchor: Spot | None = None
        self._head: Spot | None = None
        self._pressed: Row | None = None
        self._gripped: QPoint | None = None
        self._doubled: int | None = None
        self._marked: dict[Row, tuple[int, int]] = {}
        self.is_busy = False
        self._scroll = QTimer(self, interval=_TICK)
        self._scroll.timeout.connect(self._scroll_on)

    # ---- what is selected

    @property
    def is_on(self) -> bool:
        """Return whether more than one row is selected."""
        return self._anchor is not None and self._head is not None and self._anchor.where != self._head.where

    def stretch(self) -> Stretch | None:
        """Return what is selected over several rows, in reading order."""
        if self._anchor is None or self._head is None or not self.is_on:
            return None
        return between(self._canvas.session.document, self._anchor, self._head)

    def here(self) -> Stretch | None:
        """Return what is selected, or where the caret is: in one text or over several."""
        if self.is_on:
            return self.stretch()
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None:
            return None
        start, end = sorted(edit.offsets()) if edit else (0, 0)
        return Stretch(Spot(row.line.where, start), Spot(row.line.where, end))

    def blocks(self) -> tuple[BlockId, ...]:
        """Return the blocks of the rows that are selected, in reading order; none unless several are."""
        return tuple(dict.fromkeys(row.line.where.block for row in self._selected())) if self.is_on else ()

    def caret(self) -> Caret:
        """Return the caret with all that is selected."""
        return caret_of(self._head, self._anchor)

    def restore(self, caret: Caret) -> None:
        """Select again what was selected at a caret."""
        if caret.since is None:
            return
        self._anchor = Spot(caret.since, caret.anchor)
        self._head = Spot(Where(BlockId(caret.block), caret.field), caret.position)
        self.refresh()

    def select_all(self) -> bool:
        """Select the text with the caret, or all texts when that one is selected already."""
        edit = self._canvas.edit()
        if edit is not None and not self.is_on and edit.text() and not edit.is_all_selected():
            edit.select(0, -1)
            return True
        rows = self._rows()
        if len(rows) > 1:
            self._begin(Spot(rows[0].line.where, 0))
            self._head = Spot(rows[-1].line.where, self._end(rows[-1]))
            self.refresh()
            self._tell()
        return bool(rows)

    def clear(self, spot: Spot | None = None) -> None:
        """Select nothing; the caret goes to a place, else it stays where the keyboard is."""
        was_on = self.is_on
        self._anchor = self._head = None
        self._scroll.stop()
        self.refresh()
        if was_on and spot is not None:
            self._canvas.put_caret(caret_of(spot))

    # ---- reaching further

    def extend_to(self, row: Row, offset: int, *, focus: bool = True) -> None:
        """Let what is selected end in a row; the keyboard follows unless the mouse is still pressed."""
        current = self._canvas.column.current
        if self._anchor is None and current is not None:
            edit = current.widget
            self._begin(Spot(current.line.where, edit.offsets()[0] if isinstance(edit, FieldEdit) else 0))
        self._head = Spot(row.line.where, offset)
        if focus:
            with self._busy():
                self._canvas.focus_row(row)
        self.refresh()
        if focus:
            self._canvas.show_row(row)
            self._tell()
        if not self.is_on:
            self._anchor = self._head = None

    def follow(self, row: Row) -> None:
        """Take over where the caret of a field went by itself, when that is where the selection ends."""
        edit = row.widget
        if self._head and row.line.where == self._head.where and isinstance(edit, FieldEdit):
            self._head = Spot(row.line.where, edit.offset())

    def _begin(self, spot: Spot) -> None:
        if self._anchor is None:
            self._canvas.session.history.pause()
        self._anchor = spot

    def _tell(self) -> None:
        if self.is_on:
            rows = self._selected()
            words = ngettext("{count} text selected", "{count} texts selected", len(rows))
            self._canvas.announce(words.format(count=len(rows)))

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self.is_busy = True
        try:
            yield
        finally:
            self.is_busy = False

    # ---- what is seen

    def refresh(self) -> None:
        """Mark what can be seen of it, and nothing else."""
        column = self._canvas.column
        rows = self._selected() if self.is_on else []
        if self.is_on and not rows:  # an end of it is no longer shown
            self._anchor = self._head = None
        for row in [row for row in self._marked if row not in rows]:
            del self._marked[row]
            if isinstance(row.widget, FieldEdit):
                row.widget.mark_nothing()
        if self._anchor and self._head and not self.is_on:
            self._mark_one(self._anchor, self._head)
        if rows:
            near = set(column.placing.visible_rows(self._canvas.viewport().height() // 2))
            for row in rows:
                if row in near or row is column.current:
                    self._mark(row, rows)
            self._canvas.writing.caret = self.caret()
        column.show_selected(rows)

    def _mark(self, row: Row, rows: list[Row]) -> None:
        edit = row.widget
        if not isinstance(edit, FieldEdit) or self._anchor is None or self._head is None:
            return
        where = row.line.where
        is_down = rows[0].line.where == self._anchor.where
        if where == self._anchor.where:
            wanted = self._anchor.offset, -1 if is_down else 0
        elif where == self._head.where:
            wanted = (0 if is_down else -1), self._head.offset
        else:
            wanted = 0, -1
        edit.mark(*wanted)
        self._marked[row] = wanted

    def _mark_one(self, anchor: Spot, head: Spot) -> None:
        row = self._row(head.where)
        if row and isinstance(row.widget, FieldEdit):
            row.widget.mark(anchor.offset, head.offset)
            self._canvas.writing.caret = caret_of(head, anchor)

    def _selected(self) -> list[Row]:
        """Return the rows from the first to the last that is selected; none when one of them is gone."""
        if self._anchor is None or self._head is None:
            return []
        rows = self._rows()
        edges = [i for i, row in enumerate(rows) if row.line.where in {self._anchor.where, self._head.where}]
        return rows[edges[0] : edges[-1] + 1] if len(edges) > 1 else []

    def _rows(self) -> list[Row]:
        return [row for row in self._canvas.column.rows if not row.line.is_panel]

    def _row(self, where: Where) -> Row | None:
        row = self._canvas.column.row_at(where)
        return row if row and row.line.where == where else None

    def head_row(self) -> Row | None:
        """Return the row in which the selection ends."""
        return self._row(self._head.where) if self._head else None

    def _end(self, row: Row) -> int:
        edit = self._canvas.column.make(row)
        return edit.end() if isinstance(edit, FieldEdit) else 0

    # ---- the mouse

    def moused(self, edit: QWidget, event: QMouseEvent) -> bool:
        """Select by the mouse; return whether the field has to leave the event alone."""
        at = event.globalPosition().toPoint()
        match event.type():
            case QMouseEvent.Type.MouseButtonPress:
                return self._press(edit, event, at)
            case QMouseEvent.Type.MouseButtonDblClick:
                self._doubled = event.timestamp()
                return False
            case QMouseEvent.Type.MouseMove:
                return self._carry(at) or (self._pressed is not None and self._drag(at))
        return self._release(edit, at)

    def _press(self, edit: QWidget, event: QMouseEvent, at: QPoint) -> bool:
        row = self._canvas.column.row_of(edit)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if row is None or not is_left:
            return event.button() is Qt.MouseButton.RightButton and self.is_on
        doubled, self._doubled = self._doubled, None
        is_third = doubled is not None and event.timestamp() - doubled < QApplication.doubleClickInterval()
        if not event.modifiers() and not is_third and self._holds(row, at):
            self._gripped = at
            return True
        self._pressed = row
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if with_shift and (self.is_on or self._canvas.column.current is not row):
            self.extend_to(row, self._offset(row, at))
            return True
        self.clear()
        return False

    def _drag(self, at: QPoint) -> bool:
        column, pressed = self._canvas.column, self._pressed
        inside = self._canvas.viewport().mapFromGlobal(at)
        is_out = not 0 <= inside.y() < self._canvas.viewport().height()
        if is_out and not self._scroll.isActive():
            self._scroll.start()
        elif not is_out:
            self._scroll.stop()
        inner = column.mapFromGlobal(at)
        row = column.row_near(inner.y(), inner.x())
        if row is None or pressed is None or (row is pressed and not self.is_on):
            return False
        if self._anchor is None:
            edit = pressed.widget
            self._begin(Spot(pressed.line.where, edit.offsets()[0] if isinstance(edit, FieldEdit) else 0))
        self.extend_to(row, self._offset(row, at), focus=False)
        return True

    def _holds(self, row: Row, at: QPoint) -> bool:
        """Return whether a place is on words that are selected."""
        edit = row.widget
        if not isinstance(edit, FieldEdit):
            return False
        start, end = sorted(edit.offsets())
        return start < end and start <= self._offset(row, at) < end and edit.is_on_words(at)

    def _carry(self, at: QPoint) -> bool:
        """Carry away what is selected, once the mouse that pressed it has moved a little."""
        if self._gripped is None:
            return False
        if (at - self._gripped).manhattanLength() >= QApplication.startDragDistance():
            self._gripped = None
            self._canvas.dragging.carry_text()
        return True

    def _release(self, edit: QWidget, at: QPoint) -> bool:
        self._scroll.stop()
        self._pressed = None
        if self._gripped is not None:  # a click on what is selected, and nothing was carried away
            self._gripped = None
            if row := self._canvas.column.row_of(edit):
                self._canvas.put_caret(caret_of(Spot(row.line.where, self._offset(row, at))))
            return True
        if self.is_on and (row := self.head_row()):
            with self._busy():
                self._canvas.focus_row(row)
            self.refresh()
            self._tell()
        return self.is_on

    def _offset(self, row: Row, at: QPoint) -> int:
        widget = self._canvas.column.make(row)
        return widget.offset_at(at) if isinstance(widget, FieldEdit) else 0

    def _scroll_on(self) -> None:
        """Scroll towards the mouse, faster the further it is away."""
        port, at = self._canvas.viewport(), QCursor.pos()
        y = port.mapFromGlobal(at).y()
        by = y if y < 0 else max(0, y - port.height())
        if self._pressed is None or not by:
            self._scroll.stop()
            return
        step = max(_SLOWEST, min(_FASTEST, abs(by) // 3))
        bar = self._canvas.verticalScrollBar()
        bar.setValue(bar.value() + (step if by > 0 else -step))
        self._drag(port.mapToGlobal(QPoint(port.mapFromGlobal(at).x(), 1 if by < 0 else port.height() - 2)))
        self._scroll.start()

    # ---- doing

    def toggle(self, name: str) -> bool:
        """Make all of it bold or italic, or no longer so."""
        stretch, canvas = self.stretch(), self._canvas
        if stretch is None:
            return False
        bar = canvas.verticalScrollBar()
        sight = bar.value()
        done = canvas.do(selecting.toggle(canvas.session.document, stretch, name, self.caret()))
        bar.setValue(sight)  # one looks on at what was selected, not at the end of it
        return done

    def delete(self) -> bool:
        """Take away what is selected."""
        stretch, canvas = self.stretch(), self._canvas
        return stretch is not None and canvas.do(selecting.delete(canvas.session.document, stretch))

    def part(self) -> bool:
        """Take it away and go on in a new block, as Enter does."""
        stretch, canvas = self.stretch(), self._canvas
        return stretch is not None and canvas.do(selecting.part_there(canvas.session.document, stretch))

    def make_way(self) -> FieldEdit | None:
        """Take away what is selected for what is typed next; both are one step. Return where that goes."""
        stretch, canvas = self.stretch(), self._canvas
        if stretch is None:
            return None
        step = selecting.delete(canvas.session.document, stretch, selecting.REPLACED)
        canvas.session.history.pause()
        canvas.do(step, merge=f"{step.caret.block}.{step.caret.field}")
        canvas.session.history.go_on()
        return canvas.edit()

    def composed(self, edit: FieldEdit) -> FieldEdit | None:
        """Make way for what an input method writes; return the field that gets it, when it is another one."""
        if not self.is_on:
            return None
        other = self.make_way()
        return other if other is not edit else None

    def take_key(self, event: QKeyEvent) -> bool:
        """Let a key type over what is selected; return whether it was given to another field."""
        row = self._canvas.column.current
        before = row.widget if row else None
        edit = self.make_way()
        if edit is None or edit is before:
            return False
        edit.keyPressEvent(event)
        return True
