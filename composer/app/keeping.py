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

if TYPE_CHECKING:
    from composer.app.session import Change, Session

QUIET = 0.3
LATEST = 1.0

_log = logging.getLogger("composer.keeping")

Trouble = Callable[[ComposerError | None], None]


def tell_nobody(_trouble: ComposerError | None) -> None:
    """Let a failure be in the log only."""


class Keeper:
    """Writes what a session holds into its journal.

    `trouble` is called, from any thread, with the error when writing begins to fail, and with None when it
    works again. It tries every second until then.
    """

    def __init__(
        self,
        session: "Session",
        journal: Journal,
        *,
        backups: Backups | None = None,
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
        self._steps = 0
        self._failed = False
        self._ends = False
        self._stop = session.subscribe(self._heard)
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    @property
    def steps(self) -> int:
        """Return how many changes are not in the file of the document."""
        return self._steps

    def keep(self) -> bool:
        """Write what is not in the journal yet, now, from any thread; return whether it is safe there."""
        with self._wake:
            self._first = None
        with self._writing:
            try:
                self._keep_base()
                self.journal.write(self._session.document, edits=self._steps)
            except ComposerError as error:
                self._tell(error)
                with self._wake:
                    self._first = monotonic()
                    self._wake.notify()
                return False
        self._tell(None)
        return True

    def version(self, path: Path, content: bytes) -> None:
        """Keep what a document held or holds; that this fails is no reason not to save."""
        if self._backups:
            try:
                self._backups.keep(path, content)
            except ComposerError as error:
                _log.warning("earlier version not kept: %s", type(error).__name__)

    def saved(self) -> None:
        """Let the journal begin anew: its document is in its file."""
        session = self._session
        with self._wake:
            self._first, self._steps = None, 0
        if session.path is None:
            return
        with self._writing:
            try:
                self.journal.saved(session.document, session.path, session.base or "")
            except ComposerError as error:  # what stands in the journal is in the file as well
                self._tell(error)

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
            self._newest = monotonic()
            self._steps += 1
            if self._first is None:
                self._first = self._newest
                self._wake.notify()

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
        return (latest if self._failed else min(self._newest + QUIET, latest)) - monotonic()

    def _keep_base(self) -> None:
        """Keep the file as it was opened, before the first change of it: a merge may need it."""
        session = self._session
        if self.journal.file is not None or not session.path or not session.base:
            return
        with suppress(DocumentError):
            content = read_bytes(session.path, limits.ZIP_BYTES)
            if digest_of(content) == session.base:
                self.version(session.path, content)

    def _tell(self, error: ComposerError | None) -> None:
        if bool(error) != self._failed:
            self._failed = bool(error)
            _log.warning("journal: %s", type(error).__name__ if error else "works again")
            self._trouble(error)
