"""The file itself: small objects packed in compressed streams, and a table of where each one is.

PDF 1.5 allows it (ISO 32000-1, 7.5.7 and 7.5.8); ReportLab writes every object and its place in full, which
makes a long tagged paper twice as large.
"""

import zlib
from hashlib import sha256
from struct import Struct

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfbase.pdfdoc import format as formatted

from composer.pdf.objects import deflated_bytes, stream_bytes

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# How many objects share a stream. More save little and make a reader unpack more for one object.
PACK = 200
# One row of the table: how the object is kept, where or in which stream, and its place there.
_ROW = Struct(">BIB")
_IN_FILE, _IN_STREAM = 1, 2
_FREE = b"\0\0\0\0\0\xff"


class PackedDocument(PDFDocument):  # type: ignore[misc]
    """ReportLab's document; besides the objects it knows by name it holds objects given as ready bytes.

    `catalog` is what its catalogue says, `fonts` the object of each font by its name. ReportLab would format
    its own catalogue, list of pages and information anew, name by name: a tenth of the time of a letter.
    """

    ready: dict[int, bytes]
    catalog: dict[str, bytes]
    fonts: dict[str, int]

    def begin(self) -> None:
        """Hold nothing yet; called instead of an initialiser, since ReportLab made the document."""
        self.ready = {}
        self.catalog = {}
        self.fonts = {}

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many object numbers that stand side by side."""
        first: int = self.objectcounter + 1
        self.objectcounter += count
        return first

    def number_of(self, name: str) -> int:
        """Return the number of an object that ReportLab knows by name."""
        found: int = self.idToObjectNumberAndVersion[name][0]
        return found

    def registered(self, what: PDFObject) -> int:
        """Return the number of an object of ReportLab's own."""
        return self.number_of(self.Reference(what).name)

    def add(self, content: bytes) -> int:
        """Add an object as ready bytes and return its number."""
        number = self.reserve()
        self.ready[number] = content
        return number

    def format(self) -> bytes:
        """Return the file."""
        catalog, info = self.registered(self.Catalog), self.registered(self.info)
        said = b"".join(b"/%s %s" % (name.encode(), value) for name, value in sorted(self.catalog.items()))
        self.ready[catalog] = b"<</Type/Catalog%s>>" % said
        out = [HEADER]
        at = len(HEADER)
        places: dict[int, bytes] = {}
        small: list[tuple[int, bytes]] = []

        def place(number: int, content: bytes) -> None:
            nonlocal at
            written = b"%d 0 obj\n%s\nendobj\n" % (number, content)
            places[number] = _ROW.pack(_IN_FILE, at, 0)
            out.append(written)
            at += len(written)

        number = 0
        while number < self.objectcounter:  # formatting an object may make others known
            number += 1
            content = self._content(number)
            if content.endswith(b"endstream"):
                place(number, content)
            else:
                small.append((number, content))
        for start in range(0, len(small), PACK):
            chunk = small[start : start + PACK]
            stream = self.reserve()
            for i, (inner, _) in enumerate(chunk):
                places[inner] = _ROW.pack(_IN_STREAM, stream, i)
            place(stream, _packed(chunk))
        table = self.reserve()
        places[table] = _ROW.pack(_IN_FILE, at, 0)
        digest = sha256(b"".join(out), usedforsecurity=False).hexdigest()[:32].encode("ascii")
        rows = _FREE + b"".join(places[number] for number in range(1, table + 1))
        trailer = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode" % (
            table + 1,
            catalog,
            info,
            digest,
            digest,
        )
        written = stream_bytes(zlib.compress(rows, 6), trailer)
        out.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, written, at))
        return b"".join(out)

    def _content(self, number: int) -> bytes:
        ready = self.ready.get(number)
        if ready is not None:
            return ready
        content: bytes = formatted(self.idToObject[self.numberToId[number]], self, toplevel=1)
        return content.rstrip(b"\n")


def _packed(chunk: list[tuple[int, bytes]]) -> bytes:
    """Return a stream that holds objects, each with its number and place at the head."""
    head = []
    at = 0
    for number, content in chunk:
        head.append(b"%d %d" % (number, at))
        at += len(content) + 1
    front = b" ".join(head) + b"\n"
    body = front + b"\n".join(content for _, content in chunk)
    return deflated_bytes(body, b"/Type/ObjStm/N %d/First %d" % (len(chunk), len(front)))
