"""A report of a problem: the user reads all of it, changes it at will, and saves it; nothing is sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.report import save_report
from composer.errors import ComposerError
from composer.i18n import _
from composer.ui import theme
from composer.ui.messages import tell
from composer.ui.screens import fit_to_screen
from composer.ui.sides import heading

NAME = "pleidooi-report.txt"


class ReportWindow(QDialog):
    """Shows a report as it is saved."""

    def __init__(
        self,
        text: str,
        folder: Path,
        log: Path | None = None,
        parent: QWidget | None = None,
        *,
        quotes: bool = False,
    ) -> None:
        """Show a text; it is saved in a file of `folder` unless another one is chosen.

        `quotes` tells that it has the details of an error.
        """
        super().__init__(parent)
        self._folder, self._log = folder, log
        self.text = QPlainTextEdit(text)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The report"))
        theme.dress(self.text.verticalScrollBar())
        self.save_button, self.copy_button = QPushButton(_("Save…")), QPushButton(_("Copy"))
        self.folder_button, self.close_button = QPushButton(_("Open log folder")), QPushButton(_("Close"))
        acts = (
            (self.save_button, self.save, "primary"),
            (self.copy_button, self._copy, "framed"),
            (self.folder_button, lambda: open_folder(log), "framed"),
            (self.close_button, self.reject, "framed"),
        )
        for button, act, look in acts:
            button.clicked.connect(lambda _checked=False, act=act: act())
            theme.dress(button, look)
        self.save_button.setDefault(True)
        self.folder_button.setEnabled(log is not None)
        self.setWindowTitle(_("Report a problem"))
        what = (
            _("This is all there is to send. It may hold words of your document that the error quotes.")
            if quotes
            else _("This is all there is to send: no word of your documents, no name, no folder.")
        )
        what += " " + _("Read it, add what happened, save it, and send it yourself.")
        self.setAccessibleDescription(what)
        self._place(what)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, what: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for button in (self.save_button, self.copy_button, self.folder_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(20),) * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(heading(_("Report a problem"), 1.15))
        whole.addWidget(QLabel(what, wordWrap=True))
        whole.addWidget(self.text, 1)
        whole.addLayout(buttons)
        fit_to_screen(self, (760, 560))

    def save(self) -> None:
        """Ask for a file and save the report as it stands."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the report"), str(self._folder / NAME), _("Text (*.txt)")
        )
        if not name:
            return
        try:
            save_report(Path(name), self.text.toPlainText())
        except ComposerError as error:
            tell(self, error)
            return
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def open_folder(log: Path | None) -> None:
    """Show the folder of the log, where there is one."""
    if log is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.parent)))
