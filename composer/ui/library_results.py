"""What was found in the libraries: a row a block, with title, a stretch of its text, state and use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QWidget

from composer.app.library_words import kind_icon, meta_words, spoken
from composer.model.hit import Hit, Piece
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.literal import literal_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

MIME = "application/x-pleidooi-library"

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HIT = Qt.ItemDataRole.UserRole
_SMALL = 13 / 14
_SMALLER = 12 / 14
_LINES = 2


class Results(QListView):
    """The hits below each other. `shown` tells which one is current, `chosen` which one is to be inserted."""

    shown = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.row_under = -1
        self._hits = _Hits(self)
        self.setModel(self._hits)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.viewport().setAutoFillBackground(False)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.selectionModel().currentChanged.connect(lambda now, _before: self.shown.emit(now.data(_HIT)))
        self.clicked.connect(lambda index: self.shown.emit(index.data(_HIT)))
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.data(_HIT)))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits; the block that was current stays so where it still is among them."""
        before = self.current()
        self._hits.become(hits)
        places = (row for row, hit in enumerate(hits) if before and _block(hit) == _block(before))
        row = next(places, 0 if hits and before else -1)
        index = self._hits.index(row, 0)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def hits(self) -> tuple[Hit, ...]:
        """Return what is shown."""
        return self._hits.hits

    def current(self) -> Hit | None:
        """Return the hit that is current."""
        found = self.currentIndex().data(_HIT)
        return found if isinstance(found, Hit) else None

    def go_to(self, row: int) -> None:
        """Make a row current, as far as there are any."""
        count = self._hits.rowCount()
        if count:
            self.setCurrentIndex(self._hits.index(max(0, min(row, count - 1)), 0))

    def _hover(self, row: int) -> None:
        for changed in {self.row_under, row} - {-1}:
            self.update(self._hits.index(changed, 0))
        self.row_under = row

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row under the mouse."""
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert by Enter."""
        hit = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hit is not None:
            self.chosen.emit(hit)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current, so that arrows go on from there."""
        super().focusInEvent(event)
        if self.current() is None:
            self.go_to(0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the current hit to where it is to stand."""
        hit = self.current()
        if hit is not None:
            self.start_drag(mime_of(hit))

    def start_drag(self, mime: QMimeData) -> None:
        """Drag what is given; apart from the rest, since a test cannot let go of the mouse."""
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


def mime_of(hit: Hit) -> QMimeData:
    """Return a hit as it is dragged: which block it is, and its words for other programs."""
    mime = QMimeData()
    key = {"id": hit.id, "digest": hit.digest, "library": hit.library}
    wording = {"language": hit.language, "length": hit.length, "kind": hit.kind}
    mime.setData(MIME, json.dumps(key | wording).encode())
    return mime


def dragged(mime: QMimeData) -> dict[str, str]:
    """Return which block is dragged: id, digest, library, language, length, kind; nothing for others."""
    try:
        told = json.loads(bytes(mime.data(MIME).data()))
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _block(hit: Hit) -> tuple[str, str]:
    return hit.library, hit.id


