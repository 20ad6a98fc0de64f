"""What an author does with whole blocks: pure functions that return a Step, or None where it cannot be.

Which block may stand where is what the containers declare (`Schema.kinds`); nothing here knows a kind by name
but the paragraph, which is what running text is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from composer.app.grids import BEGINNING
from composer.app.history import Caret, Label
from composer.blocks import KINDS, Kind, kind_of
from composer.blocks.kind import Schema, schema_of
from composer.compose.numbering import number_blocks
from composer.compose.world import World
from composer.i18n import N_, _, ngettext
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import (
    DEPTH,
    Place,
    children_of,
    find,
    get_field,
    insert_blocks,
    move_block,
    new_id,
    place_of,
    remove_blocks,
    set_field,
    with_new_ids,
)
from composer.model.text import Run, Text

RUNNING_TEXT = "paragraph"
# In which order kinds are offered: as one meets them in a letter, then what papers and motions have besides.
# One that is not named comes last.
OFFERED = (
    "salutation",
    "paragraph",
    "heading",
    "list",
    "quotation",
    "figure",
    "table",
    "request",
    "argument",
    "example",
    "examples",
    "closing",
    "signatures",
    "section",
    "byline",
    "metadata",
    "contents",
    "preamble",
    "operative",
    "submitters",
    "bibliography",
    "annex",
    "page-break",
)


# The sorts of fields, besides texts, that are empty until somebody puts something into them.
_PUT_IN = frozenset(("words", "strings", "image", "record"))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: what undo calls it, the document it leads to, where the caret belongs then."""

    label: Label
    document: Document
    caret: Caret = field(default_factory=Caret)


@dataclass(frozen=True, slots=True)
class TextPath:
    """A text of a block by its path; `main` is where the words go that stand for the whole."""

    path: str
    schema: Schema
    main: bool = True


# ---- the texts of a block


def text_paths(record: object, prefix: str = "", shorthand: str = "") -> Iterator[TextPath]:
    """Yield every text that a block or record can have, also empty, in the order it declares them."""
    declared: type = type(record)
    for name, schema in schema_of(declared):
        path = f"{prefix}{name}"
        value = getattr(record, name)
        if schema.sort == "text":
            yield TextPath(path, schema, not shorthand or name == shorthand)
        elif schema.sort == "texts":
            yield from (TextPath(f"{path}.{i}", schema) for i in range(len(value)))
        elif schema.sort == "grid":
            for r, row in enumerate(value):
                yield from (TextPath(f"{path}.{r}.{c}", schema) for c in range(len(row)))
        elif schema.sort == "record" and value is not None:
            yield from text_paths(value, f"{path}.")
        elif schema.sort == "records":
            for i, item in enumerate(value):
                yield from text_paths(item, f"{path}.{i}.", schema.shorthand or "-")


def main_path(block: Block) -> str:
    """Return the path of the text that a new block is begun with, empty when it has none."""
    paths = tuple(text_paths(block))
    found = [one for one in paths if one.schema.required] or [one for one in paths if one.main] or paths
    return found[0].path if found else ""


def text_length(text: Text) -> int:
    """Return the offset of the end of a text: a chip counts as one, so does the end of a paragraph."""
    inlines = sum(len(item.text) if isinstance(item, Run) else 1 for item in text.inlines)
    return inlines + max(0, len(text.paragraphs) - 1)


def is_empty(block: Block) -> bool:
    """Return whether a block holds no words, no blocks, and nothing in its other fields."""
    is_bare = not any(get_field(block, one.path) for one in text_paths(block))
    return is_bare and not block.children and not has_values(block)


def has_values(block: Block) -> bool:
    """Return whether something was put into fields of a block that are no texts: names, a picture."""
    declared: type = type(block)
    values = {name: getattr(block, name) for name, schema in schema_of(declared) if schema.sort in _PUT_IN}
    return any(values.values())


def caret_at(block: Block, path: str, *, end: bool = False) -> Caret:
    """Return the caret at the start or the end of a text."""
    offset = text_length(get_field(block, path)) if end and path else 0
    return Caret(block.id, path, offset, offset)


# ---- what may stand where


def container_schema(block: Block) -> Schema | None:
    """Return what a block says about the blocks within it, None when it holds none."""
    declared: type = type(block)
    return next((schema for _name, schema in schema_of(declared) if schema.sort == "blocks"), None)


