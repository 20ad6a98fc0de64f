"""What a form shows of a source, how its note will read, and the edits it makes."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from composer.app.session import Session
from composer.blocks.kind import texts_of
from composer.compose.citations import named_source
from composer.i18n import N_
from composer.model.document import Document, Where
from composer.model.edits import set_field
from composer.model.inline import text_of
from composer.model.source import Source
from composer.model.text import Cite, FreeNote, Inline, Text

# Types of CSL 1.0.2, the common ones of policy papers first.
TYPES = (
    ("report", N_("Report")),
    ("webpage", N_("Web page")),
    ("article-newspaper", N_("Newspaper article")),
    ("article-journal", N_("Journal article")),
    ("book", N_("Book")),
    ("chapter", N_("Chapter")),
    ("legislation", N_("Law or regulation")),
    ("legal_case", N_("Court ruling")),
    ("personal_communication", N_("Letter or message")),
    ("document", N_("Other document")),
)

LABELS = {
    "author": N_("Author"),
    "title": N_("Title"),
    "issued": N_("Year or date"),
    "publisher": N_("Publisher"),
    "publisher-place": N_("Place of publication"),
    "container-title": N_("Published in"),
    "collection-title": N_("Series"),
    "number": N_("Number"),
    "volume": N_("Volume"),
    "issue": N_("Issue"),
    "page": N_("Pages"),
    "edition": N_("Edition"),
    "URL": N_("Web address"),
    "accessed": N_("Seen on"),
    "note": N_("Remark"),
    "language": N_("Language"),
}
_ALWAYS = ("author", "title", "issued", "publisher", "URL")
_BY_TYPE = {
    "webpage": ("author", "title", "issued", "container-title", "URL", "accessed"),
    "article-newspaper": ("author", "title", "issued", "container-title", "page", "URL"),
    "article-journal": ("author", "title", "issued", "container-title", "volume", "issue", "page", "URL"),
    "book": ("author", "title", "issued", "publisher", "publisher-place", "edition"),
    "chapter": ("author", "title", "issued", "container-title", "publisher", "page"),
    "legislation": ("title", "issued", "container-title", "number", "URL"),
    "legal_case": ("author", "title", "issued", "number", "URL"),
    "personal_communication": ("author", "title", "issued"),
}
# For who works on the document; no style of notes prints it by itself.
REMARK = "note"
_KEY = re.compile(r"\w(?:[\w:./-]*\w)?")
_WORD = re.compile(r"[a-z0-9]+")


def variables_of(source: Source) -> tuple[str, ...]:
    """Return the variables that matter for a type, what the source has besides, a remark of the author."""
    names = (*_BY_TYPE.get(source.type, _ALWAYS), REMARK)
    return (*names, *(name for name, _words in source.variables if name not in names and name in LABELS))


def note_preview(session: Session, key: str) -> str:
    """Return how a note that cites a source will read, empty when there is no such source."""
    source = find_source(session.document, key)
    return named_source(source, session.world.template.notes.source) if source else ""


def find_source(document: Document, key: str) -> Source | None:
    """Return the source of a key."""
    return next((source for source in document.sources if source.key == key), None)


def cited_in(document: Document, key: str) -> tuple[Where, ...]:
    """Return the texts that cite a source, in reading order, each once."""
    return tuple(
        Where(block.id, path)
        for block in document.walk()
        for path, text in texts_of(block)
        if key in _keys(text.inlines)
    )


# ---- keys


def automatic_key(document: Document, source: Source) -> str:
    """Return a key made of author and year, `wrr-2021`, that no other source has."""
    said = source.get("author").partition(",")[0] or source.get("title")
    found = _WORD.findall(_plain(said))
    author = next((word for word in found if len(word) > 2), found[0] if found else "")
    year = re.search(r"\d{4}", source.get("issued"))
    stem = "-".join(part for part in (author, year[0] if year else "") if part) or "source"
    taken = {other.key for other in document.sources if other.key != source.key}
    tails = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    return next(stem + tail for tail in tails if stem + tail not in taken)


def key_problem(document: Document, source: Source, key: str) -> str:
    """Return why a source cannot have a key, a message to translate; empty when it can."""
    if not _KEY.fullmatch(key):
        return N_("Use letters, digits and hyphens, such as wrr-2021.")
    if key != source.key and find_source(document, key):
        return N_("Another source has this key.")
    return ""


# ---- edits


def new_source(document: Document) -> Source:
    """Return a source of which nothing is known yet, with a key that is free."""
    source = Source("", TYPES[0][0])
    return replace(source, key=automatic_key(document, source))


def with_variable(source: Source, name: str, words: str) -> Source:
    """Return a source with a variable, its type, or without the variable when there are no words."""
    if name == "type":
        return replace(source, type=words)
    variables = dict(source.variables) | {name: words}
    return replace(source, variables=tuple((one, given) for one, given in variables.items() if given))


def put_source(document: Document, key: str, source: Source) -> Document:
    """Put a source in the place of the one that has a key; another key is followed by all that cites it."""
    sources = tuple(source if old.key == key else old for old in document.sources)
    changed = replace(document, sources=sources)
    return changed if source.key == key else _cited_as(changed, key, source.key)


def change_variable(document: Document, key: str, name: str, words: str) -> Document:
    """Set a variable of a source; a key that was made of author and year is made anew."""
    old = find_source(document, key)
    if old is None:
        return document
    new = with_variable(old, name, words)
    if old.key == automatic_key(document, old):
        new = replace(new, key=automatic_key(document, replace(new, key=key)))
    return put_source(document, key, new)


def _cited_as(document: Document, old: str, new: str) -> Document:
    for where in cited_in(document, old):
        block = next(block for block in document.walk() if block.id == where.block)
        text = dict(texts_of(block))[where.field]
        document = set_field(document, where.block, where.field, _renamed(text, old, new))
    return document


def _renamed(text: Text, old: str, new: str) -> Text:
    return text_of(tuple(tuple(_inline(item, old, new) for item in par) for par in text.paragraphs))


def _inline(item: Inline, old: str, new: str) -> Inline:
    if isinstance(item, FreeNote):
        return FreeNote(tuple(_inline(inner, old, new) for inner in item.inlines))
    if isinstance(item, Cite):
        return Cite(tuple(replace(one, key=new) if one.key == old else one for one in item.references))
    return item


def _keys(inlines: "Iterator[Inline] | tuple[Inline, ...]") -> Iterator[str]:
    for item in inlines:
        if isinstance(item, Cite):
            yield from (reference.key for reference in item.references)
        elif isinstance(item, FreeNote):
            yield from _keys(item.inlines)


def _plain(words: str) -> str:
    """Return words in small letters of ASCII."""
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
