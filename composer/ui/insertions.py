"""What is put into a text at the caret besides letters: sources, fields, and notes with their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from composer.model.text import Cite, FreeNote, Reference
from composer.ui.inline import Chip
from composer.ui.note_popover import NotePopover
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas


class Insertions(QObject):
    """The chips of a canvas: each that goes in or changes is a step of its own.

    `note_opened` gives the field of a note that is being written, and the row in which its mark stands.
    """

    note_opened = Signal(object, object)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._popover: NotePopover | None = None

    def insert(self, item: Chip) -> None:
        """Insert a citation or a field at the caret."""
        edit = self._canvas.edit()
        if edit is not None:
            self.put(edit, item)
            edit.setFocus()

    def cite(self, key: str) -> None:
        """Cite a source at the caret."""
        self.insert(Cite((Reference(key),)))

    def put(self, edit: FieldEdit, item: Chip) -> None:
        """Put a chip in the place of what is selected; a source right behind another joins its note."""
        self._canvas.session.history.pause()
        cursor = edit.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before = edit.chip_at(start - 1) if start else None
        if isinstance(item, Cite) and isinstance(before, Cite):
            item = Cite((*before.references, *item.references))
            cursor.setPosition(start - 1)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            edit.setTextCursor(cursor)
        edit.insert_chip(item)

    def settle(self) -> None:
        """Take a note that is being written as it is."""
        if self._popover is not None:
            self._popover.finish()

    def insert_note(self) -> None:
        """Ask for the text of a note whose mark goes in at the caret."""
        edit = self._canvas.edit()
        if edit is not None:
            self._show(self._canvas.column.row_of(edit), edit.textCursor().selectionEnd(), None)

    def choose(self, row: Row, position: int) -> None:
        """Open the text of the note that is the character after a position."""
        edit = row.widget
        if isinstance(edit, FieldEdit):
            item = edit.chip_at(position)
            if isinstance(item, FreeNote):
                self._show(row, position, item)

    def _show(self, row: Row | None, position: int, note: FreeNote | None) -> None:
        column = self._canvas.column
        edit = row.widget if row else None
        if row is None or column.type is None or not isinstance(edit, FieldEdit):
            return
        self.settle()

        def done(written: FreeNote | None, *, ended: bool) -> None:
            self._popover = None
            edit = row.widget
            if isinstance(edit, FieldEdit):  # else its block has gone meanwhile
                self._write(edit, position, note, written)
                if ended:
                    edit.setFocus()

        self._popover = NotePopover(column, column.type, column.chips, note, done)
        cursor = edit.textCursor()
        cursor.setPosition(position)
        below = edit.mapTo(column, edit.cursorRect(cursor).bottomLeft())
        self._popover.show_under(below, row.left, row.width)
        self._canvas.ensureWidgetVisible(self._popover, 0, 8)
        self.note_opened.emit(self._popover.edit, row)

    def _write(self, edit: FieldEdit, position: int, note: FreeNote | None, written: FreeNote | None) -> None:
        self._canvas.session.history.pause()
        if note is not None:
            if written != note and edit.chip_at(position) == note:
                edit.replace_chip(position, written)
        elif written is not None:
            cursor = edit.textCursor()
            cursor.setPosition(min(position, edit.document().characterCount() - 1))
            edit.setTextCursor(cursor)
            edit.insert_chip(written)
