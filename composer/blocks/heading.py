"""A heading of level 1 to 3, numbered where the author asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, depth_of, flag_field, integer_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Para, Span
from composer.model.style import rule
from composer.model.text import Text

LEVELS = 3
# There is no H7: ISO 32000-1, 14.8.4.
DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A line that names what follows; it is also a bookmark of the PDF."""

    text: Text = text_field(N_("Heading"), required=True)
    level: int = integer_field(N_("Level"), default=1, minimum=1, maximum=LEVELS)
    numbered: bool = flag_field(N_("Numbered"))


def _flow(block: Heading, voice: Voice) -> Iterator[Flow]:
    number = voice.number(block)
    level = block.level + 1 + depth_of(block, voice)
    for i, spans in enumerate(voice.paragraphs(block.text, block.where("text"))):
        yield Para(
            spans=spans,
            style=f"heading-{block.level}",
            tag=f"H{min(level, DEEPEST)}",
            at=block.where("text"),
            language=block.language or voice.language,
            outline=0 if i else level,
            label=(Span(number),) if number and not i else (),
        )


register(
    Kind(
        name="heading",
        block=Heading,
        label=N_("Heading"),
        icon="heading",
        flow=_flow,
        counter="heading",
        reference=N_("section {number}"),
        styles=(
            rule("heading", bold=True, align="left", hyphenate=False, keep_next=True, label_at=-20.0),
            rule("heading-1", "heading", size=13.0, leading=14.5, colour="brand", before=18.0, after=7.25),
            rule("heading-2", "heading", size=11.0, before=14.5, after=7.25),
            rule("heading-3", "heading", before=14.5),
        ),
    )
)
