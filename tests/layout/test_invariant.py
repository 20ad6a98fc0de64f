"""What holds on every page of every document: lines, notes, frames, and where pages may end.

Random documents are read from the finished layout alone. Every word has a serial number, so that a line that
is lost, doubled or out of order cannot hide.
"""

import random
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, groupby, pairwise
from typing import NamedTuple

import pytest

from composer.layout.layout import lay_out
from composer.layout.lines import Setting
from composer.layout.page import Layout, Mark, Page
from composer.model.document import BlockId, Where
from composer.model.flow import Columns, Flow, FlowDocument, Group, Item, Note, PageBreak, Para, Span
from composer.model.house import Geometry
from composer.model.style import Style
from tests.conftest import CHANCE
from tests.halfem import METRICS
from tests.layout.test_pages import GEOMETRY, STYLES, House, Template

STYLES = STYLES | {
    "quotation": Style(bar="bar", bar_width=2.0, padding=4.0, padding_side=12.0, before=8.0, after=8.0),
    "whole": Style(size=10.0, leading=14.0, before=7.0, hyphenate=False, keep_together=True),
    "names": Style(before=30.0, keep_previous=True),
    "list": Style(before=4.0, after=7.0),
    "item": Style(indent=26.0, before=5.0),
}
# Wide and narrow pages; on the low ones hardly anything fits.
GEOMETRIES = (
    GEOMETRY,
    Geometry(
        width=420.0, height=595.0, left=50.0, right=40.0, top=40.0, bottom=50.0, first_top=200.0, foot=20.0
    ),
    Geometry(
        width=300.0, height=360.0, left=30.0, right=30.0, top=30.0, bottom=40.0, first_top=60.0, foot=20.0
    ),
)
MARK = "^"
# What stands side by side is one row.
ROWS = frozenset(("columns", "names"))


