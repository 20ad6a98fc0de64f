"""Reads the logo of a house, and those of the partners that sign along."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from composer.errors import DocumentError, TemplateError
from composer.i18n import _
from composer.model.drawing import Drawing
from composer.model.house import ALIGNED, ORDERS, Drawings, Logo, Partner, RegionSpec, Strip
from composer.store import limits
from composer.store.files import read_bytes
from composer.store.folders import HOUSE_FILE, house_folders
from composer.store.lengths import SHORTEST, length, pair
from composer.store.svg import read_drawing
from composer.store.typefaces import inner_path, refuse_other_sorts
from composer.store.values import Sheet, advice, shown, taken
from composer.store.words import words_by_language
from composer.store.yaml import Mapping, Node, Scalar, read_yaml

OF_A_LOGO = ("file", "at", "height", "alt", "mono")
OF_A_LOGO_HERE = ("use", "at", "height")
OF_A_PARTNER = ("name", "logo", "alt", "house")
OF_A_STRIP = ("at", "width", "height", "clear", "order", "align", "rows")
USES = ("main", "mono", "none")

_WIDEST, _MOST_ROWS = 5.0, 10


def read_logo(sheet: Sheet, node: Node, folder: Path) -> Logo:
    """Returns the logo of a house."""
    values = sheet.fields(node, _("a logo"), OF_A_LOGO)
    file, at, height, alt = (
        sheet.needed(node, values, key, _("a logo")) for key in ("file", "at", "height", "alt")
    )
    x, y = pair(sheet, at)
    return Logo(
        drawings=_drawings(sheet, file, folder),
        x=x,
        y=y,
        height=length(sheet, height, SHORTEST),
        alt=words_by_language(sheet, alt),
        mono=taken(values, "mono", lambda value: _drawings(sheet, value, folder), ()),
    )


def logo_here(sheet: Sheet, node: Node, logo: Logo | None) -> Logo | None:
    """Returns the logo as a template wants it: in one colour, at another place, or not at all."""
    word = node if isinstance(node, Scalar) else None
    values = {"use": word} if word else sheet.fields(node, _("a logo"), OF_A_LOGO_HERE)
    use = taken(values, "use", lambda value: sheet.choice(value, USES, _("logo")), USES[0])
    if use == "none":
        return None
    if logo is None:
        raise sheet.refuse(node, _("the house has no logo"), _("add it to house.yaml"))
    if use == "mono" and not logo.mono:
        reason, hint = _("the logo of the house has no 'mono'"), _("add its file to the logo in house.yaml")
        raise sheet.refuse(values["use"], reason, hint)
    x, y = taken(values, "at", lambda value: pair(sheet, value), (logo.x, logo.y))
    height = taken(values, "height", lambda value: length(sheet, value, SHORTEST), logo.height)
    return replace(logo, x=x, y=y, height=height, is_mono=use == "mono")


def on_field(logo: Logo | None, regions: Sequence[RegionSpec]) -> Logo | None:
    """Returns the logo in one colour when it stands on a coloured field, else as it is."""
    if logo is None or not logo.mono or logo.is_mono:
        return logo
    middle = logo.y + logo.height / 2
    stands_on = any(
        region.fill
        and region.x <= logo.x <= region.x + region.width
        and region.y <= middle <= region.y + region.height
        for region in regions
    )
    return replace(logo, is_mono=stands_on)


def read_partners(sheet: Sheet, node: Node, folder: Path, search: Sequence[Path] = ()) -> tuple[Partner, ...]:
    """Returns the partners of a house; one may have a house itself, which is looked for as others are.

    A logo that is not there is no refusal: the name is set in its place, and the author is told.
    """
    found = []
    for key, value in sheet.table(node).items():
        values = sheet.fields(value, _("a partner"), OF_A_PARTNER)
        if "house" in values:
            found.append(_of_house(sheet, key, values, (*search, folder.parent)))
        else:
            name = sheet.needed(value, values, "name", _("a partner"))
            found.append(_partner(sheet, key, sheet.words(name), values, folder))
    return tuple(found)


def _partner(sheet: Sheet, key: str, name: str, values: Table[str, Node], folder: Path) -> Partner:
    alt = taken(values, "alt", lambda value: words_by_language(sheet, value), ())
    drawings = taken(values, "logo", lambda value: _drawings(sheet, value, folder, may_lack=True), ())
    return Partner(key=key, name=name, drawings=drawings, alt=alt or (("", name),))


def _of_house(sheet: Sheet, key: str, values: Table[str, Node], places: Sequence[Path]) -> Partner:
    """Returns a partner as its own house has it: of that, no more is read than its name and its logo."""
    house = sheet.words(values["house"])
    folders = house_folders((), installed=places)
    if house not in folders:
        raise sheet.refuse(
            values["house"], _("there is no house '{name}'").format(name=shown(house)), advice(house, folders)
        )
    path = folders[house][0] / HOUSE_FILE
    theirs = Sheet(str(path), TemplateError)
    node = read_yaml(
        read_bytes(path, limits.YAML_BYTES, refusal=TemplateError), theirs.path, refusal=TemplateError
    )
    said = theirs.table(node)
    name = taken(values, "name", sheet.words, "") or taken(said, "name", theirs.words, "") or key
    if "logo" in values:
        return _partner(sheet, key, name, values, Path(sheet.path).parent)
    logo = taken(said, "logo", theirs.table, {})
    partner = _partner(theirs, key, name, {"logo": logo["file"]} if "file" in logo else {}, path.parent)
    alt = taken(values, "alt", lambda value: words_by_language(sheet, value), ())
    alt = alt or taken(logo, "alt", lambda value: words_by_language(theirs, value), ())
    return replace(partner, alt=alt or partner.alt)


def read_strip(sheet: Sheet, node: Node) -> Strip:
    """Returns where and how the logos of partners stand."""
    thing = _("a strip of partners")
    values = sheet.fields(node, thing, OF_A_STRIP)
    at, width, height = (sheet.needed(node, values, key, thing) for key in ("at", "width", "height"))
    x, y = pair(sheet, at)
    return Strip(
        x=x,
        y=y,
        width=length(sheet, width, SHORTEST),
        height=length(sheet, height, SHORTEST),
        clear=taken(values, "clear", lambda value: sheet.number(value, 0, _WIDEST), 1.0),
        order=taken(values, "order", lambda value: sheet.choice(value, ORDERS, _("order")), ORDERS[0]),
        align=taken(values, "align", lambda value: sheet.choice(value, ALIGNED, "align"), ALIGNED[0]),
        rows=taken(values, "rows", lambda value: sheet.integer(value, 1, _MOST_ROWS), 1),
    )


def _drawings(sheet: Sheet, node: Node, folder: Path, *, may_lack: bool = False) -> Drawings:
    """Returns one drawing, or one for each language; those that `may_lack` and are not there are left out."""
    files = sheet.table(node) if isinstance(node, Mapping) else {"": node}
    for key in sheet.keys(node):
        sheet.language(key)
    if not files:
        raise sheet.unexpected(node, _("a file"), _("write its name, or one for each language"))
    found = (
        (language, _drawing(sheet, value, folder, may_lack=may_lack)) for language, value in files.items()
    )
    return tuple((language, drawing) for language, drawing in found if drawing is not None)


def _drawing(sheet: Sheet, node: Node, folder: Path, *, may_lack: bool) -> Drawing | None:
    path = folder / inner_path(sheet, node)
    if not path.is_file():
        if may_lack:
            return None
        refuse_other_sorts(sheet, node, [path])
        reason = _("there is no file '{name}'").format(name=shown(sheet.literal(node)))
        others = sorted(other.name for other in folder.glob("*.svg"))
        raise sheet.refuse(node, reason, advice(path.name, others) or _("put it beside house.yaml"))
    data = read_bytes(path, limits.DRAWING_BYTES, refusal=TemplateError)
    try:
        return read_drawing(data, str(path))
    except DocumentError as error:
        raise TemplateError(error.path, error.line, error.column, error.reason, error.hint) from error
