"""A list of persons, sources or places: one or two lines each, put in order by keys or by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QWidget,
)

from composer.ui import theme
from composer.ui.literal import literal_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_SMALL = 13 / 14
_SECOND = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_MUTED = Qt.ItemDataRole.UserRole + 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Entry(NamedTuple):
    """One entry: what it is called, a second line in grey, whether its name is only a stand-in."""

    key: str
    title: str
    second: str = ""
    muted: bool = False


class _Painter(QStyledItemDelegate):
    """Paints an entry as the rows of the structure are painted."""

    def __init__(self, view: EntryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(44 if index.data(_SECOND) else 28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view, area = self._view, option.rect
        painter.save()
        if index.row() == view.row_under:
            painter.fillRect(area, theme.colour("hover"))
        if view.hasFocus() and index.row() == view.currentRow():
            painter.fillRect(area, theme.colour("current"))
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        side = theme.px(view.inset)
        words = area.adjusted(side, theme.px(4), -side, -theme.px(4))
        second = str(index.data(_SECOND) or "")
        half = words.height() // 2 if second else words.height()
        first = QRect(words.x(), words.y(), words.width(), half)
        purpose = "muted" if index.data(_MUTED) else "text"
        self._line(painter, first, str(index.data()), purpose)
        if second:
            rest = QRect(words.x(), first.bottom() + 1, words.width(), words.height() - half)
            painter.setFont(theme.font_at(view.font(), _SMALL))
            self._line(painter, rest, second, "muted")
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, area: QRect, words: str, purpose: str) -> None:
        painter.setPen(theme.colour(purpose))
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


class EntryList(QListWidget):
    """Entries; as high as they are when it `grows`, put in order by the author when it is `ordered`.

    `chosen` and `deleted` have the key of an entry, `moved` where it stood and where it goes.
    """

    chosen = Signal(str)
    deleted = Signal(str)
    moved = Signal(int, int)

    def __init__(
        self, parent: QWidget | None = None, *, grows: bool = True, ordered: bool = False, inset: int = 12
    ) -> None:
        """Begin empty; the words stand `inset` from the edges."""
        super().__init__(parent)
        self.inset = inset
        self.row_under = -1  # the mouse; Qt's own state of it would cost every start 5 ms
        self._grows = grows
        self._ordered = ordered
        self._entries: tuple[Entry, ...] = ()
        self._loading = False
        self._dropped: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(lambda index: self._hover(index.row()))
        if parent is not None:  # its ground is ours; to ask for the viewport costs a first page 6 ms
            self.viewport().setAutoFillBackground(False)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if ordered:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(self._dragged)
            self.installEventFilter(self)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_KEY)))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the row that is current stays so."""
        if tuple(entries) == self._entries:
            return
        row = self.currentRow()
        self._entries = tuple(entries)
        self._loading = True
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title, self)
            item.setData(_KEY, entry.key)
            item.setData(_SECOND, entry.second)
            item.setData(_MUTED, entry.muted)
            tip = "\n".join(filter(None, (entry.title, entry.second)))
            item.setData(Qt.ItemDataRole.ToolTipRole, literal_tip(tip))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (entry.title, entry.second)))
            )
        self._loading = False
        self.setCurrentRow(min(max(row, 0), len(entries) - 1))
        self._fit()

    def show_key(self, key: str) -> None:
        """Make an entry current."""
        row = next((row for row, entry in enumerate(self._entries) if entry.key == key), -1)
        if row >= 0:
            self.setCurrentRow(row)

    def current_key(self) -> str:
        """Return the key of the entry that it stands at, else of the first, empty when there is none."""
        row = max(0, self.currentRow())
        return self._entries[row].key if row < len(self._entries) else ""

    def _fit(self) -> None:
        if self._grows:
            self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.count())))

    def _hover(self, row: int) -> None:
        for changed in {self.row_under, row} - {-1}:
            self.update(self.model().index(changed, 0))
        self.row_under = row

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row under the mouse."""
        super().leaveEvent(event)
        self._hover(-1)

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter, delete by Delete, move by Alt with the arrows."""
        row = self.currentRow()
        key = str(self._entries[row].key) if 0 <= row < len(self._entries) else ""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER:
            event.ignore()  # for the pane around the list
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if key:
                self.chosen.emit(key)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if key:
                self.deleted.emit(key)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if alt:
                self._step(row, -1 if event.key() == Qt.Key.Key_Up else 1)
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep Alt with the arrows from the shortcuts of the window, where they put entries in order."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() in arrows and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return False

    def _step(self, row: int, by: int) -> None:
        if self._ordered and 0 <= row + by < self.count():
            self.setCurrentRow(row + by)
            self.moved.emit(row, row + by)

    def _dragged(self, _parent: object, start: int, _end: int, _to: object, row: int) -> None:
        if not self._loading:
            self._dropped = start, row - 1 if row > start else row

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped where, when Qt is done with it."""
        self._dropped = None
        super().dropEvent(event)
        if self._dropped:
            self._entries = ()  # what is shown is no longer what was given
            self.moved.emit(*self._dropped)
