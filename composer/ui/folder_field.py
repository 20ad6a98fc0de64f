"""Folders in a form: one that is typed or chosen, or several in an order."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from composer.i18n import _
from composer.ui import theme
from composer.ui.controls import Line, PassesOn
from composer.ui.entries import Entry, EntryList
from composer.ui.icons import icon


def ask_for_folder(parent: QWidget, start: str) -> str:
    """Ask for a folder; empty when none is chosen."""
    return QFileDialog.getExistingDirectory(parent, _("Choose a folder"), start)


def _missing(folder: str) -> bool:
    return bool(folder) and not Path(folder).is_dir()


class Folder(PassesOn):
    """The path of a folder, typed or chosen; one that is not there is said, and kept: a share may be away."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a folder."""
        super().__init__(parent)
        self.line = Line(self)
        self.choose_button = QPushButton(icon("folder-open"), "", self)
        theme.dress(self.choose_button, "framed")
        self.choose_button.clicked.connect(self._choose)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.choose_button)
        self.pass_to(self.line)
        self.line.edited.connect(lambda words: self.edited.emit(str(words).strip()))
        self.retranslate()

    @property
    def problem(self) -> str:
        """Return that there is no such folder."""
        return _("There is no such folder now.") if _missing(self.line.text().strip()) else ""

    def show_value(self, value: object) -> None:
        """Show a path."""
        self.line.show_value(value)

    def retranslate(self) -> None:
        """Speak the program's language of now."""
        self._row.setSpacing(theme.px(6))
        self.choose_button.setText(" " + _("Choose…"))
        self.setAccessibleName(self.accessibleName())

    def setAccessibleName(self, name: str) -> None:
        """Take the name of the row, and give the button its share of it."""
        super().setAccessibleName(name)
        self.choose_button.setAccessibleName(f"{name}: {self.choose_button.text().strip()}")

    def _choose(self) -> None:
        if folder := ask_for_folder(self, self.line.text()):
            self.line.show_value(folder)
            self.edited.emit(folder)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange} and hasattr(self, "_row"):
            self.retranslate()


class Folders(PassesOn):
    """Folders in the order in which they are searched; the value is a tuple of their paths."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without folders."""
        super().__init__(parent)
        self._folders: tuple[str, ...] = ()
        self.list = EntryList(self, ordered=True)
        self.add_button, self.remove_button = QPushButton(icon("plus"), ""), QPushButton(icon("trash-2"), "")
        self._buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            theme.dress(button, "framed")
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.list)
        self._column.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.list.deleted.connect(lambda _key: self._remove())
        self.list.moved.connect(self._move)
        self.retranslate()
        self.show_value(())

    @property
    def problem(self) -> str:
        """Return which folders are not there."""
        missing = [folder for folder in self._folders if _missing(folder)]
        return _("Not there now: {folders}").format(folders=", ".join(missing)) if missing else ""

    def show_value(self, value: object) -> None:
        """Show paths."""
        self._folders = tuple(map(str, value)) if isinstance(value, tuple) else ()
        self.list.show_entries([Entry(str(i), folder) for i, folder in enumerate(self._folders)])
        self.list.setVisible(bool(self._folders))
        self.remove_button.setVisible(bool(self._folders))
        self.pass_to(self.list if self._folders else self.add_button)

    def retranslate(self) -> None:
        """Speak the program's language of now."""
        self._column.setSpacing(theme.px(6))
        self._buttons.setSpacing(theme.px(6))
        self.add_button.setText(" " + _("Add a folder…"))
        self.remove_button.setText(" " + _("Remove"))
        self.setAccessibleName(self.accessibleName())

    def setAccessibleName(self, name: str) -> None:
        """Take the name of the row, and give the list and the buttons their share of it."""
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)
        for button in (self.add_button, self.remove_button):
            button.setAccessibleName(f"{name}: {button.text().strip()}")

    def _tell(self, folders: tuple[str, ...]) -> None:
        self.show_value(folders)
        self.edited.emit(folders)

    def _add(self) -> None:
        folder = ask_for_folder(self, self._folders[-1] if self._folders else "")
        if folder and folder not in self._folders:
            self._tell((*self._folders, folder))
            self.list.setCurrentRow(len(self._folders) - 1)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._folders):
            self._tell((*self._folders[:row], *self._folders[row + 1 :]))

    def _move(self, start: int, end: int) -> None:
        folders = list(self._folders)
        folders.insert(end, folders.pop(start))
        self._tell(tuple(folders))
        self.list.setCurrentRow(end)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange} and hasattr(self, "_column"):
            self.retranslate()
