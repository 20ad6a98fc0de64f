"""Finds the font files of a house and refuses those that cannot be put into a PDF as they are."""

from pathlib import Path, PurePosixPath

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


def read_typeface(sheet: Sheet, name: str, node: Node, folder: Path) -> Typeface:
    """Returns the files of a family, found beside house.yaml or else among the shipped fonts."""
    values = sheet.fields(node, _("a typeface"), CUTS)
    regular = font_file(sheet, sheet.needed(node, values, "regular", _("a typeface")), folder)
    others = (font_file(sheet, values[cut], folder) if cut in values else None for cut in CUTS[1:])
    return Typeface(name, regular, *others)


def font_file(sheet: Sheet, node: Node, folder: Path) -> Path:
    """Returns the path of a font file that can be used."""
    name = sheet.words(node)
    relative = inner_path(sheet, node)
    places = [base / relative for base in (folder, resources.path("fonts"))]
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        others = {
            path.name for place in places if place.parent.is_dir() for path in place.parent.glob("*.ttf")
        }
        hint = advice(relative.name, sorted(others)) or _("put it beside house.yaml")
        raise sheet.refuse(node, _("there is no font file '{name}'").format(name=shown(name)), hint)
    if reason := _unusable(read_bytes(found, limits.FONT_BYTES, refusal=TemplateError)):
        hint = _("use the static TrueType file (.ttf) of the family")
        raise sheet.refuse(node, f"{shown(name)}: {reason}", hint)
    return found


def inner_path(sheet: Sheet, node: Node) -> PurePosixPath:
    """Returns the path of a file that belongs to a house; it may not lead out of it."""
    name = sheet.words(node)
    path = PurePosixPath(name)
    if not path.name or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        reason = _("'{name}' is not a file of this house").format(name=shown(name))
        raise sheet.refuse(node, reason, _("write its name, with / after a folder in the house"))
    return path


def _unusable(font: bytes) -> str:
    """Returns what makes a font unusable; nothing when it is fit."""
    if font.startswith(b"ttcf"):
        return _("this is a collection of fonts")
    if not font.startswith((*_TRUETYPE, b"OTTO")):
        return _("this is not a TrueType font")
    end = _HEAD + _RECORD * int.from_bytes(font[4:6])
    tables = {font[at : at + 4] for at in range(_HEAD, min(end, len(font)), _RECORD)}
    if tables & {b"CFF ", b"CFF2"} or font.startswith(b"OTTO"):
        return _("this font has PostScript outlines")
    if b"fvar" in tables:
        return _("this is a variable font")
    return "" if b"glyf" in tables else _("this font has no outlines")
