"""A block of a library put into a document: with ids, sources and pictures, and where it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from composer.app.commands import Step, caret_at, is_empty, main_path, named, place_for, takes
from composer.app.history import Caret, translated
from composer.app.sources import cited_in, find_source, put_source
from composer.blocks import kind_of
from composer.blocks.kind import texts_of
from composer.i18n import N_
from composer.model.document import Block, BlockId, Document, Origin
from composer.model.edits import (
    Place,
    find,
    insert_blocks,
    place_of,
    remove_blocks,
    set_image,
    set_source,
    with_new_ids,
)
from composer.model.picture import Image
from composer.model.revision import Revision, Variant
from composer.model.source import Source
from composer.model.text import Cite

RUNNING_TEXT = "paragraph"


def bring(
    document: Document,
    revision: Revision,
    variant: Variant,
    digest: str,
    place: BlockId | Place | None,
    *,
    images: Iterable[Image] = (),
) -> Step | None:
    """Put a wording of a library block behind a block, or at a place; None where it cannot stand.

    In place of an empty paragraph that stands there, at the end without a block to stand after. What only
    cites a source adds the source and no block.
    """
    if is_source(variant.block):
        return _source_step(document, variant.block, revision)
    document_with, block = with_sources(document, variant.block, revision.sources)
    for image in images:
        document_with = set_image(document_with, image)
    language = "" if variant.language == document.language else variant.language
    (block,) = with_new_ids(document, (block,))
    block = replace(block, origin=Origin(revision.id, digest), language=language)
    made = _put(document_with, block, place)
    if made is None:
        return None
    return Step(named(N_("Insert {kind} from the library"), block), made, caret_at(block, main_path(block)))


def _put(document: Document, block: Block, place: BlockId | Place | None) -> Document | None:
    if isinstance(place, Place):
        return insert_blocks(document, (block,), place) if takes(document, place.parent, block) else None
    here = find(document, place) if place else None
    stands = place_of(document, here.id) if here else None
    if here and stands and _is_free(here) and takes(document, stands.parent, block):
        return remove_blocks(insert_blocks(document, (block,), stands), [here.id])
    found = place_for(document, block, place)
    return insert_blocks(document, (block,), found) if found else None


def _is_free(block: Block) -> bool:
    return kind_of(block).name == RUNNING_TEXT and is_empty(block)


# ---- sources


def is_source(block: Block) -> bool:
    """Return whether a library block is nothing but a source: a paragraph that only cites."""
    return kind_of(block).name == RUNNING_TEXT and bool(cites_of(block)) and not _has_words(block)


def cites_of(block: Block) -> tuple[Cite, ...]:
    """Return the citations of a block in reading order, those of what it holds left out."""
    return tuple(item for _path, text in texts_of(block) for item in text.inlines if isinstance(item, Cite))


def _has_words(block: Block) -> bool:
    inlines = (item for _path, text in texts_of(block) for item in text.inlines)
    return any(not isinstance(item, Cite) for item in inlines)


def cites_in(document: Document, revision: Revision, block: Block) -> tuple[Cite, ...]:
    """Return the citations of a library block by the keys that its sources get in a document."""
    return cites_of(with_sources(document, block, revision.sources)[1])


def _source_step(document: Document, block: Block, revision: Revision) -> Step:
    made, _block = with_sources(document, block, revision.sources)
    return Step(translated(N_("Insert a source from the library")), made, Caret())


def with_sources(
    document: Document, block: Block, sources: Iterable[Source], *, instead_of: Iterable[Source] = ()
) -> tuple[Document, Block]:
    """Return a document that has the sources a block cites, and the block that cites them by its keys.

    A source that is one of `instead_of` is corrected. Another one of the same key stays, and the block gets a
    key of its own.
    """
    outdated = tuple(instead_of)
    alone = Document(template="", sources=tuple(sources), blocks=(block,))
    for source in alone.sources:
        if not cited_in(alone, source.key):
            continue
        known = find_source(document, source.key)
        if known == source:
            continue
        if known is None or known in outdated:
            document = set_source(document, source)
            continue
        same = next((one for one in document.sources if replace(one, key=source.key) == source), None)
        key = same.key if same else next(_free_keys(document, alone, source.key))
        alone = put_source(alone, source.key, replace(source, key=key))
        if not same:
            document = set_source(document, replace(source, key=key))
    return document, alone.blocks[0]


def _free_keys(document: Document, alone: Document, stem: str) -> Iterator[str]:
    taken = {source.key for source in (*document.sources, *alone.sources)}
    return (key for number in count(2) if (key := f"{stem}-{number}") not in taken)
