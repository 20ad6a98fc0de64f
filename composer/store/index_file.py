"""The file of the index: its tables, and a connection for each thread that asks it something."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from composer.errors import SaveFailed
from composer.store.files import make_folder, remove
from composer.store.own_folders import PRIVATE

FILE = "library-2.sqlite"

_BUSY = 10.0  # seconds that one process waits for another
_VERSION = 2  # as the schema says
_SCHEMA = """
begin immediate;
create table if not exists libraries (number integer primary key, place text unique not null);
create table if not exists places (
    library integer, place text, stamp text, primary key (library, place)
) without rowid;
create table if not exists revisions (
    library integer, place text, digest text, block text, parents text, state text,
    primary key (library, place, digest)
) without rowid;
create index if not exists revisions_of on revisions (library, block, digest, parents, state);
create table if not exists wordings (
    number integer primary key, library integer, block text, digest text, state text, forked integer,
    kind text, language text, length text, organisation text, owner text, review_by text, author text,
    time text, themes text, own_tags text, title text, tags text, text text, facets text
);
create index if not exists wordings_of on wordings (library, block);
create virtual table if not exists words using fts5 (
    title, tags, text, facets, content = 'wordings', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7'
);
create virtual table if not exists vocabulary using fts5vocab (words, 'row');
insert into words (words, rank) values ('hashsize', 33554432);
pragma user_version = 2;
commit;
"""


class IndexFile:
    """The index in one file, or in memory where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; the file is made when it is first needed."""
        self.path = folder / FILE
        self._own = threading.local()
        self._opened: set[sqlite3.Connection] = set()
        self._begun = (
            0  # how often the index began; a connection of an earlier one is closed by its own thread
        )
        self._lock = threading.RLock()
        self._in_memory: sqlite3.Connection | None = None

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Gives the connection of this thread. The index begins anew when it is found to be damaged."""
        if self._in_memory is None and (db := self._of_this_thread()):
            try:
                yield db
            except sqlite3.DatabaseError as error:
                if not _is_broken(error):
                    raise
                self._begin_anew(error)
                raise IndexLostError from error
            return
        with self._lock:
            yield self._memory()

    def close(self) -> None:
        """Closes the connections of all threads; nobody may be using one."""
        with self._lock:
            for db in self._opened:
                db.close()
            self._opened.clear()
            self._begun += 1
            if self._in_memory:
                self._in_memory.close()
                self._in_memory = None

    def _of_this_thread(self) -> sqlite3.Connection | None:
        """Return the connection of this thread, None when there can be no file."""
        begun, db = self._mine()
        if db is not None and begun == self._begun:
            return db
        with self._lock:
            self._let_go()
            db = self._open() or self._open()  # a damaged file is removed by the first attempt
            if db is not None:
                self._opened.add(db)
                self._own.db = self._begun, db
        return db

    def _mine(self) -> tuple[int, sqlite3.Connection | None]:
        found: tuple[int, sqlite3.Connection | None] = getattr(self._own, "db", (-1, None))
        return found

    def _let_go(self) -> None:
        """Close the connection of this thread; to close that of another one while it searches is a crash."""
        _begun, db = self._mine()
        if db is not None:
            db.close()
            self._opened.discard(db)
            self._own.db = -1, None

    def _open(self) -> sqlite3.Connection | None:
        try:
            make_folder(self.path.parent, permissions=PRIVATE)
            db = _connected(str(self.path))
        except (sqlite3.Error, SaveFailed, OSError):
            return None
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = normal")
            db.execute("pragma wal_autocheckpoint = 8000")
            _make_tables(db)
        except sqlite3.DatabaseError as error:
            db.close()
            if _is_broken(error):
                self._remove()
            return None
        return db

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        """Leave the file: a damaged one is removed, one on a full disk makes room for one in memory."""
        with self._lock:
            is_first = self._mine()[0] == self._begun
            self._let_go()
            if is_first:  # and nobody else began anew meanwhile
                self._begun += 1
                self._remove()
            if not _is_damaged(error):
                self._memory()

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            remove(self.path.with_name(self.path.name + suffix))

    def _memory(self) -> sqlite3.Connection:
        if self._in_memory is None:
            self._in_memory = _connected(":memory:")
            _make_tables(self._in_memory)
        return self._in_memory


class IndexLostError(Exception):
    """The index was damaged or the disk is full; there is a new and empty one, which must be refreshed."""


def _connected(name: str) -> sqlite3.Connection:
    # Closed by whoever closes the index, used by one thread only, or behind the lock.
    return sqlite3.connect(name, timeout=_BUSY, isolation_level=None, check_same_thread=False)


def _make_tables(db: sqlite3.Connection) -> None:
    if db.execute("pragma user_version").fetchone()[0] != _VERSION:
        db.executescript(_SCHEMA)


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _is_broken(error: sqlite3.DatabaseError) -> bool:
    """Return whether it is the file that is wrong, and not what it was asked."""
    broken = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return _is_damaged(error) or code & 0xFF in broken
