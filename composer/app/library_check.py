"""Checking a library, and what a document took from libraries; for a command that has no window."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from composer.app.houses import Told
from composer.app.library_findings import findings_of
from composer.app.linked import linked_ids, standing_of
from composer.errors import DocumentError
from composer.i18n import N_, _
from composer.model.finding import Finding, Severity, error, note, warning
from composer.model.revision import forks, missing
from composer.store.documents import read_document
from composer.store.library_folder import BLOCKS, LIBRARY_FILE, FolderLibrary


class CheckedLibrary(NamedTuple):
    """What there is to tell about a library, and how many blocks it has."""

    path: Path
    blocks: int
    told: tuple[Told, ...]

    @property
    def has_errors(self) -> bool:
        """Return whether something in it cannot be read."""
        return any(told.finding.severity is Severity.ERROR for told in self.told)


def is_library(path: Path) -> bool:
    """Return whether a path is that of a library, or of the file that names one."""
    return (path.is_dir() and _is_one(path)) or path.name == LIBRARY_FILE


def check_library(path: Path) -> CheckedLibrary:
    """Read all of a library: tell what cannot be read, which blocks contradict themselves, what lacks."""
    folder = path if path.is_dir() else path.parent
    library = FolderLibrary(folder, read_only=True)
    ids = library.ids()
    left_out = tuple(
        Told(folder / one.place, one.line, one.column, _left_out(one.reason, one.hint))
        for one in library.skipped()
    )
    standing = tuple(told for id_ in ids for told in _standing(library, id_))
    return CheckedLibrary(folder, len(ids), (*left_out, *standing))


def library_findings(path: Path, folders: Sequence[Path]) -> tuple[Finding, ...]:
    """Return how the blocks of a document stand to the libraries they came from, in reading order.

    Of a block that is in several of them the first counts. Raises DocumentError for what is no library.
    """
    document = read_document(path)
    libraries = [FolderLibrary(_existing(folder), read_only=True) for folder in folders]
    histories = {
        id_: next((found for library in libraries if (found := library.history(id_))), {})
        for id_ in linked_ids(document)
    }
    return findings_of(standing_of(document, histories))


def _existing(folder: Path) -> Path:
    if not _is_one(folder):
        reason = _("this folder is not a library") if folder.is_dir() else _("there is no such folder")
        hint = _("a library has a file library.yaml and a folder blocks") if folder.is_dir() else ""
        raise DocumentError(str(folder), 0, 0, reason, hint or _("check the spelling"))
    return folder


def _is_one(folder: Path) -> bool:
    return (folder / LIBRARY_FILE).is_file() or (folder / BLOCKS).is_dir()


def _left_out(reason: str, hint: str) -> Finding:
    return error("library-unreadable", N_("Left out: {reason}."), hint="{advice}", reason=reason, advice=hint)


def _standing(library: FolderLibrary, id_: str) -> Iterator[Told]:
    history = library.history(id_)
    place = library.folder / BLOCKS / id_
    contradicting = forks(library.heads(id_))
    if contradicting:
        authors = ", ".join(sorted({one.revision.author for one in contradicting}))
        finding = warning(
            "library-forked",
            N_("Versions of the block '{block}' contradict each other; they are by {authors}."),
            hint=N_("open the library to make one of them"),
            block=id_,
            authors=authors,
        )
        yield Told(place, 0, 0, finding)
    for digest in missing(history):
        finding = note(
            "library-missing",
            N_("An earlier version of the block '{block}', {digest}, is not here."),
            hint=N_("wait until the folder is copied whole"),
            block=id_,
            digest=digest,
        )
        yield Told(place, 0, 0, finding)
