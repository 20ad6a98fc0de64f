"""The contents: the headings of the document with the pages they stand on."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Contents, Flow, Para, Span
from composer.model.style import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Block):
    """Where the reader finds what."""


def _flow(block: Overview, voice: Voice) -> Iterator[Flow]:
    title = Span(voice.word(N_("Contents")))
    yield Para(spans=(title,), style="contents-title", tag="H2", at=block.where(), language=voice.language)
    yield Contents(at=block.where())


register(
    Kind(
        name="contents",
        block=Overview,
        label=N_("Contents"),
        icon="list-tree",
        flow=_flow,
        once=True,
        asks_others=True,
        styles=(
            rule("contents", link_colour="ink", hyphenate=False, align="left", label_at=-20.0),
            rule("contents-title", "heading-1"),
            rule("contents-1", "contents", before=7.25, bold=True),
            rule("contents-2", "contents", before=2.0),
            rule("contents-page", "contents", align="right"),
            rule("contents-row", "columns"),
        ),
    )
)
