"""What the preview shows: a document in its places, pictures of its pages, what stands where on them.

Laying out and pictures are made by one worker thread, since ReportLab and PDFium belong to one thread;
what goes in and comes out are frozen values. A picture is of the exported page: the same paint, one page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import floor, hypot
from typing import NamedTuple

from composer.app.called import inner_called, part_called
from composer.app.compile import LaidOut, lay_out_document
from composer.app.fields import field_words, plain_words
from composer.blocks.kept import kept
from composer.blocks.kind import kind_of, texts_of
from composer.compose.called import field_called
from composer.compose.world import World
from composer.i18n import _
from composer.layout.page import Element, Layout, Mark, Page, Picture, Rect
from composer.layout.stationery import baseline
from composer.model.document import Block, BlockId, Document, Where
from composer.model.finding import Finding, Severity
from composer.pdf.raster import PageImage, Pages

# A rectangle lower than this is a rule, and frames nothing.
RULE = 3.0
# A picture never has more pixels, however near the eye and fine the screen: 64 MiB.
MOST_PIXELS = 16_000_000

# Of so many pages it is kept what stands on them.
MOST_PAGES = 2_000

# How much of a text names a block that has no number.
FIRST_WORDS = 32

__all__ = [
    "Box",
    "Extent",
    "PageImage",
    "Pictures",
    "Rendered",
    "boxes_of",
    "edges",
    "in_note",
    "lines_over",
    "notes_of",
    "one_page",
    "pages_used",
    "place_in_words",
    "render",
    "same_look",
    "thing_at",
    "things_on",
    "where_at",
]


class Extent(NamedTuple):
    """How long a document is: pages used, the template's budget (0 for none), lines beyond it."""

    used: float
    budget: float
    lines_over: int


class Box(NamedTuple):
    """A rectangle on a page, pages counting from 0, in points from the top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document in its places, with all that views show of it; `numbers` are those that are printed.

    `laid_out` is what the next layout takes over.
    """

    document: Document
    world: World
    layout: Layout
    findings: tuple[Finding, ...]
    numbers: Mapping[BlockId, str]
    extent: Extent
    laid_out: LaidOut | None = None

    @property
    def has_errors(self) -> bool:
        """Return whether something keeps the document from being exported."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def render(
    document: Document,
    world: World,
    check: Callable[[], None] = lambda: None,
    before: Rendered | None = None,
) -> Rendered:
    """Return a document in its places; `check` is called between pages and may raise to end the work.

    `before` is an earlier state of the document.
    """
    last = before.laid_out if before else None
    laid_out = lay_out_document(document, world, lambda *_progress: check(), last)
    layout = laid_out.layout
    budget = world.template.page_budget
    extent = Extent(pages_used(layout), budget, lines_over(layout, budget))
    numbers = laid_out.said.resolved.numbers
    return Rendered(document, world, layout, laid_out.findings, numbers, extent, laid_out)


# ---- pictures


class Pictures:
    """Makes pictures of pages; the page painted last stays open, for zooming. Only the worker may call it."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._open: Pages | None = None
        self._page: Page | None = None

    def image(self, rendered: Rendered, number: int, width: int) -> PageImage:
        """Return a page about `width` pixels wide, painted as it is exported; pages count from 0."""
        page = rendered.layout.pages[number]
        if self._open is None or self._page is not page:
            from composer.pdf.paint import paint

            self.close()
            self._open = Pages(paint(one_page(rendered.layout, number), rendered.world.house))
            self._page = page
        points, height = self._open.size(0)
        scale = min(width / points, (MOST_PIXELS / (points * height)) ** 0.5)
        # A hair less, so that rounding up never makes it a pixel wider than asked for.
        return self._open.image(0, scale * (1 - 1e-9))

    def close(self) -> None:
        """Give back what PDFium holds."""
        if self._open is not None:
            self._open.close()
        self._open = self._page = None


