"""A stretch of a document from one text into another: where it is, what is left without it. Pure functions.

What is wholly in it goes, blocks and items alike; what is partly in it keeps its kind and its place. So no
edit can break the structure, and a request never becomes part of a heading.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from composer.app.commands import RUNNING_TEXT, is_empty, text_paths
from composer.blocks import kind_of
from composer.blocks.kind import images_of, schema_of
from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import find, get_field, place_of, remove_blocks, set_field
from composer.model.slices import joined, length, part, piece, without
from composer.model.text import Text


class Spot(NamedTuple):
    """A place for the caret: a text and an offset in it. A block without texts is a text without words."""

    where: Where
    offset: int = 0


class Stretch(NamedTuple):
    """From one place to another that is not before it."""

    first: Spot
    last: Spot


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of a document, where the caret is then, and where the words behind it begin.

    `behind` is None when those stand right behind the caret, or are none.
    """

    document: Document
    spot: Spot | None
    behind: Spot | None = None


def places(document: Document) -> tuple[Where, ...]:
    """Return every place of the caret in reading order: the texts of each block, then the block itself."""
    return tuple(where for block in document.walk() for where in _places_of(block))


def _places_of(block: Block) -> Iterator[Where]:
    for one in text_paths(block):
        yield Where(block.id, one.path)
    yield Where(block.id)


def between(document: Document, one: Spot, other: Spot) -> Stretch | None:
    """Return what lies between two places, whichever comes first; None when one is not in the document."""
    order = {where: index for index, where in enumerate(places(document))}
    if one.where not in order or other.where not in order:
        return None
    first, last = sorted((one, other), key=lambda spot: (order[spot.where], spot.offset))
    return Stretch(first, last)


def whole(document: Document) -> Stretch | None:
    """Return all of a document, None when it has no blocks."""
    order = places(document)
    return Stretch(Spot(order[0]), _end_of(document, order[-1])) if order else None


