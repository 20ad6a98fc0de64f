"""Putting a clip into a document: words into the text at the caret, blocks between what stands around it."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from composer.app.clip import Clip, clip_of, texts_in, with_texts
from composer.app.commands import (
    RUNNING_TEXT,
    Step,
    container_schema,
    is_empty,
    takes,
    text_paths,
)
from composer.app.history import Label, translated
from composer.app.pasting_cells import into_cells
from composer.app.selecting import caret_of
from composer.app.stretch import Spot, Stretch, erase, places
from composer.blocks import kind_of
from composer.blocks.kind import images_of
from composer.compose.references import is_reference, missed
from composer.i18n import N_
from composer.model.document import MEDIA, Block, BlockId, Document, Where, walk
from composer.model.edits import (
    Place,
    find,
    get_field,
    insert_blocks,
    place_of,
    remove_blocks,
    replace_block,
    set_field,
    set_image,
    set_source,
    with_children,
)
from composer.model.inline import text_of
from composer.model.slices import length, part, put_in, stripped
from composer.model.text import Cite, FreeNote, Inline, MergeField, Reference, Run, Text

PASTED = translated(N_("Paste"))


def put(document: Document, at: Stretch, clip: Clip, label: Label = PASTED) -> Step | None:
    """Put a clip in the place of what is selected, or at the caret; None for an empty one.

    One paragraph becomes part of the text; more become blocks between what stands before and behind the
    caret. Nothing goes where it may not stand: blocks then go behind what holds the text.
    """
    if not clip:
        return None
    left = erase(document, at) if at.first != at.last else None
    document, spot = (left.document, left.spot) if left else (document, at.first)
    document, blocks = made_own(document, clip)
    if spot is None or find(document, spot.where.block) is None:
        return _inserted(document, blocks, Place(None, len(document.blocks)), label)
    if spot.where.field:
        text: Text = get_field(find(document, spot.where.block), spot.where.field)
        words = _words(clip, blocks, text, spot.where)
        if words is not None:
            return _with_words(document, spot, text, words, label)
    return _Putting(document, spot, blocks, label).step()


def carry(document: Document, stretch: Stretch, spot: Spot, label: Label) -> Step | None:
    """Move what is in a stretch to a place outside it, in one step; None for a place within."""
    order = {where: index for index, where in enumerate(places(document))}
    if spot.where not in order:
        return None
    at, first, last = ((order[one.where], one.offset) for one in (spot, *stretch))
    if first <= at <= last:
        return None
    clip = clip_of(document, stretch)
    if at < first:
        return put(erase(document, stretch).document, Stretch(spot, spot), clip, label)
    step = put(document, Stretch(spot, spot), clip, label)
    if step is None:
        return None
    left = erase(step.document, stretch)
    caret = step.caret
    if find(left.document, BlockId(caret.block)) is None:
        return Step(label, left.document, caret_of(left.spot))
    if stretch.first.where == stretch.last.where == Where(BlockId(caret.block), caret.field):
        offset = caret.position - (stretch.last.offset - stretch.first.offset)
        caret = caret_of(Spot(spot.where, offset))
    return Step(label, left.document, caret)


def put_beside(document: Document, place: Place, clip: Clip, label: Label = PASTED) -> Step | None:
    """Put the blocks of a clip at a place, or further out where they may stand; None for an empty clip."""
    if not clip:
        return None
    document, blocks = made_own(document, clip)
    return _inserted(document, blocks, _allowed(document, place, blocks), label)


def _words(clip: Clip, blocks: tuple[Block, ...], text: Text, where: Where) -> Text | None:
    """Return the words of a clip that are to become part of a text, None when they are blocks."""
    if len(blocks) != 1 or blocks[0].children or any(images_of(blocks[0])):
        return None
    words = [one for one in texts_in(blocks[0]) if one]
    if clip.is_text or kind_of(blocks[0]).name == RUNNING_TEXT:
        return words[0] if words else Text()
    is_within = bool(text) or "." in where.field
    return words[0] if clip.is_foreign and len(words) == 1 and is_within else None


def _with_words(document: Document, spot: Spot, text: Text, words: Text, label: Label) -> Step:
    words = _spaced(words, text, spot.offset)
    made = put_in(text, spot.offset, words)
    offset = min(spot.offset + length(words), length(made))
    left = set_field(document, spot.where.block, spot.where.field, made)
    return Step(label, left, caret_of(Spot(spot.where, offset)))


def _spaced(words: Text, text: Text, offset: int) -> Text:
    """Return words without the spaces at their edges that stand in the text already."""
    before = part(text, max(0, offset - 1), offset).plain if offset else " "
    behind = part(text, offset, offset + 1).plain
    said = words.plain
    start = 1 if before == " " and said.startswith(" ") else 0
    end = length(words) - (1 if behind == " " and said.endswith(" ") else 0)
    return part(words, start, max(start, end))


def _inserted(document: Document, blocks: tuple[Block, ...], place: Place, label: Label) -> Step:
    return Step(label, insert_blocks(document, blocks, place), caret_of(_end_of(blocks)))


def _end_of(blocks: tuple[Block, ...]) -> Spot:
    last = list(walk(blocks))[-1]
    paths = [one.path for one in text_paths(last)]
    filled = [path for path in paths if get_field(last, path)]
    path = filled[-1] if filled else paths[0] if paths else ""
    return Spot(last.where(path), length(get_field(last, path)) if path else 0)


def _allowed(document: Document, place: Place, blocks: tuple[Block, ...]) -> Place:
    """Return a place, or the nearest one further out, where all of some blocks may stand."""
    while place.parent and not all(takes(document, place.parent, block) for block in blocks):
        outer = place_of(document, place.parent)
        if outer is None:
            return Place(None, len(document.blocks))
        place = Place(outer.parent, outer.index + 1)
    return place


# ---- blocks at a caret


@dataclass(frozen=True, slots=True)
class _Putting:
    """Blocks that go to a place in a text of a document."""

    document: Document
    spot: Spot
    blocks: tuple[Block, ...]
    label: Label

    @property
    def target(self) -> Block:
        """Return the block with the caret."""
        block = find(self.document, self.spot.where.block)
        if block is None:
            raise LookupError(self.spot.where.block)
        return block

    @property
    def place(self) -> Place:
        """Return where the block with the caret stands."""
        return place_of(self.document, self.target.id) or Place(None, 0)

    def step(self) -> Step:
        """Return what comes of it."""
        where, target = self.spot.where, self.target
        sorts = {one.path: one.schema.sort for one in text_paths(target)}
        if sorts.get(where.field) == "grid":
            cells = into_cells(self.document, self.spot, self.blocks, self.label)
            return cells or (self._behind() if self._has_pictures() else self._into_text())
        if self._is_of_list():
            return self._into_list() or self._through_list() or self._behind()
        if container_schema(target):
            return self._into_container()
        if where.field and len(sorts) == 1 and not any(images_of(target)):
            return self._through_block()
        return self._behind()

    def _has_pictures(self) -> bool:
        return any(any(images_of(block)) for block in walk(self.blocks))

    def _into_text(self) -> Step:
        """Put all words into the text at the caret, a paragraph for each text."""
        texts = [text for block in walk(self.blocks) for text in texts_in(block) if text]
        words = text_of(paragraph for text in texts for paragraph in text.paragraphs)
        where = self.spot.where
        return _with_words(self.document, self.spot, get_field(self.target, where.field), words, self.label)

    def _behind(self) -> Step:
        place = self.place
        after = _allowed(self.document, Place(place.parent, place.index + 1), self.blocks)
        return _inserted(self.document, self.blocks, after, self.label)

    def _into_container(self) -> Step:
        """Put blocks before what a block holds; before the block itself when the caret stands there."""
        target, place = self.target, self.place
        text: Text = get_field(target, self.spot.where.field) if self.spot.where.field else Text()
        if text and not self.spot.offset:
            return _inserted(
                self.document, self.blocks, _allowed(self.document, place, self.blocks), self.label
            )
        if all(takes(self.document, target.id, block) for block in self.blocks):
            return _inserted(self.document, self.blocks, Place(target.id, 0), self.label)
        return self._behind()

    def _through_block(self) -> Step:
        """Part the block at the caret and put blocks between; an empty one gives them its place."""
        target, place = self.target, self.place
        path = self.spot.where.field
        text: Text = get_field(target, path)
        if _allowed(self.document, place, self.blocks) != place:
            return self._behind()
        if is_empty(target):
            made = remove_blocks(insert_blocks(self.document, self.blocks, place), [target.id])
            return Step(self.label, made, caret_of(_end_of(self.blocks)))
        head, tail = stripped(part(text, 0, self.spot.offset)), stripped(part(text, self.spot.offset))
        if not head.paragraphs:
            return _inserted(self.document, self.blocks, place, self.label)
        cut = set_field(self.document, target.id, path, head)
        behind = (_like(target, path, tail, cut, self.blocks),) if tail else ()
        made = insert_blocks(cut, (*self.blocks, *behind), Place(place.parent, place.index + 1))
        return Step(self.label, made, caret_of(_end_of(self.blocks)))

    # ---- items

    def _is_of_list(self) -> bool:
        return any(name.isdigit() for name in self.spot.where.field.split("."))

    def _item(self) -> tuple[str, int, str]:
        """Return the list, the index and the name of the text with the caret."""
        path, index, name = self.spot.where.field.rsplit(".", 2)
        return path, int(index), name

    def _parted(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Return the items up to the caret and those from there on, without empty ones at the caret."""
        path, index, name = self._item()
        items: tuple[Any, ...] = get_field(self.target, path)
        text: Text = getattr(items[index], name)
        head, tail = stripped(part(text, 0, self.spot.offset)), stripped(part(text, self.spot.offset))
        before = replace(items[index], **{name: head})
        behind = (replace(type(before)(), **{name: tail}),) if tail else ()
        is_bare = not any(get_field(before, one.path) for one in text_paths(before))
        return (*items[:index], *(() if is_bare else (before,))), (*behind, *items[index + 1 :])

    def _into_list(self) -> Step | None:
        """Put blocks into the list as items; None when they are more than paragraphs and lists."""
        path, index, name = self._item()
        record = type(get_field(self.target, path)[index])
        new: list[Any] = []
        for block in self.blocks:
            own = _items_of(block, record)
            if own is None and kind_of(block).name == RUNNING_TEXT:
                own = tuple(replace(record(), **{name: text}) for text in texts_in(block))
            if own is None:
                return None
            new += own
        before, behind = self._parted()
        made = set_field(self.document, self.target.id, path, (*before, *new, *behind))
        where = Where(self.target.id, f"{path}.{len(before) + len(new) - 1}.{name}")
        return Step(self.label, made, caret_of(Spot(where, length(getattr(new[-1], name)))))

    def _through_list(self) -> Step | None:
        """Part the block between its items and put blocks between; None when it has more than items."""
        path, _index, _name = self._item()
        target, place = self.target, self.place
        only_items = all(one.path.startswith(f"{path}.") for one in text_paths(target))
        if "." in path or not only_items or _allowed(self.document, place, self.blocks) != place:
            return None
        before, behind = self._parted()
        others = (_like(target, path, behind, self.document, self.blocks),) if behind else ()
        after = Place(place.parent, place.index + 1)
        made = insert_blocks(self.document, (*self.blocks, *others), after)
        kept = (
            replace_block(made, _with(target, path, before)) if before else remove_blocks(made, [target.id])
        )
        return Step(self.label, kept, caret_of(_end_of(self.blocks)))