def takes(document: Document, parent: BlockId | None, block: Block) -> bool:
    """Return whether a container, or the document itself, may hold a block with all that is in it."""
    if parent is None:
        return _height(block) <= DEPTH
    container = find(document, parent)
    schema = container and container_schema(container)
    if not schema or (schema.kinds and kind_of(block).name not in schema.kinds):
        return False
    return len(ancestors(document, parent)) + 1 + _height(block) <= DEPTH


def ancestors(document: Document, identity: BlockId) -> tuple[Block, ...]:
    """Return the containers around a block, the nearest first."""
    found: list[Block] = []
    place = place_of(document, identity)
    while place and place.parent and (block := find(document, place.parent)):
        found.append(block)
        place = place_of(document, block.id)
    return tuple(found)


def is_listed(kind: Kind) -> bool:
    """Return whether neighbours of a kind form one list or frame, so that the next is of that kind."""
    return bool(kind.list_numbering or kind.gather)


def next_kind(document: Document, identity: BlockId) -> Kind:
    """Return the kind that naturally follows a block where it stands."""
    block, place = find(document, identity), place_of(document, identity)
    if block is None or place is None:
        return KINDS[RUNNING_TEXT]
    if is_listed(kind_of(block)):
        return kind_of(block)
    return natural_kind(document, place.parent) or kind_of(block)


def natural_kind(document: Document, parent: BlockId | None) -> Kind | None:
    """Return the kind a container is filled with: what it begins with already, else text, else its first."""
    container = find(document, parent) if parent else None
    schema = container and container_schema(container)
    if schema and schema.kinds and RUNNING_TEXT not in schema.kinds:
        return KINDS[schema.kinds[0]]
    return KINDS[RUNNING_TEXT]


def kinds_allowed(document: Document, after: BlockId | None) -> tuple[Kind, ...]:
    """Return the kinds that can be added after a block, those that fit beside or within it first."""
    place = place_of(document, after) if after else None
    parents = {after, place.parent if place else None}
    fits: list[Kind] = []
    others: list[Kind] = []
    for kind in KINDS.values():
        found = place_for(document, kind.block(), after)
        if found:
            (fits if found.parent in parents else others).append(kind)
    for group in (fits, others):
        group.sort(key=_when_offered)
    return (*fits, *others)


def _when_offered(kind: Kind) -> tuple[int, str]:
    place = OFFERED.index(kind.name) if kind.name in OFFERED else len(OFFERED)
    return place, _(kind.label).casefold()


def numbers_of(document: Document, world: World) -> Mapping[BlockId, str]:
    """Return the printed numbers of blocks, without laying anything out."""
    return number_blocks(document, world.template)


# ---- commands


def add_block(document: Document, kind_name: str, after: BlockId | None = None) -> Step | None:
    """Add an empty block: within the block given where that one takes it, else after it, else further out.

    Without a block to stand after it becomes the last of the document.
    """
    block = new_block(document, KINDS[kind_name])
    place = place_for(document, block, after)
    if place is None:
        return None
    label = named(N_("Add {kind}"), block)
    first = block.children[0] if block.children else block
    return Step(label, insert_blocks(document, (block,), place), caret_at(first, main_path(first)))


def delete_blocks(document: Document, identities: Iterable[BlockId]) -> Step | None:
    """Delete blocks with all they hold; the caret goes to the end of the text before them."""
    gone = [block for block in (find(document, one) for one in identities) if block]
    if not gone:
        return None
    lost = {block.id for block in walk(tuple(gone))}
    count = len(gone)
    label = named(N_("Delete {kind}"), gone[0]) if count == 1 else _delete_many(count)
    order = list(document.walk())
    first = next(i for i, block in enumerate(order) if block.id in lost)
    before = [block for block in order[:first] if block.id not in lost]
    behind = [block for block in order[first:] if block.id not in lost]
    left = remove_blocks(document, [block.id for block in gone])
    return Step(label, left, _end_of(before[-1]) if before else _start_of(behind))


def _delete_many(count: int) -> Label:
    return lambda: ngettext("Delete {count} block", "Delete {count} blocks", count).format(count=count)


