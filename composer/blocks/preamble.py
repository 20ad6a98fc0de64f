"""A preamble: why something is proposed; a motion may have several, each with its own lead-in."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, choice_field, records_field, register, text_field
from composer.blocks.list import MARKERS, ListItem, list_of
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Group
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preamble(Block):
    """A lead-in such as “Considering that:” with what is considered; empty, it is the template's."""

    lead: Text = text_field(N_("Lead-in"))
    marker: str = choice_field(N_("Marker"), MARKERS)
    items: tuple[ListItem, ...] = records_field(N_("Considerations"), ListItem, shorthand="text", begins=True)


def _flow(block: Preamble, voice: Voice) -> Iterator[Flow]:
    lead = voice.paras(
        block.lead,
        block.where("lead"),
        "preamble-lead",
        language=block.language,
        otherwise=voice.phrase("preamble"),
    )
    content: tuple[Flow, ...] = lead
    if block.items:
        content += (
            list_of(
                block.items,
                block,
                voice,
                marker=block.marker,
                path="items",
                style="preamble-text",
                item_style="preamble-item",
            ),
        )
    if content:
        yield Group(children=content, style="preamble")


def _check(block: Preamble) -> Iterator[Finding]:
    if not any(item.text or item.label for item in block.items):
        yield warning("empty-block", N_("This block is empty."), block.where("items"))


register(
    Kind(
        name="preamble",
        block=Preamble,
        label=N_("Preamble"),
        icon="list",
        flow=_flow,
        check=_check,
        phrases=(("preamble", ()),),
        item_reference=N_("point {number}"),
        styles=(
            rule("preamble", before=14.5, after=7.25),
            rule("preamble-lead", bold=True, hyphenate=False, keep_next=True),
            rule("preamble-item", "list-item", indent=18.0),
            rule("preamble-text", "list-text"),
        ),
    )
)
