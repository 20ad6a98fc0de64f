"""Examples: one frame around several practice examples."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from composer.blocks.kind import Kind, Voice, blocks_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Group
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples(Block):
    """A frame with a title of its own and the examples it holds."""

    title: Text = text_field(N_("Title"))
    blocks: tuple[Block, ...] = blocks_field(N_("Examples"), ("example",))


def _flow(block: Examples, voice: Voice) -> Iterator[Flow]:
    titles = voice.paras(block.title, block.where("title"), "examples-title", language=block.language)
    frames = voice.children(block)  # neighbours that are examples come as one frame; the title goes into it
    if frames and isinstance(frames[0], Group):
        yield replace(frames[0], children=(*titles, *frames[0].children))
        yield from frames[1:]
    elif titles:
        yield Group(children=titles, style="examples")


def _check(block: Examples) -> Iterator[Finding]:
    if not block.blocks:
        yield warning("empty-block", N_("This block is empty."), block.where())


register(
    Kind(
        name="examples",
        block=Examples,
        label=N_("Examples"),
        icon="layout-list",
        flow=_flow,
        check=_check,
        styles=(rule("examples-title", "heading-2", before=0.0),),
    )
)
