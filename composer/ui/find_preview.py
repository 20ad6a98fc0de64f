"""The list of what was found: each place with the words around it, and what would stand there instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyledItemDelegate

from composer.app.called import place_called
from composer.app.find import Found
from composer.app.replacing import Glimpse, glimpse
from composer.i18n import _
from composer.model.document import Document
from composer.ui import theme
from composer.ui.filled_list import FilledList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from composer.app.find import Hit
    from composer.model.template import Template

# How many places are shown; who has more narrows the search first.
MOST = 200
ROWS = 6

GLIMPSE, PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class FindPreview(FilledList):
    """Shows hits; Enter, a click or an arrow key chooses one by its index."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self._is_filling = False
        self.setItemDelegate(_Delegate(self))
        self.currentRowChanged.connect(self._chosen)

    def show_hits(self, found: Found, instead: str, document: Document, template: Template) -> None:
        """Show what was found in a document, and what would become of it."""
        self._is_filling = True
        blocks = {block.id: block for block in document.walk()}
        shown = found.hits[:MOST]
        self.hold(len(shown))
        for row, hit in enumerate(shown):
            place = place_called(hit.where, template, blocks.get(hit.where.block))
            _fill(self.item(row), hit, glimpse(found, hit, instead), place)
        self.setFixedHeight(self.height_of(ROWS))
        self._is_filling = False

    def select(self, index: int) -> None:
        """Show which one the caret is at, none below 0."""
        self._is_filling = True
        self.setCurrentRow(index if index < self.count() else -1)
        self._is_filling = False

    def _chosen(self, row: int) -> None:
        if row >= 0 and not self._is_filling:
            self.chosen.emit(row)


def _fill(item: QListWidgetItem, hit: Hit, seen: Glimpse, place: str) -> None:
    item.setData(GLIMPSE, seen)
    item.setData(PLACE, f"{place}, {_('Note').lower()}" if hit.passage.note >= 0 else place)
    context = f"{seen.before}{seen.words}{seen.after}"
    if seen.words == seen.instead:
        spoken = context
    else:
        spoken = _("{words}, becomes {instead}").format(words=context, instead=seen.instead or _("nothing"))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.data(PLACE)}: {spoken}")


class _Delegate(QStyledItemDelegate):
    """Paints where a hit is, and its words: what goes struck out, what comes in bold."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of one line."""
        return QSize(theme.px(100), max(theme.px(24), QFontMetrics(option.font).height() + theme.px(6)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        seen: Glimpse = index.data(GLIMPSE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("current"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(rect.x(), rect.y(), theme.px(3), rect.height(), theme.colour("focus"))
        column, space = theme.px(150), theme.px(8)
        font, gone, new = QFont(option.font), QFont(option.font), QFont(option.font)
        gone.setStrikeOut(True)
        new.setWeight(QFont.Weight.DemiBold)
        room = rect.adjusted(space, 0, 0, 0)
        place = QFontMetrics(font).elidedText(index.data(PLACE), Qt.TextElideMode.ElideRight, column - space)
        _write(painter, room, place, font, "muted")
        room = _write(painter, room.adjusted(column, 0, 0, 0), seen.before, font, "text")
        if seen.words == seen.instead:
            room = _write(painter, room, seen.words, new, "text")
        else:
            room = _write(painter, room, seen.words, gone, "muted").adjusted(theme.px(3), 0, 0, 0)
            room = _write(painter, room, seen.instead, new, "text")
        _write(painter, room, seen.after, font, "text")
        painter.restore()


def _write(painter: QPainter, room: QRect, words: str, font: QFont, purpose: str) -> QRect:
    """Write words at the start of a room and return what is left of it."""
    painter.setFont(font)
    painter.setPen(theme.colour(purpose))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    return room.adjusted(min(room.width(), QFontMetrics(font).horizontalAdvance(words)), 0, 0, 0)
