"""An argument: lettered within its section, with the requests that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, blocks_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Item, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument(Block):
    """Why something is asked; its letter restarts in every section."""

    text: Text = text_field(N_("Argument"), required=True, prompt=N_("Why this is needed"))
    blocks: tuple[Block, ...] = blocks_field(N_("Content"), ("request", "paragraph", "list"))


def _flow(block: Argument, voice: Voice) -> Iterator[Flow]:
    children = voice.children(block)
    style = "argument-text-with-request" if children else "argument-text"
    paras = voice.paras(block.text, block.where("text"), style, language=block.language)
    label = (Span(voice.number(block)),)
    yield Item(label=label, children=(*paras, *children), style="argument", at=block.where())


register(
    Kind(
        name="argument",
        block=Argument,
        label=N_("Argument"),
        icon="message-square",
        flow=_flow,
        counter="argument",
        reference=N_("point {number}"),
        restarts=True,
        list_numbering="LowerAlpha",
        styles=(
            rule("argument", before=7.25, after=7.25, indent=20.0),
            rule("argument-text"),
            rule("argument-text-with-request", "argument-text", keep_next=True),
        ),
    )
)
