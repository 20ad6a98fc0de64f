"""What is found in a block and in the blocks within it, found once: a block never changes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import is_
from typing import TypeVar

from composer.blocks.kind import kind_of, texts_of
from composer.model.document import Block, Where
from composer.model.finding import Finding
from composer.model.same import differing
from composer.model.text import Cite, FreeNote, Inline, MergeField, Text

Thing = TypeVar("Thing")
Found = TypeVar("Found")

# Enough for every block of a thousand pages; then all is forgotten, since most of it is of edits long past.
MOST = 50_000


def kept(find: Callable[[Thing], Found], most: int = MOST) -> Callable[[Thing], Found]:
    """Let a function look at each value once; the value is kept with what was found, so identity tells it."""
    known: dict[int, tuple[Thing, Found]] = {}

    def found(thing: Thing) -> Found:
        entry = known.get(id(thing))
        if entry is None:
            if len(known) >= most:
                known.clear()
            entry = known[id(thing)] = (thing, find(thing))
        return entry[1]

    return found


def kept_row(
    find: Callable[[tuple[Thing, ...]], Found], most: int = 4
) -> Callable[[tuple[Thing, ...]], Found]:
    """Let a function look at each row of things once; rows of the same things are the same."""
    known: list[tuple[tuple[Thing, ...], Found]] = []

    def found(row: tuple[Thing, ...]) -> Found:
        for one, said in known:
            if len(one) == len(row) and all(map(is_, one, row)):
                return said
        del known[: max(0, len(known) - most + 1)]
        known.append((row, find(row)))
        return known[-1][1]

    return found


def found_alike(find: Callable[[Thing], object], one: Sequence[Thing], other: Sequence[Thing]) -> bool:
    """Return whether the same is found in each of two rows; only things that differ are looked at."""
    return len(one) == len(other) and all(find(new) == find(old) for new, old in differing(one, other))


def _walk(block: Block) -> Iterator[Block]:
    yield block
    for child in block.children:
        yield from _walk(child)


def texts_in(block: Block) -> Iterator[tuple[Where, Text, str]]:
    """Yield each printed text in a block with its place and the language of its block, in reading order."""
    for inner in _walk(block):
        for path, text in texts_of(inner):
            yield Where(inner.id, path), text, inner.language


@kept
def notes_in(block: Block) -> tuple[tuple[Where, str, tuple[Cite | FreeNote, ...]], ...]:
    """Return each text that marks footnotes, with its own language and its marks, in reading order."""
    found = (
        (where, language, tuple(inline for inline in text.inlines if isinstance(inline, Cite | FreeNote)))
        for where, text, language in texts_in(block)
    )
    return tuple(item for item in found if item[2])


@kept
def fields_in(block: Block) -> tuple[tuple[Where, str], ...]:
    """Return each merge field by name, with the text it is in; those within free notes too."""
    return tuple((where, name) for where, text, _ in texts_in(block) for name in _fields(text.inlines))


def _fields(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, MergeField):
            yield inline.name
        elif isinstance(inline, FreeNote):
            yield from _fields(inline.inlines)


@kept
def findings_in(block: Block) -> tuple[Finding, ...]:
    """Return what the kinds of these blocks have to say about them."""
    return tuple(finding for inner in _walk(block) for finding in kind_of(inner).check(inner))


@kept
def kinds_in(block: Block) -> frozenset[str]:
    """Return the names of the kinds that occur."""
    return frozenset(kind_of(inner).name for inner in _walk(block))
