"""Our own audit of a tagged PDF, and its structure tree read back: what both validators are blind to.

Written against ISO 32000-1, 14.6–14.8, with pikepdf alone; nothing of the program is used here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

BEGIN, END = ("BDC", "BMC"), "EMC"
SHOW = ("Tj", "TJ", "'", '"')
PAINT = frozenset((*SHOW, *("f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh", "Do", "INLINE IMAGE")))
INLINE = frozenset(("Link", "Reference", "Span"))

Pair = tuple[int, int]


@dataclass
class Node:
    """A structure element; kids are elements and texts in reading order, links are targets of annotations.

    `page` is the first on which it shows something itself, 0 when it shows nothing.
    """

    tag: str
    path: str
    page: int = 0
    kids: "list[Node | str]" = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class _Read:
    """A file while it is read. Places are (number of the page, MCID); objects go by their numbers."""

    pdf: pikepdf.Pdf
    marks: dict[Pair, str] = field(default_factory=dict)
    painted: set[Pair] = field(default_factory=set)
    mark_owners: defaultdict[Pair, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    link_owners: defaultdict[Pair, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    complaints: list[str] = field(default_factory=list)
    ids: list[tuple[str, Pair]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)


def audit(data: bytes) -> list[str]:
    """Return what is wrong with a tagged PDF, nothing when all is well."""
    return _read(data)[0].complaints


def tree(data: bytes) -> Node:
    """Return the structure tree, with its texts."""
    return _read(data)[1]


def nodes(data: bytes, tag: str) -> list[Node]:
    """Return the elements of a type in reading order."""
    return [node for node in _all(tree(data)) if node.tag == tag]


def tree_text(data: bytes) -> list[tuple[str, str]]:
    """Return the blocks of the tree in order: the path of tags, and the text with that of links and spans."""
    return list(_blocks(tree(data)))


def fonts(data: bytes) -> list[str]:
    """Return the names of the embedded fonts."""
    return sorted(_read(data)[0].fonts)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _all(kid)


def _blocks(node: Node) -> Iterator[tuple[str, str]]:
    said = ""
    for kid in node.kids:
        if isinstance(kid, Node) and (kid.tag not in INLINE or node.tag == "TOCI"):
            if said:
                yield node.path, _joined(said)
            said = ""
            yield from _blocks(kid)
        else:
            said += kid if isinstance(kid, str) else _said(kid)
    if said:
        yield node.path, _joined(said)


def _said(node: Node) -> str:
    return "".join(kid if isinstance(kid, str) else _said(kid) for kid in node.kids)


def _joined(text: str) -> str:
    """Return the text without hyphens at line ends, nor the space after the last word."""
    return text.replace("\u00ad", "").strip()


def _read(data: bytes) -> tuple[_Read, Node]:
    with pikepdf.open(BytesIO(data)) as pdf:
        read = _Read(pdf)
        for number, page in enumerate(pdf.pages):
            _Content(read, number, page)
        root = pdf.Root.StructTreeRoot
        made = Node("", "")
        _element(read, root.K[0] if isinstance(root.K, pikepdf.Array) else root.K, root, made)
        _ownership(read, root)
        deeper = zip([0, *read.headings], read.headings, strict=False)
        read.complaints += [f"H{one} is followed by H{two}" for one, two in deeper if two > one + 1]
    return read, made.kids[0]  # type: ignore[return-value]


# ---- pages: marks and what they show


class _Content:
    """What one page paints, operator by operator."""

    def __init__(self, read: _Read, number: int, page: pikepdf.Page) -> None:
        self.read = read
        self.number = number
        fonts_of_page = page.resources.get("/Font", {})
        self.decoders = {name: _font(read, font) for name, font in fonts_of_page.items()}
        self.decode: dict[int, str] = {}
        self.opened: list[int | None] = []
        self.outside = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            self._operator(str(operator), operands)
        if self.opened:
            self._complain("a mark is not closed")

    def _complain(self, what: str) -> None:
        self.read.complaints.append(f"page {self.number + 1}: {what}")

    def _operator(self, name: str, operands: Any) -> None:
        if name in BEGIN:
            self._begin(name, operands)
        elif name == END:
            if not self.opened:
                self._complain("a mark ends that never began")
            self.opened = self.opened[:-1]
        elif name in {"BT", "ET"}:
            if name == "ET" and len(self.opened) != self.outside:
                self._complain("a mark crosses the edge of a text object")
            self.outside = len(self.opened)
        elif name == "Tf":
            self.decode = self.decoders[str(operands[0])]
        elif name in PAINT:
            self._paint(name, operands)

    def _begin(self, name: str, operands: Any) -> None:
        mark = operands[1].get("/MCID") if name == "BDC" else None
        if self.opened:
            self._complain("a mark within another")
        if mark is None and str(operands[0]) != "/Artifact":
            self._complain("a mark that is neither content nor artifact")
        if mark is not None:
            if (self.number, mark) in self.read.marks:
                self._complain(f"MCID {mark} is used twice")
            self.read.marks.setdefault((self.number, mark), "")
        self.opened.append(mark)

    def _paint(self, name: str, operands: Any) -> None:
        if not self.opened:
            self._complain(f"{name} outside any mark")
        elif self.opened[-1] is not None:
            place = self.number, self.opened[-1]
            self.read.painted.add(place)
            self.read.marks[place] += _shown(name, operands, self.decode)


def _shown(operator: str, operands: Any, decode: dict[int, str]) -> str:
    if operator not in SHOW:
        return ""
    parts = operands[0] if operator == "TJ" else operands[-1:]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(decode.get(code, "\ufffd") for code in codes)


def _font(read: _Read, font: pikepdf.Object) -> dict[int, str]:
    """Return the characters of a font by code, from its ToUnicode table."""
    name = str(font.BaseFont)[1:]
    read.fonts.add(name)
    if "/FontFile2" not in font.get("/FontDescriptor", {}):
        read.complaints.append(f"{name} is not embedded")
    if "/ToUnicode" not in font:
        read.complaints.append(f"{name} has no ToUnicode")
        return {}
    table = re.findall(
        rb"<(\w+)>\s+<(\w+)>",
        b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL)),
    )
    return {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in table}


# ---- the tree


def _element(read: _Read, element: Any, parent: Any, above: Node) -> None:
    """Read an element and what is in it into the node above; note which marks and annotations it owns."""
    tag = str(element.S)[1:]
    node = Node(tag, f"{above.path}/{tag}".strip("/"))
    above.kids.append(node)
    names = {"/ActualText": "spoken", "/Alt": "alt", "/Lang": "language", "/ID": "id"}
    node.attributes = {name: str(element[key]) for key, name in names.items() if key in element}
    for key, value in element.A.items() if "/A" in element else ():
        if key not in ("/O", "/Placement"):
            node.attributes[key[1:]] = " ".join(map(str, value)) if key == "/BBox" else str(value)[1:]
    if "id" in node.attributes:
        read.ids.append((node.attributes["id"], element.objgen))
    if re.fullmatch(r"H[1-6]", tag):
        read.headings.append(int(tag[1]))
    if element.P.objgen != parent.objgen:
        read.complaints.append(f"{node.path}: /P is not its parent")
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        _kid(read, element, kid, node)
    if tag == "Link" and not node.links:
        read.complaints.append(f"{node.path}: a link without an annotation")
    if "spoken" in node.attributes:
        node.kids = [node.attributes["spoken"]]


def _kid(read: _Read, element: Any, kid: Any, node: Node) -> None:
    if not isinstance(kid, int) and "/S" in kid:
        _element(read, kid, element, node)
        return
    if not isinstance(kid, int) and str(kid.get("/Type")) == "/OBJR":
        read.link_owners[kid.Obj.objgen].append(element.objgen)
        node.links.append(_target(read, kid.Obj))
        return
    page, mark = (
        (element.get("/Pg"), kid) if isinstance(kid, int) else (kid.get("/Pg", element.get("/Pg")), kid.MCID)
    )
    place = read.pdf.pages.index(pikepdf.Page(page)), int(mark)
    read.mark_owners[place].append(element.objgen)
    node.page = node.page or place[0] + 1
    if place not in read.marks:
        read.complaints.append(f"{node.path}: page {place[0] + 1} has no mark {mark}")
    text = read.marks.get(place, "")
    if node.kids and isinstance(node.kids[-1], str):
        node.kids[-1] += text
    else:
        node.kids.append(text)


def _target(read: _Read, annotation: Any) -> str:
    if "/Dest" in annotation:
        page, _, x, y, _ = annotation.Dest
        return f"#{read.pdf.pages.index(pikepdf.Page(page)) + 1} {float(x):.1f} {float(y):.1f}"
    return str(annotation.A.URI)


# ---- who owns what


def _ownership(read: _Read, root: Any) -> None:
    """Complain of marks and annotations without one owner, or with another than ParentTree says."""
    complain = read.complaints.append
    nums = list(root.ParentTree.Nums)
    keys = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    named: set[int | None] = set()
    for number, page in enumerate(read.pdf.pages):
        parents = keys.get(page.obj.get("/StructParents"), ())
        marks = sorted(mark for where, mark in read.marks if where == number)
        for mark in marks:
            told = parents[mark].objgen if mark < len(parents) else None
            _compare(read, f"page {number + 1}: MCID {mark}", read.mark_owners[number, mark], told)
            if (number, mark) not in read.painted:
                complain(f"page {number + 1}: MCID {mark} shows nothing")
        if len(parents) > len(marks):
            complain(f"page {number + 1}: ParentTree has more marks than the page")
        named.add(page.obj.get("/StructParents"))
        for annotation in page.obj.get("/Annots", ()):
            named.add(annotation.get("/StructParent"))
            told = getattr(keys.get(annotation.get("/StructParent")), "objgen", None)
            _compare(read, f"page {number + 1}: an annotation", read.link_owners[annotation.objgen], told)
    if keys.keys() - named:
        complain(f"ParentTree has keys that nothing has: {sorted(keys.keys() - named)}")
    for id_, count in Counter(id_ for id_, _ in read.ids).items():
        if count > 1:
            complain(f"ID {id_} is used {count} times")
    names = list(root.IDTree.Names) if "/IDTree" in root else []
    told = [(str(id_), element.objgen) for id_, element in zip(names[::2], names[1::2], strict=True)]
    if told != sorted(read.ids):
        complain("IDTree is not the IDs of the elements in order")


def _compare(read: _Read, what: str, owners: list[Pair], told: object) -> None:
    if len(owners) != 1:
        read.complaints.append(f"{what} has {len(owners)} owners")
    elif owners[0] != told:
        read.complaints.append(f"{what}: ParentTree names another owner")
