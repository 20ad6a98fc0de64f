"""What happens when the program itself is wrong: the work is kept, a log entry written, one window says so.

It must never let the program die, never open a second window over the first, and never log text of a document
beyond what the lines of a traceback hold.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import StackSummary, TracebackException
from types import TracebackType

from PySide6.QtCore import QEvent, QSize, Qt, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
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
from composer.ui.gui_thread import post
from composer.ui.icons import icon

LOG_SIZE, OLD_LOGS = 500_000, 3
# A message of an exception may quote what it met: enough to know it by, too little to hold a text.
MESSAGE_IN_LOG = 120

_log = logging.getLogger("composer")


def log_folder() -> Path:
    """Return the folder of the user's logs; it need not be there."""
    from platformdirs import user_log_path

    return user_log_path("pleidooi", appauthor=False)


def start_log(folder: Path | None = None) -> Path | None:
    """Write what is logged to a file that cannot grow for ever; return it, or None when there can be none."""
    from logging.handlers import RotatingFileHandler

    file = (folder or log_folder()) / "pleidooi.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LOG_SIZE, backupCount=OLD_LOGS, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    return file


def _nothing_to_keep() -> bool:
    """Say that all work is safe, because there is none."""
    return True


class Crash:
    """Takes over from Python what nobody caught, until `restore`.

    `keep_work` writes what is unsaved where the program finds it again, and says whether that went well; it
    is called in the thread of the window, before anything is shown.
    """

    def __init__(
        self, keep_work: Callable[[], bool] = _nothing_to_keep, log_file: Path | None = None
    ) -> None:
        self.keep_work = keep_work
        self.window: CrashWindow | None = None
        self._log_file = log_file
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def log_to(self, file: Path | None) -> None:
        """Tell the user of this log from now on."""
        self._log_file = file

    def install(self) -> None:
        """Begin to hear of every exception that nobody caught."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable

    def restore(self) -> None:
        """Give back what was there before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None
    ) -> None:
        """Log an exception and tell of it, from any thread; a wish to stop is obeyed."""
        if not issubclass(kind, Exception):
            if issubclass(kind, KeyboardInterrupt) and QApplication.instance():
                post(QApplication.quit)
            return
        told = TracebackException(kind, error, trace or error.__traceback__)
        _log.error("%s", _for_log(told))
        sys.__excepthook__(kind, error, trace)
        details = "".join(told.format())
        if threading.current_thread() is threading.main_thread():
            self._tell(details)
        else:
            post(lambda: self._tell(details))

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _unraisable(self, arguments: "sys.UnraisableHookArgs") -> None:
        """Log what went wrong where nothing the user does depends on it, as in `__del__`."""
        if arguments.exc_value is not None:
            told = TracebackException(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
            _log.warning("unraisable: %s", _for_log(told))

    def _tell(self, details: str) -> None:
        """Keep the work and open the window, unless it is open."""
        if self.window is not None or QApplication.instance() is None:
            return
        self.window = CrashWindow(details, is_safe=self._is_safe(), log_file=self._log_file)
        self.window.finished.connect(self._closed)
        self.window.show()
        self.window.activateWindow()

    def _is_safe(self) -> bool:
        try:
            return self.keep_work()
        except Exception as error:  # noqa: BLE001  here the last exception there can be ends: in a sentence
            _log.error("the work was not kept: %s", _for_log(TracebackException.from_exception(error)))
            return False

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self.window = None


def _for_log(told: TracebackException) -> str:
    """Return a traceback without the values it met, and little of its message."""
    lines = []
    link: TracebackException | None = told
    while link is not None:
        message = " ".join("".join(link.format_exception_only()).split())
        cut = "…" if len(message) > MESSAGE_IN_LOG else ""
        lines.append(f"{message[:MESSAGE_IN_LOG]}{cut}\n{_places(link.stack)}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "because of ".join(lines).rstrip()


def _places(stack: StackSummary) -> str:
    return "".join(
        f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}: {frame.line}\n"  # noqa: PTH119
        for frame in stack
    )


class CrashWindow(QDialog):
    """One calm window: what happened, what became of the work, what to do; the rest for who asks for it."""

    def __init__(
        self, details: str, *, is_safe: bool, log_file: Path | None = None, parent: QWidget | None = None
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
