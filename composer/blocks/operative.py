"""The operative part of a motion: who asks what of whom; every item of it is a request."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import (
    Kind,
    Voice,
    choice_field,
    records_field,
    register,
    text_field,
    words_field,
)
from composer.blocks.list import MARKERS, ListItem, list_of
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Group
from composer.model.style import rule
from composer.model.text import Text

# A motion numbers what it asks unless it says otherwise.
_MARKERS = {name: MARKERS[name] for name in ("number", "letter", "bullet", "dash")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that is asked, and of whom when that is not who the whole part addresses."""

    text: Text = text_field(N_("Request"))
    to: str = words_field(N_("To"), printed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operative(Block):
    """What is decided or asked; an empty lead-in is made of asker and actor as the template says."""

    lead: Text = text_field(N_("Lead-in"))
    asker: str = words_field(N_("Who asks"))
    actor: str = words_field(N_("Who is to act"))
    marker: str = choice_field(N_("Marker"), _MARKERS)
    items: tuple[Clause, ...] = records_field(N_("Requests"), Clause, shorthand="text", begins=True)


def _flow(block: Operative, voice: Voice) -> Iterator[Flow]:
    content: tuple[Flow, ...] = voice.paras(
        block.lead,
        block.where("lead"),
        "operative-lead",
        language=block.language,
        otherwise=_lead(block, voice),
    )
    if block.items:
        content += (
            list_of(
                tuple(ListItem(text=clause.text) for clause in block.items),
                block,
                voice,
                marker=block.marker,
                path="items",
                style="operative-text",
                item_style="operative-item",
            ),
        )
    if content:
        yield Group(children=content, style="operative")


def _lead(block: Operative, voice: Voice) -> str:
    asker = block.asker or voice.phrase("asker")
    actor = block.actor or voice.phrase("actor")
    said = voice.phrase("operative", asker=asker, actor=actor)
    return said[:1].upper() + said[1:]


def _check(block: Operative) -> Iterator[Finding]:
    if not any(clause.text for clause in block.items):
        yield warning("empty-block", N_("This block is empty."), block.where("items"))


register(
    Kind(
        name="operative",
        block=Operative,
        label=N_("Operative part"),
        icon="circle-check",
        flow=_flow,
        check=_check,
        phrases=(("operative", ("asker", "actor")), ("asker", ()), ("actor", ())),
        item_reference=N_("request {number}"),
        styles=(
            rule("operative", before=14.5, after=7.25),
            rule("operative-lead", bold=True, hyphenate=False, keep_next=True),
            rule("operative-item", "list-item", before=5.0, indent=18.0),
            rule("operative-text", "list-text"),
        ),
    )
)
