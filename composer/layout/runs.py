"""Spans into runs of one font, and runs into words with the gaps between them."""

import re
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from composer.layout.metrics import Font, Metrics
from composer.layout.words import Word, words_of
from composer.model.flow import Span
from composer.model.style import Style

# A raised mark: its size and how far it is raised, as parts of the size of the text.
MARK_SIZE = 0.62
MARK_RISE = 0.34
NO_BREAK_SPACE = "\u00a0"
NARROW_SPACE = "\u202f"
_SPACES = re.compile(f"[ {NO_BREAK_SPACE}]")
# What is not shown by a glyph: a line end, a space, a place to divide.
_WITHOUT_GLYPH = frozenset("\n \u00a0\u00ad\u202f")


class Type(NamedTuple):
    """What setting a paragraph takes from its style; sizes in points, colours by role."""

    face: str
    size: float
    leading: float
    bold: bool
    italic: bool
    align: str
    hyphenate: bool
    colour: str
    link_colour: str


def type_of(style: Style) -> Type:
    """Return what setting takes from a style."""
    return Type(
        style.face,
        style.size,
        style.leading,
        style.bold,
        style.italic,
        style.align,
        style.hyphenate,
        style.colour,
        style.link_colour,
    )


class Run(NamedTuple):
    """Part of span number `span` in one font; `rise` lifts it off the baseline, in points."""

    text: str
    font: Font
    size: float
    rise: float
    colour: str
    span: int


def runs_of(spans: tuple[Span, ...], type_: Type, metrics: Metrics, missing: list[str]) -> list[Run]:
    """Return spans as runs; characters that no font has are added to `missing` and shown by their number."""
    runs: list[Run] = []
    for index, span in enumerate(spans):
        font = metrics.font(type_.face, bold=span.bold or type_.bold, italic=span.italic or type_.italic)
        size, rise = (type_.size * MARK_SIZE, type_.size * MARK_RISE) if span.note else (type_.size, 0.0)
        colour = "unknown" if span.unknown else type_.link_colour if span.href else type_.colour
        for text, chosen in _by_font(span.text, font, metrics, missing):
            runs.append(Run(text, chosen, round(size, 2), round(rise, 2), colour, index))
    return runs


def _by_font(text: str, font: Font, metrics: Metrics, missing: list[str]) -> list[tuple[str, Font]]:
    """Split text where the font lacks a character."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return [(text, font)] if text else []
    known = _covered(font)
    if known.issuperset(text):
        return [(text, font)]
    lacking = {sign for sign in set(text) - known if not font.covers(sign)}
    known.update(set(text) - lacking)
    if not lacking:
        return [(text, font)]
    chosen: list[tuple[str, Font]] = []
    for sign in text:
        other = metrics.fallback(sign) if sign in lacking else font
        if other is None:
            missing.append(sign)
            chosen += [(shown, font) for shown in f"[U+{ord(sign):04X}]"]
        else:
            chosen.append((sign, other))
    return [("".join(sign for sign, _ in group), key) for key, group in groupby(chosen, lambda pair: pair[1])]


@lru_cache(maxsize=256)
def _covered(font: Font) -> set[str]:  # noqa: ARG001  what it is kept by
    """Return the characters that a font is known to cover, and those that need no glyph; it grows."""
    return set(_WITHOUT_GLYPH)


class Gap(NamedTuple):
    """A space between two words: its width in points, the run it is in, whether a line may end there."""

    width: float
    run: int
    breaks: bool


class Stretch:
    """What stands between two forced line ends: words, each of parts in one run, and their gaps.

    `row` holds the words when all are of the only run, and each has a letter, as in most paragraphs; else it
    is empty and `parts` hold them. `ties` says that some gap does not let a line end, `final` that the
    paragraph ends here.
    """

    __slots__ = ("final", "gaps", "parts", "row", "ties")

    def __init__(self) -> None:
        """Begin with one word without letters."""
        self.row: list[Word] = []
        self.parts: list[tuple[tuple[int, Word], ...]] = [()]
        self.gaps: list[Gap] = []
        self.ties = False
        self.final = True

    def of(self, w: int) -> tuple[tuple[int, Word], ...]:
        """Return the parts of a word, each with its run."""
        return ((0, self.row[w]),) if self.row else self.parts[w]

    def add(self, text: str, run: Run, index: int, *, only: bool) -> None:
        """Add the words of a run, or of a line of it; the first continues the word before it.

        A narrow no-break space keeps its width and is part of its word; in a font without one it becomes a
        common no-break space. `only` says that nothing else is added.
        """
        font = run.font
        if NARROW_SPACE in text and not font.covers(NARROW_SPACE):
            text = text.replace(NARROW_SPACE, NO_BREAK_SPACE)
        width = font.space * run.size / 1000
        if NO_BREAK_SPACE in text:
            gaps = {" ": Gap(width, index, breaks=True), NO_BREAK_SPACE: Gap(width, index, breaks=False)}
            self.gaps += map(gaps.__getitem__, _SPACES.findall(text))
            self.ties = True
            text = text.replace(NO_BREAK_SPACE, " ")
            parts = text.split(" ")
        else:
            parts = text.split(" ")
            self.gaps += [Gap(width, index, breaks=True)] * (len(parts) - 1)
        words = words_of(font)
        if only and all(parts):
            self.row = list(map(words.__getitem__, parts))
            return
        if parts[0]:
            self.parts[-1] += ((index, words[parts[0]]),)
        self.parts += [((index, words[part]),) if part else () for part in parts[1:]]


def stretches_of(runs: list[Run]) -> list[Stretch]:
    """Return runs as words and gaps, a new stretch after every newline."""
    stretches = [Stretch()]
    only = len(runs) == 1
    for index, run in enumerate(runs):
        for i, line in enumerate(run.text.split("\n")):
            if i:
                stretches[-1].final = False
                stretches.append(Stretch())
            stretches[-1].add(line, run, index, only=only)
    return stretches
