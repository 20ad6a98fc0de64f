"""The values in the attributes of an SVG file: numbers, lengths, colours and transforms.

Points are complex numbers (x + yj). Whatever is not understood raises `DrawingRefused`, nothing is repaired,
and every pattern takes time linear in the length of its text.
"""

import cmath
import math
import re
from typing import NamedTuple

from composer.errors import ComposerError
from composer.i18n import _
from composer.model.drawing import Colour
from composer.store.values import visible

MAX_NUMBER = 1e6

_NUMBER = r"[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?"
_GAP = r"\s*+,\s*+|\s++"
_NEXT_NUMBER = re.compile(rf"[ \t\r\n\f,]*+({_NUMBER})")
_NEXT_FLAG = re.compile(r"[ \t\r\n\f,]*+([01])")
_NEXT_TRANSFORM = re.compile(r"[ \t\r\n\f,]*+([A-Za-z]++)[ \t\r\n\f]*+\(([^()]*+)\)")
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|pc|mm|cm|in)?")
_HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB_COLOUR = re.compile(rf"rgb\(\s*+({_NUMBER}%?)(?:{_GAP})({_NUMBER}%?)(?:{_GAP})({_NUMBER}%?)\s*+\)")

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NAMED_COLOURS = {
    "aqua": "#00ffff",
    "black": "#000000",
    "blue": "#0000ff",
    "currentcolor": "#000000",
    "fuchsia": "#ff00ff",
    "gray": "#808080",
    "green": "#008000",
    "lime": "#00ff00",
    "maroon": "#800000",
    "navy": "#000080",
    "olive": "#808000",
    "orange": "#ffa500",
    "purple": "#800080",
    "red": "#ff0000",
    "silver": "#c0c0c0",
    "teal": "#008080",
    "white": "#ffffff",
    "yellow": "#ffff00",
}


class DrawingRefused(ComposerError):
    """A drawing, or a part of one, that is not accepted; the reader adds the file and the place."""


class Matrix(NamedTuple):
    """The transform (a, b, c, d, e, f) of SVG; points go in by `point`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, at: complex) -> complex:
        """Returns where a point comes to lie."""
        x, y = at.real, at.imag
        return complex(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def within(self, outer: "Matrix") -> "Matrix":
        """Returns the transform that does this one first and the outer one after it."""
        turned = outer._replace(e=0.0, f=0.0)
        x, y = turned.point(complex(self.a, self.b)), turned.point(complex(self.c, self.d))
        origin = outer.point(complex(self.e, self.f))
        return Matrix(x.real, x.imag, y.real, y.imag, origin.real, origin.imag)

    def scale(self) -> float | None:
        """Returns by how much lengths grow; None when that depends on their direction."""
        x, y = complex(self.a, self.b), complex(self.c, self.d)
        longest = max(abs(x), abs(y))
        slant = abs((x * y.conjugate()).real)
        # One per cent is what editors lose by rounding the matrix, and no eye sees it in a stroke.
        even = abs(abs(x) - abs(y)) <= longest / 100 and slant <= longest * longest / 100
        return math.sqrt(abs(x) * abs(y)) if even else None


def length(words: str) -> float:
    """Returns a length in pixels of 1/96 inch; a bare number is in the units of the drawing."""
    match = _LENGTH.fullmatch(words.strip())
    if not match:
        raise DrawingRefused(
            _("'{value}' is not a length that can be used here").format(value=shortened(words)),
            _("use plain numbers, or px, pt, mm, cm or in"),
        )
    return checked(float(match[1]) * _PIXELS[match[2] or "px"])


def numbers(words: str) -> tuple[float, ...]:
    """Returns the numbers of a list parted by spaces or commas."""
    words = words.strip()
    found = []
    position = 0
    while position < len(words):
        number, position = next_number(words, position)
        found.append(number)
    return tuple(found)


def colour(words: str) -> Colour | None:
    """Returns a colour, None for `none`; `currentColor` is black."""
    name = words.strip().lower()
    if name == "none":
        return None
    name = _NAMED_COLOURS.get(name, name)
    if _HEX_COLOUR.fullmatch(name):
        digits = name[1:] if len(name) == len("#rrggbb") else "".join(digit * 2 for digit in name[1:])
        red, green, blue = (part / 255 for part in bytes.fromhex(digits))
        return red, green, blue
    if match := _RGB_COLOUR.fullmatch(name):
        red, green, blue = (_channel(part) for part in match.groups())
        return red, green, blue
    raise DrawingRefused(
        _("the colour '{value}' is not understood").format(value=shortened(words)),
        _("use a solid colour such as #123e5c"),
    )


def transform(words: str) -> Matrix:
    """Returns the transform that an attribute describes, its functions multiplied from left to right."""
    words = words.strip()
    matrix = Matrix()
    position = 0
    while position < len(words):
        match = _NEXT_TRANSFORM.match(words, position)
        if not match:
            raise _transform_refused(words)
        matrix = _one_transform(match[1], numbers(match[2]), match[0]).within(matrix)
        position = match.end()
    return matrix


def shortened(words: str) -> str:
    """Returns words of the file as they fit in a sentence."""
    words = visible(" ".join(words[:80].split()))
    return words if len(words) <= 40 else words[:39] + "…"


def before(words: str, position: int) -> str:
    """Returns what stands just before a position, to show where it is."""
    return visible(words[max(0, position - 20) : position])


def checked(number: float) -> float:
    """Returns the number itself when it is finite and at most a million away from 0."""
    if not abs(number) <= MAX_NUMBER:  # also true for NaN
        raise DrawingRefused(
            _("a number in the drawing is too large, or is not a number"),
            _("scale the drawing to fewer than a million units"),
        )
    return number


def next_number(words: str, position: int, *, flag: bool = False) -> tuple[float, int]:
    """Returns the number that follows and the position after it.

    The flag of an arc is a single digit, even where it is glued to what follows: `0 016.001`.
    """
    match = (_NEXT_FLAG if flag else _NEXT_NUMBER).match(words, position)
    if not match:
        raise DrawingRefused(_("a number is missing after '{place}'").format(place=before(words, position)))
    return checked(float(match[1])), match.end()


def _channel(words: str) -> float:
    share = float(words[:-1]) / 100 if words.endswith("%") else float(words) / 255
    return min(1.0, max(0.0, share))


def _one_transform(name: str, values: tuple[float, ...], words: str) -> Matrix:
    match name, values:
        case "matrix", (a, b, c, d, e, f):
            return Matrix(a, b, c, d, e, f)
        case "translate", (x, *rest) if len(rest) <= 1:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", (x, *rest) if len(rest) <= 1:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", (angle, *rest) if len(rest) in (0, 2):
            turn = cmath.rect(1, math.radians(angle))
            centre = complex(*rest)
            shift = centre - turn * centre
            return Matrix(turn.real, turn.imag, -turn.imag, turn.real, shift.real, shift.imag)
        case "skewX", (angle,):
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewY", (angle,):
            return Matrix(b=math.tan(math.radians(angle)))
    raise _transform_refused(words)


def _transform_refused(words: str) -> DrawingRefused:
    return DrawingRefused(_("the transform '{value}' is not understood").format(value=shortened(words)))
