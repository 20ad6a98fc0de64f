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
        self._found = {used.path or f"\0{at}": used for at, used in enumerate(found)}
        self.entries.show_entries(
            [
                Entry(key, used.title, used_words(used), muted=not used.path)
                for key, used in self._found.items()
            ]
        )
        self.entries.chosen.connect(self._chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            theme.dress(button, "framed")
        column = QVBoxLayout(self)
        column.addWidget(self.told)
        column.addWidget(self.entries, 1)
        column.addWidget(buttons)

    def _chosen(self, key: str) -> None:
        used = self._found[key]
        if used.path:
            self.file_chosen.emit(Path(used.path))
            self.accept()
            return
        words = _("“{title}” is not on this machine; ask {author} for it.")
        self.told.setText(words.format(title=used.title, author=used.by or _("a colleague")))


def used_words(used: Used) -> str:
    """Return what is told of a document: its date, its addressees, whether it was sent."""
    sent = _("sent") if used.sent else ""
    whose = _("of {author}").format(author=used.by or _("a colleague")) if not used.path else ""
    parts = (day_words(used.date), ", ".join(used.addressees), sent, whose)
    return " · ".join(part for part in parts if part)