class Author:
    """Writes a random document with notes in paragraphs, headings, frames, quotations and lists."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.serial = 0
        self.blocks = 0
        self.notes: list[Note] = []
        self.after_break: set[str] = set()
        self.breaks = False

    def document(self) -> FlowDocument:
        body = tuple(self.flow(0) for _ in range(self.chance.randint(0, 30)))
        if self.chance.random() < 0.5:
            body += self.ending()
        return FlowDocument(title="", language="nl", regions=(), body=body, notes=tuple(self.notes))

    # ---- words

    def words(self, low: int, high: int) -> str:
        return " ".join(self.word() for _ in range(self.chance.randint(low, high)))

    def word(self, longest: int = 6) -> str:
        self.serial += 1
        return str(self.serial) + "x" * self.chance.randint(0, longest)

    def marked(self, low: int, high: int) -> tuple[Span, ...]:
        """Return words with the marks of new notes, and of old ones once more."""
        spans = [Span(self.words(low, high))]
        while self.chance.random() < 0.3:
            if self.notes and self.chance.random() < 0.2:
                number = self.chance.choice(self.notes).number
            else:
                number = self.note()
            spans += [Span(f"{MARK}{number}", note=number), Span(" " + self.words(1, high))]
        return tuple(spans)

    def note(self) -> int:
        number = len(self.notes) + 1
        count = self.chance.randint(1, 400 if self.chance.random() < 0.1 else 30)
        words = " ".join(str(i) + "y" * self.chance.randint(0, 6) for i in range(count))
        self.notes.append(Note(number, Para(spans=(Span(words),), style="note")))
        return number

    # ---- blocks

    def at(self, *, framed: bool) -> Where:
        """Return a place that says which block it is, and whether in a frame."""
        self.blocks += 1
        block = f"{self.blocks}{' framed' if framed else ''}"
        if self.breaks:
            self.after_break.add(block)
        self.breaks = False
        return Where(BlockId(block))

    def para(self, style: str = "body", *, framed: bool = False, most: int = 90) -> Para:
        at = self.at(framed=framed)
        spans = self.marked(1, 8 if style == "heading" else most)
        return Para(spans=spans, style=style, at=Where(at.block, style))

    def flow(self, depth: int, *, framed: bool = False) -> Flow:
        choice = self.chance.random()
        if choice < 0.4 or depth > 2:
            return self.para(self.chance.choice(("body", "body", "whole")), framed=framed)
        if choice < 0.55:
            return self.para("heading", framed=framed)
        if choice < 0.7:
            style = self.chance.choice(("frame", "quotation"))
            return Group(children=self.some(depth, framed=True), style=style)
        if choice < 0.85:
            items = tuple(self.item(depth, framed=framed) for _ in range(self.chance.randint(1, 3)))
            return Group(children=items, tag="L", style="list")
        if choice < 0.89 and not depth:
            self.breaks = True
            return PageBreak()
        return self.columns("columns", self.chance.choice((3, 8)), framed=framed)

    def some(self, depth: int, *, framed: bool) -> tuple[Flow, ...]:
        return tuple(self.flow(depth + 1, framed=framed) for _ in range(self.chance.randint(1, 3)))

    def item(self, depth: int, *, framed: bool) -> Item:
        label = (Span(self.word(0)),)
        if self.chance.random() < 0.1:
            return Item(
                label=label, children=(), style="item", at=Where(self.at(framed=framed).block, "item")
            )
        return Item(label=label, children=self.some(depth + 1, framed=framed), style="item")

    def columns(self, style: str, most: int, *, framed: bool) -> Columns:
        at = self.at(framed=framed)
        cells = tuple(
            tuple(Para(spans=(Span(self.words(1, most)),), at=Where(at.block, style)) for _ in range(2))
            for _ in range(self.chance.randint(1, 3))
        )
        return Columns(columns=cells, weights=(1.0,) * len(cells), style=style)

    def ending(self) -> tuple[Flow, ...]:
        return (self.para(), self.para("closing", most=5), self.columns("names", 5, framed=False))


# ---- what stands where


class Placed(NamedTuple):
    """One line in its place; `of` is text, label, note or number, `note` the note that it is of."""

    page: int
    of: str
    note: int
    mark: Mark
    index: int
    words: tuple[str, ...]
    marks: tuple[int, ...]

    @property
    def y(self) -> float:
        """The baseline."""
        return self.mark.y + (self.index - self.mark.first) * self.mark.setting.type.leading

    @property
    def top(self) -> float:
        return self.y - 0.8 * self.mark.setting.type.size

    @property
    def bottom(self) -> float:
        return self.y + 0.2 * self.mark.setting.type.size

    @property
    def left(self) -> float:
        return self.mark.x + self.mark.setting.lines[self.index].x

    @property
    def right(self) -> float:
        return self.left + self.mark.setting.lines[self.index].width


class Read(NamedTuple):
    """A document, its layout, and the lines of every page in the order in which they are read."""

    author: Author
    layout: Layout
    geometry: Geometry
    pages: tuple[tuple[Placed, ...], ...]

    @property
    def lines(self) -> Iterator[Placed]:
        return chain.from_iterable(self.pages)


@cache
def read(seed: int) -> Read:
    """Return the document of a seed, laid out."""
    author = Author(seed)
    geometry = GEOMETRIES[seed % len(GEOMETRIES)]
    layout = lay_out(author.document(), Template(House(geometry), STYLES), METRICS)
    return Read(author, layout, geometry, tuple(tuple(_lines(layout, page)) for page in layout.pages))


def _lines(layout: Layout, page: Page) -> Iterator[Placed]:
    elements = layout.elements
    for mark in page.marks:
        element = elements[mark.element]
        above = dict(elements[element.parent].attributes) if element.parent >= 0 else {}
        note = int(above.get("id", "note-0").removeprefix("note-"))
        is_label = element.tag == "Lbl"
        of = ("number" if is_label else "note") if note else ("label" if is_label else "text")
        for index in range(mark.first, mark.last):
            words, marks = _words(mark.setting, index)
            yield Placed(page.number, of, note, mark, index, words, marks)


def _words(setting: Setting, index: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the words of a line, and the notes marked on it."""
    line, words = setting.lines[index], ""
    for piece in line.pieces:
        if not setting.spans[setting.runs[piece.run].span].note:
            words += "".join(" " if word is None else word.text for word in piece.words)
    return tuple(words.split()), line.notes


def rows(page: Iterable[Placed]) -> list[tuple[str, int, Placed]]:
    """Return what of a page cannot be parted, a line or a row of columns: its block, which line, the line."""
    lines = [line for line in page if line.of == "text"]
    kept = [(line.mark.at.block, 0 if line.mark.at.field in ROWS else line.index, line) for line in lines]
    return [next(group) for _, group in groupby(kept, lambda row: row[:2])]


# ---- what must hold

of_any_document = pytest.mark.parametrize("seed", [*range(300), CHANCE], indirect=True)


@of_any_document
def test_every_word_stands_once_and_in_order(seed: int):
    document = read(seed)
    words = [word for line in document.lines if line.of in {"text", "label"} for word in line.words]
    assert [int(word.rstrip("x")) for word in words] == list(range(1, document.author.serial + 1))


@of_any_document
def test_every_note_stands_once_and_whole_however_often_it_is_marked(seed: int):
    document = read(seed)
    said: dict[int, tuple[str, ...]] = {note.number: () for note in document.author.notes}
    for line in document.lines:
        if line.of == "note":
            said[line.note] += line.words
    assert said == {note.number: tuple(words_of(note)) for note in document.author.notes}
    assert sorted(line.note for line in document.lines if line.of == "number") == sorted(said)


def words_of(note: Note) -> list[str]:
    return note.body.spans[0].text.split()


