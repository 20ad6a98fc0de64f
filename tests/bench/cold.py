"""One render in a process of its own: `python -m tests.bench.cold pleidooi|platypus FILE`."""

import gc
import json
import sys
from pathlib import Path

from tests.bench.documents import letter, world_of
from tests.bench.measure import peak_mib, renderer


def main(name: str, file: str) -> None:
    """Read a document, make its PDF, and say what it took."""
    gc.disable()  # as the command line does, whose one task this is
    document = letter(Path(file))
    pdf, pages = renderer(name, world_of(document))(document)
    print(json.dumps({"pages": pages, "bytes": len(pdf), "peak_mib": round(peak_mib(), 1)}))


main(*sys.argv[1:])