class _Hits(QAbstractListModel):
    """The hits as rows for Qt."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def become(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(hit)
            case Qt.ItemDataRole.ToolTipRole:
                return literal_tip("\n".join(filter(None, (hit.title, hit.organisation, hit.library_name))))
        return hit if role == _HIT else None


class _Painter(QStyledItemDelegate):
    """Paints a hit: its kind as a sign, title, two lines of text, what it is in grey."""

    def __init__(self, view: Results) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        font = self._view.font()
        lines = (
            QFontMetrics(font).lineSpacing()
            + _LINES * QFontMetrics(theme.font_at(font, _SMALL)).lineSpacing()
            + QFontMetrics(theme.font_at(font, _SMALLER)).lineSpacing()
        )
        return QSize(theme.px(120), lines + theme.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit, view, area = index.data(_HIT), self._view, option.rect
        painter.save()
        self._ground(painter, area, index)
        side, sign = theme.px(12), theme.px(16)
        icon(kind_icon(hit.kind), "muted").paint(painter, area.x() + side, area.y() + theme.px(9), sign, sign)
        left = area.x() + side + sign + theme.px(8)
        width = area.right() - theme.px(10) - left
        y = area.y() + theme.px(7)
        font = QFont(view.font())
        font.setBold(True)
        y = _line(painter, font, QRect(left, y, width, 0), hit.title, "text")
        y = _snippet(painter, theme.font_at(view.font(), _SMALL), QRect(left, y, width, 0), hit.snippet)
        small = theme.font_at(view.font(), _SMALLER)
        is_odd = hit.forked or hit.state == "withdrawn"
        _line(
            painter,
            small,
            QRect(left, y + theme.px(2), width, 0),
            meta_words(hit),
            "error" if is_odd else "muted",
        )
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, index: _Index) -> None:
        view = self._view
        if index.row() == view.row_under:
            painter.fillRect(area, theme.colour("hover"))
        if index.row() == view.currentIndex().row():
            painter.fillRect(area, theme.colour("current"))
            if view.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.colour("line"))


def _line(painter: QPainter, font: QFont, area: QRect, words: str, purpose: str) -> int:
    """Paint one line and return where the next begins."""
    painter.setFont(font)
    painter.setPen(theme.colour(purpose))
    metrics = painter.fontMetrics()
    elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QPointF(area.x(), area.y() + metrics.ascent()), elided)
    return area.y() + metrics.lineSpacing()


def _snippet(painter: QPainter, font: QFont, area: QRect, pieces: Sequence[Piece]) -> int:
    """Paint two lines of text, what was searched for marked, and return where the next line begins."""
    metrics = QFontMetrics(font)
    words = " ".join("".join(part for part, _is_hit in pieces).split())
    layout = QTextLayout(words, font)
    layout.setFormats(_marks(words, pieces))
    painter.setPen(theme.colour("muted"))
    layout.beginLayout()
    for number in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        line.setPosition(QPointF(0, number * metrics.lineSpacing()))
        is_cut = number == _LINES - 1 and line.textStart() + line.textLength() < len(words)
        if is_cut:
            rest = words[line.textStart() :]
            layout.endLayout()
            _cut(painter, layout, font, area, rest)
            return area.y() + _LINES * metrics.lineSpacing()
    layout.endLayout()
    layout.draw(painter, QPointF(area.x(), area.y()))
    return area.y() + _LINES * metrics.lineSpacing()


def _cut(painter: QPainter, layout: QTextLayout, font: QFont, area: QRect, rest: str) -> None:
    """Paint the lines before the last one, and `rest` as the last one with an ellipsis at its end."""
    metrics = QFontMetrics(font)
    last = layout.lineCount() - 1
    for number in range(last):
        layout.lineAt(number).draw(painter, QPointF(area.x(), area.y()))
    start = layout.lineAt(last).textStart()
    elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
    short = QTextLayout(elided, font)
    moved = []
    for mark in layout.formats():
        mark.start -= start
        if mark.start >= 0 and mark.start + mark.length <= len(elided):
            moved.append(mark)
    short.setFormats(moved)
    short.beginLayout()
    short.createLine().setLineWidth(area.width() * 2)
    short.endLayout()
    short.draw(painter, QPointF(area.x(), area.y() + last * metrics.lineSpacing()))


def _marks(words: str, pieces: Sequence[Piece]) -> list[QTextLayout.FormatRange]:
    """Return where the words are that were searched for; white space between pieces is one space."""
    found, at = [], 0
    for part, is_hit in pieces:
        plain = " ".join(part.split())
        if not is_hit or not plain:
            continue
        start = words.find(plain, at)
        if start < 0:
            continue
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, len(plain)
        look = QTextCharFormat()
        look.setForeground(theme.colour("accent"))
        look.setFontWeight(QFont.Weight.Bold)
        mark.format = look
        found.append(mark)
        at = start + len(plain)
    return found
