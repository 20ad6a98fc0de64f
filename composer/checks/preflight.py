"""Preflight: every check, in the order in which an author would want to hear of it."""

from collections.abc import Iterator

from composer.blocks.kind import kind_of
from composer.compose.resolve import Resolved, check_resolved
from composer.i18n import N_
from composer.layout.page import Layout
from composer.model.finding import Finding, Severity, warning

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def preflight(resolved: Resolved, layout: Layout) -> tuple[Finding, ...]:
    """Return all findings of a document, the gravest first, each only once."""
    found = dict.fromkeys((*_content(resolved), *check_resolved(resolved), *layout.findings))
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _content(resolved: Resolved) -> Iterator[Finding]:
    if not resolved.document.blocks:
        yield warning("empty-document", N_("The document has no content."), hint=N_("Add a block."))
    for block in resolved.document.walk():
        yield from kind_of(block).check(block)
