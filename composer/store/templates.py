"""Reads the templates of a house, and finds the one that a document names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from composer.blocks import KINDS
from composer.compose.fields import merge_values
from composer.errors import DocumentError, TemplateError
from composer.i18n import N_, _, words
from composer.model.document import Document
from composer.model.house import House, Logo, RegionSpec, Words
from composer.model.style import Style, StyleRule, resolve_styles
from composer.model.template import (
    BibliographyStyle,
    FieldSpec,
    HeadRow,
    NoteStyle,
    PartSpec,
    Phrase,
    RoleSpec,
    Template,
    Typography,
)
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.folders import house_folders, ids_in
from composer.store.houses import RegionReader, faces_of, read_geometry, read_house
from composer.store.layers import OF_ITS_HOUSE, Layer, by_name, last, over, says, whole
from composer.store.logos import logo_here, on_field
from composer.store.patterns import (
    MARKERS,
    read_bibliography,
    read_markers,
    read_notes,
    read_numbering,
    read_typography,
)
from composer.store.rows import RowReader
from composer.store.specs import PhraseReader, read_fields, read_parts, read_roles
from composer.store.styles import BASE_RULES, StyleReader, kind_rules
from composer.store.values import Sheet, advice, shown, taken
from composer.store.words import read_foot, words_by_language
from composer.store.yaml import Node, read_yaml

__all__ = ["find_template", "plain_template", "read_house", "read_template"]

TEMPLATE_VERSION = 1
OF_A_TEMPLATE = (
    "pleidooi-template",
    "version",
    "changes",
    "like",
    "label",
    "page-budget",
    "start",
    "parts",
    "fields",
    "people",
    "phrases",
    "page",
    "letterhead",
    "logo",
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
SENDER = "sender"

_MOST_PAGES = 1000.0
_NEWEST = 10**6


def read_template(
    house: House, path: Path, search: Sequence[Path] = (), *, installed: Sequence[Path] = ()
) -> Template:
    """Reads a template of a house; its id is `house/NAME` for the file NAME.yaml. Raises TemplateError.

    One that it is like is looked for in this house, in the folders given, beside the house, and among the
    shipped ones.
    """
    layers = _layers(house, path, (search, (*installed, path.parent.parent)))
    try:
        return _template(house, path.stem, layers)
    except TemplateError as error:
        own = layers[-1]
        if error.path == own.sheet.path or "like" not in own.values:
            raise
        raise _unlike(own, error) from error


def _unlike(own: Layer, error: TemplateError) -> DocumentError:
    """Returns the refusal of what a template takes over, as one of the line that does so."""
    node = own.values["like"]
    reason = _("'{name}' cannot be taken over here: {reason}")
    reason = reason.format(name=shown(own.sheet.words(node)), reason=error.reason)
    place = f"{error.path}:{error.line}:{error.column}"
    return own.sheet.refuse(node, reason, f"{error.hint}; {place}" if error.hint else place)


def _template(house: House, name: str, layers: Sequence[Layer]) -> Template:
    """Returns what the layers say together, in a house."""
    rules, styles = _styles(house, layers)
    version, changes = _version(layers)
    parts: tuple[PartSpec, ...] = whole(layers, "parts", read_parts, ())
    plain = Template(
        id=f"{house.id}/{name}",
        version=version,
        changes=changes,
        label=whole(layers, "label", words_by_language, ()),
        house=house,
        fields=_fields(house, layers),
        roles=by_name(layers, "people", read_roles, _key_of),
        regions=(),
        head=(),
        notes=over(layers, "notes", read_notes, NoteStyle()),
        bibliography=over(layers, "bibliography", read_bibliography, BibliographyStyle()),
        page_budget=whole(layers, "page-budget", lambda s, node: s.number(node, 0, _MOST_PAGES), 0.0),
        parts=parts,
        start=whole(layers, "start", _start, tuple(part.kind for part in parts if part.required)),
        start_page=whole(layers, "start-page", lambda sheet, node: sheet.integer(node, 1, 2), 1),
        rules=rules,
        styles=styles,
        numbering=by_name(layers, "numbering", read_numbering, lambda one: one[0]),
        markers=tuple((MARKERS | dict(by_name(layers, "markers", read_markers, lambda one: one[0]))).items()),
        typography=over(layers, "typography", read_typography, Typography()),
    )
    return _with_lines(_with_phrases(plain, layers), layers)


def _key_of(spec: FieldSpec | RoleSpec) -> str:
    return spec.key


def _names(template: Template) -> tuple[str, ...]:
    """Returns what the lines of a template may name."""
    return tuple(merge_values(Document(template=template.id), template))


def _with_phrases(template: Template, layers: Sequence[Layer]) -> Template:
    names, roles = _names(template), [role.key for role in template.roles]

    def read(sheet: Sheet, node: Node) -> tuple[Phrase, ...]:
        return PhraseReader(sheet, names, roles).read(node)

    return replace(template, phrases=by_name(layers, "phrases", read, lambda phrase: phrase.name))


def _with_lines(template: Template, layers: Sequence[Layer]) -> Template:
    """Returns a template with its page, and with all that stands on it by itself."""
    house, names = template.house, _names(template)
    letterhead = whole(layers, "letterhead", lambda sheet, node: sheet.flag(node), default=True)
    house = replace(
        house,
        geometry=over(layers, "page", read_geometry, house.geometry),
        letterhead=house.letterhead if letterhead else (),
        foot=whole(layers, "foot", lambda sheet, node: read_foot(sheet, node, names), house.foot),
    )
    colours = dict(house.colours)

    def places(sheet: Sheet, node: Node) -> tuple[RegionSpec, ...]:
        return RegionReader(sheet, template.styles, names, colours, house.letterhead).read(node)

    def rows(sheet: Sheet, node: Node) -> tuple[HeadRow, ...]:
        return RowReader(sheet, template.styles, names).read(node)

    regions: tuple[RegionSpec, ...] = whole(layers, "first-page", places, ())
    return replace(
        template,
        house=replace(house, logo=_logo(house, layers, (*house.letterhead, *regions))),
        regions=regions,
        head=whole(layers, "head", rows, ()),
        tail=whole(layers, "tail", rows, ()),
    )


def plain_template(house: House) -> Template:
    """Returns a template of a house that says nothing itself."""
    return _template(house, "", ())


def find_template(
    id: str,  # noqa: A002  what a document calls it
    search: Sequence[Path],
    *,
    installed: Sequence[Path] = (),
) -> Template:
    """Reads the template that a document names as `house/NAME`; raises TemplateError when there is none.

    See `house_folders` for which folders are meant and which house counts of two with one name.
    """
    folders = house_folders(search, installed=installed)
    if id not in (known := ids_in(folders)):
        raise TemplateError(id, 0, 0, _("there is no such template"), advice(id, known))
    name, _slash, kind = id.partition("/")
    folder, places = folders[name][0], (*search, *installed)
    return read_template(read_house(folder, places), folder / f"{kind}.yaml", search, installed=installed)


# ---- layers


def _layers(house: House, path: Path, places: tuple[Sequence[Path], Sequence[Path]]) -> tuple[Layer, ...]:
    """Returns what a template says and what those say that it is like, itself last."""
    own = _layer(path)
    layers = [own]
    name, file = f"{house.id}/{path.stem}", path
    names, files = [name], [path.resolve()]
    while says(layers[0], "like"):
        try:
            name, file = _liked(layers[0], name.partition("/")[0], file.parent, places)
            names.append(name)
            if file.resolve() in files:
                node = layers[0].values["like"]
                raise layers[0].sheet.refuse(node, _("the template takes over itself"), " → ".join(names))
            layers.insert(0, _layer(file))
        except TemplateError as error:
            if error.path == own.sheet.path:
                raise
            raise _unlike(own, error) from error
        files.append(file.resolve())
    return tuple(_of_house(layer, path.parent) for layer in layers)


def _of_house(layer: Layer, folder: Path) -> Layer:
    """Returns what a template says in the house in a folder: what it says of its own page stays there."""
    if Path(layer.sheet.path).parent.resolve() == folder.resolve():
        return layer
    return layer._replace(values={key: node for key, node in layer.values.items() if key not in OF_ITS_HOUSE})


def _layer(path: Path) -> Layer:
    sheet = Sheet(str(path), TemplateError)
    data = read_bytes(path, limits.YAML_BYTES, refusal=TemplateError)
    node = read_yaml(data, sheet.path, refusal=TemplateError)
    sheet.version(node, "pleidooi-template", TEMPLATE_VERSION, _("a template"))
    return Layer(sheet, sheet.fields(node, _("a template"), OF_A_TEMPLATE))


def _liked(
    layer: Layer, house: str, folder: Path, places: tuple[Sequence[Path], Sequence[Path]]
) -> tuple[str, Path]:
    """Returns the name and the file of the template that another one takes over."""
    node = layer.values["like"]
    name = layer.sheet.words(node)
    search, installed = places
    folders = {**house_folders(search, installed=installed), house: (folder,)}
    known = ids_in(folders)
    if name not in known:
        raise layer.sheet.refuse(
            node, _("there is no template '{name}'").format(name=shown(name)), advice(name, known)
        )
    there, _slash, kind = name.partition("/")
    return name, folders[there][0] / f"{kind}.yaml"


# ---- what layers say together


def _styles(house: House, layers: Sequence[Layer]) -> tuple[tuple[StyleRule, ...], Mapping[str, Style]]:
    below = (BASE_RULES, kind_rules(), house.styles)
    colours, faces = dict(house.colours), faces_of(house.typefaces)
    rules: tuple[StyleRule, ...] = ()
    for layer in layers:
        earlier = (*(item for group in below for item in group), *rules)
        reader = StyleReader(layer.sheet, colours, faces, earlier)
        rules = (*rules, *taken(layer.values, "styles", reader.read, ()))
    return rules, resolve_styles(*below, rules)


def _version(layers: Sequence[Layer]) -> tuple[int, tuple[tuple[int, Words], ...]]:
    """Returns the version of a template and what each changed; one that says neither has the liked one's."""
    versioned = (layer for layer in reversed(layers) if says(layer, "version") or says(layer, "changes"))
    own = next(versioned, None)
    if own is None:
        return 1, ()
    sheet = own.sheet
    version = taken(own.values, "version", lambda node: sheet.integer(node, 1, _NEWEST), 1)
    return version, taken(own.values, "changes", lambda node: tuple(_changes(sheet, node, version)), ())


