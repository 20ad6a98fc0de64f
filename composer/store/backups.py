"""Earlier versions of documents, on this machine, named by what they hold.

`objects/<sha256>` has the bytes of a version, `<document>/<time>-<sha256>` says by its name that the document
had them then. So nothing can be half written, and one content is kept once.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from composer.errors import DocumentError
from composer.i18n import _
from composer.store import limits
from composer.store.disk import DISK, FileLayer
from composer.store.files import digest_of, make_folder, read_bytes, remove, save, turn
from composer.store.own_folders import PRIVATE

OBJECTS = "objects"

_NEWEST = 20
_FORM = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"([0-9]{8}T[0-9]{6}\.[0-9]{6}Z)-([0-9a-f]{64})")
# One version an hour for two days, one a day for thirty, one a week for half a year.
_SPANS = (
    (timedelta(days=2), "%Y%m%d%H"),
    (timedelta(days=30), "%Y%m%d"),
    (timedelta(weeks=26), "%G%V"),
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """What a document held at a time; `digest` is the SHA-256 of its bytes, `size` their number."""

    time: datetime
    digest: str
    size: int
    marker: Path


@dataclass(frozen=True, slots=True)
class Backups:
    """The earlier versions of all documents of this user."""

    folder: Path
    layer: FileLayer = DISK
    now: Callable[[], datetime] = _now

    def keep(self, path: Path, content: bytes) -> None:
        """Keeps what a document holds, unless its newest version is the same; raises SaveFailed."""
        digest = digest_of(content)
        newest = next(self._markers(path), None)
        if newest is not None and newest.name.endswith(digest) and self._object(digest).exists():
            return
        place = self._folder_of(path)
        for folder in (self.folder / OBJECTS, place):
            make_folder(folder, permissions=PRIVATE, layer=self.layer)
        with turn(self.folder, self.layer):  # nobody thins what has bytes but no name yet
            if not self._object(digest).exists():
                save(self._object(digest), content, layer=self.layer)
            save(place / f"{self.now().strftime(_FORM)}-{digest}", b"", layer=self.layer)

    def versions(self, path: Path) -> tuple[Version, ...]:
        """Returns what is kept of a document, the newest first."""
        return tuple(self._versions(self._markers(path)))

    def read(self, digest: str) -> bytes:
        """Returns the bytes of a version; raises DocumentError when they are gone or not what they were."""
        content = read_bytes(self._object(digest), limits.ZIP_BYTES)
        if digest_of(content) != digest:
            reason = _("this earlier version was damaged on the disk")
            raise DocumentError(str(self._object(digest)), 0, 0, reason, _("choose another one"))
        return content

    def thin(self, most: int = limits.BACKUP_BYTES) -> None:
        """Deletes versions that lie close together, then the oldest until `most` bytes are left.

        The newest version of every document stays, whatever it takes.
        """
        with turn(self.folder, self.layer):
            self._thin(most)

    def _thin(self, most: int) -> None:
        kept: list[Version] = []
        newest: set[Path] = set()
        for place in self._folders():
            found = tuple(self._versions(self._marks_in(place)))
            newest.update(version.marker for version in found[:1])
            stay = worth_keeping([version.time for version in found], self.now())
            for i, version in enumerate(found):
                if i in stay:
                    kept.append(version)
                else:
                    remove(version.marker, layer=self.layer)
        sizes = {version.digest: version.size for version in kept}
        users = [version.digest for version in kept]
        for version in sorted(kept, key=lambda one: one.time):
            if sum(sizes.values()) <= most:
                break
            if version.marker not in newest and remove(version.marker, layer=self.layer):
                users.remove(version.digest)
                if version.digest not in users:
                    del sizes[version.digest]
        self._drop_unused()

    def _drop_unused(self) -> None:
        """Deletes bytes that no document names."""
        named = {mark.name[-64:] for place in self._folders() for mark in self._marks_in(place)}
        for file in _listed(self.folder / OBJECTS):
            if file.name not in named:
                remove(file, layer=self.layer)

    def _versions(self, markers: Iterator[Path]) -> Iterator[Version]:
        for marker in markers:
            if found := _NAME.fullmatch(marker.name):
                with suppress(OSError):
                    time = datetime.strptime(found[1], _FORM).replace(tzinfo=UTC)
                    yield Version(time, found[2], self._object(found[2]).stat().st_size, marker)

    def _markers(self, path: Path) -> Iterator[Path]:
        return self._marks_in(self._folder_of(path))

    def _marks_in(self, folder: Path) -> Iterator[Path]:
        return (file for file in reversed(_listed(folder)) if _NAME.fullmatch(file.name))

    def _folders(self) -> list[Path]:
        return [path for path in _listed(self.folder) if path.name != OBJECTS]

    def _folder_of(self, path: Path) -> Path:
        try:
            real = self.layer.resolve(path)
        except OSError:  # its disk does not answer; the name it was asked by is as good
            real = path.absolute()
        whole = str(real).encode(errors="surrogateescape")
        return self.folder / hashlib.sha256(whole).hexdigest()[:16]

    def _object(self, digest: str) -> Path:
        return self.folder / OBJECTS / digest


def worth_keeping(times: Sequence[datetime], now: datetime) -> set[int]:
    """Returns which of some versions to keep, by their index; `times` are in UTC, the newest first.

    The twenty newest; of the last two days the newest of each hour, of 30 days of each day, of 26 weeks of
    each week. A clock that was put back makes nothing older than it is.
    """
    kept = set(range(min(_NEWEST, len(times))))
    for span, form in _SPANS:
        seen: set[str] = set()
        for i, time in enumerate(times):
            if now - time <= span and (name := time.strftime(form)) not in seen:
                seen.add(name)
                kept.add(i)
    return kept


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
