"""Which blocks stand where after a merge: mine, with what they added, moved and deleted applied to it.

Nothing that either side wrote is left out: a block deleted here and changed there stays, with all around it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from composer.model.document import Block, BlockId
from composer.model.edits import with_children

# The document itself, as the parent of its blocks.
TOP = BlockId("")


def own(block: Block) -> Block:
    """Return a block without the blocks within it."""
    return with_children(block, ())


@dataclass(slots=True)
class Tree:
    """The blocks of a document by id, each without what it holds, and what stands in what, in order."""

    own: dict[BlockId, Block] = field(default_factory=dict)
    parent: dict[BlockId, BlockId] = field(default_factory=dict)
    within: dict[BlockId, list[BlockId]] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: tuple[Block, ...]) -> "Tree":
        """Take blocks apart."""
        tree = cls()
        tree._enter(blocks, TOP)
        return tree

    def _enter(self, blocks: tuple[Block, ...], parent: BlockId) -> None:
        self.within[parent] = [block.id for block in blocks]
        for block in blocks:
            self.own[block.id] = own(block)
            self.parent[block.id] = parent
            self._enter(block.children, block.id)

    def blocks(self, parent: BlockId = TOP) -> tuple[Block, ...]:
        """Put the blocks together again."""
        return tuple(self._built(identity) for identity in self.within.get(parent, ()))

    def _built(self, identity: BlockId) -> Block:
        children = self.blocks(identity)
        block = self.own[identity]
        return with_children(block, children) if children else block

    def walk(self, start: BlockId = TOP) -> Iterator[BlockId]:
        """Yield what stands within a block, in reading order."""
        for identity in tuple(self.within.get(start, ())):
            yield identity
            yield from self.walk(identity)

    def above(self, identity: BlockId) -> Iterator[BlockId]:
        """Yield the blocks that hold a block, the nearest first."""
        while (identity := self.parent[identity]) != TOP:
            yield identity

    def put(self, identity: BlockId, parent: BlockId, after: Iterable[BlockId]) -> None:
        """Put a block into another, behind the nearest of those it should follow, else at the beginning."""
        self.take_out(identity)
        place = self.within.setdefault(parent, [])
        index = next((place.index(one) + 1 for one in after if one in place), 0)
        place.insert(index, identity)
        self.parent[identity] = parent
        self.within.setdefault(identity, [])

    def take_out(self, identity: BlockId) -> None:
        """Take a block out of what holds it, with all it holds."""
        if (parent := self.parent.pop(identity, None)) is not None:
            self.within[parent].remove(identity)

    def before(self, identity: BlockId) -> list[BlockId]:
        """Return what stands before a block beside it, the nearest first."""
        beside = self.within[self.parent[identity]]
        return beside[: beside.index(identity)][::-1]


@dataclass(frozen=True, slots=True)
class Kept:
    """A block that was deleted by one side and changed by the other, and therefore stays with all it holds.

    `ids` are the block and what within it the side that deleted it does not have.
    """

    block: BlockId
    ids: frozenset[BlockId]


def merge_trees(base: Tree, mine: Tree, theirs: Tree) -> tuple[Tree, tuple[Kept, ...], tuple[Kept, ...]]:
    """Return mine with their changes of structure, what they had deleted and what I had.

    Where both moved a block, it stands where I put it. An id that only mine and theirs have is of one block.
    """
    moved_by_me, moved_by_them = moved(base, mine), moved(base, theirs)
    moving = (moved_by_them - moved_by_me) & mine.own.keys()
    doomed, spared = _deleted(base, mine, theirs, moving)
    back, returned = _to_put_back(base, mine, theirs, moving)
    merged = Tree(dict(mine.own), dict(mine.parent), {key: list(ids) for key, ids in mine.within.items()})
    for identity in theirs.walk():
        parent = theirs.parent[identity]
        if identity in back:
            merged.own[identity] = theirs.own[identity]
            merged.put(identity, parent, theirs.before(identity))
        elif identity in moving and _can_stand(merged, identity, parent):
            merged.put(identity, parent, theirs.before(identity))
    for identity in [one for one in mine.walk() if one in doomed][::-1]:  # what is within goes first
        for child in merged.within[identity][::-1]:  # what could not follow them elsewhere
            merged.put(child, merged.parent[identity], [identity])
        merged.take_out(identity)
        del merged.own[identity]
    return merged, _kept(mine, spared, theirs), _kept(theirs, returned, mine)


def moved(before: Tree, after: Tree) -> set[BlockId]:
    """Return the fewest blocks whose moving makes the one order the other; what is new or gone is none."""
    common = [identity for identity in after.walk() if identity in before.own]
    elsewhere = {identity for identity in common if before.parent[identity] != after.parent[identity]}
    for parent, ids in after.within.items():
        stayed = [one for one in ids if one in before.own and one not in elsewhere]
        index = {one: i for i, one in enumerate(before.within.get(parent, ()))}
        elsewhere |= set(stayed) - _longest_rising(stayed, index)
    return elsewhere


def _longest_rising(ids: list[BlockId], index: Mapping[BlockId, int]) -> set[BlockId]:
    """Return the longest row of ids, not necessarily neighbours, whose indices rise."""
    ends: list[int] = []
    last: list[BlockId] = []
    link: dict[BlockId, BlockId | None] = {}
    for identity in ids:
        place = bisect_left(ends, index[identity])
        link[identity] = last[place - 1] if place else None
        ends[place : place + 1] = [index[identity]]
        last[place : place + 1] = [identity]
    row: set[BlockId] = set()
    here = last[-1] if last else None
    while here is not None:
        row.add(here)
        here = link[here]
    return row


def _deleted(base: Tree, mine: Tree, theirs: Tree, moving: set[BlockId]) -> tuple[set[BlockId], set[BlockId]]:
    """Return what they deleted and I left alone, and what they deleted but must stay."""
    doomed = {one for one in mine.own if one in base.own and one not in theirs.own}
    spared: set[BlockId] = set()
    for identity in mine.walk():
        is_changed = identity in doomed and mine.own[identity] != base.own[identity]
        stays = identity not in doomed and identity not in moving
        if is_changed or stays:
            above = takewhile(lambda one: one not in moving, mine.above(identity))  # the others leave with it
            chain = [identity, *above] if is_changed else [*above]
            if held := [one for one in chain if one in doomed]:
                spared |= {held[-1], *mine.walk(held[-1])} & doomed
    return doomed - spared, spared


def _to_put_back(
    base: Tree, mine: Tree, theirs: Tree, moving: set[BlockId]
) -> tuple[set[BlockId], set[BlockId]]:
    """Return the blocks of theirs that are to be put into mine, and which of them I had deleted."""
    new = {one for one in theirs.own if one not in base.own and one not in mine.own}
    gone = {one for one in theirs.own if one in base.own and one not in mine.own}
    returned: set[BlockId] = set()
    for identity in theirs.walk():
        is_changed = identity in gone and theirs.own[identity] != base.own[identity]
        if is_changed or identity in new or identity in moving:
            chain = [identity, *theirs.above(identity)]
            if held := [one for one in chain if one in gone]:
                returned |= {held[-1], *theirs.walk(held[-1])} & gone
    return new | returned, returned


def _can_stand(merged: Tree, identity: BlockId, parent: BlockId) -> bool:
    """Return whether a block can be moved into another: that one is there, and not within the block."""
    if parent == TOP:
        return True
    return parent in merged.parent and identity not in (parent, *merged.above(parent))


def _kept(tree: Tree, ids: set[BlockId], other: Tree) -> tuple[Kept, ...]:
    """Return the blocks among some that are not within another one of them, in reading order."""
    tops = (one for one in tree.walk() if one in ids and not ids.intersection(tree.above(one)))
    return tuple(Kept(top, frozenset((top, *tree.walk(top))).difference(other.own)) for top in tops)
