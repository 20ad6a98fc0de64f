"""What layout must know of a font. `pdf.fonts` implements it; tests hand in fonts half an em wide."""

from typing import NamedTuple, Protocol


class Shape(NamedTuple):
    """A word as a font sets it, in thousandths of an em: width and kerning behind each character."""

    advances: tuple[float, ...]
    kerns: tuple[int, ...]


class Font(Protocol):
    """One font file at any size; compared by identity, so there is one object for each."""

    def __hash__(self) -> int:
        """Return the hash of the object itself."""

    @property
    def name(self) -> str:
        """A name for people and for golden files."""

    @property
    def ascent(self) -> float:
        """Height of the tallest letters over the baseline, per em."""

    @property
    def space(self) -> float:
        """Width of a word space, in thousandths of an em."""

    def covers(self, character: str) -> bool:
        """Return whether the font has a glyph for a character."""

    def shape(self, word: str) -> Shape:
        """Return the advances of a word without spaces; every character of it is covered."""


class Metrics(Protocol):
    """The fonts of a house; hashed by identity, since lines are kept by the fonts they are set in."""

    def __hash__(self) -> int:
        """Return the hash of the object itself."""

    def font(self, face: str, *, bold: bool, italic: bool) -> Font:
        """Return the font of a cut; an unknown face gives the face of the text."""

    def fallback(self, character: str) -> Font | None:
        """Return the font for a character that the text font lacks, None when no font has it."""
