"""What fields say of who writes in them: their words become steps of the session, each with its carets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from composer.app.commands import named
from composer.app.history import Caret, Label
from composer.app.pictures import with_image
from composer.i18n import N_
from composer.model.edits import set_field
from composer.model.picture import Image
from composer.ui.chips import spoken
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.model.document import Document, Where
    from composer.ui.canvas import Canvas
    from composer.ui.rows import Row

_EDIT = N_("Edit {kind}")
# Milliseconds until it is looked again whether the mouse is still pressed.
_PRESS = 200


class Writing:
    """Follows the fields of a canvas. `caret` is where the next step comes back to when it is undone."""

    def __init__(self, canvas: Canvas) -> None:
        self.caret = Caret()
        self._canvas = canvas
        self._typed_at = -1
        canvas.column.field_edited.connect(self._edited)
        canvas.column.caret_moved.connect(self._caret_moved)
        canvas.column.row_focused.connect(self._focused)
        canvas.column.extra_changed.connect(self._extra_changed)

    def _edited(self, row: Row) -> None:
        edit = row.widget
        if not isinstance(edit, FieldEdit):
            return
        text = edit.text()
        if text == row.text:
            return
        where = row.line.where
        now = Caret(where.block, where.field, *edit.offsets())
        self._canvas.session.apply(
            named(_EDIT, row.block),
            lambda document: set_field(document, where.block, where.field, text),
            origin=edit,
            merge=f"{where.block}.{where.field}",
            carets=(self.caret, now),
        )
        self.caret = now
        self._typed_at = edit.textCursor().position()

    def _extra_changed(self, where: Where, value: object, label: Label) -> None:
        def edit(document: Document) -> Document:
            if isinstance(value, Image):
                return with_image(document, where.block, where.field, value)
            return set_field(document, where.block, where.field, value)

        self._canvas.session.apply(
            label, edit, merge=f"{where.block}.{where.field}", carets=(self.caret, self.caret)
        )

    def _caret_moved(self, row: Row) -> None:
        canvas, edit = self._canvas, row.widget
        if not isinstance(edit, FieldEdit) or row is not canvas.column.current:
            return
        if canvas.selection.is_on:
            canvas.selection.follow(row)
            canvas.show_row(row)
            return
        position = edit.textCursor().position()
        if position != self._typed_at:
            if not edit.is_typing:  # the caret moved by itself: what is typed next is undone by itself
                canvas.session.history.pause()
            self._typed_at = -1
            if item := edit.chip_at(position):
                canvas.announce(spoken(item, canvas.session.document.sources, canvas.field_labels()))
        self.caret = Caret(row.line.where.block, row.line.where.field, *edit.offsets())
        canvas.show_row(row)
        canvas.where_changed.emit(row.line.where)

    def _focused(self, row: Row) -> None:
        canvas, last = self._canvas, self._canvas.column.current
        if canvas.selection.is_busy:
            canvas.become_current(row)
            return
        canvas.selection.clear()
        if last and last is not row and isinstance(last.widget, FieldEdit):
            last.widget.mark_nothing()
        if row is not last:
            canvas.session.history.pause()
        canvas.become_current(row)
        where, edit = row.line.where, row.widget
        self.caret = Caret(
            where.block, where.field, *(edit.offsets() if isinstance(edit, FieldEdit) else (0, 0))
        )
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            canvas.unfolding.at(where)
        else:  # what is pressed must not move from under the mouse
            QTimer.singleShot(_PRESS, canvas, self._unfold)

    def _unfold(self) -> None:
        row = self._canvas.column.current
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(_PRESS, self._canvas, self._unfold)
        elif row:
            self._canvas.unfolding.at(row.line.where)
