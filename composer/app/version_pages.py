"""Pictures of the pages of earlier versions of a document."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from composer.app.preview import PageImage, Pictures, Rendered, render
from composer.app.versions import Backups, Version, open_version
from composer.app.world import world_of


class Seen(NamedTuple):
    """One page of a version: its number, counting from 0, of how many, and its picture."""

    number: int
    pages: int
    image: PageImage


class Reader:
    """Shows the pages of the versions of one document; only the worker that paints may call it."""

    def __init__(self, path: Path, backups: Backups, search: Sequence[Path] = ()) -> None:
        """Begin with nothing shown."""
        self._path, self._backups, self._search = path, backups, tuple(search)
        self._shown: tuple[str, Rendered] | None = None
        self._pictures = Pictures()

    def page(self, version: Version, number: int, width: int) -> Seen:
        """Return a page about `width` pixels wide, the last one when there are not so many.

        Raises DocumentError as `open_version` does, TemplateError when the template is not there any more.
        """
        if self._shown is None or self._shown[0] != version.digest:
            document = open_version(self._path, version, self._backups).document
            self._shown = version.digest, render(document, world_of(document, self._search))
        rendered = self._shown[1]
        number = min(number, len(rendered.layout.pages) - 1)
        return Seen(number, len(rendered.layout.pages), self._pictures.image(rendered, number, width))

    def close(self) -> None:
        """Give back what the pictures hold."""
        self._pictures.close()
