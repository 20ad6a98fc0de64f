"""The invariant of footnotes, on random documents."""

import random
from dataclasses import dataclass
from itertools import pairwise

import pytest

from composer.layout.boxes import Boxes
from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.layout.pages import Filler, rows_of
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
    letterhead: tuple = ()


@dataclass(frozen=True)
class Template:
    house: House
    styles: dict
    regions: tuple = ()
    page_budget: float = 0.0


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


@pytest.mark.parametrize("seed", range(300))
def test_every_line_stands_once_in_order_and_every_mark_shares_its_page_with_its_note(seed):
    writer = Writer(seed)
    document = writer.document()
    layout = laid_out(document)
    placed: dict[tuple[int, int], list[int]] = {}
    first_page: dict[int, int] = {}
    mark_page: dict[int, int] = {}
    crowded = {finding.id for finding in layout.findings} & {"crowded-notes"}
    for page in layout.pages:
        floor = GEOMETRY.height - GEOMETRY.bottom
        top = GEOMETRY.first_top if page.number == 1 else GEOMETRY.top
        for mark in page.marks:
            placed.setdefault((id(mark.setting), mark.element), []).extend(range(mark.first, mark.last))
            assert mark.y - mark.setting.type.leading >= top - mark.setting.type.leading
            last = mark.y + (mark.last - mark.first - 1) * mark.setting.type.leading
            assert last <= floor + 0.01 or crowded
            if mark.note:
                first_page[mark.note] = page.number
            for line in mark.setting.lines[mark.first : mark.last]:
                for number in line.notes:
                    mark_page.setdefault(number, page.number)
        _nothing_overlaps(page)
    for lines in placed.values():
        assert lines == list(range(len(lines)))
    total = sum(len(lines) for lines in placed.values())
    assert total == _lines_of(document)
    assert set(first_page) == {note.number for note in document.notes}
    if not crowded:
        assert first_page == mark_page


def _lines_of(document: FlowDocument) -> int:
    """Count the lines of all boxes, labels and notes, without pages."""
    boxes = Boxes(STYLES, METRICS, "nl")
    boxes.add_notes(document.notes, GEOMETRY.measure)
    for item in document.body:
        boxes.add(item, GEOMETRY.left, GEOMETRY.measure, (), -1)
    body = sum(
        box.lines if box.setting else sum(len(cell.setting.lines) for cell in box.cells)
        for box in boxes.boxes
    )
    labels = sum(len(box.labels) for box in boxes.boxes)
    return body + labels + sum(len(note.setting.lines) + 1 for note in boxes.notes.values())


def _nothing_overlaps(page) -> None:
    lines = []
    for mark in page.marks:
        leading = mark.setting.type.leading
        lines += [
            (mark.y + i * leading, mark.x, mark.x + line.width)
            for i, line in enumerate(mark.setting.lines[mark.first : mark.last])
            if line.width
        ]
    lines.sort()
    for (y, x0, x1), (y2, a0, a1) in pairwise(lines):
        if min(x1, a1) - max(x0, a0) > 0.5:
            assert y2 - y >= 8.0, (page.number, y, y2)


@pytest.mark.parametrize("seed", range(150))
def test_a_page_ends_where_it_may_unless_no_such_place_fits(seed):
    document = Writer(seed + 1000).document()
    boxes = Boxes(STYLES, METRICS, "nl")
    boxes.add_notes(document.notes, GEOMETRY.measure)
    for item in document.body:
        boxes.add(item, GEOMETRY.left, GEOMETRY.measure, (), -1)
    rows = rows_of(boxes.boxes, boxes.frames)
    room = GEOMETRY.height - GEOMETRY.top - GEOMETRY.bottom
    filler = Filler(rows, boxes.boxes, boxes.frames, boxes.notes, room)
    start, carried = 0, ()
    while start < len(rows) or carried:
        page = filler.fill(start, carried, room)
        if page.end > start and page.end < len(rows):
            last, following = boxes.boxes[rows[page.end - 1].box], boxes.boxes[rows[page.end].box]
            free = [row for row in rows[start : page.end] if row.may_end_page]
            if rows[page.end].must_start_page:
                pass  # the author wants the new page here
            elif free and last is not following:
                assert not last.keep_next
                assert not following.keep_previous
            elif free:
                line = rows[page.end - 1].line
                assert line >= 1
                assert last.lines - line - 1 >= 2
        start, carried = page.end, page.carried


@pytest.mark.parametrize("seed", range(150))
def test_text_frames_and_notes_keep_their_distance(seed):
    layout = laid_out(Writer(seed + 3000).document())
    for page in layout.pages:
        hairlines = [rect.y for rect in page.rects if rect.colour == "grey"]
        if not hairlines or any(finding.id == "crowded-notes" for finding in layout.findings):
            continue
        notes = set(layout_notes(page))
        body = [mark for mark in page.marks if mark.setting.type.size != 8.0]
        assert notes
        for mark in body:
            assert mark.y + (mark.last - mark.first - 1) * mark.setting.type.leading <= hairlines[0]
        for rect in page.rects:
            if rect.colour == "tint":
                assert rect.y + rect.height <= hairlines[0] + 0.01


def layout_notes(page) -> list[int]:
    return [mark.note for mark in page.marks if mark.setting.type.size == 8.0]


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
