"""Reads the templates of a house, and finds the one that a document names."""

import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from pathlib import Path

from composer import resources
from composer.blocks import KINDS
from composer.compose.fields import merge_values
from composer.errors import TemplateError
from composer.i18n import _
from composer.model.document import Document
from composer.model.house import House
from composer.model.source import VARIABLES
from composer.model.style import StyleRule, resolve_styles
from composer.model.template import (
    NOTES_AGAIN,
    SOURCES_ORDERS,
    BibliographyStyle,
    HeadRow,
    NoteStyle,
    Pair,
    PartSpec,
    Template,
    Typography,
)
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.houses import (
    HOUSE_FILE,
    RegionReader,
    line_by_language,
    line_words,
    read_foot,
    read_geometry,
    read_house,
    words_by_language,
)
from composer.store.specs import PhraseReader, read_fields, read_parts, read_roles
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.values import Sheet, advice, shown, taken
from composer.store.yaml import Mapping, Node, Scalar, read_yaml

__all__ = [
    "find_template",
    "house_folders",
    "plain_template",
    "read_house",
    "read_template",
    "template_ids",
]

TEMPLATE_VERSION = 1
OF_A_TEMPLATE = (
    "pleidooi-template",
    "version",
    "label",
    "page-budget",
    "start",
    "parts",
    "fields",
    "people",
    "phrases",
    "page",
    "letterhead",
    "foot",
    "first-page",
    "start-page",
    "head",
    "tail",
    "notes",
    "bibliography",
    "numbering",
    "markers",
    "typography",
    "styles",
)
OF_A_ROW = ("style", "pairs", "text", "heading", "block")
OF_A_PAIR = ("label", "value", "weight", "heading")
OF_NOTES = ("source", "locator", "separator", "again", "restart")
OF_A_BIBLIOGRAPHY = ("source", "order")
MARKERS = {"request": "➢", "bullet": "•", "dash": "–"}

_PLACE = re.compile(r"\{([^{}]*)\}")
_FIRST = {"1", "a", "A"}
_MOST_PAGES = 1000.0


def read_template(house: House, path: Path) -> Template:
    """Reads a template of a house; its id is `house/NAME` for the file NAME.yaml. Raises TemplateError."""
    sheet = Sheet(str(path), TemplateError)
    node = read_yaml(
        read_bytes(path, limits.YAML_BYTES, refusal=TemplateError), sheet.path, refusal=TemplateError
    )
    sheet.version(node, "pleidooi-template", TEMPLATE_VERSION, _("a template"))
    values = sheet.fields(node, _("a template"), OF_A_TEMPLATE)
    layers = (BASE_RULES, kind_rules(), house.styles)
    earlier = tuple(item for layer in layers for item in layer)
    reader = StyleReader(sheet, dict(house.colours), dict(house.typefaces), earlier)
    rules: tuple[StyleRule, ...] = taken(values, "styles", reader.read, ())
    styles = resolve_styles(*layers, rules)
    template = Template(
        id=f"{house.id}/{path.stem}",
        version=taken(values, "version", lambda value: sheet.integer(value, 1, 10**6), 1),
        label=taken(values, "label", lambda value: words_by_language(sheet, value), ()),
        house=_house(sheet, values, house),
        fields=taken(values, "fields", lambda value: read_fields(sheet, value), ()),
        roles=taken(values, "people", lambda value: read_roles(sheet, value), ()),
        regions=(),
        head=(),
        notes=taken(values, "notes", lambda value: _notes(sheet, value), NoteStyle()),
        bibliography=taken(
            values, "bibliography", lambda value: _bibliography(sheet, value), BibliographyStyle()
        ),
        page_budget=taken(values, "page-budget", lambda value: sheet.number(value, 0, _MOST_PAGES), 0.0),
        parts=(parts := taken(values, "parts", lambda value: read_parts(sheet, value), ())),
        start=taken(values, "start", lambda value: _start(sheet, value), _required(parts)),
        start_page=taken(values, "start-page", lambda value: sheet.integer(value, 1, 2), 1),
        rules=rules,
        styles=styles,
        numbering=taken(values, "numbering", lambda value: _numbering(sheet, value), ()),
        markers=taken(values, "markers", lambda value: _markers(sheet, value), tuple(MARKERS.items())),
        typography=taken(values, "typography", lambda value: _typography(sheet, value), Typography()),
    )
    names = merge_values(Document(template=template.id), template)  # what its own lines may name
    phrases = PhraseReader(sheet, names, [role.key for role in template.roles])
    template = replace(template, phrases=taken(values, "phrases", phrases.read, ()))
    names = merge_values(Document(template=template.id), template)
    regions = RegionReader(sheet, styles, names, dict(house.colours), template.house.letterhead)
    rows = RowReader(sheet, styles, names)
    foot = taken(values, "foot", lambda value: read_foot(sheet, value, names), house.foot)
    return replace(
        template,
        house=replace(template.house, foot=foot),
        regions=taken(values, "first-page", regions.read, ()),
        head=taken(values, "head", rows.read, ()),
        tail=taken(values, "tail", rows.read, ()),
    )


