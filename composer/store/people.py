"""The people and the sources of a document, between YAML and the model, both ways."""

from composer.i18n import _
from composer.model.document import Where
from composer.model.people import People, Person
from composer.model.source import VARIABLES, Source
from composer.store.schema import Places
from composer.store.values import Sheet, is_null, taken
from composer.store.yaml import Node, Scalar, Sequence
from composer.store.yaml_text import Plain

OF_A_PERSON = ("name", "names", "role", "organisation", "party", "address", "email", "salutation")
OF_A_SOURCE = ("type", *VARIABLES)

# To whom one writes is first of all an organisation: a bare text in this role is its name.
_ORGANISATIONS = "addressees"


def read_people(sheet: Sheet, node: Node, places: Places) -> People:
    """Returns people by role; the places of role N are noted as `people.ROLE.N`."""
    roles = []
    for role, content in sheet.table(node).items():
        entries = sheet.items(content)
        for i, entry in enumerate(entries):
            _note(sheet, entry, places, f"people.{role}.{i}")
        roles.append((role, tuple(_person(sheet, entry, role) for entry in entries)))
    return People(tuple(roles))


def _person(sheet: Sheet, node: Node, role: str) -> Person:
    if isinstance(node, Scalar) and not is_null(node):
        words = sheet.words(node)
        return Person(organisation=words) if role == _ORGANISATIONS else Person(names=(words,))
    values = sheet.fields(node, _("a person"), OF_A_PERSON)
    if "name" in values and "names" in values:
        raise sheet.refuse(values["names"], _("both 'name' and 'names'"), _("keep one of them"))

    def words_of(field: str) -> str:
        return taken(values, field, sheet.words, "")

    return Person(
        names=taken(values, "name", lambda name: (sheet.words(name),), ())
        or taken(values, "names", sheet.lines, ()),
        role=words_of("role"),
        organisation=words_of("organisation"),
        party=words_of("party"),
        address=taken(values, "address", sheet.lines, ()),
        email=words_of("email"),
        salutation=words_of("salutation"),
    )


def people_tree(people: People) -> dict[str, Plain]:
    """Returns people as they are written, without their empty parts."""
    return {role: [_person_tree(person) for person in persons] for role, persons in people.roles}


def _person_tree(person: Person) -> Plain:
    parts: dict[str, Plain] = {
        "name": person.names[0] if len(person.names) == 1 else None,
        "names": list(person.names) if len(person.names) > 1 else None,
        "role": person.role or None,
        "organisation": person.organisation or None,
        "party": person.party or None,
        "address": list(person.address) or None,
        "email": person.email or None,
        "salutation": person.salutation or None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def read_sources(sheet: Sheet, node: Node, places: Places) -> tuple[Source, ...]:
    """Returns sources in their order; the places of each are noted as `sources.KEY`."""
    sources = []
    for key, content in sheet.table(node).items():
        values = sheet.fields(content, _("a source"), OF_A_SOURCE)
        _note(sheet, content, places, f"sources.{key}")
        words = ((name, _variable(sheet, name, value)) for name, value in values.items() if name != "type")
        given = tuple((name, value) for name, value in words if value is not None)
        sources.append(Source(key, taken(values, "type", sheet.words, "document"), given))
    return tuple(sources)


def _variable(sheet: Sheet, name: str, node: Node) -> str | None:
    if name == "author" and isinstance(node, Sequence):
        return ", ".join(sheet.lines(node))
    return None if is_null(node) else sheet.words(node)


def sources_tree(sources: tuple[Source, ...]) -> dict[str, Plain]:
    """Returns sources as they are written."""
    return {source.key: {"type": source.type, **dict(source.variables)} for source in sources}


def _note(sheet: Sheet, node: Node, places: Places, path: str) -> None:
    """Notes where an entry stands and where each of its fields does."""
    places[Where(field=path)] = node.line, node.column
    for key, value in sheet.table(node).items() if not isinstance(node, Scalar) else ():
        places[Where(field=f"{path}.{key}")] = value.line, value.column
