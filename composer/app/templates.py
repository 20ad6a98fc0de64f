"""New documents: which templates there are, and what a document of one begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from composer.app.preview import PageImage, Pictures, render
from composer.app.session import Session
from composer.blocks.kind import KINDS
from composer.compose.world import World
from composer.errors import TemplateError
from composer.model.document import BlockId, Document
from composer.model.house import in_language
from composer.model.template import Template
from composer.store.templates import find_template, template_ids


@dataclass(frozen=True, slots=True)
class Offer:
    """A template to choose, or the sentence that says why it cannot be read."""

    id: str
    label: str
    house: str
    template: Template | None = None
    problem: str = ""


def offers(language: str, search: Sequence[Path] = ()) -> Iterator[Offer]:
    """Yield every template that can be found; one that is damaged does not hide the others."""
    for identity in template_ids(search):
        try:
            template = find_template(identity, search)
        except TemplateError as error:
            yield Offer(identity, identity, "", problem=str(error))
        else:
            label = in_language(template.label, language) or identity
            yield Offer(identity, label, template.house.name, template)


def new_document(template: Template, language: str) -> Document:
    """Return an empty document of a template, with the blocks the template begins with."""
    kinds = [KINDS[name].block for name in template.start if name in KINDS]
    blocks = tuple(kind(id=BlockId(f"b{number}")) for number, kind in enumerate(kinds, start=1))
    return Document(template=template.id, language=language, blocks=blocks)


def begin(template: str, language: str, search: Sequence[Path] = ()) -> Session:
    """Return a session on a new document; raises TemplateError when the template cannot be read."""
    found = find_template(template, search)
    return Session(new_document(found, language), World(found), search=search)


def first_page(template: str, language: str, search: Sequence[Path], width: int) -> PageImage:
    """Return what the first page of a new document looks like; only the worker that paints may call it."""
    session = begin(template, language, search)
    pictures = Pictures()
    try:
        return pictures.image(render(session.document, session.world), 0, width)
    finally:
        pictures.close()
