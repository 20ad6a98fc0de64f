"""The settings of the program in a window of their own: what is chosen holds at once, for all windows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from composer.app.settings import ENTRIES, Entry, Settings
from composer.i18n import _, spoken
from composer.ui import theme
from composer.ui.form import Form, Row
from composer.ui.screens import fit_to_screen
from composer.ui.sheet import Heading, Page

if TYPE_CHECKING:
    from composer.ui.program import Program

SIZE = (520, 640)


class SettingsWindow(QDialog):
    """A form of every setting, in parts; it never waits for an answer, and Escape closes it."""

    def __init__(self, program: Program) -> None:
        """Show the settings as they are now."""
        super().__init__(None, Qt.WindowType.Window)
        self._program = program
        self._page = Page(self)
        self._parts = [(part, tuple(entries)) for part, entries in groupby(ENTRIES, lambda one: one.part)]
        self.headings = [Heading() for _part in self._parts]
        self.forms = [Form() for _part in self._parts]
        for heading, form in zip(self.headings, self.forms, strict=True):
            self._page.column.addWidget(heading)
            self._page.column.addWidget(form)
            form.edited.connect(program.choose)
        self.close_button = QPushButton()
        theme.dress(self.close_button, "framed")
        self.close_button.clicked.connect(self.close)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        column.addLayout(self._buttons)
        theme.ground(self, "panel")
        for bar in (self._page.verticalScrollBar(), self._page.horizontalScrollBar()):
            theme.dress(bar)
        self._measure()
        self.retranslate()
        self._unsubscribe = program.preferences.subscribe(self._changed)
        self.destroyed.connect(self._unsubscribe)

    def show_over(self, near: QWidget) -> None:
        """Show the window over another one, with the keyboard in its first row."""
        if not self.isVisible():
            fit_to_screen(self, SIZE)
            self.move(near.frameGeometry().center() - self.rect().center())
        self.show()
        self.raise_()
        self.activateWindow()
        self.forms[0].focus(ENTRIES[0].key)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Settings"))
        self.close_button.setText(_("Close"))
        for heading, form, (part, entries) in zip(self.headings, self.forms, self._parts, strict=True):
            heading.setText(_(part))
            form.setAccessibleName(_(part))
            form.set_language(spoken())
            form.set_rows([_row(entry, self._program.preferences.settings) for entry in entries])

    def _changed(self, settings: Settings) -> None:
        """Show what was chosen elsewhere; what is typed here stays as it is typed."""
        for form, (_part, entries) in zip(self.forms, self._parts, strict=True):
            typed = next((e.key for e in entries if e.type == "text" and _has_keyboard(form, e.key)), "")
            form.set_values({entry.key: _value(entry, settings) for entry in entries}, typed=typed)

    def _measure(self) -> None:
        side = theme.px(12)
        self._buttons.setContentsMargins(side, side, side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and hasattr(self, "forms"):
            self.retranslate()
        elif event.type() is QEvent.Type.FontChange and hasattr(self, "_buttons"):
            self._measure()


def _has_keyboard(form: Form, key: str) -> bool:
    control = form.control(key)
    return (control.focusProxy() or control).hasFocus()


def _value(entry: Entry, settings: Settings) -> object:
    value: object = getattr(settings, entry.key)
    return str(value) if entry.choices else value


def _row(entry: Entry, settings: Settings) -> Row:
    choices = tuple((key, _(words)) for key, words in entry.choices)
    hint = _(entry.hint) if entry.hint else ""
    return Row(entry.key, _(entry.label), entry.type, _value(entry, settings), choices, hint)
