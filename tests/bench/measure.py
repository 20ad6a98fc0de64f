"""Clock and memory: rounds of ours and of platypus in turn, and processes that start from nothing.

Both are given the same documents in the same order. Each render starts after a collection, so that neither
pays for what the other left behind; what it collects while it runs is its own.
"""

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from composer.compose.world import World
from composer.model.document import Document

ROOT = Path(__file__).resolve().parents[2]
OURS, PLATYPUS = "pleidooi", "platypus"
BOTH = (OURS, PLATYPUS)

Render = Callable[[Document], tuple[bytes, int]]


class Rounds(NamedTuple):
    """What one of the two did: milliseconds per round, the very first apart; the last PDF and its pages."""

    first_ms: float
    ms: list[float]
    pdf: bytes
    pages: int

    @property
    def median(self) -> float:
        """Return the median of the rounds."""
        return median(self.ms)


def renderer(name: str, world: World) -> Render:
    """Return what makes PDFs in one of the two ways; loading it is part of the first render."""
    if name == OURS:

        def ours(document: Document) -> tuple[bytes, int]:
            from composer.app.compile import compile_document

            compiled = compile_document(document, world)
            return compiled.pdf, len(compiled.layout.pages)

        return ours
    made: list[Render] = []

    def platypus(document: Document) -> tuple[bytes, int]:
        if not made:
            from tests.bench.platypus import Baseline

            made.append(Baseline(world).pdf)
        return made[0](document)

    return platypus


def in_turn(
    world: World, document: Document, rounds: Iterable[Document], names: tuple[str, ...]
) -> dict[str, Rounds]:
    """Render a document once, then each of the rounds, by turns in every way named."""
    renderers = {name: renderer(name, world) for name in names}
    first = {name: timed(render, document) for name, render in renderers.items()}
    last = {name: pdf for name, (_, pdf) in first.items()}
    times: dict[str, list[float]] = {name: [] for name in names}
    for changed in rounds:
        for name, render in renderers.items():
            spent, last[name] = timed(render, changed)
            times[name].append(spent)
    return {name: Rounds(first[name][0], times[name], *last[name]) for name in names}


def timed(render: Render, document: Document) -> tuple[float, tuple[bytes, int]]:
    """Return how many milliseconds a render took, and the whole PDF that came of it."""
    gc.collect()
    begin = perf_counter()
    pdf, pages = render(document)
    spent = (perf_counter() - begin) * 1000
    if not pdf.startswith(b"%PDF-") or not pdf.rstrip().endswith(b"%%EOF"):
        raise ValueError("not a whole PDF")
    return spent, (pdf, pages)


def cold(name: str, file: Path) -> dict[str, float]:
    """Return what a process of its own says of one render, with the seconds from its start to its end."""
    command = (sys.executable, "-m", "tests.bench.cold", name, str(file))
    begin = perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return {"seconds": perf_counter() - begin} | json.loads(done.stdout)


def peak_mib() -> float:
    """Return the most memory this process has had, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike ru_maxrss it does not count the parent before this program was loaded
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
