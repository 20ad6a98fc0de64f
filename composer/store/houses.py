"""Reads the brand of an association: a folder with `house.yaml`, its logo and its fonts."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from composer.compose.fields import stationery_values
from composer.errors import DocumentError, TemplateError
from composer.i18n import _
from composer.model.drawing import Drawing
from composer.model.house import Geometry, House, Logo, RegionSpec, Typeface, Words
from composer.model.inline import parse_text
from composer.model.style import StyleRule
from composer.model.text import Cite, FreeNote, MergeField
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.svg import read_drawing
from composer.store.typefaces import font_file, inner_path, read_typeface, refuse_other_sorts
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
    "templates",
    "styles",
)
OF_A_PAGE = ("size", "left", "right", "top", "bottom", "first-top", "foot")
OF_A_LOGO = ("file", "at", "height", "alt")
OF_A_REGION = ("name", "at", "width", "style", "lines", "height", "fill")
# The colours that the program paints with by itself; styles may use others.
COLOURS = ("ink", "brand", "accent", "grey", "rule", "tint", "link", "unknown")
TEXT_FACE = "text"

_POINTS = 72 / 25.4
_SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
_LONGEST, _SHORTEST = 2000.0, 1.0  # millimetres
_NARROWEST, _LOWEST = 40.0, 60.0
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
    own = taken(values, "fields", lambda value: words_by_name(sheet, value), ())
    # A house goes with any template, so it cannot ask for the fields of one.
    names = ("title", "house.name", "house.tagline", *(f"house.{name}" for name, _words in own))
    regions = RegionReader(sheet, known, names, dict(colours))
    return House(
        id=folder.resolve().name,
        name=taken(values, "name", sheet.words, ""),
        tagline=taken(values, "tagline", lambda value: words_by_language(sheet, value), ()),
        colours=colours,
        typefaces=typefaces,
        fallback=taken(values, "fallback", lambda value: _fallback(sheet, value, folder), ()),
        geometry=read_geometry(sheet, sheet.needed(node, values, "page", _("the house"))),
        logo=taken(values, "logo", lambda value: _logo(sheet, value, folder), None),
        letterhead=taken(values, "letterhead", regions.read, ()),
        foot=taken(values, "foot", lambda value: read_foot(sheet, value, names), ()),
        fields=own,
        styles=rules,
        templates=taken(values, "templates", sheet.lines, ()),
    )


def words_by_language(sheet: Sheet, node: Node) -> Words:
    """Returns a text in its languages: `{nl: …, en: …}`, or one text for all of them."""
    if isinstance(node, Mapping):
        return tuple((sheet.language(key), sheet.words(value)) for key, value in node.entries)
    return () if is_null(node) else (("", sheet.words(node)),)


def words_by_name(sheet: Sheet, node: Node) -> tuple[tuple[str, Words], ...]:
    """Returns texts in their languages by name."""
    return tuple((name, words_by_language(sheet, value)) for name, value in sheet.table(node).items())


def line_words(sheet: Sheet, node: Node, names: Collection[str]) -> str:
    """Returns a line of stationery, which may name nothing but `names`, and has no place for a footnote."""
    words = sheet.words(node)
    for inline in parse_text(words).inlines:
        if isinstance(inline, Cite | FreeNote):
            raise sheet.refuse(node, _("a footnote cannot stand here"), _("write its words out"))
        if isinstance(inline, MergeField) and inline.name not in names:
            reason = _("nothing is called '{name}' here").format(name=shown(f"{{{{{inline.name}}}}}"))
            raise sheet.refuse(node, reason, advice(inline.name, names))
    return words


def line_by_language(sheet: Sheet, node: Node, names: Collection[str]) -> Words:
    """Returns a line of stationery in its languages; see `line_words`."""
    for words in (value for _key, value in node.entries) if isinstance(node, Mapping) else (node,):
        line_words(sheet, words, names)
    return words_by_language(sheet, node)


def read_foot(sheet: Sheet, node: Node, names: Collection[str]) -> tuple[Words, ...]:
    """Returns the parts of a foot, which may name the number of the page too."""
    known = (*names, *stationery_values({}))
    return tuple(line_by_language(sheet, item, known) for item in sheet.items(node))


@dataclass(frozen=True, slots=True)
class RegionReader:
    """Reads places on the first page: with these styles, names and colours, beside those before."""

    sheet: Sheet
    styles: Collection[str]
    names: Collection[str]
    colours: Collection[str]
    before: tuple[RegionSpec, ...] = ()

    def read(self, node: Node) -> tuple[RegionSpec, ...]:
        """Returns the places; millimetres become points."""
        regions: list[RegionSpec] = []
        for item in self.sheet.items(node):
            regions.append(self._region(item, {region.name for region in (*self.before, *regions)}))
        return tuple(regions)

    def _region(self, node: Node, others: Collection[str]) -> RegionSpec:
        sheet, thing = self.sheet, _("a place on the page")
        values = sheet.fields(node, thing, OF_A_REGION)
        name, at, width = (sheet.needed(node, values, key, thing) for key in ("name", "at", "width"))
        fill = taken(values, "fill", lambda value: sheet.choice(value, self.colours, _("colour")), "")
        if not fill:
            sheet.needed(node, values, "style", thing)
        else:
            sheet.needed(node, values, "height", _("a coloured place"))
        if sheet.words(name) in others:
            reason = _("a second place on the page is called '{name}'").format(name=shown(sheet.words(name)))
            raise sheet.refuse(name, reason, _("give it a name of its own"))
        x, y = _pair(sheet, at)
        return RegionSpec(
            name=sheet.words(name),
            x=x,
            y=y,
            width=_length(sheet, width, _SHORTEST),
            style=taken(values, "style", lambda value: sheet.choice(value, self.styles, _("style")), "body"),
            lines=taken(values, "lines", self._lines, ()),
            height=taken(values, "height", lambda value: _length(sheet, value, _SHORTEST), 0.0),
            fill=fill,
        )

    def _lines(self, node: Node) -> tuple[Words, ...]:
        return tuple(line_by_language(self.sheet, item, self.names) for item in self.sheet.items(node))


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


def read_geometry(sheet: Sheet, node: Node, base: Geometry | None = None) -> Geometry:
    """Returns the page of a house, or what a template changes of it."""
    values = sheet.fields(node, _("a page"), OF_A_PAGE)
    base = base or _PLAIN_PAGE
    size = base.width, base.height
    width, height = taken(values, "size", lambda value: _size(sheet, value), size)

    def margin(name: str, default: float) -> float:
        return taken(values, name, lambda value: _length(sheet, value), default)

    top = margin("top", base.top)
    page = Geometry(
        width=width,
        height=height,
        left=margin("left", base.left),
        right=margin("right", base.right),
        top=top,
        bottom=margin("bottom", base.bottom),
        first_top=margin("first-top", top if base is _PLAIN_PAGE else base.first_top),
        foot=margin("foot", base.foot),
    )
    height = page.height - max(page.top, page.first_top) - page.bottom
    if page.measure < _NARROWEST * _POINTS or height < _LOWEST * _POINTS:
        hint = _("make them smaller: text needs {width:g} by {height:g} millimetres")
        hint = hint.format(width=_NARROWEST, height=_LOWEST)
        raise sheet.refuse(node, _("the margins leave no room for text"), hint)
    if page.foot >= page.height:
        reason = _("the foot stands beyond the page")
        raise sheet.refuse(values.get("foot", node), reason, _("count it from the bottom of the page"))
    return page


_PLAIN_PAGE = Geometry(
    width=_SIZES["A4"][0] * _POINTS,
    height=_SIZES["A4"][1] * _POINTS,
    left=25 * _POINTS,
    right=25 * _POINTS,
    top=25 * _POINTS,
    bottom=25 * _POINTS,
    first_top=25 * _POINTS,
    foot=15 * _POINTS,
)


def _size(sheet: Sheet, node: Node) -> tuple[float, float]:
    if isinstance(node, Scalar):
        return _in_points(_SIZES[sheet.choice(node, _SIZES, _("size of paper"))])
    return _pair(sheet, node, _SHORTEST)


def _pair(sheet: Sheet, node: Node, shortest: float = 0) -> tuple[float, float]:
    """Returns two lengths in points."""
    items = sheet.items(node)
    if len(items) != len("xy"):
        raise sheet.unexpected(node, _("two lengths"), _("write [x, y] in millimetres from the top left"))
    return _length(sheet, items[0], shortest), _length(sheet, items[1], shortest)


def _length(sheet: Sheet, node: Node, shortest: float = 0) -> float:
    """Returns millimetres in points."""
    return sheet.number(node, shortest, _LONGEST) * _POINTS


def _in_points(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] * _POINTS, size[1] * _POINTS


def _logo(sheet: Sheet, node: Node, folder: Path) -> Logo:
    values = sheet.fields(node, _("a logo"), OF_A_LOGO)
    file, at, height, alt = (sheet.needed(node, values, key, _("a logo")) for key in OF_A_LOGO)
    x, y = _pair(sheet, at)
    files = sheet.table(file) if isinstance(file, Mapping) else {"": file}
    for key in sheet.keys(file):
        sheet.language(key)
    if not files:
        raise sheet.unexpected(file, _("a file"), _("write its name, or one for each language"))
    return Logo(
        drawings=tuple((language, _drawing(sheet, value, folder)) for language, value in files.items()),
        x=x,
        y=y,
        height=_length(sheet, height, _SHORTEST),
        alt=words_by_language(sheet, alt),
    )


def _drawing(sheet: Sheet, node: Node, folder: Path) -> Drawing:
    path = folder / inner_path(sheet, node)
    if not path.is_file():
        refuse_other_sorts(sheet, node, [path])
        reason = _("there is no file '{name}'").format(name=shown(sheet.literal(node)))
        others = sorted(other.name for other in folder.glob("*.svg"))
        raise sheet.refuse(node, reason, advice(path.name, others) or _("put it beside house.yaml"))
    data = read_bytes(path, limits.DRAWING_BYTES, refusal=TemplateError)
    try:
        return read_drawing(data, str(path))
    except DocumentError as error:
        raise TemplateError(error.path, error.line, error.column, error.reason, error.hint) from error
