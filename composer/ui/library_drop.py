"""A library block that is dragged over the text: a line shows behind which block it would stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer.model.document import BlockId
from composer.model.edits import Place
from composer.ui import theme
from composer.ui.library_results import MIME, dragged
from composer.ui.rows import Row

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas


class LibraryDrop(QObject):
    """Watches a canvas; `dropped` has what was dragged, and the block it goes behind or its place."""

    dropped = Signal(object, object)

    def __init__(self, canvas: Canvas) -> None:
        """Begin to take library blocks in the column of a canvas."""
        super().__init__(canvas)
        self._canvas = canvas
        self._line = _Line(canvas.column)
        canvas.column.setAcceptDrops(True)
        canvas.column.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is dragged here from a library, and nothing else."""
        match event.type():
            case QEvent.Type.DragLeave:
                self._line.hide()  # whatever else is dragged over the text hears of it too
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                return self._moved(event)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._let_go(event)
        return False

    def _moved(self, event: QDragMoveEvent) -> bool:
        if not event.mimeData().hasFormat(MIME):
            return False
        at = event.position().toPoint()
        row = self._row_over(at.y())
        left, width = self._canvas.column.placing.sides()
        y = 0 if row is None else self._bottom(row)
        self._line.show_at(left, max(y, 1), width)
        self._scroll(at)
        event.acceptProposedAction()
        return True

    def _let_go(self, event: QDropEvent) -> bool:
        self._line.hide()
        told: Mapping[str, str] = dragged(event.mimeData()) if event.mimeData().hasFormat(MIME) else {}
        if not told:
            return False
        row = self._row_over(event.position().toPoint().y())
        place: BlockId | Place = Place(None, 0) if row is None else row.line.where.block
        event.acceptProposedAction()
        self.dropped.emit(told, place)
        return True

    def _row_over(self, y: int) -> Row | None:
        """Return the last row whose middle is above a height, None above all."""
        rows = [row for row in self._canvas.column.rows if not row.line.is_panel]
        return next((row for row in reversed(rows) if row.top + row.height // 2 <= y), None)

    def _bottom(self, row: Row) -> int:
        block = row.line.where.block
        return max(one.top + one.height for one in self._canvas.column.rows if one.line.where.block == block)

    def _scroll(self, at: QPoint) -> None:
        """Bring on what lies beyond the edge that is near."""
        edge = theme.px(24)
        self._canvas.ensureVisible(at.x(), max(0, at.y() - edge), 0, 0)
        self._canvas.ensureVisible(at.x(), at.y() + edge, 0, 0)


class _Line(QWidget):
    """The line that shows where it would stand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_at(self, left: int, y: int, width: int) -> None:
        self.setGeometry(left, y - 1, width, theme.px(3))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.colour("accent"))
