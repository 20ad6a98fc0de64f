"""What blocks said the last time, and when it may be said again.

A block says the same as long as it is the same object and nothing changed that all may ask for: template,
numbers, marks of notes, sources. Of fields and people it matters which ones it asked for. Only blocks that
refer to others, or that speak of them, are always asked anew; who then says the same says the same objects.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain
from operator import attrgetter, is_
from typing import NamedTuple

from composer.blocks.kept import fields_in, kinds_in
from composer.blocks.kind import KINDS
from composer.compose.enough import NO_MORE
from composer.compose.references import is_reference
from composer.compose.resolve import Resolved
from composer.model.document import MEDIA, Block, Where
from composer.model.flow import Flow, FlowDocument
from composer.model.same import common
from composer.model.text import FreeNote, MergeField

# What a block asks for that no merge field names: the people of a role, or whatever fields there are.
PEOPLE = "*people"
FIELDS = "*fields"


def picture_name(name: str) -> str:
    """Return what a picture is called among what a block asks for."""
    return MEDIA + name.removeprefix(MEDIA)


class Told(NamedTuple):
    """What one block says, or neighbours that speak together, and the names of what it asked for.

    `refers` says that it depends on other blocks. `size` is how much it says, in signs. A `silent` one stands
    where the document has said too much.
    """

    blocks: tuple[Block, ...]
    flows: tuple[Flow, ...]
    asked: frozenset[str]
    refers: bool
    size: int = 0
    silent: bool = False

    def holds(self, changed: frozenset[str] | None) -> bool:
        """Return whether the blocks say it still; None means that everything may be another."""
        return changed is not None and not self.refers and self.asked.isdisjoint(changed)

    def is_of(self, blocks: tuple[Block, ...]) -> bool:
        """Return whether these are the very blocks that said it."""
        return len(blocks) == len(self.blocks) and all(map(is_, blocks, self.blocks))


class Said(NamedTuple):
    """The flow of a document, with what its blocks said, in order.

    `rows` is what each row of the template before and after them said, `kinds` are those that occur.
    """

    resolved: Resolved
    flow: FlowDocument
    told: tuple[Told, ...]
    rows: tuple[tuple[Told, ...], ...]
    kinds: frozenset[str]

    def silent_from(self) -> Where | None:
        """Return where what is left out begins, since all is too much to be set; None when all is said."""
        blocks = (told.blocks[0].id for told in chain(self.told, *self.rows) if told.silent)
        notes = (note.body.at for note in self.flow.notes if note.body.spans == NO_MORE)
        return next(chain(map(Where, blocks), notes), None)


def parted(
    told: Sequence[Told], blocks: tuple[Block, ...]
) -> tuple[Sequence[Told], tuple[Block, ...], Sequence[Told], Sequence[Told]]:
    """Return what the first of the blocks told, the blocks that may tell something else, and what the last.

    The fourth is what is between them. Beside a block that is another one the next may join it in a list, so
    that it is among those in the middle.
    """
    before = tuple(chain.from_iterable(map(attrgetter("blocks"), told)))
    head, tail = common(before, blocks)
    ends = list(accumulate(len(unit.blocks) for unit in told))
    first = bisect_left(ends, head)
    last = max(first, min(bisect_right(ends, len(before) - tail) + 1, len(told)))
    begin = ends[first - 1] if first else 0
    rest = len(before) - (ends[last - 1] if last else 0)
    return told[:first], blocks[begin : len(blocks) - rest], told[last:], told[first:last]


def says_alike(one: Resolved, other: Resolved) -> bool:
    """Return whether all that any block may ask for is the same in both."""
    return (
        one.world.template is other.world.template
        and one.document.language == other.document.language
        and one.document.sources == other.document.sources
        and (one.numbers is other.numbers or one.numbers == other.numbers)
        and (one.notes is other.notes or one.notes.marks == other.notes.marks)
        and one.bibliography.first_note == other.bibliography.first_note
    )


def around_alike(one: Resolved, other: Resolved, changed: frozenset[str] | None) -> bool:
    """Return whether all around the body says the same in both: letterhead, foot and footnotes."""
    if changed is None or changed or one.notes is not other.notes:
        return False
    return one.bibliography is other.bibliography and not any(
        isinstance(inline, MergeField) and is_reference(inline.name)
        for marked in one.notes.notes
        if isinstance(marked.content, FreeNote)
        for inline in marked.content.inlines
    )


def changes(one: Resolved, other: Resolved) -> frozenset[str]:
    """Return the names of what differs and only some blocks ask for: merge fields, all of them, people."""
    values, before = one.values, other.values
    changed = {name for name in values if values[name] != before.get(name)}
    changed |= before.keys() - values.keys()
    if changed or one.document.fields != other.document.fields:
        changed.add(FIELDS)
    if one.document.people != other.document.people:
        changed.add(PEOPLE)
    changed |= {picture_name(image.name) for image in {*one.document.media} ^ {*other.document.media}}
    return frozenset(changed)


def refers(blocks: tuple[Block, ...]) -> bool:
    """Return whether what blocks say depends on other blocks."""
    return any(
        any(is_reference(name) for _where, name in fields_in(block))
        or any(KINDS[name].asks_others for name in kinds_in(block))
        for block in blocks
    )
