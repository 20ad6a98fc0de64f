"""Where a library block is used: the documents, their dates, to whom they went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from composer.app.used import Used
from composer.i18n import _, ngettext
from composer.ui import theme
from composer.ui.entries import Entry, EntryList
from composer.ui.library_card import day_words
from composer.ui.literal import literal


class UsedWindow(QDialog):
    """A list of documents; `file_chosen` has the path of the one to open."""

    file_chosen = Signal(object)

    def __init__(self, found: Sequence[Used], title: str, parent: QWidget | None = None) -> None:
        """Show documents, the latest first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Where it is used"))
        self.setMinimumSize(theme.px(420), theme.px(320))
        count = len(found)
        told = ngettext("“{title}” is in {count} document:", "“{title}” is in {count} documents:", count)
        nowhere = _("“{title}” is in no document that this program knows of.")
        self.told = QLabel((told if count else nowhere).format(title=title, count=count))
        self.told.setWordWrap(True)
        literal(self.told)
        self.entries = EntryList(self, grows=False)
        self.entries.setAccessibleName(_("Documents"))
        self.entries.show_entries([Entry(used.path, used.title, used_words(used)) for used in found])
        self.entries.chosen.connect(self._chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            theme.dress(button, "framed")
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.entries, 1)
        column.addWidget(buttons)

    def _chosen(self, path: str) -> None:
        self.file_chosen.emit(Path(path))
        self.accept()


def used_words(used: Used) -> str:
    """Return what is told of a document: its date, its addressees, whether it was sent."""
    sent = _("sent") if used.sent else ""
    return " · ".join(part for part in (day_words(used.date), ", ".join(used.addressees), sent) if part)
