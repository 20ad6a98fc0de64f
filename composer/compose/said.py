"""What blocks said the last time, and when it may be said again.

A block says the same as long as it is the same object and nothing changed that all may ask for: template,
numbers, marks of notes, sources. Of fields and people it matters which ones it asked for. Only blocks that
refer to others, or that speak of them, are always asked anew.
"""

from collections.abc import Mapping
from operator import is_
from typing import NamedTuple

from composer.blocks.kept import fields_in, kinds_in
from composer.blocks.kind import KINDS
from composer.compose.references import is_reference
from composer.compose.resolve import Resolved
from composer.model.document import MEDIA, Block
from composer.model.flow import Flow, FlowDocument

# What a block asks for that no merge field names: the people of a role, or whatever fields there are.
PEOPLE = "*people"
FIELDS = "*fields"


def picture_name(name: str) -> str:
    """Return what a picture is called among what a block asks for."""
    return MEDIA + name.removeprefix(MEDIA)


class Told(NamedTuple):
    """What one block says, or neighbours that speak together, and the names of what it asked for."""

    blocks: tuple[Block, ...]
    flows: tuple[Flow, ...]
    asked: frozenset[str]

    def is_still(self, blocks: tuple[Block, ...], changed: frozenset[str]) -> bool:
        """Return whether these are the very blocks that said it, and nothing they asked for is changed."""
        same = len(blocks) == len(self.blocks) and all(map(is_, blocks, self.blocks))
        return same and self.asked.isdisjoint(changed)


class Said(NamedTuple):
    """The flow of a document, with what its blocks said by the identity of the first of them."""

    resolved: Resolved
    flow: FlowDocument
    told: Mapping[int, Told]


def says_alike(one: Resolved, other: Resolved) -> bool:
    """Return whether all that any block may ask for is the same in both."""
    return (
        one.world.template is other.world.template
        and one.document.language == other.document.language
        and one.document.sources == other.document.sources
        and one.numbers == other.numbers
        and one.notes.marks == other.notes.marks
        and one.bibliography.first_note == other.bibliography.first_note
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
