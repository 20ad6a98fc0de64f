"""Clock and memory: rounds of ours and of its peers in turn, each in a process of its own.

All are given the same documents in the same order. Each render starts after a collection, so that none pays
for what the round before left behind; what it collects while it runs is its own.
"""

import gc
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:  # the process in which Typst runs has nothing of ours in its memory
    from composer.app.compile import LaidOut
    from composer.compose.world import World
    from composer.model.document import Document

ROOT = Path(__file__).resolve().parents[2]
OURS, PLATYPUS, TYPST = "pleidooi", "platypus", "typst"
BOTH = (OURS, PLATYPUS)

Job = Callable[[], bytes]
Render = Callable[["Document"], bytes]
Told = dict[str, float]


def peers() -> tuple[str, ...]:
    """Return all that can be measured here: Typst only where somebody has installed it."""
    return (*BOTH, TYPST) if importlib.util.find_spec("typst") else BOTH


def renderer(name: str, world: "World") -> Render:
    """Return what makes PDFs, ours or platypus; loading it is part of the first render.

    Ours takes over from one document to the next what did not change, as our window does and Typst's
    compiler.
    """
    if name == OURS:
        last: list[LaidOut] = []

        def ours(document: "Document") -> bytes:
            from composer.app.compile import compile_document

            compiled = compile_document(document, world, before=last.pop() if last else None)
            last.append(compiled.laid_out)
            return compiled.pdf

        return ours
    made: list[Callable[[Document], tuple[bytes, int]]] = []

    def platypus(document: "Document") -> bytes:
        if not made:
            from tests.bench.platypus import Baseline

            made.append(Baseline(world).pdf)
        return made[0](document)[0]

    return platypus


# ---- workers


class Worker:
    """A process that has made the first PDF and waits for the word to make another."""

    def __init__(self, name: str, source: Path, change: str) -> None:
        """Start it; `answer` tells what the first PDF took."""
        command = (sys.executable, "-m", "tests.bench.worker", name, str(source), change)
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        """Use it as far as the block goes."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            stream.close()

    def ask(self, *words: object) -> None:
        """Tell it what to do: `round`, or `letters FOLDER FIRST COUNT`."""
        self._process.stdin.write("\t".join(map(str, words)) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Told:
        """Wait for what it has to tell."""
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process has ended without an answer")
        return json.loads(line)

    def done(self) -> Told:
        """Let it end, and return bytes and pages of its last PDF and the most memory it has had."""
        self.ask("end")
        return self.answer()


class Rounds(NamedTuple):
    """What one of them did: milliseconds per round, the very first apart; the last PDF; its memory."""

    first_ms: float
    ms: list[float]
    bytes: int
    pages: int
    peak_mib: float

    @property
    def median(self) -> float:
        """Return the median of the rounds."""
        return median(self.ms)


class Mailing(NamedTuple):
    """Letters in a folder, how long they took, their bytes, and the memory of all processes."""

    files: int
    seconds: float
    bytes: float
    peak_mib: float


def in_turn(sources: dict[str, Path], change: str, rounds: int) -> dict[str, Rounds]:
    """Render the sources by name once, then as often as there are rounds, by turns."""
    with ExitStack() as stack:
        first: dict[str, float] = {}
        workers: dict[str, Worker] = {}
        for name, source in sources.items():
            workers[name] = stack.enter_context(Worker(name, source, change))
            first[name] = workers[name].answer()["ms"]
        times: dict[str, list[float]] = {name: [] for name in sources}
        for _ in range(rounds):
            for name, worker in workers.items():
                worker.ask("round")
                times[name].append(worker.answer()["ms"])
        last = {name: worker.done() for name, worker in workers.items()}
    return {name: Rounds(first[name], times[name], **last[name]) for name in sources}


def mailing(name: str, source: Path, count: int, folder: Path, processes: int = 1) -> Mailing:
    """Let processes that stand ready write letters to so many addressees; every one of them must be there."""
    edges = [1 + count * i // processes for i in range(processes + 1)]
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(name, source, "addressees")) for _ in edges[1:]]
        for worker in workers:
            worker.answer()
        begin = perf_counter()
        for worker, first, after in zip(workers, edges, edges[1:], strict=False):
            worker.ask("letters", folder, first, after - first)
        size = sum(worker.answer()["bytes"] for worker in workers)
        spent = perf_counter() - begin
        peak = sum(worker.done()["peak_mib"] for worker in workers)
    files = len(list(folder.iterdir()))
    if files != count:
        raise RuntimeError(f"{files} letters of {count} were written")
    return Mailing(files, spent, size, peak)


# ---- one render


def timed(job: Job) -> tuple[float, bytes]:
    """Return how many milliseconds a render took, and the whole PDF that came of it."""
    gc.collect()
    begin = perf_counter()
    pdf = job()
    spent = (perf_counter() - begin) * 1000
    if not pdf.startswith(b"%PDF-") or not pdf.rstrip().endswith(b"%%EOF"):
        raise ValueError("not a whole PDF")
    return spent, pdf


def cold(name: str, source: Path, target: Path) -> Told:
    """Return what a process of its own needs for one PDF: seconds from its start to its end, and memory."""
    return _run("tests.bench.cold", name, source, target) | _weighed(target)


def exported(file: Path, target: Path) -> Told:
    """Return the seconds that our command needs for one PDF."""
    return _run("composer", "export", file, "-o", target) | _weighed(target)


def _run(*words: object) -> Told:
    command = (sys.executable, "-m", *map(str, words))
    begin = perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=installed(), capture_output=True, text=True, check=False)
    spent = perf_counter() - begin
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {"seconds": spent} | (json.loads(done.stdout) if done.stdout else {})


def installed() -> dict[str, str]:
    """Return the environment of a process that keeps compiled files, as an installed program does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _weighed(target: Path) -> Told:
    pdf = target.read_bytes()
    return {"bytes": len(pdf), "pages": pages_of(pdf)}


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


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
