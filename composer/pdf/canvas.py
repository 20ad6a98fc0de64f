"""ReportLab's canvas with marked content: the seams through which a tagged PDF is written.

Every name of ReportLab's own that is used here has a test that names it; the version is pinned.
"""

from io import BytesIO

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from composer.layout.page import Layout
from composer.pdf.objects import Raw, TaggedCatalog, deflated, number, string
from composer.pdf.tags import Node, Tree

Destination = tuple[int, float, float]


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages consist of marks that belong to elements, or of artifacts."""

    def __init__(self, layout: Layout) -> None:
        """Begin a document of the size and language of a layout."""
        self._buffer = BytesIO()
        super().__init__(
            self._buffer,
            pagesize=(layout.width, layout.height),
            pdfVersion=(1, 7),
            lang=layout.language,
            invariant=1,
            pageCompression=0,
        )
        self.document.Catalog.__class__ = TaggedCatalog
        self.document.Catalog.OutputIntents = None
        self.tree = Tree(layout.elements)
        self.destinations: dict[str, Destination] = {}
        self._owners: list[Node] = []
        self._annotations = 0
        self._links: list[str] = []
        self._forms: list[str] = []

    @property
    def document(self) -> PDFDocument:
        """Return ReportLab's document."""
        return self._doc

    @property
    def page(self) -> int:
        """Return the number of the page being painted, from 1."""
        page: int = self._pageNumber
        return page

    def _make_preamble(self) -> None:
        """Begin a page with nothing: no start font, so none that is not embedded."""
        self._preamble = ""

    def write(self, operators: str) -> None:
        """Add operators to the page."""
        self._code.append(operators)

    def begin_mark(self, node: Node) -> str:
        """Return the operator that begins a mark of an element on this page."""
        mark = len(self._owners)
        self._owners.append(node)
        node.kids.append((self.page, mark))
        return f"/{node.tag}<</MCID {mark}>>BDC"

    def artifact(self, operators: str, kind: str = "") -> None:
        """Add operators that belong to no element; `kind` says what they are."""
        begin = f"/Artifact<<{kind}>>BDC" if kind else "/Artifact BMC"
        self.write(f"{begin} {operators} EMC")

    def picture(self, node: Node, name: str, content: bytes) -> None:
        """Place a form as the content of an element; it is written once, however often it is placed."""
        self.document.Reference(Raw(content), name)
        self._forms.append(name)
        self.write(f"{self.begin_mark(node)} /{name} Do EMC")

    def link(self, node: Node, box: tuple[float, float, float, float], target: str, contents: str) -> None:
        """Add an annotation over a box in page space; the target is an address or `#` and a destination."""
        self._annotations += 1
        name = f"Link{self._annotations}"
        key = len(self.tree.owners)
        self.tree.owners.append(node)
        document = self.document

        def written() -> bytes:
            corners = b" ".join(map(number, box))
            return b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/StructParent %d/Contents%s%s>>" % (
                corners,
                key,
                string(document, contents),
                self._action(target),
            )

        document.Reference(Raw(written), name)
        self._links.append(name)
        node.kids.append((self.page, name))

    def _action(self, target: str) -> bytes:
        if not target.startswith("#"):
            return b"/A<</S/URI/URI%s>>" % string(self.document, target)
        page, x, y = self.destinations.get(target[1:], (1, 0.0, 0.0))
        place = self.document.idToObjectNumberAndVersion[f"Page{page}"][0]
        return b"/Dest[%d 0 R/XYZ %s %s null]" % (place, number(x), number(y))

    def showPage(self) -> None:  # noqa: N802  ReportLab's name
        """Finish a page: its stream, its annotations, its key in the parent tree."""
        document = self.document
        numbers = document.idToObjectNumberAndVersion
        key = len(self.tree.owners)
        self.tree.owners.append(self._owners)
        contents = f"Contents{self.page}"
        document.Reference(deflated("\n".join(self._code).encode("ascii")), contents)
        annotations = b" ".join(b"%d 0 R" % numbers[name][0] for name in self._links)

        def written() -> bytes:
            return (
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R%s%s>>"
                % (
                    numbers[document.Pages.__InternalName__][0],
                    *map(number, self._pagesize),
                    numbers["Resources"][0],
                    numbers[contents][0],
                    b"/StructParents %d/Tabs/S" % key,
                    b"/Annots[%s]" % annotations if annotations else b"",
                )
            )

        document.addPage(Raw(written))
        self._owners = []
        self._links = []
        self._startPage()

    def finished(self) -> bytes:
        """Write structure and resources and return the file."""
        document = self.document
        document.Reference(document.Pages)
        self.tree.write(document)
        document.Reference(Raw(self._resources), "Resources")
        self._code.clear()  # else an empty page is added
        self.save()
        return self._buffer.getvalue()

    def _resources(self) -> bytes:
        """Return the fonts and forms of the document; all pages share them."""
        numbers = self.document.idToObjectNumberAndVersion
        fonts = self.document.idToObject["BasicFonts"].dict
        named = b"".join(b"/%s %d 0 R" % (name.encode(), numbers[name][0]) for name in sorted(fonts))
        forms = b"".join(b"/%s %d 0 R" % (name.encode(), numbers[name][0]) for name in self._forms)
        return b"<</Font<<%s>>/XObject<<%s>>>>" % (named, forms)
