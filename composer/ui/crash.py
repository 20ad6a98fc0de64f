"""What happens when the program itself is wrong: the work is kept, a log entry written, one window says so.

It must never let the program die, never open a second window over the first, and never log a word of a
document: of an exception the log has its type and where it came from. Its window is imported when it is
needed: every start imports this module.
"""

from __future__ import annotations

import logging
import sys
import threading
from traceback import TracebackException
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from composer.ui.gui_thread import post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from composer.ui.crash_window import CrashWindow

_log = logging.getLogger("composer")


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
        # Shows a report with the details of an error; the window offers none until somebody sets it.
        self.report: Callable[[str], object] | None = None
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
        trace = trace or error.__traceback__
        _log.error("an error of the program", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        details = "".join(TracebackException(kind, error, trace).format())
        if threading.current_thread() is threading.main_thread():
            self._tell(details)
        else:
            post(lambda: self._tell(details))

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _unraisable(self, arguments: sys.UnraisableHookArgs) -> None:
        """Log what went wrong where nothing the user does depends on it, as in `__del__`."""
        if arguments.exc_value is not None:
            _log.warning(
                "unraisable", exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
            )

    def _tell(self, details: str) -> None:
        """Keep the work and open the window, unless it is open."""
        if self.window is not None or QApplication.instance() is None:
            return
        from composer.ui.crash_window import CrashWindow

        is_safe = self._is_safe()
        self.window = CrashWindow(details, is_safe=is_safe, log_file=self._log_file, report=self.report)
        self.window.finished.connect(self._closed)
        self.window.show()
        self.window.activateWindow()

    def _is_safe(self) -> bool:
        try:
            return self.keep_work()
        except Exception:  # noqa: BLE001  here the last exception there can be ends: in a sentence
            _log.exception("the work was not kept")
            return False

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self.window = None
