"""In which order kinds of blocks are offered where somebody writes: what fits there best comes first."""

from composer.app.commands import is_empty, is_listed, kinds_allowed
from composer.blocks import Kind, kind_of
from composer.model.document import BlockId, Document
from composer.model.edits import find, place_of
from composer.model.template import Template


def kinds_offered(document: Document, template: Template, at: BlockId | None) -> tuple[Kind, ...]:
    """Return the kinds that can be added after a block, or take its place when it is empty.

    First comes what the template begins with and the document lacks, where its place is just here; then what
    the block before it would go on with, then what the document has already. Behind all others come what the
    block is already, what a document has once in another place, and at the very end what it has once and has.
    """
    allowed = kinds_allowed(document, at)
    here = find(document, at) if at else None
    is_bare = here is not None and is_empty(here)
    there = {kind_of(block).name for block in document.walk() if not (is_bare and block.id == at)}
    lacking = _lacking(document, template, at, there, is_bare=is_bare)
    following = _following(document, at)

    def rank(kind: Kind) -> int:
        if is_bare and here is not None and kind is kind_of(here):
            return 4
        if kind.name in lacking:
            return 0
        if kind.once:
            return 6 if kind.name in there else 5
        if kind.name == following:
            return 1
        return 2 if kind.name in there else 3

    return tuple(sorted(allowed, key=rank))


def _lacking(
    document: Document, template: Template, at: BlockId | None, there: set[str], *, is_bare: bool
) -> tuple[str, ...]:
    """Return the kinds with which the template begins that are nowhere, and whose place is here."""
    place = place_of(document, at) if at else None
    if place is not None and place.parent is not None:
        return ()
    names = [kind_of(block).name for block in document.blocks]
    index = place.index if place else len(names)
    before, behind = set(names[: index if is_bare else index + 1]), set(names[index + 1 :])
    start = template.start
    return tuple(
        name
        for i, name in enumerate(start)
        if name not in there and before.isdisjoint(start[i + 1 :]) and behind.isdisjoint(start[:i])
    )


def _following(document: Document, at: BlockId | None) -> str:
    """Return the kind of the neighbour above that forms a list with others of its kind, empty for none."""
    place = place_of(document, at) if at else None
    if place is None or not place.index:
        return ""
    parent = find(document, place.parent) if place.parent else None
    beside = parent.children if parent else document.blocks
    kind = kind_of(beside[place.index - 1])
    return kind.name if is_listed(kind) else ""
