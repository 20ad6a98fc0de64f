"""The window that says that the program itself is wrong, calmly: what became of the work, what to do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from composer import __version__
from composer.i18n import _
from composer.ui import theme
from composer.ui.icons import icon


class CrashWindow(QDialog):
    """What happened, what became of the work, what to do; the rest for who asks for it."""

    def __init__(
        self,
        details: str,
        *,
        is_safe: bool,
        log_file: Path | None = None,
        report: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_safe = is_safe
        self._log_file = log_file
        self._sign = QLabel()
        self._title = QLabel()
        self._what = QLabel()
        self._log = QLabel()
        self.details = QPlainTextEdit(f"{_versions()}\n\n{details}")
        self.show_details = QPushButton()
        self.copy = QPushButton()
        self.report = QPushButton()
        self.report.setVisible(report is not None)
        self.report.clicked.connect(lambda _checked=False: report(details) if report else None)
        self.close_it = QPushButton()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        for label in (self._title, self._what, self._log):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(theme.font_at(bold, 1.15))
        self.details.setReadOnly(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setTabChangesFocus(True)
        self.details.setMinimumHeight(theme.px(180))
        self.show_details.setCheckable(True)
        self.show_details.toggled.connect(self._toggle)
        self.copy.clicked.connect(self._copy)
        self.close_it.clicked.connect(self.accept)
        self.close_it.setDefault(True)
        theme.dress(self.show_details, "quiet")
        theme.dress(self.copy, "framed")
        theme.dress(self.report, "framed")
        theme.dress(self.close_it, "primary")
        self._place()
        self.details.hide()
        self._log.hide()
        self.setMinimumWidth(theme.px(480))
        self.close_it.setFocus()

    def _place(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.show_details)
        buttons.addStretch()
        buttons.addWidget(self.report)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.close_it)
        words = QVBoxLayout()
        words.setSpacing(theme.px(8))
        for part in (self._title, self._what):
            words.addWidget(part)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(theme.px(16))
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(24),) * 4)
        whole.setSpacing(theme.px(16))
        whole.addLayout(top)
        whole.addWidget(self.details, 1)
        whole.addWidget(self._log)
        whole.addLayout(buttons)
        self._draw_icons()

    def _draw_icons(self) -> None:
        side = theme.px(24)
        self._sign.setPixmap(
            icon("circle-alert", "warning").pixmap(QSize(side, side), self.devicePixelRatioF())
        )
        arrow = "chevron-down" if self.show_details.isChecked() else "chevron-right"
        self.show_details.setIcon(icon(arrow, "muted"))
        self.copy.setIcon(icon("copy"))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Pleidooi: an error in the program"))
        self._title.setText(_("Something went wrong in Pleidooi"))
        whose = _("You did nothing wrong: this is an error in the program.")
        self._what.setText(f"{whose} {self._advice()}")
        self._log.setText(
            _("This is also in the log: {file}").format(file=self._log_file) if self._log_file else ""
        )
        self.show_details.setText(_("Details"))
        self.copy.setText(_("Copy details"))
        self.report.setText(_("Report…"))
        self.close_it.setText(_("Continue"))
        self.details.setAccessibleName(_("Details of the error"))
        self._sign.setAccessibleName(_("Warning"))
        self.setAccessibleDescription(self._what.text())

    def _advice(self) -> str:
        if self._is_safe:
            return _(
                "What you wrote has been kept. You can go on; if something looks odd, save your document, "
                "close Pleidooi and open it again."
            )
        return _(
            "What you wrote last could not be kept. Save your document now under another name, "
            "then close Pleidooi and open it again."
        )

    def _toggle(self, is_open: bool) -> None:  # noqa: FBT001  a slot
        self.details.setVisible(is_open)
        self._log.setVisible(is_open and bool(self._log_file))
        self._draw_icons()
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language or colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()


def _versions() -> str:
    import platform

    return (
        f"Pleidooi {__version__} · Python {platform.python_version()} · Qt {qVersion()} · "
        f"{platform.system()} {platform.release()}"
    )
