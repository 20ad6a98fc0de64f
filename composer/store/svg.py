"""Reads a logo from an SVG file: a small, solid part of SVG, and a refusal for everything else.

It never opens another file, never follows a reference and never guesses: what it cannot paint exactly as
drawn it refuses with the place, the reason and what to do.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from composer.errors import DocumentError
from composer.i18n import _
from composer.model.drawing import Curve, Drawing, Line, Move, Segment, Shape
from composer.store import svg_path
from composer.store.svg_path import MAX_SEGMENTS, Pen
from composer.store.svg_style import PLAIN, Style, Words, extent, refused, style_of, words_of
from composer.store.svg_value import DrawingRefused, Matrix, checked, length, numbers

MAX_BYTES = 1_000_000
MAX_DEPTH = 64

_NAMESPACE = "http://www.w3.org/2000/svg"
_SMALLEST = 1e-3  # a side shorter than this makes scales that no page can hold
_SQUARE = 1e-3  # how far two proportions may differ and still be the same
# How PNG, JPEG, GIF and WebP files begin.
_PIXELS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_FLAT = 3  # a path with fewer corners than this encloses nothing


@lru_cache(maxsize=64)
def read_drawing(data: bytes, name: str) -> Drawing:
    """Returns the drawing in an SVG file; `name` is what the file is called in a refusal.

    The same file gives the same object, by which everything that is kept of it is found.

    The drawing measures what `width` and `height` say in pixels of 1/96 inch, else what `viewBox` says.
    Raises DocumentError for anything that is not a static drawing in solid colours, and for a file of more
    than 1 MB, 64 levels or 100,000 lines and curves.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(
            name, 0, 0, _("the drawing is larger than 1 MB"), _("simplify its paths in the drawing program")
        )
    if data.startswith(_PIXELS):
        reason = _("this is a picture of pixels, not a drawing")
        raise DocumentError(name, 0, 0, reason, _("ask its maker for the drawing as SVG"))
    reader = _Reader()
    try:
        return reader.read(data)
    except DrawingRefused as refusal:
        raise DocumentError(
            name, reader.line, reader.column, refusal.reason, refusal.hint or _(PLAIN)
        ) from refusal
    except expat.ExpatError as error:
        reason = _("this is not a valid SVG file")
        raise DocumentError(name, error.lineno, error.offset + 1, reason, _(PLAIN)) from error
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        reason = _("the drawing cannot be read here")
        # An encoding that nobody knows stands at the very beginning, before the first element.
        raise DocumentError(name, reader.line or 1, reader.column or 1, reason, _(PLAIN)) from error


class _Reader:
    """Follows the elements of one file; `line` and `column` tell where it is, counted from 1."""

    def __init__(self) -> None:
        self.line = self.column = 0
        self._size = 0j
        self._shapes: list[Shape] = []
        self._room = MAX_SEGMENTS
        self._inside: list[tuple[str, Style]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, data: bytes) -> Drawing:
        self._parser.Parse(data, True)
        return Drawing(self._size.real, self._size.imag, tuple(self._shapes))

    def _start(self, name: str, attributes: Words) -> None:
        self._note_place()
        element = self._accepted(name)
        words = words_of(attributes)
        above = self._inside[-1][1] if self._inside else Style(Matrix())
        if not self._inside:
            self._size, matrix = _canvas(words)
            above = replace(above, matrix=matrix)
        style = style_of(words, above)
        if element in _OUTLINES:
            self._draw(_OUTLINES[element], words, style)
        self._inside.append((element, style))

    def _end(self, _name: str) -> None:
        self._inside.pop()

    def _draw(self, outline: Callable[[Pen, Words], None], words: Words, style: Style) -> None:
        pen = Pen(style.matrix, self._room)
        outline(pen, words)
        self._room -= len(pen.segments)
        shape = _shape(tuple(pen.segments), style)
        if shape.fill or shape.stroke:
            self._shapes.append(shape)

    def _accepted(self, name: str) -> str:
        """Returns the bare name of an element, if it may stand where it stands."""
        namespace, _blank, element = name.rpartition(" ")
        parent = self._inside[-1][0] if self._inside else ""
        if not parent and (element != "svg" or namespace not in ("", _NAMESPACE)):
            raise DrawingRefused(
                _("this is not an SVG drawing"), _("choose a file that a drawing program saved as SVG")
            )
        known = element in ("g", "defs", "title", "desc") or element in _OUTLINES or not parent
        if not known or namespace not in ("", _NAMESPACE):
            raise refused(element, _("the drawing contains '{name}', which cannot be used here"))
        if parent not in ("", "svg", "g") and (element not in ("title", "desc") or parent not in _OUTLINES):
            raise refused(element, _("'{name}' stands where nothing is painted"))
        if len(self._inside) >= MAX_DEPTH:
            raise DrawingRefused(
                _("the drawing is nested too deeply"), _("ungroup its shapes in the drawing program")
            )
        return element

    def _doctype(self, *_declaration: object) -> NoReturn:
        self._note_place()
        raise DrawingRefused(
            _("the drawing has a DOCTYPE, which may hide references"),
            _("delete the line that begins with <!DOCTYPE"),
        )

    def _instruction(self, *_instruction: object) -> NoReturn:
        self._note_place()
        raise DrawingRefused(_("the drawing has an instruction to another program"), _(PLAIN))

    def _note_place(self) -> None:
        self.line, self.column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1


