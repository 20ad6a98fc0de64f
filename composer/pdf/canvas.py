"""ReportLab's canvas as the frame of a tagged file: it takes painted pages and ties them to the elements.

Every name of ReportLab's own that is used here has a test that names it; the version is pinned.
"""

from typing import cast

from reportlab.pdfgen.canvas import Canvas

from composer.layout.metrics import Font
from composer.layout.page import Layout, Page
from composer.layout.words import Word
from composer.pdf.file import PackedDocument
from composer.pdf.fonts import FontFile
from composer.pdf.images import Form
from composer.pdf.objects import number, string
from composer.pdf.operators import TEXT
from composer.pdf.page import BACK, Link, Owner, PaintedPage, box_of
from composer.pdf.tags import Annotation, Content, Tree

# What an address begins with that leads to a block of the document itself.
AT = "#at-"


class _File:
    """Takes the whole file at once, as ReportLab writes it, without a copy."""

    content = b""

    def write(self, content: bytes) -> None:
        self.content = content


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages consist of marks that belong to elements, or of artifacts."""

    def __init__(self, layout: Layout) -> None:
        """Begin a document of the size and language of a layout."""
        self._file = _File()
        super().__init__(
            self._file,
            pagesize=(layout.width, layout.height),
            pdfVersion=(1, 7),
            invariant=1,
            pageCompression=0,
        )
        document = self.document
        document.__class__ = PackedDocument
        document.begin()
        document.catalog["Lang"] = string(layout.language)
        self._pages_number = document.registered(document.Pages)
        document.catalog["Pages"] = b"%d 0 R" % self._pages_number
        self.tree = Tree(layout.elements)
        self._layout = layout
        self._inner: dict[tuple[int, int], int] = {}
        self._begun: set[Font] = set()
        self._forms: dict[str, int] = {}
        self._resource_number = document.reserve()
        self.page_numbers = [0]  # of their objects; pages count from 1
        self._links: list[tuple[int, int, Link]] = []
        self._places: dict[str, tuple[int, float, float]] = {}

    @property
    def document(self) -> PackedDocument:
        """Return ReportLab's document."""
        document: PackedDocument = self._doc
        return document

    def _make_preamble(self) -> None:
        """Begin a page with nothing: no start font, so none that is not embedded."""
        self._preamble = ""

    def encode(self, font: FontFile, word: Word, size: float) -> str:
        """Return a word whose codes are those of this document."""
        self._begin(font)
        return font.encode(word, size, self.document)

    def _begin(self, font: Font) -> None:
        if font not in self._begun:
            self._begun.add(font)
            cast("FontFile", font).begin(self.document)

    def add_page(self, page: Page, painted: PaintedPage) -> None:
        """Add a page: its stream, its links, whose its marks are."""
        document, tree = self.document, self.tree
        for font in painted.fonts:
            self._begin(font)
        for name, form in painted.forms:
            if name not in self._forms:
                self._forms[name] = self._add_form(form)
        this = len(self.page_numbers)
        owners = []
        for mark, owner in enumerate(
            painted.owners
        ):  # in reading order: an inner element is made at its mark
            node = self._node(page, owner)
            tree.kids[node].append(Content(this, mark))
            owners.append(node)
        key = len(tree.owners)
        tree.owners.append(owners)
        for name, x, y in painted.places:
            self._places.setdefault(name, (this, x, y))
        first = document.reserve(len(painted.links))
        for annotation, link in enumerate(painted.links, first):
            node = self._node(page, link.owner)
            tree.kids[node].append(Annotation(this, annotation))
            self._links.append((annotation, len(tree.owners), link))
            tree.owners.append(node)
        contents = document.add(painted.stream)
        annotations = b" ".join(b"%d 0 R" % (first + i) for i in range(len(painted.links)))
        added = document.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s]/Resources %d 0 R/Contents %d 0 R%s%s>>"
            % (
                self._pages_number,
                b" ".join(map(number, self._pagesize)),
                self._resource_number,
                contents,
                b"/StructParents %d/Tabs/S" % key,
                b"/Annots[%s]" % annotations if annotations else b"",
            )
        )
        self.page_numbers.append(added)

    def _add_form(self, form: Form) -> int:
        number = self.document.add(form.content)
        if form.mask:
            mask = self.document.add(form.mask)
            self.document.ready[number] = b"<</SMask %d 0 R" % mask + form.content.removeprefix(b"<<")
        return number

    def _node(self, page: Page, owner: Owner) -> int:
        """Return the element that owns a mark; one of a link or foreign words is made at their first mark."""
        tree = self.tree
        if owner.lines < 0:
            picture = page.pictures[-1 - owner.lines]
            node = picture.element + 1
            left, bottom, width, height = box_of(picture, self._pagesize[1])
            corners = b" ".join(map(number, (left, bottom, left + width, bottom + height))).decode()
            tree.attributes[node] = (*tree.attributes[node], ("box", corners))
            return node
        mark = page.marks[owner.lines]
        outer = mark.element + 1
        if owner.role == TEXT:
            return outer
        key = (outer, owner.role)
        inner = self._inner.get(key)
        if inner is None:
            if owner.role == BACK:
                inner = tree.add("Link", outer)
            else:
                span = mark.setting.spans[owner.role]
                language = (("language", span.language),) if span.language else ()
                if span.note:
                    inner = tree.add("Link", tree.add("Reference", outer))
                else:
                    inner = tree.add("Link" if span.href else "Span", outer, language)
            self._inner[key] = inner
        return inner

    def finished(self) -> bytes:
        """Write pages, links, structure and resources and return the file."""
        document = self.document
        self._place_blocks()
        for annotation, key, link in self._links:
            document.ready[annotation] = self._annotation(key, link)
        self.tree.write(document, self.page_numbers)
        pages = b" ".join(b"%d 0 R" % number for number in self.page_numbers[1:])
        document.ready[self._pages_number] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
            len(self.page_numbers) - 1,
            pages,
        )
        document.delayedFonts.append(self)
        self._code.clear()  # else an empty page is added
        self.save()
        return self._file.content

    def _place_blocks(self) -> None:
        """Find where the blocks begin that links lead to."""
        asked = {link.target[1:] for _, _, link in self._links if link.target.startswith(AT)}
        # A page has its number in the document, and may be painted alone.
        for number_here, page in enumerate(self._layout.pages if asked else (), 1):
            for mark in page.marks:
                name = f"{AT[1:]}{mark.at.block}"
                if name in asked and name not in self._places:
                    top = self._layout.height - mark.y + mark.setting.type.leading
                    self._places[name] = (number_here, 0.0, top)

    def _annotation(self, key: int, link: Link) -> bytes:
        if link.target.startswith("#"):
            page, x, y = self._places.get(link.target[1:], (1, 0.0, 0.0))
            action = b"/Dest[%d 0 R/XYZ %s %s null]" % (self.page_numbers[page], number(x), number(y))
        else:
            action = b"/A<</S/URI/URI%s>>" % string(link.target)
        corners = b" ".join(map(number, link.box))
        return b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/StructParent %d/Contents%s%s>>" % (
            corners,
            key,
            string(link.contents),
            action,
        )

    def addObjects(self, document: PackedDocument) -> None:  # noqa: N802  as ReportLab's fonts, after which it comes
        """Write the resources that all pages share, once the fonts have their numbers."""
        named = b"".join(
            b"/%s %d 0 R" % (name.encode(), font) for name, font in sorted(document.fonts.items())
        )
        forms = b"".join(b"/%s %d 0 R" % (name.encode(), form) for name, form in self._forms.items())
        document.ready[self._resource_number] = b"<</Font<<%s>>/XObject<<%s>>>>" % (named, forms)
