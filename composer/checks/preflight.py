"""Preflight: every check, in the order in which an author would want to hear of it."""

from collections.abc import Iterator

from composer.blocks.kept import findings_in, kept
from composer.checks.contrast import check_contrast
from composer.checks.editions import check_edition
from composer.checks.languages import language_of, languages_of
from composer.checks.links import links_of
from composer.checks.structure import check_elements, check_headings
from composer.compose.resolve import Resolved, check_resolved
from composer.compose.said import Said
from composer.i18n import N_
from composer.layout.page import Layout
from composer.model.document import Block
from composer.model.finding import Finding, Severity, error, warning

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def preflight(said: Said, layout: Layout) -> tuple[Finding, ...]:
    """Return all findings of a document, the gravest first, each only once."""
    resolved = said.resolved
    found = dict.fromkeys(
        (
            *_content(resolved),
            *_enough(said),
            *check_resolved(resolved),
            *check_edition(resolved.document, resolved.world.template),
            *layout.findings,
            *_accessibility(said, layout),
        )
    )
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _content(resolved: Resolved) -> Iterator[Finding]:
    if not resolved.document.blocks:
        yield warning("empty-document", N_("The document has no content."), hint=N_("Add a block."))
    for block in resolved.document.blocks:
        yield from findings_in(block)


def _enough(said: Said) -> Iterator[Finding]:
    """Yield where a document begins to be left out, since it says more than can be set."""
    if (at := said.silent_from()) is not None:
        message = N_("The document says more than fits in memory; what follows from here is left out.")
        hint = N_("Shorten a field that is inserted often, or divide the document.")
        yield error("too-much", message, at, hint=hint)


def _accessibility(said: Said, layout: Layout) -> Iterator[Finding]:
    """Yield what a reader who cannot see well, or at all, would stumble over."""
    document, palette = said.resolved.document, said.resolved.world.house.palette
    yield from check_headings(said.flow.body)
    yield from check_elements(layout)
    yield from language_of(document)
    for block in document.blocks:
        yield from _said_in(block)
    yield from check_contrast(layout, palette)


@kept
def _said_in(block: Block) -> tuple[Finding, ...]:
    return (*links_of(block), *languages_of(block))
