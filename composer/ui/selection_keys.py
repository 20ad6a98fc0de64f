"""Keys that select from field to field, and what keys do to such a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from composer.app.stretch import Stretch
from composer.ui.key_press import format_command, is_typed
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas

Keys = QKeySequence.StandardKey
_TRAVEL = {
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Left: QTextCursor.MoveOperation.PreviousCharacter,
    Qt.Key.Key_Right: QTextCursor.MoveOperation.NextCharacter,
}
_FORWARD = {Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_PageDown}
_EDGES = {Qt.Key.Key_Home, Qt.Key.Key_End}
_PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_BACK = {Qt.Key.Key_Up, Qt.Key.Key_Left}
_LEAVING = {*_EDGES, *_PAGES, *_TRAVEL, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MODIFIERS = ~Qt.KeyboardModifier.KeypadModifier


class SelectionKeys:
    """The keys of the selection of a canvas; asked before all other keys."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def pressed(self, row: Row, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it was taken."""
        if event.matches(Keys.SelectAll):
            return self._canvas.selection.select_all()
        modifiers = event.modifiers() & _MODIFIERS
        key = Qt.Key(event.key())
        if modifiers & _SHIFT and not modifiers & _OTHERS and self._extend(row, key, modifiers):
            return True
        stretch = self._canvas.selection.stretch()
        return stretch is not None and (
            self._change(event, key, modifiers) or self._leave(stretch, key, modifiers)
        )

    # ---- selecting

    def _extend(self, row: Row, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Go on with the selection in another row; within a row the field selects by itself."""
        row = self._canvas.selection.head_row() or row
        forward = key in _FORWARD
        if key in _EDGES and modifiers & _CONTROL:
            rows = [one for one in self._canvas.column.rows if not one.line.is_panel]
            return self._reach(rows[-1 if forward else 0], end=forward)
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and modifiers & _CONTROL:
            return self._by_text(row, forward=forward)
        if key in _PAGES:
            return self._reach(self._a_page_on(row, forward=forward), end=forward)
        return key in _TRAVEL and self._step(row, key, forward=forward)

    def _by_text(self, row: Row, *, forward: bool) -> bool:
        """Select on to the end of a text, or of the next one; backwards to a start likewise."""
        edit = row.widget
        at = edit.offset() if isinstance(edit, FieldEdit) else 0
        edge = edit.end() if forward and isinstance(edit, FieldEdit) else 0
        other = row if at != edge else self._canvas.column.beside(row, 1 if forward else -1)
        if other is None:
            return False
        if other is row and isinstance(edit, FieldEdit) and not self._canvas.selection.is_on:
            edit.select(edit.offsets()[0], edge)
            return True
        return self._reach(other, end=forward)

    def _step(self, row: Row, key: Qt.Key, *, forward: bool) -> bool:
        """Go on in the row beside, when there is nothing left in this one in the direction of a key."""
        column, edit = self._canvas.column, row.widget
        x = column.mapToGlobal(column.rect().center()).x()
        if isinstance(edit, FieldEdit):
            if QTextCursor(edit.textCursor()).movePosition(_TRAVEL[key], QTextCursor.MoveMode.KeepAnchor):
                return self._go_on(row)
            x = edit.viewport().mapToGlobal(edit.cursorRect().center()).x()
        is_along = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        inner = column.mapFromGlobal(QPoint(x, 0)).x()
        other = (
            column.beside(row, 1 if forward else -1)
            if is_along
            else column.above_or_below(row, inner, forward=forward)
        )
        if other is None:
            return False
        if is_along:
            return self._reach(other, end=not forward)
        widget, offset = column.make(other), 0
        if isinstance(widget, FieldEdit):
            y = widget.viewport().mapToGlobal(QPoint(0, 2 if forward else widget.height() - 3)).y()
            offset = widget.offset_at(QPoint(x, y))
        self._canvas.selection.extend_to(other, offset)
        return True

    def _go_on(self, row: Row) -> bool:
        """Leave a key to the field in which the selection ends, after bringing the keyboard there."""
        if self._canvas.selection.is_on and self._canvas.column.current is not row:
            edit = row.widget
            self._canvas.selection.extend_to(row, edit.offset() if isinstance(edit, FieldEdit) else 0)
            return True
        return False

    def _reach(self, row: Row, *, end: bool) -> bool:
        widget = self._canvas.column.make(row)
        offset = widget.end() if end and isinstance(widget, FieldEdit) else 0
        self._canvas.selection.extend_to(row, offset)
        return True

    def _a_page_on(self, row: Row, *, forward: bool) -> Row:
        """Return the row a screen further, or the last one before the end."""
        screen = self._canvas.viewport().height() * 7 // 8
        found = self._canvas.column.row_near(row.top + (screen if forward else -screen))
        if found is None or found is row:
            return self._canvas.column.beside(row, 1 if forward else -1) or row
        return found

    # ---- what is selected

    def _change(self, event: QKeyEvent, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Delete, part, format or type over what is selected."""
        selection = self._canvas.selection
        is_enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            return selection.delete()
        if is_enter and not modifiers & (_CONTROL | _SHIFT):
            return selection.part()
        if name := format_command(event):
            return selection.toggle(name)
        return (is_typed(event) or is_enter) and selection.take_key(event)

    def _leave(self, stretch: Stretch, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Select nothing any more, and go to the end of it in the direction of a key."""
        selection = self._canvas.selection
        if key is Qt.Key.Key_Escape or (key in _TRAVEL and not modifiers):
            selection.clear(stretch.first if key in _BACK else stretch.last)
            return True
        if key in _LEAVING and not modifiers & (_SHIFT | _OTHERS):
            selection.clear()
        return False
