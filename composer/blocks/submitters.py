"""Submitters: who puts a motion forward, several on a line where they share a position."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from composer.blocks.kind import Kind, Voice, choice_field, register, text_field
from composer.blocks.signatures import ARRANGEMENTS, COLUMNS
from composer.i18n import N_, join_list
from composer.model.document import Block
from composer.model.finding import Finding
from composer.model.flow import Columns, Flow, Group, Item, Para, Span
from composer.model.people import Person, by_surname
from composer.model.style import rule
from composer.model.text import Text

_ARRANGEMENTS = {name: ARRANGEMENTS[name] for name in ("list", "table", "columns")}
ORDERS = {"given": N_("As given"), "surname": N_("By surname")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitters(Block):
    """The persons in the role `submitters`; an empty label is the template's, by how many they are."""

    label: Text = text_field(N_("Words above the names"))
    arrangement: str = choice_field(N_("Arrangement"), _ARRANGEMENTS)
    order: str = choice_field(N_("Order"), ORDERS)


def _flow(block: Submitters, voice: Voice) -> Iterator[Flow]:
    people = voice.people("submitters")
    if block.order == "surname":
        people = tuple(sorted(people, key=lambda person: by_surname(" ".join(person.names[:1]))))
    said = voice.phrase("submitters") if people else ""
    label = voice.paras(
        block.label, block.where("label"), "submitters-label", language=block.language, otherwise=said
    )
    content = (*label, *_ARRANGED[block.arrangement](people, block, voice))
    if content:
        yield Group(children=content, style="submitters")


def line_of(person: Person, language: str) -> str:
    """Return a person on one line: `A. de Vries en B. Jansen, wethouders gemeente Merenstad (Lokaal)`."""
    position = " ".join(words for words in (person.role, person.organisation) if words)
    said = ", ".join(words for words in (join_list(person.names, language), position) if words)
    return " ".join(words for words in (said, person.party and f"({person.party})") if words)


def _list(people: tuple[Person, ...], block: Submitters, voice: Voice) -> Iterator[Flow]:
    items = tuple(
        Item(
            label=(),
            children=(_para(line_of(person, voice.language), "submitter", block, voice),),
            style="submitter-item",
            at=block.where(),
        )
        for person in people
    )
    if items:
        yield Group(children=items, tag="L", style="submitters-list", numbering="None")


def _table(people: tuple[Person, ...], block: Submitters, voice: Voice) -> Iterator[Flow]:
    """Yield a row for each entry; a column that nobody fills is left out."""
    rows = [
        (
            join_list(person.names, voice.language),
            " ".join(words for words in (person.role, person.organisation) if words),
            person.party,
        )
        for person in people
    ]
    filled = [i for i in range(len(_WEIGHTS)) if any(row[i] for row in rows)]
    for row in rows:
        cells = tuple((_para(row[i], _CELLS[i], block, voice),) if row[i] else () for i in filled)
        yield Columns(columns=cells, weights=tuple(_WEIGHTS[i] for i in filled), style="submitters-row")


def _columns(people: tuple[Person, ...], block: Submitters, voice: Voice) -> Iterator[Flow]:
    columns = min(COLUMNS, len(people))
    for start in range(0, len(people), columns or 1):
        row = people[start : start + columns]
        cells = tuple(_cell(person, block, voice) for person in row)
        empty = tuple(() for _ in range(columns - len(row)))
        yield Columns(columns=(*cells, *empty), weights=(1.0,) * columns, style="submitters-row")


def _cell(person: Person, block: Submitters, voice: Voice) -> tuple[Para, ...]:
    lines = [(join_list(person.names, voice.language), "submitter-name")]
    lines += [(words, "submitter") for words in (person.role, person.organisation, person.party)]
    return tuple(_para(words, style, block, voice) for words, style in lines if words)


def _para(words: str, style: str, block: Submitters, voice: Voice) -> Para:
    return Para(spans=(Span(words),), style=style, at=block.where(), language=voice.language)


_WEIGHTS = (1.0, 1.4, 0.8)
_CELLS = ("submitter-name", "submitter", "submitter")
_ARRANGED: dict[str, Callable[[tuple[Person, ...], Submitters, Voice], Iterator[Flow]]] = {
    "list": _list,
    "table": _table,
    "columns": _columns,
}


def _check(_block: Submitters) -> Iterator[Finding]:
    """Who must submit is the template's to ask."""
    yield from ()


register(
    Kind(
        name="submitters",
        block=Submitters,
        label=N_("Submitters"),
        icon="users",
        flow=_flow,
        once=True,
        check=_check,
        phrases=(("submitters", ()),),
        styles=(
            rule("submitters", before=14.5, after=14.5),
            rule("submitters-label", bold=True, hyphenate=False, keep_next=True),
            rule("submitters-list", before=2.0),
            rule("submitters-row", "columns", before=3.0, after=3.0),
            rule("submitter-item"),
            rule("submitter", hyphenate=False, align="left"),
            rule("submitter-name", "submitter", bold=True),
        ),
    )
)
