"""The index of libraries: a cache that makes them quick to search, in the user's own cache folder.

It may be deleted at any time and never holds anything that is nowhere else. Whatever is wrong with it, it
begins anew; where it cannot be written it lives in memory for as long as the program does.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from composer.model.hit import Choices, Filters, Hit
from composer.model.revision import LENGTHS, STATES
from composer.store.index_file import IndexFile, IndexLostError
from composer.store.index_query import WITHDRAWN, WORDS_IN, Asked, asked, facet_value, filtered, snippet
from composer.store.index_rows import number_of, take
from composer.store.library import Change, Library

# Beyond so many hits a ranking tells little and costs much (bm25 of 28,000 hits: 160 ms): then words in
# titles come first, and whole words before beginnings.
_MOST_RANKED = 1000
_BATCH = 1000
# A revision is found once for each of its wordings.
_WORDINGS = 4
_RANK = "bm25(words, 6.0, 3.0, 1.0, 0.0)"
_OF_A_HIT = (
    "w.block, w.digest, l.place, w.kind, w.title, w.text, w.state, w.time, w.author, w.owner, w.review_by, "
    "w.language, w.length, w.organisation, w.themes, w.own_tags, w.forked"
)
_READ = f"select {_OF_A_HIT} from wordings w join libraries l on l.number = w.library where w.number = ?"  # noqa: S608  our own names


class Index:
    """The index in one folder. Any thread may use it; each has a connection of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is made there before it is needed."""
        self._file = IndexFile(folder)

    @property
    def path(self) -> Path:
        """The file of the index."""
        return self._file.path

    def close(self) -> None:
        """Closes the index; it opens again when it is asked something."""
        self._file.close()

    def refresh(
        self,
        library: Library,
        *,
        of: str = "",
        thorough: bool = False,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Takes over what changed in a library since; returns how many places did.

        What was read so far can be found before all of it is. `of` looks at one block only. `stop` is asked
        now and then; what is then left is for the next time.
        """
        try:
            return self._refreshed(library, of, stop, thorough=thorough)
        except IndexLostError:
            return self._refreshed(library, "", stop, thorough=thorough)

    def _refreshed(self, library: Library, of: str, stop: Callable[[], bool], *, thorough: bool) -> int:
        done = 0
        with self._file.connection() as db:
            number = number_of(db, library.place)
            seen = dict(db.execute("select place, stamp from places where library = ?", (number,)))
            batch: list[Change] = []
            for change in library.changes(seen, of=of, thorough=thorough):
                batch.append(change)
                if len(batch) == _BATCH:
                    take(db, number, library, batch)
                    batch = []
                done += 1
                if stop():
                    break
            take(db, number, library, batch)
        return done

    def search(
        self, text: str, filters: Filters, libraries: Mapping[str, str], limit: int
    ) -> tuple[Hit, ...]:
        """Returns the hits in libraries, which come as their names by place, the best first.

        A revision is there once, in the wording that fits best. Without words to search for the latest come
        first; signs that stand in every text find nothing. An index that was lost finds nothing until it is
        refreshed.
        """
        words = asked(text)
        if text.strip() and not words:
            return ()  # signs that stand in every text
        wanted = [place for place in libraries if not filters.libraries or place in filters.libraries]
        found: dict[tuple[str, str], Hit] = {}
        try:
            with self._file.connection() as db:
                numbers = dict(db.execute("select place, number from libraries"))
                mine = [numbers[place] for place in wanted if place in numbers]
                if not mine:
                    return ()
                condition = filtered(filters, mine if len(mine) < len(numbers) else ())
                for number in _numbers(db, words, condition, filters, limit * _WORDINGS):
                    hit = _hit(db.execute(_READ, (number,)).fetchone(), words, libraries)
                    found.setdefault((hit.id, hit.digest), hit)
                    if len(found) >= limit:
                        break
        except IndexLostError:
            return ()
        return tuple(found.values())

    def having(self, words: Sequence[str], libraries: Mapping[str, str], limit: int) -> tuple[Hit, ...]:
        """Returns the hits that have most of some words, those with the most first; withdrawn ones too."""
        counts: Counter[int] = Counter()
        try:
            with self._file.connection() as db:
                for word in filter(None, map(asked, words)):
                    expression = word.expression("text", whole=True)
                    query = "select rowid from words where words match ? limit ?"
                    counts.update(row[0] for row in db.execute(query, (expression, _MOST_RANKED)))
                rows = (db.execute(_READ, (number,)).fetchone() for number, _count in counts.most_common())
                hits = (_hit(row, asked(""), libraries) for row in rows if row[2] in libraries)
                return tuple(islice(hits, limit))
        except IndexLostError:
            return ()

    def choices(self) -> Choices:
        """Returns what the filters can be set to, from all libraries that were ever looked at."""
        try:
            with self._file.connection() as db:
                return Choices(*(_values(db, sort) for sort in "ktosl"))
        except IndexLostError:
            return Choices()


def _numbers(
    db: sqlite3.Connection, words: Asked, condition: str, filters: Filters, limit: int
) -> Iterator[int]:
    """Yields the numbers of wordings, the best first; a number may come twice."""
    hidden = "" if filters.states else f" NOT {WITHDRAWN}"

    def matching(expression: str, order: str, most: int) -> list[int]:
        every = " AND ".join(part for part in (expression, condition) if part)
        if every:
            query = f"select rowid from words where words match ? {order} limit ?"  # noqa: S608  our own words
            return [row[0] for row in db.execute(query, (f"({every}){hidden}", most))]
        query = "select number from wordings where state <> 'withdrawn' order by number desc limit ?"
        return [row[0] for row in db.execute(query, (most,))]

    latest, ranked = "order by rowid desc", f"order by {_RANK}"
    if not words:
        yield from matching("", latest, limit)
        return

    def best(columns: str, *, whole: bool) -> list[int]:
        expression = words.expression(columns, whole=whole)
        return matching(expression, ranked if is_few(expression) else latest, limit)

    def is_few(expression: str) -> bool:
        return words.can_rank and len(matching(expression, "", _MOST_RANKED + 1)) <= _MOST_RANKED

    if not is_few(words.expression(WORDS_IN)):
        for whole, columns in ((True, "title"), (True, WORDS_IN), (False, "title")):
            yield from best(columns, whole=whole)
    yield from best(WORDS_IN, whole=False)


def _hit(row: tuple[str, ...], words: Asked, names: Mapping[str, str]) -> Hit:
    block, digest, place, kind, title, text, state, time, author, owner, review_by, *rest = row
    language, length, organisation, themes, tags, forked = rest
    return Hit(
        id=block,
        digest=digest,
        library=place,
        library_name=names[place],
        kind=kind,
        title=title,
        snippet=snippet(text, words, title),
        text=text,
        state=next(one for one in STATES if one == state),
        time=time,
        author=author,
        owner=owner,
        review_by=review_by,
        language=language,
        length=next(one for one in LENGTHS if one == length),
        organisation=organisation,
        themes=tuple(themes.split("\n")) if themes else (),
        tags=tuple(tags.split("\n")) if tags else (),
        forked=bool(forked),
    )


def _values(db: sqlite3.Connection, sort: str) -> tuple[tuple[str, int], ...]:
    """Returns the values of one facet with how often they occur, by name."""
    rows: Iterable[tuple[str, int]] = db.execute(
        "select term, doc from vocabulary where term >= ? and term < ?",
        (f"0{sort}", f"0{chr(ord(sort) + 1)}"),
    )
    return tuple(sorted((facet_value(term), count) for term, count in rows))
