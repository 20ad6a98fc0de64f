"""A finished layout: pages of marks in points, origin top left; and the tree of elements they belong to."""

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from composer.layout.lines import Setting
from composer.model.document import Where
from composer.model.drawing import Drawing
from composer.model.finding import Finding
from composer.model.picture import Image

if TYPE_CHECKING:
    from composer.layout.made import Made


class Mark(NamedTuple):
    """Lines of a paragraph on a page: `x`, `y` is the start of the first line's baseline.

    `element` is the number of the structure element that the lines belong to, -1 for an artifact.
    """

    setting: Setting
    first: int
    last: int
    x: float
    y: float
    element: int
    at: Where
    note: int = 0


class Picture(NamedTuple):
    """A drawing or an image with its top left corner and size; `element` is -1 for one that decorates."""

    drawing: Drawing | Image
    x: float
    y: float
    width: float
    height: float
    element: int
    at: Where = Where()


class Rect(NamedTuple):
    """A filled rectangle in a colour named by role."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Element(NamedTuple):
    """A structure element; `parent` is the number of an earlier one, -1 for the document itself."""

    tag: str
    parent: int
    attributes: tuple[tuple[str, str], ...] = ()


class Bookmark(NamedTuple):
    """An entry of the outline; `y` is the top of its line on the page, pages count from 0."""

    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Rectangles are painted first; marks stand in reading order; the foot is an artifact.

    Below `notes_top`, points from the top, stand the footnotes only.
    """

    number: int
    rects: tuple[Rect, ...]
    pictures: tuple[Picture, ...]
    marks: tuple[Mark, ...]
    foot: tuple[Mark, ...]
    filled: float
    notes_top: float = inf


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a document; `filled` of a page is how much of its room for text is used, from 0 to 1.

    `made` is what the next layout of the same document may take over.
    """

    title: str
    language: str
    width: float
    height: float
    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    bookmarks: tuple[Bookmark, ...]
    findings: tuple[Finding, ...] = field(default=())
    made: "Made | None" = field(default=None, compare=False, repr=False)
