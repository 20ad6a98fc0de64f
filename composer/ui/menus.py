"""The menus that are filled when they open: recent documents, kinds of blocks, the choices of a setting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from composer.app.settings import IN_MENUS
from composer.errors import seen
from composer.i18n import _
from composer.ui.actions import SETTINGS_IN_MENUS
from composer.ui.fields_menu import FieldsMenu
from composer.ui.house_menu import HouseMenu
from composer.ui.icons import icon

if TYPE_CHECKING:
    from composer.app.settings import Entry
    from composer.ui.window import Window


class RecentMenu(QMenu):
    """Offers the documents that were open lately, the newest first."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.aboutToShow.connect(self._fill)

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_("Open &recent"))

    def _fill(self) -> None:
        self.clear()
        program = self._window.program
        for name in program.preferences.settings.recent:
            path = Path(name)
            action = self.addAction(seen(f"{path.name}  –  {path.parent}").replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, path=path: program.open_file(path, self._window))
        if self.isEmpty():
            self.addAction(_("No documents yet")).setEnabled(False)


class KindsMenu(QMenu):
    """Offers the kinds of blocks that may follow the one with the caret."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.aboutToShow.connect(self._fill)

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_("&Block"))

    def _fill(self) -> None:
        self.clear()
        canvas = self._window.canvas
        if canvas is None:
            return
        from composer.app.offering import kinds_offered

        session = canvas.session
        for kind in kinds_offered(session.document, session.world.template, canvas.current_block()):
            action = self.addAction(icon(kind.icon), _(kind.label))
            action.triggered.connect(lambda _checked=False, name=kind.name: self._add(name))

    def _add(self, kind: str) -> None:
        if canvas := self._window.canvas:
            canvas.blocks.add(kind)
            canvas.setFocus()


class ChoiceMenu(QMenu):
    """Offers the choices of one setting, that of now checked."""

    def __init__(self, entry: Entry, window: Window) -> None:
        super().__init__(window)
        self._entry = entry
        self._program = window.program
        self.aboutToShow.connect(self._fill)

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_(SETTINGS_IN_MENUS.get(self._entry.key, self._entry.label)))

    def _fill(self) -> None:
        self.clear()
        key = self._entry.key
        group = QActionGroup(self)
        now = str(getattr(self._program.preferences.settings, key))
        for value, label in self._entry.choices:
            action = self.addAction(_(label))
            action.setCheckable(True)
            action.setChecked(value == now)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: self._program.choose(key, value))


class Menus:
    """These menus of one window, by the names that the table of commands gives them."""

    def __init__(self, window: Window) -> None:
        self.recent, self.kinds = RecentMenu(window), KindsMenu(window)
        self.house, self.fields = HouseMenu(lambda: window.session, window), FieldsMenu(window)
        choices = {entry.key: ChoiceMenu(entry, window) for entry in IN_MENUS}
        self.named: dict[str, RecentMenu | KindsMenu | HouseMenu | FieldsMenu | ChoiceMenu] = {
            "recent": self.recent,
            "add-block": self.kinds,
            "house": self.house,
            "insert-field": self.fields,
            **choices,
        }

    def enable(self, *, has_document: bool) -> None:
        """Let be opened what needs a document, or not."""
        for menu in (self.kinds, self.house, self.fields):
            menu.setEnabled(has_document)

    def retranslate(self) -> None:
        """Say their names in the language of now."""
        for menu in self.named.values():
            menu.retranslate()
