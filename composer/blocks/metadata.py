"""Metadata: the fields of the template as a head of label and value; it holds nothing of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import FieldLine, Kind, Voice, register
from composer.i18n import N_
from composer.model.document import Block, Where
from composer.model.flow import Flow, Group, Item, Para, Span
from composer.model.style import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars(Block):
    """What the document is: date, number, status and so on, as its fields say."""


def _flow(_block: Particulars, voice: Voice) -> Iterator[Flow]:
    lines = tuple(_line(line, voice.language) for line in voice.fields())
    if lines:
        # A list whose labels are terms: ISO 32000-1, 14.8.4.3.3.
        yield Group(children=lines, tag="L", style="metadata", numbering="None")


def _line(line: FieldLine, language: str) -> Item:
    at = Where(field=f"fields.{line.key}")
    # What is one of a few words is framed: a status is told from the rest without any colour.
    style = "metadata-choice" if line.type == "choice" and line.words else "metadata-value"
    value = Para(spans=(Span(line.words),) if line.words else (), style=style, at=at, language=language)
    return Item(label=(Span(line.label),), children=(value,), style="metadata-line", at=at)


register(
    Kind(
        name="metadata",
        block=Particulars,
        label=N_("Metadata"),
        icon="info",
        flow=_flow,
        once=True,
        styles=(
            rule("metadata", before=7.25, after=14.5),
            rule(
                "metadata-line",
                before=3.5,
                indent=110.0,
                label_size=8.5,
                label_colour="grey",
                hyphenate=False,
            ),
            rule("metadata-value", hyphenate=False, align="left"),
            rule("metadata-choice", "metadata-value", bold=True, border="grey", padding_side=5.0),
        ),
    )
)
