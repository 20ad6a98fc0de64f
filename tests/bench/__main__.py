"""How fast the program is: `python -m tests.bench warm|edit|paper|batch|typing|start [FILE]`.

The first four beside platypus in one run; `typing` and `start` are about the window.

Only ratios mean something; machines and their neighbours differ.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from composer.model.document import Document
from composer.store.documents import write_document
from tests.bench import documents
from tests.bench.measure import BOTH, OURS, PLATYPUS, cold, in_turn, peak_mib, renderer

Report = dict[str, object]


def warm(arguments: argparse.Namespace) -> Report:
    """Render for another addressee each round, or with `--fresh` with other words in every paragraph."""
    rounds = documents.other_words if arguments.fresh else documents.other_addressees
    return {"fresh": arguments.fresh} | _rounds(arguments, rounds)


def edit(arguments: argparse.Namespace) -> Report:
    """Render after an edit of one word of one paragraph each round."""
    return _rounds(arguments, documents.one_word_edits)


def _rounds(arguments: argparse.Namespace, change: "documents.Rounds") -> Report:
    document = _document(arguments)
    rounds = list(islice(change(document), arguments.n))
    names = (arguments.only,) if arguments.only else BOTH
    found = in_turn(documents.world_of(document), document, rounds, names)
    report: Report = {}
    for name, prefix in ((OURS, ""), (PLATYPUS, "platypus_")):
        if name in found:
            result = found[name]
            report |= {
                f"{prefix}first_ms": _rounded(result.first_ms),
                "platypus_ms" if prefix else "warm_ms": [_rounded(spent) for spent in result.ms],
                f"{prefix}pages": result.pages,
                f"{prefix}bytes": len(result.pdf),
            }
    if len(found) == len(BOTH):
        report["ratio"] = _rounded(found[OURS].median / found[PLATYPUS].median)
    return report | {"peak_mib": _rounded(peak_mib())}


def paper(arguments: argparse.Namespace) -> Report:
    """Make papers of 99 and of `--pages` pages in cold processes, from the file on the disk to the PDF."""
    few, many = (_cold_rounds(arguments, pages) for pages in (99, arguments.pages))
    return many | {"few": few, "growth": _rounded(many["median_s"] / few["median_s"])}


def _cold_rounds(arguments: argparse.Namespace, pages: int) -> Report:
    document = documents.letter(arguments.file)
    document = documents.grown_to(document, documents.world_of(document), pages)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.yaml"
        file.write_text(write_document(document), encoding="utf-8")
        found: dict[str, list[dict[str, float]]] = {name: [] for name in BOTH}
        for _ in range(arguments.n):
            for name in BOTH:
                found[name].append(cold(name, file))
    medians = {name: median(run["seconds"] for run in runs) for name, runs in found.items()}
    ours, platypus = found[OURS][-1], found[PLATYPUS][-1]
    return {
        "pages": ours["pages"],
        "platypus_pages": platypus["pages"],
        "bytes": ours["bytes"],
        "platypus_bytes": platypus["bytes"],
        "seconds": [_rounded(run["seconds"]) for run in found[OURS]],
        "platypus_seconds": [_rounded(run["seconds"]) for run in found[PLATYPUS]],
        "median_s": _rounded(medians[OURS]),
        "ratio": _rounded(medians[OURS] / medians[PLATYPUS]),
        "peak_mib": max(run["peak_mib"] for run in found[OURS]),
        "platypus_peak_mib": max(run["peak_mib"] for run in found[PLATYPUS]),
    }


def batch(arguments: argparse.Namespace) -> Report:
    """Write a letter to each of `--n` addressees into a folder, first ours, then platypus."""
    document = _document(arguments)
    world = documents.world_of(document)
    letters = list(islice(documents.other_addressees(document), arguments.n))
    report: Report = {}
    for name, prefix in ((OURS, ""), (PLATYPUS, "platypus_")):
        render = renderer(name, world)
        with tempfile.TemporaryDirectory() as folder:
            begin = perf_counter()
            for number, changed in enumerate(letters):
                (Path(folder) / f"{number}.pdf").write_bytes(render(changed)[0])
            spent = perf_counter() - begin
            report |= {
                f"{prefix}files": len(list(Path(folder).iterdir())),
                f"{prefix}seconds": _rounded(spent),
            }
    return report | {
        "ratio": _rounded(report["seconds"] / report["platypus_seconds"]),
        "peak_mib": _rounded(peak_mib()),
    }


def typing(arguments: argparse.Namespace) -> Report:
    """Press keys in the window: how long each takes, and when the pixels of the visible page are new."""
    from tests.bench import desktop

    return desktop.typing(_document(arguments), arguments.n, alone=arguments.preview)


def start(arguments: argparse.Namespace) -> Report:
    """Open windows in cold processes, with a document and without, beside a bare QMainWindow."""
    from tests.bench import desktop

    return desktop.start(arguments.file or documents.SAMPLE, arguments.n)


def _document(arguments: argparse.Namespace) -> Document:
    document = documents.letter(arguments.file)
    if not arguments.pages:
        return document
    return documents.grown_to(document, documents.world_of(document), arguments.pages)


def _rounded(value: float) -> float:
    return round(value, 3)


def _table(report: Report) -> Iterator[str]:
    for name, value in report.items():
        if isinstance(value, dict):
            yield f"{name}:"
            yield from (f"  {line}" for line in _table(value))
        elif isinstance(value, list):
            yield f"{name:18} median {median(value):g}, least {min(value):g}, of {len(value)}"
        else:
            yield f"{name:18} {value}"


BENCHES = {"warm": warm, "edit": edit, "paper": paper, "batch": batch, "typing": typing, "start": start}
ROUNDS = {"warm": 40, "edit": 40, "paper": 3, "batch": 342, "typing": 60, "start": 9}


def main() -> None:
    """Run one bench and print what it found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a document; the shipped letter when absent"
    )
    parser.add_argument("--n", type=int, help="rounds; letters of batch, keys of typing")
    parser.add_argument("--pages", type=int, default=0, help="grow the document to about so many pages")
    parser.add_argument(
        "--fresh", action="store_true", help="warm: every paragraph changes by a word each round"
    )
    parser.add_argument("--preview", action="store_true", help="typing: without the text pane beside it")
    parser.add_argument("--only", choices=BOTH, help="warm, edit: leave the other one out")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_intermixed_args()
    arguments.n = arguments.n or ROUNDS[arguments.bench]
    if arguments.bench == "paper":
        arguments.pages = arguments.pages or 495
    report = {"bench": arguments.bench, "n": arguments.n} | BENCHES[arguments.bench](arguments)
    print(json.dumps(report) if arguments.json else "\n".join(_table(report)))


if __name__ == "__main__":
    main()
