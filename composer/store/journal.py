"""The journal of an open document: what was typed since it was saved, safe from any crash.

A file of lines, each `crc32 json`. The first holds the whole document; each other one what changed since the
line before. After so many lines, and after a save, a new file takes the place of the old one. A line that was
cut off ends what is read: everything before it counts. Nothing here asks what time it is to decide anything.
"""

import hashlib
import json
import os
import re
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from composer import __version__
from composer.errors import DocumentError, SaveFailed
from composer.i18n import _
from composer.model.document import Document
from composer.model.picture import Image
from composer.store import limits
from composer.store.disk import DISK, FileLayer
from composer.store.files import (
    digest_of,
    failure,
    make_folder,
    read_bytes,
    remove,
    save,
    set_aside,
    sync_names,
    write_all,
)
from composer.store.flat import Flat, Tree, changed_by, changes, document_text, flatten
from composer.store.own_folders import PRIVATE
from composer.store.pictures import read_picture
from composer.store.yaml_text import Plain

FORMAT = 1
LINES = 200
BIN = "bin"
BIN_DAYS = 30
PICTURES = "pictures"
ELSEWHERE = "elsewhere-"

_PRIVATE_FILE = 0o600
_LONG_AGO, _FAR_OFF = datetime(1970, 1, 1, tzinfo=UTC), 9999
_NAME = re.compile(r"([0-9a-f]{12}-[0-9a-f]{8})-([0-9]{6})\.jsonl")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BINNED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)\.jsonl")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Left:
    """What a journal holds that its program did not end by itself.

    `text` is the document as YAML, `media` the SHA-256 of its pictures by their names. `base` is that of the
    file as it was read or saved last, empty when there was none. `edits` counts what is not in the file.
    `saving` is the SHA-256 of a save that was begun and of which nobody knows whether it ended, else empty.
    `is_cut` says that the last line was not whole.
    """

    file: Path
    path: Path | None
    base: str
    text: bytes
    edits: int
    time: datetime
    media: Mapping[str, str] = field(default_factory=dict)
    saving: str = ""
    is_cut: bool = False


