"""Reads the pictures of a document: PNG, JPEG and SVG, told by their content and not by their name.

What cannot be printed is never refused by an error: the picture says why, and the document opens. A picture
is decoded once to be sure that it is whole, under limits that are checked before anything is unpacked.
"""

import hashlib
import re
import struct
import warnings
import zlib
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from composer.errors import DocumentError
from composer.i18n import N_, _, spoken
from composer.model.picture import Image, Sort
from composer.store import limits
from composer.store.svg import read_drawing

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_OTHER_SORTS = {
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"\xc5\xd0\xd3\xc6": "EPS",
}
_SAVE_AGAIN = N_("open it in a program for pictures and save it again, or choose another one")
# The tag of EXIF that says how a camera was held; from 5 on it lay on its side.
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)
# What a file may say of its resolution and be believed.
_LEAST_DPI, _MOST_DPI = 36, 4800

# Whatever Pillow raises for bytes that are not what they say; its own warning of a bomb is an error here.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
)


class _RefusedError(Exception):
    """Why a picture cannot be used, and what to do."""


class _Seen(NamedTuple):
    """What a look at the pixels tells."""

    width: int
    height: int
    dpi: float
    printing_colours: bool
    moves: bool


def read_picture(data: bytes, name: str) -> Image:
    """Returns the picture that a file holds; one that cannot be printed says so in its `problem`."""
    return replace(_read(data, spoken()), name=name)


def unread_picture(name: str, problem: str, hint: str) -> Image:
    """Returns a picture whose file could not be read at all."""
    return Image(name=name, problem=problem, hint=hint)


@lru_cache(maxsize=16)
def _read(data: bytes, _language: str) -> Image:
    """Returns a picture without a name; saving reads a document back, and need not decode it all again."""
    image = Image(name="", digest=hashlib.sha256(data).hexdigest(), sort=_sort(data), data=data)
    try:
        return _seen(image)
    except _RefusedError as refusal:
        return replace(image, problem=refusal.args[0], hint=refusal.args[1])


def _seen(image: Image) -> Image:
    """Returns a picture with what a look at it tells."""
    data, sort = image.data, image.sort
    if len(data) > limits.PICTURE_BYTES:
        raise _RefusedError(_("it is larger than 25 MB"), _("save it smaller, or as JPEG"))
    if sort == "svg":
        return _drawing(image)
    if not sort:
        raise _RefusedError(_stranger(data), _("save it as PNG or JPEG, a drawing as SVG"))
    return replace(image, **_look(data, sort)._asdict())


def _sort(data: bytes) -> Sort:
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpeg"
    return "svg" if _SVG.match(data) else ""


def _stranger(data: bytes) -> str:
    for start, name in _OTHER_SORTS.items():
        if data.startswith(start):
            return _("it is a {sort} file").format(sort=name)
    return _("it is not a picture in PNG, JPEG or SVG")


def _drawing(image: Image) -> Image:
    try:
        drawing = read_drawing(image.data, image.name)
    except DocumentError as error:
        return replace(image, problem=error.reason, hint=error.hint)
    return replace(image, width=drawing.width, height=drawing.height, drawing=drawing)


def _look(data: bytes, sort: Sort) -> _Seen:
    """Decodes a picture to the end and throws the pixels away."""
    from PIL import Image as Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Pillow.open(BytesIO(data), formats=(sort.upper(),)) as opened:
                width, height = opened.size
                if width * height > limits.PICTURE_PIXELS:
                    raise _too_large()
                moves = bool(getattr(opened, "is_animated", False))
                on_its_side = opened.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
                dpi = _dpi(opened.info.get("dpi"))
                printing = opened.mode == "CMYK"
                opened.draft(
                    None, (max(1, width // 8), max(1, height // 8))
                )  # a JPEG in a fraction of the time
                opened.load()
        except Pillow.DecompressionBombError as error:
            raise _too_large() from error
        except _BROKEN as error:
            raise _RefusedError(_("it is damaged or cut off"), _(_SAVE_AGAIN)) from error
    if on_its_side:
        width, height = height, width
    return _Seen(width, height, dpi, printing, moves)


def _too_large() -> _RefusedError:
    return _RefusedError(
        _("it has more than 40 million pixels"),
        _("save it smaller: 2500 pixels across are enough for a page"),
    )


def _dpi(told: object) -> float:
    """Returns the resolution across, 0 when the file does not say it or says nonsense."""
    match told:
        case (int() | float() as across, _down) if _LEAST_DPI <= across <= _MOST_DPI:
            return float(across)
    return 0.0
