"""What the program asks of a library, whatever keeps it; a folder today, a database where that is outgrown.

`tests/store/test_library_contract.py` is what any engine must pass.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from composer.model.revision import Revision, Stored, Summary
from composer.model.use import Use


class Skipped(NamedTuple):
    """Something in a library that could not be read: what it is called, and what is wrong, with advice.

    Line and column count from 1, line 0 means the file as a whole.
    """

    place: str
    line: int
    column: int
    reason: str
    hint: str = ""


class Change(NamedTuple):
    """What one place of a library holds now; `stamp` is empty when it holds nothing any more.

    A place is whatever an engine keeps together, mostly one block; a block may be in several places.
    """

    place: str
    stamp: str
    found: tuple[Summary, ...] = ()


class Library(Protocol):
    """Revisions of blocks, which are only ever added. May be used by several threads at a time.

    Reading never raises for what others put into the library: what cannot be read is left out and told by
    `skipped`. A library that is out of reach holds nothing and says so there.
    """

    @property
    def name(self) -> str:
        """What the library is called."""

    @property
    def place(self) -> str:
        """Where it is, in words that tell it from all others: for a folder its path."""

    @property
    def may_write(self) -> bool:
        """Whether revisions can be put, as far as one can know without trying."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all blocks, sorted."""

    def history(self, id_: str) -> dict[str, Revision]:
        """Return every revision of a block by its digest, in an order in which parents come first."""

    def heads(self, id_: str) -> tuple[Stored, ...]:
        """Return the revisions that stand now (`model.revision.heads`), in the order of the history."""

    def get(self, id_: str, digest: str) -> Revision | None:
        """Return one revision, None when it is not there."""

    def put(self, revision: Revision) -> str:
        """Add a revision and return its digest; one that is there already stays as it is.

        Raises SaveFailed; the library is then what it was.
        """

    def asset(self, name: str) -> bytes | None:
        """Return the bytes of a picture by its name (`<sha256>.png`), None when it is not there."""

    def put_asset(self, data: bytes, suffix: str) -> str:
        """Add a picture and return its name, `<sha256><suffix>`; raises SaveFailed."""

    def uses(self, but: str = "") -> tuple[Use, ...]:
        """Return in which documents blocks are used, as users told, the one called `but` left out."""

    def put_uses(self, teller: str, uses: Sequence[Use]) -> None:
        """Put what one user tells in place of what was told under that name before; raises SaveFailed."""

    def changes(self, seen: Mapping[str, str], *, of: str = "", thorough: bool = False) -> Iterator[Change]:
        """Yield every place that is otherwise than at an earlier look, which found `seen`: stamps by place.

        One revision may be found in several places. `of` yields the places of one block, changed or not; a
        thorough look trusts no short cut.
        Yields nothing when the library is out of reach: what is known of it then stays as it is.
        """

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what could not be read so far, by place."""


def open_library(path: Path, *, read_only: bool = False) -> Library:
    """Returns the library in a folder, whether or not it is there now; never raises."""
    from composer.store.library_folder import FolderLibrary

    return FolderLibrary(path, read_only=read_only)
