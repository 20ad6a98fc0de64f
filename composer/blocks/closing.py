"""A closing: the words above the signatures; empty, they are the customary ones of the language."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Block):
    """The words with which a letter ends."""

    text: Text = text_field(N_("Closing"))


def _flow(block: Closing, voice: Voice) -> Iterator[Flow]:
    if block.text:
        yield from voice.paras(block.text, block.where("text"), "closing", language=block.language)
    else:
        words = voice.word(N_("Yours faithfully,"))
        yield Para(spans=(Span(words),), style="closing", at=block.where("text"), language=voice.language)


register(
    Kind(
        name="closing",
        block=Closing,
        label=N_("Closing"),
        icon="feather",
        flow=_flow,
        once=True,
        styles=(rule("closing", before=14.5, keep_next=True, keep_previous=True),),
    )
)
