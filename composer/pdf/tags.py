"""The structure tree: which marks on which pages are which part of the document (ISO 32000-1, 14.7)."""

from itertools import accumulate
from typing import NamedTuple

from composer.layout.page import Element
from composer.pdf.file import PackedDocument
from composer.pdf.objects import string

# The document itself; element number n of the layout is node n + 1.
ROOT = 0
Attributes = tuple[tuple[str, str], ...]


class Content(NamedTuple):
    """What an element shows on a page: marked content by its number there."""

    page: int
    mark: int


class Annotation(NamedTuple):
    """A link on a page, by the number of its object."""

    page: int
    number: int


class Tree:
    """The elements of a document and, for each page and annotation, who owns its marks.

    A node is a number; its kids stand in reading order.
    """

    def __init__(self, elements: tuple[Element, ...]) -> None:
        """Make the elements of the layout; links and references are added while their words are painted."""
        self.tags = ["Document", *_levelled(elements)]
        self.parents = [-1, *(element.parent + 1 for element in elements)]
        self.attributes: list[Attributes] = [(), *(element.attributes for element in elements)]
        self.kids: list[list[int | Content | Annotation]] = [[] for _ in self.tags]
        for node, parent in enumerate(self.parents[1:], 1):
            self.kids[parent].append(node)
        self.owners: list[list[int] | int] = []

    def add(self, tag: str, parent: int, attributes: Attributes = ()) -> int:
        """Add an element behind what its parent holds so far, and return its node."""
        node = len(self.tags)
        self.tags.append(tag)
        self.parents.append(parent)
        self.attributes.append(attributes)
        self.kids.append([])
        self.kids[parent].append(node)
        return node

    def write(self, document: PackedDocument, pages: list[int]) -> None:
        """Write every element; those without content are left out. `pages` are their object numbers."""
        kept = self._kept()
        counts = list(accumulate(kept, initial=0))
        first = document.reserve(counts[-1])
        numbers = [first + count for count in counts]
        above = document.reserve()
        document.catalog["StructTreeRoot"] = b"%d 0 R" % above
        ready = document.ready
        ids: list[tuple[str, int]] = []
        for node, all_kids in enumerate(self.kids):
            if kept[node]:
                kids = [kid for kid in all_kids if not isinstance(kid, int) or kept[kid]]
                parent = numbers[self.parents[node]] if node else above
                attributes = self.attributes[node]
                written = _element(self.tags[node], parent, kids, numbers, pages)
                if attributes:
                    written += _attributes(attributes)
                    ids += ((value, numbers[node]) for name, value in attributes if name == "id")
                ready[numbers[node]] = written + b">>"
        owners = b"".join(_owner(key, owner, numbers) for key, owner in enumerate(self.owners))
        names = b"".join(string(key) + b"%d 0 R" % number for key, number in sorted(ids))
        ready[above] = b"<</Type/StructTreeRoot/K %d 0 R/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>%s>>" % (
            numbers[ROOT],
            len(self.owners),
            owners,
            b"/IDTree<</Names[%s]>>" % names if names else b"",
        )
        self.kids.clear()  # a long paper has many, and the file is yet to be put together

    def _kept(self) -> list[bool]:
        """Return which elements are written: those that hold a mark, and every cell of a row that does."""
        kept = [False] * len(self.kids)
        for node in range(len(self.kids) - 1, -1, -1):  # a parent stands before its children
            kids = self.kids[node]
            kept[node] = any(not isinstance(kid, int) or kept[kid] for kid in kids)
            if kept[node] and self.tags[node] == "TR":
                for kid in kids:
                    if isinstance(kid, int):
                        kept[kid] = True
        return kept


def _levelled(elements: tuple[Element, ...]) -> list[str]:
    """Return the tags of elements, headings at levels without a gap: ISO 14289-1, 7.4.2."""
    tags = []
    above: list[int] = []  # the levels asked for by the headings that this one stands under
    for element in elements:
        tag = element.tag
        if len(tag) == 2 and tag[0] == "H" and tag[1].isdigit():
            while above and above[-1] >= int(tag[1]):
                above.pop()
            above.append(int(tag[1]))
            tag = f"H{len(above)}"
        tags.append(tag)
    return tags


def _owner(key: int, owner: list[int] | int, numbers: list[int]) -> bytes:
    if isinstance(owner, int):
        return b"%d %d 0 R\n" % (key, numbers[owner])
    return b"%d[%s]\n" % (key, b" ".join([b"%d 0 R" % numbers[node] for node in owner]))


def _element(
    tag: str, parent: int, kids: list[int | Content | Annotation], numbers: list[int], pages: list[int]
) -> bytes:
    """Return an element up to its attributes; marks on its first page are named by their number alone."""
    page = next((kid.page for kid in kids if not isinstance(kid, int)), 0)
    written = []
    for kid in kids:
        if isinstance(kid, int):
            written.append(b"%d 0 R" % numbers[kid])
        elif isinstance(kid, Annotation):
            written.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid.page], kid.number))
        elif kid.page == page:
            written.append(b"%d" % kid.mark)
        else:
            written.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid.page], kid.mark))
    inner = b"/K " + written[0] if len(written) == 1 else b"/K[%s]" % b" ".join(written)
    inner = inner if written else b""
    if page:
        return b"<</S/%s/P %d 0 R/Pg %d 0 R%s" % (tag.encode(), parent, pages[page], inner)
    return b"<</S/%s/P %d 0 R%s" % (tag.encode(), parent, inner)


_KEYS = {"spoken": b"/ActualText", "alt": b"/Alt", "language": b"/Lang", "id": b"/ID"}


def _attributes(attributes: Attributes) -> bytes:
    written = b""
    for name, value in attributes:
        if name in _KEYS:
            written += _KEYS[name] + string(value)
        elif name == "numbering":
            written += b"/A<</O/List/ListNumbering/%s>>" % value.encode()
        elif name == "scope":
            written += b"/A<</O/Table/Scope/%s>>" % value.encode()
        elif name == "box":
            written += b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % value.encode()
    return written
