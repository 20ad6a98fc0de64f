"""New documents: which templates there are, and what a document of one begins with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from composer.app.commands import new_block
from composer.app.preview import PageImage, Pictures, render
from composer.app.session import Session
from composer.app.world import found_templates, installed_folders, template_of
from composer.blocks.kind import KINDS
from composer.compose.world import World
from composer.errors import DocumentError, TemplateError
from composer.model.document import Document, Edition
from composer.model.house import in_language
from composer.model.template import Template
from composer.store.documents import open_document
from composer.store.folders import house_folders
from composer.store.samples import samples_in


@dataclass(frozen=True, slots=True)
class Offer:
    """A template to choose, or the sentence that says why it cannot be read."""

    id: str
    label: str
    house: str
    template: Template | None = None
    problem: str = ""


def offers(language: str, search: Sequence[Path] = ()) -> Iterator[Offer]:
    """Yield every template that can be found, in the order of its house.

    One that is damaged does not hide the others; it stands behind them all. A damaged house stands there
    once, by its own name.
    """
    found = sorted((_offer(identity, language, search) for identity in found_templates(search)), key=_place)
    yield from (offer for offer in found if offer.template is not None)
    damaged = (offer for offer in found if offer.template is None)
    for (house, _problem), alike in groupby(damaged, lambda offer: (_house(offer), offer.problem)):
        first, *others = alike
        yield replace(first, label=house) if others else first


def _offer(identity: str, language: str, search: Sequence[Path]) -> Offer:
    try:
        template = template_of(identity, search)
    except TemplateError as error:
        return Offer(identity, identity, "", problem=str(error))
    label = in_language(template.label, language) or identity
    return Offer(identity, label, template.house.name, template)


def _house(offer: Offer) -> str:
    return offer.id.partition("/")[0]


def _place(offer: Offer) -> tuple[str, int]:
    """Return what the offers of one house are sorted by; the others keep the order of their names."""
    house, name = _house(offer), offer.id.partition("/")[2]
    first = offer.template.house.templates if offer.template else ()
    return house, first.index(name) if name in first else len(first) + (offer.template is None)


def new_document(template: Template, language: str) -> Document:
    """Return an empty document of a template, with the blocks the template begins with."""
    document = Document(
        template=template.id, language=language, written_with=Edition(template.id, template.version)
    )
    for name in template.start:
        if name in KINDS:
            block = new_block(document, KINDS[name])
            document = replace(document, blocks=(*document.blocks, block))
    return document


def in_house(document: Document, template: str) -> Document:
    """Return a document in another template, such as that of another house: it keeps all that it holds.

    What the other template has no place for is not printed, and is a finding; back in the first one the
    document is equal to what it was.
    """
    return document if document.template == template else replace(document, template=template)


def houses_of(template: str, search: Sequence[Path] = ()) -> Iterator[tuple[str, str]]:
    """Yield the templates of this name with the names of their houses, those left out that cannot be read."""
    for offer in offers("", search):
        if offer.template is not None and offer.id.partition("/")[2] == template.partition("/")[2]:
            yield offer.id, offer.house


def begin(template: str, language: str, search: Sequence[Path] = ()) -> Session:
    """Return a session on a new document; raises TemplateError when the template cannot be read."""
    found = template_of(template, search)
    return Session(new_document(found, language), World(found), search=search)


def first_page(template: str, language: str, search: Sequence[Path], width: int) -> PageImage:
    """Return what the first page of a template looks like, by a sample of it; else by an empty document.

    Only the worker that paints may call it.
    """
    found = template_of(template, search)
    document = sample_of(found, language, search) or new_document(found, language)
    pictures = Pictures()
    try:
        return pictures.image(render(document, World(found)), 0, width)
    finally:
        pictures.close()


def sample_of(template: Template, language: str, search: Sequence[Path] = ()) -> Document | None:
    """Return a sample of a template, in a language if there is one; else that of another house in this one.

    None when there is none that can be read.
    """
    house, _slash, kind = template.id.partition("/")
    folders = house_folders(search, installed=installed_folders()).values()
    samples = [sample for places in folders for sample in samples_in(places[0])]
    fitting = [sample for sample in samples if sample.template.partition("/")[2] == kind]
    best = min(
        fitting,
        key=lambda one: (one.template.partition("/")[0] != house, one.language != language),
        default=None,
    )
    if best is None:
        return None
    try:
        return in_house(open_document(best.path).document, template.id)
    except DocumentError:
        return None
