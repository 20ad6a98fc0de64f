"""Reads the brand of an association: a folder with `house.yaml`, its logo and its fonts."""

import re
from pathlib import Path

from composer.errors import DocumentError, TemplateError
from composer.i18n import _
from composer.model.drawing import Drawing
from composer.model.house import Geometry, House, Logo, RegionSpec, Typeface, Words
from composer.model.style import StyleRule
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.svg import read_drawing
from composer.store.typefaces import font_file, inner_path, read_typeface
from composer.store.values import Sheet, advice, is_null, shown, taken
from composer.store.yaml import Mapping, Node, Scalar, read_yaml

HOUSE_VERSION = 1
HOUSE_FILE = "house.yaml"
OF_A_HOUSE = (
    "pleidooi-house",
    "name",
    "tagline",
    "colours",
    "typefaces",
    "fallback",
    "page",
    "logo",
    "letterhead",
    "foot",
    "fields",
    "styles",
)
OF_A_PAGE = ("size", "left", "right", "top", "bottom", "first-top", "foot")
OF_A_LOGO = ("file", "at", "height", "alt")
OF_A_REGION = ("name", "at", "width", "style", "lines")
# The colours that the program paints with by itself; styles may use others.
COLOURS = ("ink", "brand", "accent", "grey", "rule", "tint", "link", "unknown")
TEXT_FACE = "text"

_POINTS = 72 / 25.4
_SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
_LONGEST = 2000.0  # millimetres
_NARROWEST = 20.0
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def read_house(folder: Path) -> House:
    """Reads a house; its id is the name of the folder. Raises TemplateError for what is not one."""
    path = folder / HOUSE_FILE
    sheet = Sheet(str(path), TemplateError)
    node = read_yaml(
        read_bytes(path, limits.YAML_BYTES, refusal=TemplateError), sheet.path, refusal=TemplateError
    )
    sheet.version(node, "pleidooi-house", HOUSE_VERSION, _("a house"))
    values = sheet.fields(node, _("a house"), OF_A_HOUSE)
    colours = _colours(sheet, sheet.needed(node, values, "colours", _("the house")))
    typefaces = _typefaces(sheet, sheet.needed(node, values, "typefaces", _("the house")), folder)
    styles = StyleReader(sheet, dict(colours), dict(typefaces), (*BASE_RULES, *kind_rules()))
    rules: tuple[StyleRule, ...] = taken(values, "styles", styles.read, ())
    known = [item.name for item in (*styles.earlier, *rules)]
    return House(
        id=folder.resolve().name,
        name=taken(values, "name", sheet.words, ""),
        tagline=taken(values, "tagline", lambda value: words_by_language(sheet, value), ()),
        colours=colours,
        typefaces=typefaces,
        fallback=taken(values, "fallback", lambda value: _fallback(sheet, value, folder), ()),
        geometry=_geometry(sheet, sheet.needed(node, values, "page", _("the house"))),
        logo=taken(values, "logo", lambda value: _logo(sheet, value, folder), None),
        letterhead=taken(values, "letterhead", lambda value: read_regions(sheet, value, known), ()),
        foot=taken(values, "foot", lambda value: several_words(sheet, value), ()),
        fields=taken(values, "fields", lambda value: words_by_name(sheet, value), ()),
        styles=rules,
    )


def words_by_language(sheet: Sheet, node: Node) -> Words:
    """Returns a text in its languages: `{nl: …, en: …}`, or one text for all of them."""
    if isinstance(node, Mapping):
        return tuple((sheet.language(key), sheet.words(value)) for key, value in node.entries)
    return () if is_null(node) else (("", sheet.words(node)),)


def several_words(sheet: Sheet, node: Node) -> tuple[Words, ...]:
    """Returns a list of texts in their languages."""
    return tuple(words_by_language(sheet, item) for item in sheet.items(node))


def words_by_name(sheet: Sheet, node: Node) -> tuple[tuple[str, Words], ...]:
    """Returns texts in their languages by name."""
    return tuple((name, words_by_language(sheet, value)) for name, value in sheet.table(node).items())


def read_regions(sheet: Sheet, node: Node, styles: list[str]) -> tuple[RegionSpec, ...]:
    """Returns places on the first page; millimetres become points."""
    regions = []
    for item in sheet.items(node):
        values = sheet.fields(item, _("a place on the page"), OF_A_REGION)
        name, at, width, style = (
            sheet.needed(item, values, key, _("a place on the page"))
            for key in ("name", "at", "width", "style")
        )
        x, y = _pair(sheet, at)
        region = RegionSpec(
            name=sheet.words(name),
            x=x,
            y=y,
            width=_length(sheet, width),
            style=sheet.choice(style, styles, _("style")),
            lines=taken(values, "lines", lambda value: several_words(sheet, value), ()),
        )
        regions.append(region)
    return tuple(regions)


