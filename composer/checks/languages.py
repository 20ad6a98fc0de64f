"""Languages that no screen reader knows: the tag of a document, a block or a few words."""

from collections.abc import Iterator

from composer.blocks.kept import texts_in
from composer.i18n import N_
from composer.model.document import Block, Document, Where
from composer.model.finding import Finding, warning
from composer.model.language import is_language, meant_language
from composer.model.text import FreeNote, Inline, MergeField, Run


def language_of(document: Document) -> Iterator[Finding]:
    """Yield the language of a document when it is none."""
    if not is_language(document.language):
        yield _unknown(document.language, Where(field="language"))


def languages_of(block: Block) -> Iterator[Finding]:
    """Yield each tag of a language in a block that is none, once for every text it is in."""
    tags = [(part.language, Where(part.id, "language")) for part in _blocks(block) if part.language]
    for at, text, _language in texts_in(block):
        tags += ((tag, at) for tag in dict.fromkeys(_tags(tuple(text.inlines))))
    yield from (_unknown(tag, at) for tag, at in tags if not is_language(tag))


def _blocks(block: Block) -> Iterator[Block]:
    yield block
    for child in block.children:
        yield from _blocks(child)


def _tags(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, FreeNote):
            yield from _tags(inline.inlines)
        elif isinstance(inline, Run | MergeField) and inline.format.language:
            yield inline.format.language


def _unknown(tag: str, at: Where) -> Finding:
    near = meant_language(tag)
    hint = N_("Did you mean “{near}”?") if near else N_("Write it as nl, en, fr or de.")
    message = N_("“{tag}” is not a language; words in it are read out as if they were in another.")
    return warning("unknown-language", message, at, hint=hint, tag=tag, near=near)
