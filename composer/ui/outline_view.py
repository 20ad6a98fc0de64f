"""The tree of blocks as it is handled: what is current and selected, what is dragged and where it may go.

It must never change the document: whoever made it is asked where a block may go, and told where it went.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from composer.model.document import Block, BlockId
from composer.model.edits import Place
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.outline_drop import Drop, nearest
from composer.ui.outline_model import Index, OutlineModel
from composer.ui.outline_rows import (
    MARK_WIDTH,
    STEP,
    Rows,
    RowState,
    paint_drop,
    paint_message,
    paint_row,
)

_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Carrier(Protocol):
    """Who knows the document behind the rows."""

    def mime(self, identities: tuple[BlockId, ...]) -> QMimeData:
        """Return what is dragged for blocks."""

    def own(self, mime: QMimeData) -> tuple[BlockId, ...]:
        """Return which blocks of this document are dragged; none when something else is."""

    def takes(self, mime: QMimeData) -> bool:
        """Return whether something can stand between blocks."""

    def may_go(self, mime: QMimeData, place: Place) -> bool:
        """Return whether something may stand at a place."""


class OutlineView(QTreeView):
    """One row a block. `row_chosen` is a wish to write there, `row_selected` only to see it."""

    row_chosen = Signal(object)
    row_selected = Signal(object)
    dropped = Signal(object, object)
    commanded = Signal(str)

    def __init__(
        self,
        model: OutlineModel,
        carrier: Carrier,
        parent: QWidget | None = None,
    ) -> None:
        """Show a model; the carrier says what is dragged and where it may go."""
        super().__init__(parent)
        self._outline = model
        self._carrier = carrier
        self._drop: Drop | None = None
        self._quiet = False
        self._under = QPersistentModelIndex()
        self._chevrons = icon("chevron-down", "muted"), icon("chevron-right", "muted")
        self._message = ""
        self._sought = ""
        self._set_up()
        self.setModel(model)
        self.expandAll()
        model.rowsInserted.connect(self._unfold)
        self.selectionModel().currentChanged.connect(self._tell_selected)
        self.selectionModel().selectionChanged.connect(lambda *_rows: self.viewport().update())
        self.clicked.connect(self._clicked)
        self.entered.connect(self._hover)

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(Rows(self))
        self.setIndentation(theme.px(STEP))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoExpandDelay(600)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    # ---- what is current

    def current_block(self) -> Block | None:
        """Return the block of the row that is current."""
        return self._outline.block(self.currentIndex())

    def chosen_blocks(self) -> tuple[BlockId, ...]:
        """Return the blocks of the rows that are selected, the current one when none is, in reading order."""
        found = [
            block.id for index in self.rows() if self._is_selected(index) and (block := self._block(index))
        ]
        current = self.current_block()
        return tuple(found) if found else (current.id,) if current else ()

    def _is_selected(self, index: QModelIndex) -> bool:
        return self.selectionModel().isSelected(index) and not self.isRowHidden(index.row(), index.parent())

    def _block(self, index: QModelIndex) -> Block | None:
        return self._outline.block(index)

    @property
    def _has_several(self) -> bool:
        return len(self.selectionModel().selectedIndexes()) > 1

    def copy(self) -> None:
        """Copy the blocks that are selected."""
        self.commanded.emit("copy")

    def cut(self) -> None:
        """Copy the blocks that are selected and delete them."""
        self.commanded.emit("cut")

    def paste(self) -> None:
        """Put what is on the clipboard behind the current block."""
        self.commanded.emit("paste")

    def show_block(self, identity: BlockId) -> None:
        """Make the row of a block current and visible, without telling anybody, unless it is current."""
        current = self.current_block()
        if current is not None and current.id == identity:
            return
        index = self._outline.index_of(identity)
        self._quiet = True
        try:
            # Not the view's own way: it would look at the keys that happen to be pressed.
            self.selectionModel().setCurrentIndex(index, _ONLY)
            if index.isValid():
                self.scrollTo(index)
        finally:
            self._quiet = False

    def choose_blocks(self, identities: Iterable[BlockId]) -> None:
        """Select the rows of several blocks beside the current one, without telling anybody."""
        self._quiet = True
        flags = QItemSelectionModel.SelectionFlag
        for identity in identities:
            index = self._outline.index_of(identity)
            if index.isValid():
                self.selectionModel().select(index, flags.Select | flags.Rows)
        self._quiet = False

    def _tell_selected(self, index: QModelIndex) -> None:
        block = self._outline.block(index)
        if block is not None and not self._quiet:
            self.row_selected.emit(block.id)

    def _tell_chosen(self, index: QModelIndex) -> None:
        if block := self._outline.block(index):
            self.row_chosen.emit(block.id)

    def _clicked(self, index: QModelIndex) -> None:
        """Choose a block by a click; with Shift or Control one selects more rows."""
        more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QGuiApplication.keyboardModifiers() & more:
            self._tell_chosen(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter or F2; everything else as in any tree."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._tell_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    # ---- which rows are seen

    def rows(self, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
        """Yield every row in reading order, folded or not."""
        parent = parent or QModelIndex()
        for row in range(self._outline.rowCount(parent)):
            index = self._outline.index(row, 0, parent)
            yield index
            yield from self.rows(index)

    def filter(self, sought: str, message: str) -> list[QModelIndex]:
        """Show only rows that hold folded words, and what they stand in; the message where there are none."""
        self._sought = sought
        found = [index for index in self.rows() if not sought or self._outline.holds(index, sought)]
        seen = set()
        for index in found:
            while index.isValid() and index.internalId() not in seen:
                seen.add(index.internalId())
                if sought and index.parent().isValid():
                    self.setExpanded(index.parent(), True)
                index = index.parent()  # noqa: PLW2901  up to the document
        for index in self.rows():
            hidden = index.internalId() not in seen
            if hidden != self.isRowHidden(index.row(), index.parent()):
                self.setRowHidden(index.row(), index.parent(), hidden)
        self._message = "" if found else message
        self.viewport().update()
        return found if sought else []

    def _unfold(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid() and self._outline.rowCount(parent) == last - first + 1:
            self.expand(parent)
        for row in range(first, last + 1):
            self.expand(self._outline.index(row, 0, parent))

    # ---- painting

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.setIndentation(theme.px(STEP))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row under the mouse."""
        self._hover(QModelIndex())
        super().leaveEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        self._under = QPersistentModelIndex(index)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the drop line over them, and the message where there are none."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._message:
            paint_message(painter, self.viewport().rect(), self._message)
        if self._drop:
            paint_drop(painter, self._drop, self.viewport().width())
        painter.end()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row over the whole width."""
        here = cast("QModelIndex", index)
        whole = QRect(0, option.rect.y(), self.viewport().width(), option.rect.height())
        chevron = self._chevrons[not self.isExpanded(here)] if self._outline.rowCount(index) else None
        state = RowState(
            self.visualRect(here).left(),
            chevron,
            is_current=index == self.currentIndex(),
            is_one_of_several=self.selectionModel().isSelected(here) and self._has_several,
            is_under_mouse=index == self._under,
            has_focus=self.hasFocus(),
            words=self._outline.excerpt(index, self._sought) if self._sought else str(index.data()),
        )
        paint_row(painter, whole, index, state, self.font())

    # ---- dragging

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the rows that are selected, with all they hold."""
        if chosen := self.chosen_blocks():
            self.start_drag(self._carrier.mime(chosen))

    def start_drag(self, mime: QMimeData) -> None:
        """Let the mouse carry something away; tests put their own in its place."""
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def mime_of(self, identity: BlockId) -> QMimeData:
        """Return what is dragged for a block."""
        return self._carrier.mime((identity,))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let in rows of this tree, and what can be made blocks of."""
        if self._carrier.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the block would go."""
        super().dragMoveEvent(event)  # scrolls at the edges, unfolds what the mouse rests on
        self._drop = self._drop_at(event)
        self.viewport().update()
        if self._drop:
            self._accept(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the drop line away."""
        super().dragLeaveEvent(event)
        self._drop = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the block was dropped."""
        drop, self._drop = self._drop_at(event), None
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if drop is None:
            event.ignore()
            return
        self._accept(event)
        self.dropped.emit(event.mimeData(), drop.place)

    def _accept(self, event: QDropEvent) -> None:
        """Move what is of this document, copy what is of another one."""
        is_own = bool(self._carrier.own(event.mimeData()))
        event.setDropAction(Qt.DropAction.MoveAction if is_own else Qt.DropAction.CopyAction)
        event.accept()

    def _drop_at(self, event: QDropEvent) -> Drop | None:
        """Return the allowed place nearest to the mouse: between which rows, and how deep."""
        mime = event.mimeData()
        if self._sought or not self._carrier.takes(mime):
            return None
        position = event.position().toPoint()
        wished = (position.x() - theme.px(MARK_WIDTH)) // self.indentation()
        own = self._carrier.own(mime)
        return nearest(self, own, position.y(), wished, lambda place: self._carrier.may_go(mime, place))
