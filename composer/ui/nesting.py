"""Tab in the canvas: a level deeper or less deep where one writes, else on to the next field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent

from composer.app import nesting
from composer.app.commands import Step
from composer.app.history import Caret
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Nesting(QObject):
    """Takes Tab at the start of a text, unless the keyboard came there by Tab: who goes through goes on.

    F6, Shift+F6 and Esc always lead out.
    """

    def __init__(self, canvas: Canvas) -> None:
        """Follow the keyboard of a canvas."""
        super().__init__(canvas)
        self._canvas = canvas
        self._came_by_tab = False
        self._is_passing = False
        canvas.installEventFilter(self)
        canvas.column.row_made.connect(lambda row: row.widget.installEventFilter(self))
        canvas.column.field_edited.connect(lambda _row: self._stay())
        canvas.column.caret_moved.connect(lambda _row: self._stay())

    def tab(self, *, forward: bool) -> bool:
        """Do what Tab asks for where the caret is; return whether that was something else than going on."""
        edit = self._canvas.edit()
        if self._came_by_tab or edit is None or not edit.hasFocus() or not edit.is_at_start():
            return False
        return self.nest(deeper=forward)

    def nest(self, *, deeper: bool) -> bool:
        """Put what the caret is in a level deeper or less deep; return whether that could be."""
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None:
            return False
        document, where = self._canvas.session.document, row.line.where
        step = nesting.nest(document, where) if deeper else nesting.unnest(document, where)
        if step and edit:
            caret = Caret(step.caret.block, step.caret.field, *edit.offsets())
            step = Step(step.label, step.document, caret)
        done = self._canvas.do(step)
        self._stay()
        return done

    def _stay(self) -> None:
        self._came_by_tab = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice how the keyboard comes into a text."""
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            passed_on = self._came_by_tab and isinstance(watched, FieldEdit) and self._is_passing
            self._came_by_tab = event.reason() in _BY_TAB or passed_on
            self._is_passing = watched is self._canvas
        return False
