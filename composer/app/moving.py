"""Several blocks at once, with all they hold: moved, copied. Pure functions, as in `commands`."""

from collections.abc import Iterable

from composer.app import commands
from composer.app.commands import Step, caret_at, main_path, takes
from composer.app.history import Label, translated
from composer.i18n import N_
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import Place, children_of, insert_blocks, place_of, remove_blocks, with_new_ids


def topmost(document: Document, identities: Iterable[BlockId]) -> tuple[Block, ...]:
    """Return blocks in reading order, without those that another one of them holds."""
    chosen = frozenset(identities)
    within: set[BlockId] = set()
    found = []
    for block in document.walk():
        if block.id in chosen and block.id not in within:
            found.append(block)
            within |= {inner.id for inner in walk(block.children)}
    return tuple(found)


def move_blocks(document: Document, identities: Iterable[BlockId], place: Place) -> Step | None:
    """Move blocks to a place, as the document stands before; None where one of them may not stand."""
    blocks = topmost(document, identities)
    moved = {block.id for block in walk(blocks)}
    if not blocks or place.parent in moved:
        return None
    if not all(takes(document, place.parent, block) for block in blocks):
        return None
    before = children_of(document, place.parent)[: place.index]
    index = place.index - sum(block.id in moved for block in before)
    left = remove_blocks(document, [block.id for block in blocks])
    made = insert_blocks(left, blocks, Place(place.parent, index))
    if _order(made) == _order(document):
        return None
    return Step(_moved(blocks), made, caret_at(blocks[0], main_path(blocks[0])))


def shift(document: Document, identities: Iterable[BlockId], by: int) -> Step | None:
    """Move blocks one place up (-1) or down (+1) together; None when the foremost cannot go further."""
    blocks = topmost(document, identities)
    if len(blocks) < 2:
        return commands.move(document, blocks[0].id, by) if blocks else None
    made = document
    for block in blocks if by < 0 else reversed(blocks):
        step = commands.move(made, block.id, by)
        if step is None:
            return None
        made = step.document
    return Step(_moved(blocks), made, caret_at(blocks[0], main_path(blocks[0])))


def duplicate(document: Document, identities: Iterable[BlockId]) -> Step | None:
    """Put copies of blocks after the last of them."""
    blocks = topmost(document, identities)
    if len(blocks) < 2:
        return commands.duplicate(document, blocks[0].id) if blocks else None
    place = behind(document, blocks[-1].id)
    if not all(takes(document, place.parent, block) for block in blocks):
        return None
    copies = with_new_ids(document, blocks)
    made = insert_blocks(document, copies, place)
    label = translated(N_("Duplicate {count} blocks"), count=str(len(blocks)))
    return Step(label, made, caret_at(copies[0], main_path(copies[0])))


def behind(document: Document, identity: BlockId | None) -> Place:
    """Return the place behind a block, that behind everything when there is no such block."""
    place = place_of(document, identity) if identity else None
    return Place(place.parent, place.index + 1) if place else Place(None, len(document.blocks))


def _order(document: Document) -> list[tuple[BlockId, int]]:
    return [(block.id, len(block.children)) for block in document.walk()]


def _moved(blocks: tuple[Block, ...]) -> Label:
    if len(blocks) == 1:
        return commands.named(N_("Move {kind}"), blocks[0])
    return translated(N_("Move {count} blocks"), count=str(len(blocks)))
