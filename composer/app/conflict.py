"""When somebody else saved the file of an open document: what there is to see, and what the user may do.

Whether that is so is told by what the file holds, never by its time; so our own saves are never taken for
somebody else's.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from composer.app.history import translated
from composer.app.merge import Choice, Conflict, Merged, merge, settle
from composer.app.session import Session
from composer.errors import DocumentError
from composer.i18n import N_
from composer.store import limits
from composer.store.documents import Opened, open_bytes
from composer.store.files import digest_of, read_bytes

__all__ = [
    "Choice",
    "Conflict",
    "Looked",
    "Merged",
    "Opened",
    "Outside",
    "keep_mine",
    "look",
    "merged",
    "revert",
    "take_merged",
    "take_theirs",
]


class Outside(Enum):
    """The file of a document as it is now, compared with what was read or saved here last."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the file told; `theirs` is what it holds when that is another document."""

    state: Outside
    theirs: Opened | None = None
    error: DocumentError | None = None


def look(path: Path, base: str | None) -> Looked:
    """Look at a file whose content was `base`, a SHA-256; may be called on any thread. Never raises."""
    try:
        content = read_bytes(path, limits.ZIP_BYTES)
        if digest_of(content) == base:
            return Looked(Outside.SAME)
        return Looked(Outside.CHANGED, open_bytes(content, path))
    except DocumentError as error:
        return Looked(Outside.UNREADABLE if path.exists() else Outside.MISSING, error=error)


def merged(session: Session, theirs: Opened) -> Merged:
    """Return what both made of the document, and what is to be asked; the session stays as it is."""
    return merge(session.saved, session.document, theirs.document)


def take_merged(
    session: Session, theirs: Opened, result: Merged, choices: dict[Conflict, Choice] | None = None
) -> None:
    """Go on with both, after the answers given; what was not answered is there twice. One step to undo."""
    document = result.document
    for conflict, choice in (choices or {}).items():
        document = settle(document, conflict, choice)
    session.rebase(theirs, translated(N_("Merge")), document)


def take_theirs(session: Session, theirs: Opened) -> None:
    """Go on with theirs; mine is one step of undo away."""
    session.rebase(theirs, translated(N_("Reload")), theirs.document)


def revert(session: Session, path: Path) -> None:
    """Go back to what a file holds; raises DocumentError, and nothing changed. One step of undo."""
    held = open_bytes(read_bytes(path, limits.ZIP_BYTES), path)
    session.rebase(held, translated(N_("Back to the file")), held.document)


def keep_mine(session: Session, theirs: Opened) -> None:
    """Go on with mine: the next save puts it over theirs, which is kept as an earlier version."""
    session.rebase(theirs, "", session.document)
