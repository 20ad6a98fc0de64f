"""Pictures as bytes: small ones of every sort, and those that are not what they seem."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms

PROFILE_NAME = "Display of a stranger"


def picture(mode: str = "RGB", width: int = 40, height: int = 30) -> Image.Image:
    """Make pixels that differ from corner to corner, so that a turn or a mirror shows."""
    ramp = Image.linear_gradient("L")
    bands = [ramp.rotate(90 * turn).resize((width, height)) for turn in range(4)]
    if mode in ("RGB", "RGBA", "CMYK", "LA"):
        return Image.merge(mode, bands[: len(Image.new(mode, (1, 1)).getbands())])
    if mode == "I;16":
        return bands[0].convert("I").point(lambda value: value * 257).convert("I;16")
    return bands[0].convert(mode)


def encoded(pixels: Image.Image, sort: str, **options: object) -> bytes:
    buffer = BytesIO()
    pixels.save(buffer, sort, **options)
    return buffer.getvalue()


def png(width: int = 40, height: int = 30, mode: str = "RGB", **options: object) -> bytes:
    return encoded(picture(mode, width, height), "PNG", **options)


def jpeg(width: int = 40, height: int = 30, mode: str = "RGB", **options: object) -> bytes:
    return encoded(picture(mode, width, height), "JPEG", **options)


def svg(width: int = 40, height: int = 30, content: str = '<rect width="9" height="9"/>') -> bytes:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    return f"{head}{content}</svg>".encode()


def camera(**tags: object) -> bytes:
    """Return what a camera notes: who, where, and how it was held."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif[0x013B] = "Somebody by name"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = tags.get("orientation", 1)
    return exif.tobytes()


def wide_profile() -> bytes:
    """Return a profile that is not sRGB: its primaries are exchanged, so that red becomes green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = bytearray(profile.tobytes())
    table = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * data[131], 12)}
    red, green = table[b"rXYZ"], table[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return (
        bytes(data).replace(b"sRGB", b"nRGB").replace("sRGB".encode("utf-16-be"), "nRGB".encode("utf-16-be"))
    )


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of one grey that is small on disk and large in memory."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(width + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
