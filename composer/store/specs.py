"""Reads what a template says its documents have: fields, people, parts, and the phrases it says itself."""

from collections.abc import Collection
from collections.abc import Mapping as Table
from dataclasses import dataclass

from composer.blocks import KINDS
from composer.i18n import _
from composer.model.house import Words
from composer.model.template import FIELD_TYPES, SPEAKING, FieldSpec, PartSpec, Phrase, RoleSpec
from composer.store.people import OF_A_PERSON
from composer.store.values import Sheet, taken
from composer.store.words import line_by_language, words_by_language, words_by_name
from composer.store.yaml import Mapping, Node

OF_A_FIELD = ("type", "label", "required", "choices", "show-empty")
OF_A_ROLE = ("singular", "label", "required", "fields", "plain", "plurals", "logos")
OF_A_PART = ("kind", "required", "most")
OF_A_PHRASE = ("of", "one", "many")
_MOST_PARTS = 1000


def read_fields(sheet: Sheet, node: Node) -> tuple[FieldSpec, ...]:
    """Returns the fields of the document, in order."""
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
        show_empty=taken(values, "show-empty", sheet.flag, False),
    )


def read_roles(sheet: Sheet, node: Node) -> tuple[RoleSpec, ...]:
    """Returns the roles of people, in order."""
    return tuple(_role(sheet, key, value) for key, value in sheet.table(node).items())


def _role(sheet: Sheet, key: str, node: Node) -> RoleSpec:
    values = sheet.fields(node, _("a role"), OF_A_ROLE)

    def parts(value: Node) -> tuple[str, ...]:
        known = [name for name in OF_A_PERSON if name != "names"]
        named = [sheet.choice(item, known, _("part of a person")) for item in sheet.items(value)]
        return tuple("names" if name == "name" else name for name in named)

    def plurals(value: Node) -> tuple[tuple[str, str], ...]:
        return tuple((one, sheet.words(many)) for one, many in sheet.table(value).items())

    return RoleSpec(
        key=key,
        singular=taken(values, "singular", sheet.words, key),
        label=_label(sheet, values, key),
        required=taken(values, "required", sheet.flag, False),
        fields=taken(values, "fields", parts, SPEAKING),
        plain=taken(values, "plain", sheet.flag, False),
        plurals=taken(values, "plurals", plurals, ()),
        logos=taken(values, "logos", sheet.flag, False),
    )


def _label(sheet: Sheet, values: Table[str, Node], key: str) -> Words:
    return taken(values, "label", lambda value: words_by_language(sheet, value), ()) or (("", key),)


def read_parts(sheet: Sheet, node: Node) -> tuple[PartSpec, ...]:
    """Returns the parts of the document, in order; a bare word is a kind of block that may be there."""
    return tuple(_part(sheet, item) for item in sheet.items(node))


def _part(sheet: Sheet, node: Node) -> PartSpec:
    if not isinstance(node, Mapping):
        return PartSpec(kind=sheet.choice(node, KINDS, _("kind of block")))
    values = sheet.fields(node, _("a part"), OF_A_PART)
    kind = sheet.needed(node, values, "kind", _("a part"))
    return PartSpec(
        kind=sheet.choice(kind, KINDS, _("kind of block")),
        required=taken(values, "required", sheet.flag, False),
        most=taken(values, "most", lambda value: sheet.integer(value, 0, _MOST_PARTS), 0),
    )


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads phrases, which may name these fields and count who has one of these roles."""

    sheet: Sheet
    names: Collection[str]
    roles: Collection[str]

    def read(self, node: Node) -> tuple[Phrase, ...]:
        """Returns the phrases; those that a kind asks for may name its slots too."""
        return tuple(self._phrase(name, value) for name, value in self.sheet.table(node).items())

    def _phrase(self, name: str, node: Node) -> Phrase:
        names = (*self.names, *slots().get(name, ()))
        if not isinstance(node, Mapping) or "one" not in self.sheet.table(node):
            return Phrase(name=name, one=line_by_language(self.sheet, node, names))
        sheet = self.sheet
        values = sheet.fields(node, _("a phrase"), OF_A_PHRASE)
        of, many = (sheet.needed(node, values, key, _("a phrase")) for key in ("of", "many"))
        return Phrase(
            name=name,
            one=line_by_language(sheet, values["one"], names),
            many=line_by_language(sheet, many, names),
            of=sheet.choice(of, self.roles, _("role")),
        )


def slots() -> dict[str, tuple[str, ...]]:
    """Returns the phrases that kinds ask for, with the slots they fill."""
    asked = {name: filled for kind in KINDS.values() for name, filled in kind.phrases}
    asked |= {f"reference-{name}": ("number",) for name, kind in KINDS.items() if kind.reference}
    items = {f"reference-{name}-item": ("number",) for name, kind in KINDS.items() if kind.item_reference}
    return asked | items
