"""Takes what changed in a library over into the tables of the index."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from composer.model.revision import STATES, State, Stored, Summary, heads
from composer.store.index_query import facet, signs_in
from composer.store.library import Change, Library
from composer.store.summaries import summary_of

Row = tuple[str | int, ...]

# SQLite takes at least 999 values in one question.
_AT_ONCE = 500
_STATES: dict[str, State] = {state: state for state in STATES}
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


def take(db: sqlite3.Connection, number: int, library: Library, changes: Sequence[Change]) -> None:
    """Takes over some changes of one library, all or none of them."""
    known = {one.digest: one for change in changes for one in change.found}
    db.execute("begin immediate")
    try:
        touched = _take_places(db, number, changes)
        _put_wordings(db, number, library, touched, known)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _take_places(db: sqlite3.Connection, number: int, changes: Sequence[Change]) -> set[str]:
    """Takes over what places hold; returns the ids of the blocks that may be others now."""
    old: dict[str, set[Row]] = {change.place: set() for change in changes}
    of_places = "select place, digest, block, parents, state from revisions where library = ? and place in "
    for place, *row in _each(db, of_places, number, list(old)):
        old[str(place)].add(tuple(row))
    new: dict[str, set[Row]] = {
        change.place: {(one.digest, one.id, " ".join(one.parents), one.state) for one in change.found}
        for change in changes
    }
    db.executemany(
        "delete from revisions where library = ? and place = ? and digest = ?",
        [(number, place, row[0]) for place, rows in old.items() for row in rows - new[place]],
    )
    db.executemany(
        "insert into revisions values (?, ?, ?, ?, ?, ?)",
        [(number, place, *row) for place, rows in new.items() for row in rows - old[place]],
    )
    db.executemany(
        "delete from places where library = ? and place = ?",
        [(number, change.place) for change in changes if not change.stamp],
    )
    db.executemany(
        "insert or replace into places values (?, ?, ?)",
        [(number, change.place, change.stamp) for change in changes if change.stamp],
    )
    return {str(row[1]) for place, rows in old.items() for row in rows ^ new[place]}


def _put_wordings(
    db: sqlite3.Connection, number: int, library: Library, touched: set[str], known: Mapping[str, Summary]
) -> None:
    """Puts the wordings of the heads of some blocks in the place of those that were there."""
    blocks = sorted(touched)
    of_blocks = f"select number, {_OF_FTS} from wordings where library = ? and block in "  # noqa: S608  our own names
    old = list(_each(db, of_blocks, number, blocks))
    new = list(_wordings(db, number, library, blocks, known))
    db.executemany(_DROP_WORDS, old)
    db.executemany("delete from wordings where number = ?", [row[:1] for row in old])
    last: int = db.execute("select coalesce(max(number), 0) from wordings").fetchone()[0]
    rows: list[Row] = [(last + i, *row) for i, row in enumerate(new, 1)]
    db.executemany(_PUT, rows)
    db.executemany(_PUT_WORDS, [(row[0], *row[-4:]) for row in rows])


def _wordings(
    db: sqlite3.Connection, number: int, library: Library, blocks: Sequence[str], known: Mapping[str, Summary]
) -> Iterator[Row]:
    graphs: dict[str, dict[str, _Descent]] = {block: {} for block in blocks}
    of_blocks = "select block, digest, parents, state from revisions where library = ? and block in "
    for block, digest, parents, state in _each(db, of_blocks, number, blocks):
        graphs[str(block)][str(digest)] = _Descent(tuple(str(parents).split()), _STATES[str(state)])
    for block, graph in graphs.items():
        standing = heads(graph)
        settled = sum(graph[digest].state != "proposed" for digest in standing)
        for digest in standing:
            forked = settled > 1 and graph[digest].state != "proposed"
            summary = known.get(digest)
            if summary is None and (revision := library.get(block, digest)):
                summary = summary_of(Stored(digest, revision))
            if summary:
                yield from _rows(number, summary, forked=forked)


def _each(db: sqlite3.Connection, query: str, number: int, names: Sequence[str]) -> Iterator[Row]:
    """Yields the rows of a query about many names, some hundreds at a time."""
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        yield from db.execute(f"{query} ({', '.join('?' * len(some))})", (number, *some)).fetchall()


def _rows(number: int, one: Summary, *, forked: bool) -> Iterator[Row]:
    tags = " ".join((*one.tags, *one.themes, one.organisation, one.owner))
    of_all = [facet("b", str(number)), facet("s", one.state), *(facet("t", theme) for theme in one.themes)]
    of_all += [facet("o", one.organisation)] if one.organisation else []
    of_all += [facet("c", "forked")] if forked else []
    for wording in one.wordings:
        signs = (facet("g", sign) for sign in signs_in(f"{wording.title} {tags} {wording.text}"))
        facets = " ".join((*of_all, facet("k", wording.kind), facet("l", wording.language), *signs))
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
