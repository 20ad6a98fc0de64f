"""A practice example: what is done and what it brought; contact and approval are never printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import (
    Kind,
    Voice,
    record_field,
    records_field,
    register,
    strings_field,
    text_field,
    words_field,
)
from composer.blocks.list import ListItem, list_of
from composer.i18n import N_, join_list
from composer.model.document import Block, Where
from composer.model.flow import Flow, Group, Para, Span
from composer.model.style import rule
from composer.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named part of an example: text, or items."""

    title: Text = text_field(N_("Title"))
    text: Text = text_field(N_("Text"))
    items: tuple[ListItem, ...] = records_field(N_("Items"), ListItem, shorthand="text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who agreed to being an example, and how long that holds."""

    by: str = words_field(N_("By"), printed=False)
    on: str = words_field(N_("On"), printed=False)
    until: str = words_field(N_("Until"), printed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Block):
    """One example from practice."""

    title: Text = text_field(N_("Title"), required=True)
    organisations: tuple[str, ...] = strings_field(N_("Organisations"))
    text: Text = text_field(N_("Text"))
    parts: tuple[Part, ...] = records_field(N_("Parts"), Part, shorthand="text")
    contact: str = words_field(N_("Contact"), printed=False)
    approved: Approval | None = record_field(N_("Approved"), Approval, printed=False)


def _title(block: Example, voice: Voice) -> Iterator[Para]:
    """Yield the title, behind the organisations unless it names them itself."""
    titles = voice.paras(block.title, block.where("title"), "example-title", language=block.language)
    if all(_is_named(organisation, block.title.plain) for organisation in block.organisations):
        yield from titles
        return
    named = join_list(block.organisations, voice.language)
    at = block.where("title" if titles else "organisations")
    first = (Span(f"{named}: "), *titles[0].spans) if titles else (Span(named),)
    language = block.language or voice.language
    yield Para(spans=first, style="example-title", at=at, language=language)
    yield from titles[1:]


def _is_named(organisation: str, title: str) -> bool:
    """Return whether a title names an organisation: `gemeenten Haarlem en Zwolle` names `gemeente Zwolle`."""
    names = re.findall(r"\w+", organisation.casefold())
    return not names or names[-1] in re.findall(r"\w+", title.casefold())


def _flow(block: Example, voice: Voice) -> Iterator[Flow]:
    language = block.language
    content: list[Flow] = list(_title(block, voice))
    content += voice.paras(block.text, block.where("text"), "example-text", language=language)
    for i, part in enumerate(block.parts):
        here = f"parts.{i}"
        content += voice.paras(
            part.title, Where(block.id, f"{here}.title"), "example-part-title", language=language
        )
        content += voice.paras(part.text, Where(block.id, f"{here}.text"), "example-text", language=language)
        if part.items:
            content.append(
                list_of(
                    part.items, block, voice, marker="bullet", path=f"{here}.items", style="example-list-text"
                )
            )
    if content:
        yield Group(children=tuple(content), style="example")


register(
    Kind(
        name="example",
        block=Example,
        label=N_("Example"),
        icon="lightbulb",
        flow=_flow,
        gather="examples",
        styles=(
            rule(
                "examples",
                before=10.0,
                after=10.0,
                tint="tint",
                padding=9.0,
                padding_side=11.0,
                rule_between="rule",
            ),
            rule("example", before=9.0, after=9.0),
            rule("example-text", size=9.5, leading=13.0, before=3.0),
            rule(
                "example-title",
                "example-text",
                before=0.0,
                after=2.0,
                bold=True,
                colour="brand",
                hyphenate=False,
                keep_next=True,
            ),
            rule("example-list-text", "example-text", before=0.0),
            rule("example-part-title", "example-title", before=3.0, colour="ink"),
        ),
    )
)
