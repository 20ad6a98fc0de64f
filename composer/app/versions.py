"""Earlier versions of a document: which there are, what one held, and a new document from one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from composer.app.session import Session
from composer.blocks.kind import texts_of
from composer.model.document import Document
from composer.store.backups import Backups, Version
from composer.store.documents import Opened, open_bytes
from composer.store.own_folders import journal_folder, versions_folder

__all__ = [
    "Backups",
    "Version",
    "earlier_versions",
    "of_this_user",
    "open_version",
    "restored_as_new",
    "words_in",
]


def of_this_user() -> tuple[Path, Backups]:
    """Return where the journals of this user are, and the earlier versions of all documents."""
    return journal_folder(), Backups(versions_folder())


def earlier_versions(session: Session, backups: Backups) -> tuple[Version, ...]:
    """Return the versions of a document but the one it is saved as, the newest first."""
    if session.path is None:
        return ()
    return tuple(version for version in backups.versions(session.path) if version.digest != session.base)


def open_version(path: Path, version: Version, backups: Backups) -> Opened:
    """Return a version as it was; raises DocumentError when it is gone, damaged or unreadable."""
    return open_bytes(backups.read(version.digest), path)


def restored_as_new(path: Path, version: Version, backups: Backups, search: Sequence[Path] = ()) -> Session:
    """Begin a new document, in no file yet, with what a version held; the document itself stays as it is.

    Raises DocumentError as `open_version` does, TemplateError when the template is not there any more.
    """
    opened = replace(open_version(path, version, backups), digest="")
    return Session.recovered(opened, None, has_file=False, search=search)


def words_in(document: Document) -> int:
    """Return how many words the blocks of a document say, notes not included."""
    return sum(len(text.plain.split()) for block in document.walk() for _path, text in texts_of(block))
