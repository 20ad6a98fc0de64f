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
from composer.model.house import House, Words
from composer.model.source import VARIABLES
from composer.model.style import StyleRule, resolve_styles
from composer.model.template import (
    FIELD_TYPES,
    NOTES_AGAIN,
    FieldSpec,
    HeadRow,
    NoteStyle,
    Pair,
    RoleSpec,
    Template,
)
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.houses import (
    HOUSE_FILE,
    RegionReader,
    line_words,
    read_house,
    words_by_language,
    words_by_name,
)
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.values import Sheet, advice, shown, taken
from composer.store.yaml import Node, read_yaml

__all__ = ["find_template", "house_folders", "read_house", "read_template", "template_ids"]

TEMPLATE_VERSION = 1
OF_A_TEMPLATE = (
    "pleidooi-template",
    "version",
    "label",
    "page-budget",
    "start",
    "fields",
    "people",
    "first-page",
    "head",
    "tail",
    "notes",
    "numbering",
    "markers",
    "styles",
)
OF_A_FIELD = ("type", "label", "required", "choices")
OF_A_ROLE = ("singular", "label", "required")
OF_A_ROW = ("style", "pairs")
OF_A_PAIR = ("label", "value", "weight", "heading")
OF_NOTES = ("source", "locator", "separator", "again")
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
        house=house,
        fields=taken(values, "fields", lambda value: _fields(sheet, value), ()),
        roles=taken(values, "people", lambda value: _roles(sheet, value), ()),
        regions=(),
        head=(),
        notes=taken(values, "notes", lambda value: _notes(sheet, value), NoteStyle()),
        page_budget=taken(values, "page-budget", lambda value: sheet.number(value, 0, _MOST_PAGES), 0.0),
        start=taken(values, "start", lambda value: _start(sheet, value), ()),
        rules=rules,
        styles=styles,
        numbering=taken(values, "numbering", lambda value: _numbering(sheet, value), ()),
        markers=taken(values, "markers", lambda value: _markers(sheet, value), tuple(MARKERS.items())),
    )
    names = merge_values(Document(template=template.id), template)  # what its own lines may name
    regions = RegionReader(sheet, styles, names, house.letterhead)
    rows = RowReader(sheet, styles, names)
    return replace(
        template,
        regions=taken(values, "first-page", regions.read, ()),
        head=taken(values, "head", rows.read, ()),
        tail=taken(values, "tail", rows.read, ()),
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
    for place in dict.fromkeys(path.resolve() for path in places):
        if not place.is_dir():
            if must_exist:
                raise TemplateError(str(place), 0, 0, _("there is no such folder"), _("check the spelling"))
            continue
        for folder in (place, *sorted(place.iterdir())):
            if (folder / HOUSE_FILE).is_file():
                found[folder.name] = (*found.get(folder.name, ()), folder)
    return found


def _start(sheet: Sheet, node: Node) -> tuple[str, ...]:
    return tuple(sheet.choice(item, KINDS, _("kind of block")) for item in sheet.items(node))


def _fields(sheet: Sheet, node: Node) -> tuple[FieldSpec, ...]:
    return tuple(_field(sheet, key, value) for key, value in sheet.table(node).items())


def _field(sheet: Sheet, key: str, node: Node) -> FieldSpec:
    values = sheet.fields(node, _("a field"), OF_A_FIELD)
    sort = taken(
        values, "type", lambda value: sheet.choice(value, FIELD_TYPES, _("type of field")), FIELD_TYPES[0]
    )
    choices = taken(values, "choices", lambda value: words_by_name(sheet, value), ())
    if bool(choices) != (sort == "choice"):
        raise sheet.refuse(
            node, _("'choices' belong to the type 'choice', and to no other"), _("add or delete them")
        )
    return FieldSpec(
        key=key,
        type=sort,
        label=_label(sheet, values, key),
        required=taken(values, "required", sheet.flag, False),
        choices=choices,
    )


def _roles(sheet: Sheet, node: Node) -> tuple[RoleSpec, ...]:
    roles = []
    for key, value in sheet.table(node).items():
        values = sheet.fields(value, _("a role"), OF_A_ROLE)
        singular = taken(values, "singular", sheet.words, key)
        required = taken(values, "required", sheet.flag, False)
        roles.append(
            RoleSpec(key=key, singular=singular, label=_label(sheet, values, key), required=required)
        )
    return tuple(roles)


def _label(sheet: Sheet, values: Table[str, Node], key: str) -> Words:
    return taken(values, "label", lambda value: words_by_language(sheet, value), ()) or (("", key),)


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
        """Returns one row; its style stands for two, that of the labels and that of the values."""
        values = self.sheet.fields(node, _("a row of the head"), OF_A_ROW)
        style = self.sheet.needed(node, values, "style", _("a row of the head"))
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
    )


def _pattern(sheet: Sheet, node: Node, known: Sequence[str]) -> str:
    words = sheet.words(node)
    for name in _PLACE.findall(words):
        if name not in known:
            raise sheet.refuse(
                node, _("unknown variable '{name}'").format(name=shown(f"{{{name}}}")), advice(name, known)
            )
    return words


def _numbering(sheet: Sheet, node: Node) -> tuple[tuple[str, str], ...]:
    counters = {kind.counter for kind in KINDS.values() if kind.counter}
    values = sheet.fields(node, _("numbering"), sorted(counters))
    for value in values.values():
        if not _FIRST & set(sheet.words(value)):
            reason = _("'{pattern}' holds no number").format(pattern=shown(sheet.words(value)))
            raise sheet.refuse(value, reason, _("write it as the first one looks, with 1, a or A"))
    return tuple((name, sheet.words(value)) for name, value in values.items())


def _markers(sheet: Sheet, node: Node) -> tuple[tuple[str, str], ...]:
    given = {name: sheet.words(value) for name, value in sheet.fields(node, _("markers"), MARKERS).items()}
    return tuple((MARKERS | given).items())
