"""Where a dragged row of the structure would go: between which rows, and how deep."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QTreeView

from composer.model.document import Block, BlockId
from composer.model.edits import Place
from composer.ui.outline_model import BLOCK


class Drop(NamedTuple):
    """A place for a block, how deep it is, and how far down the line stands that says so."""

    place: Place
    depth: int
    y: int


def nearest(
    tree: QTreeView, dragged: tuple[BlockId, ...], y: int, depth: int, may_go: Callable[[Place], bool]
) -> Drop | None:
    """Return the allowed place at a height that is nearest to a depth; None where it leaves all as it is."""
    found = [drop for drop in _gap(tree, y) if _is_home(tree, dragged, drop) or may_go(drop.place)]
    best = min(found, key=lambda drop: abs(drop.depth - depth), default=None)
    return None if best is None or _is_home(tree, dragged, best) else best


def _is_home(tree: QTreeView, dragged: tuple[BlockId, ...], drop: Drop) -> bool:
    """Return whether a place is right before or after the one block that is dragged."""
    if len(dragged) != 1:
        return False
    place, index = drop.place, QModelIndex()
    for beside in (place.index - 1, place.index):
        index = tree.model().index(beside, 0, _row_of(tree, place.parent))
        if index.isValid() and index.data(BLOCK).id == dragged[0]:
            return True
    return False


def _row_of(tree: QTreeView, identity: BlockId | None) -> QModelIndex:
    model = tree.model()

    def sought(parent: QModelIndex) -> QModelIndex:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if index.data(BLOCK).id == identity:
                return index
            if (inner := sought(index)).isValid():
                return inner
        return QModelIndex()

    return sought(QModelIndex()) if identity else QModelIndex()


def _gap(tree: QTreeView, y: int) -> Iterator[Drop]:
    """Yield every place between the two rows that a height is between, the deepest first."""
    index = tree.indexAt(QPoint(1, y))
    if not index.isValid():
        index = _last_row(tree)
    elif y < tree.visualRect(index).center().y():
        index = tree.indexAbove(index)
    if not index.isValid():
        yield Drop(Place(None, 0), 0, 0)
        return
    line = tree.visualRect(index).bottom() + 1
    below = tree.indexBelow(index)
    block: Block = index.data(BLOCK)
    if below.isValid() and below.parent() == index:
        yield Drop(Place(block.id, 0), _depth(index) + 1, line)
        return
    yield Drop(Place(block.id, len(block.children)), _depth(index) + 1, line)
    yield from _behind(tree, index, line)


def _behind(tree: QTreeView, index: QModelIndex, line: int) -> Iterator[Drop]:
    """Yield the place behind a row, and behind all that it is the last of."""
    while index.isValid():
        parent = index.parent()
        holder: Block | None = parent.data(BLOCK) if parent.isValid() else None
        yield Drop(Place(holder.id if holder else None, index.row() + 1), _depth(index), line)
        if index.row() + 1 < tree.model().rowCount(parent):
            return
        index = parent


def _last_row(tree: QTreeView) -> QModelIndex:
    model, index = tree.model(), QModelIndex()
    while (count := model.rowCount(index)) and (not index.isValid() or tree.isExpanded(index)):
        index = model.index(count - 1, 0, index)
    return index


def _depth(index: QModelIndex) -> int:
    depth = 0
    while (index := index.parent()).isValid():
        depth += 1
    return depth
