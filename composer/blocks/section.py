"""A section: a numbered title with its arguments and requests."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.heading import DEEPEST
from composer.blocks.kind import Kind, Voice, blocks_field, depth_of, flag_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Group, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Block):
    """A titled part of a document; the template says whether one within another is 1.1 or counts on."""

    title: Text = text_field(N_("Title"), required=True)
    numbered: bool = flag_field(N_("Numbered"), default=True)
    blocks: tuple[Block, ...] = blocks_field(N_("Content"))


def _flow(block: Section, voice: Voice) -> Iterator[Flow]:
    number = voice.number(block)
    level = 3 + depth_of(block, voice)
    style = "section-title" if "section" not in voice.within(block) else "section-title-inner"
    titles = tuple(
        Para(
            spans=spans,
            style=style,
            tag=f"H{min(level, DEEPEST)}",
            at=block.where("title"),
            language=block.language or voice.language,
            outline=0 if i else level,
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
        reference=N_("section {number}"),
        deepens=True,
        styles=(
            rule("section"),
            rule(
                "section-title",
                "heading",
                size=11.0,
                colour="brand",
                before=14.5,
                after=7.25,
                label_at=-20.0,
            ),
            rule("section-title-inner", "section-title", size=10.5, colour="ink"),
        ),
    )
)
