"""The whole path: document → resolved → flow → layout → PDF. Window, command line and tests all take it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from composer.checks.preflight import preflight
from composer.compose.fields import document_day
from composer.compose.flow import say
from composer.compose.resolve import resolve
from composer.compose.said import Said
from composer.compose.world import World
from composer.i18n import N_
from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.model.document import Document
from composer.model.finding import Finding, Severity

Progress = Callable[[str, int, int], None]

LAYING_OUT = N_("Laying out")
PAINTING = N_("Painting")


def _silent(_stage: str, _done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True, slots=True)
class Compilation:
    """A document as PDF, with its layout and what there is to tell about it."""

    pdf: bytes
    laid_out: "LaidOut"

    @property
    def layout(self) -> Layout:
        """Return the pages."""
        return self.laid_out.layout

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what there is to tell about the document."""
        return self.laid_out.findings

    @property
    def has_errors(self) -> bool:
        """Return whether something keeps the document from being exported."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document in its places on pages, before anything is painted."""

    said: Said
    layout: Layout
    findings: tuple[Finding, ...]


def lay_out_document(
    document: Document, world: World, progress: Progress = _silent, before: LaidOut | None = None
) -> LaidOut:
    """Return the pages of a document without painting them; else as `compile_document`."""
    from composer.pdf.fonts import house_fonts

    with no_collection():
        resolved = resolve(document, world, before.said.resolved if before else None)
        fonts = house_fonts(world.house)
        said = say(resolved, before.said if before else None)
        layout = lay_out(
            said.flow,
            world.template,
            fonts,
            lambda done, of: progress(LAYING_OUT, done, of),
            before.layout if before else None,
        )
        return LaidOut(said, layout, preflight(said, layout))


def compile_document(
    document: Document, world: World, progress: Progress = _silent, before: LaidOut | None = None
) -> Compilation:
    """Return the PDF of a document; what is wrong with it becomes findings, and there are pages all the same.

    `progress` is told a stage, how many pages of it are done, and of how many. `before` is an earlier state
    of the document, of which what did not change is taken over; the bytes are the same as without.
    """
    with no_collection():
        return _compiled(document, world, progress, before)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector out while many values are made: a fifth of the time of a long paper."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made counts as old: else the next value made would have a million looked through.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _compiled(document: Document, world: World, progress: Progress, before: LaidOut | None) -> Compilation:
    from composer.pdf.paint import paint

    laid_out = lay_out_document(document, world, progress, before)
    pdf = paint(
        laid_out.layout,
        world.house,
        day=document_day(document, world.template),
        progress=lambda done, of: progress(PAINTING, done, of),
    )
    return Compilation(pdf, laid_out)
