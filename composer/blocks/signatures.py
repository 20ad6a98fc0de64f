"""Signatures: the persons who sign, in columns or below each other, with room to sign over the name."""

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, choice_field, register, text_field
from composer.i18n import N_
from composer.model.document import Block, Where
from composer.model.finding import Finding
from composer.model.flow import Columns, Flow, Para, Span
from composer.model.people import Person
from composer.model.style import rule
from composer.model.text import Text

ARRANGEMENTS = {"columns": N_("In columns"), "list": N_("Below each other"), "table": N_("In a table")}
COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures(Block):
    """Where the signatories of the document sign."""

    label: Text = text_field(N_("Words above the names"), prompt=N_("Such as: On behalf of the board,"))
    arrangement: str = choice_field(N_("Arrangement"), ARRANGEMENTS)


def _flow(block: Signatures, voice: Voice) -> Iterator[Flow]:
    yield from voice.paras(block.label, block.where("label"), "signatures-label", language=block.language)
    people = voice.people("signatories")
    columns = 1 if block.arrangement == "list" else min(COLUMNS, len(people))
    for start in range(0, len(people), columns or 1):
        row = people[start : start + columns]
        cells = tuple(_cell(person, block.where(), voice.language) for person in row)
        empty = tuple(() for _ in range(columns - len(row)))
        yield Columns(columns=(*cells, *empty), weights=(1.0,) * columns, style="signatures")


def _cell(person: Person, at: Where, language: str) -> tuple[Para, ...]:
    lines = [(", ".join(person.names), "signature-name")]
    lines += [(words, "signature-role") for words in (person.role, person.organisation)]
    return tuple(
        Para(spans=(Span(words),), style=style, at=at, language=language) for words, style in lines if words
    )


def _check(_block: Signatures) -> Iterator[Finding]:
    """Who must sign is the template's to ask."""
    yield from ()


register(
    Kind(
        name="signatures",
        block=Signatures,
        label=N_("Signatures"),
        icon="signature",
        flow=_flow,
        once=True,
        check=_check,
        styles=(
            rule("signatures", before=43.5, after=14.5),
            rule("signatures-label", keep_next=True, keep_previous=True),
            rule("signature-name", bold=True, hyphenate=False),
            rule("signature-role", hyphenate=False),
        ),
    )
)
