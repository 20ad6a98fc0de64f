"""Edits: pure functions from a document to a document. What is not touched is shared, by identity."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from composer.model.characters import clean
from composer.model.document import Block, BlockId, Document, FieldValue, walk
from composer.model.people import People, Person
from composer.model.picture import Image
from composer.model.source import Source
from composer.model.text import Text

AnyBlock = TypeVar("AnyBlock", bound=Block)

# How deep blocks may stand within each other: section, argument, request, and one to spare.
DEPTH = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: within which block (None for the document itself), and which in order."""

    parent: BlockId | None
    index: int


def find(document: Document, identity: BlockId) -> Block | None:
    """Return the block of an id, None when it is not in the document."""
    return next((block for block in document.walk() if block.id == identity), None)


def place_of(document: Document, identity: BlockId) -> Place | None:
    """Return where a block stands, None when it is not in the document."""
    for parent, blocks in _containers(document):
        for index, block in enumerate(blocks):
            if block.id == identity:
                return Place(parent, index)
    return None


def children_of(document: Document, parent: BlockId | None) -> tuple[Block, ...]:
    """Return the blocks within a block, or those of the document itself."""
    if parent is None:
        return document.blocks
    block = find(document, parent)
    return block.children if block else ()


def new_id(document: Document, taken: Iterable[BlockId] = ()) -> BlockId:
    """Return an id that no block of the document has, `b` and the lowest free number."""
    known = {block.id for block in document.walk()} | set(taken)
    return next(id_ for id_ in (BlockId(f"b{n}") for n in itertools.count(1)) if id_ not in known)


