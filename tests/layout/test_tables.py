"""Tables on pages: every row once and in order, the head on every page, notes with their rows."""

import random
from itertools import pairwise

import pytest

from composer.layout.boxes import Boxes
from composer.layout.layout import lay_out
from composer.layout.page import Layout, Mark, Page
from composer.layout.runs import type_of
from composer.layout.tables import Extent, column_widths, extent, number_of
from composer.model.flow import (
    Columns,
    Flow,
    FlowDocument,
    Group,
    Note,
    Para,
    Span,
    Table,
    TableCell,
    TableColumn,
)
from composer.model.house import Geometry
from composer.model.style import Style
from tests.builders import house, template
from tests.halfem import METRICS

GEOMETRY = Geometry(
    width=400.0, height=500.0, left=30.0, right=30.0, top=40.0, bottom=60.0, first_top=150.0, foot=30.0
)
STYLES = {
    "body": Style(size=10.0, leading=14.0, before=7.0, hyphenate=False),
    "note": Style(size=8.0, leading=11.0, indent=10.0, hyphenate=False),
    "foot": Style(size=8.0, leading=10.0),
    "table": Style(before=12.0, after=12.0, padding=3.0, padding_side=5.0, rule_between="rule"),
    "table-head": Style(size=9.0, leading=12.0, tint="tint", hyphenate=False),
    "table-cell": Style(size=9.0, leading=12.0, hyphenate=False),
    "table-caption": Style(size=9.0, leading=12.0, keep_next=True, hyphenate=False),
    "frame": Style(tint="frame", padding=8.0, padding_side=10.0, before=10.0, after=10.0),
}
TEMPLATE = template(house=house(geometry=GEOMETRY), styles=STYLES)
FLOOR = GEOMETRY.height - GEOMETRY.bottom


def cell(words: str, style: str = "table-cell", **changes) -> TableCell:
    return tuple(
        Para(spans=(Span(part),), style=style, language="nl", **changes)
        for part in words.split("\n\n")
        if part
    )


def table(
    *rows: tuple[str, ...], head: tuple[str, ...] = (), align: tuple[str, ...] = (), **changes
) -> Table:
    count = len(rows[0] if rows else head)
    align = align or ("left",) * count
    return Table(
        columns=tuple(TableColumn(one) for one in align),
        rows=tuple(tuple(cell(words) for words in row) for row in rows),
        head=tuple(cell(words, "table-head") for words in head),
        **changes,
    )


def laid_out(*body: Flow, notes: tuple[Note, ...] = (), before: Layout | None = None) -> Layout:
    document = FlowDocument(title="", language="nl", regions=(), body=body, notes=notes)
    return lay_out(document, TEMPLATE, METRICS, before=before)


def words_of(mark: Mark) -> str:
    return "".join(span.text for span in mark.setting.spans)


def head_marks(page: Page) -> list[Mark]:
    """What is repeated belongs to no element."""
    return [mark for mark in page.marks if mark.element < 0]


# ---- on random documents


class Writer:
    """Writes tables and text between them; every cell says which it is, some have notes."""

    def __init__(self, seed: int, *, notes: bool = True) -> None:
        self.random = random.Random(seed)
        self.with_notes = notes
        self.notes: list[Note] = []
        self.cells = 0

    def cell(self, style: str) -> TableCell:
        chance = self.random.random()
        if chance < 0.1:
            return ()
        paras = []
        for _ in range(2 if chance > 0.93 else 1):
            self.cells += 1
            long = self.random.random() < 0.01
            more = " ".join(
                "x" * self.random.randint(1, 9) for _ in range(self.random.randint(0, 900 if long else 9))
            )
            spans = [Span(f"c{self.cells} {more}")]
            if self.random.random() < 0.06 and self.with_notes:
                number = len(self.notes) + 1
                said = " ".join("y" * self.random.randint(1, 9) for _ in range(self.random.randint(1, 30)))
                self.notes.append(Note(number, Para(spans=(Span(said),), style="note")))
                spans.append(Span(str(number), note=number))
            paras.append(Para(spans=tuple(spans), style=style, language="nl"))
        return tuple(paras)

    def table(self) -> Table:
        count = self.random.randint(1, 5)
        head = self.random.random() < 0.7
        caption = Para(
            spans=(Span("Caption"),), style="table-caption", tag="Caption", label=(Span("Table 1"),)
        )
        return Table(
            columns=tuple(
                TableColumn(self.random.choice(("left", "right", "center", "decimal"))) for _ in range(count)
            ),
            head=tuple(self.cell("table-head") for _ in range(count)) if head else (),
            rows=tuple(
                tuple(self.cell("table-cell") for _ in range(count))
                for _ in range(self.random.randint(1, 60))
            ),
            caption=caption if self.random.random() < 0.5 else None,
        )

    def body(self) -> tuple[Flow, ...]:
        flows: list[Flow] = []
        for _ in range(self.random.randint(1, 5)):
            made: Flow = self.table()
            if self.random.random() < 0.15:
                made = Group(children=(made,), style="frame")
            flows += [Para(spans=(Span("x " * self.random.randint(1, 200)),)), made]
        return tuple(flows)


