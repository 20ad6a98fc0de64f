"""A block of a library as it was at one time: a revision, which never changes. An edit makes a new one.

What stands in the library now follows from who names whom as parent, and from nothing else: no clock of any
machine is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from composer.model.document import Block
from composer.model.source import Source

State = Literal["proposed", "adopted", "withdrawn"]
Length = Literal["", "short", "long"]

STATES: tuple[State, ...] = ("proposed", "adopted", "withdrawn")
LENGTHS: tuple[Length, ...] = ("", "short", "long")


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a library block: for a language (BCP 47) and a length, where there are several."""

    block: Block
    language: str = "nl"
    length: Length = ""

    @property
    def key(self) -> tuple[str, Length]:
        """Return what tells this wording from the others of its revision."""
        return self.language, self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of the library block `id`.

    `parents` are the digests (12 hex) of the revisions it was made from: none for the first, two for a merge.
    `time` is ISO 8601 in UTC to the second (`2026-02-26T09:30:00Z`), shown and never compared; `review_by` is
    an ISO date or empty. `variants` are never empty, their keys differ. `sources` are those that its blocks
    cite. An empty `title` means the first words of the block.
    """

    id: str
    variants: tuple[Variant, ...]
    author: str
    time: str
    parents: tuple[str, ...] = ()
    state: State = "proposed"
    title: str = ""
    owner: str = ""
    review_by: str = ""
    organisation: str = ""
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def variant(self, language: str = "", length: str = "") -> Variant:
        """Return the wording for a language and a length, else the nearest: the language counts first."""
        return max(
            self.variants,
            key=lambda one: (
                one.language == language,
                one.language.split("-")[0] == language.split("-", maxsplit=1)[0],
                one.length == length,
            ),
        )


class Wording(NamedTuple):
    """What a search needs of one wording: the kind of its block, the first words, and all that is printed."""

    language: str
    length: str
    kind: str
    title: str
    text: str


class Summary(NamedTuple):
    """What a search needs of a revision: all of it but its blocks. It can be had without reading those."""

    digest: str
    id: str
    parents: tuple[str, ...]
    state: State
    title: str
    owner: str
    review_by: str
    organisation: str
    themes: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    time: str
    wordings: tuple[Wording, ...]


class Stored(NamedTuple):
    """A revision with the digest (12 hex) by which its library knows it."""

    digest: str
    revision: Revision


class _Descended(Protocol):
    """What the rules below look at: a revision or a summary of it."""

    @property
    def parents(self) -> tuple[str, ...]: ...

    @property
    def state(self) -> State: ...


def heads(history: Mapping[str, _Descended]) -> tuple[str, ...]:
    """Returns the digests of the revisions that nobody else is made from, in the order given.

    A proposal takes the place of proposals only: whoever may just propose cannot displace what was adopted.
    So an adopted block with a proposal has two heads and no conflict; see `forks`.
    """
    settled = [digest for digest, one in history.items() if one.state != "proposed"]
    proposed = [digest for digest, one in history.items() if one.state == "proposed"]
    replaced = set(_ancestors(history, settled))
    replaced.update(one for one in _ancestors(history, proposed) if history[one].state == "proposed")
    return tuple(digest for digest in history if digest not in replaced)


def forks(found: tuple[Stored, ...]) -> tuple[Stored, ...]:
    """Returns those of some heads that contradict each other: none, or two and more that are no proposals."""
    settled = tuple(one for one in found if one.revision.state != "proposed")
    return settled if len(settled) > 1 else ()


def missing(history: Mapping[str, _Descended]) -> tuple[str, ...]:
    """Returns the digests that are named as parents and are not there: their files have yet to arrive."""
    named = (parent for revision in history.values() for parent in revision.parents)
    return tuple(dict.fromkeys(parent for parent in named if parent not in history))


def common(history: Mapping[str, _Descended], one: str, other: str) -> str:
    """Returns the nearest revision that two were made from, empty when there is none or it is not there."""
    theirs = {other, *_ancestors(history, [other])}
    return next((digest for digest in (one, *_ancestors(history, [one])) if digest in theirs), "")


def _ancestors(history: Mapping[str, _Descended], digests: Iterable[str]) -> Iterator[str]:
    """Yield the revisions that are there and some were made from, each once, the nearest first."""
    seen: set[str] = set()
    waiting = list(digests)
    for name in waiting:
        for parent in history[name].parents:
            if parent in history and parent not in seen:
                seen.add(parent)
                waiting.append(parent)
                yield parent


def in_order(history: Mapping[str, Revision]) -> dict[str, Revision]:
    """Returns the same with parents before children, otherwise by digest: alike wherever the files are."""
    ordered: dict[str, Revision] = {}
    begun: set[str] = set()
    waiting = sorted(history, reverse=True)
    while waiting:
        name = waiting[-1]
        begun.add(name)
        before = [one for one in history[name].parents if one in history and one not in begun]
        if before:
            waiting += sorted(before, reverse=True)
        else:
            ordered.setdefault(waiting.pop(), history[name])
    return ordered
