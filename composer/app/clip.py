"""A clip: blocks, or words of one text, on their way within a document or into another one.

It takes along the sources that its texts cite and the pictures that its blocks name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from composer.app.commands import RUNNING_TEXT
from composer.app.portions import portion
from composer.app.stretch import Stretch
from composer.blocks import KINDS
from composer.blocks.kind import images_of, schema_of
from composer.errors import DocumentError
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import find, get_field
from composer.model.picture import Image
from composer.model.slices import part
from composer.model.source import Source
from composer.model.text import Cite, FreeNote, Inline, Text
from composer.store.container import is_packed
from composer.store.documents import SUFFIX, document_bytes, open_bytes


@dataclass(frozen=True, slots=True)
class Clip:
    """What is carried. `is_text` says that it is words within a block; then there is one block, for them.

    `is_foreign` says that it comes from another program, which knows nothing of blocks.
    """

    blocks: tuple[Block, ...] = ()
    sources: tuple[Source, ...] = ()
    media: tuple[Image, ...] = ()
    is_text: bool = False
    is_foreign: bool = False

    def __bool__(self) -> bool:
        """Return whether there is anything to carry."""
        return bool(self.blocks)


def clip_of(document: Document, stretch: Stretch) -> Clip:
    """Return what is in a stretch."""
    first, last = stretch
    if first.where == last.where and first.where.field:
        text: Text = get_field(find(document, first.where.block), first.where.field)
        words = part(text, first.offset, last.offset)
        return clip_of_text(document, words) if words.paragraphs else Clip()
    return _with_what_it_names(document, portion(document, stretch))


def clip_of_text(document: Document, text: Text) -> Clip:
    """Return words of a text."""
    make: Callable[..., Block] = KINDS[RUNNING_TEXT].block
    return replace(_with_what_it_names(document, (make(id=BlockId("b1"), text=text),)), is_text=True)


def clip_of_blocks(document: Document, identities: Iterable[BlockId]) -> Clip:
    """Return blocks with all they hold, in reading order; one that another one holds is there only once."""
    chosen = frozenset(identities)

    def taken(blocks: tuple[Block, ...]) -> Iterator[Block]:
        for block in blocks:
            yield from (block,) if block.id in chosen else taken(block.children)

    return _with_what_it_names(document, tuple(taken(document.blocks)))


def packed(clip: Clip, document: Document) -> bytes:
    """Return a clip of a document as a document of its own, as it is saved in one file."""
    alone = Document(
        template=document.template,
        language=document.language,
        sources=clip.sources,
        blocks=clip.blocks,
        media=clip.media,
    )
    return document_bytes(alone, SUFFIX)


def unpacked(data: bytes, *, is_text: bool = False) -> Clip:
    """Return the clip that `packed` made, an empty one for anything else; nothing in it is trusted."""
    if not is_packed(data):
        return Clip()
    try:
        alone = open_bytes(data, Path("clipboard")).document
    except DocumentError:
        return Clip()
    return Clip(alone.blocks, alone.sources, alone.media, is_text=is_text and len(alone.blocks) == 1)


def _with_what_it_names(document: Document, blocks: tuple[Block, ...]) -> Clip:
    cited = {key for block in walk(blocks) for text in texts_in(block) for key in _cited(text.inlines)}
    named = [name for block in walk(blocks) for _path, name in images_of(block)]
    found = (document.image(name) for name in dict.fromkeys(named))
    return Clip(
        blocks,
        tuple(source for source in document.sources if source.key in cited),
        tuple(image for image in found if image is not None),
    )


def _cited(inlines: Iterable[Inline]) -> Iterator[str]:
    for item in inlines:
        if isinstance(item, Cite):
            yield from (reference.key for reference in item.references)
        elif isinstance(item, FreeNote):
            yield from _cited(item.inlines)


# ---- the texts of blocks


def texts_in(record: object) -> Iterator[Text]:
    """Yield every text of a block or record, printed or not, children left out."""
    declared: type = type(record)
    for name, schema in schema_of(declared):
        value = getattr(record, name)
        match schema.sort:
            case "text":
                yield value
            case "texts":
                yield from value
            case "grid":
                yield from (cell for row in value for cell in row)
            case "record" if value is not None:
                yield from texts_in(value)
            case "records":
                for item in value:
                    yield from texts_in(item)


def with_texts(record: Any, change: Callable[[Text], Text]) -> Any:  # noqa: ANN401  a block or record
    """Return a block or record with each of its texts changed, children left out; the same when none is."""
    declared: type = type(record)
    changes: dict[str, object] = {}
    for name, schema in schema_of(declared):
        value = getattr(record, name)
        made = _changed(schema.sort, value, change) if value is not None else None
        if made is not value and made != value:
            changes[name] = made
    return replace(record, **changes) if changes else record


def _changed(sort: str, value: Any, change: Callable[[Text], Text]) -> object:  # noqa: ANN401  a field of any sort
    match sort:
        case "text":
            return change(value)
        case "texts":
            return tuple(map(change, value))
        case "grid":
            return tuple(tuple(map(change, row)) for row in value)
        case "record":
            return with_texts(value, change)
        case "records":
            return tuple(with_texts(item, change) for item in value)
    return value
