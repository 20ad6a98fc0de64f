"""Pictures made of pixels as objects of a PDF: in sRGB, without a word of where and when they were taken.

A JPEG that a reader can show as it is keeps its pixels, and loses all else; any other picture is decoded and
written anew. More pixels than print can show are left out: a photo from a phone shrinks to a tenth.
"""

import struct
import warnings
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from composer.model.picture import Image
from composer.pdf.objects import stream_bytes

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Dots to the inch that a picture is brought down to, once it has half as many more.
PRINTED_DPI = 300
_TOO_MANY = 1.5
_QUALITY = 90
_OPAQUE = (255, 255)
_ORIENTATION = 0x0112
_ON_ITS_SIDE = range(5, 9)
# So many lines of a picture are brought down at a time.
_BAND = 128

# A JPEG begins with what says that it is one, and how its colours are meant: JFIF 1.01, no density.
_JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_SCAN, _END, _COMMENT, _ADOBE = 0xDA, 0xD9, 0xFE, 0xEE
_FRAMES = (0xC0, 0xC1, 0xC2)
_APPLICATION = range(0xE0, 0xF0)
_WITHIN_SCAN = (0x00, *range(0xD0, 0xD8))
_RGB_NAMES = b"RGB"


class Form(NamedTuple):
    """An object that a page shows, as ready bytes; `mask` says where it can be seen through, if anywhere."""

    content: bytes
    mask: bytes = b""


def pixels_for(image: Image, points: float) -> int:
    """Return how many pixels across a picture needs on so many points of paper; 0 is all that it has."""
    wanted = points / 72 * PRINTED_DPI
    return round(wanted) if image.width > wanted * _TOO_MANY else 0


@lru_cache(maxsize=32)
def image_form(image: Image, across: int) -> Form:
    """Return a picture of so many pixels across, 0 for all that it has.

    It was decoded when it was read, so that nothing can fail here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if image.sort == "jpeg" and not across and (stripped := _stripped(image.data)):
            return stripped
        colours, mask = _decoded(image.data, across)
    if image.sort == "jpeg":
        buffer = BytesIO()
        colours.save(buffer, "JPEG", quality=_QUALITY)
        return _jpeg(b"".join(_clean(buffer.getvalue())), colours.size, grey=colours.mode == "L")
    return Form(_flate(colours), _flate(mask) if mask else b"")


def _jpeg(data: bytes, size: tuple[int, int], *, grey: bool) -> Form:
    return Form(stream_bytes(data, _about(size, grey=grey) + b"/Filter/DCTDecode"))


def _about(size: tuple[int, int], *, grey: bool) -> bytes:
    space = b"/DeviceGray" if grey else b"/DeviceRGB"
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s" % (*size, space)


# ---- pixels


def _decoded(data: bytes, across: int) -> "tuple[Pixels, Pixels | None]":
    """Return the pixels of a picture as one sees it, in sRGB or grey, and their mask if there is one.

    It is brought down before anything else is done to it: 40 million pixels take 160 MB each time they stand
    in memory.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps

    with Pillow.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        profile = opened.info.get("icc_profile", b"")
        is_on_its_side = opened.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
        width, height = reversed(opened.size) if is_on_its_side else opened.size
        down = max(1, round(height * across / width))
        wanted = ((down, across) if is_on_its_side else (across, down)) if across else opened.size
        opened.draft(None, (wanted[0] * 2, wanted[1] * 2))  # a JPEG in a fraction of its size
        opened.load()
        transparency = opened.has_transparency_data
        colours = _brought_down(_plain(opened, transparency=transparency), wanted)
    colours = _in_srgb(ImageOps.exif_transpose(colours), profile)
    mask = colours.getchannel("A") if transparency else None
    if mask is not None:
        colours = colours.convert("RGB")
        mask = None if mask.getextrema() == _OPAQUE else mask
    return colours, mask


