"""Says beside a document that it is open here, and hears who else has it open. In a thread of its own."""

import getpass
import platform
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from composer.store import locks
from composer.store.disk import DISK, FileLayer
from composer.store.locks import InUse, Lock
from composer.store.settings import read_settings, settings_path
from composer.store.strays import tidy_strays

__all__ = ["InUse", "Presence", "called", "me"]

# Each so many steps of the lock, ten minutes, what killed saves left is looked for, by who has the document.
TIDY = 30


def me() -> InUse:
    """Return who is at this machine, for colleagues who find a document in use; printed in no document.

    The name is that of the settings, else what the system calls the user.
    """
    name = called(read_settings(settings_path()).author)
    return InUse(name, platform.node(), secrets.token_hex(8))


def called(author: str) -> str:
    """Return what the settings call the user, else what the system does."""
    if author:
        return author
    with suppress(OSError, KeyError, ImportError):  # a user without a name, as in a container
        return getpass.getuser()
    return ""


class Presence:
    """Holds the lock of a document from now until `close`.

    `told` is called from a thread of its own whenever who else has the document changes: with who it is, or
    None when it is free and ours. A disk that hangs makes nobody wait but this thread.
    """

    def __init__(
        self, path: Path, who: InUse, told: Callable[[InUse | None], None], *, layer: FileLayer = DISK
    ) -> None:
        """Begin at once."""
        self.lock = Lock(path, who, layer=layer)
        self._told = told
        self._name = who.name
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="presence", daemon=True)
        self._thread.start()

    def be_called(self, name: str) -> None:
        """Be called otherwise from the next step on."""
        self._name = name

    def close(self) -> None:
        """Let the document go; waits for nothing."""
        self._end.set()

    @property
    def is_busy(self) -> bool:
        """Return whether the document is not let go yet."""
        return self._thread.is_alive()

    def join(self, seconds: float) -> None:
        """Wait until it is let go, for so long at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        before: InUse | None = None
        for number in count():
            self.lock.me = replace(self.lock.me, name=self._name)
            other = self.lock.step()
            if self.lock.is_mine and number % TIDY == 0:
                for path in (self.lock.path, self.lock.file):
                    tidy_strays(path, self.lock.file, layer=self.lock.layer)
            if (other and other.session) != (before and before.session):
                self._told(other)
            before = other
            if self._end.wait(locks.INTERVAL):
                break
        self.lock.release()
