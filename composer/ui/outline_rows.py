"""How a row of the structure is painted: its ground, chevron and mark, its words, the dot of its findings."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from composer.blocks.kind import kind_of
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.outline_drop import Drop
from composer.ui.outline_model import BLOCK, FINDINGS, HAS_WORDS, LINKED, MARK, Index

# How a block stands to the library it came from, by the words beside its text.
LIBRARY_SIGNS = {
    "library": ("library", "muted"),
    "library?": ("library", "muted"),
    "changed here": ("pencil", "accent"),
    "↑ newer": ("arrow-up", "accent"),
    "withdrawn": ("circle-alert", "error"),
    "conflict": ("circle-alert", "error"),
}
ROW, STEP, MARK_WIDTH, ICON, DOT = 26, 16, 22, 14, 7
_CHEVRON = 10
_LIBRARY_SIGN = 12
_SMALLER = 13 / 14
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Rows(QStyledItemDelegate):
    """Says how high a row is; the view paints it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of one row."""
        return QSize(theme.px(120), theme.px(ROW))


class RowState(NamedTuple):
    """How a row stands in its view: `left` is where its mark begins, `chevron` what stands before that."""

    left: int
    chevron: QIcon | None
    is_current: bool
    is_one_of_several: bool
    is_under_mouse: bool
    has_focus: bool
    words: str


def paint_row(painter: QPainter, whole: QRect, index: Index, state: RowState, font: QFont) -> None:
    """Paint a row within its rectangle, its words in a font of the view made a little smaller."""
    _paint_ground(painter, whole, state)
    step = theme.px(STEP)
    if state.chevron is not None:
        before = QRect(state.left - step, whole.y(), step, whole.height())
        _paint_icon(painter, before, state.chevron, _CHEVRON)
    small = theme.font_at(font, _SMALLER)
    mark = QRect(state.left, whole.y(), theme.px(MARK_WIDTH), whole.height())
    if sign := str(index.data(MARK) or ""):
        mark.setWidth(max(mark.width(), QFontMetrics(_bold(small)).horizontalAdvance(sign) + theme.px(8)))
    _paint_mark(painter, mark, index, small)
    right = whole.right() - theme.px(12)
    if index.data(FINDINGS):
        _paint_dot(painter, right, whole.center().y())
        right -= theme.px(DOT + 8)
    if origin := LIBRARY_SIGNS.get(str(index.data(LINKED) or "")):
        side = theme.px(ICON)
        area = QRect(right - side, whole.y(), side, whole.height())
        _paint_icon(painter, area, icon(*origin), _LIBRARY_SIGN)
        right -= theme.px(ICON + 6)
    area = QRect(mark.right() + 1, whole.y(), max(0, right - mark.right()), whole.height())
    painter.setFont(small)
    painter.setPen(theme.colour("text" if index.data(HAS_WORDS) else "muted"))
    elided = painter.fontMetrics().elidedText(state.words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _MIDDLE, elided)


def paint_drop(painter: QPainter, drop: Drop, width: int) -> None:
    """Paint the line where something would be dropped, as deep as it would stand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
    radius = theme.px(3)
    left = theme.px(STEP) * (drop.depth + 1) + radius
    y = max(drop.y, radius + 1)
    painter.drawEllipse(QPoint(left, y), radius, radius)
    painter.drawLine(left + radius, y, width - theme.px(8), y)


def paint_message(painter: QPainter, room: QRect, words: str) -> None:
    """Paint what is said where there are no rows."""
    margin = theme.px(16)
    painter.setPen(theme.colour("muted"))
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room.adjusted(margin, margin, -margin, -margin), flags, words)


def _paint_ground(painter: QPainter, whole: QRect, state: RowState) -> None:
    if state.is_one_of_several:
        painter.fillRect(whole, theme.colour("selection"))
    elif state.is_current:
        painter.fillRect(whole, theme.colour("current"))
    elif state.is_under_mouse:
        painter.fillRect(whole, theme.colour("hover"))
    if state.is_current:
        painter.fillRect(QRect(0, whole.y(), theme.px(3), whole.height()), theme.colour("accent"))
        if state.has_focus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))


def _paint_icon(painter: QPainter, area: QRect, picture: QIcon, size: int) -> None:
    side = theme.px(size)
    corner = area.center() - QPoint(side // 2, side // 2)
    picture.paint(painter, QRect(corner, QSize(side, side)))


def _paint_mark(painter: QPainter, area: QRect, index: Index, font: QFont) -> None:
    if not (mark := str(index.data(MARK) or "")):
        square = QRect(area.left(), area.y(), theme.px(ICON), area.height())
        _paint_icon(painter, square, icon(kind_of(index.data(BLOCK)).icon, "request"), ICON)
        return
    painter.setFont(_bold(font))
    painter.setPen(theme.colour("request"))
    painter.drawText(area.adjusted(theme.px(2), 0, 0, 0), _MIDDLE, mark)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _paint_dot(painter: QPainter, right: int, middle: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("request"))
    side = theme.px(DOT)
    painter.drawEllipse(QRect(right - side, middle - side // 2, side, side))
    painter.restore()