# ---- what is in it


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch with the places that are wholly in it."""

    stretch: Stretch
    inner: frozenset[Where]
    keep: frozenset[Where] = frozenset()
    paths: dict[Where, Where] = field(default_factory=dict)

    def covered(self, where: Where, text: Text) -> tuple[int, int] | None:
        """Return from where to where a text is in it, None when it is not."""
        first, last = self.stretch
        if where in self.inner:
            return 0, length(text)
        if where not in {first.where, last.where}:
            return None
        start = first.offset if where == first.where else 0
        return start, last.offset if where == last.where else length(text)

    def touches(self, where: Where) -> bool:
        """Return whether a place is in it or at an edge of it."""
        return where in self.inner or where in {self.stretch.first.where, self.stretch.last.where}

    def took_the_place_of(self, where: Where) -> bool:
        """Return whether another text is now found where one was."""
        return any(new == where and old != where for old, new in self.paths.items())

    def is_edge(self, block: Block) -> bool:
        """Return whether it begins or ends in a text of a block itself."""
        return any(spot.where.block == block.id and spot.where.field for spot in self.stretch)


def reach_of(document: Document, stretch: Stretch) -> Reach:
    """Return a stretch with the places that are wholly in it."""
    order = places(document)
    first, last = (order.index(spot.where) for spot in stretch)
    return Reach(stretch, frozenset(order[first + 1 : last]))


# ---- taking away


def erase(document: Document, stretch: Stretch, *, join: bool = True) -> Erased:
    """Take away what is in a stretch.

    The words behind it join those before it when both belong to blocks or items of one sort, or when they are
    running text; `join` False leaves them apart, as Enter does.
    """
    first, last = stretch
    if first.where == last.where and first.where.field:
        text = _text(document, first.where)
        left = without(text, first.offset, last.offset)
        return Erased(set_field(document, *_path(first.where), left), first)
    reach = reach_of(document, stretch)
    head = bool(first.where.field) and bool(part(_text(document, first.where), 0, first.offset).paragraphs)
    tail = bool(last.where.field) and bool(part(_text(document, last.where), last.offset).paragraphs)
    if first.where.field and (head or not tail):
        reach = replace(reach, keep=frozenset([first.where]))
    made = replace(document, blocks=_blocks_left(document.blocks, reach))
    behind = reach.paths.get(last.where) if tail else None
    if behind is not None and not _has(made, behind):
        behind = None
    if not first.where.field or not _has(made, first.where) or reach.took_the_place_of(first.where):
        spot = Spot(behind) if behind else _nearest(document, made, first.where)
        return Erased(made, spot)
    if behind is None:
        return Erased(made, first)
    if join and (together := _join(made, first.where, behind, reach)):
        return Erased(together, first)
    return Erased(made, first, Spot(behind))


def _blocks_left(blocks: tuple[Block, ...], reach: Reach) -> tuple[Block, ...]:
    kept = []
    for block in blocks:
        left, has_content, touched = _left(block, block, "", "", reach)
        has_content = has_content or bool(left.children)
        if reach.is_edge(block) and any(images_of(block)):
            has_content = True
        touched = touched or reach.touches(block.where()) or bool(block.children and not left.children)
        if has_content or not touched:
            kept.append(left)
    same = len(kept) == len(blocks) and all(a is b for a, b in zip(kept, blocks, strict=True))
    return blocks if same else tuple(kept)


class _Left(NamedTuple):
    """What is left of a block or record, whether that says anything, and whether it was touched at all."""

    record: Any
    has_content: bool
    touched: bool


def _left(record: Any, block: Block, old: str, new: str, reach: Reach) -> _Left:  # noqa: ANN401  blocks, records
    """Return what is left of a block or record whose texts are found at `old` and will be at `new`."""
    changes: dict[str, object] = {}
    has_content = touched = False
    declared: type = type(record)
    for name, schema in schema_of(declared):
        value = getattr(record, name)
        take = _TAKERS.get(schema.sort)
        if take is None or value is None:
            continue
        left = take(value, block, f"{old}{name}", f"{new}{name}", reach)
        has_content, touched = has_content or left.has_content, touched or left.touched
        if left.record is not value and left.record != value:
            changes[name] = left.record
    return _Left(replace(record, **changes) if changes else record, has_content, touched)


def _text_left(text: Text, block: Block, old: str, new: str, reach: Reach) -> _Left:
    where = Where(block.id, old)
    reach.paths[where] = Where(block.id, new)
    covered = reach.covered(where, text)
    left = without(text, *covered) if covered else text
    return _Left(left, bool(left.paragraphs) or where in reach.keep, covered is not None)


def _grid_left(rows: Any, block: Block, old: str, new: str, reach: Reach) -> _Left:  # noqa: ANN401  texts in rows
    made = [
        [_text_left(text, block, f"{old}.{r}.{c}", f"{new}.{r}.{c}", reach) for c, text in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    cells = [cell for row in made for cell in row]
    return _Left(
        tuple(tuple(cell.record for cell in row) for row in made),
        any(cell.has_content for cell in cells),
        any(cell.touched for cell in cells),
    )


def _texts_left(texts: Any, block: Block, old: str, new: str, reach: Reach) -> _Left:  # noqa: ANN401  texts
    made = [_text_left(text, block, f"{old}.{i}", f"{new}.{i}", reach) for i, text in enumerate(texts)]
    return _Left(
        tuple(one.record for one in made),
        any(one.has_content for one in made),
        any(one.touched for one in made),
    )


def _record_left(record: Any, block: Block, old: str, new: str, reach: Reach) -> _Left:  # noqa: ANN401  a record
    return _left(record, block, f"{old}.", f"{new}.", reach)


def _records_left(records: Any, block: Block, old: str, new: str, reach: Reach) -> _Left:  # noqa: ANN401  records
    kept: list[Any] = []
    has_content = touched = False
    for i, record in enumerate(records):
        left = _left(record, block, f"{old}.{i}.", f"{new}.{len(kept)}.", reach)
        touched = touched or left.touched
        if left.has_content or not left.touched:
            kept.append(left.record)
            has_content = has_content or left.has_content
    same = len(kept) == len(records) and all(a is b for a, b in zip(kept, records, strict=True))
    return _Left(records if same else tuple(kept), has_content, touched)


def _children_left(blocks: Any, _block: Block, _old: str, _new: str, reach: Reach) -> _Left:  # noqa: ANN401  blocks
    return _Left(_blocks_left(blocks, reach), has_content=False, touched=False)


_TAKERS: dict[str, Callable[[Any, Block, str, str, Reach], _Left]] = {
    "text": _text_left,
    "texts": _texts_left,
    "grid": _grid_left,
    "record": _record_left,
    "records": _records_left,
    "blocks": _children_left,
}


# ---- joining


def _join(document: Document, before: Where, behind: Where, reach: Reach) -> Document | None:
    """Join the words behind a stretch to those before it; None where they belong to different things."""
    block = find(document, behind.block)
    list_path, index = _item_of(behind.field)
    if block is None or not _may_join(document, before, behind):
        return None
    holder: Any = get_field(block, f"{list_path}.{index}") if list_path else block
    others = [one.path for one in text_paths(holder) if one.path != behind.field.rpartition(".")[2]]
    if any(get_field(holder, path) for path in others) or (not list_path and _holds_more(block)):
        return None
    words = joined(piece(_text(document, before)), piece(_text(document, behind)))
    made = set_field(document, *_path(before), words)
    if list_path:
        items = get_field(find(made, block.id), list_path)
        return set_field(made, block.id, list_path, (*items[:index], *items[index + 1 :]))
    return _without(made, block.id, before.block, reach)


def _holds_more(block: Block) -> bool:
    return bool(block.children) or any(images_of(block))


def _may_join(document: Document, before: Where, behind: Where) -> bool:
    if _in_grid(document, before) or _in_grid(document, behind):
        return False
    block = find(document, behind.block)
    if block is None or before == behind:
        return False
    if kind_of(block).name == RUNNING_TEXT:
        return True
    return _sort_of(document, before) == _sort_of(document, behind)


def _sort_of(document: Document, where: Where) -> tuple[type, str]:
    """Return what a text is of: the sort of its block or item, and its name there."""
    block = find(document, where.block)
    list_path, index = _item_of(where.field)
    holder: object = get_field(block, f"{list_path}.{index}") if list_path else block
    return type(holder), where.field.rpartition(".")[2]


def _in_grid(document: Document, where: Where) -> bool:
    block = find(document, where.block)
    sorts = {one.path: one.schema.sort for one in text_paths(block)} if block else {}
    return sorts.get(where.field) == "grid"


def _item_of(path: str) -> tuple[str, int]:
    """Return the list and the index of the item that a text is of; no list for one of the block itself."""
    parts = path.split(".")
    numbers = [i for i, name in enumerate(parts[:-1]) if name.isdigit()]
    return (".".join(parts[: numbers[-1]]), int(parts[numbers[-1]])) if numbers else ("", 0)


def _without(document: Document, block: BlockId, keep: BlockId, reach: Reach) -> Document:
    """Remove a block, and what held it when nothing of that is left and its words were in the stretch."""
    place = place_of(document, block)
    made = remove_blocks(document, [block])
    holder = find(made, place.parent) if place and place.parent else None
    if holder is None or holder.id == keep or not is_empty(holder):
        return made
    return _without(made, holder.id, keep, reach) if _is_touched(holder, reach) else made


def _is_touched(block: Block, reach: Reach) -> bool:
    return any(reach.touches(where) for where in _places_of(block))


# ---- places


def _path(where: Where) -> tuple[BlockId, str]:
    return where.block, where.field


def _text(document: Document, where: Where) -> Text:
    text: Text = get_field(find(document, where.block), where.field)
    return text


def _has(document: Document, where: Where) -> bool:
    block = find(document, where.block)
    return block is not None and any(one.path == where.field for one in text_paths(block))


def _end_of(document: Document, where: Where) -> Spot:
    return Spot(where, length(_text(document, where)) if where.field else 0)


def _nearest(before: Document, after: Document, where: Where) -> Spot | None:
    """Return the end of the text before a place that is gone, else the start of what is left."""
    order, left = places(before), places(after)
    there = set(left)
    earlier = (one for one in reversed(order[: order.index(where)]) if one.field and one in there)
    found = next(earlier, None)
    if found:
        return _end_of(after, found)
    return Spot(left[0]) if left else None
