"""What a search in libraries is asked, and what it gives."""

from typing import NamedTuple

from composer.model.revision import Length, State

Piece = tuple[str, bool]


class Filters(NamedTuple):
    """What a hit must be; an empty part asks nothing. Of several values in a part any will do.

    Withdrawn blocks are found only when `states` names them. `libraries` are the places of libraries;
    `forked` asks for the blocks of which two revisions contradict each other.
    """

    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    languages: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    forked: bool = False


EVERYTHING = Filters()


class Choices(NamedTuple):
    """What the filters can be set to: each value with the number of wordings that have it, by name."""

    kinds: tuple[tuple[str, int], ...] = ()
    themes: tuple[tuple[str, int], ...] = ()
    organisations: tuple[tuple[str, int], ...] = ()
    states: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()


class Hit(NamedTuple):
    """One revision that was found, in the wording that fits best.

    `library` is the place of its library. `snippet` is a stretch of its text in pieces, each with whether it
    was searched for. `time` is ISO 8601 in UTC, `review_by` an ISO date or empty; `uses` counts the documents
    that are known to use the block. `forked` tells that another revision contradicts this one.
    """

    id: str
    digest: str
    library: str
    library_name: str
    kind: str
    title: str
    snippet: tuple[Piece, ...]
    text: str
    state: State
    time: str
    author: str
    owner: str
    review_by: str
    language: str
    length: Length
    organisation: str
    themes: tuple[str, ...]
    tags: tuple[str, ...]
    forked: bool = False
    uses: int = 0
