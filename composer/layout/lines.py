"""Paragraphs into lines: spans become runs of one font, words are measured, lines are broken.

`set_lines` is pure and memoised: the same words in the same type and width are the same object, which is what
lets a page be repainted by joining strings.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from composer.layout.fit import Break
from composer.layout.metrics import Font, Metrics
from composer.layout.paragraph import Paragraph
from composer.layout.runs import Run, Stretch, Type, runs_of, stretches_of
from composer.layout.words import Word, part
from composer.model.flow import Span


class Piece(NamedTuple):
    """Words of one run on one line, None for a space; `x` and `width` in points from the line's start."""

    run: int
    words: tuple[Word | None, ...]
    x: float
    width: float


class Line(NamedTuple):
    """One line: `x` is its offset for alignment, `stretch` what is added to every space, both in points.

    `width` is how wide it is before its spaces are stretched. A justified line may be wider than the measure
    then: it begins at a negative `x` when a quotation mark hangs out on the left, and ends behind the right
    edge when punctuation does there.

    `notes` are the numbers of the footnotes marked on it. `hyphenated` says that it ends with our hyphen.
    """

    pieces: tuple[Piece, ...]
    x: float
    width: float
    stretch: float
    notes: tuple[int, ...]
    hyphenated: bool


class Setting:
    """A paragraph in lines; compared by identity, since `set_lines` keeps it."""

    __slots__ = ("font", "fonts", "lines", "linked", "missing", "overfull", "runs", "spans", "type", "width")

    def __init__(
        self,
        spans: tuple[Span, ...],
        type_: Type,
        width: float,
        *,
        font: Font,
        runs: tuple[Run, ...],
        lines: tuple[Line, ...],
        overfull: tuple[str, ...],
        missing: tuple[str, ...],
    ) -> None:
        """Keep the lines with what they were made from.

        `font` is the font of the type itself, `fonts` all that are used; `missing` are characters that no
        font has; `linked` says that there is a link or the mark of a note.
        """
        self.spans = spans
        self.type = type_
        self.width = width
        self.font = font
        only = len(runs) == 1 and runs[0].font is font
        self.fonts = (font,) if only else tuple(dict.fromkeys((font, *(run.font for run in runs))))
        self.runs = runs
        self.lines = lines
        self.overfull = overfull
        self.missing = missing
        self.linked = any(span.note or span.href for span in spans)

    @property
    def height(self) -> float:
        """Return the height in points."""
        return len(self.lines) * self.type.leading

    @property
    def notes(self) -> Iterator[int]:
        """Yield the numbers of the footnotes that are marked in it, in order."""
        if self.linked:
            for line in self.lines:
                yield from line.notes


@lru_cache(maxsize=16_384)
def set_lines(spans: tuple[Span, ...], type_: Type, width: float, language: str, metrics: Metrics) -> Setting:
    """Break spans into lines no wider than `width` points; a newline in a span ends a line.

    A word that no line can hold is broken where the line is full, and named in `overfull`.
    Never without a line: no spans give one empty line.
    """
    missing: list[str] = []
    runs = runs_of(spans, type_, metrics, missing)
    font = metrics.font(type_.face, bold=type_.bold, italic=type_.italic)
    space = font.space * type_.size / 1000
    language = language if type_.hyphenate else ""
    lines: list[Line] = []
    overfull: list[str] = []
    for stretch in stretches_of(runs):
        # The spaces of a line are changed alike: the narrowest, that of bold type, says how much they may be.
        narrowest = space if stretch.row else min((gap.width for gap in stretch.gaps), default=space)
        paragraph = Paragraph(
            stretch, runs, language, width=width, space=narrowest, justify=type_.align == "justify"
        )
        made = _Lines(stretch, runs, spans, paragraph)
        before = paragraph.start
        for place in (*paragraph.lines(overfull), None):
            lines.append(made.between(before, place, type_.align, width))
            before = place or before
    return Setting(
        spans,
        type_,
        width,
        font=font,
        runs=tuple(runs),
        lines=tuple(lines),
        overfull=tuple(overfull),
        missing=tuple(missing),
    )


