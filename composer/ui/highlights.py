"""Where something was found in the text: marked in the fields that are made, without touching them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from composer.app.find import Hit
from composer.model.document import Where
from composer.ui import theme
from composer.ui.inline import position_of
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas
    from composer.ui.rows import Row

_KEEP = QTextCursor.MoveMode.KeepAnchor


class Highlights:
    """The marks of a canvas; a field that is made later gets its own then."""

    def __init__(self, canvas: Canvas) -> None:
        self._column = canvas.column
        self._spans: dict[Where, list[tuple[int, int]]] = {}
        self._marked: set[Where] = set()
        self._column.row_made.connect(self._mark)

    def show(self, hits: Iterable[Hit]) -> None:
        """Mark these hits and no others."""
        self._spans = {}
        for hit in hits:
            self._spans.setdefault(hit.where, []).append(hit.span)
        self.refresh()

    def refresh(self) -> None:
        """Mark anew, in the colours of now."""
        for row in self._column.rows:
            if row.line.where in self._spans or row.line.where in self._marked:
                self._mark(row)

    def _mark(self, row: Row) -> None:
        edit, where = row.widget, row.line.where
        if not isinstance(edit, FieldEdit) or row.line.is_panel:
            return
        spans = self._spans.get(where, ())
        if spans or where in self._marked:
            edit.setExtraSelections([_selection(edit, *span) for span in dict.fromkeys(spans)])
        if spans:
            self._marked.add(where)
        else:
            self._marked.discard(where)


def _selection(edit: FieldEdit, start: int, end: int) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(edit.document())
    cursor.setPosition(position_of(edit.document(), start))
    cursor.setPosition(position_of(edit.document(), end), _KEEP)
    form = QTextCharFormat()
    form.setBackground(theme.colour("hit"))
    form.setFontUnderline(True)  # colour alone would not reach everybody
    form.setUnderlineColor(theme.colour("warning"))
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = cursor, form
    return made
