"""Exporting: a file in, a PDF out, or the findings that forbid it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from composer.app.compile import Compilation, Progress, compile_document, no_collection
from composer.app.world import duplicate_houses, world_of_file
from composer.i18n import N_
from composer.model.document import Where
from composer.model.finding import Finding, note
from composer.store.documents import open_document


@dataclass(frozen=True, slots=True)
class Checked:
    """A compiled file, and where in it each block and field stands."""

    path: Path
    compilation: Compilation
    places: Mapping[Where, tuple[int, int]]

    def place(self, finding: Finding) -> tuple[int, int]:
        """Return line and column of what a finding speaks of; 0, 0 when it is the file as a whole."""
        at = finding.at
        nearest = at
        while nearest not in self.places and "." in nearest.field:
            nearest = Where(nearest.block, nearest.field.rpartition(".")[0])
        for where in (nearest, Where(at.block)):
            if where in self.places:
                return self.places[where]
        return 0, 0


def compile_file(path: Path, search: Sequence[Path] = (), progress: Progress | None = None) -> Checked:
    """Read a document and compile it.

    Raises DocumentError or TemplateError when the file or its template cannot be read.
    """
    with no_collection():
        return _compiled(path, search, progress)


def _compiled(path: Path, search: Sequence[Path], progress: Progress | None) -> Checked:
    opened = open_document(path)
    world = world_of_file(opened, path, search)
    if progress is None:
        compilation = compile_document(opened.document, world)
    else:
        compilation = compile_document(opened.document, world, progress)
    return Checked(path, _with_duplicates(compilation, opened.document.template, search), opened.places)


def _with_duplicates(compilation: Compilation, template: str, search: Sequence[Path]) -> Compilation:
    """Add that the house of the document is in several folders: the author may think of another one."""
    name = template.partition("/")[0]
    found = tuple(
        note(
            "house-twice",
            N_("The house “{house}” is in several folders; {one} counts, and not {others}."),
            Where(field="template"),
            hint=N_("Rename a folder, or delete it."),
            house=name,
            one=twice.folders[0],
            others=", ".join(map(str, twice.folders[1:])),
        )
        for twice in duplicate_houses(search)
        if twice.house == name
    )
    laid_out = compilation.laid_out
    return replace(compilation, laid_out=replace(laid_out, findings=(*laid_out.findings, *found)))
