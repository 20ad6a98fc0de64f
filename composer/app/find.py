"""Find and replace: the words of a document as they were typed, in all blocks, notes, cells and fields.

Reads values and returns values, so that it can run beside the window. Chips are never touched: a citation, a
note or a merge field is one sign to a search, and what covers one is found and stays as it is.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from time import monotonic
from typing import NamedTuple

from composer.app.commands import text_paths
from composer.app.history import Label
from composer.app.letters import Sign, inlines_of, signs_of, text_from
from composer.app.patterns import is_safe
from composer.blocks.kind import schema_of
from composer.i18n import _, ngettext
from composer.model.document import Block, Document, Where
from composer.model.edits import get_field, set_document_field, set_field
from composer.model.inline import clean
from composer.model.template import Template
from composer.model.text import PLAIN, FreeNote, Inline, Run, Text

# What stands for a chip.
CHIP = "\ufffc"
# How long a search may take, in seconds; what was found until then is told.
PATIENCE = 2.0
# How much is shown around a hit, in characters.
AROUND = 32
TITLE = "title"
_ALIKE = {"'": "['‘’\u201a]", '"': '["“”„]', " ": "[ \u00a0\u202f]", "-": "[-\u2010\u2011]"}
_MEASURE = re.compile(r"\d+(?:[.,]\d+)? ?(?:%|mm|cm|pt)?")
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words, or with `is_pattern` a regular expression of Python."""

    words: str
    is_pattern: bool = False
    with_case: bool = False
    whole_words: bool = False


class Passage(NamedTuple):
    """Words that are searched at one go: a text, a note within it (`note` is its offset), a plain field.

    `place` counts the texts of the document in reading order. An offset in `fixed` holds no letter: a chip,
    or the end of a paragraph.
    """

    where: Where
    words: str
    fixed: frozenset[int]
    place: int
    note: int = -1


class Hit(NamedTuple):
    """What was found, from one offset to another of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def where(self) -> Where:
        """Return the field it is in."""
        return self.passage.where

    @property
    def span(self) -> tuple[int, int]:
        """Return where it is shown in its field: a hit in a note at the mark of the note."""
        note = self.passage.note
        return (self.start, self.end) if note < 0 else (note, note + 1)

    @property
    def words(self) -> str:
        """Return what was found."""
        return self.passage.words[self.start : self.end]

    @property
    def can_change(self) -> bool:
        """Return whether it can be replaced: it covers no chip and no end of a paragraph."""
        return not any(self.start <= offset < self.end for offset in self.passage.fixed)


@dataclass(frozen=True, slots=True)
class Found:
    """All hits in reading order; `problem` says why there are none, or not all.

    `places` are the numbers of the texts, for finding what comes next after one.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    problem: str = ""
    places: Mapping[Where, int] = field(default_factory=dict)


class Glimpse(NamedTuple):
    """A hit with what stands around it, and what it would become."""

    before: str
    words: str
    after: str
    instead: str


# ---- searching


def find_all(
    document: Document,
    query: Query,
    template: Template | None = None,
    *,
    check: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = monotonic,
) -> Found:
    """Find everything that a query asks for; `check` may raise to stop it.

    What cannot be searched for is a problem in words, never an exception. The template tells which fields of
    the document hold free words; without it only the title is searched.
    """
    if not query.words:
        return Found(query)
    passages = tuple(passages_of(document, template))
    longest = max((len(passage.words) for passage in passages), default=0)
    try:
        pattern = _compiled(query, longest)
    except _RefusedError as refused:
        return Found(query, problem=str(refused))
    end = clock() + PATIENCE
    places = {passage.where: passage.place for passage in passages}
    hits: list[Hit] = []
    for passage in passages:
        check()
        if clock() > end:
            return Found(query, tuple(hits), _("The search took too long and stopped halfway."), places)
        found = pattern.finditer(passage.words)
        hits += (Hit(passage, *match.span()) for match in found if match.end() > match.start())
    return Found(query, tuple(hits), "", places)


class _RefusedError(Exception):
    """A sentence that says why something cannot be searched for."""


