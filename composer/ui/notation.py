"""What is typed as a saved document says it becomes the chip it stands for: `[@key, p. 12]`, `{{date}}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from composer.model.inline import parse_text
from composer.model.text import Cite, MergeField
from composer.ui.inline import Chip, units
from composer.ui.text_edit import FieldEdit
from composer.ui.typing_aids import words_around

if TYPE_CHECKING:
    from composer.model.document import Document
    from composer.ui.canvas import Canvas
    from composer.ui.rows import Row

_ENDS = "]}"
_NOTATION = re.compile(r"(?:\[@[^\[\]]*\]|\{\{[^{}]*\}\})$")
_KEEP = QTextCursor.MoveMode.KeepAnchor


class Notation:
    """Follows what is typed in a canvas; each chip is a step of its own, one undo gives back the signs.

    A citation of a source that the document does not have stays what was typed.
    """

    def __init__(self, canvas: Canvas) -> None:
        """Follow a canvas from now on."""
        self._canvas = canvas
        canvas.column.typed.connect(self._typed)

    def _typed(self, row: Row) -> None:
        edit = row.widget
        if not isinstance(edit, FieldEdit):
            return
        cursor = edit.textCursor()
        if edit.document().characterAt(cursor.position() - 1) not in _ENDS:
            return
        before, _after = words_around(cursor)
        match = _NOTATION.search(before)
        item = chip_of_notation(match[0], self._canvas.session.document) if match else None
        if match is None or item is None:
            return
        here = cursor.position()
        cursor.setPosition(here - units(match[0]))
        cursor.setPosition(here, _KEEP)
        edit.setTextCursor(cursor)
        self._canvas.insertions.put(edit, item)
        self._canvas.session.history.pause()


def chip_of_notation(notation: str, document: Document) -> Chip | None:
    """Return the citation or field that notation says, None when it says none that the document knows."""
    inlines = list(parse_text(notation).inlines)
    item = inlines[0] if len(inlines) == 1 else None
    if isinstance(item, MergeField):
        return item
    known = {source.key for source in document.sources}
    is_known = isinstance(item, Cite) and all(one.key in known for one in item.references)
    return item if is_known and isinstance(item, Cite) else None