def all_tables(body: tuple[Flow, ...]) -> list[Table]:
    found = [one for flow in body for one in (flow.children if isinstance(flow, Group) else (flow,))]
    return [one for one in found if isinstance(one, Table)]


@pytest.mark.parametrize("seed", range(200))
def test_every_line_of_every_cell_stands_once_and_in_order(seed):
    writer = Writer(seed)
    layout = laid_out(*writer.body(), notes=tuple(writer.notes))
    crowded = is_crowded(layout)
    placed: dict[tuple[int, int], list[int]] = {}
    order: list[tuple[int, int, int]] = []
    for page in layout.pages:
        _nothing_overlaps(page)
        for mark in page.marks:
            last = mark.y + (mark.last - mark.first - 1) * mark.setting.type.leading
            assert last <= FLOOR + 0.01 or crowded
            if mark.element >= 0:
                placed.setdefault((id(mark.setting), mark.element), []).extend(range(mark.first, mark.last))
                if mark.first == 0 and words_of(mark).startswith("c"):
                    order.append((mark.element, page.number, int(words_of(mark)[1:].split()[0])))
    for lines in placed.values():
        assert lines == list(range(len(lines)))
    assert [number for *_, number in sorted(order)] == list(range(1, writer.cells + 1))
    for page in layout.pages:
        painted = [number for _element, where, number in order if where == page.number]
        assert painted == sorted(painted)


@pytest.mark.parametrize("seed", range(200))
def test_a_note_in_a_cell_stands_on_the_page_of_its_mark(seed):
    writer = Writer(seed)
    layout = laid_out(*writer.body(), notes=tuple(writer.notes))
    mark_page: dict[int, int] = {}
    note_page: dict[int, int] = {}
    for page in layout.pages:
        for mark in (one for one in page.marks if one.element >= 0):
            if mark.note:
                note_page.setdefault(mark.note, page.number)
            for line in mark.setting.lines[mark.first : mark.last]:
                for number in line.notes:
                    mark_page.setdefault(number, page.number)
    assert set(note_page) == {note.number for note in writer.notes}
    assert note_page == mark_page or is_crowded(layout)


def is_crowded(layout: Layout) -> bool:
    return any(finding.id == "crowded-notes" for finding in layout.findings)


def _nothing_overlaps(page: Page) -> None:
    lines = []
    for mark in page.marks:
        leading = mark.setting.type.leading
        lines += [
            (mark.y + i * leading, mark.x + line.x, mark.x + line.x + line.width)
            for i, line in enumerate(mark.setting.lines[mark.first : mark.last])
            if line.width
        ]
    lines.sort()
    for i, (y, x0, x1) in enumerate(lines):
        for y2, a0, a1 in lines[i + 1 : i + 12]:
            if y2 - y < 8.0:
                assert min(x1, a1) - max(x0, a0) <= 0.5, (page.number, y, y2)


@pytest.mark.parametrize("seed", range(200, 300))
def test_a_page_that_goes_on_with_a_table_begins_with_its_head(seed):
    writer = Writer(seed)
    body = writer.body()
    layout = laid_out(*body, notes=tuple(writer.notes))
    heads = {id(one): [_words(cell) for cell in one.head] for one in all_tables(body)}
    cell_of = {
        para.spans[0].text.split()[0]: one
        for one in all_tables(body)
        for row in one.rows
        for cell in row
        for para in cell
    }
    for page in layout.pages[1:]:
        first = next((mark for mark in page.marks if mark.element >= 0), None)
        again = [words_of(mark) for mark in head_marks(page)]
        owner = cell_of.get(words_of(first).split()[0]) if first else None
        if first is None:
            assert again  # a row without a word
        elif owner is None:
            assert again == []
        elif again:  # a head that is too high is not repeated
            assert again == [words for cell in heads[id(owner)] for words in cell]
        elif owner.head:
            assert any(mark.setting.height > 80 for one in layout.pages for mark in one.marks) or not any(
                owner.head
            )


def _words(cell: TableCell) -> list[str]:
    return ["".join(span.text for span in para.spans) for para in cell]