def _items_of(block: Block, record: type) -> tuple[Any, ...] | None:
    """Return the items of a block that is a list of a sort of items and nothing more."""
    for one in text_paths(block):
        name, _dot, rest = one.path.partition(".")
        items = getattr(block, name) if rest else ()
        if not items or type(items[0]) is not record:
            return None
        if all(other.path.startswith(f"{name}.") for other in text_paths(block)):
            return tuple(items)
    return None


def _like(block: Block, path: str, value: object, document: Document, beside: Iterable[Block]) -> Block:
    """Return a copy of a block with another value, under an id that neither a document nor others have."""
    taken = {one.id for one in (*document.walk(), *walk(tuple(beside)))}
    return _with(replace(block, id=next(_free(taken)), origin=None), path, value)


def _with(block: Block, path: str, value: object) -> Block:
    return set_field(Document(template="", blocks=(block,)), block.id, path, value).blocks[0]


def _free(taken: Iterable[BlockId]) -> Iterator[BlockId]:
    known = set(taken)
    return (id_ for number in itertools.count(1) if (id_ := BlockId(f"b{number}")) not in known)


# ---- what comes from elsewhere


def made_own(document: Document, clip: Clip) -> tuple[Document, tuple[Block, ...]]:
    """Return a document with the sources and pictures of a clip, and its blocks under ids of their own.

    References within the clip follow the new ids. A block that the document refers to and has no more keeps
    its id: who cuts and pastes moves it. A source or picture that the document has is not there twice;
    another one under the same name gets a name of its own.
    """
    document, keys = _with_sources(document, clip)
    document, names = _with_pictures(document, clip)
    kept = frozenset[BlockId]() if clip.is_foreign or clip.is_text else missed(document)
    fresh = _free(itertools.chain(kept, (block.id for block in document.walk())))
    own = [block.id if block.id in kept else next(fresh) for block in walk(clip.blocks)]
    ids = dict(zip((block.id for block in walk(clip.blocks)), own, strict=True))
    identities = iter(own)

    def renewed(block: Block) -> Block:
        identity = next(identities)
        made: Block = replace(with_texts(block, lambda text: _renamed(text, keys, ids)), id=identity)
        for path, name in tuple(images_of(made)):
            made = _with(made, path, names.get(name, name))
        children = tuple(map(renewed, block.children))
        return with_children(made, children)

    return document, tuple(map(renewed, clip.blocks))


