"""A byline: who wrote an item, or whom it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline(Block):
    """The line under the heading of an item."""

    text: Text = text_field(N_("Byline"), required=True, prompt=N_("Who wrote it, or whom it is about"))


def _flow(block: Byline, voice: Voice) -> Iterator[Flow]:
    yield from voice.paras(block.text, block.where("text"), "byline", language=block.language)


register(
    Kind(
        name="byline",
        block=Byline,
        label=N_("Byline"),
        icon="user",
        flow=_flow,
        styles=(
            rule(
                "byline",
                size=9.5,
                leading=13.0,
                colour="grey",
                link_colour="grey",
                hyphenate=False,
                after=7.25,
                keep_next=True,
            ),
        ),
    )
)