def _brought_down(image: "Pixels", size: tuple[int, int]) -> "Pixels":
    """Return pixels in another size; those that can be seen through band by band, each copied for it."""
    from PIL import Image as Pillow

    if image.size == size:
        return image
    if image.mode != "RGBA":
        return image.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    made = Pillow.new("RGBA", size)
    scale, reach = image.height / size[1], 3 * image.height / size[1]  # as far as a pixel is told of others
    for top in range(0, size[1], _BAND):
        bottom = min(size[1], top + _BAND)
        first = max(0, int(top * scale - reach))
        last = min(image.height, ceil(bottom * scale + reach))
        band = image.crop((0, first, image.width, last))
        box = (0.0, top * scale - first, float(image.width), bottom * scale - first)
        part = band.resize((size[0], bottom - top), Pillow.Resampling.LANCZOS, box)
        made.paste(part, (0, top))
    return made


def _plain(image: "Pixels", *, transparency: bool) -> "Pixels":
    """Return pixels in 8 bits of grey, RGB or CMYK, or in RGBA when they can be seen through."""
    if transparency:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode in ("L", "CMYK", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: "Pixels", profile: bytes) -> "Pixels":
    """Return pixels in sRGB; a profile that cannot be understood is as good as none."""
    from PIL import ImageCms

    if profile and not _is_srgb(profile):
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGB" if image.mode == "CMYK" else image.mode
            if mode != "L":
                made = ImageCms.profileToProfile(
                    image, given, ImageCms.createProfile("sRGB"), outputMode=mode
                )
                return made or image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image.convert("RGB") if image.mode == "CMYK" else image


def _is_srgb(profile: bytes) -> bool:
    """Return whether a profile calls itself sRGB, in the letters of one byte or of two."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _flate(image: "Pixels") -> bytes:
    """Return pixels as a stream; the filters of PNG are those of PDF too, and make it smaller."""
    buffer = BytesIO()
    image.save(buffer, "PNG")
    data = b"".join(content for name, content in _chunks(buffer.getvalue()) if name == b"IDAT")
    grey = image.mode == "L"
    colours = 1 if grey else 3
    parts = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (colours, image.width)
    return stream_bytes(data, _about(image.size, grey=grey) + parts)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


# ---- JPEG


def _stripped(data: bytes) -> Form | None:
    """Return a JPEG without its remarks; None when a reader would not show its pixels as they are meant."""
    from PIL import Image as Pillow

    with Pillow.open(BytesIO(data), formats=("JPEG",)) as opened:
        profile = opened.info.get("icc_profile", b"")
        if opened.getexif().get(_ORIENTATION, 1) != 1 or (profile and not _is_srgb(profile)):
            return None
        if opened.mode not in ("L", "RGB") or opened.info.get("adobe_transform", 1) != 1:
            return None
        size, grey = opened.size, opened.mode == "L"
    segments = tuple(_clean(data))
    return _jpeg(b"".join(segments), size, grey=grey) if segments else None


def _clean(data: bytes) -> Iterator[bytes]:
    """Yield the segments that the pixels of a JPEG are made of; nothing for a sort that PDF does not have."""
    kept = [_JFIF]
    shown = False
    for marker, segment in _segments(data):
        if marker in _APPLICATION or marker == _COMMENT:
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            # Three components called R, G and B are not turned into anything, whatever JFIF says of them.
            shown = marker in _FRAMES and segment[4] == 8 and segment[10::3] != _RGB_NAMES
        kept.append(segment)
    if shown:
        yield from kept


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG behind its first two bytes, each with its marker; a scan with its data."""
    at = 2
    while at + 4 <= len(data):
        start = at
        while at < len(data) and data[at] == 0xFF:
            at += 1
        marker = data[at] if at < len(data) else _END
        if marker == _END:
            break
        (length,) = struct.unpack_from(">H", data, at + 1)
        at += 1 + length
        if marker == _SCAN:
            at = _end_of_scan(data, at)
        yield marker, b"\xff" + data[start:at].lstrip(b"\xff")
    yield _END, b"\xff\xd9"


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker is."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] not in _WITHIN_SCAN and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
