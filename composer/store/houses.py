"""Reads the brand of an association: a folder with `house.yaml`, its logo and its fonts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from composer.errors import TemplateError
from composer.i18n import _
from composer.model.house import Geometry, House, RegionSpec, Typeface, Words
from composer.model.style import StyleRule
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.folders import HOUSE_FILE
from composer.store.lengths import POINTS, SHORTEST, length, pair
from composer.store.logos import OF_A_LOGO, read_logo, read_partners, read_strip
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.typefaces import font_file, read_typeface
from composer.store.values import Sheet, is_null, shown, taken
from composer.store.words import line_by_language, read_foot, words_by_language, words_by_name
from composer.store.yaml import Node, Scalar, read_yaml

__all__ = ["HOUSE_FILE", "OF_A_LOGO", "read_house"]

HOUSE_VERSION = 1
OF_A_HOUSE = (
    "pleidooi-house",
    "name",
    "tagline",
    "colours",
    "typefaces",
    "fallback",
    "page",
    "logo",
    "senders",
    "partners",
    "strip",
    "letterhead",
    "foot",
    "fields",
    "templates",
    "styles",
)
OF_A_PAGE = ("size", "left", "right", "top", "bottom", "first-top", "foot")
OF_A_REGION = ("name", "at", "width", "style", "lines", "height", "fill")
# The colours that every house has; styles may use others.
COLOURS = ("ink", "brand", "accent", "grey", "rule", "tint", "link", "unknown")
TEXT_FACE = "text"
FACES = (TEXT_FACE, "strong")
# White, even when a house does not say so: templates that others take over count on it.
_PAPER = ("paper", (1.0, 1.0, 1.0))

_SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
_NARROWEST, _LOWEST = 40.0, 60.0  # millimetres
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def read_house(folder: Path, search: Sequence[Path] = ()) -> House:
    """Reads a house; its id is the name of the folder. Raises TemplateError for what is not one.

    The houses of partners are looked for in `search`, beside this one, and among the shipped ones.
    """
    path = folder / HOUSE_FILE
    sheet = Sheet(str(path), TemplateError)
    node = read_yaml(
        read_bytes(path, limits.YAML_BYTES, refusal=TemplateError), sheet.path, refusal=TemplateError
    )
    sheet.version(node, "pleidooi-house", HOUSE_VERSION, _("a house"))
    values = sheet.fields(node, _("a house"), OF_A_HOUSE)
    colours = _colours(sheet, sheet.needed(node, values, "colours", _("the house")))
    typefaces = _typefaces(sheet, sheet.needed(node, values, "typefaces", _("the house")), folder)
    styles = StyleReader(sheet, dict(colours), faces_of(typefaces), (*BASE_RULES, *kind_rules()))
    rules: tuple[StyleRule, ...] = taken(values, "styles", styles.read, ())
    known = [item.name for item in (*styles.earlier, *rules)]
    own = taken(values, "fields", lambda value: words_by_name(sheet, value), ())
    senders = taken(values, "senders", lambda value: _senders(sheet, value), ())
    # A house goes with any template, so it cannot ask for the fields of one.
    names = ("title", "house.name", "house.tagline", *(f"house.{name}" for name, _words in own))
    names += tuple(f"sender.{name}" for name in _said_of(senders))
    regions = RegionReader(sheet, known, names, dict(colours))
    return House(
        id=folder.resolve().name,
        name=taken(values, "name", sheet.words, ""),
        tagline=taken(values, "tagline", lambda value: words_by_language(sheet, value), ()),
        colours=colours,
        typefaces=typefaces,
        fallback=taken(values, "fallback", lambda value: _fallback(sheet, value, folder), ()),
        geometry=read_geometry(sheet, sheet.needed(node, values, "page", _("the house"))),
        logo=taken(values, "logo", lambda value: read_logo(sheet, value, folder), None),
        letterhead=taken(values, "letterhead", regions.read, ()),
        foot=taken(values, "foot", lambda value: read_foot(sheet, value, names), ()),
        fields=own,
        styles=rules,
        templates=taken(values, "templates", sheet.lines, ()),
        senders=senders,
        partners=taken(values, "partners", lambda value: read_partners(sheet, value, folder, search), ()),
        strip=taken(values, "strip", lambda value: read_strip(sheet, value), None),
    )


def _senders(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[tuple[str, Words], ...]], ...]:
    """Returns who of a house may write, each with texts by name; one is the name by which it is chosen."""
    found = []
    for key, value in sheet.table(node).items():
        sheet.needed(value, sheet.table(value), "name", _("a sender"))
        found.append((key, words_by_name(sheet, value)))
    return tuple(found)


def _said_of(senders: tuple[tuple[str, tuple[tuple[str, Words], ...]], ...]) -> tuple[str, ...]:
    """Returns the names of all that is said of senders."""
    return tuple(dict.fromkeys(name for _key, texts in senders for name, _words in texts))


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
        x, y = pair(sheet, at)
        return RegionSpec(
            name=sheet.words(name),
            x=x,
            y=y,
            width=length(sheet, width, SHORTEST),
            style=taken(values, "style", lambda value: sheet.choice(value, self.styles, _("style")), "body"),
            lines=taken(values, "lines", self._lines, ()),
            height=taken(values, "height", lambda value: length(sheet, value, SHORTEST), 0.0),
            fill=fill,
        )

    def _lines(self, node: Node) -> tuple[Words, ...]:
        return tuple(line_by_language(self.sheet, item, self.names) for item in self.sheet.items(node))


def _colours(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[float, float, float]], ...]:
    values = sheet.table(node)
    for role in COLOURS:
        if role not in values:
            reason = _("the colours lack '{role}'").format(role=role)
            if close := get_close_matches(role, values.keys() - set(COLOURS), 1):
                hint = _("correct '{word}' to '{role}'").format(word=shown(close[0]), role=role)
                raise sheet.refuse(values[close[0]], reason, hint)
            raise sheet.refuse(node, reason, _('add it as {role}: "#1c2733"').format(role=role))
    found = {role: _colour(sheet, value) for role, value in values.items()}
    found.setdefault(*_PAPER)
    return tuple(found.items())


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


def faces_of(typefaces: tuple[tuple[str, Typeface], ...]) -> tuple[str, ...]:
    """Returns the faces that styles may name; one without files of its own is set in that of the text."""
    return tuple(dict.fromkeys((*(name for name, _face in typefaces), *FACES)))


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
        return taken(values, name, lambda value: length(sheet, value), default)

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
    if page.measure < _NARROWEST * POINTS or height < _LOWEST * POINTS:
        hint = _("make them smaller: text needs {width:g} by {height:g} millimetres")
        hint = hint.format(width=_NARROWEST, height=_LOWEST)
        raise sheet.refuse(node, _("the margins leave no room for text"), hint)
    if page.foot >= page.height:
        reason = _("the foot stands beyond the page")
        raise sheet.refuse(values.get("foot", node), reason, _("count it from the bottom of the page"))
    return page


_PLAIN_PAGE = Geometry(
    width=_SIZES["A4"][0] * POINTS,
    height=_SIZES["A4"][1] * POINTS,
    left=25 * POINTS,
    right=25 * POINTS,
    top=25 * POINTS,
    bottom=25 * POINTS,
    first_top=25 * POINTS,
    foot=15 * POINTS,
)


def _size(sheet: Sheet, node: Node) -> tuple[float, float]:
    if isinstance(node, Scalar):
        return _in_points(_SIZES[sheet.choice(node, _SIZES, _("size of paper"))])
    return pair(sheet, node, SHORTEST)


def _in_points(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] * POINTS, size[1] * POINTS
