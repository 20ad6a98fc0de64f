"""Files of a window: opening, saving, closing, going back, and what to say when that does not work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from composer.errors import ComposerError
from composer.i18n import _
from composer.ui.exporting import Exporting, file_name, folder_of
from composer.ui.making import Making
from composer.ui.messages import (
    Answer,
    ask_for_another_name,
    ask_to_overwrite,
    ask_to_revert,
    ask_to_save,
    tell,
)

if TYPE_CHECKING:
    from composer.app.conflict import Opened
    from composer.app.session import Session
    from composer.ui.window import Window

SUFFIXES = (".pleidooi", ".yaml", ".yml")


def is_document(path: Path) -> bool:
    """Return whether a file may be a document, by its name."""
    return path.suffix.lower() in SUFFIXES


class Files:
    """The file commands of one window."""

    def __init__(self, window: Window) -> None:
        """Act for a window."""
        self._window = window
        self._making = Making(window)
        self.exporting = Exporting(window, self._making)

    def open(self) -> None:
        """Ask for a document and open it."""
        window = self._window
        kinds = _("Documents ({patterns})").format(patterns="*.pleidooi *.yaml *.yml")
        name, _filter = QFileDialog.getOpenFileName(window, _("Open"), str(folder_of(window)), kinds)
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
        start = session.path or folder_of(self._window) / file_name(session, ".pleidooi")
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
        """Ask for a file and make a PDF."""
        self.exporting.at_once()

    def export_as(self) -> None:
        """Show the export window."""
        self.exporting.ask()

    def print_(self) -> None:
        """Print through the dialog of the system."""
        from composer.ui.printing import Printing

        Printing(self._window, self._making, self.exporting).ask()

    def revert(self) -> None:
        """Ask, and go back to what the file holds; that is one step, which can be undone."""
        window, session = self._window, self._window.session
        if session is None or session.path is None:
            return
        window.settle()
        if not session.is_changed or ask_to_revert(window, session.name) is not Answer.DISCARD:
            return
        from composer.app.conflict import revert

        try:
            revert(session, session.path)
        except ComposerError as error:
            tell(window, error)
            return
        if window.guard is not None:
            window.guard.settled()

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
        who = window.guard.colleague if window.guard is not None else ""
        asked = ConflictWindow(session, theirs, window, saving=saving, who=who)
        asked.exec()
        way, result, choices = asked.way, asked.merged, asked.choices
        asked.deleteLater()
        if way is Way.LATER:
            return False
        if way is Way.ELSEWHERE:
            return self.save_as()
        try:
            if way is Way.MERGE:
                take_merged(session, theirs, result, choices)
            elif way is Way.THEIRS:
                take_theirs(session, theirs)
            else:
                keep_mine(session, theirs)
        except ComposerError as error:
            tell(window, error)
            return False
        if window.guard is not None:
            window.guard.settled()
        if not session.is_changed:
            return True
        return saving and self.save()


def _is_kept(session: Session) -> bool:
    """Return whether all that was typed is found again should the program end; it is written now."""
    return session.keeper is not None and session.keeper.keep()
