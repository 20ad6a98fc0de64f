"""The outline: headings as bookmarks, in a tree without gaps (ISO 32000-1, 12.3.3)."""

from reportlab.pdfbase.pdfdoc import PDFDocument

from composer.layout.page import Bookmark
from composer.pdf.objects import Raw, number, string


class Outline(Raw):
    """The root of the bookmarks; ReportLab asks it to prepare itself and whether there is anything in it."""

    ready = -1

    def prepare(self, document: PDFDocument, canvas: object) -> None:
        """Be ready already: the entries were added with the last page."""


class _Entry:
    def __init__(self, bookmark: Bookmark | None, parent: "_Entry | None") -> None:
        self.bookmark = bookmark
        self.parent = parent
        self.children: list[_Entry] = []
        self.raw = Raw()
        self.number = 0

    @property
    def level(self) -> int:
        """Return the level the heading asked for, 0 at the root."""
        return self.bookmark.level if self.bookmark else 0

    @property
    def count(self) -> int:
        """Return how many entries below this one are shown when it is open."""
        return sum(1 + child.count for child in self.children)


def write_outline(document: PDFDocument, bookmarks: tuple[Bookmark, ...], height: float) -> None:
    """Add bookmarks to a document whose pages are `height` points high; a level that is left out moves up."""
    root = Outline()
    document.Outlines = document.outline = root
    if not bookmarks:
        return
    root.ready = 1
    document.Catalog.Outlines = root
    document.Reference(root, "Outlines")
    numbers = document.idToObjectNumberAndVersion
    top = _Entry(None, None)
    top.number = numbers["Outlines"][0]
    stack = [top]
    every: list[_Entry] = []
    for i, bookmark in enumerate(bookmarks):
        while stack[-1].level >= bookmark.level:
            stack.pop()
        entry = _Entry(bookmark, stack[-1])
        stack[-1].children.append(entry)
        stack.append(entry)
        document.Reference(entry.raw, f"Bookmark{i}")
        entry.number = numbers[f"Bookmark{i}"][0]
        every.append(entry)
    root.content = b"<</Type/Outlines%s>>" % _children(top)
    for entry in every:
        entry.raw.content = _written(entry, document, height)


def _children(entry: _Entry) -> bytes:
    if not entry.children:
        return b""
    first, last = entry.children[0].number, entry.children[-1].number
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, entry.count)


def _written(entry: _Entry, document: PDFDocument, height: float) -> bytes:
    bookmark, parent = entry.bookmark, entry.parent
    if bookmark is None or parent is None:
        return b""
    page = document.idToObjectNumberAndVersion[f"Page{bookmark.page + 1}"][0]
    siblings = parent.children
    place = siblings.index(entry)
    around = b"/Prev %d 0 R" % siblings[place - 1].number if place else b""
    around += b"/Next %d 0 R" % siblings[place + 1].number if place + 1 < len(siblings) else b""
    return b"<</Title%s/Parent %d 0 R%s%s/Dest[%d 0 R/XYZ 0 %s null]>>" % (
        string(document, bookmark.title),
        parent.number,
        around,
        _children(entry),
        page,
        number(height - bookmark.y),
    )
