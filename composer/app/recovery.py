"""What a program left that ended without closing: what there is, and what the user may do with each.

Nothing is deleted that is not in a file or in another journal; what is thrown away is in the bin for 30 days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from composer.app.session import Session
from composer.app.world import world_of
from composer.errors import ComposerError, DocumentError
from composer.model.document import Document
from composer.store import limits
from composer.store.backups import Backups
from composer.store.disk import DISK, FileLayer
from composer.store.documents import Opened, document_bytes, is_packed, open_bytes
from composer.store.files import digest_of, read_bytes, save
from composer.store.journal import (
    Left,
    bin_journal,
    binned_journals,
    left_journals,
    read_media,
    settle_binned,
    sweep,
    take_journal,
)
from composer.store.media import save_beside, settled


class FileState(Enum):
    """What became of the file of a document since it was opened or saved here."""

    NONE = "none"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Work that is in no file: the document, when it was typed last, how many edits, what became of its file.

    `saved` is what the file held before these edits, None when nobody knows, `there` what it holds now.
    `is_binned` tells that it was thrown away, or not saved at the end. `document` is None when not even
    our own loader reads it; `text` can then be saved as it is.
    """

    journal: Path
    path: Path | None
    document: Document | None
    text: bytes
    time: datetime
    edits: int
    state: FileState
    base: str
    saved: Document | None = None
    opened: Opened | None = None
    there: Document | None = None
    is_binned: bool = False

    @property
    def name(self) -> str:
        """Return what the document is called: its file or its title, empty when it has neither."""
        if self.path is not None:
            return self.path.name
        document = self.document
        return (document.title or str(document.field("subject") or "")) if document else ""


def candidates(
    folder: Path, backups: Backups | None = None, *, layer: FileLayer = DISK
) -> tuple[Candidate, ...]:
    """Return what can be recovered, the newest first; what is elsewhere as well is put into the bin.

    That is what its file says, or another journal: a program that ends while it recovers leaves two.
    """
    found: list[Candidate] = []
    left = [_candidate(one, _file(one), backups) for one in left_journals(folder, layer=layer)]
    for candidate in _newest_first(left):
        if _is_known(candidate) or any(_is_same(candidate, newer) for newer in found):
            bin_journal(candidate.journal, is_elsewhere=True, layer=layer)
        else:
            found.append(candidate)
    return tuple(found)


def thrown_away(folder: Path, backups: Backups | None = None) -> tuple[Candidate, ...]:
    """Return what is in the bin and in no file, the newest first: what was discarded or not saved."""
    binned = (_candidate(left, _file(left), backups) for left in binned_journals(folder))
    return _newest_first([replace(one, is_binned=True) for one in binned if not _is_known(one)])


def _newest_first(found: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: one.time, reverse=True))


def recover(
    candidate: Candidate, folder: Path, *, search: Sequence[Path] = (), backups: Backups | None = None
) -> Session:
    """Open work in a session, unsaved, with a journal of its own; the one it came from goes to the bin.

    When the file was changed meanwhile, saving will say so, as for any other conflict. Raises ComposerError
    when the work is gone, cannot be read, or its template is not there; nothing is then lost.
    """
    take_journal(candidate.journal)
    opened = candidate.opened or open_bytes(candidate.text, candidate.journal)
    opened = replace(opened, path=candidate.path or Path(), digest=candidate.base)
    session = Session.recovered(opened, candidate.saved, has_file=candidate.path is not None, search=search)
    keeper = session.keep_in(folder, backups, edits=candidate.edits)
    if keeper.keep():
        if candidate.is_binned:
            settle_binned(candidate.journal)
        else:
            bin_journal(candidate.journal, is_elsewhere=True)
    return session


def save_copy(candidate: Candidate, path: Path) -> None:
    """Save work in a file of its own, and leave it where it is; raises SaveFailed.

    Work that our own loader does not read is saved as the text it is.
    """
    take_journal(candidate.journal)
    if candidate.document is None:
        save(path, candidate.text)
        return
    document = settled(candidate.document, None if is_packed(path) else path)
    if not is_packed(path):
        save_beside(document, path)
    save(path, document_bytes(document, path.suffix))


def discard(candidate: Candidate) -> None:
    """Put work into the bin, where it stays for 30 days; raises SaveFailed."""
    take_journal(candidate.journal)
    bin_journal(candidate.journal)


def tidy_up(folder: Path, backups: Backups) -> None:
    """Delete what is old enough; to be called once, some time after the start, on a thread of its own."""
    sweep(folder)
    backups.thin()


def can_open(candidate: Candidate, search: Sequence[Path] = ()) -> bool:
    """Return whether work can be opened here: it can be read, and its template is there."""
    if candidate.document is None:
        return False
    try:
        world_of(candidate.document, search)
    except ComposerError:
        return False
    return True


class _File(NamedTuple):
    """The file of a document as it is now."""

    state: FileState
    document: Document | None = None
    digest: str = ""


def _file(left: Left) -> _File:
    """Return what became of a file, by what it holds; its time is never looked at."""
    if left.path is None:
        return _File(FileState.NONE)
    try:
        content = read_bytes(left.path, limits.ZIP_BYTES)
    except DocumentError:
        return _File(FileState.CHANGED if left.path.exists() else FileState.MISSING)
    digest = digest_of(content)
    is_ours = digest in (left.base, left.saving)  # the last save may have ended without the journal
    return _File(FileState.UNCHANGED if is_ours else FileState.CHANGED, _document(content, left.path), digest)


def _is_known(candidate: Candidate) -> bool:
    """Return whether the file is there and says all that the journal does, as it is or as it was."""
    held = _content(candidate.document)
    known = _content(candidate.saved), _content(candidate.there)
    return candidate.state is not FileState.MISSING and held is not None and held in known


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Return whether two journals hold the same words of the same file."""
    held = _content(one.document)
    return held is not None and one.path == other.path and held == _content(other.document)


def _content(document: Document | None) -> Document | None:
    """Return a document without what saving changes: edition of the template, names of pictures."""
    return settled(replace(document, written_with=None), None) if document else None


def _candidate(left: Left, there: _File, backups: Backups | None) -> Candidate:
    try:
        opened = open_bytes(left.text, left.file)
        opened = replace(opened, document=replace(opened.document, media=read_media(left)))
    except DocumentError:
        opened = None
    return Candidate(
        journal=left.file,
        path=left.path,
        document=opened.document if opened else None,
        text=left.text,
        time=left.time,
        edits=left.edits,
        state=there.state,
        base=there.digest if there.state is FileState.UNCHANGED else left.base,
        saved=there.document if there.state is FileState.UNCHANGED else _earlier(left, backups),
        opened=opened,
        there=there.document,
    )


def _earlier(left: Left, backups: Backups | None) -> Document | None:
    """Return what the file held before somebody changed it, from its earlier versions."""
    if left.path is None or not left.base or backups is None:
        return None
    try:
        return _document(backups.read(left.base), left.path)
    except DocumentError:
        return None


def _document(content: bytes, path: Path) -> Document | None:
    try:
        return open_bytes(content, path).document
    except DocumentError:
        return None
