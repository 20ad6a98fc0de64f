"""Links in the text: a small window for words and address, and the question before one is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.commands import Step
from composer.app.history import Caret, translated
from composer.app.links import Link, address_of, host_of, link_at, with_link
from composer.i18n import N_, _
from composer.model.edits import set_field
from composer.ui import theme

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas

WIDTH = 440
_CHIP = "\ufffc"


class LinkWindow(QDialog):
    """Asks for the address and the words of a link; `is_removed` says that it shall be none any more."""

    def __init__(self, parent: QWidget, link: Link) -> None:
        """Show a link, or what is selected and shall become one."""
        super().__init__(parent)
        self._link = link
        self.is_removed = False
        self.setWindowTitle(_("Link"))
        self.address, self.words = QLineEdit(link.address), QLineEdit(link.words.replace(_CHIP, "[…]"))
        self.address.setPlaceholderText("https://")
        self.words.setEnabled(not {_CHIP, "\n"} & set(link.words))
        self.wrong = QLabel(wordWrap=True)
        self.wrong.setForegroundRole(self.wrong.foregroundRole().BrightText)
        self.save, self.cancel, self.remove = (
            QPushButton(_("Save")),
            QPushButton(_("Cancel")),
            QPushButton(_("Remove link")),
        )
        self.remove.setVisible(bool(link.address))
        self.save.setDefault(True)
        self._lay_out()
        self.save.clicked.connect(lambda _checked=False: self._save())
        self.cancel.clicked.connect(lambda _checked=False: self.reject())
        self.remove.clicked.connect(lambda _checked=False: self._remove())
        self.address.textEdited.connect(lambda _words: self.wrong.clear())
        (self.address if link.words or not self.words.isEnabled() else self.words).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        space = theme.px(16)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(theme.px(4))
        for words, line in ((_("&Text"), self.words), (_("&Address"), self.address)):
            label = QLabel(words)
            label.setBuddy(line)
            line.setAccessibleName(words.replace("&", ""))
            line.setMinimumWidth(theme.px(WIDTH))
            theme.dress(line)
            column.addWidget(label)
            column.addWidget(line)
            column.addSpacing(theme.px(6))
        self.address.setAccessibleDescription(_hint())
        hint = QLabel(_hint(), wordWrap=True)
        hint.setForegroundRole(hint.foregroundRole().PlaceholderText)
        column.addWidget(hint)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        for button, look in ((self.remove, "framed"), (self.cancel, "framed"), (self.save, "primary")):
            theme.dress(button, look)
            button.setAutoDefault(button is self.save)
        column.addSpacing(theme.px(8))
        column.addLayout(row)

    def chosen(self) -> tuple[str, str]:
        """Return the words and the whole address, empty for none."""
        words = self.words.text().strip() if self.words.isEnabled() else self._link.words
        address = "" if self.is_removed else address_of(self.address.text())
        if words == self._link.words.strip():
            words = self._link.words  # spaces at the edges of what was selected stay
        return words or self.address.text().strip(), address

    def _save(self) -> None:
        if address_of(self.address.text()):
            self.accept()
            return
        self.wrong.setText(_("This is not a web address, an e-mail address or a telephone number."))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.wrong.text()))
        self.address.setFocus()
        self.address.selectAll()

    def _remove(self) -> None:
        self.is_removed = True
        self.accept()


def _hint() -> str:
    return _(
        "A web address, an e-mail address or a telephone number; https:, mailto: or tel: is added for you."
    )


class Links:
    """Sets, changes, removes and opens the link where the caret of a canvas is."""

    def __init__(self, canvas: Canvas) -> None:
        """Begin without a window."""
        self._canvas = canvas
        self.window: LinkWindow | None = None

    def edit(self) -> None:
        """Show the window for the link at the caret, or for what is selected."""
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None or edit is None:
            return
        edit.commit_composition()
        start, end = sorted(edit.offsets())
        text = row.text
        link = link_at(text, start, end)
        where = row.line.where
        made = self.window = LinkWindow(self._canvas, link)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def finished(result: int) -> None:
            self.window = None
            if result and row.text is text:  # else the text went on, as by a change from outside
                words, address = made.chosen()
                changed, offset = with_link(text, link, words, address)
                label = translated(N_("Set a link") if address else N_("Remove a link"))
                document = set_field(self._canvas.session.document, where.block, where.field, changed)
                self._canvas.do(Step(label, document, Caret(where.block, where.field, offset, offset)))
            self._canvas.setFocus()

        made.finished.connect(finished)
        made.open()

    def edit_here(self) -> bool:
        """Show the window for the link at the caret; return whether there is one."""
        row, edit = self._canvas.column.current, self._canvas.edit()
        link = link_at(row.text, *sorted(edit.offsets())) if row and edit else None
        if link is None or not link.address:
            return False
        self.edit()
        return True

    def open(self) -> None:
        """Ask whether the link at the caret may be opened, saying whom it leads to, and open it."""
        row, edit = self._canvas.column.current, self._canvas.edit()
        link = link_at(row.text, *sorted(edit.offsets())) if row and edit else None
        if link is None or not link.address:
            words = _("There is no link here.")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))
        elif ask_to_open(self._canvas, link.address):
            QDesktopServices.openUrl(QUrl(link.address))


def ask_to_open(parent: QWidget, address: str) -> bool:
    """Ask whether to leave the program for an address; its host is said apart, for it tells who that is."""
    host = host_of(address) or address
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Pleidooi",
        _("Open {host}?").format(host=host),
        parent=parent,
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(address if len(address) < 200 else f"{address[:200]}…")
    go = box.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(go)
    box.exec()
    return box.clickedButton() is go
