"""The libraries of a user as one: searched together, opened, added to. What a window or a command asks.

Every function may be called on any thread; those that may take long say so.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from composer import resources
from composer.app.library_check import is_library
from composer.errors import DocumentError, SaveFailed
from composer.i18n import N_, _
from composer.model.document import Block, Origin
from composer.model.finding import Finding, note, warning
from composer.model.hit import EVERYTHING, Choices, Filters, Hit
from composer.model.revision import Revision, Stored
from composer.model.source import Source
from composer.store.index import Index
from composer.store.library import Library, open_library
from composer.store.library_folder import create_library
from composer.store.own_folders import cache_folder, data_folder

__all__ = [
    "Choices",
    "Filters",
    "Hit",
    "Shelf",
    "Taken",
    "begin_library",
    "left_out",
    "named_libraries",
    "now",
    "open_index",
    "open_shelf",
    "own_library",
    "shipped_library",
]

LIBRARIES = "PLEIDOOI_LIBRARIES"

_MOST_TOLD = 20
# What a system puts into a folder that nobody put anything into.
_LEFT_BY_SYSTEMS = {"Thumbs.db", "desktop.ini"}


class Taken(NamedTuple):
    """A block as it goes into a document, with its origin, and the sources that it cites."""

    block: Block
    sources: tuple[Source, ...]


class Shelf:
    """Some libraries and their index. The first library that may be written is where new blocks go."""

    def __init__(
        self,
        libraries: Sequence[Library],
        cache: Path | None = None,
        *,
        index: Index | None = None,
        uses: Callable[[str], int] = lambda _id: 0,
    ) -> None:
        """Take libraries in their order; `uses` tells in how many documents a library block is known to be.

        The index is kept in the folder `cache`, that of this user when none is named; or it is one that other
        shelves share.
        """
        self.libraries = tuple(libraries)
        self.uses = uses
        self._index = index or open_index(cache)

    def library(self, place: str) -> Library | None:
        """Return the library of a hit."""
        return next((library for library in self.libraries if library.place == place), None)

    @property
    def writable(self) -> tuple[Library, ...]:
        """Return the libraries that blocks can be added to, the user's own when it has yet to be made."""
        return tuple(library for library in self.libraries if library.may_write or _is_to_be_made(library))

    def called(self, library: Library) -> str:
        """Return the name of a library, also of one that is yet to be made."""
        return _("My library") if _is_to_be_made(library) else library.name

    def is_there(self, library: Library) -> bool:
        """Return whether a library was in reach when it was looked at, or is yet to be made."""
        return _is_to_be_made(library) or all(one.place != library.place for one in library.skipped())

    @property
    def shared(self) -> tuple[Library, ...]:
        """Return the libraries that others may have too: neither the user's own nor the shipped one."""
        alone = {str(own_library()), str(shipped_library())}
        return tuple(library for library in self.libraries if library.place not in alone)

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    # ---- looking

    def refresh(self, *, thorough: bool = False, stop: Callable[[], bool] = lambda: False) -> int:
        """Take over what changed in the libraries; returns how many places did. May take long the first time.

        What was read so far can be found already. `stop` is asked now and then. A thorough look reads every
        file again.
        """
        return sum(self._index.refresh(library, thorough=thorough, stop=stop) for library in self.libraries)

    def search(self, text: str, filters: Filters = EVERYTHING, limit: int = 50) -> tuple[Hit, ...]:
        """Return what was found, the best first; what is in two libraries is of the first of them."""
        names = {library.place: library.name for library in self.libraries}
        found = self._index.search(text, filters, names, limit)
        return tuple(hit._replace(uses=self.uses(hit.id)) for hit in found)

    def candidates(self, words: Sequence[str], limit: int = 40) -> tuple[Hit, ...]:
        """Return the wordings that have most of some words, to be compared with a text that has them."""
        names = {library.place: library.name for library in self.libraries}
        return self._index.having(words, names, limit)

    def choices(self) -> Choices:
        """Return what the filters can be set to."""
        return self._index.choices()

    def findings(self) -> tuple[Finding, ...]:
        """Return what could not be read, each with its library; of many the first and how many more."""
        return tuple(finding for library in self.libraries for finding in _skipped(library))

    # ---- opening

    def revision(self, hit: Hit) -> Revision | None:
        """Return the revision of a hit, None when it is gone since."""
        library = self.library(hit.library)
        return library.get(hit.id, hit.digest) if library else None

    def block(self, hit: Hit, language: str = "", length: str = "") -> Taken | None:
        """Return the block of a hit in the wording nearest to a language and a length, else in its own."""
        revision = self.revision(hit)
        if revision is None:
            return None
        return taken(Stored(hit.digest, revision), language or hit.language, length or hit.length)

    def history(self, id_: str, place: str = "") -> dict[str, Revision]:
        """Return every revision of a block in one library, or in the first that has it."""
        libraries = [one for one in self.libraries if place in ("", one.place)]
        return next((found for library in libraries if (found := library.history(id_))), {})

    def heads(self, id_: str, place: str = "") -> tuple[Stored, ...]:
        """Return the revisions of a block that stand now, in one library or in the first that has it."""
        libraries = [one for one in self.libraries if place in ("", one.place)]
        return next((found for library in libraries if (found := library.heads(id_))), ())

    # ---- adding

    def save(self, revision: Revision, place: str = "") -> Stored:
        """Add a revision to a library, the first that may be written when none is named.

        It can be found at once. Raises SaveFailed.
        """
        library = self.library(place) if place else next(iter(self.writable), None)
        if library is None:
            reason = _("nothing was saved: there is no library that you may write to")
            raise SaveFailed(reason, _("add a folder of your own in the settings"))
        if _is_to_be_made(library):
            create_library(own_library(), self.called(library))
        digest = library.put(revision)
        self._index.refresh(library, of=revision.id)
        return Stored(digest, library.get(revision.id, digest) or revision)


