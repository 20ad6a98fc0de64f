"""A bibliography: the sources of the document, in the style and order of the template."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, flag_field, register
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Group, Item, Para
from composer.model.style import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography(Block):
    """The list of what is cited; with `uncited` also of what only stands among the sources."""

    uncited: bool = flag_field(N_("Also sources that no text cites"))


def _flow(block: Bibliography, voice: Voice) -> Iterator[Flow]:
    items = tuple(
        Item(
            label=(),
            children=(
                Para(spans=spans, style="bibliography-text", at=block.where(), language=voice.language),
            ),
            style="bibliography-item",
            at=block.where(),
        )
        for spans in voice.sources(uncited=block.uncited)
    )
    if items:
        yield Group(children=items, tag="L", style="bibliography", numbering="None")


register(
    Kind(
        name="bibliography",
        block=Bibliography,
        label=N_("Bibliography"),
        icon="library",
        flow=_flow,
        once=True,
        styles=(
            rule("bibliography", before=3.5, after=7.25),
            rule("bibliography-item", before=3.5),
            rule("bibliography-text", size=9.5, leading=13.0),
        ),
    )
)
