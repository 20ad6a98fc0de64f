"""Walking over the paragraphs of flow, and changing them."""

from dataclasses import replace

import pytest

from composer.model.flow import (
    Columns,
    Figure,
    Flow,
    Group,
    Item,
    PageBreak,
    Para,
    Span,
    Table,
    TableColumn,
    paras_in,
    with_paras,
)
from composer.model.picture import Image


def para(words: str) -> Para:
    return Para(spans=(Span(words),))


COLUMNS = (TableColumn(), TableColumn())
PIECES: dict[str, tuple[Flow, str]] = {
    "paragraph": (para("a"), "a"),
    "group": (Group(children=(para("a"), Group(children=(para("b"),)))), "ab"),
    "item": (Item(label=(Span("1"),), children=(para("a"), para("b")), style=""), "ab"),
    "columns": (Columns(columns=((para("a"),), (), (para("b"), para("c"))), weights=(1, 1, 1)), "abc"),
    "figure": (Figure(image=Image(name="a"), under=(para("a"), para("b"))), "ab"),
    "table": (
        Table(
            columns=COLUMNS, caption=para("a"), head=((para("b"),), ()), rows=(((), (para("c"), para("d"))),)
        ),
        "abcd",
    ),
    "bare table": (Table(columns=COLUMNS, rows=(((para("a"),), (para("b"),)),)), "ab"),
    "page break": (PageBreak(), ""),
}
each = pytest.mark.parametrize("name", PIECES)


def words(flow: Flow) -> str:
    return "".join(span.text for one in paras_in(flow) for span in one.spans)


@each
def test_every_paragraph_is_met_in_reading_order(name: str):
    flow, expected = PIECES[name]
    assert words(flow) == expected


@each
def test_every_paragraph_is_changed(name: str):
    flow, expected = PIECES[name]
    changed = with_paras(flow, lambda one: para(one.spans[0].text.upper()))
    assert words(changed) == expected.upper()
    assert words(flow) == expected


@each
def test_flow_in_which_nothing_changes_is_the_same_object(name: str):
    flow, _ = PIECES[name]
    assert with_paras(flow, lambda one: one) is flow


@each
def test_what_does_not_change_is_shared(name: str):
    flow, expected = PIECES[name]
    last = expected[-1:]
    changed = with_paras(flow, lambda one: replace(one, style="x") if words(one) == last else one)
    others = [one for one in paras_in(flow) if words(one) != last]
    assert all(any(one is other for other in paras_in(changed)) for one in others)
    assert words(changed) == expected