@pytest.mark.parametrize("seed", range(300, 400))
def test_a_row_is_parted_only_when_no_page_can_hold_it(seed):
    body = Writer(seed, notes=False).body()
    room = FLOOR - GEOMETRY.top
    boxes = Boxes(STYLES, METRICS, "nl", room=room)
    for item in body:
        boxes.add(item, GEOMETRY.left, GEOMETRY.measure, (), -1)
    high = set()
    for box in boxes.boxes:
        head = boxes.boxes[box.strip.head].height if box.strip and box.strip.head >= 0 else 0.0
        around = sum(2 * boxes.frames[frame].padding for frame in box.frames)
        if box.height + head + around > room:
            high |= {id(one.setting) for one in box.cells}
    layout = laid_out(*body)
    for page in layout.pages:
        for mark in page.marks:
            if words_of(mark).startswith("c") and id(mark.setting) not in high:
                assert (mark.first, mark.last) == (0, len(mark.setting.lines))


# ---- rules, one by one


def test_the_head_is_repeated_with_its_ground_on_every_page_of_the_table():
    layout = laid_out(table(*((f"r{i}", "x") for i in range(60)), head=("One", "Two")))
    assert len(layout.pages) > 2
    assert head_marks(layout.pages[0]) == []
    for page in layout.pages[1:]:
        assert [words_of(mark) for mark in head_marks(page)] == ["One", "Two"]
        (ground,) = [rect for rect in page.rects if rect.colour == "tint"]
        assert ground.y == GEOMETRY.top
        assert min(mark.y for mark in page.marks) == head_marks(page)[0].y
        assert all(mark.y > ground.y + ground.height for mark in page.marks if mark.element >= 0)


def test_a_head_of_a_third_of_the_page_stands_once():
    high = table(*((f"r{i}",) for i in range(60)), head=("word " * 200,))
    layout = laid_out(high)
    assert len(layout.pages) > 2
    assert not any(head_marks(page) for page in layout.pages)


def test_a_table_without_a_head_repeats_nothing_and_has_no_ground():
    layout = laid_out(table(*((f"r{i}", "x") for i in range(60))))
    assert not any(head_marks(page) for page in layout.pages)
    assert {rect.colour for page in layout.pages for rect in page.rects} == {"rule"}


def test_a_hairline_stands_under_every_row():
    layout = laid_out(table(("a", "b"), ("c", "d"), ("e", "f"), head=("g", "h")))
    lines = sorted(rect.y for rect in layout.pages[0].rects if rect.colour == "rule")
    assert len(lines) == 4
    assert all(b - a == pytest.approx(18.0) for a, b in pairwise(lines))  # a line of 12 and 3 on both sides


def test_neither_caption_nor_head_is_left_behind():
    caption = Para(spans=(Span("Caption"),), style="table-caption", tag="Caption")
    for lines in range(1, 25):
        text = Para(spans=(Span("\n".join("x" for _ in range(lines))),))
        layout = laid_out(text, table(*((f"r{i}",) for i in range(30)), head=("Head",), caption=caption))
        for page in layout.pages:
            said = [words_of(mark) for mark in page.marks]
            if "Caption" in said:
                assert said[said.index("Caption") + 1 :][:2] == ["Head", "r0"]


def test_a_row_higher_than_a_page_goes_on_below_the_head():
    layout = laid_out(table(("word " * 1500, "short"), head=("One", "Two")))
    assert len(layout.pages) > 2
    tall = [mark for page in layout.pages for mark in page.marks if words_of(mark).startswith("word")]
    assert len(tall) == len(layout.pages)
    assert sum(mark.last - mark.first for mark in tall) == len(tall[0].setting.lines)
    assert sum(words_of(mark) == "short" for page in layout.pages for mark in page.marks) == 1
    assert all(head_marks(page) for page in layout.pages[1:])


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_column_is_set_to_its_side(align, share):
    layout = laid_out(table(("a", "b"), ("cccc", "d"), align=(align, "left")))
    for mark in layout.pages[0].marks[::2]:
        line = mark.setting.lines[0]
        free = mark.setting.width - line.width
        assert line.x == pytest.approx(free * share)


def test_numbers_stand_under_each_other_by_their_sign_in_the_language_of_the_words():
    numbers = ("1,25", "1.034,5", "7", "45%", "-0,125", "€ 12,50 p.p.")
    layout = laid_out(table(*((number,) for number in numbers), head=("2024",), align=("decimal",)))
    head, *marks = layout.pages[0].marks
    places = []
    for mark, number in zip(marks, numbers, strict=True):
        before = len(number.rpartition(",")[0] or number.rstrip("%"))
        places.append(mark.x + before * 4.5)  # a letter of 9 points is half an em wide
    assert max(places) - min(places) < 0.01
    widest = max(mark.x + mark.setting.lines[0].width for mark in marks)
    assert widest == pytest.approx(layout.pages[0].rects[0].x + layout.pages[0].rects[0].width - 5)
    assert head.x + head.setting.lines[0].x + head.setting.lines[0].width == pytest.approx(widest)


