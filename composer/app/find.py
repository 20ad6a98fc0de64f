"""Find: the words of a document as they were typed, in all blocks, notes, cells and fields.

Reads values and returns values, so that it can run beside the window. A citation, a note or a merge field is
one sign to a search.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from composer.app.commands import text_paths
from composer.app.patterns import is_safe
from composer.blocks.kind import schema_of
from composer.i18n import _
from composer.model.characters import clean
from composer.model.document import Block, Document, Where
from composer.model.edits import get_field
from composer.model.template import Template
from composer.model.text import FreeNote, Inline, Run, Text

# What stands for a chip.
CHIP = "\ufffc"
# How long a search may take, in seconds; what was found until then is told.
PATIENCE = 2.0
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
        pattern = compiled(query, longest)
    except RefusedError as refused:
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


class RefusedError(Exception):
    """A sentence that says why something cannot be searched for."""


@lru_cache(maxsize=8)
def compiled(query: Query, longest: int = 0) -> re.Pattern[str]:
    """Return the expression of a query for texts up to a length; raises RefusedError with a sentence."""
    words = clean(query.words) if not query.is_pattern else query.words
    pattern = words if query.is_pattern else "".join(_ALIKE.get(sign, re.escape(sign)) for sign in words)
    if len(pattern) > _LONGEST * 16 or (query.is_pattern and len(pattern) > _LONGEST):
        raise RefusedError(_("This is too long to search for."))
    flags = re.MULTILINE | (0 if query.with_case else re.IGNORECASE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later Python may read otherwise
        try:
            made = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)" if query.whole_words else pattern, flags)
            is_good = not query.is_pattern or is_safe(pattern, longest)
        except (re.error, OverflowError, RecursionError) as error:
            raise RefusedError(_problem_in(error)) from error
    if not is_good:
        raise RefusedError(
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