def plain_template(house: House) -> Template:
    """Returns a template of a house that says nothing itself."""
    return Template(
        id=f"{house.id}/",
        version=1,
        label=(),
        house=house,
        fields=(),
        roles=(),
        regions=(),
        head=(),
        notes=NoteStyle(),
        page_budget=0.0,
        rules=(),
        styles=resolve_styles(BASE_RULES, kind_rules(), house.styles),
        markers=tuple(MARKERS.items()),
    )


def find_template(
    id: str,  # noqa: A002  what a document calls it
    search: Sequence[Path],
    *,
    installed: Sequence[Path] = (),
) -> Template:
    """Reads the template that a document names as `house/NAME`; raises TemplateError when there is none.

    `search` are the folders somebody named explicitly: a house in one of them counts, whatever is elsewhere.
    Of a house that is both in two `installed` folders, or in one and among the shipped ones, none counts.
    """
    name = id.partition("/")[0]
    folders = house_folders(search, installed=installed)
    first, *others = folders.get(name, (Path(),))
    if others and name not in _houses_in(search, must_exist=True):
        reason = _("there are two houses '{name}': {one} and {other}")
        reason = reason.format(name=name, one=first, other=others[0])
        raise TemplateError(
            id, 0, 0, reason, _("rename one of the folders, or name its parent with --templates")
        )
    if id not in (known := template_ids(search, installed=installed)):
        raise TemplateError(id, 0, 0, _("there is no such template"), advice(id, known))
    return read_template(read_house(first), first / f"{id.partition('/')[2]}.yaml")


def house_folders(search: Sequence[Path], *, installed: Sequence[Path] = ()) -> dict[str, tuple[Path, ...]]:
    """Returns the folders of every house by name; the first one counts, the others are hidden by it."""
    found = _houses_in(search, must_exist=True)
    for name, folders in _houses_in((*installed, resources.templates()), must_exist=False).items():
        known = found.setdefault(name, ())
        found[name] = (*known, *(folder for folder in folders if folder not in known))
    return found


def template_ids(search: Sequence[Path], *, installed: Sequence[Path] = ()) -> tuple[str, ...]:
    """Returns the names of all templates, `house/NAME`, without reading any."""
    houses = house_folders(search, installed=installed)
    files = (
        (name, file) for name, folders in sorted(houses.items()) for file in sorted(folders[0].glob("*.yaml"))
    )
    return tuple(f"{name}/{file.stem}" for name, file in files if file.name != HOUSE_FILE)


def _houses_in(places: Iterable[Path], *, must_exist: bool) -> dict[str, tuple[Path, ...]]:
    """Returns houses by name; a place is a folder of houses, or is a house."""
    found: dict[str, tuple[Path, ...]] = {}
    seen: set[Path] = set()
    for given in places:
        place, inside = _folder(given)
        if place is None and must_exist:
            raise TemplateError(str(given), 0, 0, _("there is no such folder"), _("check the spelling"))
        if place is None or place in seen:
            continue
        seen.add(place)
        for folder in (place, *inside):
            if _holds_house(folder):
                found[folder.name] = (*found.get(folder.name, ()), folder)
    return found


def _folder(path: Path) -> tuple[Path | None, Sequence[Path]]:
    """Returns where a path leads with all that is in it, None when that is no folder that can be read."""
    try:
        place = path.resolve()
        return place, sorted(place.iterdir())
    except (OSError, RuntimeError):  # a circle of links is a RuntimeError
        return None, ()


def _holds_house(folder: Path) -> bool:
    try:
        return (folder / HOUSE_FILE).is_file()
    except OSError:  # somebody else's folder
        return False


def _house(sheet: Sheet, values: Table[str, Node], house: House) -> House:
    """Returns the house as the template has it: with a page of its own, or without the letterhead."""
    letterhead = taken(values, "letterhead", sheet.flag, default=True)
    return replace(
        house,
        geometry=taken(
            values, "page", lambda value: read_geometry(sheet, value, house.geometry), house.geometry
        ),
        letterhead=house.letterhead if letterhead else (),
    )


def _required(parts: Sequence[PartSpec]) -> tuple[str, ...]:
    return tuple(part.kind for part in parts if part.required)