@pytest.mark.parametrize(
    ("words", "language", "before"),
    [
        ("1.250,75", "nl", "1.250"),
        ("1,250.75", "en-GB", "1,250"),
        ("12", "nl", "12"),
        ("12 km", "nl", "12"),
        ("a, b", "nl", None),
        ("", "nl", None),
        ("1\n2", "nl", None),
    ],
)
def test_what_stands_before_the_decimal_sign(words, language, before):
    found = number_of((Span(words),), language)
    assert (found and "".join(span.text for span in found.before)) == before


def test_the_mark_of_a_note_is_no_part_of_a_number():
    spans = (Span("1"), Span("2,5"), Span("7", note=7), Span(" x"))
    found = number_of(spans, "nl")
    assert [span.text for span in found.before] == ["1", "2"]
    assert [span.text for span in found.behind] == [",5", "7", " x"]
    marked_first = number_of((Span("7", note=7), Span("12")), "nl")
    assert [span.text for span in marked_first.before] == ["7", "12"]
    assert marked_first.behind == ()


def test_numbers_that_are_wider_than_their_column_are_set_to_the_right():
    columns = (TableColumn("decimal", 1), TableColumn("left", 40))
    made = table(("123456789012345,5", "a"), ("1,123456789012345", "b"))
    layout = laid_out(Table(columns=columns, rows=made.rows))
    assert len(layout.pages[0].marks) == 4


# ---- the widths of columns

TYPE = type_of(STYLES["table-cell"])


def wide(words: str):
    return extent((Span(words),), TYPE, METRICS)


def test_words_are_as_wide_as_their_longest_line_and_their_widest_word():
    found = wide("a bbb\ncc dddd")
    assert (found.whole, found.widest) == (7 * 4.5, 4 * 4.5)


def test_widths_follow_from_weights_where_there_are_any():
    assert column_widths((1, 3), (wide("a"), wide("b")), 100.0) == [25.0, 75.0]
    assert column_widths((0, 3), (wide("a"), wide("b")), 100.0) == [25.0, 75.0]


def test_short_words_share_the_room_by_their_length():
    assert column_widths((0, 0), (wide("aa"), wide("bbbb")), 45.0) == pytest.approx([15.0, 30.0])


def test_short_words_do_not_drift_apart():
    assert column_widths((0, 0), (wide("aa"), wide("bbbb")), 500.0) == pytest.approx([18.0, 36.0])
    layout = laid_out(table(("aa", "bbbb"), head=("c", "d")))
    assert {round(rect.width, 1) for rect in layout.pages[0].rects} == {2 * (6 * 4.5 + 4 * 5 + 0.1)}


def test_a_long_text_leaves_the_others_their_words():
    narrow, *rest = column_widths((0, 0), (wide("abc"), wide("word " * 100)), 200.0)
    assert narrow == pytest.approx(3 * 4.5)
    assert sum((narrow, *rest)) == pytest.approx(200.0)


def test_too_many_wide_words_share_what_there_is():
    widths = column_widths((0, 0), (wide("a" * 100), wide("b" * 50)), 90.0)
    assert widths == pytest.approx([60.0, 30.0])


def test_columns_without_a_word_are_equal():
    assert column_widths((0, 0), (Extent(10.0, 10.0),) * 2, 90.0) == [20.0, 20.0]
    assert column_widths((0, 0), (wide(""), wide("")), 90.0) == [0.0, 0.0]


# ---- notes in columns


def test_notes_in_columns_stand_on_their_page_too():
    note = Note(1, Para(spans=(Span("said"),), style="note"))
    marked = Para(spans=(Span("a"), Span("1", note=1)), language="nl")
    columns = Columns(columns=((marked,), (Para(spans=(Span("b"),)),)), weights=(1.0, 1.0))
    layout = laid_out(columns, notes=(note,))
    assert [mark.note for mark in layout.pages[0].marks] == [0, 0, 1, 0]
    assert layout.pages[0].marks[-1].y <= FLOOR


# ---- taken over from an earlier layout


def test_a_table_is_the_same_after_an_edit_before_it():
    note = Note(1, Para(spans=(Span("said"),), style="note"))
    rows = [(f"r{i}", "x" * (i % 7)) for i in range(80)]
    made = table(*rows, head=("One", "Two"))
    marked = Para(spans=(Span("a"), Span("1", note=1)), style="table-cell", language="nl")
    made = Table(columns=made.columns, head=made.head, rows=(((marked,), ()), *made.rows))
    texts = [Para(spans=(Span("x " * length),)) for length in (10, 60, 800)]
    first = laid_out(texts[0], made, texts[1], notes=(note,))
    for changed in texts:
        again = laid_out(changed, made, texts[1], notes=(note,), before=first)
        fresh = laid_out(changed, made, texts[1], notes=(note,))
        assert again.pages == fresh.pages
        assert again.elements == fresh.elements