def _canvas(words: Words) -> tuple[complex, Matrix]:
    """Returns the size of the drawing and the transform from `viewBox` to it."""
    if "transform" in words:
        raise refused("transform", _("the drawing as a whole has a '{name}'"))
    width, height = (_side(words.get(name, "")) for name in ("width", "height"))
    box = words.get("viewBox", f"0 0 {width} {height}")
    left, top, across, down = numbers(box)
    if not (across > 0 and down > 0):
        raise DrawingRefused(_("the drawing has no size"), _("save it with a width and height or a viewBox"))
    if not width and not height:
        width, height = across, down
    width = width or height * across / down
    height = height or width * down / across
    if min(width, height) < _SMALLEST:
        raise DrawingRefused(_("the drawing is too small"), _("scale it up in the drawing program"))
    scale = min(width / across, height / down)
    same = abs(width * down - height * across) <= _SQUARE * width * down
    if not same and words.get("preserveAspectRatio", "xMidYMid").removesuffix("meet").strip() != "xMidYMid":
        raise refused("preserveAspectRatio", _("the drawing is stretched or cut by '{name}'"))
    shift_x, shift_y = (width - across * scale) / 2, (height - down * scale) / 2
    return complex(checked(width), checked(height)), Matrix(
        scale, 0, 0, scale, shift_x - left * scale, shift_y - top * scale
    )


def _side(words: str) -> float:
    """Returns a side of the drawing; 0 when the file leaves it to the reader."""
    return 0.0 if words.strip() in ("", "auto") or words.strip().endswith("%") else extent(words)


def _shape(path: tuple[Segment, ...], style: Style) -> Shape:
    """Returns a path as it is painted; paint that leaves no trace is left out."""
    stroke = style.stroke if path and style.stroke_width else None
    scale = style.matrix.scale() if stroke else 1.0
    if scale is None:
        raise DrawingRefused(
            _("a stroke is stretched more in one direction than in the other"),
            _("convert the stroke to a path in the drawing program"),
        )
    width = checked(style.stroke_width * scale)
    corners = {(part.x, part.y) for part in path if isinstance(part, Move | Line)}
    solid = len(corners) >= _FLAT or any(isinstance(part, Curve) for part in path)
    return Shape(
        path=path,
        fill=style.fill if solid else None,
        stroke=stroke if width else None,
        stroke_width=width,
        cap=style.cap,
        join=style.join,
        miter=style.miter,
        even_odd=style.even_odd,
    )


def _path(pen: Pen, words: Words) -> None:
    svg_path.draw_path(pen, words.get("d", ""))


def _rectangle(pen: Pen, words: Words) -> None:
    size = complex(extent(words.get("width", "0")), extent(words.get("height", "0")))
    across, down = (words.get(name, "auto").strip() for name in ("rx", "ry"))
    x, y = (_side(one if one != "auto" else other) for one, other in ((across, down), (down, across)))
    if size.real and size.imag:
        svg_path.draw_rectangle(pen, _point(words, "x", "y"), size, complex(x, y))


def _circle(pen: Pen, words: Words) -> None:
    radius = extent(words.get("r", "0"))
    if radius:
        svg_path.draw_ellipse(pen, _point(words, "cx", "cy"), complex(radius, radius))


def _ellipse(pen: Pen, words: Words) -> None:
    radii = complex(extent(words.get("rx", "0")), extent(words.get("ry", "0")))
    if radii.real and radii.imag:
        svg_path.draw_ellipse(pen, _point(words, "cx", "cy"), radii)


def _line(pen: Pen, words: Words) -> None:
    svg_path.draw_polygon(pen, (_point(words, "x1", "y1"), _point(words, "x2", "y2")), closed=False)


def _polyline(pen: Pen, words: Words) -> None:
    svg_path.draw_polygon(pen, _points(words), closed=False)


def _polygon(pen: Pen, words: Words) -> None:
    svg_path.draw_polygon(pen, _points(words), closed=True)


def _point(words: Words, x: str, y: str) -> complex:
    return complex(length(words.get(x, "0")), length(words.get(y, "0")))


def _points(words: Words) -> tuple[complex, ...]:
    found = numbers(words.get("points", ""))
    return tuple(complex(x, y) for x, y in zip(found[::2], found[1::2], strict=True))


_OUTLINES = {
    "path": _path,
    "rect": _rectangle,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
