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
        written = _Written()
        pack: list[tuple[int, bytes]] = []
        number = 0
        while number < self.objectcounter:  # formatting an object may make others known
            number += 1
            if number in written.packs:
                continue
            content = self._content(number)
            if content.endswith(b"endstream"):
                written.add(number, content)
            else:
                pack.append((number, content))
            if len(pack) == PACK:
                written.add_pack(self.reserve(), pack)
                pack = []
        if pack:
            written.add_pack(self.reserve(), pack)
        return written.finished(self.reserve(), b"/Root %d 0 R/Info %d 0 R" % (catalog, info))

    def _content(self, number: int) -> bytes:
        ready = self.ready.pop(number, None)
        if ready is not None:
            return ready
        content: bytes = formatted(self.idToObject[self.numberToId[number]], self, toplevel=1)
        return content.rstrip(b"\n")


class _Written:
    """The file as far as it is written, with the place of each object in it; `packs` hold the small ones."""

    def __init__(self) -> None:
        self._out = [HEADER]
        self._at = len(HEADER)
        self._places = bytearray(_FREE)
        self._hash = sha256(usedforsecurity=False)
        self.packs: set[int] = set()

    def add(self, number: int, content: bytes) -> None:
        """Write an object."""
        self._place(number, _ROW.pack(_IN_FILE, self._at, 0))
        written = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        self._hash.update(written)
        self._out.append(written)
        self._at += len(written)

    def add_pack(self, number: int, pack: list[tuple[int, bytes]]) -> None:
        """Write objects as one stream that has a number of its own."""
        self.packs.add(number)
        for i, (inner, _) in enumerate(pack):
            self._place(inner, _ROW.pack(_IN_STREAM, number, i))
        self.add(number, _packed(pack))

    def finished(self, number: int, trailer: bytes) -> bytes:
        """Return the file, ended by the table of places, an object itself."""
        self._place(number, _ROW.pack(_IN_FILE, self._at, 0))
        digest = self._hash.hexdigest()[:32].encode("ascii")
        known = b"/Type/XRef/Size %d/W[1 4 1]%s/ID[<%s><%s>]/Filter/FlateDecode" % (
            number + 1,
            trailer,
            digest,
            digest,
        )
        table = stream_bytes(zlib.compress(self._places, 6), known)
        self._out.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, self._at))
        return b"".join(self._out)

    def _place(self, number: int, row: bytes) -> None:
        start = number * _ROW.size
        if start >= len(self._places):
            self._places.extend(bytes(start + _ROW.size - len(self._places)))
        self._places[start : start + _ROW.size] = row


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
