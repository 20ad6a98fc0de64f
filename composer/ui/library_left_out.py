"""What in the libraries could not be read: each file, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from composer.i18n import _, ngettext
from composer.ui import theme
from composer.ui.entries import Entry, EntryList
from composer.ui.literal import literal

if TYPE_CHECKING:
    from composer.app.librarian import LeftOut


class LeftOutWindow(QDialog):
    """A list of files; all of it can be copied, for whoever looks after the folder."""

    def __init__(self, found: Sequence[LeftOut], parent: QWidget | None = None) -> None:
        """Show what was skipped."""
        super().__init__(parent)
        self._found = tuple(found)
        self.setWindowTitle(_("What was left out"))
        self.resize(theme.px(620), theme.px(420))
        count = len(self._found)
        told = ngettext(
            "{count} file cannot be read. All others are searched; nothing was changed or deleted.",
            "{count} files cannot be read. All others are searched; nothing was changed or deleted.",
            count,
        )
        self.told = QLabel(told.format(count=count))
        self.told.setWordWrap(True)
        literal(self.told)
        self.entries = EntryList(self, grows=False)
        self.entries.setAccessibleName(_("What was left out"))
        self.entries.show_entries([Entry(str(at), *_words(one)) for at, one in enumerate(self._found)])
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        literal(self.detail)
        self.entries.currentRowChanged.connect(self._show_detail)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(_("Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            theme.dress(button, "framed")
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.entries, 1)
        column.addWidget(self.detail)
        column.addWidget(buttons)
        self.entries.setCurrentRow(0)
        self._show_detail(0)
        QWidget.setTabOrder(self.entries, self.copy_button)
        QWidget.setTabOrder(self.copy_button, buttons.button(QDialogButtonBox.StandardButton.Close))

    def _show_detail(self, row: int) -> None:
        """Say of one file all there is to say; a row has room for the beginning."""
        self.detail.setText("\n".join(_words(self._found[row])) if 0 <= row < len(self._found) else "")

    def copy(self) -> None:
        """Put the list on the clipboard, a line each."""
        lines = ("\t".join(_words(one)) for one in self._found)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _words(one: LeftOut) -> tuple[str, str]:
    """Return a file with its library, and what is wrong with it."""
    return f"{one.library}: {one.place}", f"{one.reason}; {one.hint}" if one.hint else one.reason
