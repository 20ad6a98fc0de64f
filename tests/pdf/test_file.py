"""The table of a file: every object is where it says, in the file or within a stream."""

import re
import zlib
from pathlib import Path
from struct import iter_unpack

import pytest

from tests.pdf.letters import DOCUMENTS, file_of

IN_FILE, IN_STREAM = 1, 2


def content_of(data: bytes, at: int) -> bytes:
    """Return what is in the compressed stream of the object that begins at a place."""
    head = re.compile(rb"/Length (\d+)>>\nstream\n").search(data, at)
    assert head is not None
    return zlib.decompress(data[head.end() : head.end() + int(head[1])])


@pytest.mark.parametrize("path", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_row_of_the_table_leads_to_its_object(path: Path):
    data = file_of(path).pdf
    at = int(data.rpartition(b"startxref\n")[2].split()[0])
    rows = list(iter_unpack(">BIB", content_of(data, at)))
    places = {number: place for number, (kind, place, _) in enumerate(rows) if kind == IN_FILE}
    for number, place in places.items():
        assert data.startswith(b"%d 0 obj\n" % number, place)
    packed = {stream for kind, stream, _ in rows if kind == IN_STREAM}
    held = {stream: content_of(data, places[stream]).split(b"\n", 1)[0].split()[::2] for stream in packed}
    for number, (kind, stream, index) in enumerate(rows):
        if kind == IN_STREAM:
            assert int(held[stream][index]) == number
    assert len(packed) > 0
    assert len(places) + sum(kind == IN_STREAM for kind, _, _ in rows) == len(rows) - 1
