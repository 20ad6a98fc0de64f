"""A paragraph: running text, as a lead or in small print where its role says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, choice_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow
from composer.model.style import rule
from composer.model.text import Text

ROLES = {"body": N_("Body"), "lead": N_("Lead"), "small": N_("Small print")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Running text; an empty line in it begins a new paragraph."""

    text: Text = text_field(
        N_("Paragraph"), required=True, prompt=N_("Write here, or type / for another block")
    )
    role: str = choice_field(N_("Role"), ROLES)


def _flow(block: Paragraph, voice: Voice) -> Iterator[Flow]:
    style = "paragraph" if block.role == "body" else f"paragraph-{block.role}"
    yield from voice.paras(block.text, block.where("text"), style, language=block.language)


register(
    Kind(
        name="paragraph",
        block=Paragraph,
        label=N_("Paragraph"),
        icon="pilcrow",
        flow=_flow,
        styles=(
            rule("paragraph", before=7.25, after=7.25),
            rule("paragraph-lead", "paragraph", size=12.0, leading=16.5),
            rule("paragraph-small", "paragraph", size=9.0, leading=12.0),
        ),
    )
)
