"""An annex: it begins a page, has a letter, and is numbered within anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, blocks_field, flag_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Group, PageBreak, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex(Block):
    """What belongs to a document but not in its text."""

    title: Text = text_field(N_("Title"), required=True)
    numbered: bool = flag_field(N_("Numbered"), default=True)
    blocks: tuple[Block, ...] = blocks_field(N_("Content"))


def _flow(block: Annex, voice: Voice) -> Iterator[Flow]:
    name = voice.reference(block) if voice.number(block) else ""
    name = name[:1].upper() + name[1:]
    titles = voice.paragraphs(block.title, block.where("title")) or ((),)
    yield PageBreak(at=block.where())
    paras = tuple(
        Para(
            spans=spans if i else _behind(name, spans),
            style="annex-title",
            tag="H2",
            at=block.where("title"),
            language=block.language or voice.language,
            outline=0 if i else 2,
        )
        for i, spans in enumerate(titles)
        if spans or name
    )
    yield Group(children=(*paras, *voice.children(block)), style="annex")


def _behind(name: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a title behind what the annex is called, with a dash between when there are both."""
    if not name or not spans:
        return (Span(name),) if name else spans
    return (Span(f"{name} – "), *spans)


register(
    Kind(
        name="annex",
        block=Annex,
        label=N_("Annex"),
        icon="file-plus",
        flow=_flow,
        counter="annex",
        reference=N_("annex {number}"),
        deepens=True,
        renews=("heading", "section"),
        styles=(
            rule("annex"),
            rule("annex-title", "heading-1", size=18.0, leading=22.0, after=7.25),
        ),
    )
)
