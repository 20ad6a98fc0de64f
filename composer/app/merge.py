"""Three-way merge of documents by block: what only one side changed is taken, only what both did is asked.

Until it is answered both are there, so nothing is lost by not answering.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Literal, TypeVar

from composer.app.merge_tree import Tree, merge_trees
from composer.model.document import Block, BlockId, Document
from composer.model.edits import find, remove_blocks, replace_block, with_children
from composer.model.people import People

Choice = Literal["mine", "theirs", "both"]
Sort = Literal["changed", "deleted by them", "deleted by me", "document"]

Value = TypeVar("Value")

_NOTHING = Document(template="")
_NO_BLOCK = BlockId("")
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, and not alike.

    `changed`: a block, in the fields named; `copy` is the id under which theirs stands behind mine.
    `deleted by …`: a block that one side deleted and the other changed, or what it holds; it is there, `ids`
    are those of it that the side which deleted it does not have.
    `document`: a part of the document itself, named by `path` (`title`, `fields.date`, `people.addressees`,
    `sources.KEY`, `media.NAME`); mine is there.
    """

    sort: Sort
    block: BlockId = _NO_BLOCK
    path: str = ""
    fields: tuple[str, ...] = ()
    base: object = None
    mine: object = None
    theirs: object = None
    copy: BlockId = _NO_BLOCK
    ids: frozenset[BlockId] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """A document that holds both, and what is to be asked about it."""

    document: Document
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Document | None, mine: Document, theirs: Document) -> Merged:
    """Merge what two people made of one document; without the one they began with, all that differs is asked.

    Of each of the three documents the ids of blocks must differ. Blocks that both added under one id are two.
    """
    if theirs in (mine, base):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    start = base or _common(mine, theirs)
    if base is not None:
        theirs = _with_ids_apart(base, mine, theirs)
    tree, by_them, by_me = merge_trees(Tree.of(start.blocks), Tree.of(mine.blocks), Tree.of(theirs.blocks))
    conflicts = [
        *_merge_blocks(tree, start, mine, theirs),
        *(
            Conflict("deleted by them", kept.block, mine=find(mine, kept.block), ids=kept.ids)
            for kept in by_them
        ),
        *(
            Conflict("deleted by me", kept.block, theirs=find(theirs, kept.block), ids=kept.ids)
            for kept in by_me
        ),
    ]
    head, told = _merge_head(start, mine, theirs)
    return Merged(replace(head, blocks=tree.blocks()), (*told, *conflicts))


def settle(document: Document, conflict: Conflict, choice: Choice) -> Document:
    """Answer one conflict in the document of the merge, in any order; `both` leaves it as it is."""
    if choice == "both":
        return document
    if conflict.sort == "document":
        return _settle_head(document, conflict) if choice == "theirs" else document
    if conflict.sort == "changed":
        chosen = find(document, conflict.copy)
        block = find(document, conflict.block)
        document = remove_blocks(document, [conflict.copy])
        if choice == "mine" or chosen is None or block is None:
            return document
        whole = with_children(chosen, block.children) if block.children else chosen
        return replace_block(document, replace(whole, id=block.id))
    deleted_by = "theirs" if conflict.sort == "deleted by them" else "mine"
    if choice != deleted_by:
        return document
    return replace(document, blocks=tuple(_without(document.blocks, conflict.ids)))


# ---- blocks


def _common(mine: Document, theirs: Document) -> Document:
    """Return what both have alike, in the place of a beginning that nobody knows."""
    alike = {block.id for block in theirs.walk()}
    known = {block.id: block for block in theirs.walk()}
    blocks = tuple(block for block in mine.blocks if block.id in alike and known[block.id] == block)
    return replace(_NOTHING, template=mine.template, language=mine.language, blocks=blocks)


def _with_ids_apart(base: Document, mine: Document, theirs: Document) -> Document:
    """Return theirs with other ids for blocks that both sides added under one id and are not the same."""
    known = {block.id for block in base.walk()}
    own_mine = Tree.of(mine.blocks).own
    own_theirs = Tree.of(theirs.blocks).own
    both = (own_mine.keys() & own_theirs.keys()) - known
    clashing = {identity for identity in both if own_mine[identity] != own_theirs[identity]}
    if not clashing:
        return theirs
    taken = known | own_mine.keys() | own_theirs.keys()
    free = (identity for n in count(1) if (identity := BlockId(f"b{n}")) not in taken)

    def renamed(block: Block) -> Block:
        children = tuple(renamed(child) for child in block.children)
        changes: dict[str, object] = {"id": next(free)} if block.id in clashing else {}
        if children:
            changes["blocks"] = children
        return replace(block, **changes) if changes else block  # type: ignore[arg-type]

    return replace(theirs, blocks=tuple(renamed(block) for block in theirs.blocks))


