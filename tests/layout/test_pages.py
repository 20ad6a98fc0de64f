"""Filling pages: what is rare in random documents, and the writer of those that other tests change."""

import random
from dataclasses import dataclass

import pytest

from composer.layout.boxes import Boxes
from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.layout.pages import rows_of
from composer.model.flow import Columns, Flow, FlowDocument, Group, Item, Note, PageBreak, Para, Span
from composer.model.house import Geometry
from composer.model.style import Style
from tests.halfem import METRICS

STYLES = {
    "body": Style(size=10.0, leading=14.0, before=7.0, after=7.0, hyphenate=False),
    "heading": Style(size=10.0, leading=14.0, keep_next=True, before=14.0, hyphenate=False),
    "note": Style(size=8.0, leading=11.0, indent=10.0, hyphenate=False),
    "foot": Style(size=8.0, leading=10.0),
    "frame": Style(tint="tint", padding=8.0, padding_side=10.0, before=10.0, after=10.0, rule_between="rule"),
    "item": Style(indent=20.0, before=5.0),
    "columns": Style(before=40.0),
    "closing": Style(keep_next=True, keep_previous=True),
}
GEOMETRY = Geometry(
    width=300.0, height=500.0, left=30.0, right=30.0, top=40.0, bottom=60.0, first_top=150.0, foot=30.0
)


@dataclass(frozen=True)
class House:
    geometry: Geometry = GEOMETRY
    logo: None = None
    strip: None = None
    letterhead: tuple = ()


@dataclass(frozen=True)
class Template:
    house: House
    styles: dict
    regions: tuple = ()
    page_budget: float = 0.0
    start_page: int = 1


TEMPLATE = Template(House(), STYLES)


class Writer:
    """Writes random flow, numbering its notes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.notes: list[Note] = []

    def words(self, low: int, high: int) -> str:
        return " ".join("x" * self.random.randint(1, 9) for _ in range(self.random.randint(low, high)))

    def para(self, style: str = "body") -> Para:
        spans = [Span(self.words(1, 90))]
        while self.random.random() < 0.3:
            number = len(self.notes) + 1
            long = self.random.random() < 0.1
            body = Para(spans=(Span(self.words(1, 400 if long else 30)),), style="note")
            self.notes.append(Note(number, body))
            spans += [Span(str(number), note=number), Span(" " + self.words(1, 60))]
        return Para(spans=tuple(spans), style=style)

    def flow(self, depth: int = 0) -> Flow:
        choice = self.random.random()
        if choice < 0.5 or depth > 1:
            return self.para()
        if choice < 0.6:
            return Para(spans=(Span(self.words(1, 8)),), style="heading", tag="H2", outline=2)
        if choice < 0.75:
            children = tuple(self.flow(depth + 1) for _ in range(self.random.randint(1, 4)))
            return Group(children=children, style="frame")
        if choice < 0.9:
            return Item(
                label=(Span("a."),),
                children=tuple(self.para() for _ in range(self.random.randint(0, 3))),
                style="item",
            )
        if choice < 0.94:
            return PageBreak()
        cell = (Para(spans=(Span(self.words(1, 5)),)),)
        return Columns(columns=(cell, cell), weights=(1.0, 1.0))

    def document(self) -> FlowDocument:
        body = tuple(self.flow() for _ in range(self.random.randint(0, 40)))
        return FlowDocument(title="", language="nl", regions=(), body=body, notes=tuple(self.notes))


def laid_out(document: FlowDocument) -> Layout:
    return lay_out(document, TEMPLATE, METRICS)


@pytest.mark.parametrize(
    "flow",
    [
        Item(label=(Span("☃"),), children=(Para(spans=(Span("a"),)),), style="item"),
        Columns(columns=((Para(spans=(Span("☃"),)),),), weights=(1.0,)),
        Para(spans=(Span("☃"),)),
    ],
    ids=["label", "columns", "text"],
)
def test_a_character_that_no_font_has_is_found_wherever_it_stands(flow):
    layout = laid_out(FlowDocument(title="", language="nl", regions=(), body=(flow,), notes=()))
    assert [finding.id for finding in layout.findings] == ["missing-character"]


def test_a_character_that_no_font_has_is_found_in_a_note():
    note = Note(1, Para(spans=(Span("☃"),), style="note"))
    para = Para(spans=(Span("a"), Span("1", note=1)))
    layout = laid_out(FlowDocument(title="", language="nl", regions=(), body=(para,), notes=(note,)))
    assert [finding.id for finding in layout.findings] == ["missing-character"]


def test_columns_higher_than_a_page_are_set_below_each_other_and_parted():
    long = Para(spans=(Span("woord " * 2000),))
    row = Columns(columns=((long,), (Para(spans=(Span("b"),)),)), weights=(1.0, 1.0))
    layout = laid_out(FlowDocument(title="", language="nl", regions=(), body=(row,), notes=()))
    assert len(layout.pages) > 2
    floor = GEOMETRY.height - GEOMETRY.bottom
    for page in layout.pages:
        for mark in page.marks:
            assert mark.y + (mark.last - mark.first - 1) * mark.setting.type.leading <= floor


def test_no_page_ends_with_a_divided_word():
    styles = {**STYLES, "body": Style(size=10.0, leading=14.0, hyphenate=True)}
    words = "verantwoordelijkheidsverdeling besluitvormingsprocessen " * 60
    body = tuple(Para(spans=(Span("x" * n + " " + words),), language="nl") for n in range(1, 9))
    document = FlowDocument(title="", language="nl", regions=(), body=body, notes=())
    layout = lay_out(document, Template(House(), styles), METRICS)
    lines = [line for page in layout.pages for mark in page.marks for line in mark.setting.lines]
    assert any(line.hyphenated for line in lines)
    assert len(layout.pages) > 10
    for page in layout.pages:
        last = page.marks[-1]
        assert not last.setting.lines[last.last - 1].hyphenated


def test_no_page_ends_before_a_closing_which_takes_text_along():
    boxes = Boxes(STYLES, METRICS, "nl")
    for para in (Para(spans=(Span("woord " * 60),)), Para(spans=(Span("Hoogachtend,"),), style="closing")):
        boxes.add(para, GEOMETRY.left, GEOMETRY.measure, (), -1)
    rows = rows_of(boxes.boxes, boxes.frames)
    text = [row for row in rows if row.box == 0]
    assert len(text) > 4
    assert not text[-1].may_end_page
    assert text[-3].may_end_page
