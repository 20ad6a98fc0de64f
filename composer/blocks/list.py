"""A list: bullets, dashes, numbers or letters, nested up to three deep, with run-in labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, choice_field, records_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block, Where
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, Group, Item, Para, Span
from composer.model.ordinal import letter
from composer.model.style import rule
from composer.model.text import Text

MARKERS = {"bullet": N_("Bullets"), "number": N_("Numbers"), "letter": N_("Letters"), "dash": N_("Dashes")}
DEPTH = 3
_NUMBERING = {"bullet": "Disc", "number": "Decimal", "letter": "LowerAlpha", "dash": "None"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item; its label runs into the text in bold, its items are a list one level deeper."""

    label: Text = text_field(N_("Words in bold before it"))
    text: Text = text_field(N_("Text"))
    items: tuple[ListItem, ...] = records_field(N_("Items"), shorthand="text")


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Block):
    """A list of items."""

    marker: str = choice_field(N_("Marker"), MARKERS)
    items: tuple[ListItem, ...] = records_field(N_("Items"), ListItem, shorthand="text")


def _flow(block: List, voice: Voice) -> Iterator[Flow]:
    if block.items:
        yield list_of(block.items, block, voice, marker=block.marker, path="items")


def list_of(
    items: tuple[ListItem, ...],
    block: Block,
    voice: Voice,
    *,
    marker: str,
    path: str,
    style: str = "list-text",
    item_style: str = "list-item",
) -> Group:
    """Return items as a group, their words in a style; other kinds that hold items speak through this too."""
    children = []
    for i, item in enumerate(items):
        here = f"{path}.{i}"
        content = _paras(item, voice, block, here, style)
        if item.items:
            content += (list_of(item.items, block, voice, marker=marker, path=f"{here}.items", style=style),)
        label = (Span(_label(marker, i, voice)),)
        children.append(Item(label=label, children=content, style=item_style, at=Where(block.id, here)))
    return Group(children=tuple(children), tag="L", style="list", numbering=_NUMBERING[marker])


def _paras(item: ListItem, voice: Voice, block: Block, here: str, style: str) -> tuple[Flow, ...]:
    at = Where(block.id, f"{here}.text")
    paras = voice.paras(item.text, at, style, language=block.language)
    if not item.label:
        return paras
    label = voice.paragraphs(item.label, Where(block.id, f"{here}.label"))
    lead = tuple(span._replace(bold=True) for spans in label for span in spans)
    first = (*lead, Span(" "), *paras[0].spans) if paras else lead
    language = block.language or voice.language
    return (Para(spans=first, style=style, at=at, language=language), *paras[1:])


def _label(marker: str, index: int, voice: Voice) -> str:
    if marker == "number":
        return f"{index + 1}."
    return f"{letter(index + 1)}." if marker == "letter" else voice.marker(marker)


def _check(block: List) -> Iterator[Finding]:
    if not any(item.text or item.label for item in block.items):
        yield warning("empty-block", N_("This block is empty."), block.where("items"))
    if _depth(block.items) > DEPTH:
        yield warning("deep-list", N_("This list is nested deeper than three levels."), block.where("items"))


def _depth(items: tuple[ListItem, ...]) -> int:
    return 1 + max((_depth(item.items) for item in items), default=0) if items else 0


register(
    Kind(
        name="list",
        block=List,
        label=N_("List"),
        icon="list",
        flow=_flow,
        check=_check,
        item_reference=N_("point {number}"),
        styles=(
            rule("list", before=3.5, after=7.25),
            rule("list-item", before=2.0, indent=14.0),
            rule("list-text"),
        ),
    )
)