def move(document: Document, identity: BlockId, by: int) -> Step | None:
    """Move a block one place up (-1) or down (+1) as one reads: past, into or out of what is next to it."""
    block, place = find(document, identity), place_of(document, identity)
    if block is None or place is None:
        return None
    siblings = children_of(document, place.parent)
    index = place.index + by
    if 0 <= index < len(siblings):
        beside = siblings[index]
        if kind_of(beside) is not kind_of(block) and takes(document, beside.id, block):
            return move_to(document, identity, Place(beside.id, len(beside.children) if by < 0 else 0))
        return move_to(document, identity, Place(place.parent, index if by < 0 else index + 1))
    outer = place_of(document, place.parent) if place.parent else None
    if outer is None:
        return None
    return move_to(document, identity, Place(outer.parent, outer.index if by < 0 else outer.index + 1))


def move_to(document: Document, identity: BlockId, place: Place) -> Step | None:
    """Move a block to a place, as the document stands before; None where it may not stand."""
    block = find(document, identity)
    if block is None or not takes(document, place.parent, block):
        return None
    moved = move_block(document, identity, place)
    if moved is document or place_of(moved, identity) == place_of(document, identity):
        return None
    return Step(named(N_("Move {kind}"), block), moved, caret_at(block, main_path(block)))


def duplicate(document: Document, identity: BlockId) -> Step | None:
    """Put a copy of a block with all it holds after it."""
    block, place = find(document, identity), place_of(document, identity)
    if block is None or place is None:
        return None
    copies = with_new_ids(document, (block,))
    made = insert_blocks(document, copies, Place(place.parent, place.index + 1))
    return Step(named(N_("Duplicate {kind}"), block), made, caret_at(copies[0], main_path(copies[0])))


# ---- what others of this package build on


def named(message: str, block: Block) -> Label:
    """Return the name of a step on a block, which begins with a capital whatever word comes first.

    The message is marked with N_; it is translated when it is shown.
    """
    kind = kind_of(block)

    def say() -> str:
        words = _(message).format(kind=_(kind.label).lower())
        return words[:1].upper() + words[1:]

    return say


def new_block(document: Document, kind: Kind, text: Text | None = None) -> Block:
    """Return a block of a kind with a new id, with something in it to type in, and words if there are any.

    A list begins with an item, a table with a few cells, a container of one kind with a block of it.
    """
    record: type = kind.block
    block = kind.block(id=new_id(document))
    bare = not main_path(block)
    listed = [(name, schema) for name, schema in schema_of(record) if schema.record]
    for name, schema in listed:
        if schema.record and (schema.begins or (bare and schema.sort == "records")):
            block = _with(block, name, (schema.record(),))
            break
    for name, schema in schema_of(record):
        if schema.sort == "grid":
            block = _with(block, name, BEGINNING)
    inner = container_schema(block)
    if inner and len(inner.kinds) == 1:
        child = KINDS[inner.kinds[0]].block(id=new_id(document, [block.id]))
        block = _with(block, "blocks", (child,))
    path = main_path(block)
    return _with(block, path, text) if text and path else block


def _with(block: Block, path: str, value: object) -> Block:
    alone = set_field(Document(template="", blocks=(block,)), block.id, path, value)
    return alone.blocks[0]


def _height(block: Block) -> int:
    return 1 + max(map(_height, block.children), default=0)


def place_for(document: Document, block: Block, after: BlockId | None) -> Place | None:
    """Return where a block goes: within the one given if that takes it, else after it, else further out."""
    here = find(document, after) if after else None
    if here is None:
        return Place(None, len(document.blocks)) if takes(document, None, block) else None
    inner = container_schema(here)
    if inner and kind_of(here) is not kind_of(block) and takes(document, here.id, block):
        return Place(here.id, len(here.children) if inner.kinds else 0)
    place = place_of(document, here.id)
    while place is not None:
        if takes(document, place.parent, block):
            return Place(place.parent, place.index + 1)
        place = place_of(document, place.parent) if place.parent else None
    return None


def _end_of(block: Block) -> Caret:
    paths = [one.path for one in text_paths(block)]
    return caret_at(block, paths[-1] if paths else "", end=True)


def _start_of(blocks: list[Block]) -> Caret:
    return caret_at(blocks[0], main_path(blocks[0])) if blocks else Caret()
