"""Who has a document open: a small file beside it, `NAME.in-use`. A courtesy; the hash guards the document.

No clock is read: whoever has the document counts up in its file, and a file that stands still while somebody
else looks three times again belongs to nobody any more.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from composer.errors import ComposerError
from composer.store import limits
from composer.store.disk import DISK, FileLayer
from composer.store.files import digest_of, read_bytes, remove, save
from composer.store.values import shown

# Sync clients do not carry .lock, ~$ and .~lock; they do carry this.
SUFFIX = ".in-use"
# In seconds, how often `step` is to be called; after so many of one's own, a lock that stood still is stale.
INTERVAL = 20.0
STILL = 3

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class InUse:
    """Who has a document open: a name, a machine, one session of the program, and how far it has counted."""

    name: str
    machine: str
    session: str
    counter: int = 0


@dataclass(slots=True)
class Lock:
    """What one session knows of the lock of its document."""

    path: Path
    me: InUse
    layer: FileLayer = DISK
    is_mine: bool = False
    _seen: str = ""
    _still: int = 0

    @property
    def file(self) -> Path:
        """Return the file of the lock."""
        return self.path.with_name(self.path.name + SUFFIX)

    def step(self) -> InUse | None:
        """Take the document, say that it is still in use, or look again; to be called every 20 s.

        Returns who else has it, None when nobody does or nobody can tell, as in a folder that is read only.
        """
        content = self._content()
        there = _read(content)
        if there is not None and there.session != self.me.session and not self._stood_still(content):
            self.is_mine = False
            return there
        self.me = replace(self.me, counter=self.me.counter + 1)
        self._still = 0
        try:
            save(self.file, _written(self.me), base=digest_of(content) if content else None, layer=self.layer)
        except ComposerError:
            self.is_mine = False
            return None
        self.is_mine = True
        return None

    def release(self) -> None:
        """Say that the document is free, if it was ours."""
        there = _read(self._content())
        if self.is_mine and there is not None and there.session == self.me.session:
            remove(self.file, layer=self.layer)
        self.is_mine = False

    def _stood_still(self, content: bytes) -> bool:
        """Return whether a lock is as it was for three steps of ours."""
        digest = digest_of(content)
        self._still = self._still + 1 if digest == self._seen else 0
        self._seen = digest
        return self._still >= STILL

    def _content(self) -> bytes:
        with suppress(ComposerError):
            return read_bytes(self.file, limits.LOCK_BYTES)
        return b""


def _written(me: InUse) -> bytes:
    return json.dumps(
        {
            "pleidooi-in-use": _FORMAT,
            "name": me.name,
            "machine": me.machine,
            "session": me.session,
            "counter": me.counter,
        }
    ).encode()


def _read(content: bytes) -> InUse | None:
    """Return what a lock says, None when there is none; one that says nothing sensible is of nobody known."""
    if not content:
        return None
    try:
        told = json.loads(content)
        return InUse(shown(str(told["name"])), shown(str(told["machine"])), str(told["session"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return InUse("", "", "")
