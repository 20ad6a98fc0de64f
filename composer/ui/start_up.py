"""Starting the window: application, log, crash window, program."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from composer.app.settings import Preferences
from composer.ui.application import make_application
from composer.ui.crash import Crash
from composer.ui.program import Program

# Milliseconds from the first documents until the log is begun and left work looked for; until old things go.
SOON, LATER = 400, 60_000


def start(files: Sequence[Path]) -> int:
    """Open a window for every file, or one with the first page; return when the last one is closed."""
    app = make_application(sys.argv[:1])
    crash = Crash()
    crash.install()
    program = Program(app, Preferences())
    crash.keep_work = program.keep_work
    program.start(files, then=lambda: QTimer.singleShot(SOON, program, lambda: _begin(crash, program)))
    code: int = app.exec()
    crash.restore()
    return code


def _begin(crash: Crash, program: Program) -> None:
    """Begin the log, offer what a crash left, and tidy up later."""
    from composer.app.log import start_log
    from composer.ui.safety import look_for_work, report_crash, tidy

    crash.log_to(start_log())
    crash.report = lambda details: report_crash(program, details, crash.window)
    look_for_work(program)
    QTimer.singleShot(LATER, program, tidy)
