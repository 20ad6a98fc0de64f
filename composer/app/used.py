"""Where blocks of a library are used: in which documents, of which date, to whom.

Looks through files on a worker thread; a file that is as it was is not read again. What cannot be read is
left out: somebody opening it is told why.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from composer.app.linked import sent_on
from composer.errors import ComposerError
from composer.model.document import Document
from composer.model.use import Use
from composer.store.documents import SUFFIX, read_document

# So many files at most, the newest first; and so many folders.
MOST_FILES, MOST_FOLDERS = 2000, 300
# Of a YAML file only one that begins so is a document.
_MARK = b"pleidooi:"
_SUFFIXES = frozenset((SUFFIX, ".yaml", ".yml"))


class Taken(NamedTuple):
    """A library block a document has blocks of, at which revision."""

    block: str
    revision: str


@dataclass(frozen=True, slots=True)
class Used:
    """A document with blocks of a library; `date` is ISO or empty, `sent` when or as what it was sent.

    One that somebody else told of has no path; `by` is who did.
    """

    path: str
    title: str
    date: str
    addressees: tuple[str, ...]
    sent: str
    blocks: tuple[Taken, ...]
    by: str = ""


# How a file was when it was read: its size and the time of its last change; what was found in it.
Seen = Mapping[Path, tuple[tuple[int, int], Used | None]]


def used_in(document: Document, path: Path) -> Used | None:
    """Return what a document has of libraries, None when it has nothing."""
    origins = (block.origin for block in document.walk() if block.origin)
    found = dict.fromkeys(Taken(origin.block, origin.revision) for origin in origins)
    if not found:
        return None
    people = document.people
    persons = people.of("addressees") or people.of("submitters")
    title = document.title or str(document.field("subject") or "") or path.stem
    date = str(document.field("date") or document.field("meeting_date") or "")
    named = tuple(person.organisation or person.title for person in persons)
    return Used(str(path), title, date, named, sent_on(document), tuple(found))


def look_through(
    places: Iterable[Path], before: Seen, check: Callable[[], None] = lambda: None
) -> dict[Path, tuple[tuple[int, int], Used | None]]:
    """Return what stands in the documents of some folders, and in files named themselves.

    A folder is looked through with those in it; hidden ones are not. `check` may raise to end the work.
    """
    found: dict[Path, tuple[tuple[int, int], Used | None]] = {}
    for path, stamp in _newest(places):
        check()
        known = before.get(path)
        found[path] = known if known and known[0] == stamp else (stamp, _read(path))
    return found


def used_where(seen: Seen, block: str, theirs: Iterable[Use] = ()) -> tuple[Used, ...]:
    """Return the documents that have a library block, the latest date first; those others told of too."""
    found = [used for used in _every(seen, theirs) if any(one.block == block for one in used.blocks)]
    return tuple(sorted(found, key=lambda used: (used.date, used.title), reverse=True))


def counts(seen: Seen, theirs: Iterable[Use] = ()) -> dict[str, int]:
    """Return in how many documents each library block is used."""
    counted: dict[str, int] = {}
    for used in _every(seen, theirs):
        for block in {one.block for one in used.blocks}:
            counted[block] = counted.get(block, 0) + 1
    return counted


def told_of(seen: Seen, by: str, is_in: Callable[[str], bool]) -> tuple[Use, ...]:
    """Return what to tell others of documents: of those blocks only that their library has."""
    uses = {}
    for _stamp, used in seen.values():
        blocks = tuple((one.block, one.revision) for one in used.blocks if is_in(one.block)) if used else ()
        if used and blocks:
            use = Use(used.title, used.date, used.addressees, used.sent, by, blocks)
            uses[use.document] = use
    return tuple(uses.values())


def _every(seen: Seen, theirs: Iterable[Use]) -> Iterator[Used]:
    """Yield the documents here, and each that somebody else told of and that is none of these."""
    known = set()
    for _stamp, used in seen.values():
        if used:
            known.add((used.title, used.date, used.addressees))
            yield used
    for use in theirs:
        if use.document not in known:
            known.add(use.document)
            taken = tuple(Taken(*pair) for pair in use.blocks)
            yield Used("", use.title, use.date, use.addressees, use.sent, taken, use.by)


def _newest(places: Iterable[Path]) -> list[tuple[Path, tuple[int, int]]]:
    stamped: dict[Path, tuple[int, int]] = {}
    for path in _files(places):
        try:
            told = path.stat()
        except OSError:
            continue
        stamped[path] = told.st_size, told.st_mtime_ns
    return sorted(stamped.items(), key=lambda pair: -pair[1][1])[:MOST_FILES]


def _files(places: Iterable[Path]) -> Iterator[Path]:
    folders = 0
    for place in places:
        if place.is_file():
            yield place
            continue
        for folder, inside, names in os.walk(place):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            folders += 1
            if folders > MOST_FOLDERS:
                return
            yield from (
                Path(folder) / name
                for name in names
                if Path(name).suffix.lower() in _SUFFIXES and not name.startswith(".")
            )


def _read(path: Path) -> Used | None:
    try:
        if path.suffix.lower() != SUFFIX and not _is_document(path):
            return None
        return used_in(read_document(path), path)
    except (ComposerError, OSError):
        return None


def _is_document(path: Path) -> bool:
    with path.open("rb") as file:
        return _MARK in file.read(200)
