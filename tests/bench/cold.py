"""One render in a process of its own: `python -m tests.bench.cold pleidooi|platypus|typst SOURCE TARGET`."""

import gc
import json
import sys
from pathlib import Path

from tests.bench.measure import peak_mib
from tests.bench.worker import jobs_of


def main(name: str, source: str, target: str) -> None:
    """Read a document, write its PDF, and say how much memory it took."""
    gc.disable()  # as the command line does, whose one task this is
    Path(target).write_bytes(next(jobs_of(name, Path(source), "edit")())())
    print(json.dumps({"peak_mib": round(peak_mib(), 1)}))


main(*sys.argv[1:])