def _start(sheet: Sheet, node: Node) -> tuple[str, ...]:
    return tuple(sheet.choice(item, KINDS, _("kind of block")) for item in sheet.items(node))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of a head or a tail: in these styles, with these names in their values."""

    sheet: Sheet
    styles: Collection[str]
    names: Collection[str]

    def read(self, node: Node) -> tuple[HeadRow, ...]:
        """Returns the rows."""
        return tuple(self._row(item) for item in self.sheet.items(node))

    def _row(self, node: Node) -> HeadRow:
        """Returns one row; for pairs its style stands for two, that of the labels and that of the values."""
        values = self.sheet.fields(node, _("a row of the head"), OF_A_ROW)
        sorts = [name for name in ("pairs", "text", "block") if name in values]
        if len(sorts) > 1:
            reason = _("both '{one}' and '{other}' in a row").format(one=sorts[0], other=sorts[1])
            raise self.sheet.refuse(values[sorts[1]], reason, _("make two rows of it"))
        if "block" in values:
            return HeadRow(block=self.sheet.choice(values["block"], KINDS, _("kind of block")))
        style = self.sheet.needed(node, values, "style", _("a row of the head"))
        if "text" in values:
            return HeadRow(
                style=self.sheet.choice(style, self.styles, _("style")),
                text=line_by_language(self.sheet, values["text"], self.names),
                heading=taken(values, "heading", self.sheet.flag, default=False),
            )
        bases = [name.removesuffix("-label") for name in self.styles if name.endswith("-label")]
        both = [name for name in bases if f"{name}-value" in self.styles]
        pairs = self.sheet.items(values["pairs"]) if "pairs" in values else ()
        return HeadRow(
            pairs=tuple(self._pair(pair) for pair in pairs),
            style=self.sheet.choice(style, both, _("style of a head")),
        )

    def _pair(self, node: Node) -> Pair:
        sheet = self.sheet
        values = sheet.fields(node, _("a pair"), OF_A_PAIR)
        value = sheet.needed(node, values, "value", _("a pair"))
        return Pair(
            label=taken(values, "label", lambda label: words_by_language(sheet, label), ()),
            value=line_words(sheet, value, self.names),
            weight=taken(values, "weight", lambda weight: sheet.number(weight, 0.01, 1000), 1.0),
            heading=taken(values, "heading", sheet.flag, default=False),
        )


def _notes(sheet: Sheet, node: Node) -> NoteStyle:
    values = sheet.fields(node, _("notes"), OF_NOTES)
    plain = NoteStyle()

    def pattern(name: str, default: str, known: Sequence[str]) -> str:
        return taken(values, name, lambda value: _pattern(sheet, value, known), default)

    return NoteStyle(
        source=pattern("source", plain.source, ("type", *VARIABLES)),
        locator=pattern("locator", plain.locator, ("locator",)),
        separator=taken(values, "separator", sheet.words, plain.separator),
        again=taken(values, "again", lambda value: sheet.choice(value, NOTES_AGAIN, "again"), plain.again),
        restart=taken(
            values, "restart", lambda value: sheet.choice(value, KINDS, _("kind of block")), plain.restart
        ),
    )


def _bibliography(sheet: Sheet, node: Node) -> BibliographyStyle:
    values = sheet.fields(node, _("a bibliography"), OF_A_BIBLIOGRAPHY)
    plain = BibliographyStyle()
    known = ("type", *VARIABLES)
    return BibliographyStyle(
        source=taken(values, "source", lambda value: _pattern(sheet, value, known), plain.source),
        order=taken(
            values, "order", lambda value: sheet.choice(value, SOURCES_ORDERS, _("order")), plain.order
        ),
    )


def _pattern(sheet: Sheet, node: Node, known: Sequence[str]) -> str:
    words = sheet.words(node)
    for name in _PLACE.findall(words):
        if name not in known:
            raise sheet.refuse(
                node, _("unknown variable '{name}'").format(name=shown(f"{{{name}}}")), advice(name, known)
            )
    return words


def _numbering(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    counters = {kind.counter for kind in KINDS.values() if kind.counter}
    values = sheet.fields(node, _("numbering"), sorted(counters))
    return tuple((name, _patterns(sheet, value)) for name, value in values.items())


def _patterns(sheet: Sheet, node: Node) -> tuple[str, ...]:
    """Returns the pattern of a number, or one for each level."""
    items = (node,) if isinstance(node, Scalar) else sheet.items(node)
    for item in items or (node,):
        words = sheet.words(item) if items else ""
        if not _FIRST & set(words):
            reason = _("'{pattern}' holds no number").format(pattern=shown(words))
            raise sheet.refuse(item, reason, _("write it as the first one looks, with 1, a or A"))
    return tuple(sheet.words(item) for item in items)


def _markers(sheet: Sheet, node: Node) -> tuple[tuple[str, str], ...]:
    given = {name: sheet.words(value) for name, value in sheet.fields(node, _("markers"), MARKERS).items()}
    return tuple((MARKERS | given).items())


def _typography(sheet: Sheet, node: Node) -> Typography:
    """Returns what is set as print wants it; a bare yes or no speaks of everything."""
    if not isinstance(node, Mapping):
        return Typography(*[sheet.flag(node)] * len(Typography._fields))
    values = sheet.fields(node, _("typography"), Typography._fields)
    return Typography(**{name: taken(values, name, sheet.flag, default=True) for name in Typography._fields})
