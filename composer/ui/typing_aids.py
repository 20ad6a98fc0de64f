"""What is done for who types: marks and dashes as print has them, lists begun by `- `; each its own step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from composer.app.beginnings import begun
from composer.app.signs import instead_of
from composer.ui.inline import LANGUAGE, LINE, units
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas
    from composer.ui.own_undo import OwnUndoEdit
    from composer.ui.rows import Row

# The most signs, with the space behind them, that begin something.
_LONGEST = 3
_KEEP = QTextCursor.MoveMode.KeepAnchor


class TypingAids:
    """Follows what is typed in a canvas while `is_on` says so.

    It looks at the text after the edit, never at keys, so that input methods and dead keys have it too. One
    undo gives back the plain sign.
    """

    def __init__(self, canvas: Canvas, is_on: Callable[[], bool]) -> None:
        self._canvas = canvas
        self._is_on = is_on
        canvas.column.typed.connect(self._typed)
        canvas.insertions.note_opened.connect(self._follow_note)

    def _typed(self, row: Row) -> None:
        if isinstance(row.widget, FieldEdit) and not self._begin(row, row.widget):
            self._set_sign(row.widget, row.block.language, self._canvas.session.history.pause)

    def _begin(self, row: Row, edit: FieldEdit) -> bool:
        """Make a list, a request or a quotation of a paragraph whose first signs ask for one."""
        cursor = edit.textCursor()
        if cursor.position() > _LONGEST or not self._is_on():  # nearly every key
            return False
        before, _after = words_around(cursor)
        if units(before) != cursor.position():
            return False
        step = begun(self._canvas.session.document, row.line.where, before)
        if step is not None:
            self._canvas.session.history.pause()
        return self._canvas.do(step)

    def _follow_note(self, edit: OwnUndoEdit, row: Row) -> None:
        edit.typed.connect(lambda: self._set_sign(edit, row.block.language, edit.pause))

    def _set_sign(self, edit: FieldEdit, language: str, pause: Callable[[], None]) -> None:
        if not self._is_on():
            return
        cursor = edit.textCursor()
        if edit.document().characterAt(cursor.position() - 1).isalnum():  # nearly every key
            return
        before, after = words_around(cursor)
        language = cursor.charFormat().stringProperty(LANGUAGE) or language
        found = instead_of(before, after, language or self._canvas.session.document.language)
        if found is None:
            return
        here = cursor.position()
        start = here - units(before[found.start :])
        pause()
        cursor.setPosition(start)
        cursor.setPosition(start + units(before[found.start : found.end]), _KEEP)
        length = cursor.selectionEnd() - cursor.selectionStart()
        cursor.insertText(found.words, cursor.charFormat())
        cursor.setPosition(here - length + units(found.words))
        edit.setTextCursor(cursor)
        pause()


def words_around(cursor: QTextCursor) -> tuple[str, str]:
    """Return what stands before and after a cursor in its line, a chip as one sign."""
    block = cursor.block()
    first, last = QTextCursor(cursor), QTextCursor(cursor)
    first.setPosition(cursor.position())
    first.setPosition(block.position(), _KEEP)
    last.setPosition(cursor.position())
    last.setPosition(block.position() + block.length() - 1, _KEEP)
    return first.selectedText().rpartition(LINE)[2], last.selectedText().partition(LINE)[0]
