"""Which letter of which text stands where on the pages: from a click to a caret, and from a caret to a word.

Print shows more than was typed (numbers, labels, values of fields, other quotation marks), so what was typed
is looked for in what is shown, paragraph by paragraph.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, takewhile
from math import floor
from typing import NamedTuple

from composer.app.preview import Box, Rendered, edges, in_note, thing_at
from composer.blocks.kind import texts_of
from composer.layout.lines import Line, Setting
from composer.layout.page import Mark
from composer.model.document import Where
from composer.model.edits import find
from composer.model.slices import length
from composer.model.text import Cite, FreeNote, Inline, MergeField, Run, Text

# Stands for the mark of a note, however that is printed.
_NOTE = "\ue010"
_SPACES = " \u00a0\u202f\n"
_SOFT_HYPHEN = "\u00ad"
# Signs that print sets another way than they are typed, as one sign; each keeps its length.
_ALIKE = str.maketrans(
    dict.fromkeys('“”„‘’\u201a\u201b"«»', "'") | dict.fromkeys("–—", "-") | dict.fromkeys(_SPACES, " ")
)
_ELLIPSIS = "..."
# Characters of a text in which the word at the caret is looked for.
LONGEST = 100_000


class Spot(NamedTuple):
    """A place in a text: `offset` counts characters as the editor does, a chip and a line break as one."""

    where: Where
    offset: int = 0


class _Letter(NamedTuple):
    """A character on a line: which one of the paragraph as shown, and its edges from the left, in points."""

    place: int
    left: float
    right: float


class _Shown(NamedTuple):
    """A paragraph as print shows it: its signs, which character each one is, and where they stand."""

    signs: str
    places: tuple[int, ...]
    lines: tuple[tuple[_Letter, ...], ...]


class _Typed(NamedTuple):
    """A paragraph as its author typed it: its signs, and the offset of each in the text."""

    signs: str
    offsets: tuple[int, ...]
    end: int


# ---- asking


def spot_at(rendered: Rendered, page: int, x: float, y: float) -> Spot | None:
    """Return the place in the document of the letter nearest to a point, in points; pages count from 0.

    In a footnote it is the mark of the note. None on a page without text.
    """
    thing = thing_at(rendered.layout, page, x, y)
    if not isinstance(thing, Mark):
        return Spot(thing.at) if thing else None
    if in_note(rendered.layout, thing):
        return Spot(thing.at, _offset_of_note(rendered, page, thing))
    if _is_label(rendered, thing):
        return Spot(thing.at)
    shown = _shown_by(thing.setting)
    top = edges(rendered.layout, thing)[1]
    row = thing.first + floor((y - top) / thing.setting.type.leading)
    letters = shown.lines[min(max(row, thing.first), thing.last - 1)]
    if not letters:
        return Spot(thing.at)
    nearest = min(letters, key=lambda one: abs((one.left + one.right) / 2 - (x - thing.x)))
    index = nearest.place + (x - thing.x > (nearest.left + nearest.right) / 2)
    sign = sum(place < index for place in shown.places)  # so many stand before it
    return _spot_of(rendered, page, thing, sign)


def _spot_of(rendered: Rendered, page: int, mark: Mark, sign: int) -> Spot:
    """Return where a sign that a mark shows was typed: in its own field, or in one printed with it."""
    shown, best = _shown_by(mark.setting), (1, Spot(mark.at))
    for number, where in enumerate((mark.at, *_siblings(rendered, mark.at))):
        text = _text(rendered, where)
        typed = _typed_in(rendered, page, mark, tuple(_paragraphs(rendered, text))) if text else None
        if typed is None:
            continue
        within = sign - shown.signs.find(typed.signs)
        outside = max(0 - within, within - len(typed.signs), 0)
        within = min(max(within, 0), len(typed.signs))
        spot = Spot(where, typed.offsets[within] if within < len(typed.offsets) else typed.end)
        if not number or outside < best[0]:
            best = outside, spot
    return best[1]


def _siblings(rendered: Rendered, where: Where) -> Iterator[Where]:
    """Yield the other texts of the block, or of the record in it, that a field is part of."""
    block = find(rendered.document, where.block) if where.block else None
    for path, _text in texts_of(block) if block else ():
        if path != where.field and path.rpartition(".")[0] == where.field.rpartition(".")[0]:
            yield Where(where.block, path)


def word_at(rendered: Rendered, where: Where, offset: int, pages: tuple[int, ...]) -> tuple[Box, ...]:
    """Return where the word at a place of a text stands, on the pages given: a box for each line.

    The word of a caret between two words is the one behind it. Nothing when it is not printed, and nothing
    in a text of more than `LONGEST` characters: it is asked for at every move of the caret.
    """
    text = _text(rendered, where)
    if text is None or length(text) > LONGEST:
        return ()
    typed = tuple(_paragraphs(rendered, text))
    for at in (where, *_siblings(rendered, where)):  # a title may be printed at the head of its text
        for page in pages:
            for mark in rendered.layout.pages[page].marks:
                if mark.at == at and (boxes := _word_in(rendered, page, mark, typed, offset)):
                    return boxes
    return ()


def _word_in(
    rendered: Rendered, page: int, mark: Mark, paragraphs: tuple[_Typed, ...], offset: int
) -> tuple[Box, ...]:
    """Return where a mark shows the word at an offset of a text, nothing when it does not."""
    if in_note(rendered.layout, mark) or _is_label(rendered, mark):
        return ()
    typed = _typed_in(rendered, page, mark, paragraphs)
    if typed is None or not typed.offsets[0] <= offset <= typed.end:
        return ()
    indices = _word(_shown_by(mark.setting), typed, offset)
    return tuple(_boxes(rendered, page, mark, indices))


def _word(shown: _Shown, typed: _Typed, offset: int) -> frozenset[int]:
    """Return the characters of the word at an offset, as they are shown."""
    start = shown.signs.find(typed.signs)
    at = min(bisect_left(typed.offsets, offset), len(typed.offsets) - 1)
    first = last = start + at
    signs = shown.signs
    if signs[first] == " ":
        if first == start or signs[first - 1] == " ":
            return frozenset()
        first = last = first - 1  # the caret stands behind a word
    end = start + len(typed.signs)
    while first > start and signs[first - 1] != " ":
        first -= 1
    while last + 1 < end and signs[last + 1] != " ":
        last += 1
    stop = shown.places[last + 1] if last + 1 < len(shown.places) else shown.places[last] + 1
    return frozenset(range(shown.places[first], stop))


def _boxes(rendered: Rendered, page: int, mark: Mark, indices: frozenset[int]) -> Iterator[Box]:
    top = edges(rendered.layout, mark)[1]
    leading = mark.setting.type.leading
    lines = _shown_by(mark.setting).lines
    for row in range(mark.first, mark.last):
        own = [letter for letter in lines[row] if letter.place in indices]
        if own:
            left, right = own[0].left, own[-1].right
            yield Box(page, mark.x + left, top + (row - mark.first) * leading, right - left, leading)


def _is_label(rendered: Rendered, mark: Mark) -> bool:
    return mark.element >= 0 and rendered.layout.elements[mark.element].tag == "Lbl"


# ---- what is shown


@lru_cache(maxsize=256)
def _shown_by(setting: Setting) -> _Shown:
    """Return the letters of a paragraph in lines; settings are compared by identity."""
    starts, total = [], 0
    for run in setting.runs:
        starts.append(total)
        total += len(run.text)
    cursors = [0] * len(setting.runs)
    lines = tuple(tuple(_letters(setting, line, starts, cursors)) for line in setting.lines)
    signs: list[str] = []
    places: list[int] = []
    for run, start in zip(setting.runs, starts, strict=True):
        span = setting.spans[run.span]
        if span.note:
            signs.append(_NOTE)
            places.append(start)
        else:
            for sign, place in _signs(run.text):
                signs.append(sign)
                places.append(start + place)
    return _Shown("".join(signs), tuple(places), lines)


def _letters(setting: Setting, line: Line, starts: list[int], cursors: list[int]) -> Iterator[_Letter]:
    """Yield the letters and spaces of a line; `cursors` are how far each run has been read."""
    for piece in line.pieces:
        run = setting.runs[piece.run]
        start, x = starts[piece.run], line.x + piece.x
        for word in piece.words:
            at = cursors[piece.run]
            if word is None:
                wide = run.font.space * run.size / 1000 + line.stretch
                if run.text[at : at + 1] and run.text[at] in _SPACES:
                    yield _Letter(start + at, x, x + wide)
                    cursors[piece.run] += 1
                x += wide
                continue
            text = word.text
            if not run.text.startswith(text, at):
                text = text.removesuffix(_SOFT_HYPHEN)
                at = max(run.text.find(text, at), at)
            for i in range(len(text)):
                left, right = (word.sums[n] * run.size / 1000 for n in (i, i + 1))
                yield _Letter(start + at + i, x + left, x + right)
            cursors[piece.run] = at + len(text)
            x += word.width * run.size / 1000


# ---- what was typed


def _typed_in(rendered: Rendered, page: int, mark: Mark, paragraphs: tuple[_Typed, ...]) -> _Typed | None:
    """Return which paragraph of a text a mark shows; None when it shows something else.

    Of paragraphs that say the same it is the one in the same order as on the pages.
    """
    shown = _shown_by(mark.setting).signs
    found = [one for one in paragraphs if one.signs and one.signs in shown]
    if len(found) < 2:
        return next(iter(found), None)
    if len({one.signs for one in found}) > 1:
        longest = max(len(one.signs) for one in found)
        found = [one for one in found if len(one.signs) == longest]
    marks = (one for other in rendered.layout.pages[: page + 1] for one in other.marks)
    before = (one for one in takewhile(lambda one: one is not mark, marks) if one.setting is mark.setting)
    begun = sum(one.at == mark.at and not one.first for one in before)
    return found[min(begun if not mark.first else begun - 1, len(found) - 1)]


def _text(rendered: Rendered, where: Where) -> Text | None:
    block = find(rendered.document, where.block) if where.block else None
    return dict(texts_of(block)).get(where.field) if block else None


def _paragraphs(rendered: Rendered, text: Text) -> Iterator[_Typed]:
    offset = 0
    for paragraph in text.paragraphs:
        signs: list[str] = []
        offsets: list[int] = []
        for inline in paragraph:
            if isinstance(inline, Run):
                for sign, place in _signs(inline.text):
                    signs.append(sign)
                    offsets.append(offset + place)
                offset += len(inline.text)
            else:
                said = _said(rendered, inline)
                signs += said
                offsets += [offset] * len(said)
                offset += 1
        yield _Typed("".join(signs), tuple(offsets), offset)
        offset += 1


def _said(rendered: Rendered, chip: Inline) -> str:
    """Return the signs that a chip is printed as."""
    if not isinstance(chip, MergeField):
        return _NOTE
    if rendered.laid_out is None:
        return ""
    resolved = rendered.laid_out.said.resolved
    said = resolved.references.spans(chip.name, chip.format)
    if said:
        words = (_number_of(rendered, span.page_of) if span.page_of else span.text for span in said)
        return _folded("".join(words))
    return _folded(resolved.values.get(chip.name) or f"⟦{chip.name}?⟧")


def _number_of(rendered: Rendered, block: str) -> str:
    """Return the number of the page on which a block begins."""
    pages = rendered.layout.pages
    return next((str(page.number) for page in pages if any(one.at.block == block for one in page.marks)), "0")


def _signs(words: str) -> Iterator[tuple[str, int]]:
    """Yield the signs of words with their places: three full stops are one."""
    if _ELLIPSIS not in words:
        yield from zip(words.translate(_ALIKE), count(), strict=False)
        return
    at = 0
    while at < len(words):
        is_ellipsis = words.startswith(_ELLIPSIS, at)
        yield ("…" if is_ellipsis else words[at].translate(_ALIKE)), at
        at += len(_ELLIPSIS) if is_ellipsis else 1


def _folded(words: str) -> str:
    return "".join(sign for sign, _place in _signs(words))


# ---- notes


def _offset_of_note(rendered: Rendered, page: int, mark: Mark) -> int:
    """Return where the mark of a note stands in its text, which is where its words are written."""
    layout = rendered.layout
    note = layout.elements[mark.element].parent
    own = (one for one in layout.pages[page].marks if one.element >= 0 and one.note)
    number = next((one.note for one in own if layout.elements[one.element].parent == note), 0)
    text, laid_out = _text(rendered, mark.at), rendered.laid_out
    if text is None or laid_out is None:
        return 0
    numbers = laid_out.said.resolved.notes.marks.get(mark.at, ())
    which = numbers.index(number) if number in numbers else 0
    found, offset = 0, 0
    for paragraph in text.paragraphs:
        for inline in paragraph:
            if isinstance(inline, Cite | FreeNote):
                if found == which:
                    return offset
                found += 1
            offset += len(inline.text) if isinstance(inline, Run) else 1
        offset += 1
    return 0
