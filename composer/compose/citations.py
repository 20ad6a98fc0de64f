"""Footnotes: which number each mark has, and what the note says of its sources in the style of the house."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from composer.blocks.kept import notes_in
from composer.blocks.kind import kind_of
from composer.i18n import N_, words
from composer.model.document import Block, Document, Where
from composer.model.finding import Finding, note, warning
from composer.model.flow import Span
from composer.model.inline import parse_text, plain_text
from composer.model.people import alphabetical
from composer.model.source import Source
from composer.model.template import BibliographyStyle, NoteStyle
from composer.model.text import Cite, FreeNote, Reference, Run
from composer.model.unparse import unparse_text


@dataclass(frozen=True, slots=True)
class Marked:
    """One footnote: its number, what the author wrote, the text that marks it first, and its language.

    `printed` is the number as it is printed; it begins at 1 in every `part` of a document whose template
    wants that.
    """

    number: int
    content: Cite | FreeNote
    at: Where
    language: str = ""
    printed: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Notes:
    """All footnotes in order, and for each text the numbers of its marks in order."""

    notes: tuple[Marked, ...]
    marks: Mapping[Where, tuple[int, ...]]


def number_notes(document: Document, style: NoteStyle) -> Notes:
    """Number the notes by their first mark in reading order."""
    notes: list[Marked] = []
    marks: dict[Where, tuple[int, ...]] = {}
    known: dict[Cite | FreeNote, int] = {}
    part = before = 0
    for block in document.blocks:
        if style.restart and _begins_part(block, style.restart):
            part, before, known = part + 1, len(notes), {}
        for where, language, marked in notes_in(block):
            numbers = []
            for inline in marked:
                number = known.get(inline) if style.again == "reuse" else None
                if number is None:
                    number = len(notes) + 1
                    notes.append(Marked(number, inline, where, language, number - before, part))
                    if style.again == "reuse":
                        known[inline] = number
                numbers.append(number)
            marks[where] = tuple(numbers)
    return Notes(tuple(notes), marks)


def _begins_part(block: Block, kind: str) -> bool:
    return kind_of(block).name == kind and getattr(block, "level", 1) == 1


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The sources of a document and the style in which its notes name them."""

    sources: Mapping[str, Source]
    style: NoteStyle
    language: str
    notes: Notes
    first_note: Mapping[str, int]
    first_in_part: Mapping[tuple[int, str], Marked]

    def spans(self, cite: Cite, note: int) -> Iterator[Span]:
        """Yield what note number `note` says of its sources; an unknown key stays visible."""
        for i, reference in enumerate(cite.references):
            if i:
                yield Span(self.style.separator)
            source = self.sources.get(reference.key)
            if source is None:
                yield Span(f"⟦{reference.key}?⟧", unknown=True)
            else:
                yield Span(self._named(source, reference, note))

    def _named(self, source: Source, reference: Reference, note: int) -> str:
        this = self.notes.notes[note - 1]
        first = self.first_in_part[this.part, source.key]
        locator = self.style.locator.replace("{locator}", reference.locator) if reference.locator else ""
        if self.style.again == "refer" and first is not this:
            name = source.get("author") or source.get("title")
            see = words(self.language)(N_("{name}, see note {number}"))
            return see.replace("{number}", str(first.printed)).replace("{name}", name) + locator
        return named_source(source, self.style.source) + locator

    def listed(self, style: BibliographyStyle, *, uncited: bool) -> Iterator[tuple[Span, ...]]:
        """Yield the sources that are cited, or all, as a list names them, in the order of its style."""
        sources = [source for source in self.sources.values() if uncited or source.key in self.first_note]
        if style.order == "author":
            sources.sort(key=_by_author)
        elif style.order == "cited":
            places = {key: place for place, key in enumerate(self.first_note)}
            sources.sort(key=lambda source: places.get(source.key, len(places)))
        for source in sources:
            if said := tuple(_listed(source, style.source)):
                yield said


def _by_author(source: Source) -> tuple[str, str, str]:
    title = alphabetical(source.get("title"))
    return alphabetical(source.get("author")) or title, source.get("issued"), title


