"""What stands under a heading: in the structure it goes along with it. Pure functions, as in `commands`.

Headings are blocks beside their text. The part of one ends at the next of the same or a higher level, and
where a document has what it has only once, such as its closing.
"""

from collections.abc import Iterable

from composer.app import commands, moving
from composer.app.commands import Step
from composer.app.history import Label
from composer.app.moving import topmost
from composer.blocks import kind_of
from composer.i18n import N_
from composer.model.document import Block, BlockId, Document
from composer.model.edits import Place, children_of, place_of


def with_parts(document: Document, identities: Iterable[BlockId]) -> tuple[BlockId, ...]:
    """Return blocks in reading order, each heading among them with its part."""
    chosen = topmost(document, identities)
    found = {block.id for one in chosen for block in (one, *part_of(document, one))}
    return tuple(block.id for block in topmost(document, found))


def part_of(document: Document, heading: Block) -> tuple[Block, ...]:
    """Return the blocks that stand under a heading, beside it; none for what is no heading."""
    place = place_of(document, heading.id)
    if place is None or not _level(heading):
        return ()
    siblings = children_of(document, place.parent)
    return siblings[place.index + 1 : _end(siblings, place.index)]


def shift(document: Document, identities: Iterable[BlockId], by: int) -> Step | None:
    """Move blocks up (-1) or down (+1), as `moving.shift`; a heading with its part past another part."""
    chosen = topmost(document, identities)
    part = part_of(document, chosen[0]) if chosen else ()
    if not chosen or not _level(chosen[0]) or not set(chosen[1:]) <= set(part):
        return moving.shift(document, with_parts(document, (block.id for block in chosen)), by)
    heading, place = chosen[0], place_of(document, chosen[0].id)
    if place is None:
        return None
    siblings = children_of(document, place.parent)
    index = (_before if by < 0 else _behind)(siblings, place.index)
    goal: Place | None = Place(place.parent, index) if index is not None else None
    outer = place_of(document, place.parent) if place.parent else None
    is_edge = place.index == 0 if by < 0 else _end(siblings, place.index) == len(siblings)
    if is_edge and outer is not None:
        goal = Place(outer.parent, outer.index if by < 0 else outer.index + 1)
    return move(document, (heading.id,), goal) if goal else None


def move(document: Document, identities: Iterable[BlockId], place: Place) -> Step | None:
    """Move blocks to a place, as `moving.move_blocks`; headings with their parts."""
    chosen = tuple(identities)
    step = moving.move_blocks(document, with_parts(document, chosen), place)
    return step and _called(document, chosen, step, N_("Move {kind} with its text"))


def duplicate(document: Document, identities: Iterable[BlockId]) -> Step | None:
    """Put copies of blocks after the last of them, headings with their parts."""
    chosen = tuple(identities)
    step = moving.duplicate(document, with_parts(document, chosen))
    return step and _called(document, chosen, step, N_("Duplicate {kind} with its text"))


def _called(document: Document, identities: Iterable[BlockId], step: Step, message: str) -> Step:
    first, *others = topmost(document, identities)
    part = part_of(document, first)
    label: Label = commands.named(message, first) if part and set(others) <= set(part) else step.label
    return Step(label, step.document, step.caret)


# ---- where parts end


def _level(block: Block) -> int:
    """Return the level of a heading, 0 for what is none."""
    return int(getattr(block, "level", 0))


def _rank(block: Block) -> int:
    """Return the level at which a block begins a part, as the bookmarks of the PDF have it; 0 for none.

    A section stands among headings of level 2, and what counts anew in it, an annex, among those of level 1.
    """
    kind = kind_of(block)
    return _level(block) or (kind.deepens and (1 if kind.renews else 2))


def _end(siblings: tuple[Block, ...], index: int) -> int:
    """Return where the part of a heading ends."""
    own = _rank(siblings[index])
    return next(
        (i for i in range(index + 1, len(siblings)) if _bounds(siblings[i], own)),
        len(siblings),
    )


def _bounds(block: Block, rank: int) -> bool:
    return kind_of(block).once or 0 < _rank(block) <= rank


def _before(siblings: tuple[Block, ...], index: int) -> int | None:
    """Return where a part goes that goes up: before the one before, or to the head of what is around it."""
    own = _rank(siblings[index])
    bound = next((i for i in reversed(range(index)) if _bounds(siblings[i], own)), -1)
    if bound >= 0 and _rank(siblings[bound]) == own:
        return bound
    if bound + 1 < index:
        return bound + 1
    return bound if bound >= 0 and not kind_of(siblings[bound]).once else None


def _behind(siblings: tuple[Block, ...], index: int) -> int | None:
    """Return where a part goes that goes down: behind the next, or behind the text of one around it."""
    end = _end(siblings, index)
    if end == len(siblings) or kind_of(siblings[end]).once:
        return None
    if _rank(siblings[end]) == _rank(siblings[index]):
        return _end(siblings, end) if _level(siblings[end]) else end + 1
    within = range(end + 1, len(siblings))
    return next((i for i in within if _rank(siblings[i]) or kind_of(siblings[i]).once), len(siblings))
