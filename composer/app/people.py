"""What a form shows of a person in a role, and the edits it makes."""

from dataclasses import dataclass, replace

from composer.i18n import N_
from composer.model.document import Document
from composer.model.edits import set_people
from composer.model.people import Person
from composer.model.template import SPEAKING, RoleSpec


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person: the field it is, its label, `text` or `lines`, a hint."""

    key: str
    label: str
    type: str = "text"
    hint: str = ""


_PARTS = {
    part.key: part
    for part in (
        Part("names", N_("Name"), "lines", N_("Several names: one on each line.")),
        Part("role", N_("Position")),
        Part("organisation", N_("Organisation")),
        Part("party", N_("Party")),
        Part("address", N_("Address"), "lines"),
        Part("email", N_("Email address")),
        Part("salutation", N_("Salutation"), "text", N_("Such as: Dear members of the committee,")),
    )
}
_TITLE = Part("names", N_("Title"))


def parts_of(role: RoleSpec | None, person: Person) -> tuple[Part, ...]:
    """Return the parts that matter in a role, and behind them what the person has besides.

    None is a role that only the document has.
    """
    shown = SPEAKING if role is None else ("names",) if role.plain else role.fields
    parts = (_TITLE,) if role and role.plain else tuple(_PARTS[key] for key in shown)
    others = (part for key, part in _PARTS.items() if key not in shown and getattr(person, key))
    return (*parts, *others)


def words_of(person: Person, key: str) -> str:
    """Return a part as the form shows it: several words on a line each."""
    value = getattr(person, key)
    return value if isinstance(value, str) else "\n".join(value)


def with_words(person: Person, key: str, words: str) -> Person:
    """Return a person with a part as the form has it; empty lines do not count."""
    if isinstance(getattr(person, key), str):
        return replace(person, **{key: words})  # type: ignore[arg-type]  # the fields of words
    lines = tuple(line.strip() for line in words.split("\n") if line.strip())
    return replace(person, **{key: lines})  # type: ignore[arg-type]


def add_person(document: Document, role: str) -> Document:
    """Add somebody to a role, of whom nothing is known yet."""
    return set_people(document, role, (*document.people.of(role), Person()))


def set_person(document: Document, role: str, index: int, person: Person) -> Document:
    """Put a person in the place of another."""
    people = document.people.of(role)
    return set_people(document, role, (*people[:index], person, *people[index + 1 :]))


def remove_person(document: Document, role: str, index: int) -> Document:
    """Take somebody out of a role."""
    people = document.people.of(role)
    return set_people(document, role, (*people[:index], *people[index + 1 :]))


def move_person(document: Document, role: str, index: int, to: int) -> Document:
    """Put somebody at another place in the order of a role; past the ends nothing changes."""
    people = list(document.people.of(role))
    if not 0 <= to < len(people):
        return document
    people.insert(to, people.pop(index))
    return set_people(document, role, tuple(people))