class _Lines:
    """Makes the lines of one stretch of words from the breaks that were chosen."""

    def __init__(
        self, stretch: Stretch, runs: list[Run], spans: tuple[Span, ...], paragraph: Paragraph
    ) -> None:
        self._stretch, self._last = stretch, len(stretch.gaps)
        self._runs, self._spans = runs, spans
        self._paragraph = paragraph
        self._row: tuple[Word | None, ...] = ()
        if stretch.row:  # words and spaces by turns
            row: list[Word | None] = [None] * (2 * len(stretch.row))
            row[::2] = stretch.row
            self._row = tuple(row)

    def between(self, before: Break, place: Break | None, align: str, width: float) -> Line:
        """Return the line between two breaks, aligned within `width` points; None is the end."""
        paragraph = self._paragraph
        wide = paragraph.natural(before, place)
        offset = stretch = 0.0
        if align == "justify":
            stretch = round(paragraph.stretch(before, place), 3)
            left, right = paragraph.hanging(before, place)
            wide += left + right
            offset = 0.0 - round(left, 3)
        elif align != "left":
            offset = width - wide if align == "right" else (width - wide) / 2
        notes: tuple[int, ...]
        if self._row:
            pieces = self._of_one_run(before, place, wide, stretch)
            note = self._spans[self._runs[0].span].note
            notes = (note,) if note else ()
        else:
            pieces = self._pieces(before, place, stretch)
            marked = (self._spans[self._runs[piece.run].span].note for piece in pieces)
            notes = tuple(dict.fromkeys(number for number in marked if number))
        hyphenated = place is not None and place.kind == 1
        return Line(pieces, offset, wide, stretch, notes, hyphenated)

    def _of_one_run(
        self, before: Break, place: Break | None, wide: float, stretch: float
    ) -> tuple[Piece, ...]:
        """Return what stands on a line of a paragraph of a single run.

        A space at the end keeps extracted words apart and takes no room.
        """
        first, start = before.first, before.letter
        last, end = (place.last, place.letter) if place else (self._last, 0)
        wide += stretch * (last - first)
        keeps_apart = not end and (place is not None or not self._stretch.final)
        words = self._row[2 * first : 2 * last + 1 + keeps_apart]
        if start and not (end and first == last):
            whole = self._stretch.row[first]
            words = (part(whole, start, len(whole.text), None), *words[1:])
        if place is not None and end:
            hyphen = place.kern if place.kind == 1 else None
            whole = self._stretch.row[last]
            words = (*words[:-1], part(whole, start if first == last else 0, end, hyphen))
        return (Piece(0, words, 0.0, wide),)

    def _pieces(self, before: Break, place: Break | None, stretch: float) -> tuple[Piece, ...]:
        """Return what stands on a line, neighbours of one run together."""
        first, first_part, first_index = before.first, before.part, before.letter
        last = place.last if place else self._last
        last_part, last_index = (place.part, place.letter) if place else (0, 0)
        pieces = _Pieces()
        for w in range(first, last + 1):
            if w > first:
                gap = self._stretch.gaps[w - 1]
                pieces.put(gap.run, None, gap.width + stretch)
            parts = self._stretch.of(w)
            stop = last_part + 1 if last_index and w == last else len(parts)
            for p in range(first_part if w == first else 0, stop):
                run, whole = parts[p]
                start = first_index if w == first and p == first_part else 0
                ends_here = bool(last_index) and w == last and p == last_part
                end = last_index if ends_here else len(whole.text)
                wide = (whole.sums[end] - whole.sums[start]) * self._runs[run].size / 1000
                if start or ends_here:
                    hyphen = place.kern if place and ends_here and place.kind == 1 else None
                    whole = part(whole, start, end, hyphen)
                pieces.put(run, whole, wide)
        trailing_space = not last_index and (place is not None or not self._stretch.final)
        return pieces.made(trailing_space=trailing_space)


class _Pieces:
    """The pieces of one line while they are put one after the other."""

    def __init__(self) -> None:
        self.x = 0.0
        self.runs: list[int] = []
        self.words: list[list[Word | None]] = []
        self.starts: list[float] = []
        self.ends: list[float] = []

    def put(self, run: int, what: Word | None, wide: float) -> None:
        """Add a word or a space (None) of a run."""
        if self.runs and self.runs[-1] == run:
            self.words[-1].append(what)
        else:
            self.runs.append(run)
            self.words.append([what])
            self.starts.append(self.x)
            self.ends.append(self.x)
        self.x += wide
        self.ends[-1] = self.x

    def made(self, *, trailing_space: bool) -> tuple[Piece, ...]:
        """Return the pieces; a space at the end keeps extracted words apart and takes no room."""
        if trailing_space and self.words:
            self.words[-1].append(None)
        all_ = zip(self.runs, self.words, self.starts, self.ends, strict=True)
        return tuple(Piece(run, tuple(words), start, end - start) for run, words, start, end in all_)
