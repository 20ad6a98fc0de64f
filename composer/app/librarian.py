"""The libraries of a user while the program runs: opened when first asked for, and what is used where.

Made on the thread of the window, asked on others: opening a folder on a share may take long.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from composer.app.linked import linked_ids, standing_now
from composer.app.telling import Telling
from composer.app.used import Seen, Used, counts, look_through, used_where
from composer.model.alike import Likeness, most_alike, telling_words
from composer.model.document import Document, Origin
from composer.model.finding import Finding
from composer.model.hit import EVERYTHING, Choices, Filters, Hit
from composer.model.picture import Image
from composer.model.revision import Revision, Stored
from composer.model.use import Use

if TYPE_CHECKING:
    from composer.app.shelf import Shelf
    from composer.store.index import Index
    from composer.store.library import Library, Skipped

# How many hits are looked at for one that says nearly the same.
CANDIDATES = 40
HITS = 200


class Found(NamedTuple):
    """What a search found, and what the filters can be set to."""

    hits: tuple[Hit, ...]
    choices: Choices


class Place(NamedTuple):
    """A library as it is offered: where it is, what it is called, whether one may add to it.

    `is_there` tells whether it is in reach, `is_chosen` whether the user named its folder.
    """

    place: str
    name: str
    may_write: bool
    is_there: bool = True
    is_chosen: bool = False


class LeftOut(NamedTuple):
    """A file of a library that could not be read: where and why, and what to do."""

    library: str
    place: str
    reason: str
    hint: str


class Looked(NamedTuple):
    """What a look at the libraries gave: what could not be read, and which libraries there are."""

    findings: tuple[Finding, ...]
    places: tuple[Place, ...]


class Librarian:
    """Every function but the constructor and `become` may take long; each may be called on any thread."""

    def __init__(
        self,
        folders: Callable[[], Iterable[str]],
        documents: Callable[[], Iterable[str]],
        *,
        author: Callable[[], str | None] = lambda: None,
        cache: Path | None = None,
    ) -> None:
        """Ask for the folders of libraries, and for the paths of documents, whenever they are needed.

        `author` is who tells others where blocks of shared libraries are used, None for who does not.
        """
        self._folders = folders
        self._documents = documents
        self._cache = cache
        self._lock = threading.Lock()
        self._shelf: tuple[tuple[str, ...], Shelf] | None = None
        # One for all shelves there will be: somebody may be searching in it when other folders are chosen.
        self._index: Index | None = None
        self._has_looked = False
        self._author = author
        self._telling = Telling()
        self._seen: Seen = {}
        self._theirs: tuple[Use, ...] = ()
        self._counts: Mapping[str, int] = {}

    @property
    def shelf(self) -> Shelf:
        """Return the libraries there are by the settings of now."""
        from composer.app.shelf import (
            named_libraries,
            open_index,
            open_shelf,
        )  # on the thread that asks first, not while a window opens

        folders = tuple(self._folders())
        with self._lock:
            if self._shelf is None or self._shelf[0] != folders:
                self._index = self._index or open_index(self._cache)
                paths = [Path(folder) for folder in folders]
                first = named_libraries()
                self._shelf = folders, open_shelf(paths, first=first, index=self._index, uses=self._uses_of)
            return self._shelf[1]

    def _uses_of(self, block: str) -> int:
        return self._counts.get(block, 0)

    def close(self) -> None:
        """Close what was opened; nobody may be searching."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._shelf = self._index = None

    # ---- looking

    def look(self, check: Callable[[], None] = lambda: None) -> Looked:
        """Take over what is new in the libraries and in the documents.

        `check` may raise to end the work.
        """

        def stop() -> bool:
            check()
            return False

        self.shelf.refresh(stop=stop)
        self._has_looked = True
        self.count_uses(check)
        return Looked(self.shelf.findings(), self.places())

    def left_out(self) -> tuple[LeftOut, ...]:
        """Return all files that could not be read, by library and place, as of the last look."""
        skipped = ((library, one) for library in self.shelf.libraries for one in library.skipped())
        return tuple(
            LeftOut(library.name, _spot(one), one.reason, one.hint)
            for library, one in skipped
            if one.place != library.place
        )

    def be_ready(self) -> None:
        """Look at the libraries, unless that was done since the program began."""
        if not self._has_looked:
            self.shelf.refresh()
            self._has_looked = True

    def count_uses(self, check: Callable[[], None] = lambda: None) -> None:
        """Look through the documents of the user, those lately opened and what stands beside them.

        Others who share a library are told, and tell.
        """
        recent = [Path(path) for path in self._documents()]
        places = dict.fromkeys((*recent, *(path.parent for path in recent)))
        self._seen = look_through(places, self._seen, check)
        shared = self.shelf.shared
        self._telling.tell([one for one in shared if one.may_write], self._seen, self._author())
        self._theirs = self._telling.theirs(shared)
        self._counts = counts(self._seen, self._theirs)

    def search(self, text: str, filters: Filters = EVERYTHING, language: str = "") -> Found:
        """Return what was found, and what the filters can be set to; wordings in a language come first."""
        shelf = self.shelf
        hits = shelf.search(text, filters, HITS)
        if language and not filters.languages:
            first = shelf.search(text, filters._replace(languages=(language,)), HITS)
            known = {(hit.library, hit.id) for hit in first}
            hits = (*first, *(hit for hit in hits if (hit.library, hit.id) not in known))[:HITS]
        return Found(hits, shelf.choices())

    def used_now(self, block: str) -> tuple[Used, ...]:
        """Return the documents that have a library block, as they are saved now."""
        self.count_uses()
        return used_where(self._seen, block, self._theirs)

    def alike(self, words: str, but: str = "") -> tuple[tuple[Hit, Likeness], ...]:
        """Return the blocks that say nearly the same as some words, most alike first; one may be left out."""
        found = self.shelf.candidates(telling_words(words), CANDIDATES)
        hits = {str(number): hit for number, hit in enumerate(found) if hit.id != but}
        alike = most_alike(words, ((key, hit.text) for key, hit in hits.items()))
        best: dict[str, tuple[Hit, Likeness]] = {}
        for key, like in alike:
            best.setdefault(hits[key].id, (hits[key], like))
        return tuple(best.values())

    # ---- opening and adding

    def places(self) -> tuple[Place, ...]:
        """Return the libraries in their order."""
        shelf = self.shelf
        writable = {library.place for library in shelf.writable}
        mine = {str(Path(folder)) for folder in self._folders()}
        return tuple(
            Place(one.place, shelf.called(one), one.place in writable, shelf.is_there(one), one.place in mine)
            for one in shelf.libraries
        )

    def histories(self, document: Document) -> dict[str, Mapping[str, Revision]]:
        """Return the revisions of every library block that a document has blocks of."""
        return {name: self.shelf.history(name) for name in linked_ids(document)}

    def stored(self, hit: Hit) -> Stored | None:
        """Return the revision of a hit, None when it is gone since."""
        revision = self.shelf.revision(hit)
        return Stored(hit.digest, revision) if revision else None

    def now_of(self, origin: Origin) -> tuple[str, Stored] | None:
        """Return the revision that counts now for who took a block, and in which library; None for none."""
        for library in self.shelf.libraries:
            history = library.history(origin.block)
            if history:
                base = origin.revision if origin.revision in history else ""
                found = standing_now(history, base)
                return (library.place, found) if found else None
        return None

    def images(self, place: str, names: Iterable[str]) -> tuple[Image, ...]:
        """Return the pictures of a library by their names, as far as they are there."""
        library = self.shelf.library(place)
        return tuple(image for name in names if (image := _image(library, name)))

    def images_of(self, block: str, names: Iterable[str]) -> tuple[Image, ...]:
        """Return pictures by their names from the library that has a block, as far as they are there."""
        wanted = tuple(names)
        held = (one.place for one in self.shelf.libraries if wanted and one.history(block))
        return next((self.images(place, wanted) for place in held), ())

    def has(self, block: str) -> bool:
        """Return whether a library has a block of an id; nothing else is read."""
        return bool(self.shelf.history(block))

    def save(self, revision: Revision, place: str, images: Sequence[Image] = ()) -> Stored:
        """Add a revision with its pictures; raises SaveFailed, and the library is then what it was."""
        library = self.shelf.library(place)
        for image in images:
            if library is not None and image.data:
                library.put_asset(image.data, f".{image.content_name.rpartition('.')[2]}")
        return self.shelf.save(revision, place)


def _spot(one: Skipped) -> str:
    return f"{one.place}:{one.line}:{one.column}" if one.line else one.place


def _image(library: Library | None, name: str) -> Image | None:
    from composer.store.pictures import read_picture

    data = library.asset(name) if library else None
    return read_picture(data, name) if data else None
