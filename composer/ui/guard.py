"""Keeps an open document safe: its journal, who else has it open, what becomes of its file; and says so.

Each of the three has a line of its own over the panes, so that none hides what another has to say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from composer.app.conflict import Looked, Opened, Outside, keep_mine, take_theirs
from composer.app.presence import InUse, Presence, called, me
from composer.app.versions import of_this_user
from composer.errors import ComposerError
from composer.i18n import N_, _
from composer.ui.file_watch import FileWatch
from composer.ui.gui_thread import post
from composer.ui.kept import trouble_words
from composer.ui.messages import tell
from composer.ui.strip import Strip

if TYPE_CHECKING:
    from pathlib import Path

    from composer.app.session import Change, Session
    from composer.model.settings import Settings
    from composer.ui.window import Window

# Milliseconds after which colleagues are told: the pages come first.
SOON = 500


class Guard:
    """Guards the document of one window from when it is shown until `close`."""

    def __init__(self, window: Window, session: Session, add_strip: Callable[[], Strip]) -> None:
        """Begin the journal at once, the rest when the window has time."""
        self._window, self._session = window, session
        self.journal_strip, self.file_strip, self.others_strip = add_strip(), add_strip(), add_strip()
        self.presence: Presence | None = None
        self.other: InUse | None = None
        self._last: InUse | None = None
        self._path: Path | None = None
        self._is_closed = False
        # What somebody else saved, when it is not what is here; and what the line about the file tells.
        self.theirs: Opened | None = None
        self._told: tuple[Outside, str] = (Outside.SAME, "")
        self.watch = FileWatch(session, window)
        self.watch.looked.connect(self._looked)
        if session.keeper is None:
            session.keep_in(*of_this_user())
        if session.keeper is not None:
            session.keeper.tell(lambda error: post(lambda: self._journal_told(error)))
        self._unsubscribe = session.subscribe(self._changed)
        self._ignore_settings = window.program.preferences.subscribe(self._settings_changed)
        QTimer.singleShot(SOON, window, self._attend)

    @property
    def strips(self) -> tuple[Strip, ...]:
        """Return the lines, the gravest first."""
        return self.journal_strip, self.file_strip, self.others_strip

    def close(self) -> Presence | None:
        """End it; what is not saved is in the bin. Returns what still tells colleagues that it is free."""
        self._is_closed = True
        self._unsubscribe()
        self._ignore_settings()
        self.watch.close()
        ending, self.presence = self.presence, None
        if ending is not None:
            ending.close()
        self._session.close()
        return ending

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for strip in self.strips:
            strip.retranslate()

    def _changed(self, change: Change) -> None:
        if change.before is change.after and self._path != self._session.path:  # saved under another name
            self._attend()

    def _settings_changed(self, settings: Settings) -> None:
        if self.presence is not None:
            self.presence.be_called(called(settings.author))

    # ---- who else has it

    @property
    def colleague(self) -> str:
        """Return who else has, or last had, the document open; empty for nobody known, and for oneself."""
        last, here = self._last, me()
        return "" if last is None or (last.name, last.machine) == (here.name, here.machine) else last.name

    def _attend(self) -> None:
        """Say beside the file that it is open here; under another name, there."""
        path = self._session.path
        if self._is_closed or path is None or path == self._path:
            return
        self._path = path
        if self.presence is not None:
            self.presence.close()
            self._others_told(None)
        self.presence = Presence(path, me(), partial(self._heard, path))
        self.watch.follow()

    def _heard(self, path: Path, other: InUse | None) -> None:
        """Hear from the thread of the presence."""
        post(lambda: self._others_told(other) if path == self._path else None)

    def _others_told(self, other: InUse | None) -> None:
        if self._is_closed:
            return
        self.other, self._last = other, other or self._last
        if other is None:
            self.others_strip.hide()
            self.watch.look()  # they may have saved before they let go
            return
        self.others_strip.say(lambda: in_use_words(other), sign="users", purpose="warning")

    # ---- the journal

    def _journal_told(self, error: ComposerError | None) -> None:
        if self._is_closed:
            return
        if error is None:
            self.journal_strip.hide()
            return
        files = self._window.files
        self.journal_strip.say(
            lambda: trouble_words(error),
            (N_("Save"), files.save),
            (N_("Save as…"), files.save_as),
            sign="triangle-alert",
            purpose="warning",
        )

    # ---- the file

    def look(self) -> None:
        """Look at the file: the window has the keyboard again, or has saved."""
        self.watch.look()

    def _looked(self, found: Looked) -> None:
        theirs = found.theirs
        if theirs is not None and self._is_known(theirs):
            keep_mine(self._session, theirs)
            theirs = None
        self.theirs = theirs
        state = Outside.SAME if found.state is Outside.CHANGED and theirs is None else found.state
        told = state, theirs.digest if theirs else ""
        if told == self._told:
            return
        self._told = told
        if state is Outside.SAME:
            self.file_strip.hide()
        elif state is Outside.CHANGED:
            self._say_changed()
        else:
            self._say_gone(found)

    def _is_known(self, theirs: Opened) -> bool:
        """Return whether a file says what is known here, in other bytes, or was saved here after all."""
        session = self._session
        return theirs.document in (session.document, session.saved) or session.is_own(theirs.digest)

    def _say_gone(self, found: Looked) -> None:
        path, files = self._session.path, self._window.files
        name = path.name if path else ""

        def words() -> str:
            if found.state is Outside.MISSING or found.error is None:
                return _("“{name}” is no longer in its folder; what you wrote is still here.").format(
                    name=name
                )
            return _("“{name}” can no longer be read ({why}); what you wrote is still here.").format(
                name=name, why=found.error.reason
            )

        again = ((N_("Save again"), files.save),) if found.state is Outside.MISSING else ()
        self.file_strip.say(
            words, *again, (N_("Save as…"), files.save_as), sign="triangle-alert", purpose="warning"
        )

    def _say_changed(self) -> None:
        name = self._session.name

        def words() -> str:
            who = self.colleague or _("Somebody else")
            if self._session.is_changed:
                told = _("{who} changed “{name}” while you were writing. Nothing of yours is lost.")
            else:
                told = _("{who} changed “{name}”; you still see it as it was.")
            return told.format(who=who, name=name)

        both = (N_("Both versions…"), self._window.files.settle_conflict)
        theirs = () if self._session.is_changed else ((N_("Show theirs"), self.take_theirs),)
        self.file_strip.say(words, *theirs, both, sign="users", purpose="warning")

    def take_theirs(self) -> None:
        """Go on with what somebody else saved; what was here is one step of undo away."""
        if self.theirs is not None:
            try:
                take_theirs(self._session, self.theirs)
            except ComposerError as error:
                tell(self._window, error)
                self._say_changed()
                return
        self.settled()

    def settled(self) -> None:
        """Forget what was told of the file: it was dealt with."""
        self.theirs, self._told = None, (Outside.SAME, "")
        self.file_strip.hide()


def in_use_words(other: InUse) -> str:
    """Return who else has a document open, as far as that is known."""
    here = me()
    if (other.name, other.machine) == (here.name, here.machine):
        return _("You have this document open in another window, or Pleidooi ended there without closing it.")
    if not other.name:
        return _("Somebody else has this document open. What you both change is put together when you save.")
    told = _(
        "{name} has this document open on {machine}. What you both change is put together when you save."
    )
    return told.format(name=other.name, machine=other.machine or "?")
