"""The list of findings: how much each matters, what it says, what helps, and where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QStyledItemDelegate,
    QWidget,
)

from composer.i18n import _
from composer.model.finding import Finding, Severity
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.literal import literal_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from composer.app.preview import Rendered

# For each severity the icon and the colour of its word; the word itself says it to everyone.
SIGNS = {
    Severity.ERROR: ("circle-alert", "error"),
    Severity.WARNING: ("triangle-alert", "warning"),
    Severity.NOTE: ("info", "muted"),
}
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

FINDING, PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
# A sentence narrower than this would be a column of single words.
ROOM = 160
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

Index = QModelIndex | QPersistentModelIndex


def severity_words(severity: Severity) -> str:
    """Return the word for a severity as a sentence begins with it."""
    words = _(severity.value)
    return words[:1].upper() + words[1:]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, errors first; those of one severity as they stand in the document."""
    return sorted(findings, key=lambda finding: ORDER.index(finding.severity))


class FindingsPane(QWidget):
    """Shows the findings of what was laid out last; Enter or a double click asks to go there."""

    chosen = Signal(object)  # Where

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendered: Rendered | None = None
        self.list = _List()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.itemActivated.connect(self._activated)
        self.empty = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(self.empty.foregroundRole().PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.retranslate()

    def show_findings(self, rendered: Rendered) -> None:
        """Show what there is to tell about a document; what was selected stays so while it is found."""
        before = self._rendered
        self._rendered = rendered
        if before is None or before.findings != rendered.findings or before.document != rendered.document:
            self._fill()

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        self.setAccessibleName(_("Findings"))
        self.list.setAccessibleName(_("Findings"))
        self.list.setAccessibleDescription(_("Enter goes to the place in the text."))
        self.empty.setText(_("Nothing to report"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self) -> None:
        words = _with_places(self._rendered) if self._rendered else []
        selected = self.list.currentItem()
        chosen: Finding | None = selected.data(FINDING) if selected else None
        while self.list.count() > len(words):
            self.list.takeItem(self.list.count() - 1)
        for row, (finding, place) in enumerate(words):
            if row < self.list.count():
                _dress_item(self.list.item(row), finding, place)
            else:  # what comes into the list is measured at once
                item = QListWidgetItem()
                _dress_item(item, finding, place)
                self.list.addItem(item)
        still = next((row for row, (finding, _place) in enumerate(words) if finding == chosen), None)
        if still is not None:
            self.list.setCurrentRow(still)
        if self.list.hasFocus():
            self.list.show_current()
        self.list.scheduleDelayedItemsLayout()
        self._stack.setCurrentWidget(self.list if words else self.empty)

    def _activated(self, item: QListWidgetItem) -> None:
        finding: Finding = item.data(FINDING)
        self.chosen.emit(finding.at)


def _with_places(rendered: Rendered) -> list[tuple[Finding, str]]:
    from composer.app.preview import place_in_words

    return [(finding, place_in_words(rendered, finding.at)) for finding in in_order(rendered.findings)]


def _dress_item(item: QListWidgetItem, finding: Finding, place: str) -> None:
    item.setData(FINDING, finding)
    item.setData(PLACE, place)
    spoken = f"{severity_words(finding.severity)}: {finding.sentence}"
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole, " ".join(part for part in (spoken, finding.advice, place) if part)
    )
    item.setToolTip(literal_tip(finding.advice))


class _List(QListWidget):
    """A list whose rows are as high as their sentences need at its width."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_current()

    def show_current(self) -> None:
        """Select a row when none is, so that it can be seen where the keyboard is."""
        if self.count() and not self.selectedItems():
            self.item(max(0, self.currentRow())).setSelected(True)
            self.setCurrentRow(max(0, self.currentRow()))


class _Delegate(QStyledItemDelegate):
    """Paints a finding: sign, word and sentence; below it the hint, and where it is."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room a finding needs at the width of the list."""
        width = self._view.viewport().width()
        word, sentence, below = self._boxes(QRect(0, 0, width, 0), option.font, index)
        return QSize(width, max(word.bottom(), sentence.bottom(), below.bottom()) + theme.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a finding."""
        from PySide6.QtWidgets import QStyle  # not for the first paint, which has no findings yet

        finding, place = index.data(FINDING), index.data(PLACE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        if selected:
            painter.fillRect(rect, theme.colour("current"))
        if selected and self._view.hasFocus():
            painter.fillRect(rect.x(), rect.y(), theme.px(3), rect.height(), theme.colour("focus"))
        word, sentence, below = self._boxes(rect, font, index)
        sign, purpose = SIGNS[finding.severity]
        side = theme.px(16)
        icon(sign, purpose).paint(
            painter, QRect(rect.x() + theme.px(12), word.y() + (word.height() - side) // 2, side, side)
        )
        painter.setFont(_bold(font))
        painter.setPen(theme.colour(purpose))
        painter.drawText(word, WRAP, severity_words(finding.severity))
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(sentence, WRAP, finding.sentence)
        painter.setPen(theme.colour("muted"))
        painter.drawText(below, WRAP, _below(finding, place))
        painter.restore()

    def _boxes(self, rect: QRect, font: QFont, index: Index) -> tuple[QRect, QRect, QRect]:
        """Return where the word, the sentence and what stands below it are."""
        finding, place = index.data(FINDING), index.data(PLACE)
        metrics, bold = QFontMetrics(font), QFontMetrics(_bold(font))
        left, top = rect.x() + theme.px(36), rect.y() + theme.px(8)
        column = max(bold.horizontalAdvance(severity_words(severity)) for severity in ORDER) + theme.px(12)
        word = QRect(left, top, column, bold.height())
        room = rect.width() - (left - rect.x()) - column - theme.px(12)
        if room < theme.px(ROOM):  # the sentence stands below its word
            column, room = 0, max(theme.px(60), rect.right() - left - theme.px(12))
            top = word.bottom() + 1
        sentence = metrics.boundingRect(QRect(left + column, top, room, 10_000), WRAP, finding.sentence)
        words = _below(finding, place)
        below = QRect(sentence.x(), sentence.bottom() + 1, room, 0)
        if words:
            below = metrics.boundingRect(QRect(below.x(), below.y(), room, 10_000), WRAP, words)
        return word, sentence.adjusted(0, 0, 2, 0), below.adjusted(0, 0, 2, 0)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _below(finding: Finding, place: str) -> str:
    return " — ".join(part for part in (place, finding.advice) if part)
