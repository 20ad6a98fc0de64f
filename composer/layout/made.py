"""What a layout keeps for the next one, and how far pages need filling again.

Pages before the first changed row stay; from there pages are filled until one begins where a page began
before, with the same notes carried over: the rest is the rest of the last layout.
"""

from dataclasses import dataclass, replace
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from composer.layout.boxes import Boxes
from composer.layout.metrics import Metrics
from composer.layout.numbers import Numbered
from composer.layout.page import Bookmark, Layout, Mark, Page
from composer.layout.pages import Filled, Filler, NotePart, Row, balanced
from composer.layout.parts import Body, Part
from composer.layout.stationery import Stationery, foot_marks
from composer.model.flow import FlowDocument
from composer.model.house import Geometry
from composer.model.same import common
from composer.model.template import Template

# A page whose notes do not fit, over and over, would never end; no real document comes near.
MOST_PAGES = 20_000


class Placed(NamedTuple):
    """A page with the rows it was filled with and the bookmarks on it."""

    filled: Filled
    page: Page
    bookmarks: tuple[Bookmark, ...]

    def again(self, number: int, filled: Filled, foot: tuple[Mark, ...]) -> "Placed":
        """Return the same page as page `number`, counting from 0, with a foot of its own."""
        page, bookmarks = self.page, self.bookmarks
        if filled is self.filled and page.number == number + 1 and page.foot is foot:
            return self
        if page.number != number + 1:
            bookmarks = tuple(bookmark._replace(page=number) for bookmark in bookmarks)
        if page.number != number + 1 or page.foot != foot:
            page = replace(page, number=number + 1, foot=foot)
        return Placed(filled, page, bookmarks)


@dataclass(frozen=True, slots=True)
class Made:
    """The steps of a layout: flow, body, stationery and at last pages; all of one template and its fonts.

    Where pages are named in the text, `rounds` are what it was reached by.
    """

    template: Template
    metrics: Metrics
    flow: FlowDocument
    body: Body
    stationery: Stationery
    pages: tuple[Placed, ...] = ()
    rounds: "tuple[Round, ...]" = ()

    @property
    def boxes(self) -> Boxes:
        """Return the boxes of the body, with notes and elements."""
        return self.body.boxes

    @property
    def rows(self) -> list[Row]:
        """Return the rows of the body."""
        return self.body.rows


class Round(NamedTuple):
    """A layout with the numbers of pages that were known by then."""

    layout: Layout | None
    numbered: Numbered | None = None


class Feet:
    """The foot of every page; those of the last layout where words and number of pages are the same."""

    def __init__(self, made: Made, count: int, last: Made | None) -> None:
        self._made = made
        self._count = count
        same = last is not None and last.flow.foot == made.flow.foot and len(last.pages) == count
        self._pages = last.pages if last is not None and same else ()

    def of(self, number: int) -> tuple[Mark, ...]:
        """Return the foot of a page, counting from 0; a cover has none."""
        if self._pages:
            return self._pages[number].page.foot
        made = self._made
        if number + 1 < made.template.start_page:
            return ()
        return foot_marks(made.flow, made.template.house.geometry, made.boxes, number + 1, self._count)


def fill_all(made: Made, geometry: Geometry, last: Made | None) -> list[tuple[Filled, Placed | None]]:
    """Return every page as it is filled, with the page of the last layout that it is again."""
    full = geometry.height - geometry.top - geometry.bottom
    first = geometry.height - geometry.first_top - geometry.bottom - made.stationery.rise
    filler = Filler(made.rows, made.boxes, full)
    pages: list[tuple[Filled, Placed | None]] = []
    rows = len(made.rows)
    same = _Same(made, last)
    if last is not None:
        for old in last.pages:
            if old.filled.seen > same.head:
                break
            pages.append((old.filled, old))
    start, carried = (pages[-1][0].end, pages[-1][0].carried) if pages else (0, ())
    while (start < rows or carried or not pages) and len(pages) < MOST_PAGES:
        rest = same.rest(start, carried) if pages else ()
        if rest:
            pages += ((old.filled.moved(same.moved), old) for old in rest)
            break
        page = filler.fill(start, carried, full if pages else first)
        pages.append((page, None))
        start, carried = page.end, page.carried
    if len(pages) > 1 and not 0 < made.template.page_budget < len(pages):
        _balance(pages, filler, first, full)
    return pages


def _balance(pages: list[tuple[Filled, Placed | None]], filler: Filler, first: float, full: float) -> None:
    """Give the last page some lines of the one before, when it holds next to nothing."""
    (before, _), (last, _) = pages[-2:]
    room = full if len(pages) > 2 else first
    carried = pages[-3][0].carried if len(pages) > 2 else ()
    made = balanced(filler, (before, last), carried, room, full)
    if made != (before, last):
        pages[-2:] = ((page, None) for page in made)


class _Same:
    """What two layouts have in common: `head` rows from the start, and a tail moved by `moved` rows."""

    def __init__(self, made: Made, last: Made | None) -> None:
        self.head = self.moved = 0
        self.tail = len(made.rows) + 1
        self.starts: dict[tuple[int, tuple[NotePart, ...]], int] = {}
        self.changed: set[int] = set()
        self.pages: tuple[Placed, ...] = ()
        if last is None:
            return
        self.pages = last.pages
        self.changed = _changed_notes(made.boxes, last.boxes)
        head, tail = common(last.body.parts, made.body.parts)
        self.head = self._rows_of_same(made.body.parts[:head])
        if self.head == len(made.rows) == len(last.rows):
            self.head += 1  # the end is where it was
        self.tail = len(made.rows) - self._rows_of_same(made.body.parts[::-1][:tail])
        self.moved = len(made.rows) - len(last.rows)
        self.starts = {
            (page.filled.start + self.moved, _carried_to(last.pages, i)): i
            for i, page in enumerate(last.pages)
            if i
        }

    def _rows_of_same(self, parts: tuple[Part, ...]) -> int:
        """Return how many rows there are up to the first that marks a note that is another one."""
        if self.changed:
            parts = tuple(takewhile(lambda part: self.changed.isdisjoint(part.notes), parts))
        return sum(map(len, map(attrgetter("rows"), parts)))

    def rest(self, start: int, carried: tuple[NotePart, ...]) -> tuple[Placed, ...]:
        """Return the pages of the last layout from the one that begins like this; none when it is new."""
        if start < self.tail or any(part.number in self.changed for part in carried):
            return ()
        page = self.starts.get((start, carried))
        return () if page is None else self.pages[page:]


def _changed_notes(boxes: Boxes, others: Boxes) -> set[int]:
    """Return the notes that have other lines than before, or other elements."""
    notes, known = boxes.notes, others.notes
    changed = set[int]()
    if notes is not known:
        changed = {n for n, note in notes.items() if n not in known or known[n].setting is not note.setting}
    if boxes.marked != others.marked:
        changed |= {n for n in notes if boxes.marked.get(n) != others.marked.get(n)}
    return changed


def _carried_to(pages: tuple[Placed, ...], number: int) -> tuple[NotePart, ...]:
    return pages[number - 1].filled.carried