def one_page(layout: Layout, number: int) -> Layout:
    """Return a layout of one of its pages, with the structure elements of that page only."""
    page = layout.pages[number]
    kept: dict[int, int] = {-1: -1}
    elements: list[Element] = []

    def keep(element: int) -> int:
        """Keep an element and all it stands in, the outermost first."""
        chain = []
        while element not in kept:
            chain.append(element)
            element = layout.elements[element].parent
        for new in reversed(chain):
            old = layout.elements[new]
            elements.append(old._replace(parent=kept[old.parent]))
            kept[new] = len(elements) - 1
        return kept[chain[0] if chain else element]

    pictures = tuple(picture._replace(element=keep(picture.element)) for picture in page.pictures)
    marks = tuple(mark._replace(element=keep(mark.element)) for mark in page.marks)
    only = replace(page, pictures=pictures, marks=marks)
    return replace(layout, pages=(only,), elements=tuple(elements), bookmarks=(), findings=(), made=None)


def same_look(one: Page, other: Page) -> bool:
    """Return whether two pages of one house look the same; which block a line comes from is not seen."""
    return one is other or (
        one.rects == other.rects
        and one.pictures == other.pictures
        and _looks(one.foot) == _looks(other.foot)
        and _looks(one.marks) == _looks(other.marks)
    )


def _looks(marks: tuple[Mark, ...]) -> list[tuple[object, ...]]:
    return [mark[:5] for mark in marks]  # setting, first, last, x, y


# ---- what stands where


def where_at(layout: Layout, page: int, x: float, y: float) -> Where | None:
    """Return the place in the document of what stands nearest to a point; None on a page without text."""
    nearest = thing_at(layout, page, x, y)
    return nearest.at if nearest else None


def thing_at(layout: Layout, page: int, x: float, y: float) -> Mark | Picture | None:
    """Return what of the document stands nearest to a point; None on a page without text."""
    if not 0 <= page < len(layout.pages):
        return None

    def distance(shown: Mark | Picture) -> float:
        left, top, right, bottom = edges(layout, shown)
        return hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))

    shown = [one for one in things_on(layout.pages[page]) if one.at != Where()]
    return min(shown, key=distance) if shown else None


def things_on(page: Page) -> tuple[Mark | Picture, ...]:
    """Return all that stands on a page, in reading order, its pictures last."""
    return (*page.marks, *page.pictures)


def boxes_of(layout: Layout, block: BlockId) -> tuple[Box, ...]:
    """Return where the own text of a block stands: a box for each page, its frame when it has one."""
    pages = (number for number, page in enumerate(layout.pages) if block in _blocks_on(page))
    return tuple(box for number in pages if (box := _box_on(layout, number, layout.pages[number], block)))


def _blocks_of(page: Page) -> frozenset[BlockId]:
    return frozenset(shown.at.block for shown in things_on(page))


_blocks_on = kept(_blocks_of, MOST_PAGES)


def notes_of(layout: Layout, block: BlockId) -> tuple[Box, ...]:
    """Return where the notes of a block stand: a box for each page."""
    found = []
    for number, page in enumerate(layout.pages):
        own = [one for one in things_on(page) if one.at.block == block and in_note(layout, one)]
        if own:
            sides = [edges(layout, one) for one in own]
            left, top = min(edge[0] for edge in sides), min(edge[1] for edge in sides)
            right, bottom = max(edge[2] for edge in sides), max(edge[3] for edge in sides)
            found.append(Box(number, left, top, right - left, bottom - top))
    return tuple(found)


def _box_on(layout: Layout, number: int, page: Page, block: BlockId) -> Box | None:
    own = [one for one in things_on(page) if one.at.block == block]
    sides = [edges(layout, one) for one in own if not in_note(layout, one)]
    if not sides:
        return None
    left, top = min(edge[0] for edge in sides), min(edge[1] for edge in sides)
    right, bottom = max(edge[2] for edge in sides), max(edge[3] for edge in sides)
    others = [edges(layout, one) for one in things_on(page) if one.at.block != block]
    frames = [
        rect
        for rect in page.rects
        if rect.height > RULE
        and rect.x <= left
        and rect.y <= top
        and rect.x + rect.width >= right
        and rect.y + rect.height >= bottom
        and not any(_within(rect, other) for other in others)
    ]
    if frames:
        frame = min(frames, key=lambda rect: rect.width * rect.height)
        return Box(number, frame.x, frame.y, frame.width, frame.height)
    return Box(number, left, top, right - left, bottom - top)


