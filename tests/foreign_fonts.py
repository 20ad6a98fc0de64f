"""Fonts that are made to be trouble: every checksum is right, what the tables say is not."""

import struct

from composer import resources

REGULAR = next(resources.path("fonts").rglob("SourceSans3-Regular.ttf"))
_HEAD, _RECORD = 12, 16


def _tables(font: bytes) -> dict[str, tuple[int, int, int]]:
    """Returns where the record of each table stands, where the table begins and how long it is."""
    found = {}
    for at in range(_HEAD, _HEAD + _RECORD * int.from_bytes(font[4:6], "big"), _RECORD):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", font, at)
        found[tag.decode("ascii")] = at, offset, length
    return found


def summed(font: bytes) -> bytes:
    """Returns a font whose tables have the checksums that they say they have."""
    made = bytearray(font)
    for tag, (at, offset, length) in _tables(font).items():
        content = bytes(made[offset : offset + length]) + bytes(-length % 4)
        numbers = list(struct.unpack(f">{len(content) // 4}L", content))
        if tag == "head":
            numbers[2] = 0
        struct.pack_into(">L", made, at + 4, sum(numbers) & 0xFFFFFFFF)
    return bytes(made)


def with_bytes(tag: str, at: int, content: bytes) -> bytes:
    """Returns the regular font with other bytes in a table."""
    font = bytearray(REGULAR.read_bytes())
    _record, offset, _length = _tables(font)[tag]
    font[offset + at : offset + at + len(content)] = content
    return summed(bytes(font))


HOSTILE = {
    "glyphs outside the table": with_bytes("loca", 0, b"\xff\xff\xff\xf0" * 40),
    "no widths": with_bytes("hhea", 34, b"\xff\xff"),
    "no size": with_bytes("head", 18, b"\x00\x00"),
    "a character map of nothing": with_bytes("cmap", 0, b"\xff" * 40),
}
