"""The vocabulary in which blocks speak: paragraphs, items, groups, figures, tables, notes. No geometry.

Layout, and later DOCX, HTML and text, are made from these alone. Tags are structure types of
ISO 32000-1, 14.8.4, so that the tree of the PDF is the tree of the flow. Headings and bookmarks say how deep
they want to be; whoever writes them out leaves no level out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import NamedTuple

from composer.model.document import Where
from composer.model.drawing import Drawing
from composer.model.picture import Image

# What stands in the foot until the pages are known: the number of the page, and how many there are.
PAGE = "\ue000"
PAGES = "\ue001"


class Span(NamedTuple):
    """Words of one format; the smallest part of a paragraph.

    `note` is the number of the footnote whose mark these words are, 0 for ordinary words. `spoken` is what
    a screen reader says in place of the words. `unknown` sets apart a look-up that failed. `page_of` is the
    block whose page number stands here once the pages are known; until then the words are a placeholder.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    language: str = ""
    note: int = 0
    spoken: str = ""
    unknown: bool = False
    page_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph; a newline in its words is a line break. `outline` is its level among bookmarks, 0 none."""

    spans: tuple[Span, ...]
    style: str = "body"
    tag: str = "P"
    at: Where = Where()
    language: str = ""
    outline: int = 0
    label: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Content that belongs together; its style may give it a frame. `numbering` is for tag L only."""

    children: "tuple[Flow, ...]"
    tag: str = "Sect"
    style: str = ""
    numbering: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A label with what it stands before; the style says where both hang and whether they are framed."""

    label: tuple[Span, ...]
    children: "tuple[Flow, ...]"
    style: str
    at: Where = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Paragraphs side by side, never parted over pages; weights share the width.

    They begin at one height, or with `level_feet` end at one.
    """

    columns: tuple[tuple[Para, ...], ...]
    weights: tuple[float, ...]
    style: str = "columns"
    level_feet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with the paragraphs under it, on one page.

    It is as wide as `share` of the measure, or `width` points, or by nature when both are 0; never wider than
    the measure or higher than the page. Without `alt` it decorates, and a screen reader passes over it.
    """

    image: Image
    alt: str = ""
    under: tuple[Para, ...] = ()
    share: float = 0.0
    width: float = 0.0
    style: str = "figure"
    at: Where = Where()
    language: str = ""


class TableColumn(NamedTuple):
    """A column: `left`, `right`, `center` or `decimal`, and its part of the width; 0 is by content."""

    align: str = "left"
    weight: int = 0


TableCell = tuple[Para, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, as many in each as there are columns; the head stands on every page again.

    `caption` stands above it. The words of cells and head are in styles `<style>-cell` and `<style>-head`.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    head: tuple[TableCell, ...] = ()
    caption: Para | None = None
    style: str = "table"
    at: Where = Where()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    at: Where = Where()


@dataclass(frozen=True, slots=True)
class Contents:
    """Here stand the headings of the document and their pages, once every block has spoken."""

    at: Where = Where()


Flow = Para | Group | Item | Columns | Figure | Table | PageBreak | Contents


def paras_in(flow: Flow) -> Iterator[Para]:
    """Yield every paragraph of a piece of flow, in reading order."""
    match flow:
        case Para():
            yield flow
        case Group() | Item():
            for child in flow.children:
                yield from paras_in(child)
        case Columns():
            yield from (para for column in flow.columns for para in column)
        case Figure():
            yield from flow.under
        case Table():
            yield from (flow.caption,) if flow.caption else ()
            yield from (para for row in (flow.head, *flow.rows) for cell in row for para in cell)


def with_paras(flow: Flow, change: Callable[[Para], Para]) -> Flow:
    """Return a piece of flow with each of its paragraphs changed; the same object when none is another."""

    def changed(paras: tuple[Para, ...]) -> tuple[Para, ...]:
        made = tuple(map(change, paras))
        return paras if all(map(is_, made, paras)) else made

    match flow:
        case Para():
            return change(flow)
        case Group() | Item():
            children = tuple(with_paras(child, change) for child in flow.children)
            return flow if all(map(is_, children, flow.children)) else replace(flow, children=children)
        case Columns():
            columns = tuple(map(changed, flow.columns))
            return flow if all(map(is_, columns, flow.columns)) else replace(flow, columns=columns)
        case Figure():
            under = changed(flow.under)
            return flow if under is flow.under else replace(flow, under=under)
        case Table():
            return _with_cells(flow, change, changed)
        case _:
            return flow


def _with_cells(
    table: Table, change: Callable[[Para], Para], changed: Callable[[TableCell], TableCell]
) -> Table:
    caption = change(table.caption) if table.caption else None
    head, *rows = (tuple(map(changed, row)) for row in (table.head, *table.rows))
    same = caption is table.caption and all(
        all(map(is_, row, old)) for row, old in zip((head, *rows), (table.head, *table.rows), strict=True)
    )
    return table if same else replace(table, caption=caption, head=head, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, what it says, and its number as it is printed, when that is another one."""

    number: int
    body: Para
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Content with a fixed place on a page, by the name the template gives the place."""

    name: str
    paras: tuple[Para, ...]


class Emblem(NamedTuple):
    """A partner that signs along: its logo with what that is called, or without one its name in type."""

    name: str
    drawing: Drawing | None
    alt: str
    at: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDocument:
    """A whole document, ready for layout or for export: stationery, body and notes.

    `paged` are the numbers of the pieces of the body in which pages are named.
    """

    title: str
    language: str
    regions: tuple[Region, ...]
    body: tuple[Flow, ...]
    notes: tuple[Note, ...]
    foot: tuple[tuple[Span, ...], ...] = ()
    paged: tuple[int, ...] = ()
    partners: tuple[Emblem, ...] = ()
