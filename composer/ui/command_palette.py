"""All commands by their names: typing filters, Enter does it; and the places of the document to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from composer.app.commands import numbers_of
from composer.app.fields import field_words, plain_words
from composer.blocks import kind_of
from composer.blocks.kind import texts_of
from composer.i18n import _, ngettext
from composer.ui import theme
from composer.ui.actions import COMMANDS
from composer.ui.card import Card
from composer.ui.choosing import Choice, ChoiceList, fitting

if TYPE_CHECKING:
    from composer.app.session import Session
    from composer.model.document import Where
    from composer.ui.panes import Panes
    from composer.ui.window import Window

WIDTH, HIGHEST = 580, 0.7
# How many places of the document are offered; who types more finds fewer.
PLACES = 30
LONGEST = 70
_PAGE = 8
_ICONS = {command.name: command.icon for command in COMMANDS}


class CommandPalette(Card):
    """Lies over the window until something is chosen, Esc is pressed or the keyboard goes elsewhere."""

    def __init__(self, window: Window) -> None:
        """Begin hidden."""
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self._commands: tuple[Choice, ...] = ()
        self._places: tuple[Choice, ...] = ()
        self.line = QLineEdit()
        self.list = ChoiceList(self)
        self.nothing = QLabel()
        theme.dress(self.line)
        theme.ground(self.list, "surface")
        self._column = QVBoxLayout(self)
        for part in (self.line, self.list, self.nothing):
            self._column.addWidget(part)
        self.line.textChanged.connect(lambda _words: self._show())
        self.line.installEventFilter(self)
        self.list.chosen.connect(self._choose)
        self.hide()

    def open(self) -> None:
        """Show all commands and take the keyboard."""
        self._before = QApplication.focusWidget()
        self.fill()
        self.retranslate()
        space = theme.px(8)
        self._column.setContentsMargins(space, space, space, space)
        self._column.setSpacing(theme.px(6))
        self.nothing.setContentsMargins(space, 0, space, space)
        self.line.clear()
        self._show()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fill(self) -> None:
        """Gather what there is to choose just now."""
        self._commands = tuple(commands_of(self._window))
        self._places = tuple(places_of(self._window.panes, self._window.session))

    def retranslate(self) -> None:
        """Say what there is to choose, in the language of now."""
        self.setAccessibleName(_("All commands"))
        self.line.setAccessibleName(_("Command or place"))
        self.line.setPlaceholderText(_("Type a command or a word of the document"))
        self.list.setAccessibleName(_("All commands"))
        self.nothing.setText(_("Nothing found"))

    def close_palette(self) -> None:
        """Hide and give the keyboard back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.window() is self._window:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- showing

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """Return the commands that hold what was typed, then the places that do."""
        places = fitting(typed, self._places)[:PLACES] if typed.strip() else ()
        return (*fitting(typed, self._commands), *places)

    def _show(self) -> None:
        found = self.choices(self.line.text())
        self.list.show_choices(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._place()
        if self.isVisible():
            count = len(found)
            words = ngettext("{count} choice", "{count} choices", count).format(count=count)
            first = self.list.currentItem()
            said = (
                f"{words}: {first.data(Qt.ItemDataRole.AccessibleTextRole)}" if first else self.nothing.text()
            )
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, said))

    def _place(self) -> None:
        """Lie under the menu bar in the middle, as high as what there is to choose from."""
        window = self._window
        width = min(theme.px(WIDTH), window.width() - 2 * theme.px(16))
        self.list.setFixedHeight(min(self.list.wanted_height(), round(window.height() * HIGHEST)))
        self._column.activate()
        self.setFixedSize(width, self._column.totalSizeHint().height())
        self.move((window.width() - width) // 2, window.menuBar().height() + theme.px(12))

    # ---- choosing

    def _choose(self, choice: Choice | None) -> None:
        if choice is not None:
            self.close_palette()
            choice.act()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Choose by the keys that a line of text has no use for."""
        if isinstance(event, QFocusEvent):
            if event.lostFocus() and event.reason() is not Qt.FocusReason.PopupFocusReason:
                self._before = None
                self.hide()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        steps = {keys.Key_Up: -1, keys.Key_Down: 1, keys.Key_PageUp: -_PAGE, keys.Key_PageDown: _PAGE}
        if event.key() in steps:
            self.list.step(steps[keys(event.key())])
        elif event.key() == keys.Key_Escape:
            self.close_palette()
        elif event.key() in {keys.Key_Return, keys.Key_Enter}:
            self._choose(self.list.current())
        else:
            return event.key() in {keys.Key_Tab, keys.Key_Backtab}
        return True


# ---- what there is to choose


def commands_of(window: Window) -> Iterator[Choice]:
    """Yield everything that the menus of a window hold, in their order, each with its menu and its keys."""
    for top in window.menuBar().actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from _in_menu(menu, (plain(top.text()),))


def _in_menu(menu: QMenu, path: tuple[str, ...]) -> Iterator[Choice]:
    if len(path) > 1:
        menu.aboutToShow.emit()  # what fills itself when it is opened
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _in_menu(inner, (*path, plain(action.text())))
        elif not action.isSeparator():
            yield _choice(action, path)


def _choice(action: QAction, path: Sequence[str]) -> Choice:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    label = ": ".join((*path[1:], plain(action.text())))
    checked = f"✓ {label}" if action.isCheckable() and action.isChecked() else label
    sign = _ICONS.get(action.objectName(), "")
    return Choice(checked, action.trigger, keys or path[0], sign, path[0], action.isEnabled())


def plain(label: str) -> str:
    """Return the words of a menu without what marks their keys."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def places_of(panes: Panes | None, session: Session | None) -> Iterator[Choice]:
    """Yield every block that says something: its first words, and what it is."""
    if panes is None or session is None:
        return
    document = session.document
    numbers = numbers_of(document, session.world)
    fields = field_words(document, session.world, document.language)
    for block in document.walk():
        said = " ".join(plain_words(text, fields) for _path, text in texts_of(block)).split()
        if said:
            words = " ".join(said)
            label = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
            kind = kind_of(block)
            name = f"{_(kind.label)} {numbers.get(block.id, '').rstrip('.')}".strip()
            yield Choice(label, _goes(panes, block.where()), name, kind.icon, words)


def _goes(panes: Panes, where: Where) -> Callable[[], None]:
    return lambda: panes.go_to(where, focus=True)