def _merge_blocks(tree: Tree, base: Document, mine: Document, theirs: Document) -> list[Conflict]:
    """Merge the fields of every block that both have, within the tree; return what was changed twice."""
    was, my, their = (Tree.of(document.blocks).own for document in (base, mine, theirs))
    taken = {*was, *my, *their}
    conflicts = []
    for identity in list(tree.walk()):
        if identity in my and identity in their and my[identity] != their[identity]:
            old = was.get(identity)
            tree.own[identity], twice = _merge_fields(old, my[identity], their[identity])
            if twice:
                copy = next(name for n in count(1) if (name := BlockId(f"b{n}")) not in taken)
                taken.add(copy)
                tree.own[copy] = replace(their[identity], id=copy)
                tree.put(copy, tree.parent[identity], [identity])
                conflicts.append(
                    Conflict(
                        "changed",
                        identity,
                        fields=twice,
                        base=old,
                        mine=my[identity],
                        theirs=their[identity],
                        copy=copy,
                    )
                )
    return conflicts


def _merge_fields(base: Block | None, mine: Block, theirs: Block) -> tuple[Block, tuple[str, ...]]:
    """Return a block with what only one side changed, and the names of the fields that both did."""
    if base == mine:
        return theirs, ()
    if base == theirs:
        return mine, ()
    if type(mine) is not type(theirs) or type(base) not in (type(mine), type(None)):
        return mine, ("kind",)
    changes: dict[str, object] = {}
    twice = []
    for item in fields(mine):
        my, their = getattr(mine, item.name), getattr(theirs, item.name)
        was = getattr(base, item.name) if base else _UNKNOWN
        if their in (was, my):
            continue
        if my == was:
            changes[item.name] = their
        elif item.name != "origin":  # where a block came from prints nothing: mine will do
            twice.append(item.name)
    return replace(mine, **changes) if changes else mine, tuple(twice)  # type: ignore[arg-type]


def _without(blocks: tuple[Block, ...], ids: frozenset[BlockId]) -> Iterator[Block]:
    """Yield blocks without some; what stands within those and is none of them takes their place."""
    for block in blocks:
        children = tuple(_without(block.children, ids))
        if block.id in ids:
            yield from children
        elif children == block.children:
            yield block
        else:
            yield with_children(block, children)


# ---- the document besides its blocks


def _merge_head(base: Document, mine: Document, theirs: Document) -> tuple[Document, list[Conflict]]:
    told: list[Conflict] = []
    three = base, mine, theirs

    def words(name: str) -> str:
        was, my, their = ((str(getattr(document, name)),) for document in three)
        return _one(name, was, my, their, told)[0]

    template, language, title = words("template"), words("language"), words("title")
    pairs = _by_key("fields", [document.fields for document in three], told)
    people = _by_key("people", [document.people.roles for document in three], told)
    keyed = [tuple((source.key, source) for source in document.sources) for document in three]
    sources = _by_key("sources", keyed, told)
    pictures = [tuple((image.name, image) for image in document.media) for document in three]
    media = _by_key("media", pictures, told)
    is_mine = mine.written_with != base.written_with
    head = replace(
        mine,
        written_with=mine.written_with if is_mine else theirs.written_with,
        template=template,
        language=language,
        title=title,
        fields=pairs,
        people=People(people),
        sources=tuple(source for _key, source in sources),
        media=tuple(image for _name, image in media),
    )
    return head, told


def _one(
    path: str,
    was: tuple[Value, ...],
    my: tuple[Value, ...],
    their: tuple[Value, ...],
    told: list[Conflict],
) -> tuple[Value, ...]:
    """Merge one value, which may be absent; of one that both changed mine stands, else the one there is."""
    if their in (was, my):
        return my
    if my == was:
        return their
    before, mine, theirs = (value[0] if value else None for value in (was, my, their))
    told.append(Conflict("document", path=path, base=before, mine=mine, theirs=theirs))
    return my or their


def _by_key(
    name: str, three: Sequence[tuple[tuple[str, Value], ...]], told: list[Conflict]
) -> tuple[tuple[str, Value], ...]:
    """Merge values by name: in my order, then what they added."""
    was, my, their = three
    if their in (was, my):
        return my
    if my == was:
        return their
    made: list[tuple[str, Value]] = []
    for key in dict.fromkeys(key for key, _value in (*my, *their)):
        before, mine, theirs = (tuple(value for one, value in pairs if one == key) for pairs in three)
        made += [(key, value) for value in _one(f"{name}.{key}", before, mine, theirs, told)]
    return tuple(made)


def _settle_head(document: Document, conflict: Conflict) -> Document:
    """Put theirs in the place of mine; nothing when they have none."""
    part, _dot, key = conflict.path.partition(".")
    theirs = conflict.theirs
    changes: dict[str, object] = {part: theirs}
    if part == "fields":
        changes[part] = _with(document.fields, key, theirs)
    elif part == "people":
        changes[part] = People(_with(document.people.roles, key, theirs))
    elif part == "media":
        named = tuple((image.name, image) for image in document.media)
        changes[part] = tuple(image for _name, image in _with(named, key, theirs))
    elif part == "sources":
        keyed = tuple((source.key, source) for source in document.sources)
        changes[part] = tuple(source for _key, source in _with(keyed, key, theirs))
    return replace(document, **changes)  # type: ignore[arg-type]  # each by the name it was taken from


def _with(pairs: tuple[tuple[str, Value], ...], key: str, value: object) -> tuple[tuple[str, Value], ...]:
    table: dict[str, object] = {**dict(pairs), key: value}
    made = ((name, held) for name, held in table.items() if name != key or held is not None)
    return tuple(made)  # type: ignore[arg-type]  # the value is one of those it is put among
