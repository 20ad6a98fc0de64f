"""Finds the font files of a house and refuses those that cannot be put into a PDF as they are."""

import array
import struct
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from composer import resources
from composer.errors import TemplateError
from composer.i18n import _
from composer.model.house import Typeface
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.values import Sheet, advice, shown
from composer.store.yaml import Node

CUTS = ("regular", "bold", "italic", "bold-italic")

_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_HEAD = 12  # OpenType, "Table directory": the head, then 16 bytes for each table
_RECORD = 16
_NEEDED = {b"cmap", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}
_ADJUSTMENT = 8  # where in head the checksum of the whole font stands, which no table's own counts
_LONGEST_NAME = 255  # bytes; a longer one is the name of no file


def read_typeface(sheet: Sheet, name: str, node: Node, folder: Path) -> Typeface:
    """Returns the files of a family, found beside house.yaml or else among the shipped fonts."""
    values = sheet.fields(node, _("a typeface"), CUTS)
    regular = font_file(sheet, sheet.needed(node, values, "regular", _("a typeface")), folder)
    others = (font_file(sheet, values[cut], folder) if cut in values else None for cut in CUTS[1:])
    return Typeface(name, regular, *others)


def font_file(sheet: Sheet, node: Node, folder: Path) -> Path:
    """Returns the path of a font file that can be used."""
    name = sheet.literal(node)
    relative = inner_path(sheet, node)
    places = [base / relative for base in (folder, resources.path("fonts"))]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        others = {
            path.name for place in places if place.parent.is_dir() for path in place.parent.glob("*.ttf")
        }
        hint = advice(relative.name, sorted(others)) or _("put it beside house.yaml")
        refuse_other_sorts(sheet, node, places)
        raise sheet.refuse(node, _("there is no font file '{name}'").format(name=shown(name)), hint)
    font = read_bytes(found, limits.FONT_BYTES, refusal=TemplateError)
    tables = tuple(_tables(font))
    if reason := _unusable(font, {table.tag for table in tables}):
        hint = _("use the static TrueType file (.ttf) of the family")
        raise sheet.refuse(node, f"{shown(name)}: {reason}", hint)
    digest = sha256(font).digest()
    if digest not in _WHOLE and _is_damaged(font, tables):
        reason = _("the font file '{name}' is damaged").format(name=shown(name))
        raise sheet.refuse(node, reason, _("copy it again from where it came from"))
    _WHOLE.add(digest)
    return found


# The font files whose checksums were right, by what is in them: a house is read for every template it has.
_WHOLE: set[bytes] = set()


def refuse_other_sorts(sheet: Sheet, node: Node, places: list[Path]) -> None:
    """Refuses the name of a folder, a pipe or a device, which is no file to read."""
    if any(path.exists() for path in places):
        reason = _("'{name}' is not a file").format(name=shown(sheet.literal(node)))
        raise sheet.refuse(node, reason, _("choose another"))


def inner_path(sheet: Sheet, node: Node) -> PurePosixPath:
    """Returns the path of a file that belongs to a house; it may not lead out of it."""
    name = sheet.literal(node)
    path = PurePosixPath(name)
    long = any(len(part.encode(errors="replace")) > _LONGEST_NAME for part in path.parts)
    outside = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if not path.name or long or outside:
        reason = _("'{name}' is not a file of this house").format(name=shown(name))
        raise sheet.refuse(node, reason, _("write its name, with / after a folder in the house"))
    return path


class _Table(NamedTuple):
    """One entry of the table directory."""

    tag: bytes
    checksum: int
    offset: int
    length: int


def _tables(font: bytes) -> Iterator[_Table]:
    """Yields the tables of a font, of a directory that is cut off those that are whole."""
    end = _HEAD + _RECORD * int.from_bytes(font[4:6])
    for at in range(_HEAD, min(end, len(font) - _RECORD + 1), _RECORD):
        yield _Table(*struct.unpack_from(">4sLLL", font, at))


def _unusable(font: bytes, tags: set[bytes]) -> str:
    """Returns what makes a font of a sort that cannot be used; nothing when it is fit."""
    if font.startswith(b"ttcf"):
        return _("this is a collection of fonts")
    if not font.startswith((*_TRUETYPE, b"OTTO")):
        return _("this is not a TrueType font")
    if tags & {b"CFF ", b"CFF2"} or font.startswith(b"OTTO"):
        return _("this font has PostScript outlines")
    if b"fvar" in tags:
        return _("this is a variable font")
    whole = len(tags) == int.from_bytes(font[4:6])
    return _("this font has no outlines") if whole and b"glyf" not in tags else ""


def _is_damaged(font: bytes, tables: tuple[_Table, ...]) -> bool:
    """Returns whether a table is missing, leads out of the file, or has another checksum than it says."""
    tags = {table.tag for table in tables}
    if len(tags) != int.from_bytes(font[4:6]) or not tags >= _NEEDED:
        return True
    if any(table.offset + table.length > len(font) for table in tables):
        return True
    # Tables that overlap could be so many that to add them up takes for ever.
    crowded = sum(table.length for table in tables) > len(font)
    return crowded or any(_checksum(font, table) != table.checksum for table in tables)


def _checksum(font: bytes, table: _Table) -> int:
    """Returns the sum of the four-byte numbers of a table, as OpenType counts it."""
    content = font[table.offset : table.offset + table.length]
    numbers = array.array("I", content + bytes(-len(content) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    if table.tag == b"head" and len(numbers) > _ADJUSTMENT // 4:
        numbers[_ADJUSTMENT // 4] = 0
    return sum(numbers) & 0xFFFFFFFF
