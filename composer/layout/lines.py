"""Paragraphs into lines: spans become runs of one font, words are measured, lines are broken.

`set_lines` is pure and memoised: the same words in the same type and width are the same object, which is what
lets a page be repainted by joining strings.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from composer.layout.fit import (
    HYPHEN_RAGGED,
    LEAST,
    MOST_STRETCH,
    SHRINK,
    Breaks,
    Chosen,
    break_first_fit,
    break_justified,
    break_ragged,
)
from composer.layout.metrics import Font, Metrics
from composer.layout.runs import Run, Stretch, Type, runs_of, stretches_of
from composer.layout.words import Word, divisions_of, every_letter, part
from composer.model.flow import Span


class Piece(NamedTuple):
    """Words of one run on one line, None for a space; `x` and `width` in points from the line's start."""

    run: int
    words: tuple[Word | None, ...]
    x: float
    width: float


class Line(NamedTuple):
    """One line: `x` is its offset for alignment, `stretch` what is added to every space, both in points.

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
        self.fonts = tuple(dict.fromkeys((font, *(run.font for run in runs))))
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
    lines: list[Line] = []
    overfull: list[str] = []
    for stretch in stretches_of(runs):
        paragraph = _Paragraph(stretch, runs, spans, language if type_.hyphenate else "")
        lines += paragraph.lines(type_.align, width, space, overfull)
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


# Where a line ends: in which word, which part of it, before which letter; and the kerning before our hyphen.
_Place = tuple[int, int, int, int]


class _Paragraph:
    """One stretch of words with every place where a line may end."""

    def __init__(self, stretch: Stretch, runs: list[Run], spans: tuple[Span, ...], language: str) -> None:
        self.words = stretch.words
        self.gaps = stretch.gaps
        self.final = stretch.final
        self.runs = runs
        self.spans = spans
        self.language = language
        self.places: list[_Place] = []
        self.breaks = Breaks([], [], [], [], [])

    def _collect(self, *, divided: bool, widest: float = 1e9) -> None:
        """Find the places where a line may end, within words too when `divided`.

        In words wider than `widest` points every letter is such a place.
        """
        self.places = places = []
        self.breaks = breaks = Breaks([], [], [], [], [])
        ends, starts, gaps_end, gaps_start, hyphens = breaks
        gaps = self.gaps
        last = len(self.words) - 1
        x = 0.0
        for w, parts in enumerate(self.words):
            if divided:
                wide = sum(whole.width * self.runs[run].size for run, whole in parts) > widest * 1000
                self._collect_divisions(w, x, anywhere=wide)
            for run, whole in parts:
                x += whole.sums[-1] * self.runs[run].size / 1000
            if w == last or gaps[w].breaks:
                ends.append(x)
                starts.append(x if w == last else x + gaps[w].width)
                gaps_end.append(w)
                gaps_start.append(w if w == last else w + 1)
                hyphens.append(0)
                places.append((w, len(parts), 0, 0))
            if w < last:
                x += gaps[w].width

    def _collect_divisions(self, w: int, x: float, *, anywhere: bool) -> None:
        ends, starts, gaps_end, gaps_start, hyphens = self.breaks
        for p, (run, whole) in enumerate(self.words[w]):
            scale = self.runs[run].size / 1000
            found = every_letter(whole) if anywhere else divisions_of(whole, self.language)
            for index, end, start, kern, hyphen in found:
                ends.append(x + end * scale)
                starts.append(x + start * scale)
                gaps_end.append(w)
                gaps_start.append(w)
                hyphens.append(1 if hyphen else 2)
                self.places.append((w, p, index, kern))
            x += whole.sums[-1] * scale

    def lines(self, align: str, width: float, space: float, overfull: list[str]) -> list[Line]:
        """Return the lines; words that are wider than a line are added to `overfull`."""
        lines: list[Line] = []
        before = -1
        for j in self._choose(width, space, overfull, justify=align == "justify"):
            line = self._line(before, j, align, width, space)
            lines.append(line)
            before = j
        return lines

    def _choose(self, width: float, space: float, overfull: list[str], *, justify: bool) -> list[int]:
        """Return the best breaks.

        Words are divided only when that can pay: lines that together cost less than one hyphen are the best
        there are, and the patterns need not even be loaded.
        """
        self._collect(divided=False)
        if self.breaks.ends[-1] <= width:
            return [len(self.breaks.ends) - 1]
        chosen = self._best(width, space, justify=justify, strict=True)
        if chosen is not None and chosen.demerits <= HYPHEN_RAGGED + LEAST:
            return chosen.breaks
        self._collect(divided=True)
        chosen = self._best(width, space, justify=justify, strict=True)
        chosen = chosen or self._best(width, space, justify=justify, strict=False)
        if chosen is None:  # a word is wider than the line: it is broken where the line is full
            overfull += self._wider_than(width)
            self._collect(divided=True, widest=width)
            return break_first_fit(self.breaks, width)
        return chosen.breaks

    def _wider_than(self, width: float) -> list[str]:
        """Return the words that are wider than a line."""
        wide = (
            parts
            for parts in self.words
            if sum(whole.width * self.runs[run].size for run, whole in parts) > width * 1000
        )
        return ["".join(whole.text for _, whole in parts) for parts in wide]

    def _best(self, width: float, space: float, *, justify: bool, strict: bool) -> Chosen | None:
        if justify:
            return break_justified(self.breaks, width, space, tolerance=MOST_STRETCH if strict else 1e9)
        return break_ragged(self.breaks, width, narrowest=0.8 if strict else 0.0)

    def _gaps(self, before: int, j: int) -> int:
        return self.breaks.gaps_end[j] - (self.breaks.gaps_start[before] if before >= 0 else 0)

    def _line(self, before: int, j: int, align: str, width: float, space: float) -> Line:
        """Return the line between two breaks."""
        breaks = self.breaks
        natural = breaks.ends[j] - (breaks.starts[before] if before >= 0 else 0.0)
        gaps = self._gaps(before, j)
        is_last = j == len(breaks.ends) - 1
        stretch = 0.0
        if align == "justify" and gaps:
            stretch = (width - natural) / gaps
            if is_last:
                stretch = max(-space * SHRINK, min(0.0, stretch))
        offset = width - natural if align == "right" else (width - natural) / 2 if align == "center" else 0.0
        stretch = round(stretch, 3)
        trailing_space = not breaks.hyphens[j] and not (is_last and self.final)
        pieces = self._pieces(before, j, stretch, trailing_space=trailing_space)
        marked = (self.spans[self.runs[piece.run].span].note for piece in pieces)
        notes = tuple(dict.fromkeys(number for number in marked if number))
        return Line(pieces, offset, natural, stretch, notes, breaks.hyphens[j] == 1)

    def _pieces(self, before: int, j: int, stretch: float, *, trailing_space: bool) -> tuple[Piece, ...]:
        """Return what stands on the line between two breaks, neighbours of one run together."""
        first, first_part, first_index = self._start(before)
        last, last_part, last_index, kern = self.places[j]
        if len(self.runs) == 1:
            wide = self.breaks.ends[j] - (self.breaks.starts[before] if before >= 0 else 0.0)
            wide += stretch * self._gaps(before, j)
            return self._of_one_run(before, j, wide, trailing_space=trailing_space)
        pieces = _Pieces()
        for w in range(first, last + 1):
            if w > first:
                gap = self.gaps[w - 1]
                pieces.put(gap.run, None, gap.width + stretch)
            parts = self.words[w]
            stop = last_part + bool(last_index) if w == last else len(parts)
            for p in range(first_part if w == first else 0, stop):
                run, whole = parts[p]
                start = first_index if w == first and p == first_part else 0
                ends_here = bool(last_index) and w == last and p == last_part
                end = last_index if ends_here else len(whole.text)
                wide = (whole.sums[end] - whole.sums[start]) * self.runs[run].size / 1000
                if start or ends_here:
                    hyphen = kern if ends_here and self.breaks.hyphens[j] == 1 else None
                    whole = part(whole, start, end, hyphen)
                pieces.put(run, whole, wide)
        return pieces.made(trailing_space=trailing_space)

    def _of_one_run(self, before: int, j: int, wide: float, *, trailing_space: bool) -> tuple[Piece, ...]:
        """Return the same for a paragraph of a single run, as most are."""
        first, _, first_index = self._start(before)
        last, _, last_index, kern = self.places[j]
        words: list[Word | None] = []
        for parts in self.words[first : last + 1]:
            if parts:
                words.append(parts[0][1])
            words.append(None)
        if len(words) == 1:
            return ()
        if not trailing_space or last_index:
            words.pop()
        if last_index:
            start = first_index if first == last else 0
            hyphen = kern if self.breaks.hyphens[j] == 1 else None
            words[-1] = part(self.words[last][0][1], start, last_index, hyphen)
        if first_index and not (last_index and first == last):
            whole = self.words[first][0][1]
            words[0] = part(whole, first_index, len(whole.text), None)
        return (Piece(0, tuple(words), 0.0, wide),)

    def _start(self, before: int) -> tuple[int, int, int]:
        """Return word, part and letter with which a line begins that follows a break."""
        if before < 0:
            return 0, 0, 0
        word, part_, index, _ = self.places[before]
        return (word, part_, index) if index else (word + 1, 0, 0)


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
