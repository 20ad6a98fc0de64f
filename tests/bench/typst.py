"""Typst as a peer: documents laid down as markup in a folder, and a compiler that is kept.

Installed by hand (`pip install typst`), never a dependency. Only what lays down knows our program: what
compiles is loaded without it, so that time and memory are Typst's own.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from composer.compose.world import World
    from composer.model.document import Document

MAIN = "main.typ"


def lay_down(documents: "Iterable[Document]", world: "World", folder: Path) -> Path:
    """Write documents as markup, the first as the one to compile; return the folder."""
    from tests.bench.markup import markup

    faces = (*dict(world.house.typefaces).values(), *world.house.fallback)
    fonts = sorted({str(face.regular.parent) for face in faces})
    (folder / "fonts.json").write_text(json.dumps(fonts), encoding="utf-8")
    for number, document in enumerate(documents):
        (folder / f"{number}.typ").write_text(markup(document, world), encoding="utf-8")
    (folder / MAIN).write_bytes((folder / "0.typ").read_bytes())
    return folder


class Press:
    """A folder of markup and the compiler that remembers what it has compiled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def jobs(self) -> Iterator[Any]:
        """Yield what makes the PDF of one document after the other; they take each other's place on disk."""
        for number in count():
            # A kept file is parsed again only where it differs; that is Typst at its fastest.
            (self._folder / MAIN).write_bytes((self._folder / f"{number}.typ").read_bytes())
            yield self.pdf

    def pdf(self) -> bytes:
        """Return what lies in front, as PDF/UA-1."""
        return self._compiler.compile(str(self._folder / MAIN), format="pdf", pdf_standards="ua-1")

    @cached_property
    def _compiler(self) -> Any:
        import typst

        fonts = json.loads((self._folder / "fonts.json").read_text(encoding="utf-8"))
        return typst.Compiler(root=str(self._folder), font_paths=fonts, ignore_system_fonts=True)