def with_new_ids(document: Document, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return copies of blocks whose ids, and those of all they hold, are not in the document yet."""
    known = {block.id for block in document.walk()}
    free = (id_ for id_ in (BlockId(f"b{n}") for n in itertools.count(1)) if id_ not in known)

    def renewed(block: Block) -> Block:
        identity = next(free)
        return with_children(replace(block, id=identity), tuple(renewed(child) for child in block.children))

    return tuple(renewed(block) for block in blocks)


def replace_block(document: Document, block: Block) -> Document:
    """Put a block in the place of the one that has its id; the search ends where it is found."""
    blocks = _with_block(document.blocks, block)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


def _with_block(blocks: tuple[Block, ...], block: Block) -> tuple[Block, ...]:
    for i, old in enumerate(blocks):
        if old.id == block.id:
            return blocks if old is block else (*blocks[:i], block, *blocks[i + 1 :])
        if old.children:
            children = _with_block(old.children, block)
            if children is not old.children:
                return (*blocks[:i], with_children(old, children), *blocks[i + 1 :])
    return blocks


def set_field(document: Document, identity: BlockId, path: str, value: object) -> Document:
    """Set a field of a block; the path of a value within it is `text`, `items.2.text`, `rows.0.1`."""
    block = find(document, identity)
    return document if block is None else replace_block(document, _set(block, path.split("."), value))


def get_field(block: object, path: str) -> Any:  # noqa: ANN401  a field of any type
    """Return a field of a block by its path."""
    for name in path.split("."):
        block = block[int(name)] if name.isdigit() else getattr(block, name)  # type: ignore[index]
    return block


def insert_blocks(document: Document, blocks: tuple[Block, ...], place: Place) -> Document:
    """Insert blocks before what stands at a place now."""

    def inserted(before: tuple[Block, ...]) -> tuple[Block, ...]:
        return (*before[: place.index], *blocks, *before[place.index :])

    return _in_container(document, place.parent, inserted)


def remove_blocks(document: Document, identities: Iterable[BlockId]) -> Document:
    """Remove blocks with all they hold."""
    gone = frozenset(identities)

    def kept(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        left = tuple(with_children(block, kept(block.children)) for block in blocks if block.id not in gone)
        return blocks if _same(left, blocks) else left

    return replace(document, blocks=kept(document.blocks))


def move_block(document: Document, identity: BlockId, place: Place) -> Document:
    """Move a block with all it holds; the place is meant as the document stands before.

    A block is never moved into itself: the document then stays as it is.
    """
    block = find(document, identity)
    old = place_of(document, identity)
    within = {child.id for child in walk((block,))} if block else set()
    if block is None or old is None or place.parent in within:
        return document
    index = place.index - (old.parent == place.parent and old.index < place.index)
    return insert_blocks(remove_blocks(document, [identity]), (block,), Place(place.parent, index))


def set_document_field(document: Document, key: str, value: FieldValue) -> Document:
    """Set a field of the document; None leaves it empty."""
    fields = dict(document.fields) | {key: value}
    return replace(document, fields=tuple(fields.items()))


def set_people(document: Document, role: str, people: tuple[Person, ...]) -> Document:
    """Set who has a role."""
    roles = dict(document.people.roles) | {role: people}
    return replace(document, people=People(tuple((key, given) for key, given in roles.items() if given)))


def set_source(document: Document, source: Source) -> Document:
    """Add a source, or put it in the place of the one that has its key."""
    sources = {old.key: old for old in document.sources} | {source.key: source}
    return replace(document, sources=tuple(sources.values()))


def remove_source(document: Document, key: str) -> Document:
    """Remove a source; what cites it stays and becomes a finding."""
    return replace(document, sources=tuple(source for source in document.sources if source.key != key))


def set_image(document: Document, image: Image) -> Document:
    """Add a picture, or put it in the place of the one that has its name."""
    media = {old.name: old for old in document.media} | {image.name: image}
    return replace(document, media=tuple(media.values()))


def tidied(document: Document) -> Document:
    """Return a document whose plain words hold no sign that a file could not give back, such as a tab.

    What is tidy already is shared, by identity; texts are so by construction.
    """
    return _tidy(document)  # type: ignore[no-any-return]  # a document stays one


def _tidy(value: Any) -> Any:  # noqa: ANN401  words, or whatever holds them
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        items = tuple(_tidy(item) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if isinstance(value, Text | Image) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for item in dataclasses.fields(value):
        held = getattr(value, item.name)
        tidy = _tidy(held)
        if tidy is not held and tidy != held:
            changes[item.name] = tidy
    return replace(value, **changes) if changes else value


# ---- the tree


def _containers(document: Document) -> Iterator[tuple[BlockId | None, tuple[Block, ...]]]:
    yield None, document.blocks
    for block in document.walk():
        if block.children:
            yield block.id, block.children


def with_children(block: Block, children: tuple[Block, ...]) -> Block:
    """Return a container with other blocks in it; the block itself when those are the ones it has."""
    if children is block.children or _same(children, block.children):
        return block
    return replace(block, blocks=children)  # type: ignore[call-arg]  # only containers have any


def _same(one: tuple[Block, ...], other: tuple[Block, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _map(document: Document, change: "Any") -> Document:  # noqa: ANN401  Block -> Block
    def changed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        made = []
        for block in blocks:
            new = change(block)
            made.append(with_children(new, changed(new.children)) if new is block else new)
        return blocks if _same(tuple(made), blocks) else tuple(made)

    blocks = changed(document.blocks)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


def _in_container(document: Document, parent: BlockId | None, change: "Any") -> Document:  # noqa: ANN401  blocks -> blocks
    if parent is None:
        return replace(document, blocks=change(document.blocks))
    return _map(
        document, lambda block: replace(block, blocks=change(block.children)) if block.id == parent else block
    )


def _set(holder: Any, path: list[str], value: object) -> Any:  # noqa: ANN401  a block, a record, values in a row
    if not path:
        return value
    if isinstance(holder, tuple):
        index = int(path[0])
        return (*holder[:index], _set(holder[index], path[1:], value), *holder[index + 1 :])
    return replace(holder, **{path[0]: _set(getattr(holder, path[0]), path[1:], value)})