@dataclass(slots=True)
class Journal:
    """The journal of one open document. Its calls may come from any thread, one at a time.

    `path` and `base` tell which file the document is of, and the hash of what was read from it or saved.
    """

    folder: Path
    path: Path | None = None
    base: str = ""
    layer: FileLayer = DISK
    now: Callable[[], datetime] = _now
    file: Path | None = None
    _name: str = ""
    _part: int = 0
    _descriptor: int = -1
    _lines: int = 0
    _edits: int = 0
    _is_whole: bool = True
    _saving: str = ""
    _document: Document | None = None
    _flat: Flat | None = None
    _media: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        """Give the journal a name that no other has; the first half is the same for the same file."""
        document = hashlib.sha256(str(self.path or "").encode(errors="surrogateescape")).hexdigest()
        self._name = f"{document[:12]}-{secrets.token_hex(4)}"

    def write(self, document: Document, *, edits: int = 0) -> None:
        """Writes what changed since the last call; when it returns, that is on the disk.

        `edits` counts the steps that are not in the file. Raises SaveFailed; the next call writes everything.
        """
        if document is self._document and self._is_whole:
            return
        flat = flatten(document, self._flat)
        self._edits = edits
        if document.media != self._media:
            self._keep(document.media)
        is_new = self._descriptor < 0 or not self._is_whole or self._lines >= LINES
        if is_new or document.media != self._media:
            self._begin(flat, document.media)
        elif self._flat is not None and (change := changes(self._flat, flat)):
            self._append(self._descriptor, change | {"edits": self._edits})
        self._document, self._flat, self._media = document, flat, document.media

    def saving(self, digest: str) -> None:
        """Says what is about to be put in the place of the file: a crash may come before `saved` does.

        Raises SaveFailed when that could not be written.
        """
        self._saving = digest
        if self._descriptor >= 0 and self._is_whole:
            self._append(self._descriptor, {"saving": digest, "edits": self._edits})

    def saved(self, document: Document, path: Path, base: str) -> None:
        """Begins anew with a document that is in its file now; does nothing when nothing was written yet.

        Raises SaveFailed when that could not be; what stands in the journal is then in the file as well.
        """
        self.path, self.base, self._edits, self._saving = path, base, 0, ""
        if self._descriptor >= 0:
            flat = flatten(document, self._flat)
            self._keep(document.media)
            self._begin(flat, document.media)
            self._document, self._flat, self._media = document, flat, document.media

    def rebase(self, base: str) -> None:
        """Go on from what somebody else saved in the file; the next call of `write` says so."""
        if base != self.base:
            self.base, self._is_whole = base, False

    def close(self, *, keep: bool) -> None:
        """Ends the journal: `keep` puts it into the bin, else it is deleted, as all of it is in the file."""
        self._close()
        if self.file is not None:
            if keep:
                bin_journal(self.file, now=self.now, layer=self.layer)
            else:
                remove(self.file, layer=self.layer)
        self.file, self._flat, self._document = None, None, None

    def abandon(self) -> None:
        """Let go of the file as a crash would: it is there for the next start."""
        self._close()

    def _close(self) -> None:
        if self._descriptor >= 0:
            with suppress(OSError):
                self.layer.close(self._descriptor)
        self._descriptor = -1

    def _begin(self, flat: Flat, media: tuple[Image, ...]) -> None:
        """Puts a new file that holds the whole document in the place of the one before."""
        self._is_whole = False
        make_folder(self.folder, permissions=PRIVATE, layer=self.layer)
        self._part += 1
        file = self.folder / f"{self._name}-{self._part:06d}.jsonl"
        head: dict[str, object] = {
            "format": FORMAT,
            "program": __version__,
            "path": None if self.path is None else str(self.path),
            "base": self.base,
            "edits": self._edits,
            "saving": self._saving,
            "media": {image.name: image.digest for image in media if image.digest},
        }
        try:
            descriptor = self.layer.create(file, _PRIVATE_FILE)
            try:
                with suppress(OSError):  # a disk without locks; then it may be offered while it is in use
                    self.layer.lock(descriptor)
                self._lines = 0
                self._put(descriptor, {**head, **flat.tree})
                sync_names(self.folder, self.layer)
            except BaseException:
                with suppress(OSError):
                    self.layer.close(descriptor)
                remove(file, layer=self.layer)
                raise
        except OSError as error:
            raise failure(file, error) from error
        before, self.file = self.file, file
        self._close()
        self._descriptor, self._is_whole = descriptor, True
        if before is not None:
            remove(before, layer=self.layer)

    def _append(self, descriptor: int, record: Tree) -> None:
        self._is_whole = False
        try:
            self._put(descriptor, record)
        except OSError as error:
            raise failure(self.file or self.folder, error) from error
        self._is_whole = True

    def _put(self, descriptor: int, record: Mapping[str, object]) -> None:
        time = self.now().isoformat(timespec="milliseconds")
        write_all(descriptor, _line({"n": self._lines, "time": time, **record}), self.layer)
        self.layer.sync(descriptor)
        self._lines += 1

    def _keep(self, media: tuple[Image, ...]) -> None:
        """Keeps pictures beside the journals, each once, as they are named by what they hold."""
        for image in media:
            place = self.folder / PICTURES / image.digest
            if image.digest and not place.exists():
                make_folder(place.parent, permissions=PRIVATE, layer=self.layer)
                save(place, image.data, layer=self.layer)


def read_journal(file: Path) -> Left:
    """Reads a journal; raises DocumentError when not even its first line is whole."""
    lines = list(_records(read_bytes(file, limits.JOURNAL_BYTES)))
    whole = [record for record in lines if record is not None]
    try:
        head = whole[0]
        tree: Tree = {name: head[name] for name in ("head", "order", "blocks")}
        for record in whole[1:]:
            tree = changed_by(tree, record)
        last = whole[-1]
        return Left(
            file=file,
            path=_path(head["path"]),
            base=str(head["base"]),
            text=document_text(tree).encode(),
            edits=int(str(last["edits"])),
            time=_time(last["time"]),
            media=_digests(head["media"]),
            saving=str(next((record["saving"] for record in reversed(whole) if "saving" in record), "")),
            is_cut=len(whole) < len(lines),
        )
    except (LookupError, TypeError, ValueError) as error:
        reason = _("this journal does not hold a whole document")
        raise DocumentError(str(file), 0, 0, reason, _("open an earlier version of the document")) from error


def read_media(left: Left) -> tuple[Image, ...]:
    """Returns the pictures of a journal; one that is gone or was changed is left out."""
    found = []
    folder = left.file.parent.parent if left.file.parent.name == BIN else left.file.parent
    for name, digest in left.media.items():
        with suppress(DocumentError):
            content = read_bytes(folder / PICTURES / digest, limits.PICTURE_BYTES)
            if digest_of(content) == digest:
                found.append(read_picture(content, name))
    return tuple(found)


