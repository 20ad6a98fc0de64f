"""What keys do in the canvas besides typing: begin and join blocks, move them, go from text to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from composer.app import joints
from composer.app.commands import add_block, next_kind
from composer.app.page_breaks import break_page
from composer.model.text import Text
from composer.ui.inline import LINE
from composer.ui.key_press import clip_command
from composer.ui.panel import ExtraFields
from composer.ui.rows import Row
from composer.ui.tab_order import beyond
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas

_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_LEFT, _RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TRAVEL = {
    _UP: QTextCursor.MoveOperation.Up,
    _DOWN: QTextCursor.MoveOperation.Down,
    _LEFT: QTextCursor.MoveOperation.PreviousCharacter,
    _RIGHT: QTextCursor.MoveOperation.NextCharacter,
}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
# The space at which no line ends: € 5.
BOUND = "\u00a0"
_MODIFIERS = ~Qt.KeyboardModifier.KeypadModifier


class RowKeys:
    """The commands behind the keys of a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def pressed(self, row: Row, event: QKeyEvent) -> bool:
        """Do what a key in a row asks for; return whether it was taken."""
        canvas, key = self._canvas, Qt.Key(event.key())
        modifiers = event.modifiers() & _MODIFIERS
        if canvas.selection_keys.pressed(row, event):
            return True
        if command := clip_command(event):
            return canvas.clipboard.run(command)
        if event.matches(QKeySequence.StandardKey.Undo):
            canvas.session.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            canvas.session.redo()
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in {_UP, _DOWN}:
            canvas.blocks.move(-1 if key == _UP else 1)
        elif key in _ENTER:
            return self._enter(row, modifiers)
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and not modifiers & ~_CONTROL:
            return self._delete(row, key)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} and not modifiers:
            self._page(row, -1 if key == Qt.Key.Key_PageUp else 1)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and modifiers == Qt.KeyboardModifier.ControlModifier:
            self._to_edge(end=key == Qt.Key.Key_End)
        else:
            by_word = modifiers == _CONTROL and key in {_LEFT, _RIGHT}
            travels = key in _TRAVEL and (not modifiers or by_word) and self._travel(row, key)
            by_text = modifiers == _CONTROL and key in {_UP, _DOWN} and self._to_text(row, key)
            return travels or by_text or (key == Qt.Key.Key_Space and self._bind(row, modifiers))
        return True

    # ---- writing

    @staticmethod
    def _bind(row: Row, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers != _CONTROL | _SHIFT or not isinstance(row.widget, FieldEdit):
            return False
        row.widget.insert_sign(BOUND)
        return True

    def _enter(self, row: Row, modifiers: Qt.KeyboardModifier) -> bool:
        canvas, edit, where = self._canvas, row.widget, row.line.where
        if not isinstance(edit, FieldEdit):
            kind = next_kind(canvas.session.document, where.block)
            return canvas.do(add_block(canvas.session.document, kind.name, where.block))
        cursor = edit.textCursor()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return self._break_page(row, edit)
        if modifiers:
            return False
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if end - start == 1 and edit.chip_at(start) is not None:
            canvas.insertions.open_at(row, start)
            return True
        head: Text = edit.text(0, start)
        tail: Text = edit.text(end)
        edit.commit_composition()
        canvas.do(joints.split(canvas.session.document, where, head, tail))
        return True

    def _break_page(self, row: Row, edit: FieldEdit) -> bool:
        """Begin a new page; a new line in what is no running text, such as a cell."""
        cursor = edit.textCursor()
        head, tail = edit.text(0, cursor.selectionStart()), edit.text(cursor.selectionEnd())
        edit.commit_composition()
        if not self._canvas.do(break_page(self._canvas.session.document, row.line.where, head, tail)):
            cursor.insertText(LINE)
            edit.setTextCursor(cursor)
        return True

    def _delete(self, row: Row, key: Qt.Key) -> bool:
        canvas, edit = self._canvas, row.widget
        if not isinstance(edit, FieldEdit):
            canvas.blocks.delete()
            return True
        if key == Qt.Key.Key_Delete:
            behind = canvas.column.beside(row, 1) if edit.is_at_end() else None
            return behind is not None and canvas.do(
                joints.join_behind(canvas.session.document, row.line.where, behind.line.where)
            )
        if not edit.is_at_start():
            return False
        if not canvas.do(joints.join(canvas.session.document, row.line.where)) and not row.text:
            self._travel(row, _LEFT)
        return True

    # ---- going

    def _travel(self, row: Row, key: Qt.Key) -> bool:
        edit = row.widget
        x = edit.width() // 2 if edit else 0
        if isinstance(edit, FieldEdit):
            cursor = edit.textCursor()
            if cursor.hasSelection():
                if key in {_LEFT, _RIGHT}:
                    return False
                cursor.setPosition(cursor.selectionStart() if key == _UP else cursor.selectionEnd())
                edit.setTextCursor(cursor)  # one goes on from the edge of what was selected
            if QTextCursor(cursor).movePosition(_TRAVEL[key]):
                return False
            x = edit.cursorRect().x()
        forward = key in {_DOWN, _RIGHT}
        if key in {_UP, _DOWN}:
            other = self._canvas.column.above_or_below(row, x + row.left, forward=forward)
        else:
            other = self._canvas.column.beside(row, 1 if forward else -1)
        if other is None:
            return False
        x += row.left - other.left
        widget = self._canvas.focus_row(other)
        if isinstance(widget, FieldEdit):
            if key in {_LEFT, _RIGHT}:
                at = 0 if forward else -1
                widget.select(at, at)
            else:
                y = 2 if forward else widget.height() - 3
                widget.setTextCursor(widget.cursorForPosition(QPoint(max(0, x), y)))
        self._canvas.show_row(other)
        return True

    def _to_text(self, row: Row, key: Qt.Key) -> bool:
        """Go to the start of a text: of this one, else of the one before, or of the next one."""
        edit = row.widget
        if key == _UP and isinstance(edit, FieldEdit) and edit.textCursor().position() > 0:
            edit.select(0, 0)
            return True
        other = self._canvas.column.beside(row, -1 if key == _UP else 1)
        if other is None:
            return False
        widget = self._canvas.focus_row(other)
        if isinstance(widget, FieldEdit):
            widget.select(0, 0)
        self._canvas.show_row(other)
        return True

    def _to_edge(self, *, end: bool) -> None:
        rows = [row for row in self._canvas.column.rows if not row.line.is_panel]
        widget = self._canvas.focus_row(rows[-1 if end else 0])
        if isinstance(widget, FieldEdit):
            widget.select(-1 if end else 0, -1 if end else 0)
        self._canvas.show_row(rows[-1 if end else 0])

    def _page(self, row: Row, by: int) -> None:
        """Go a screen up or down, to the letter that stands there; from the last one to the edge of all."""
        canvas, column, edit = self._canvas, self._canvas.column, row.widget
        at = QPoint(row.left, row.top)
        if isinstance(edit, FieldEdit):
            at = edit.viewport().mapTo(column, edit.cursorRect().center())
        step = by * canvas.viewport().height() * 7 // 8
        bar = canvas.verticalScrollBar()
        bar.setValue(bar.value() + step)
        panel = column.panel_row  # what stands below the text that is left closes
        at = QPoint(at.x(), at.y() + step + (panel.height if panel and by > 0 else 0))
        rows = [one for one in column.rows if not one.line.is_panel]
        if at.y() < rows[0].top or at.y() > rows[-1].top + rows[-1].height:
            self._to_edge(end=by > 0)
            return
        other = column.row_near(at.y(), at.x()) or row
        widget = canvas.focus_row(other)
        if isinstance(widget, FieldEdit):
            offset = widget.offset_at(column.mapToGlobal(at))
            widget.select(offset, offset)
        canvas.show_row(other)

    # ---- from stop to stop

    def go_on(self, *, forward: bool) -> bool:
        """Give the keyboard to the next field or control; beyond the last to what follows the canvas."""
        canvas = self._canvas
        focus = QApplication.focusWidget()
        stops = [one for row in canvas.column.rows for one in self._stops(row)]
        here = next((i for i, stop in enumerate(stops) if focus is not None and stop[1] is focus), None)
        if here is None:
            row = canvas.column.row_of(focus)
            here = next((i for i, stop in enumerate(stops) if stop[0] is row), None)
        if here is not None:
            index = here + (1 if forward else -1)
            if 0 <= index < len(stops):
                row, widget = stops[index]
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                (widget or canvas.column.make(row)).setFocus(reason)
                canvas.column.placing.make_near()
                canvas.show_row(row)
                return True
        return self._leave(forward=forward)

    def go_within(self, row: Row, *, forward: bool) -> bool:
        """Give the keyboard to the next text of the same block; return whether there is one."""
        other = self._canvas.column.beside(row, 1 if forward else -1)
        if other is None or other.line.where.block != row.line.where.block:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        self._canvas.column.make(other).setFocus(reason)
        self._canvas.column.placing.make_near()
        self._canvas.show_row(other)
        return True

    @staticmethod
    def _stops(row: Row) -> list[tuple[Row, QWidget | None]]:
        if row.line.is_panel:
            return [(row, one) for one in row.widget.stops()] if isinstance(row.widget, ExtraFields) else []
        return [(row, row.widget)]

    def _leave(self, *, forward: bool) -> bool:
        widget = beyond(self._canvas, forward=forward)
        if widget is None:
            return False
        widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True
