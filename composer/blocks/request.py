"""A request: what the addressee is asked to do, marked ➢."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, register, text_field, words_field
from composer.i18n import N_
from composer.model.document import Block
from composer.model.flow import Flow, Item, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Block):
    """Something asked of somebody; it belongs to the argument or section that holds it."""

    text: Text = text_field(N_("Request"), required=True, prompt=N_("What you ask, in one sentence"))
    to: str = words_field(N_("To"), printed=False)
    theme: str = words_field(N_("Theme"), printed=False)
    ref: str = words_field(N_("Reference"), printed=False)


def _flow(block: Request, voice: Voice) -> Iterator[Flow]:
    paras = voice.paras(block.text, block.where("text"), "request-text", language=block.language)
    # A screen reader says the word in place of the mark: ISO 32000-1, 14.9.4.
    mark = Span(voice.marker("request"), spoken=voice.word(N_("Request:")))
    yield Item(label=(mark,), children=paras, style="request", at=block.where())


register(
    Kind(
        name="request",
        block=Request,
        label=N_("Request"),
        icon="arrow-big-right",
        flow=_flow,
        counter="request",
        reference=N_("request {number}"),
        list_numbering="None",
        styles=(
            rule("request", before=7.25, after=7.25, indent=17.0, label_colour="accent"),
            rule("request-text", bold=True, align="left"),
        ),
    )
)
