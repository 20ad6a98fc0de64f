"""What the column paints: the gutter, numbers and marks, frames, hairlines, the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication

from composer.blocks import kind_of
from composer.i18n import N_, _
from composer.model.document import Block
from composer.ui import theme
from composer.ui.heads import paint_head
from composer.ui.palettes import Scheme
from composer.ui.rows import Frame, Row
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

if TYPE_CHECKING:
    from composer.ui.column import Column

_GAP = 16.0
# Signs of the libraries about which there is nothing to decide.
QUIET = frozenset((N_("library"), N_("changed here"), N_("library?")))


def paint_column(column: Column, type_: Typography, area: QRect) -> None:
    """Paint everything of a column that is not text, as far as it is in an area."""
    painter = QPainter(column)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(area, theme.colour("surface"))
    for frame in column.placing.arrangement.frames:
        if frame.top <= area.bottom() and frame.top + frame.height >= area.top():
            _frame(painter, type_, frame)
    for left, y, right, colour in column.placing.arrangement.rules:
        painter.setPen(QPen(type_.ink(colour) if _is_contrast() else theme.colour("line"), 1))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
    for row in column.selected:
        if row.top <= area.bottom() and row.top + row.height >= area.top():
            _selected(painter, row)
    before = None
    for row in column.placing.visible_rows(slack=200):
        if row.line.is_panel:
            _panel(painter, column, row)
            continue
        if row.top - row.head <= area.bottom() and row.top + row.height + 40 >= area.top():
            _row(painter, column, type_, row, before)
        before = row
    _focus(painter, column, type_)
    painter.end()


def _selected(painter: QPainter, row: Row) -> None:
    """Show that a row is selected that has no words to show it by."""
    if not row.line.where.field:
        painter.fillRect(QRectF(row.left, row.top, row.width, row.height), theme.colour("selection"))
    elif not row.text:
        painter.fillRect(QRectF(row.left, row.top, row.height / 4, row.height), theme.colour("selection"))


def _is_contrast() -> bool:
    return theme.scheme() is Scheme.HIGH_CONTRAST


def _frame(painter: QPainter, type_: Typography, frame: Frame) -> None:
    style = frame.box.style
    whole = QRectF(frame.left, frame.top, frame.width, frame.height)
    if style.tint:
        painter.fillRect(whole, type_.tint(style.tint))
    if _is_contrast():
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole)
    if style.bar:
        wide = type_.px(style.bar_width)
        painter.fillRect(QRectF(frame.left, frame.top, wide, frame.height), type_.ink(style.bar))


def _row(painter: QPainter, column: Column, type_: Typography, row: Row, before: Row | None) -> None:
    baseline = row.top + _baseline(row, type_)
    if row.line.is_first and not row.line.look.is_rule:
        _gutter(painter, column, type_, row, baseline - row.head)
    if row.head:
        paint_head(painter, column.prints, type_, row)
    for label in column.labels(row, before):
        style = label.box.style if label.box else row.line.look.style
        painter.setFont(type_.label_font(style))
        painter.setPen(type_.ink(style.label_colour or style.colour))
        painter.drawText(QPointF(label.left, baseline), label.words)
    if not row.line.where.field:
        _own_words(painter, type_, row, baseline)


def _baseline(row: Row, type_: Typography) -> float:
    if isinstance(row.widget, FieldEdit) and (found := row.widget.baseline()):
        return found
    return type_.px(row.line.look.style.leading) * 0.75


def _gutter(painter: QPainter, column: Column, type_: Typography, row: Row, baseline: float) -> None:
    left = column.placing.sides()[0]
    font = type_.gutter_font()
    metrics = QFontMetricsF(font)
    room = left - _GAP * type_.factor - 8
    is_current = column.current is not None and column.current.block.id == row.block.id
    is_slim = room < metrics.height() * 2
    elided = metrics.elidedText(kind_words(row.block), Qt.TextElideMode.ElideRight, room)
    words = "" if is_slim else elided
    painter.setFont(font)
    painter.setPen(theme.colour("accent" if is_current else "muted"))
    right = left - _GAP * type_.factor
    painter.drawText(QPointF(right - metrics.horizontalAdvance(words), baseline), words)
    count = column.findings.get(row.block.id, 0)
    if count:
        painter.setPen(theme.colour("request"))
        told = "●" if is_slim else f"● {count}"
        painter.drawText(
            QPointF(right - metrics.horizontalAdvance(told), baseline + metrics.lineSpacing()), told
        )
    if (sign := column.linked.get(row.block.id)) and not is_slim:
        is_news = sign not in QUIET
        painter.setPen(theme.colour("link" if is_news else "muted"))
        below = baseline + metrics.lineSpacing() * (2 if count else 1)
        elided = metrics.elidedText(_(sign), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(right - metrics.horizontalAdvance(elided), below), elided)


def kind_words(block: Block) -> str:
    """Return what the gutter calls a block: its kind, and its level where it has one."""
    level = getattr(block, "level", None)
    name = _(kind_of(block).label)
    return f"{name} {level}" if level else name


def _own_words(painter: QPainter, type_: Typography, row: Row, baseline: float) -> None:
    style = row.line.look.style
    painter.setFont(type_.gutter_font() if row.line.look.is_rule else type_.font(style))
    painter.setPen(theme.colour("muted"))
    metrics = painter.fontMetrics()
    if row.line.look.is_rule:
        y = row.top + row.height / 2
        wide = metrics.horizontalAdvance(row.line.look.words) + 24
        middle = row.left + row.width / 2
        painter.setPen(QPen(theme.colour("field_line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(row.left, y), QPointF(middle - wide / 2, y))
        painter.drawLine(QPointF(middle + wide / 2, y), QPointF(row.left + row.width, y))
        painter.setPen(theme.colour("muted"))
        whole = QRectF(row.left, row.top, row.width, row.height)
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, row.line.look.words)
        return
    for i, words in enumerate(row.line.look.words.split("\n")):
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, row.width)
        painter.drawText(QPointF(row.left, baseline + i * type_.px(style.leading)), shown)


def _panel(painter: QPainter, column: Column, row: Row) -> None:
    """Close the frame of the block around its controls; without one they stand by themselves."""
    if not any(_is_own(frame, row) for frame in column.placing.arrangement.frames):
        return
    whole = QRectF(row.left, row.top, row.width, row.height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(whole)


def _focus(painter: QPainter, column: Column, type_: Typography) -> None:
    """Ring the frame of the block that has the keyboard, or draw a bar beside its text."""
    row = column.current
    if row is None or row.widget is None or row.widget is not QApplication.focusWidget():
        return
    frame = next((one for one in column.placing.arrangement.frames if _is_own(one, row)), None)
    painter.setPen(QPen(theme.colour("focus"), 2 * type_.factor))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if frame:
        painter.drawRect(QRectF(frame.left, frame.top, frame.width, frame.height))
    elif not row.line.where.field:
        painter.drawRect(QRectF(row.left - 6, row.top - 2, row.width + 12, row.height + 4))
    else:
        x = column.placing.sides()[0] - 8 * type_.factor
        painter.drawLine(QPointF(x, row.top + 2), QPointF(x, row.top + row.height - 2))


def _is_own(frame: Frame, row: Row) -> bool:
    """Return whether a frame is that of the block itself; its key ends in the number of its box."""
    block, _colon, number = frame.box.key.rpartition(":")
    return block == row.block.id and number.isdigit()