def _listed(source: Source, pattern: str) -> Iterator[Span]:
    """Yield what a list says of a source: the pattern may emphasise, the words of the source may not."""
    for inline in parse_text(named_source(source, pattern, literal)).inlines:
        if isinstance(inline, Run):
            form = inline.format
            yield Span(inline.text, form.bold, form.italic, form.href)


def literal(words: str) -> str:
    """Return words as notation that says nothing but them; an address of the web is a link."""
    notation = unparse_text(plain_text(words))
    return f"[{notation}]({words})" if _ADDRESS.fullmatch(words) else notation


_ADDRESS = re.compile(r"https?://[^\s()<>]+", re.IGNORECASE)


def bibliography(document: Document, notes: Notes, style: NoteStyle) -> Bibliography:
    """Return the sources of a document with the note in which each is first named."""
    first: dict[str, int] = {}
    in_part: dict[tuple[int, str], Marked] = {}
    for marked in notes.notes:
        for key in _keys(marked.content):
            first.setdefault(key, marked.number)
            in_part.setdefault((marked.part, key), marked)
    sources = {source.key: source for source in document.sources}
    return Bibliography(sources, style, document.language, notes, first, in_part)


def _keys(content: Cite | FreeNote) -> Iterator[str]:
    cites = (
        [content]
        if isinstance(content, Cite)
        else [part for part in content.inlines if isinstance(part, Cite)]
    )
    for cite in cites:
        yield from (reference.key for reference in cite.references)


def named_source(source: Source, pattern: str, write: Callable[[str], str] = str) -> str:
    """Fill a pattern such as `[{author}: ]{title}[ {issued}]` with the variables of a source.

    A part in square brackets disappears when a variable in it is empty, and a full stop behind another sign
    that ends a sentence. `write` is done to every variable.
    """
    named = ""
    for optional, part in _pattern(pattern):
        if optional and not all(_variable(source, name) for name in _PLACE.findall(part)):
            continue
        for i, piece in enumerate(_PLACE.split(part)):
            said = write(_variable(source, piece)) if i % 2 else piece
            ended = not i % 2 and named.rstrip("*").endswith((".", "!", "?", "…"))
            named += _STOP.sub(r"\1", said, count=1) if ended else said
    return named


_PLACE = re.compile(r"\{([\w-]+)\}")
_STOP = re.compile(r"^(\**)\.")


@lru_cache(maxsize=16)
def _pattern(pattern: str) -> tuple[tuple[bool, str], ...]:
    parts = re.split(r"\[([^\[\]]*)\]", pattern)
    return tuple((i % 2 == 1, part) for i, part in enumerate(parts) if part)


def _variable(source: Source, name: str) -> str:
    value = source.get(name)
    return value[:4] if name == "issued" and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value) else value


def check_sources(document: Document, notes: Notes, style: NoteStyle) -> Iterator[Finding]:
    """Yield what is wrong with citations: keys that no source has, sources nobody cites, crowds of notes."""
    known = {source.key for source in document.sources}
    cited: set[str] = set()
    for marked in notes.notes:
        for key in _keys(marked.content):
            cited.add(key)
            if key not in known:
                yield warning(
                    "unknown-source",
                    N_("The source “{key}” is not among the sources of this document."),
                    marked.at,
                    hint=N_("Add it to the sources, or choose another one."),
                    key=key,
                )
    uncited = sorted(known - cited)
    lists_all = bool(uncited) and any(getattr(block, "uncited", False) for block in document.walk())
    for key in () if lists_all else uncited:
        yield note(
            "uncited-source", N_("No text cites the source “{key}”."), Where(field=f"sources.{key}"), key=key
        )
    for source in document.sources:
        if source.key in cited and not named_source(source, style.source).strip():
            yield warning(
                "empty-source",
                N_("The source “{key}” says nothing that a note could print."),
                Where(field=f"sources.{source.key}"),
                hint=N_("Give it a title."),
                key=source.key,
            )
    for where, numbers in notes.marks.items():
        if len(numbers) > MANY_NOTES:
            yield warning(
                "many-notes",
                N_("This text has {count} footnotes; they may not all fit on its page."),
                where,
                hint=N_("Put several sources into one note."),
                count=len(numbers),
            )


MANY_NOTES = 20
