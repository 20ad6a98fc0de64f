"""A list to choose from by typing: commands, kinds of blocks, places, whatever else is supplied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyledItemDelegate, QWidget

from composer.app.matching import matching
from composer.i18n import _
from composer.ui import theme
from composer.ui.filled_list import FilledList
from composer.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

# How many rows are seen at once.
ROWS = 9
CHOICE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Choice(NamedTuple):
    """One thing to choose: what it is called, what it does, what stands at the end of its line.

    `words` are what else it is found by. One that is not `enabled` is shown and does nothing.
    """

    label: str
    act: Callable[[], object]
    detail: str = ""
    icon: str = ""
    words: str = ""
    enabled: bool = True


# Gives what can be chosen for what was typed so far; it may filter by itself, with `fitting` or otherwise.
Supplier = Callable[[str], Sequence[Choice]]


def fitting(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the choices that hold what was typed, the nearest first."""
    return matching(typed, choices, lambda choice: (choice.label, f"{choice.words} {choice.detail}"))


class ChoiceList(FilledList):
    """Shows choices while the keyboard stays where one types; `chosen` tells the choice of a click."""

    chosen = Signal(object)  # Choice

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to choose."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.itemClicked.connect(self._clicked)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these choices and stand at the first that can be chosen."""
        self.hold(len(choices))
        for row, choice in enumerate(choices):
            item = self.item(row)
            item.setData(CHOICE, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(choice))
        first = next((row for row, choice in enumerate(choices) if choice.enabled), 0 if choices else -1)
        self.setCurrentRow(first)
        self.scrollToTop()

    def current(self) -> Choice | None:
        """Return the choice that Enter takes, None when there is none."""
        item = self.currentItem()
        choice: Choice | None = item.data(CHOICE) if item else None
        return choice if choice and choice.enabled else None

    def step(self, by: int) -> None:
        """Go some rows up (negative) or down, round at the ends when it is one, and say what is there."""
        if not self.count():
            return
        row = self.currentRow() + by
        self.setCurrentRow(row % self.count() if abs(by) == 1 else max(0, min(self.count() - 1, row)))
        self.say_current()

    def say_current(self) -> None:
        """Say the current choice to those who do not see it."""
        item = self.currentItem()
        if item is not None:
            words = str(item.data(Qt.ItemDataRole.AccessibleTextRole))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def wanted_height(self) -> int:
        """Return the height for what there is, up to a number of rows."""
        return self.height_of(ROWS)

    def _clicked(self, item: QListWidgetItem) -> None:
        choice: Choice = item.data(CHOICE)
        if choice.enabled:
            self.chosen.emit(choice)


def spoken(choice: Choice) -> str:
    """Return a choice in words."""
    parts = (choice.label, choice.detail, "" if choice.enabled else _("not available now"))
    return ", ".join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    """Paints a choice in a line: sign, name, and what stands at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of a line, at least what a finger or a mouse needs."""
        return QSize(theme.px(100), max(theme.px(28), QFontMetrics(option.font).height() + theme.px(10)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one choice."""
        choice: Choice = index.data(CHOICE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("current"))
            painter.fillRect(rect.x(), rect.y(), theme.px(3), rect.height(), theme.colour("focus"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        side, space = theme.px(16), theme.px(10)
        at = rect.x() + space
        if choice.icon:
            place = QRect(at, rect.y() + (rect.height() - side) // 2, side, side)
            icon(choice.icon, "muted" if choice.enabled else "disabled").paint(painter, place)
        room = rect.adjusted(space * 2 + side, 0, -space, 0)
        metrics = QFontMetrics(option.font)
        detail = metrics.elidedText(choice.detail, Qt.TextElideMode.ElideRight, room.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.setPen(theme.colour("muted" if choice.enabled else "disabled"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, detail)
        room.setRight(room.right() - metrics.horizontalAdvance(detail) - (space if detail else 0))
        painter.setPen(theme.colour("text" if choice.enabled else "disabled"))
        label = metrics.elidedText(choice.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, label)
        painter.restore()