def taken(stored: Stored, language: str = "", length: str = "", *, follow: bool = True) -> Taken:
    """Return a wording of a revision as it goes into a document."""
    revision = stored.revision
    variant = revision.variant(language, length)
    origin = Origin(revision.id, stored.digest, follow)
    block = replace(variant.block, origin=origin)
    return Taken(block, revision.sources)


def open_shelf(
    folders: Sequence[Path] = (),
    *,
    first: Sequence[Path] = (),
    index: Index | None = None,
    uses: Callable[[str], int] = lambda _id: 0,
) -> Shelf:
    """Return the libraries of a user: those named `first`, their folders, their own library, the shipped one.

    Folders need not be there: what is out of reach holds nothing and is told by `findings`.
    """
    places = dict.fromkeys((*first, *folders, own_library()))
    libraries = [open_library(path) for path in places]
    return Shelf((*libraries, open_library(shipped_library(), read_only=True)), index=index, uses=uses)


def open_index(cache: Path | None = None) -> Index:
    """Return the index in a folder, that of this user when none is named; nothing is made there yet."""
    return Index(cache or cache_folder())


def begin_library(folder: Path) -> bool:
    """Make a library of an empty folder; return whether one was begun. One that is there stays as it is.

    Raises DocumentError for a folder that holds other things: blocks would be put between them. Raises
    SaveFailed when nothing can be written.
    """
    if is_library(folder):
        return False
    try:
        held = [one.name for one in folder.iterdir() if not one.name.startswith(".")]
    except OSError as error:
        why = error.strerror or str(error)
        raise DocumentError(
            str(folder), 0, 0, _("the folder cannot be read: {why}").format(why=why)
        ) from error
    if set(held) - _LEFT_BY_SYSTEMS:
        hint = _("choose the folder of a library, or an empty one to begin a library in")
        raise DocumentError(str(folder), 0, 0, _("this folder is not a library"), hint)
    create_library(folder, folder.name)
    return True


def named_libraries() -> tuple[Path, ...]:
    """Return the folders that whoever looks after this machine names for all who use it.

    They stand in PLEIDOOI_LIBRARIES, divided as the folders in PATH are.
    """
    named = os.environ.get(LIBRARIES, "").split(os.pathsep)
    return tuple(Path(folder) for folder in named if folder.strip())


def own_library() -> Path:
    """Return the folder of the library of this user alone; it need not be there."""
    return data_folder() / "library"


def shipped_library() -> Path:
    """Return the folder of the library that comes with the program; it is never written to."""
    return resources.path("library")


def now() -> str:
    """Return the time as a revision has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_to_be_made(library: Library) -> bool:
    return library.place == str(own_library()) and not own_library().exists()


def left_out(findings: Iterable[Finding]) -> int:
    """Return how many files some findings tell of; a library that is out of reach is no file."""
    counted = (str(dict(one.arguments).get("count", "1")) for one in findings if one.id == "library-skipped")
    return sum(int(count) for count in counted)


def _skipped(library: Library) -> tuple[Finding, ...]:
    if _is_to_be_made(library):
        return ()
    found = library.skipped()
    if away := next((one for one in found if one.place == library.place), None):
        return (
            warning(
                "library-away",
                N_("The library '{library}' is not searched: {reason}."),
                hint="{advice} ({place})",
                library=library.name,
                place=away.place,
                reason=away.reason,
                advice=away.hint,
            ),
        )
    told = tuple(
        warning(
            "library-skipped",
            N_("Left out of the library '{library}': {place}{spot}: {reason}."),
            hint="{advice}",
            library=library.name,
            place=one.place,
            spot=f":{one.line}:{one.column}" if one.line else "",
            reason=one.reason,
            advice=one.hint,
        )
        for one in found[:_MOST_TOLD]
    )
    if len(found) <= _MOST_TOLD:
        return told
    more = note(
        "library-skipped",
        N_("Left out of the library '{library}' besides: {count} more."),
        library=library.name,
        count=len(found) - _MOST_TOLD,
    )
    return (*told, more)
