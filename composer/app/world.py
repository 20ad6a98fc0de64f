"""Where houses are looked for, and the world in which a document is composed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from composer.app.foreign_fonts import refuse_hostile_fonts
from composer.compose.world import World
from composer.errors import DocumentError, TemplateError
from composer.i18n import _
from composer.model.document import Document, Edition, Where
from composer.model.template import Template
from composer.store.documents import Opened
from composer.store.folders import Duplicate, duplicates, template_ids, users_folder
from composer.store.settings import read_settings, settings_path
from composer.store.templates import find_template

__all__ = [
    "Duplicate",
    "duplicate_houses",
    "found_templates",
    "installed_folders",
    "template_of",
    "world_of",
    "world_of_file",
]


def installed_folders() -> tuple[Path, ...]:
    """Return the folders that hold houses here: the user's own, then those of the team by the settings."""
    return (users_folder(), *(Path(folder) for folder in read_settings(settings_path()).houses))


def world_of(document: Document, search: Sequence[Path] = ()) -> World:
    """Return the world of a document; folders given come before those of the user and the team.

    Raises TemplateError when the house or template does not exist or cannot be read.
    """
    return World(template_of(document.template, search))


def world_of_file(opened: Opened, path: Path, search: Sequence[Path] = ()) -> World:
    """Return the world of a document in a file.

    Raises as `world_of`; a template that is not here is an error of the file, at the place that names it.
    """
    try:
        return world_of(opened.document, search)
    except TemplateError as error:
        if error.path != opened.document.template:
            raise
        place = opened.places.get(Where(field="template"), (1, 1))
        reason = _("there is no template '{template}' here").format(template=error.path)
        raise DocumentError(str(path), *place, reason, error.hint) from error


def template_of(identity: str, search: Sequence[Path] = ()) -> Template:
    """Return a template by its name; else as `world_of`.

    A font of its house that is not ours is tried first.
    """
    template = find_template(identity, search, installed=installed_folders())
    refuse_hostile_fonts(template.house)
    return template


def found_templates(search: Sequence[Path] = ()) -> tuple[str, ...]:
    """Return the names of all templates that there are here."""
    return template_ids(search, installed=installed_folders())


def duplicate_houses(search: Sequence[Path] = ()) -> tuple[Duplicate, ...]:
    """Return the houses that are in more than one folder; the first of them counts."""
    return duplicates(search, installed=installed_folders())


def saved_with(document: Document, template: Template) -> Document:
    """Return the document as it is saved: it says which version of its template it was written with."""
    edition = Edition(template.id, template.version)
    return document if document.written_with == edition else replace(document, written_with=edition)
