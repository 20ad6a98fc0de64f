"""What the window offers when something went wrong: work to recover, earlier versions, a report, the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from composer.app.keeping import has_journals
from composer.ui.gui_thread import aside

if TYPE_CHECKING:
    from composer.app.recovery import Candidate
    from composer.ui.program import Program
    from composer.ui.recovery_window import RecoveryWindow
    from composer.ui.window import Window


def look_for_work(
    program: Program, told: Callable[[RecoveryWindow | None], object] = lambda _window: None
) -> None:
    """Offer what a program left that ended without closing; say nothing when there is nothing."""
    if not has_journals():
        told(None)
        return

    def find() -> tuple[Candidate, ...]:
        from composer.app.recovery import candidates
        from composer.app.versions import of_this_user

        return candidates(*of_this_user())

    aside(find, lambda found: told(_offer(program, found, None) if found else None))


def recover_work(window: Window) -> None:
    """Show all work that is in no file: what a crash left, and what is in the bin."""

    def find() -> tuple[Candidate, ...]:
        from composer.app.recovery import candidates, thrown_away
        from composer.app.versions import of_this_user

        places = of_this_user()
        return (*candidates(*places), *thrown_away(*places))

    aside(find, lambda found: None if window.is_closed else _offer(window.program, found, window))


def _offer(program: Program, found: tuple[Candidate, ...], near: Window | None) -> RecoveryWindow:
    from composer.app.versions import of_this_user
    from composer.ui.recovery_window import RecoveryWindow

    parent = near or (program.windows[-1] if program.windows else None)
    offered = RecoveryWindow(
        found,
        of_this_user(),
        lambda session: program.take_up(session, parent),
        parent,
        search=program.search,
    )
    offered.show()
    offered.activateWindow()
    return offered


def tidy() -> None:
    """Delete what is old enough of the program's own, while nobody waits."""

    def work() -> None:
        from composer.app.recovery import tidy_up
        from composer.app.versions import of_this_user

        tidy_up(*of_this_user())

    aside(work, lambda _done: None)


def show_versions(window: Window) -> None:
    """Show the earlier versions of the document; one that is chosen is opened as a new document."""
    session = window.session
    if session is None:
        return
    from composer.app.versions import earlier_versions, of_this_user
    from composer.ui.versions_window import VersionsWindow

    window.settle()
    _journals, backups = of_this_user()
    shown = VersionsWindow(window.program, session, earlier_versions(session, backups), backups, window)
    shown.exec()
    new = shown.new_session
    shown.deleteLater()
    if new is not None:
        window.program.take_up(new, window)


def report_problem(window: Window) -> None:
    """Show what the makers may be told of a problem."""
    _report(window, "", window)


def report_crash(program: Program, details: str, parent: QWidget | None) -> None:
    """Show what the makers may be told of an error, with its details."""
    _report(program.windows[-1] if program.windows else None, details, parent)


def _report(window: Window | None, details: str, parent: QWidget | None) -> None:
    from composer.app.log import log_file
    from composer.app.report import report
    from composer.ui.report_window import ReportWindow

    log = log_file()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    text = report(window.session if window else None, log, details)
    shown = ReportWindow(text, Path(documents), log, parent, quotes=bool(details))
    shown.exec()
    shown.deleteLater()


def open_log(_window: Window) -> None:
    """Show the folder of the log."""
    from composer.app.log import log_file
    from composer.ui.report_window import open_folder

    open_folder(log_file())