@of_any_document
def test_a_mark_and_the_first_line_of_its_note_share_a_page(seed: int):
    document = read(seed)
    marked: dict[int, int] = {}
    begun: dict[int, int] = {}
    for line in document.lines:
        for number in line.marks:
            marked.setdefault(number, line.page)
        if line.of == "number":
            begun[line.note] = line.page
        if line.of == "note" and line.index == 0:
            assert begun[line.note] == line.page
    late = {number for number, page in begun.items() if page != marked[number]}
    if late:  # the notes of one row are too much for a page of its own, and that is told
        assert "crowded-notes" in {finding.id for finding in document.layout.findings}
        assert all(len(rows(document.pages[marked[number] - 1])) == 1 for number in late)
    assert {number: page for number, page in begun.items() if number not in late} == {
        number: page for number, page in marked.items() if number not in late
    }


@of_any_document
def test_a_parted_note_goes_on_before_all_others_with_two_lines_at_least(seed: int):
    for page in read(seed).pages:
        lines = sorted((line for line in page if line.of == "note"), key=lambda line: line.y)
        parts = [list(part) for _, part in groupby(lines, lambda line: line.note)]
        numbers = [part[0].note for part in parts]
        assert numbers == sorted(set(numbers))
        for i, part in enumerate(parts):
            last = len(part[0].mark.setting.lines) - 1
            assert [line.index for line in part] == list(range(part[0].index, part[-1].index + 1))
            assert part[0].index == 0 or i == 0
            assert part[-1].index == last or i == len(parts) - 1
            assert len(part) >= min(2, last + 1)


@of_any_document
def test_nothing_overlaps_and_notes_stand_at_the_foot(seed: int):
    document = read(seed)
    floor = document.geometry.height - document.geometry.bottom
    for page, unsorted in zip(document.layout.pages, document.pages, strict=True):
        top = document.geometry.first_top if page.number == 1 else document.geometry.top
        lines = sorted(unsorted, key=lambda line: line.top)
        assert all(line.top >= top - 0.01 and line.bottom <= floor + 0.01 for line in lines)
        for i, above in enumerate(lines):
            for below in lines[i + 1 :]:
                if below.top >= above.bottom - 0.01:
                    break
                assert above.right <= below.left + 0.01 or below.right <= above.left + 0.01
        rules = [rect.y for rect in page.rects if rect.colour == "grey"]
        assert len(rules) == any(line.note for line in lines)
        for line in lines:
            assert all((line.top >= y) if line.note else (line.bottom <= y) for y in rules)


@of_any_document
def test_what_is_framed_stands_in_its_frame_and_nothing_else_does(seed: int):
    document = read(seed)
    for page, lines in zip(document.layout.pages, document.pages, strict=True):
        frames = [rect for rect in page.rects if rect.colour in {"tint", "bar"}]
        for line in lines:
            if line.of == "label":  # of an item that holds a frame, beside it
                continue
            around = [rect for rect in frames if rect.y < line.bottom and rect.y + rect.height > line.top]
            assert bool(around) == line.mark.at.block.endswith("framed")
            for rect in around:
                assert rect.y <= line.top
                assert rect.y + rect.height >= line.bottom
                assert rect.x <= line.left
                assert rect.colour == "bar" or rect.x + rect.width >= line.right


@of_any_document
def test_a_page_ends_where_it_may_unless_it_has_no_such_place(seed: int):
    """No widow and no orphan, no heading at the foot, no closing or signature without text before it."""
    document = read(seed)
    ends = [found for page in document.pages if (found := rows(page))]
    for page, following in pairwise(ends):
        if following[0][0] not in document.author.after_break and not may_part(page[-1], following[0]):
            assert not any(may_part(*two) for two in pairwise(page)), page[-1]


def may_part(above: tuple[str, int, Placed], below: tuple[str, int, Placed]) -> bool:
    """Return whether a page may end between two rows."""
    one, other = STYLES[above[2].mark.at.field], STYLES[below[2].mark.at.field]
    if above[0] != below[0]:
        return not one.keep_next and not other.keep_previous
    first = below[1]
    return not one.keep_together and 2 <= first <= len(below[2].mark.setting.lines) - 2


def test_chance_writes_all_that_has_to_be_tried():
    documents = [read(seed) for seed in range(300)]
    places = [line.mark.at for document in documents for line in document.lines if line.marks]
    assert {place.field for place in places} >= {"heading", "body", "whole", "closing"}
    assert sum(place.block.endswith("framed") for place in places) > 300
    notes = sum(len(document.author.notes) for document in documents)
    assert notes > 1500
    marks = [number for document in documents for line in document.lines for number in line.marks]
    assert len(marks) > notes + 200
    parted = {
        (seed, line.note)
        for seed, document in enumerate(documents)
        for page in document.pages
        for line in page
        if line.of == "note" and line.index == line.mark.first > 0
    }
    assert len(parted) > 50
