"""Tab in the canvas: a level deeper or less deep where one writes, else the next text of the same block.

Where one writes it never leads to the small fields under a block: the next letters would go into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent

from composer.app import joints, nesting
from composer.app.commands import Step
from composer.app.history import Caret
from composer.i18n import _
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.model.document import Where
    from composer.ui.canvas import Canvas
    from composer.ui.rows import Row

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Nesting(QObject):
    """Takes Tab where one writes, unless the keyboard came there by Tab: who goes through goes on.

    Items and headings change their level wherever the caret is in them, other blocks at the start of their
    text. F6, Shift+F6 and Esc always lead out.
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
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None or edit is None or not edit.hasFocus():
            return False
        document, where = self._canvas.session.document, row.line.where
        if self._canvas.selection.is_on:  # what is selected over several texts stays where it is
            self._canvas.selection.clear()
            return True
        if self._came_by_tab:
            return False
        if forward and self._canvas.do(joints.row_behind(document, where)):
            return True
        if self._within(where, edit, row, forward=forward):
            return True
        self._canvas.announce(_("Tab does nothing here. F6 leads to the next pane."))
        return forward or not edit.is_at_start()  # back from there is where no letters are lost

    def _within(self, where: Where, edit: FieldEdit, row: Row, *, forward: bool) -> bool:
        """Nest, or go to the next text of the same block; return whether either could be."""
        anywhere = nesting.has_level(self._canvas.session.document, where)
        if (anywhere or edit.is_at_start()) and self.nest(deeper=forward):
            return True
        return not anywhere and self._canvas.keys.go_within(row, forward=forward)

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
