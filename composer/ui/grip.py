"""The mouse beside the texts: it puts the caret into them, or carries a block away by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from composer.ui.looks import Lead
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.model.document import BlockId
    from composer.ui.column import Column


class Grip:
    """The mouse of a column, where no field is; it may hold a block that was not carried away yet."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._held: tuple[QPoint, BlockId] | None = None

    def moved(self, event: QMouseEvent) -> None:
        """Let a block be carried away by its name in the margin; the hand says so."""
        column = self._column
        if not event.buttons():
            in_margin = event.position().x() < column.placing.sides()[0]
            column.setCursor(
                Qt.CursorShape.OpenHandCursor if in_margin and column.rows else Qt.CursorShape.ArrowCursor
            )
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._held is None:
            if column.guide is not None:
                column.guide.moused(column, event)
            return
        start, block = self._held
        if (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            column.block_gripped.emit(block)

    def released(self, event: QMouseEvent) -> None:
        """Let go of a block that was not carried away, or end selecting."""
        if self._held is None and self._column.guide is not None:
            self._column.guide.moused(self._column, event)
        self._held = None

    def pressed(self, event: QMouseEvent) -> None:
        """Put the caret into the text beside which one clicks; words over it lead to their field."""
        column, at = self._column, event.position().toPoint()
        row = column.row_near(at.y(), at.x())
        if row is None or row.top - row.head > at.y():
            return
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._held = (at, row.line.where.block) if is_left and at.x() < column.placing.sides()[0] else None
        widget = column.make(row)
        if not self._held and column.guide is not None and column.guide.moused(widget, event):
            return
        widget.setFocus()
        if at.y() < row.top and isinstance(lead := row.line.look.head, Lead):
            column.lead_chosen.emit(row.block.where(lead.opens))
        elif isinstance(widget, FieldEdit):
            inside = widget.viewport().mapFrom(column, QPoint(at.x(), min(at.y(), row.top + row.height - 2)))
            widget.setTextCursor(widget.cursorForPosition(inside))