def _with_sources(document: Document, clip: Clip) -> tuple[Document, dict[str, str]]:
    keys: dict[str, str] = {}
    for source in clip.sources:
        known = {one.key: one for one in document.sources}
        tails = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
        named = (replace(source, key=source.key + tail) for tail in tails)
        own = next(one for one in named if known.get(one.key, one) == one)
        keys[source.key] = own.key
        if own.key not in known:
            document = set_source(document, own)
    return document, keys


def _with_pictures(document: Document, clip: Clip) -> tuple[Document, dict[str, str]]:
    names: dict[str, str] = {}
    for image in clip.media:
        known = document.image(image.name)
        name = image.name if known is None or known.digest == image.digest else image.content_name
        names[image.name] = names[MEDIA + image.name] = name
        if document.image(name) is None:
            document = set_image(document, replace(image, name=name))
    return document, names


def _renamed(text: Text, keys: dict[str, str], ids: dict[BlockId, BlockId]) -> Text:
    """Return a text whose citations and references follow other keys and ids."""
    changed = [[_renamed_item(item, keys, ids) for item in paragraph] for paragraph in text.paragraphs]
    same = all(
        a is b
        for one, other in zip(changed, text.paragraphs, strict=True)
        for a, b in zip(one, other, strict=True)
    )
    return text if same else text_of(changed)


def _renamed_item(item: Inline, keys: dict[str, str], ids: dict[BlockId, BlockId]) -> Inline:
    match item:
        case Cite(references) if any(keys.get(one.key, one.key) != one.key for one in references):
            return Cite(tuple(Reference(keys.get(one.key, one.key), one.locator) for one in references))
        case MergeField(name) if is_reference(name):
            sort, _colon, target = name.partition(":")
            block, dot, number = target.rpartition(".") if BlockId(target) not in ids else (target, "", "")
            new = ids.get(BlockId(block))
            return replace(item, name=f"{sort}:{new}{dot}{number}") if new else item
        case FreeNote(inlines):
            made = tuple(_renamed_item(inner, keys, ids) for inner in inlines)
            return item if all(a is b for a, b in zip(made, inlines, strict=True)) else FreeNote(made)
        case Run() | _:
            return item
