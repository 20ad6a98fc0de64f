"""A process that renders when it is told to: `python -m tests.bench.worker NAME SOURCE CHANGE`.

It makes the PDF of the source at once and then waits for lines on standard input: `round` makes that of the
next change, `letters FOLDER FIRST COUNT` writes those of some changes into a folder. `end` tells
bytes and pages of the last PDF and the memory. Every answer is one line of JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

from tests.bench.measure import TYPST, Job, pages_of, peak_mib, renderer, timed
from tests.bench.typst import Press


def jobs_of(name: str, source: Path, change: str) -> Callable[[], Iterator[Job]]:
    """Return what begins anew with the source and then its changes, each ready to be rendered."""
    if name == TYPST:
        return Press(source).jobs
    from tests.bench.documents import CHANGES, letter, world_of

    document = letter(source)
    render = renderer(name, world_of(document))

    def jobs() -> Iterator[Job]:
        yield partial(render, document)
        yield from (partial(render, changed) for changed in CHANGES[change](document))

    return jobs


def letters(jobs: Iterator[Job], folder: Path, first: int, count: int) -> dict[str, float]:
    """Write the PDFs of some changes and tell how long it took."""
    begin = perf_counter()
    written = 0
    for number, job in enumerate(islice(jobs, first, first + count), first):
        written += (folder / f"{number}.pdf").write_bytes(job())
    return {"seconds": perf_counter() - begin, "bytes": written}


def main(name: str, source: str, change: str) -> None:
    """Answer until it is told to end."""
    begun = jobs_of(name, Path(source), change)
    jobs = begun()
    spent, pdf = timed(next(jobs))
    _tell({"ms": spent})
    for line in sys.stdin:
        match line.rstrip("\n").split("\t"):
            case ["round"]:
                spent, pdf = timed(next(jobs))
                _tell({"ms": spent})
            case ["end"]:
                break
            case ["letters", folder, first, count]:
                _tell(letters(begun(), Path(folder), int(first), int(count)))
    peak = peak_mib()  # before the pages are counted, which loads a library
    _tell({"bytes": len(pdf), "pages": pages_of(pdf), "peak_mib": peak})


def _tell(told: dict[str, float]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
