"""Earlier versions of a document: which there are, what one held, and a new document from one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from composer.app.preview import PageImage, Pictures, Rendered, render
from composer.app.session import Session
from composer.app.world import world_of
from composer.blocks.kind import texts_of
from composer.model.document import Document
from composer.store.backups import Backups, Version
from composer.store.documents import Opened, open_bytes
from composer.store.own_folders import journal_folder, versions_folder

__all__ = [
    "Backups",
    "PageImage",
    "Reader",
    "Seen",
    "Version",
    "earlier_versions",
    "of_this_user",
    "open_version",
    "restored_as_new",
    "words_in",
]


class Seen(NamedTuple):
    """One page of a version: its number, counting from 0, of how many, and its picture."""

    number: int
    pages: int
    image: PageImage


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


class Reader:
    """Shows the pages of the versions of one document; only the worker that paints may call it."""

    def __init__(self, path: Path, backups: Backups, search: Sequence[Path] = ()) -> None:
        """Begin with nothing shown."""
        self._path, self._backups, self._search = path, backups, tuple(search)
        self._shown: tuple[str, Rendered] | None = None
        self._pictures = Pictures()

    def page(self, version: Version, number: int, width: int) -> Seen:
        """Return a page about `width` pixels wide, the last one when there are not so many.

        Raises DocumentError as `open_version` does, TemplateError when the template is not there any more.
        """
        if self._shown is None or self._shown[0] != version.digest:
            document = open_version(self._path, version, self._backups).document
            self._shown = version.digest, render(document, world_of(document, self._search))
        rendered = self._shown[1]
        number = min(number, len(rendered.layout.pages) - 1)
        return Seen(number, len(rendered.layout.pages), self._pictures.image(rendered, number, width))

    def close(self) -> None:
        """Give back what the pictures hold."""
        self._pictures.close()
