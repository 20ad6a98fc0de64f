"""The outline: headings as bookmarks, in a tree without gaps (ISO 32000-1, 12.3.3)."""

from reportlab.pdfbase.pdfdoc import PDFDocument

from composer.layout.page import Bookmark
from composer.pdf.file import PackedDocument
from composer.pdf.objects import number, string


class NoOutline:
    """Stands for ReportLab's own outline, which it asks to prepare itself and whether there is anything."""

    ready = -1

    def prepare(self, document: PDFDocument, canvas: object) -> None:
        """Be ready already: ours is written by ourselves."""


class _Entry:
    def __init__(self, number: int, level: int, parent: "_Entry | None") -> None:
        self.number = number
        self.level = level
        self.parent = parent.number if parent else 0  # no circle: nobody collects those for long
        self.children: list[_Entry] = []
        self.before = self.after = 0  # the numbers of its neighbours of the same level
        if parent is not None:
            if parent.children:
                self.before = parent.children[-1].number
                parent.children[-1].after = number
            parent.children.append(self)

    @property
    def count(self) -> int:
        """Return how many entries below this one are shown when it is open."""
        return sum(1 + child.count for child in self.children)


def write_outline(
    document: PackedDocument, bookmarks: tuple[Bookmark, ...], height: float, pages: list[int]
) -> None:
    """Add bookmarks to a document whose pages are `height` points high; a level that is left out moves up.

    `pages` are the object numbers of its pages, which count from 1.
    """
    document.Outlines = document.outline = NoOutline()
    if not bookmarks:
        return
    top = _Entry(document.reserve(), 0, None)
    document.catalog["Outlines"] = b"%d 0 R" % top.number
    first = document.reserve(len(bookmarks))
    stack = [top]
    every: list[_Entry] = []
    for entry_number, bookmark in enumerate(bookmarks, first):
        while stack[-1].level >= bookmark.level:
            stack.pop()
        entry = _Entry(entry_number, bookmark.level, stack[-1])
        stack.append(entry)
        every.append(entry)
    document.ready[top.number] = b"<</Type/Outlines%s>>" % _children(top)
    for entry, bookmark in zip(every, bookmarks, strict=True):
        place = b"/Dest[%d 0 R/XYZ 0 %s null]" % (pages[bookmark.page + 1], number(height - bookmark.y))
        document.ready[entry.number] = b"<</Title%s%s%s>>" % (string(bookmark.title), _around(entry), place)


def _around(entry: _Entry) -> bytes:
    written = b"/Parent %d 0 R" % entry.parent if entry.parent else b""
    written += b"/Prev %d 0 R" % entry.before if entry.before else b""
    written += b"/Next %d 0 R" % entry.after if entry.after else b""
    return written + _children(entry)


def _children(entry: _Entry) -> bytes:
    if not entry.children:
        return b""
    first, last = entry.children[0].number, entry.children[-1].number
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, entry.count)
