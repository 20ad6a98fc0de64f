"""The structure tree: which marks on which pages are which part of the document (ISO 32000-1, 14.7)."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObjectReference

from composer.layout.page import Element
from composer.pdf.objects import Raw, string


class Node:
    """One element. Kids are elements, marks `(page, id)` and annotations `(page, name)`, in reading order."""

    __slots__ = ("attributes", "kids", "number", "parent", "raw", "tag")

    def __init__(self, tag: str, parent: "Node | None", attributes: tuple[tuple[str, str], ...] = ()) -> None:
        """Add the element to its parent."""
        self.tag = tag
        self.parent = parent
        self.attributes = dict(attributes)
        self.kids: list[Node | tuple[int, int] | tuple[int, str]] = []
        self.number = 0
        self.raw = Raw()
        if parent is not None:
            parent.kids.append(self)


class Tree:
    """The elements of a document and, for each page and annotation, who owns its marks."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        """Make the elements of the layout; links and references are added while their words are painted."""
        self.root = Node("Document", None)
        self.nodes: list[Node] = []
        above: list[int] = []  # the levels asked for by the headings that this one stands under
        for element in elements:
            parent = self.nodes[element.parent] if element.parent >= 0 else self.root
            tag = element.tag
            if len(tag) == 2 and tag[0] == "H" and tag[1].isdigit():
                while above and above[-1] >= int(tag[1]):
                    above.pop()
                above.append(int(tag[1]))
                tag = f"H{len(above)}"  # no level is left out: ISO 14289-1, 7.4.2
            self.nodes.append(Node(tag, parent, element.attributes))
        self.owners: list[list[Node] | Node] = []

    def write(self, document: PDFDocument) -> None:
        """Give every element its number, then its bytes; elements without content are left out."""
        self._prune(self.root)
        root = Raw()
        document.Reference(root, "StructTreeRoot")
        numbers = document.idToObjectNumberAndVersion
        every: list[Node] = []
        self._register(self.root, document, every)
        pages = [numbers.get(f"Page{page}", (0,))[0] for page in range(len(self.owners) + 2)]
        ids: list[tuple[str, Node]] = []
        for node in every:
            node.raw.content = _element(node, document, pages, numbers["StructTreeRoot"][0])
            if "id" in node.attributes:
                ids.append((node.attributes["id"], node))
        owners = b"".join(_owner(key, owner) for key, owner in enumerate(self.owners))
        names = b"".join(
            string(document, key) + b" %d 0 R" % node.number for key, node in sorted(ids, key=lambda p: p[0])
        )
        root.content = (
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>%s>>"
            % (self.root.number, len(self.owners), owners, b"/IDTree<</Names[%s]>>" % names if names else b"")
        )
        document.Catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")

    def _prune(self, node: Node) -> bool:
        """Drop elements that hold no mark; return whether anything is left."""
        node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or self._prune(kid)]
        return bool(node.kids)

    def _register(self, node: Node, document: PDFDocument, every: list[Node]) -> None:
        name = f"Element{len(every)}"
        every.append(node)
        document.Reference(node.raw, name)
        node.number = document.idToObjectNumberAndVersion[name][0]
        for kid in node.kids:
            if isinstance(kid, Node):
                self._register(kid, document, every)


def _owner(key: int, owner: "list[Node] | Node") -> bytes:
    if isinstance(owner, Node):
        return b"%d %d 0 R\n" % (key, owner.number)
    return b"%d[%s]\n" % (key, b" ".join(b"%d 0 R" % node.number for node in owner))


def _element(node: Node, document: PDFDocument, pages: list[int], root: int) -> bytes:
    page = next((kid[0] for kid in node.kids if not isinstance(kid, Node)), 0)
    numbers = document.idToObjectNumberAndVersion
    kids = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(b"%d 0 R" % kid.number)
        elif isinstance(kid[1], str):
            kids.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid[0]], numbers[kid[1]][0]))
        elif kid[0] == page:
            kids.append(b"%d" % kid[1])
        else:
            kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid[0]], kid[1]))
    parent = node.parent.number if node.parent else root
    written = b"<</Type/StructElem/S/%s/P %d 0 R" % (node.tag.encode(), parent)
    if page:
        written += b"/Pg %d 0 R" % pages[page]
    if kids:
        written += b"/K[%s]" % b" ".join(kids)
    return written + _attributes(node, document) + b">>"


def _attributes(node: Node, document: PDFDocument) -> bytes:
    written = b""
    for name, key in (("spoken", b"/ActualText"), ("alt", b"/Alt"), ("language", b"/Lang"), ("id", b"/ID")):
        if name in node.attributes:
            written += key + string(document, node.attributes[name])
    if "numbering" in node.attributes:
        written += b"/A<</O/List/ListNumbering/%s>>" % node.attributes["numbering"].encode()
    if "box" in node.attributes:
        written += b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % node.attributes["box"].encode()
    return written
