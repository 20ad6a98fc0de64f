"""What a user does with blocks of a library: makes one of a block, edits it, proposes, adopts, withdraws it.

Pure functions that return the next revision; putting it there is the shelf's.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from secrets import token_hex

from composer.app.block_differences import bare
from composer.app.sources import cited_in, find_source
from composer.blocks.kind import images_of, texts_of
from composer.i18n import N_
from composer.model.characters import clean
from composer.model.document import Block, BlockId, Document, walk
from composer.model.edits import set_field, with_new_ids
from composer.model.picture import Image
from composer.model.revision import Length, Revision, State, Variant
from composer.model.source import Source
from composer.model.text import MergeField, Run, Text

# How long a new block is taken to be right before somebody should look again, in days.
REVIEW_AFTER = 365
_LONGEST_TITLE = 60
_LONGEST_ID = 48
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a library asks of a block besides its words, as a form shows it."""

    title: str = ""
    themes: tuple[str, ...] = ()
    organisation: str = ""
    language: str = "nl"
    length: Length = ""
    owner: str = ""
    review_by: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""


def suggested(block: Block, document: Document, *, author: str = "", today: date | None = None) -> Details:
    """Return what can be known of a block before anybody is asked."""
    words = " ".join(_words_alone(block).split())
    title = words if len(words) <= _LONGEST_TITLE else words[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    named = getattr(block, "title", None)
    organisations = getattr(block, "organisations", ())
    theme = str(getattr(block, "theme", ""))
    day = (today or datetime.now(UTC).date()) + timedelta(days=REVIEW_AFTER)
    return Details(
        title=_alone(named).strip() if named else title,
        themes=(theme,) if theme else (),
        organisation=", ".join(organisations),
        language=block.language or document.language,
        review_by=day.isoformat(),
        author=author,
    )


def _words_alone(block: Block) -> str:
    """Return the words of a block without what each document says otherwise: fields, citations, notes."""
    return " ".join(_alone(text) for one in walk((block,)) for _path, text in texts_of(one))


def _alone(text: Text) -> str:
    return "".join(
        item.text if isinstance(item, Run) else "…" if isinstance(item, MergeField) else ""
        for item in text.inlines
    )


def details_of(revision: Revision, variant: Variant, *, author: str) -> Details:
    """Return what a revision says of itself, for the next one that its author will be another of."""
    return Details(
        title=revision.title,
        themes=revision.themes,
        organisation=revision.organisation,
        language=variant.language,
        length=variant.length,
        owner=revision.owner,
        review_by=revision.review_by,
        tags=revision.tags,
        author=author,
    )


def problems(details: Details) -> dict[str, str]:
    """Return what keeps a block out of a library: a message to translate by the field it is about."""
    needed = {
        "title": N_("Say what this block is called."),
        "themes": N_("Name a theme, so that others find it."),
        "owner": N_("Say who keeps it right."),
        "author": N_("Say who you are; the library keeps who wrote what."),
    }
    found = {name: message for name, message in needed.items() if not getattr(details, name)}
    if details.review_by and not _is_date(details.review_by):
        found["review_by"] = N_("Write it as year-month-day, 2026-02-26.")
    return found


def new_revision(
    block: Block,
    document: Document,
    details: Details,
    *,
    is_taken: Callable[[str], bool] = lambda _id: False,
    state: State = "proposed",
) -> Revision:
    """Return the first revision of a library block made from a block of a document, with what it cites.

    `is_taken` tells which ids other blocks have, as far as one can know.
    """
    return _described(
        Revision(
            id=free_id(details.title, is_taken),
            variants=(_variant(block, document, details),),
            author="",
            time=now(),
            state=state,
            sources=_cited(block, document),
        ),
        details,
    )


def next_revision(
    revision: Revision,
    digest: str,
    details: Details,
    *,
    block: Block | None = None,
    document: Document | None = None,
    replaces: Variant | None = None,
    state: State | None = None,
) -> Revision:
    """Return a revision after another: with other details, and one wording more or otherwise.

    `replaces` is the wording that is edited, None for one that is added; the sources are those of `document`.
    """
    variants, sources = revision.variants, revision.sources
    if block is not None:
        made = _variant(block, document or Document(template=""), details)
        others = [one for one in variants if one.key != made.key and one is not replaces]
        at = variants.index(replaces) if replaces in variants else len(variants)
        variants = (*others[:at], made, *others[at:])
        cited = _cited(block, document) if document else ()
        sources = _needed(
            (*cited, *(one for one in sources if one.key not in {new.key for new in cited})), variants
        )
    following = replace(
        revision,
        parents=(digest,),
        time=now(),
        variants=variants,
        sources=sources,
        state=state or revision.state,
    )
    return _described(following, details)


def in_state(revision: Revision, digest: str, state: State, author: str) -> Revision:
    """Return the revision after another that is only in another state."""
    return replace(revision, parents=(digest,), time=now(), state=state, author=author)


def as_document(template: str, variant: Variant, sources: tuple[Source, ...]) -> Document:
    """Return a document that holds one wording alone, to be edited or pictured as any other."""
    empty = Document(template=template, language=variant.language, sources=sources)
    (block,) = with_new_ids(empty, (replace(variant.block, id=BlockId(""), language=""),))
    return replace(empty, blocks=(block,))


def now() -> str:
    """Return the time of now as revisions say it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def free_id(title: str, is_taken: Callable[[str], bool]) -> str:
    """Return an id that says what a block is called and that no other block has.

    Chance adds eight digits, 32 bits: somebody whose copy of the library is older may call a block alike, and
    of a thousand blocks with one title two would be one, once in 9,000 libraries: a conflict, and shown so.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = _NO_LETTERS.sub("-", plain)[:_LONGEST_ID].strip("-") or "block"
    while is_taken(name := f"{stem}-{token_hex(4)}"):
        pass
    return name


def is_due(review_by: str, today: date | None = None) -> bool:
    """Return whether somebody should have looked at a block by now."""
    return bool(review_by) and review_by < (today or datetime.now(UTC).date()).isoformat()


def _is_date(words: str) -> bool:
    if not _DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _described(revision: Revision, details: Details) -> Revision:
    return replace(
        revision,
        title=clean(details.title),
        themes=tuple(map(clean, details.themes)),
        tags=tuple(map(clean, details.tags)),
        organisation=clean(details.organisation),
        owner=clean(details.owner),
        review_by=details.review_by,
        author=clean(details.author),
    )


def _variant(block: Block, document: Document, details: Details) -> Variant:
    return Variant(_numbered(_with_content_names(bare(block), document)), details.language, details.length)


def _with_content_names(block: Block, document: Document) -> Block:
    """Return a block that calls its pictures as a library does: by their content."""
    alone = Document(template="", blocks=(_numbered(block),))
    for one in alone.walk():
        for path, name in images_of(one):
            if image := document.image(name):
                alone = set_field(alone, one.id, path, image.content_name)
    return alone.blocks[0]


def images_in(block: Block, document: Document) -> tuple[Image, ...]:
    """Return the pictures of a block and of what it holds, as far as the document has them."""
    names = dict.fromkeys(name for one in walk((block,)) for _path, name in images_of(one))
    return tuple(image for name in names if (image := document.image(name)))


def image_names(block: Block) -> tuple[str, ...]:
    """Return the names of the pictures of a block and of what it holds."""
    return tuple(dict.fromkeys(name for one in walk((block,)) for _path, name in images_of(one)))


def _numbered(block: Block) -> Block:
    (numbered,) = with_new_ids(Document(template=""), (block,))
    return numbered


def _cited(block: Block, document: Document) -> tuple[Source, ...]:
    alone = replace(document, blocks=(block,))
    return tuple(source for source in alone.sources if cited_in(alone, source.key))


def _needed(sources: tuple[Source, ...], variants: tuple[Variant, ...]) -> tuple[Source, ...]:
    """Return the sources that some wording cites."""
    every = Document(template="", sources=sources, blocks=tuple(one.block for one in variants))
    cited = (find_source(every, source.key) for source in sources if cited_in(every, source.key))
    return tuple(source for source in cited if source)
