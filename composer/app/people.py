"""What a form shows of a person in a role, and the edits it makes."""

from dataclasses import dataclass, replace

from composer.i18n import N_
from composer.model.document import Document
from composer.model.edits import set_people
from composer.model.people import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person: the field it is, its label, `text` or `lines`, a hint."""

    key: str
    label: str
    type: str = "text"
    hint: str = ""


_NAMES = Part("names", N_("Name"), "lines", N_("Several names: one on each line."))
_ROLE = Part("role", N_("Position"))
_ORGANISATION = Part("organisation", N_("Organisation"))
_PARTY = Part("party", N_("Party"))
_ADDRESS = Part("address", N_("Address"), "lines")
_EMAIL = Part("email", N_("Email address"))
_SALUTATION = Part("salutation", N_("Salutation"), "text", N_("Such as: Dear members of the committee,"))
_TITLE = Part("names", N_("Title"))

_WRITTEN_TO = (_ORGANISATION, _NAMES, _ROLE, _ADDRESS, _EMAIL, _SALUTATION)
_SPEAKING = (_NAMES, _ROLE, _ORGANISATION, _PARTY, _EMAIL)
_BY_ROLE = {"addressees": _WRITTEN_TO, "cc": _WRITTEN_TO, "enclosures": (_TITLE,)}


def parts_of(role: str, person: Person) -> tuple[Part, ...]:
    """Return the parts that matter in a role, and behind them what the person has besides."""
    parts = _BY_ROLE.get(role, _SPEAKING)
    shown = {part.key for part in parts}
    others = (_ROLE, _ORGANISATION, _PARTY, _ADDRESS, _EMAIL, _SALUTATION)
    return (*parts, *(part for part in others if part.key not in shown and getattr(person, part.key)))


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
