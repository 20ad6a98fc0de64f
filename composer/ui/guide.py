"""What a field asks its canvas before it does something itself: all that may concern more than one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas


class CanvasGuide:
    """The guide of all fields of a canvas; see `text_edit.Guide`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def moused(self, edit: QWidget, event: QMouseEvent) -> bool:
        """Select by the mouse."""
        return self._canvas.selection.moused(edit, event)

    def composed(self, edit: FieldEdit, _event: QInputMethodEvent) -> FieldEdit | None:
        """Make way for what an input method writes."""
        return self._canvas.selection.composed(edit)

    def clipped(self, command: str) -> bool:
        """Copy, cut, paste or select all."""
        return self._canvas.clipboard.run(command)

    def mime(self) -> QMimeData | None:
        """Return what is selected in every form."""
        return self._canvas.clipboard.mime()

    def inserted(self, source: QMimeData) -> bool:
        """Take what is pasted or dropped at the caret."""
        return self._canvas.clipboard.take(source)