def _changes(sheet: Sheet, node: Node, newest: int) -> Iterator[tuple[int, Words]]:
    values = sheet.table(node)
    for key in sheet.keys(node):
        number = str(key.value)
        if not number.isdecimal() or not 1 <= int(number) <= newest:
            reason = _("'{name}' is not a version of this template").format(name=shown(number))
            raise sheet.refuse(key, reason, _("its version is {number}").format(number=newest))
        yield int(number), words_by_language(sheet, values[number])


def _fields(house: House, layers: Sequence[Layer]) -> tuple[FieldSpec, ...]:
    """Returns the fields; a house in which several may write has one for who does."""
    fields = by_name(layers, "fields", read_fields, _key_of)
    if not house.senders or SENDER in [spec.key for spec in fields]:
        return fields
    label = tuple((language, words(language)(N_("Sender"))) for language in ("nl", "en"))
    choices = tuple((key, dict(texts)["name"]) for key, texts in house.senders)
    return (*fields, FieldSpec(key=SENDER, type="choice", label=label, choices=choices, printed=False))


def _start(sheet: Sheet, node: Node) -> tuple[str, ...]:
    return tuple(sheet.choice(item, KINDS, _("kind of block")) for item in sheet.items(node))


def _logo(house: House, layers: Sequence[Layer], regions: Sequence[RegionSpec]) -> Logo | None:
    found = last(layers, "logo")
    if found is None:
        return on_field(house.logo, regions)
    return logo_here(*found, house.logo)
