"""Partners: the organisations that sign along, and what the house knows of each."""

from collections.abc import Iterator
from typing import NamedTuple

from composer.i18n import N_
from composer.model.document import Document, Where
from composer.model.finding import Finding, warning
from composer.model.flow import Emblem
from composer.model.house import House, Partner, drawing_in, in_language
from composer.model.people import Person, alphabetical
from composer.model.template import Template


class _Signing(NamedTuple):
    """An entry of the document with the partner that it names."""

    name: str
    partner: Partner | None
    at: Where


def emblems(document: Document, template: Template) -> tuple[Emblem, ...]:
    """Return what stands in the strip of partners, in the order that the house wants."""
    strip = template.house.strip
    if strip is None:
        return ()
    signing = list(_signing(document, template))
    if strip.order == "name":
        signing.sort(key=lambda one: alphabetical(one.name))
    return tuple(_emblem(one, document.language) for one in signing)


def check_partners(document: Document, template: Template) -> Iterator[Finding]:
    """Yield the partners that cannot be shown by their logo."""
    strip = template.house.strip
    for one in _signing(document, template):
        if strip is None:
            message = N_("The house has no place for the logos of partners; “{name}” is not printed there.")
            hint = N_("Add a strip to house.yaml, or name the partner in the text.")
            yield warning("no-strip", message, one.at, hint=hint, name=one.name)
        elif one.partner is None or not one.partner.drawings:
            message = N_("The house has no logo of “{name}”; its name is set in type instead.")
            hint = N_("Add the logo to the partners of the house.")
            yield warning("missing-partner-logo", message, one.at, hint=hint, name=one.name)


def _signing(document: Document, template: Template) -> Iterator[_Signing]:
    """Yield everybody in the roles whose logos are shown; entries without a name are nobody."""
    for role in template.roles:
        for i, person in enumerate(document.people.of(role.key) if role.logos else ()):
            if name := _called(person):
                partner = _partner(template.house, name)
                at = Where(field=f"people.{role.key}.{i}")
                yield _Signing(partner.name if partner else name, partner, at)


def _called(person: Person) -> str:
    return person.organisation or ", ".join(person.names)


def _partner(house: House, name: str) -> Partner | None:
    """Return the partner that is called so, by its key or its name."""
    sought = name.casefold()
    called = (one for one in house.partners if sought in (one.key.casefold(), one.name.casefold()))
    return next(called, None)


def _emblem(one: _Signing, language: str) -> Emblem:
    partner = one.partner
    if partner is None or not partner.drawings:
        return Emblem(one.name, None, "", one.at)
    drawing = drawing_in(partner.drawings, language)
    return Emblem(one.name, drawing, in_language(partner.alt, language) or one.name, one.at)
