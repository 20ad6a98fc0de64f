"""The vocabulary in which blocks speak: paragraphs, items, groups, columns, notes. No geometry.

Layout, and later DOCX, HTML and text, are made from these alone. Tags are structure types of
ISO 32000-1, 14.8.4, so that the tree of the PDF is the tree of the flow. Headings and bookmarks say how deep
they want to be; whoever writes them out leaves no level out.
"""

from dataclasses import dataclass
from typing import NamedTuple

from composer.model.document import Where

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


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    at: Where = Where()


@dataclass(frozen=True, slots=True)
class Contents:
    """Here stand the headings of the document and their pages, once every block has spoken."""

    at: Where = Where()


Flow = Para | Group | Item | Columns | PageBreak | Contents


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
