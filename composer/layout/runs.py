"""Spans into runs of one font, and runs into words with the gaps between them."""

from itertools import groupby
from typing import NamedTuple

from composer.layout.metrics import Font, Metrics
from composer.layout.words import Word, word
from composer.model.flow import Span
from composer.model.style import Style

# A raised mark: its size and how far it is raised, as parts of the size of the text.
MARK_SIZE = 0.62
MARK_RISE = 0.34
NO_BREAK_SPACE = "\u00a0"
# What is not shown by a glyph: a line end, a space, a place to divide.
_WITHOUT_GLYPH = frozenset("\n \u00a0\u00ad")


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
    lacking = {sign for sign in set(text) - _WITHOUT_GLYPH if not font.covers(sign)}
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


class Gap(NamedTuple):
    """A space between two words: its width in points, the run it is in, whether a line may end there."""

    width: float
    run: int
    breaks: bool


class Stretch:
    """What stands between two forced line ends: words, each of parts in one run, and their gaps."""

    __slots__ = ("final", "gaps", "words")

    def __init__(self) -> None:
        """Begin with one word without letters; `final` says that the paragraph ends here."""
        self.words: list[list[tuple[int, Word]]] = [[]]
        self.gaps: list[Gap] = []
        self.final = True

    def add(self, text: str, run: Run, index: int) -> None:
        """Add the words of a run, or of a line of it; the first continues the word before it."""
        parts = text.replace(NO_BREAK_SPACE, " ").split(" ")
        font = run.font
        width = font.space * run.size / 1000
        if parts[0]:
            self.words[-1].append((index, word(parts[0], font)))
        self.words += [[(index, word(part, font))] if part else [] for part in parts[1:]]
        if NO_BREAK_SPACE in text:
            self.gaps += [Gap(width, index, sign == " ") for sign in text if sign in " \u00a0"]
        else:
            self.gaps += [Gap(width, index, breaks=True)] * (len(parts) - 1)


def stretches_of(runs: list[Run]) -> list[Stretch]:
    """Return runs as words and gaps, a new stretch after every newline."""
    stretches = [Stretch()]
    for index, run in enumerate(runs):
        for i, line in enumerate(run.text.split("\n")):
            if i:
                stretches[-1].final = False
                stretches.append(Stretch())
            stretches[-1].add(line, run, index)
    return stretches