def _compiled(query: Query, longest: int) -> re.Pattern[str]:
    words = clean(query.words) if not query.is_pattern else query.words
    pattern = words if query.is_pattern else "".join(_ALIKE.get(sign, re.escape(sign)) for sign in words)
    if len(pattern) > _LONGEST * 16 or (query.is_pattern and len(pattern) > _LONGEST):
        raise _RefusedError(_("This is too long to search for."))
    flags = re.MULTILINE | (0 if query.with_case else re.IGNORECASE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later Python may read otherwise
        try:
            made = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)" if query.whole_words else pattern, flags)
            is_good = not query.is_pattern or is_safe(pattern, longest)
        except (re.error, OverflowError, RecursionError) as error:
            raise _RefusedError(_problem_in(error)) from error
    if not is_good:
        raise _RefusedError(
            _("This expression could take too long. Use fewer repetitions (* and +), none within another.")
        )
    return made


def _problem_in(error: Exception) -> str:
    at = getattr(error, "pos", None)
    if at is None:
        return _("This is not a regular expression.")
    return _("This is not a regular expression: something is wrong at character {number}.").format(
        number=at + 1
    )


def passages_of(document: Document, template: Template | None = None) -> Iterator[Passage]:
    """Yield all words of a document that a search reads, in reading order, the fields of the document first.

    Names of people and what sources say are no words of the text; they are not searched.
    """
    count = 0
    for key, words in _fields(document, template):
        yield Passage(Where(field=key), words, frozenset(), count)
        count += 1
    for block in document.walk():
        for path, value in _values(block):
            where = block.where(path)
            if isinstance(value, str):
                yield Passage(where, value, frozenset(), count)
            else:
                yield from _of_text(where, value, count)
            count += 1


def _fields(document: Document, template: Template | None) -> Iterator[tuple[str, str]]:
    yield TITLE, document.title
    free = {spec.key for spec in template.fields if spec.type in {"text", "long-text"}} if template else set()
    for key, value in document.fields:
        if key in free - {TITLE} and isinstance(value, str):
            yield key, value


def _values(block: Block) -> Iterator[tuple[str, Text | str]]:
    yield from ((one.path, get_field(block, one.path)) for one in text_paths(block))
    record: type = type(block)
    for name, schema in schema_of(record):
        value = getattr(block, name)
        if schema.sort == "words" and schema.printed and not _MEASURE.fullmatch(value):
            yield name, value
        elif schema.sort == "strings":
            yield from ((f"{name}.{i}", words) for i, words in enumerate(value))


def _of_text(where: Where, text: Text, place: int) -> Iterator[Passage]:
    yield Passage(where, *_flat(text.paragraphs), place)
    offset = 0
    for paragraph in text.paragraphs:
        for item in paragraph:
            if isinstance(item, FreeNote):
                yield Passage(where, *_flat((item.inlines,)), place, offset)
            offset += len(item.text) if isinstance(item, Run) else 1
        offset += 1


def _flat(paragraphs: Sequence[Sequence[Inline]]) -> tuple[str, frozenset[int]]:
    """Return the words of paragraphs by offset, a chip as one sign, and which of these are no letters."""
    words, fixed = "", set()
    for i, paragraph in enumerate(paragraphs):
        if i:
            fixed.add(len(words))
            words += "\n"
        for item in paragraph:
            if isinstance(item, Run):
                words += item.text
            else:
                fixed.add(len(words))
                words += CHIP
    return words, frozenset(fixed)


# ---- going from hit to hit


def hit_beside(
    found: Found, where: Where, span: tuple[int, int], *, forward: bool, last: int = -1
) -> int | None:
    """Return the index of the hit after or before what is selected in a text; around at the ends.

    `last` is the hit shown last: while it is still the one selected, its neighbour is next, for two hits in
    one note are shown at the same mark.
    """
    hits = found.hits
    if not hits:
        return None
    step = 1 if forward else -1
    if 0 <= last < len(hits) and (hits[last].where, hits[last].span) == (where, span):
        return (last + step) % len(hits)
    place = found.places.get(where, -1)
    here = place, span[1] if forward else span[0]
    if forward:
        return next((i for i, hit in enumerate(hits) if (hit.passage.place, hit.span[0]) >= here), 0)
    before = (i for i in reversed(range(len(hits))) if (hits[i].passage.place, hits[i].span[1]) <= here)
    return next(before, len(hits) - 1)


