"""Merge fields: `{{addressee.name}}` is a look-up in one flat table of words; it never computes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from composer.blocks.kind import FieldLine
from composer.compose.enough import shortened
from composer.i18n import N_, in_digits, join_list, long_date, words
from composer.model.document import Document, FieldValue
from composer.model.flow import PAGE, PAGES
from composer.model.house import in_language
from composer.model.inline import parse_text
from composer.model.people import Person
from composer.model.template import FieldSpec, Phrase, Template
from composer.model.text import MergeField, Run, Text


def merge_values(document: Document, template: Template) -> Mapping[str, str]:
    """Return every field a text may name with its words, empty where the document leaves it empty."""
    values = {"title": document.title}
    given = dict(document.fields)
    for spec in template.fields:
        values[spec.key] = value_words(spec, given.get(spec.key), document.language)
    for role in template.roles:
        people = people_of(document, template, role.key)
        values[role.key] = join_list([person.title for person in people], document.language)
        values[f"{role.key}.others"] = join_list([person.title for person in people[1:]], document.language)
        values.update(_person(role.singular, people[0] if people else Person(), document.language))
    values |= _house(template, document.language)
    values |= _sender(template, document)
    for phrase in template.phrases:
        count = how_many(document, phrase.of)
        values[f"phrase.{phrase.name}"] = filled(phrase, count, document.language, values)
    values["title"] = document.title or values.get("phrase.title", "")
    return values


def people_of(document: Document, template: Template, role: str) -> tuple[Person, ...]:
    """Return who has a role; a position that several names share is in the plural the template knows."""
    people = document.people.of(role)
    spec = template.role(role)
    plurals = dict(spec.plurals) if spec else {}
    return tuple(
        replace(person, role=plurals.get(person.role, person.role)) if len(person.names) > 1 else person
        for person in people
    )


def field_lines(document: Document, template: Template, values: Mapping[str, str]) -> tuple[FieldLine, ...]:
    """Return the fields that are printed: those with a value, and those that show that they have none."""
    return tuple(
        FieldLine(spec.key, spec.type, in_language(spec.label, document.language), values[spec.key])
        for spec in template.fields
        if spec.printed and (values[spec.key] or spec.show_empty)
    )


def said_phrase(document: Document, template: Template, name: str, values: Mapping[str, str]) -> str:
    """Return what the template says under a name; empty when it says nothing."""
    phrase = template.phrase(name)
    if phrase is None:
        return ""
    return filled(phrase, how_many(document, phrase.of), document.language, values)


def how_many(document: Document, role: str) -> int:
    """Return how many persons have a role: everybody who is named on a line counts."""
    return sum(max(1, len(person.names)) for person in document.people.of(role))


def filled(phrase: Phrase, count: int, language: str, values: Mapping[str, str]) -> str:
    """Return the words of a phrase, for so many persons; nothing when all the fields it names are empty."""
    said = phrase.many if phrase.of and count != 1 and phrase.many else phrase.one
    text = parsed(in_language(said, language))
    names = [inline.name for inline in text.inlines if isinstance(inline, MergeField)]
    if names and not any(values.get(name) for name in names):
        return ""
    parts = (
        values.get(inline.name, "") if isinstance(inline, MergeField) else inline.text
        for inline in text.inlines
        if isinstance(inline, MergeField | Run)
    )
    return re.sub(" {2,}", " ", "".join(parts)).strip(" ")


@lru_cache(maxsize=512)
def parsed(notation: str) -> Text:
    """Return what a house or template says as text; it says the same in every document."""
    return parse_text(notation)


def stationery_values(values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the same table for the foot of a page, where the page number can be named too."""
    return {**{name: shortened(said) for name, said in values.items()}, "page": PAGE, "pages": PAGES}


def document_day(document: Document, template: Template) -> date | None:
    """Return the day of a document: the first date among the fields of its template."""
    first = next((spec.key for spec in template.fields if spec.type == "date"), "date")
    return parse_date(document.field(first))


def parse_date(value: FieldValue) -> date | None:
    """Return an ISO date, None when the value is not one."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def value_words(spec: FieldSpec, value: FieldValue, language: str) -> str:
    """Return the value of a field as a document in a language says it."""
    if value is None or value == "":
        return ""
    if spec.type == "date":
        day = parse_date(value)
        return long_date(day, language) if day else str(value)
    if isinstance(value, bool):
        return words(language)(N_("yes") if value else N_("no"))
    if spec.type == "number" and (number := _number(value)) is not None:
        return in_digits(number, language)
    return in_language(dict(spec.choices).get(str(value), ()), language) or str(value)


def _number(value: str | int) -> int | Decimal | None:
    """Return a number that a field holds, None when its words are none."""
    if isinstance(value, int):
        return value
    return Decimal(value) if _DECIMAL.fullmatch(value) else None


_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


def _person(role: str, person: Person, language: str) -> Iterator[tuple[str, str]]:
    yield f"{role}.name", join_list(person.names, language)
    yield f"{role}.role", person.role
    yield f"{role}.organisation", person.organisation
    yield f"{role}.party", person.party
    yield f"{role}.address", "\n".join(person.address)
    yield f"{role}.email", person.email
    yield f"{role}.salutation", person.salutation


def _sender(template: Template, document: Document) -> Iterator[tuple[str, str]]:
    """Yield what the letterhead says of who writes: whom the document chose, else the first of the house."""
    senders = dict(template.house.senders)
    chosen = str(document.field("sender") or "")
    said = dict(senders[chosen] if chosen in senders else next(iter(senders.values()), ()))
    for name in dict.fromkeys(name for texts in senders.values() for name, _words in texts):
        yield f"sender.{name}", in_language(said.get(name, ()), document.language)


def _house(template: Template, language: str) -> Iterator[tuple[str, str]]:
    house = template.house
    yield "house.name", house.name
    yield "house.tagline", in_language(house.tagline, language)
    for name, said in house.fields:
        yield f"house.{name}", in_language(said, language)