def _colours(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[float, float, float]], ...]:
    values = sheet.table(node)
    for role in COLOURS:
        if role not in values:
            reason = _("the colours lack '{role}'").format(role=role)
            raise sheet.refuse(node, reason, _('add it as {role}: "#1c2733"').format(role=role))
    return tuple((role, _colour(sheet, value)) for role, value in values.items())


def _colour(sheet: Sheet, node: Node) -> tuple[float, float, float]:
    if is_null(node):
        reason, hint = (
            _("expected a colour, found nothing"),
            _("put it between quotation marks: # begins a comment"),
        )
        raise sheet.refuse(node, reason, hint)
    words = sheet.words(node)
    if not _HEX.fullmatch(words):
        reason = _("'{word}' is not a colour").format(word=shown(words))
        raise sheet.refuse(node, reason, _('write it as "#1c2733"'))
    red, green, blue = bytes.fromhex(words[1:])
    return red / 255, green / 255, blue / 255


def _typefaces(sheet: Sheet, node: Node, folder: Path) -> tuple[tuple[str, Typeface], ...]:
    values = sheet.table(node)
    sheet.needed(node, values, TEXT_FACE, _("the typefaces"))
    return tuple((name, read_typeface(sheet, name, value, folder)) for name, value in values.items())


def _fallback(sheet: Sheet, node: Node, folder: Path) -> tuple[Typeface, ...]:
    files = (font_file(sheet, item, folder) for item in sheet.items(node))
    return tuple(Typeface(path.stem, path) for path in files)


def _geometry(sheet: Sheet, node: Node) -> Geometry:
    values = sheet.fields(node, _("a page"), OF_A_PAGE)
    width, height = taken(values, "size", lambda value: _size(sheet, value), _in_points(_SIZES["A4"]))

    def margin(name: str, default: float) -> float:
        return taken(values, name, lambda value: _length(sheet, value), default)

    top = margin("top", 25 * _POINTS)
    page = Geometry(
        width=width,
        height=height,
        left=margin("left", 25 * _POINTS),
        right=margin("right", 25 * _POINTS),
        top=top,
        bottom=margin("bottom", 25 * _POINTS),
        first_top=margin("first-top", top),
        foot=margin("foot", 15 * _POINTS),
    )
    room = min(page.measure, page.height - max(page.top, page.first_top) - page.bottom)
    if room < _NARROWEST * _POINTS:
        raise sheet.refuse(node, _("the margins leave no room for text"), _("make them smaller"))
    return page


def _size(sheet: Sheet, node: Node) -> tuple[float, float]:
    if isinstance(node, Scalar):
        return _in_points(_SIZES[sheet.choice(node, _SIZES, _("size of paper"))])
    return _pair(sheet, node)


def _pair(sheet: Sheet, node: Node) -> tuple[float, float]:
    """Returns two lengths in points."""
    items = sheet.items(node)
    if len(items) != len("xy"):
        raise sheet.unexpected(node, _("two lengths"), _("write [x, y] in millimetres from the top left"))
    return _length(sheet, items[0]), _length(sheet, items[1])


def _length(sheet: Sheet, node: Node) -> float:
    """Returns millimetres in points."""
    return sheet.number(node, 0, _LONGEST) * _POINTS


def _in_points(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] * _POINTS, size[1] * _POINTS


def _logo(sheet: Sheet, node: Node, folder: Path) -> Logo:
    values = sheet.fields(node, _("a logo"), OF_A_LOGO)
    file, at, height, alt = (sheet.needed(node, values, key, _("a logo")) for key in OF_A_LOGO)
    x, y = _pair(sheet, at)
    files = sheet.table(file) if isinstance(file, Mapping) else {"": file}
    for key in sheet.keys(file):
        sheet.language(key)
    return Logo(
        drawings=tuple((language, _drawing(sheet, value, folder)) for language, value in files.items()),
        x=x,
        y=y,
        height=_length(sheet, height),
        alt=words_by_language(sheet, alt),
    )


def _drawing(sheet: Sheet, node: Node, folder: Path) -> Drawing:
    path = folder / inner_path(sheet, node)
    if not path.is_file():
        reason = _("there is no file '{name}'").format(name=shown(sheet.words(node)))
        others = sorted(other.name for other in folder.glob("*.svg"))
        raise sheet.refuse(node, reason, advice(path.name, others) or _("put it beside house.yaml"))
    data = read_bytes(path, limits.DRAWING_BYTES, refusal=TemplateError)
    try:
        return read_drawing(data, str(path))
    except DocumentError as error:
        raise TemplateError(error.path, error.line, error.column, error.reason, error.hint) from error
