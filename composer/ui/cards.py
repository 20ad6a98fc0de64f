"""Templates as cards: a picture of the first page, the name, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.literal import literal_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

WIDTH, HEIGHT, PAGE = 180, 280, 148
# Cards beside each other, at most.
COLUMNS = 6
# What a bar to scroll by takes, and the edges.
BAR = 28
_A4 = 297 / 210
_SMALL = 13 / 14
_KEY, _SECOND, _PICTURE = (Qt.ItemDataRole.UserRole + number for number in range(3))


class Card(NamedTuple):
    """What one card says; one that cannot begin a document says why."""

    key: str
    title: str
    second: str = ""
    can_begin: bool = True


class Cards(QListWidget):
    """Cards beside each other; a click or Enter chooses."""

    chosen = Signal(str)
    houses_changed = Signal(object)  # tuple of names

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()
        self._house = ""
        self._pictures: dict[str, QImage] = {}
        self._columns = 3
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))
        self.itemClicked.connect(self._choose)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards, those of the house that is chosen; the current one stays so."""
        self._cards = tuple(cards)
        houses = tuple(dict.fromkeys(card.second for card in cards if card.can_begin))
        if self._house not in houses:
            self._house = ""
        self.houses_changed.emit(houses)
        self._fill()

    def show_house(self, house: str) -> None:
        """Show the cards of one house; of all of them when it is empty."""
        if house != self._house:
            self._house = house
            self._fill()

    @property
    def house(self) -> str:
        """Return the house whose cards are shown, empty for all."""
        return self._house

    def _fill(self) -> None:
        row = max(0, self.currentRow())
        self.clear()
        for card in self._cards:
            if self._house and card.second != self._house:
                continue
            item = QListWidgetItem(card.title, self)
            item.setData(_KEY, card.key)
            item.setData(_SECOND, card.second)
            item.setData(_PICTURE, self._pictures.get(card.key))
            item.setToolTip(literal_tip(card.second))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{card.title}, {card.second}")
            if not card.can_begin:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        self.setCurrentRow(min(row, self.count() - 1))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room in which all cards can be seen."""
        rows = max(1, -(-self.count() // self._columns))
        return QSize(self.width_of(self._columns), theme.px(rows * HEIGHT + BAR))

    def minimumSizeHint(self) -> QSize:
        """Return the room for one row of them."""
        return QSize(self.width_of(self._columns), theme.px(HEIGHT + BAR))

    @staticmethod
    def width_of(columns: int) -> int:
        """Return the room for so many cards beside each other."""
        return columns * theme.px(WIDTH) + theme.px(BAR)

    def fit(self, room: int) -> None:
        """Show as many cards beside each other as there is room for."""
        columns = next((n for n in range(COLUMNS, 1, -1) if self.width_of(n) <= room), 1)
        if columns != self._columns:
            self._columns = columns
            self.updateGeometry()

    def show_picture(self, key: str, picture: QImage) -> None:
        """Show a picture of the page on a card."""
        self._pictures[key] = picture
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_KEY) == key:
                item.setData(_PICTURE, picture)

    def picture(self, key: str) -> QImage | None:
        """Return the picture on a card, once there is one."""
        return self._pictures.get(key)

    def keys(self) -> list[str]:
        """Return the templates that can be chosen, in order, of all houses."""
        return [card.key for card in self._cards if card.can_begin]

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(_KEY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter; arrows beyond the last card go on to what stands beside."""
        before, item = self.currentRow(), self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and item is not None:
            self._choose(item)
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Right and self.currentRow() == before:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()


class _Painter(QStyledItemDelegate):
    """Paints a card."""

    def __init__(self, view: Cards) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        from PySide6.QtWidgets import QStyle  # not for the first paint, which has no cards yet

        view, state = self._view, option.state
        area: QRect = option.rect.adjusted(theme.px(4), theme.px(4), -theme.px(4), -theme.px(4))
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        current = view.hasFocus() and index.row() == view.currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        hovered = enabled and bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(theme.colour("focus"), 2) if current else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("current" if current else "hover" if hovered else "surface"))
        painter.drawRoundedRect(area, theme.px(8), theme.px(8))
        page = QRect(0, area.y() + theme.px(12), theme.px(PAGE), round(theme.px(PAGE) * _A4))
        page.moveLeft(area.x() + (area.width() - page.width()) // 2)
        self._page(painter, page, index.data(_PICTURE), enabled=enabled)
        line = painter.fontMetrics().lineSpacing()
        words = QRect(page.x(), page.bottom() + theme.px(8), page.width(), line)
        self._line(painter, words, str(index.data()), "text" if enabled else "muted")
        painter.setFont(theme.font_at(view.font(), _SMALL))
        self._line(painter, words.translated(0, line), str(index.data(_SECOND)), "muted")
        painter.restore()

    @staticmethod
    def _page(painter: QPainter, page: QRect, picture: QImage | None, *, enabled: bool) -> None:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("paper"))
        painter.drawRect(page)
        if picture is not None:
            painter.drawImage(page.adjusted(1, 1, 0, 0), picture)
        else:
            side = theme.px(32)
            mark: QIcon = icon("file-plus" if enabled else "triangle-alert", "disabled")
            middle = page.center()
            mark.paint(painter, QRect(middle.x() - side // 2, middle.y() - side // 2, side, side))

    @staticmethod
    def _line(painter: QPainter, area: QRect, words: str, purpose: str) -> None:
        painter.setPen(theme.colour(purpose))
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
