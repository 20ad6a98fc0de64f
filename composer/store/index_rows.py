"""Takes what changed in a library over into the tables of the index."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from composer.model.revision import State, Stored, Summary, heads
from composer.store.index_query import facet
from composer.store.library import Change, Library
from composer.store.summaries import summary_of

Row = tuple[str | int, ...]

_OF_FTS = "title, tags, text, facets"
_COLUMNS = (
    "number, library, block, digest, state, forked, kind, language, length, organisation, owner, review_by, "
    f"author, time, themes, own_tags, {_OF_FTS}"
)
_PUT = f"insert into wordings ({_COLUMNS}) values ({', '.join('?' * 20)})"  # noqa: S608  our own names
_PUT_WORDS = f"insert into words (rowid, {_OF_FTS}) values (?, ?, ?, ?, ?)"  # noqa: S608  our own names
_DROP_WORDS = f"insert into words (words, rowid, {_OF_FTS}) values ('delete', ?, ?, ?, ?, ?)"  # noqa: S608  our own names


class _Descent(NamedTuple):
    """What the rule of heads looks at."""

    parents: tuple[str, ...]
    state: State


def number_of(db: sqlite3.Connection, place: str) -> int:
    """Returns the number of a library, which gets one when it has none."""
    db.execute("insert or ignore into libraries (place) values (?)", (place,))
    number: int = db.execute("select number from libraries where place = ?", (place,)).fetchone()[0]
    return number


def take(db: sqlite3.Connection, number: int, library: Library, changes: Iterable[Change]) -> None:
    """Takes over some changes of one library, all or none of them."""
    known: dict[str, Summary] = {}
    touched: set[str] = set()
    db.execute("begin immediate")
    try:
        for change in changes:
            known |= {one.digest: one for one in change.found}
            touched |= _take_place(db, number, change)
        _put_wordings(db, number, library, touched, known)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _take_place(db: sqlite3.Connection, number: int, change: Change) -> set[str]:
    """Takes over what a place holds; returns the ids of the blocks that may be others now."""
    here = number, change.place
    old = set(
        db.execute(
            "select digest, block, parents, state from revisions where library = ? and place = ?", here
        )
    )
    new = {(one.digest, one.id, " ".join(one.parents), one.state) for one in change.found}
    db.executemany(
        "delete from revisions where library = ? and place = ? and digest = ?",
        [(*here, digest) for digest, *_rest in old - new],
    )
    db.executemany("insert into revisions values (?, ?, ?, ?, ?, ?)", [(*here, *row) for row in new - old])
    if change.stamp:
        db.execute("insert or replace into places values (?, ?, ?)", (*here, change.stamp))
    else:
        db.execute("delete from places where library = ? and place = ?", here)
    return {block for _digest, block, _parents, _state in old ^ new}


def _put_wordings(
    db: sqlite3.Connection, number: int, library: Library, touched: set[str], known: Mapping[str, Summary]
) -> None:
    """Puts the wordings of the heads of some blocks in the place of those that were there."""
    old: list[Row] = []
    new: list[Row] = []
    for block in sorted(touched):
        old += db.execute(
            f"select number, {_OF_FTS} from wordings where library = ? and block = ?",  # noqa: S608  our own names
            (number, block),
        )
        new += _wordings(db, number, library, block, known)
    db.executemany(_DROP_WORDS, old)
    db.executemany("delete from wordings where number = ?", [row[:1] for row in old])
    last: int = db.execute("select coalesce(max(number), 0) from wordings").fetchone()[0]
    rows: list[Row] = [(last + i, *row) for i, row in enumerate(new, 1)]
    db.executemany(_PUT, rows)
    db.executemany(_PUT_WORDS, [(row[0], *row[-4:]) for row in rows])


def _wordings(
    db: sqlite3.Connection, number: int, library: Library, block: str, known: Mapping[str, Summary]
) -> Iterator[Row]:
    graph = {
        digest: _Descent(tuple(parents.split()), state)
        for digest, parents, state in db.execute(
            "select digest, parents, state from revisions where library = ? and block = ?", (number, block)
        )
    }
    standing = heads(graph)
    settled = sum(graph[digest].state != "proposed" for digest in standing)
    for digest in standing:
        forked = settled > 1 and graph[digest].state != "proposed"
        summary = known.get(digest)
        if summary is None and (revision := library.get(block, digest)):
            summary = summary_of(Stored(digest, revision))
        if summary:
            yield from _rows(number, summary, forked=forked)


def _rows(number: int, one: Summary, *, forked: bool) -> Iterator[Row]:
    tags = " ".join((*one.tags, *one.themes, one.organisation, one.owner))
    of_all = [facet("b", str(number)), facet("s", one.state), *(facet("t", theme) for theme in one.themes)]
    of_all += [facet("o", one.organisation)] if one.organisation else []
    of_all += [facet("c", "forked")] if forked else []
    for wording in one.wordings:
        facets = " ".join((*of_all, facet("k", wording.kind), facet("l", wording.language)))
        yield (
            number,
            one.id,
            one.digest,
            one.state,
            int(forked),
            wording.kind,
            wording.language,
            wording.length,
            one.organisation,
            one.owner,
            one.review_by,
            one.author,
            one.time,
            "\n".join(one.themes),
            "\n".join(one.tags),
            wording.title,
            tags,
            wording.text,
            facets,
        )
