"""A house: the brand of an association, as plain data. Its templates are in `template.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from composer.model.drawing import Drawing
from composer.model.style import StyleRule

Words = tuple[tuple[str, str], ...]
"""One text in several languages: language → words; the first is the one to fall back on."""


Drawings = tuple[tuple[str, Drawing], ...]
"""One drawing in several languages, as `Words`."""


def in_language(words: Words, language: str) -> str:
    """Return words in a language, else in its base language, else in the first one given."""
    by_language = dict(words)
    base = language.split("-", maxsplit=1)[0]
    return by_language.get(language) or by_language.get(base) or (words[0][1] if words else "")


def drawing_in(drawings: Drawings, language: str) -> Drawing:
    """Return the drawing for a language, else the first."""
    return dict(drawings).get(language.split("-", maxsplit=1)[0]) or drawings[0][1]


@dataclass(frozen=True, slots=True)
class Typeface:
    """Font files of one family; a missing cut falls back on the regular one."""

    name: str
    regular: Path
    bold: Path | None = None
    italic: Path | None = None
    bold_italic: Path | None = None

    def file(self, *, bold: bool, italic: bool) -> Path:
        """Return the file of a cut, or of the nearest one there is."""
        if bold and italic:
            return self.bold_italic or self.bold or self.italic or self.regular
        return (self.bold if bold else self.italic if italic else None) or self.regular


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """The page in points: margins of every page, and where the body of the first page begins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    first_top: float
    foot: float

    @property
    def measure(self) -> float:
        """Return the width of the text column."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSpec:
    """A fixed place on the first page, in points from its top left; lines are inline notation by language.

    A place with a `height` is a field of the colour `fill`, behind the text.
    """

    name: str
    x: float
    y: float
    width: float
    style: str
    lines: tuple[Words, ...]
    height: float = 0.0
    fill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The logo per language, its place in points from the top left, its height, and what it is called.

    `mono` are its drawings in one colour, for a coloured field; `is_mono` tells to take those.
    """

    drawings: Drawings
    x: float
    y: float
    height: float
    alt: Words
    mono: Drawings = ()
    is_mono: bool = False

    def drawing(self, language: str) -> Drawing:
        """Return the drawing for a language, else the first."""
        return drawing_in((self.is_mono and self.mono) or self.drawings, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that signs along: its name, and its logo with what that is called, where it has one."""

    key: str
    name: str
    drawings: Drawings = ()
    alt: Words = ()


ORDERS = ("given", "name")
ALIGNED = ("left", "center", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Where the logos of partners stand on the first page, in points from its top left.

    Each is `height` high, measured over what is painted of it. `clear` is the room between two as a part of
    that height. What does not fit within `width` in so many `rows` makes all of them smaller.
    """

    x: float
    y: float
    width: float
    height: float
    clear: float = 1.0
    order: str = "given"
    align: str = "left"
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Names, colours, typefaces, logo, letterhead, page geometry and styles of an association.

    `templates` are the names of those that are offered first, in this order. `senders` are who of the
    association may write, each with texts by name; the first one writes when a document does not say who.
    """

    id: str
    name: str
    tagline: Words
    colours: tuple[tuple[str, tuple[float, float, float]], ...]
    typefaces: tuple[tuple[str, Typeface], ...]
    fallback: tuple[Typeface, ...]
    geometry: Geometry
    logo: Logo | None
    letterhead: tuple[RegionSpec, ...]
    foot: tuple[Words, ...]
    fields: tuple[tuple[str, Words], ...]
    styles: tuple[StyleRule, ...]
    templates: tuple[str, ...] = ()
    senders: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...] = ()
    partners: tuple[Partner, ...] = ()
    strip: Strip | None = None

    @property
    def palette(self) -> Mapping[str, tuple[float, float, float]]:
        """Return colours by role, red green blue from 0 to 1."""
        return dict(self.colours)
