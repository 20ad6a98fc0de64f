"""Where houses are looked for, and the world in which a document is composed."""

from collections.abc import Sequence
from pathlib import Path

from composer.compose.world import World
from composer.model.document import Document
from composer.store.templates import find_template


def world_of(document: Document, search: Sequence[Path] = ()) -> World:
    """Return the world of a document; folders given come before the houses that are shipped.

    Raises TemplateError when the house or template does not exist or cannot be read.
    """
    return World(find_template(document.template, search))
