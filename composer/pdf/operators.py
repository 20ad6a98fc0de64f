"""Lines as operators of a page: fonts, words, spaces, colours. Kept, since equal lines are one object."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, cast

from composer.layout.lines import Piece, Setting
from composer.layout.metrics import Font
from composer.layout.runs import Run, Type
from composer.layout.words import Word
from composer.pdf.fonts import FontFile

# What belongs to the paragraph itself; other roles are the numbers of spans.
TEXT = -1

Rare = Callable[[FontFile, Word, float], str]
"""Encodes a word whose characters have other codes in every document; raises LookupError when it cannot."""


class Painted(NamedTuple):
    """Operators of one owner: `TEXT` is the paragraph itself, else the number of a span."""

    role: int
    operators: str


class Colours:
    """Operators that set a colour, by its role; compared by identity. An unknown role is black."""

    def __init__(self, operators: dict[str, str]) -> None:
        """Keep an operator for each role."""
        self._operators = operators

    def __getitem__(self, role: str) -> str:
        return self._operators.get(role, "0 g")


@lru_cache(maxsize=16)
def colour_operators(colours: tuple[tuple[str, tuple[float, float, float]], ...]) -> Colours:
    """Return the operators of a palette; the same palette always gets the same object."""
    return Colours({role: " ".join(written(value) for value in colour) + " rg" for role, colour in colours})


@lru_cache(maxsize=256)
def begin_operators(font: Font, type_: Type, colours: Colours) -> str:
    """Return the operators that begin text, and set font, leading and colour of a type."""
    return (
        f"BT /{cast('FontFile', font).key}+0 {type_.size:g} Tf {type_.leading:g} TL {colours[type_.colour]}"
    )


# Enough for the paragraphs of the pages around an edit; whole pages are kept by themselves.
@lru_cache(maxsize=2048)
def text_operators(setting: Setting, first: int, last: int, colours: Colours) -> tuple[Painted, ...]:
    """Return the operators of lines, equal in every document. Raises LookupError for rarer characters."""
    return tuple(painted_text(setting, first, last, colours, refuse))


def refuse(_font: FontFile, word: Word, _size: float) -> str:
    """Refuse a word whose codes differ per document."""
    raise LookupError(word.text)


def painted_text(setting: Setting, first: int, last: int, colours: Colours, rare: Rare) -> Iterator[Painted]:
    """Yield the operators of lines, neighbours of one owner joined."""
    pieces = _with_moves(setting, first, last, colours, rare)
    for role, group in groupby(pieces, lambda piece: piece.role):
        yield Painted(role, " ".join(piece.operators for piece in group))


def _with_moves(setting: Setting, first: int, last: int, colours: Colours, rare: Rare) -> Iterator[Painted]:
    """Yield each piece of each line, the first of a line with the moves that lead to it."""
    stretch = offset = 0.0
    moves = ""
    for i in range(first, last):
        line = setting.lines[i]
        if i > first:
            moves += "T* "
        if line.x != offset:
            moves += f"{written(line.x - offset)} 0 Td "
            offset = line.x
        if line.stretch != stretch:
            moves += f"{written(line.stretch)} Tw "
            stretch = line.stretch
        for piece in line.pieces:
            run = setting.runs[piece.run]
            yield Painted(_role(setting, run), moves + _shown(setting, run, piece, colours, rare))
            moves = ""


def _role(setting: Setting, run: Run) -> int:
    span = setting.spans[run.span]
    return run.span if span.note or span.href or span.language else TEXT


def _shown(setting: Setting, run: Run, piece: Piece, colours: Colours, rare: Rare) -> str:
    """Return the operators of one piece; after it everything is as in the paragraph again."""
    font = cast("FontFile", run.font)
    base, type_ = cast("FontFile", setting.font), setting.type
    try:
        encoded = "".join(map(font.known.__getitem__, piece.words))
    except LookupError:
        encoded = "".join(_encoded(font, word, run.size, rare) for word in piece.words)
    shown = f"[({encoded})]TJ"
    if run.colour != type_.colour:
        shown = f"{colours[run.colour]} {shown} {colours[type_.colour]}"
    if font is not base or run.size != type_.size:
        shown = f"/{font.key}+0 {run.size:g} Tf {shown} /{base.key}+0 {type_.size:g} Tf"
    return f"{run.rise:g} Ts {shown} 0 Ts" if run.rise else shown


def _encoded(font: FontFile, word: Word | None, size: float, rare: Rare) -> str:
    encoded = font.encoded(word)
    return rare(font, word, size) if encoded is None and word is not None else encoded or ""


def written(value: float) -> str:
    """Return a length in points as it is written, to a thousandth."""
    return f"{round(value, 3):g}" if abs(value) < 1e5 else f"{value:.3f}"
