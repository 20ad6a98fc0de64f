"""A page break: what follows begins on a new page."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Break(Block):
    """A new page at the author's wish."""


def _flow(block: Break, _voice: Voice) -> Iterator[Flow]:
    yield PageBreak(at=block.where())


register(
    Kind(name="page-break", block=Break, label=N_("Page break"), icon="separator-horizontal", flow=_flow)
)
