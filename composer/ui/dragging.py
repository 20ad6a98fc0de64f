"""Dragging over the text: words to a place in a text, blocks and pictures to a place between blocks.

A line shows where. Escape and leaving the pane let everything as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer.app.commands import container_schema
from composer.app.history import translated
from composer.app.moving import move_blocks
from composer.app.pasting import carry
from composer.app.stretch import Spot, Stretch
from composer.i18n import N_
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import Place, children_of, find, place_of
from composer.ui import theme
from composer.ui.carry import BlockCarrier
from composer.ui.clipboard import can_take, picture_files
from composer.ui.mime import BLOCKS, TEXT
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas

# Milliseconds between two steps of scrolling near an edge, how near that is, how far a step goes; pixels.
_TICK, _EDGE, _STEP = 30, 32, 14
# How much further to the right each block within a block is asked for.
_DEEPER = 24
_MOVED = translated(N_("Move text"))
_BOTH = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


class DropMark(QWidget):
    """A line over the text: where something will go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, rect: QRect) -> None:
        """Show the line."""
        self.setGeometry(rect)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("focus"))
        painter.end()


class Dragging(QObject):
    """What is dragged from a canvas and over it."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._carrier = BlockCarrier(canvas.session)
        self._own: Stretch | None = None
        self._aim: Spot | Place | None = None
        # Only there while something is dragged: a screen reader meets nothing but texts.
        self.mark: DropMark | None = None
        self._scroll = QTimer(self, interval=_TICK)
        self._scroll.timeout.connect(self._scroll_on)
        self._by = 0
        canvas.column.installEventFilter(self)
        canvas.column.block_gripped.connect(self.carry_block)

    # ---- away

    def carry_text(self) -> None:
        """Carry away what is selected."""
        mime = self._canvas.clipboard.mime()
        if mime is not None:
            self._own = self._canvas.selection.here()
            self.start_drag(mime)
            self._own = None

    def carry_block(self, block: BlockId) -> None:
        """Carry away a block with all it holds."""
        self.start_drag(self._carrier.mime((block,)))

    def start_drag(self, mime: QMimeData) -> None:
        """Let the mouse carry something away; tests put their own in its place."""
        drag = QDrag(self._canvas)
        drag.setMimeData(mime)
        drag.exec(_BOTH, Qt.DropAction.MoveAction)
        self.end()

    # ---- over

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is dragged over the column."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDropEvent):
                self._enter(event)
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                self._move(event)
            case QEvent.Type.DragLeave:
                self.end()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._drop(event)
            case _:
                return False
        return True

    def _enter(self, event: QDropEvent) -> None:
        """Let in what can be words or blocks; the window takes documents."""
        if can_take(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _move(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self._aim = self._aim_at(event.mimeData(), at)
        self._show_aim()
        self._by = self._scroll_by(at)
        if self._by and not self._scroll.isActive():
            self._scroll.start()
        self._answer(event)

    def _answer(self, event: QDropEvent) -> None:
        """Say what would be done: what is of this document moves, unless Control is pressed."""
        if self._aim is None:
            event.ignore()
            return
        is_own = self._own is not None or bool(self._carrier.own(event.mimeData()))
        copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        event.setDropAction(Qt.DropAction.MoveAction if is_own and not copies else Qt.DropAction.CopyAction)
        event.accept()

    def _drop(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        aim = self._aim_at(mime, event.position().toPoint())
        self._aim = aim
        self._answer(event)
        self.end()
        if aim is None:
            return
        self._canvas.setFocus()
        moves = event.dropAction() is Qt.DropAction.MoveAction
        document = self._canvas.session.document
        if isinstance(aim, Place):
            own = self._carrier.own(mime) if moves else ()
            if own:
                self._canvas.do(move_blocks(document, own, aim))
            else:
                self._canvas.clipboard.take(mime, at=aim)
        elif self._own is not None and moves:
            self._canvas.do(carry(document, self._own, aim, _MOVED))
        else:
            self._canvas.clipboard.take(mime, at=Stretch(aim, aim))

    def end(self) -> None:
        """Show nothing any more."""
        self._aim = None
        self._by = 0
        self._scroll.stop()
        self._show_nothing()
        self._carrier.forget()

    # ---- where

    def _aim_at(self, mime: QMimeData, at: QPoint) -> Spot | Place | None:
        row = self._canvas.column.row_near(at.y(), at.x())
        is_words = self._own is not None or mime.hasFormat(TEXT) or not _is_blocks(mime)
        if row is not None and is_words and isinstance(row.widget, FieldEdit):
            return Spot(row.line.where, row.widget.offset_at(self._canvas.column.mapToGlobal(at)))
        return self._place_at(mime, at)

    def _place_at(self, mime: QMimeData, at: QPoint) -> Place | None:
        """Return the allowed place between blocks nearest to the mouse: how far right it is says how deep."""
        document = self._canvas.session.document
        found = [place for place in self._places(at.y()) if self._may_go(mime, place)]
        wished = (at.x() - self._canvas.column.placing.sides()[0]) // theme.px(_DEEPER)
        return min(found, key=lambda place: abs(_depth(document, place) - wished), default=None)

    def _may_go(self, mime: QMimeData, place: Place) -> bool:
        if picture_files(mime) or (mime.hasImage() and not mime.hasFormat(BLOCKS)):
            return place.parent is None or self._takes_anything(place.parent)
        return self._carrier.may_go(mime, place)

    def _takes_anything(self, parent: BlockId) -> bool:
        block = find(self._canvas.session.document, parent)
        schema = container_schema(block) if block else None
        return schema is not None and not schema.kinds

    def _rows(self) -> list[Row]:
        return [row for row in self._canvas.column.rows if not row.line.is_panel]

    def _gap(self, y: int) -> int:
        """Return how many rows stand above the gap between blocks that is nearest to a height."""
        rows = self._rows()
        index = sum(row.top + row.height / 2 < y for row in rows)
        while 0 < index < len(rows) and rows[index - 1].block.id == rows[index].block.id:
            index += 1
        return index

    def _places(self, y: int) -> Iterator[Place]:
        """Yield every place in the gap at a height, the deepest first."""
        rows, document = self._rows(), self._canvas.session.document
        index = self._gap(y)
        if not index:
            yield Place(None, 0)
            return
        above: Block | None = find(document, rows[index - 1].block.id)
        below = rows[index].block.id if index < len(rows) else None
        if above is not None and container_schema(above):
            yield Place(above.id, 0)
            if any(child.id == below for child in above.children):
                return
        while above is not None and (place := place_of(document, above.id)):
            yield Place(place.parent, place.index + 1)
            parent = find(document, place.parent) if place.parent else None
            is_last = parent is not None and parent.children[-1].id == above.id
            above = parent if is_last else None

    # ---- the line

    def _show_aim(self) -> None:
        column, aim = self._canvas.column, self._aim
        if aim is None:
            self._show_nothing()
            return
        self.mark = self.mark or DropMark(column)
        row = column.row_at(aim.where) if isinstance(aim, Spot) else None
        if isinstance(aim, Place):
            self.mark.show_at(self._gap_rect(aim))
        elif row and isinstance(row.widget, FieldEdit):
            self.mark.show_at(_caret_rect(row.widget, aim.offset, column))

    def _show_nothing(self) -> None:
        if self.mark is not None:
            self.mark.hide()
            self.mark.deleteLater()
            self.mark = None

    def _gap_rect(self, place: Place) -> QRect:
        rows, document = self._rows(), self._canvas.session.document
        thick = max(2, theme.px(2))
        left, width = self._canvas.column.placing.sides()
        inset = _depth(document, place) * theme.px(_DEEPER) // 2
        index = self._index_of(place, rows, document)
        above = [rows[index - 1].top + rows[index - 1].height] if index else []
        below = [rows[index].top] if index < len(rows) else []
        edges = above + below or [theme.px(_STEP)]
        return QRect(left + inset, sum(edges) // len(edges) - thick // 2, width - inset, thick)

    @staticmethod
    def _index_of(place: Place, rows: list[Row], document: Document) -> int:
        """Return how many rows stand above a place."""
        siblings = children_of(document, place.parent)
        if place.index < len(siblings):
            block = siblings[place.index].id
            return next((i for i, row in enumerate(rows) if row.block.id == block), 0)
        holder = siblings[-1:] or tuple(filter(None, [find(document, place.parent)] if place.parent else []))
        within = {block.id for block in walk(holder)}
        return max((i + 1 for i, row in enumerate(rows) if row.block.id in within), default=0)

    # ---- scrolling

    def _scroll_by(self, at: QPoint) -> int:
        port = self._canvas.port()
        if at.y() < port.top() + _EDGE:
            return -_STEP
        return _STEP if at.y() > port.bottom() - _EDGE else 0

    def _scroll_on(self) -> None:
        bar = self._canvas.verticalScrollBar()
        if not self._by:
            self._scroll.stop()
        else:
            bar.setValue(bar.value() + self._by)


def _is_blocks(mime: QMimeData) -> bool:
    has_words = mime.hasHtml() or mime.hasText()
    return mime.hasFormat(BLOCKS) or bool(picture_files(mime)) or (mime.hasImage() and not has_words)


def _depth(document: Document, place: Place) -> int:
    depth, parent = 0, place.parent
    while parent is not None and (outer := place_of(document, parent)):
        depth, parent = depth + 1, outer.parent
    return depth


def _caret_rect(edit: FieldEdit, offset: int, column: QWidget) -> QRect:
    rect = edit.caret_rect(offset)
    corner = edit.viewport().mapTo(column, rect.topLeft())
    return QRect(corner, rect.size()).adjusted(-1, 0, 1, 0)
