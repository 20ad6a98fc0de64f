"""What a document says besides the words of its blocks, for the canvas: fields, phrases, people, sources."""

from composer.blocks.kind import FieldLine
from composer.compose import fields
from composer.compose.citations import bibliography, number_notes
from composer.model.document import Document
from composer.model.flow import Span
from composer.model.people import Person
from composer.model.template import Template


def field_lines(document: Document, template: Template) -> tuple[FieldLine, ...]:
    """Return the fields that are printed, with their labels and words."""
    return fields.field_lines(document, template, fields.merge_values(document, template))


def said_phrase(document: Document, template: Template, name: str, slots: dict[str, str]) -> str:
    """Return what the template says under a name, its slots filled; empty when it says nothing."""
    return fields.said_phrase(document, template, name, {**fields.merge_values(document, template), **slots})


def people_of(document: Document, template: Template, role: str) -> tuple[Person, ...]:
    """Return who has a role."""
    return fields.people_of(document, template, role)


def listed_sources(document: Document, template: Template, *, uncited: bool) -> tuple[tuple[Span, ...], ...]:
    """Return the sources as the list of sources prints them."""
    notes = number_notes(document, template.notes)
    sources = bibliography(document, notes, template.notes)
    return tuple(sources.listed(template.bibliography, uncited=uncited))
