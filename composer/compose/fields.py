"""Merge fields: `{{addressee.name}}` is a look-up in one flat table of words; it never computes."""

from collections.abc import Iterator, Mapping
from datetime import date

from composer.i18n import N_, join_list, long_date, words
from composer.model.document import Document, FieldValue
from composer.model.flow import PAGE, PAGES
from composer.model.house import in_language
from composer.model.people import Person
from composer.model.template import FieldSpec, Template


def merge_values(document: Document, template: Template) -> Mapping[str, str]:
    """Return every field a text may name with its words, empty where the document leaves it empty."""
    values = {"title": document.title}
    given = dict(document.fields)
    for spec in template.fields:
        values[spec.key] = _words(spec, given.get(spec.key), document.language)
    for role in template.roles:
        people = document.people.of(role.key)
        values[role.key] = join_list([person.title for person in people], document.language)
        values[f"{role.key}.others"] = join_list([person.title for person in people[1:]], document.language)
        values.update(_person(role.singular, people[0] if people else Person(), document.language))
    return values | dict(_house(template, document.language))


def stationery_values(values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the same table for the foot of a page, where the page number can be named too."""
    return {**values, "page": PAGE, "pages": PAGES}


def parse_date(value: FieldValue) -> date | None:
    """Return an ISO date, None when the value is not one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _words(spec: FieldSpec, value: FieldValue, language: str) -> str:
    if value is None or value == "":
        return ""
    if spec.type == "date":
        day = parse_date(value)
        return long_date(day, language) if day else str(value)
    if isinstance(value, bool):
        return words(language)(N_("yes") if value else N_("no"))
    return in_language(dict(spec.choices).get(str(value), ()), language) or str(value)


def _person(role: str, person: Person, language: str) -> Iterator[tuple[str, str]]:
    yield f"{role}.name", join_list(person.names, language)
    yield f"{role}.role", person.role
    yield f"{role}.organisation", person.organisation
    yield f"{role}.party", person.party
    yield f"{role}.address", "\n".join(person.address)
    yield f"{role}.email", person.email
    yield f"{role}.salutation", person.salutation


def _house(template: Template, language: str) -> Iterator[tuple[str, str]]:
    house = template.house
    yield "house.name", house.name
    yield "house.tagline", in_language(house.tagline, language)
    for name, said in house.fields:
        yield f"house.{name}", in_language(said, language)
