"""The menu of the libraries: which folders are searched and in which order, and what in them was left out.

What is taken from the list stays on the disk as it is; nothing here deletes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from composer.errors import ComposerError
from composer.i18n import N_, _
from composer.ui.icons import icon
from composer.ui.messages import tell

if TYPE_CHECKING:
    from composer.app.librarian import Place
    from composer.ui.library_desk import LibraryDesk


class LibraryFolders(QObject):
    """Fills the menu of a pane, and does what is chosen there."""

    def __init__(self, desk: LibraryDesk) -> None:
        """Serve the pane of a desk."""
        super().__init__(desk)
        self._desk = desk
        self._pane = desk.panes.library
        self._pane.menu.aboutToShow.connect(self.fill)
        self._pane.again_requested.connect(self.choose_again)
        self._pane.removal_requested.connect(self.remove)

    # ---- the menu

    def fill(self) -> None:
        """Say which libraries there are, each with what can be done with it."""
        from composer.app.shelf import left_out

        menu = self._pane.menu
        menu.clear()
        _add(menu, _("Add a library folder…"), self.add)
        _add(menu, _("Look again"), self._pane.look)
        menu.addSeparator()
        count = Counter(one.name for one in self._pane.places)
        for place in self._pane.places:
            self._fill_one(menu.addMenu(_called(place, is_alone=count[place.name] == 1)), place)
        if left_out(self._pane.skipped):
            menu.addSeparator()
            _add(menu, _("What was left out…"), self.show_left_out)

    def _fill_one(self, menu: QMenu, place: Place) -> None:
        if not place.may_write:
            menu.setIcon(icon("lock" if place.is_there else "circle-alert", "muted"))
        where = menu.addAction(place.place.replace("&", "&&"))
        where.setEnabled(False)
        menu.addSeparator()
        filters = self._pane.filters.filters
        only = _add(menu, _("Search only here"), lambda: self._search_only(place.place))
        only.setCheckable(True)
        only.setChecked(filters.libraries == (place.place,))
        if not place.is_chosen:
            return
        chosen = self._chosen()
        at = chosen.index(place.place) if place.place in chosen else 0
        earlier = _add(menu, _("Search it earlier"), lambda: self._move(place.place, -1))
        earlier.setEnabled(at > 0)
        later = _add(menu, _("Search it later"), lambda: self._move(place.place, 1))
        later.setEnabled(at < len(chosen) - 1)
        menu.addSeparator()
        _add(menu, _("Choose its folder again…"), lambda: self.choose_again(place.place))
        _add(menu, _("Remove from the list"), lambda: self.remove(place.place))

    def show_menu(self) -> None:
        """Open the menu in the pane, for the keyboard."""
        self._desk.panes.show_library()
        self._pane.menu_button.showMenu()

    def _search_only(self, place: str) -> None:
        filters = self._pane.filters.filters
        libraries = () if filters.libraries == (place,) else (place,)
        self._pane.show_filters(filters._replace(libraries=libraries))

    def show_left_out(self) -> None:
        """Show all that could not be read."""
        from composer.ui.library_left_out import LeftOutWindow

        window = LeftOutWindow(self._desk.librarian.left_out(), self._desk.window)
        self._desk.keep_open(window)
        window.show()

    # ---- folders

    def _chosen(self) -> tuple[str, ...]:
        settings = self._desk.window.program.preferences.settings
        return tuple(str(Path(folder)) for folder in settings.libraries)

    def _become(self, libraries: tuple[str, ...]) -> None:
        program = self._desk.window.program
        program.keep(replace(program.preferences.settings, libraries=tuple(dict.fromkeys(libraries))))
        filters = self._pane.filters.filters
        self._pane.show_filters(filters._replace(libraries=()))
        self._pane.look()

    def add(self) -> None:
        """Ask for the folder of a library, and search it too from then on."""
        self._take(lambda folder: (*self._chosen(), folder))

    def choose_again(self, place: str) -> None:
        """Ask where a library is now; it keeps its place in the order."""
        self._take(lambda folder: tuple(folder if one == place else one for one in self._chosen()))

    def _take(self, listed: Callable[[str], tuple[str, ...]]) -> None:
        """Ask for a folder and keep what it makes of the list, unless it cannot be a library."""
        chosen = QFileDialog.getExistingDirectory(self._desk.window, _("Folder of a library"))
        if not chosen:
            return
        from composer.app.shelf import begin_library

        folder = Path(chosen)
        try:
            is_begun = begin_library(folder)
        except ComposerError as error:
            tell(self._desk.window, error)
            return
        self._become(listed(str(folder)))
        if is_begun:
            words = N_("A library is begun in “{name}”; whoever has this folder shares it.")
            self._say(words, folder.name)

    def use(self, folder: Path) -> None:
        """Search the library in a folder too from now on."""
        self._become((*self._chosen(), str(folder)))

    def remove(self, place: str) -> None:
        """Search a library no longer. Its folder stays as it is."""
        before = self._chosen()
        name = next((one.name for one in self._pane.places if one.place == place), Path(place).name)
        self._become(tuple(one for one in before if one != place))
        words = N_("“{name}” is no longer searched; its folder stays as it is.")
        self._say(words, name, (N_("Undo"), lambda: self._become(before)))

    def _move(self, place: str, by: int) -> None:
        folders = list(self._chosen())
        at = folders.index(place)
        folders.insert(max(0, at + by), folders.pop(at))
        self._become(tuple(folders))

    def _say(self, words: str, name: str, *choices: tuple[str, Callable[[], object]]) -> None:
        self._desk.panes.strip.say(
            lambda: _(words).format(name=name), *choices, sign="circle-check", purpose="success"
        )


def _called(place: Place, *, is_alone: bool) -> str:
    """Return the words of a library in the menu: its name, where it is when two have one, what it lacks."""
    name = place.name if is_alone else f"{place.name} ({Path(place.place).parent.name})"
    lacks = "" if place.may_write else _("only for reading") if place.is_there else _("not there")
    return (f"{name} – {lacks}" if lacks else name).replace("&", "&&")


def _add(menu: QMenu, words: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(words)
    action.triggered.connect(lambda _on=False: call())
    return action
