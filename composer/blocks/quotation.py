"""A quotation: somebody else's words, set apart, with whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Group
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Block):
    """Words of somebody else; the attribution stays on their page."""

    text: Text = text_field(N_("Quotation"), required=True)
    attribution: Text = text_field(N_("Attribution"))


def _flow(block: Quotation, voice: Voice) -> Iterator[Flow]:
    language = block.language
    words = voice.paras(block.text, block.where("text"), "quotation-text", language=language)
    whose = voice.paras(
        block.attribution, block.where("attribution"), "quotation-attribution", language=language
    )
    if words or whose:
        yield Group(children=(*words, *whose), tag="BlockQuote", style="quotation")


register(
    Kind(
        name="quotation",
        block=Quotation,
        label=N_("Quotation"),
        icon="quote",
        flow=_flow,
        styles=(
            rule("quotation", before=10.0, after=10.0, bar="brand", padding_side=12.0),
            rule("quotation-text", italic=True),
            rule(
                "quotation-attribution",
                size=8.5,
                leading=11.5,
                before=3.0,
                colour="grey",
                hyphenate=False,
                keep_previous=True,
            ),
        ),
    )
)
