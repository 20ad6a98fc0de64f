"""Files of a window: opening, saving, closing, exporting, and what to say when that does not work."""

from __future__ import annotations

import re
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from composer.app.latest import Cancelled
from composer.app.progress import INTERVAL, PATIENCE, Watched
from composer.errors import ComposerError
from composer.i18n import N_, _, ngettext
from composer.ui.messages import Answer, ask_for_another_name, ask_to_overwrite, ask_to_save, tell

if TYPE_CHECKING:
    from composer.app.compile import Compilation
    from composer.app.conflict import Opened
    from composer.app.session import Session
    from composer.ui.window import Window

# What no file system takes in a name, and what hides a file.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+|^[. ]+|[. ]+$')

SUFFIXES = (".pleidooi", ".yaml", ".yml")


def is_document(path: Path) -> bool:
    """Return whether a file may be a document, by its name."""
    return path.suffix.lower() in SUFFIXES


class Files:
    """The file commands of one window."""

    def __init__(self, window: Window) -> None:
        """Act for a window."""
        self._window = window
        # The export that is made now, and whether the strip tells of it.
        self._watched: Watched | None = None
        self._is_told = False
        self._looking = QTimer(window)
        self._looking.timeout.connect(self._look)

    def open(self) -> None:
        """Ask for a document and open it."""
        window = self._window
        kinds = _("Documents ({patterns})").format(patterns="*.pleidooi *.yaml *.yml")
        name, _filter = QFileDialog.getOpenFileName(window, _("Open"), str(self._folder()), kinds)
        if name:
            window.program.open_file(Path(name), window)

    def save(self) -> bool:
        """Save; a document without a file is asked for one. Return whether it is saved now."""
        session = self._window.session
        if session is None:
            return False
        self._window.settle()
        return self._save(session, session.path) if session.path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save in it. Return whether it is saved now."""
        session = self._window.session
        if session is None:
            return False
        self._window.settle()
        start = session.path or self._folder() / _file_name(session, ".pleidooi")
        kinds = ";;".join((_("Pleidooi document (*.pleidooi)"), _("Document as text (*.yaml)")))
        name, chosen = QFileDialog.getSaveFileName(self._window, _("Save as"), str(start), kinds)
        if not name:
            return False
        path = Path(name)
        if not is_document(path):
            path = path.with_name(path.name + (".yaml" if "yaml" in chosen else ".pleidooi"))
        return self._save(session, path)

    def may_close(self) -> bool:
        """Ask about changes, if there are any. Return whether the window may close."""
        session = self._window.session
        self._window.settle()
        if session is None or not session.is_changed:
            return True
        answer = ask_to_save(self._window, session.name, is_kept=_is_kept(session))
        return answer is Answer.DISCARD or (answer is Answer.SAVE and self.save())

    def export(self) -> None:
        """Ask for a file and make the PDF in the background; errors are shown instead."""
        window, session = self._window, self._window.session
        if session is None or self._watched is not None:
            return
        window.settle()
        start = (
            session.path.with_suffix(".pdf") if session.path else self._folder() / _file_name(session, ".pdf")
        )
        name, _filter = QFileDialog.getSaveFileName(window, _("Export PDF"), str(start), "PDF (*.pdf)")
        if not name:
            return
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        document, world = session.document, session.world

        from composer.app.compile import compile_document
        from composer.app.writing import write_pdf

        watched = Watched()

        def work() -> Compilation:
            compilation = compile_document(document, world, watched)
            if not compilation.has_errors:
                write_pdf(compilation, path)
            return compilation

        self._watch(watched)
        window.program.run(work, lambda future: self._exported(future, path))

    def _watch(self, watched: Watched) -> None:
        """Say how far the work is, once it lasts, and let it be stopped."""
        self._watched, self._is_told = watched, False
        self._looking.start(round(PATIENCE * 1000))

    def _look(self) -> None:
        watched, panes = self._watched, self._window.panes
        if watched is None or panes is None:
            return
        if self._is_told:
            panes.strip.retranslate()
            return
        self._is_told = True
        self._looking.start(round(INTERVAL * 1000))
        panes.strip.say(
            lambda: watched.words or _("Exporting…"), (N_("Cancel"), watched.cancel), sign="file-down"
        )

    def _exported(self, future: Future[Compilation], path: Path) -> None:
        """Say how it went, in a line that leaves the keyboard to who is writing."""
        window, panes = self._window, self._window.panes
        self._looking.stop()
        self._watched = None
        if window.is_closed or panes is None:
            return
        if self._is_told:
            panes.strip.hide()
        error = future.exception()
        if isinstance(error, Cancelled):
            panes.strip.say(lambda: _("Stopped; nothing was written."))
            return
        if isinstance(error, ComposerError):
            tell(window, error)
            return
        compilation = future.result()
        if compilation.has_errors:
            window.show_findings(always=True)
            errors = sum(finding.severity.value == "error" for finding in compilation.findings)
            panes.strip.say(lambda: _not_exported(errors), sign="circle-alert", purpose="error")
            return
        panes.strip.say(
            lambda: _("The PDF is ready: {name}").format(name=path.name),
            (N_("Open"), lambda: _show(path)),
            (N_("Show in folder"), lambda: _show(path.parent)),
            sign="circle-check",
            purpose="success",
        )

    def _save(self, session: Session, path: Path, *, over: bool = False) -> bool:
        window = self._window
        from composer.app.conflict import look
        from composer.app.session import ConflictError

        try:
            session.save(path, over=over)
        except ConflictError as error:
            looked = look(path, session.base)
            if looked.theirs is not None:
                return self._resolve(looked.theirs, saving=True)
            answer = ask_to_overwrite(window, error, is_gone=not path.exists())
            if answer is Answer.SAVE:
                return self._save(session, path, over=True)
            return answer is Answer.SAVE_ELSEWHERE and self.save_as()
        except ComposerError as error:
            answer = ask_for_another_name(window, error, is_kept=_is_kept(session))
            return answer is Answer.SAVE_ELSEWHERE and self.save_as()
        if window.guard is not None:
            window.guard.settled()
        window.program.remember(path)
        window.look_at_file()
        return True

    def settle_conflict(self) -> None:
        """Show both versions, and go on as the user answers; nothing is written."""
        guard = self._window.guard
        self._window.settle()
        if guard is not None and guard.theirs is not None:
            self._resolve(guard.theirs, saving=False)

    def _resolve(self, theirs: Opened, *, saving: bool) -> bool:
        """Ask about what somebody else saved; return whether the document is saved now."""
        from composer.app.conflict import keep_mine, take_merged, take_theirs
        from composer.ui.conflict_window import ConflictWindow, Way

        window, session = self._window, self._window.session
        if session is None:
            return False
        asked = ConflictWindow(session, theirs, window, saving=saving)
        asked.exec()
        way, result, choices = asked.way, asked.merged, asked.choices
        asked.deleteLater()
        if way is Way.LATER:
            return False
        if way is Way.ELSEWHERE:
            return self.save_as()
        if way is Way.MERGE:
            take_merged(session, theirs, result, choices)
        elif way is Way.THEIRS:
            take_theirs(session, theirs)
        else:
            keep_mine(session, theirs)
        if window.guard is not None:
            window.guard.settled()
        if not session.is_changed:
            return True
        return saving and self.save()

    def _folder(self) -> Path:
        """Return where files of this user are likely to be: beside the document, else in Documents."""
        session = self._window.session
        if session is not None and session.path:
            return session.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _is_kept(session: Session) -> bool:
    """Return whether all that was typed is found again should the program end; it is written now."""
    return session.keeper is not None and session.keeper.keep()


def _file_name(session: Session, suffix: str) -> str:
    """Return a file name for a document without a file, from what it is called."""
    name = " ".join(NOT_IN_NAMES.sub(" ", session.name).split())[:80].strip()
    return (name or _("Untitled")) + suffix


def _not_exported(errors: int) -> str:
    return ngettext(
        "Not exported: there is {count} error.", "Not exported: there are {count} errors.", errors
    ).format(count=errors)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
