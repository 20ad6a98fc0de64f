"""Keeps the journal of a session up to date, in a thread of its own: typing never waits for the disk.

What is typed is on the disk 0.3 s after the last key, and at the latest one second after the first.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from composer.errors import ComposerError, DocumentError
from composer.store import limits
from composer.store.backups import Backups
from composer.store.files import digest_of, read_bytes
from composer.store.journal import Journal
from composer.store.own_folders import journal_folder

if TYPE_CHECKING:
    from composer.app.session import Change, Edit, Session
    from composer.model.document import Document

QUIET = 0.3
LATEST = 1.0

_log = logging.getLogger("composer.keeping")

Trouble = Callable[[ComposerError | None], None]


def tell_nobody(_trouble: ComposerError | None) -> None:
    """Let a failure be in the log only."""


def has_journals() -> bool:
    """Return whether this user has journals, of a program that runs or of one that ended without closing."""
    return any(journal_folder().glob("*.jsonl"))


class Keeper:
    """Writes what a session holds into its journal.

    `trouble` is called, from any thread, with the error when writing begins to fail, and with None when it
    works again. It tries every second until then. `edits` counts those that are not in the file already.
    """

    def __init__(
        self,
        session: "Session",
        journal: Journal,
        *,
        backups: Backups | None = None,
        edits: int = 0,
        trouble: Trouble = tell_nobody,
    ) -> None:
        """Begin to listen; nothing is on the disk before the first change."""
        self.journal = journal
        self._session = session
        self._backups = backups
        self._trouble = trouble
        self._wake = threading.Condition()
        self._writing = threading.Lock()
        self._first: float | None = None
        self._newest = 0.0
        self._steps = edits
        self._trouble_now: ComposerError | None = None
        self._ends = False
        self._kept: Document | None = None
        self._kept_draft: Edit | None = None
        self._kept_base: str | None = None
        self._stop = session.subscribe(self._heard)
        self._thread = self._begin()

    def _begin(self) -> threading.Thread:
        thread = threading.Thread(target=self._run, name="journal", daemon=True)
        thread.start()
        return thread

    @property
    def steps(self) -> int:
        """Return how many changes are not in the file of the document."""
        return self._steps

    @property
    def is_safe(self) -> bool:
        """Return whether all that was typed is in the journal, or in the file."""
        session = self._session
        if self._kept is session.document and self._kept_draft is session.drafted:
            return True
        return not session.is_changed and session.drafted is None

    def tell(self, trouble: Trouble) -> None:
        """Tell somebody else of trouble from now on, and of what there is."""
        self._trouble = trouble
        if self._trouble_now:
            trouble(self._trouble_now)

    def keep(self) -> bool:
        """Write what is not in the journal yet, now, from any thread; return whether it is safe there."""
        with self._wake:
            self._first = None
        with self._writing:
            document, draft = self._session.document, self._session.drafted
            try:
                self._keep_base()
                self.journal.write(draft(document) if draft else document, edits=self._steps)
            except ComposerError as error:
                self._tell(error)
                with self._wake:
                    self._first = monotonic()
                    self._wake.notify()
                return False
            self._kept, self._kept_draft = document, draft
        self._tell(None)
        return True

    def version(self, path: Path, content: bytes) -> None:
        """Keep what a document held or holds; that this fails is no reason not to save."""
        if self._backups:
            try:
                self._backups.keep(path, content)
            except ComposerError as error:
                _log.warning("earlier version not kept: %s", type(error).__name__)

    def saving(self, digest: str) -> None:
        """Let the journal say what is about to be in the file, so that it is known for ours after a crash."""
        with self._writing:
            try:
                self.journal.saving(digest)
            except ComposerError as error:
                self._tell(error)

    def saved(self) -> None:
        """Let the journal begin anew: its document is in its file."""
        session = self._session
        with self._wake:
            self._first, self._steps = None, 0
        if session.path is None:
            return
        with self._writing:
            try:
                self._kept_base = session.base
                self.journal.saved(session.document, session.path, session.base or "")
            except ComposerError as error:  # what stands in the journal is in the file as well
                self._tell(error)

    def rebased(self) -> None:
        """Tell the journal that its document goes on from what somebody else saved."""
        with self._writing:
            self.journal.rebase(self._session.base or "")
        with self._wake:
            self._first = self._newest = monotonic()
            self._wake.notify()

    def close(self, *, keep: bool) -> None:
        """End the journal; `keep` puts what is not in the file into the bin, for 30 days."""
        self._end()
        if keep:
            self.keep()
        with self._writing:
            try:
                self.journal.close(keep=keep)
            except ComposerError as error:
                _log.warning("journal not put away: %s", type(error).__name__)

    def abandon(self) -> None:
        """Stop, and leave the journal as a crash would."""
        self._end()
        self.journal.abandon()

    def _end(self) -> None:
        if self._ends:
            return
        self._stop()
        with self._wake:
            self._ends = True
            self._wake.notify()
        self._thread.join()

    def _heard(self, change: "Change") -> None:
        if change.before is change.after:
            return
        with self._wake:
            self._steps += 1
        self.drafted()

    def drafted(self) -> None:
        """Write soon: there is something that the journal does not hold."""
        with self._wake:
            self._newest = monotonic()
            if self._first is None:
                self._first = self._newest
                self._wake.notify()
            if (
                not self._thread.is_alive() and not self._ends
            ):  # it met an error of the program, which was told
                self._thread = self._begin()

    def _run(self) -> None:
        while self._is_due():
            self.keep()

    def _is_due(self) -> bool:
        """Wait until something is to be written; return False at the end."""
        with self._wake:
            while not self._ends:
                if self._first is None:
                    self._wake.wait()
                elif (left := self._left(self._first)) > 0:
                    self._wake.wait(left)
                else:
                    return True
            return False

    def _left(self, first: float) -> float:
        """Return for how many seconds one may still wait for more."""
        latest = first + LATEST
        return (latest if self._trouble_now else min(self._newest + QUIET, latest)) - monotonic()

    def _keep_base(self) -> None:
        """Keep the file as it was opened, before the first change of it: a merge may need it."""
        session = self._session
        if session.base == self._kept_base or not session.path or not session.base:
            return
        self._kept_base = session.base
        with suppress(DocumentError):
            content = read_bytes(session.path, limits.ZIP_BYTES)
            if digest_of(content) == session.base:
                self.version(session.path, content)

    def _tell(self, error: ComposerError | None) -> None:
        before, self._trouble_now = self._trouble_now, error
        if bool(error) != bool(before):
            _log.warning("journal: %s", type(error).__name__ if error else "works again")
            self._trouble(error)