def left_journals(folder: Path, *, layer: FileLayer = DISK) -> Iterator[Left]:
    """Yields what programs left that ended without closing; nothing of one that runs, nothing unreadable."""
    files = sorted(file for file in _files(folder) if _NAME.fullmatch(file.name))
    for _session, parts in groupby(files, lambda file: file.name.rpartition("-")[0]):
        mine = list(parts)
        if not any(_is_held(file, layer) for file in mine):
            for file in reversed(mine):  # the last one may have been cut off at its first line
                with suppress(DocumentError):
                    yield read_journal(file)
                    break


def binned_journals(folder: Path) -> Iterator[Left]:
    """Yields what is in the bin of a folder of journals and nowhere else, as far as it can be read."""
    for file in _files(folder / BIN):
        if (found := _BINNED.fullmatch(file.name)) and not found[2].startswith(ELSEWHERE):
            with suppress(DocumentError):
                yield read_journal(file)


def settle_binned(file: Path, *, layer: FileLayer = DISK) -> None:
    """Says of a journal in the bin that what it holds is elsewhere now; it stays there as long as before."""
    if (found := _BINNED.fullmatch(file.name)) and not found[2].startswith(ELSEWHERE):
        set_aside(file, file.with_name(f"{found[1]}-{ELSEWHERE}{found[2]}.jsonl"), layer=layer)


def take_journal(file: Path, *, layer: FileLayer = DISK) -> None:
    """Raises SaveFailed when a journal is gone, or in the hands of another process."""
    if not file.exists() or _is_held(file, layer):
        reason = _("this work was recovered in another window, or deleted")
        raise SaveFailed(reason, _("look at the windows that are open"))


def bin_journal(
    file: Path, *, is_elsewhere: bool = False, now: Callable[[], datetime] = _now, layer: FileLayer = DISK
) -> None:
    """Puts a journal and the older parts of it into the bin, where it stays for 30 days.

    `is_elsewhere` tells that what it holds is in a file or another journal; nobody is offered it again.
    Raises SaveFailed when there can be no bin; the journal then stays where it is.
    """
    bin_ = file.parent / BIN
    make_folder(bin_, permissions=PRIVATE, layer=layer)
    session = file.name.rpartition("-")[0]
    for part in [one for one in _files(file.parent) if one.name.startswith(f"{session}-")]:
        if part == file:
            why = ELSEWHERE if is_elsewhere else ""
            set_aside(part, bin_ / f"{now().date().isoformat()}-{why}{part.name}", layer=layer)
        else:
            remove(part, layer=layer)


def sweep(folder: Path, *, now: Callable[[], datetime] = _now, layer: FileLayer = DISK) -> None:
    """Deletes what has been in the bin for 30 days, and pictures that no journal names any more."""
    today = now().date()
    for file in _files(folder / BIN):
        if found := _BINNED.fullmatch(file.name):
            with suppress(ValueError):
                if (today - datetime.fromisoformat(found[1]).date()).days > BIN_DAYS:
                    remove(file, layer=layer)
    journals = [*_files(folder), *_files(folder / BIN)]
    if any(_is_held(file, layer) for file in journals):
        return  # a program that runs may be about to name one
    named: set[str] = set()
    for file in journals:
        try:
            named.update(read_journal(file).media.values())
        except DocumentError:
            return
    for file in _files(folder / PICTURES):
        if file.name not in named:
            remove(file, layer=layer)


def _is_held(file: Path, layer: FileLayer) -> bool:
    try:
        layer.close(layer.hold(file))
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _path(told: Plain) -> Path | None:
    """Return the file of a document, None when there is none, or none that a system could have."""
    if not isinstance(told, str) or "\0" in told:
        return None
    try:
        os.fsencode(told)
    except UnicodeEncodeError:
        return None
    return Path(told)


def _time(told: Plain) -> datetime:
    """Return when a line was written; where that says nothing sensible, the words count and are old."""
    try:
        time = datetime.fromisoformat(str(told)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _LONG_AGO
    return time if _LONG_AGO.year < time.year < _FAR_OFF else _LONG_AGO


def _digests(told: Plain) -> dict[str, str]:
    if not isinstance(told, dict) or not all(_DIGEST.fullmatch(str(digest)) for digest in told.values()):
        raise TypeError(told)
    return {name: str(digest) for name, digest in told.items()}


def _line(record: Mapping[str, object]) -> bytes:
    text = json.dumps(record, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _records(data: bytes) -> Iterator[Tree | None]:
    """Yields the lines of a journal up to the first that is not whole, which is None."""
    for number, line in enumerate(data.splitlines(keepends=True)):
        sum_, _blank, text = line.rstrip(b"\n").partition(b" ")
        record: Tree | None = None
        if line.endswith(b"\n") and sum_ == b"%08x" % zlib.crc32(text):
            with suppress(ValueError):
                record = json.loads(text)
        if record is None or record.get("n") != number:
            yield None
            return
        yield record