# ---- replacing


def glimpse(found: Found, hit: Hit, instead: str) -> Glimpse:
    """Return a hit with a few words around it; one that cannot change stays what it is."""
    words = hit.passage.words
    before = words[max(0, hit.start - AROUND) : hit.start]
    after = words[hit.end : hit.end + AROUND]
    cut_before = "…" if hit.start > AROUND else ""
    cut_after = "…" if hit.end + AROUND < len(words) else ""
    new = _instead(found.query, hit, instead) if hit.can_change else hit.words
    return Glimpse(cut_before + _line(before), _line(hit.words), _line(after) + cut_after, _line(new))


def _line(words: str) -> str:
    return words.replace(CHIP, "[…]").replace("\n", " ")


def problem_with(found: Found, instead: str) -> str:
    """Return what is wrong with what shall stand instead, empty when nothing is."""
    if not found.query.is_pattern or not found.hits:
        return ""
    try:
        _instead(found.query, found.hits[0], instead)
    except (re.error, IndexError):
        return _("What stands after “\\” must be the number of a group in the expression.")
    return ""


def _instead(query: Query, hit: Hit, instead: str) -> str:
    if not query.is_pattern:
        return clean(instead)
    match = _compiled(query, 0).match(hit.passage.words, hit.start)
    return clean(match.expand(instead)) if match else hit.words


def replaced(document: Document, found: Found, instead: str, hits: Sequence[Hit] | None = None) -> Document:
    """Return a document in which hits, all of them when none are named, say something else.

    New words have the format of the first letter they stand for. The hits must be those of this document.
    """
    if problem_with(found, instead):
        return document
    chosen = [hit for hit in (found.hits if hits is None else hits) if hit.can_change]
    for where, group in groupby(sorted(chosen, key=lambda hit: hit.passage.place), lambda hit: hit.where):
        document = _replaced_in(document, where, tuple(group), found.query, instead)
    return document


def _replaced_in(
    document: Document, where: Where, hits: tuple[Hit, ...], query: Query, instead: str
) -> Document:
    changes = [(hit.passage.note, hit.start, hit.end, _instead(query, hit, instead)) for hit in hits]
    if not where.block:
        words = _words_with(hits[0].passage.words, changes)
        if where.field == TITLE:
            return replace(document, title=words)
        return set_document_field(document, where.field, words)
    value = get_field(next(block for block in document.walk() if block.id == where.block), where.field)
    if isinstance(value, str):
        return set_field(document, where.block, where.field, _words_with(value, changes))
    return set_field(document, where.block, where.field, _text_with(value, changes))


Changes = list[tuple[int, int, int, str]]


def _words_with(words: str, changes: Changes) -> str:
    for _note, start, end, new in sorted(changes, reverse=True):
        words = words[:start] + new + words[end:]
    return words


def _text_with(text: Text, changes: Changes) -> Text:
    signs = signs_of(text.paragraphs)
    for note, start, end, new in sorted(changes, reverse=True):
        if note < 0:
            signs[start:end] = _new_signs(signs, start, new)
        else:
            free = signs[note]
            if isinstance(free, FreeNote):
                within = signs_of((free.inlines,))
                within[start:end] = _new_signs(within, start, new)
                signs[note] = FreeNote(tuple(inlines_of(within)))
    return text_from(signs)


def _new_signs(signs: list[Sign], start: int, words: str) -> list[Sign]:
    first = signs[start]
    form = first[1] if isinstance(first, tuple) else PLAIN
    return [(sign, form) for sign in words]


def replace_label(count: int) -> Label:
    """Return what undo calls the replacing of some hits."""
    return lambda: ngettext("Replace {count} place", "Replace {count} places", count).format(count=count)