def edges(layout: Layout, mark: Mark | Picture) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of lines: as wide as their column, a label as wide as it is."""
    if isinstance(mark, Picture):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    setting = mark.setting
    type_ = setting.type
    top = mark.y - baseline(0.0, type_.size, type_.leading)
    if mark.element >= 0 and layout.elements[mark.element].tag == "Lbl":
        width = max(setting.lines[i].x + setting.lines[i].width for i in range(mark.first, mark.last))
    else:
        width = setting.width
    return mark.x, top, mark.x + width, top + (mark.last - mark.first) * type_.leading


def _within(rect: Rect, edges: tuple[float, float, float, float]) -> bool:
    x, y = edges[0], (edges[1] + edges[3]) / 2
    return rect.x <= x <= rect.x + rect.width and rect.y <= y <= rect.y + rect.height


def in_note(layout: Layout, mark: Mark | Picture) -> bool:
    """Return whether something is part of a footnote."""
    parent = layout.elements[mark.element].parent if mark.element >= 0 else -1
    return parent >= 0 and layout.elements[parent].tag == "Note"


# ---- how long it is


def pages_used(layout: Layout) -> float:
    """Return the number of pages, the last one as far as it is filled: 1.9."""
    return len(layout.pages) - 1 + layout.pages[-1].filled


def lines_over(layout: Layout, budget: float) -> int:
    """Return how many lines of text stand beyond a budget of pages; lines side by side count once."""
    if not budget or pages_used(layout) <= budget:
        return 0
    full = floor(budget)
    over = sum(map(_lines_on, layout.pages[full + 1 :]))
    page = layout.pages[full]
    share = 1.0 if page.filled <= 0 else max(0.0, page.filled - (budget - full)) / page.filled
    return max(1, over + round(share * _lines_on(page)))


def _lines_of(page: Page) -> int:
    heights: set[float] = set()
    for mark in page.marks:
        if mark.y < page.notes_top:
            leading = mark.setting.type.leading
            heights.update(round(mark.y + i * leading, 1) for i in range(mark.last - mark.first))
    return len(heights)


_lines_on = kept(_lines_of, MOST_PAGES)


# ---- places in words


def place_in_words(rendered: Rendered, at: Where) -> str:
    """Return what the author calls a place: `Request 1a`, `Paragraph: In the week of…`, a field's label."""
    if at.block:
        path = _path_to(rendered.document.blocks, at.block)
        inner = inner_called(path[-1], at.field) if path else ""
        return ", ".join(part for part in (_block_in_words(rendered, path), inner) if part) if path else ""
    sort, _dot, key = at.field.partition(".")
    template = rendered.world.template
    if sort in {"fields", "people"}:
        is_known = bool(field_called(template, key.partition(".")[0]))
    else:
        is_known = sort == "sources"
    return part_called(at.field, template, rendered.document) if is_known else ""


def _path_to(blocks: tuple[Block, ...], identity: BlockId) -> tuple[Block, ...]:
    """Return the blocks that hold a block, the outermost first, and the block itself."""
    for block in blocks:
        if block.id == identity:
            return (block,)
        if path := _path_to(block.children, identity):
            return (block, *path)
    return ()


def _block_in_words(rendered: Rendered, path: tuple[Block, ...]) -> str:
    block = path[-1]
    kind = _(kind_of(block).label)
    numbers = (rendered.numbers.get(step.id, "").rstrip(".") for step in path if _shows_number(step))
    if number := "".join(numbers):
        return f"{kind} {number}"
    words = " ".join(_plain(block, rendered).split())
    if not words:
        return kind
    if len(words) > FIRST_WORDS:
        words = words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
    return f"{kind}: {words}"


def _shows_number(block: Block) -> bool:
    """Return whether the number of a block is printed, so that the author knows it."""
    kind = kind_of(block)
    return bool(kind.counter) and kind.list_numbering != "None"


def _plain(block: Block, rendered: Rendered) -> str:
    document, world = rendered.document, rendered.world
    fields = field_words(document, world, document.language)
    said = (plain_words(text, fields) for _path, text in texts_of(block))
    return next((words for words in said if words.strip()), "")
