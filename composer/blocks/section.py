"""A section: a numbered title with its arguments and requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, blocks_field, flag_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Group, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """A titled part of a document; its number runs through the document."""

    title: Text = text_field(N_("Title"), required=True)
    numbered: bool = flag_field(N_("Numbered"), default=True)
    blocks: tuple[Block, ...] = blocks_field(N_("Content"))


def _flow(block: Section, voice: Voice) -> Iterator[Flow]:
    number = voice.number(block)
    titles = tuple(
        Para(
            spans=spans,
            style="section-title",
            tag="H3",
            at=block.where("title"),
            language=block.language or voice.language,
            outline=0 if i else 3,
            label=(Span(number),) if number and not i else (),
        )
        for i, spans in enumerate(voice.paragraphs(block.title, block.where("title")))
    )
    yield Group(children=(*titles, *voice.children(block)), style="section")


register(
    Kind(
        name="section",
        block=Section,
        label=N_("Section"),
        icon="section",
        flow=_flow,
        counter="section",
        styles=(
            rule("section"),
            rule(
                "section-title",
                "heading",
                size=11.0,
                colour="brand",
                before=14.5,
                after=3.0,
                label_at=-20.0,
            ),
        ),
    )
)
