"""Starting the window: application, log, crash window, program."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from composer.app.settings import Preferences
from composer.ui.application import make_application
from composer.ui.crash import Crash
from composer.ui.program import Program

# Milliseconds after which the log is begun.
SOON = 100


def start(files: Sequence[Path]) -> int:
    """Open a window for every file, or one with the first page; return when the last one is closed."""
    app = make_application(sys.argv[:1])
    crash = Crash()
    crash.install()
    program = Program(app, Preferences())
    crash.keep_work = program.keep_work
    for file in files:
        program.open_file(file)
    if not program.windows:
        program.open_window()
    QTimer.singleShot(SOON, lambda: _start_log(crash, program))  # once the window is painted
    code: int = app.exec()
    crash.restore()
    return code


def _start_log(crash: Crash, program: Program) -> None:
    from composer.app.log import start_log

    program.log_file = start_log()
    crash.log_to(program.log_file)
