"""What a search needs of a revision: who it is, and the words that it prints."""

from collections.abc import Iterator

from composer.blocks import kind_of
from composer.blocks.kind import schema_of, texts_of
from composer.model.document import Block, walk
from composer.model.revision import Revision, Stored, Summary, Variant, Wording
from composer.model.source import Source
from composer.model.text import Cite, Text

# What a block is that holds nothing but citations.
SOURCE = "source"

_LONGEST_TITLE = 90
_OF_WORDS = ("words", "strings")


def summary_of(stored: Stored) -> Summary:
    """Returns the summary of a revision."""
    revision = stored.revision
    return Summary(
        stored.digest,
        revision.id,
        revision.parents,
        revision.state,
        revision.title,
        revision.owner,
        revision.review_by,
        revision.organisation,
        revision.themes,
        revision.tags,
        revision.author,
        revision.time,
        tuple(_wording(variant, revision) for variant in revision.variants),
    )


def title_of(text: str) -> str:
    """Returns the first words of a text, on one line, for what has no title."""
    start = " ".join(text[: 4 * _LONGEST_TITLE].split())
    if len(start) <= _LONGEST_TITLE:
        return start
    return start[: _LONGEST_TITLE + 1].rpartition(" ")[0] + " …"


def _wording(variant: Variant, revision: Revision) -> Wording:
    text = "\n".join(words_in(variant.block))
    kind = kind_of(variant.block).name
    if not text.strip() and (cited := tuple(_cited(variant.block, revision.sources))):
        kind, text = SOURCE, "\n".join(cited)
    return Wording(variant.language, variant.length, kind, revision.title or title_of(text), text)


def _cited(block: Block, sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield the sources that a block cites, each as its author, title and year."""
    cites = (item for _path, text in texts_of(block) for item in text.inlines if isinstance(item, Cite))
    keys = {reference.key for cite in cites for reference in cite.references}
    for source in sources:
        if source.key in keys:
            said = (
                source.get(name) for name in ("author", "title", "issued", "publisher", "container-title")
            )
            yield ". ".join(words for words in said if words)


def words_in(block: Block) -> Iterator[str]:
    """Yields all that a block and those within it print, field by field, without notation."""
    for inner in walk((block,)):
        yield from _words(inner)


def _words(record: object) -> Iterator[str]:
    declaring: type = type(record)
    for name, schema in schema_of(declaring):
        if schema.printed and schema.sort != "blocks":
            yield from _said(getattr(record, name), plain=schema.sort in _OF_WORDS)


def _said(value: object, *, plain: bool) -> Iterator[str]:
    match value:
        case Text():
            if words := value.plain:
                yield words
        case str():
            if plain and value:
                yield value
        case tuple():
            for item in value:
                yield from _said(item, plain=plain)
        case None | bool() | int():
            pass
        case _:
            yield from _words(value)
