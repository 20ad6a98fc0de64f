"""How fast the program is: `python -m tests.bench NAME [FILE]`.

`goals` measures everything that is asked of the PDF; `warm`, `edit`, `paper` and `batch` a part of it. They
run beside platypus, and beside Typst where it is installed. `typing`, `start` and `pane` are about the
window, `search` about a library of `--n` blocks; FILE is then the folder to keep it in for the next time.

Only ratios mean something; machines and their neighbours differ.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from composer.model.document import Document
from tests.bench import documents, goals
from tests.bench.measure import OURS, PLATYPUS, TYPST, cold, in_turn, mailing, peers

Report = dict[str, object]


def warm(arguments: argparse.Namespace) -> Report:
    """Render for another addressee each round, or with `--fresh` with other words in every paragraph."""
    return {"fresh": arguments.fresh} | _rounds(arguments, "words" if arguments.fresh else "addressees")


def edit(arguments: argparse.Namespace) -> Report:
    """Render after an edit of one word of one paragraph each round."""
    return _rounds(arguments, "edit")


def _rounds(arguments: argparse.Namespace, change: str) -> Report:
    report: Report = {}
    with tempfile.TemporaryDirectory() as folder:
        sources = documents.laid_down(
            _document(arguments), change, arguments.n, Path(folder), _names(arguments)
        )
        found = in_turn(sources, change, arguments.n)
    for name, rounds in found.items():
        prefix = _prefix(name)
        report |= {
            f"{prefix}first_ms": _rounded(rounds.first_ms),
            f"{prefix}ms" if prefix else "warm_ms": [_rounded(spent) for spent in rounds.ms],
            f"{prefix}pages": rounds.pages,
            f"{prefix}bytes": rounds.bytes,
            f"{prefix}peak_mib": _rounded(rounds.peak_mib),
        }
    return report | _ratios({name: rounds.median for name, rounds in found.items()})


def paper(arguments: argparse.Namespace) -> Report:
    """Make papers of 99 and of `--pages` pages in cold processes, from the file on the disk to the PDF."""
    few, many = (_cold_rounds(arguments, pages) for pages in (99, arguments.pages))
    return many | {"few": few, "growth": _rounded(many["median_s"] / few["median_s"])}


def _cold_rounds(arguments: argparse.Namespace, pages: int) -> Report:
    document = documents.letter(arguments.file)
    document = documents.grown_to(document, documents.world_of(document), pages)
    with tempfile.TemporaryDirectory() as folder:
        sources = documents.laid_down(document, "edit", 0, Path(folder), _names(arguments))
        found = {name: [] for name in sources}
        for _ in range(arguments.n):
            for name, source in sources.items():
                found[name].append(cold(name, source, Path(folder) / "cold.pdf"))
    report: Report = {}
    for name, runs in found.items():
        prefix = _prefix(name)
        report |= {
            f"{prefix}seconds": [_rounded(run["seconds"]) for run in runs],
            f"{prefix}pages": runs[-1]["pages"],
            f"{prefix}bytes": runs[-1]["bytes"],
            f"{prefix}peak_mib": max(run["peak_mib"] for run in runs),
        }
    medians = {name: median(run["seconds"] for run in runs) for name, runs in found.items()}
    return report | {"median_s": _rounded(medians[OURS])} | _ratios(medians)


def batch(arguments: argparse.Namespace) -> Report:
    """Write a letter to each of `--n` addressees into a folder, one after the other and in `--processes`."""
    document = _document(arguments)
    report: Report = {}
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        sources = documents.laid_down(document, "addressees", arguments.n, Path(folder), _names(arguments))
        for name, source in sources.items():
            found = mailing(name, source, arguments.n, Path(tempfile.mkdtemp(dir=folder)))
            report |= {f"{_prefix(name)}{part}": _rounded(value) for part, value in found._asdict().items()}
            seconds[name] = found.seconds
        if arguments.processes > 1:
            target = Path(tempfile.mkdtemp(dir=folder))
            found = mailing(OURS, sources[OURS], arguments.n, target, arguments.processes)
            report |= {
                "processes": arguments.processes,
                "processes_seconds": _rounded(found.seconds),
                "processes_gain": _rounded(seconds[OURS] / found.seconds),
            }
    return report | _ratios(seconds)


def _names(arguments: argparse.Namespace) -> tuple[str, ...]:
    return (arguments.only,) if arguments.only else peers()


def _prefix(name: str) -> str:
    return "" if name == OURS else f"{name}_"


def _ratios(spent: dict[str, float]) -> Report:
    """Return ours as a part of each of the others."""
    keys = {PLATYPUS: "ratio", TYPST: "typst_ratio"}
    return {
        key: _rounded(spent[OURS] / spent[name]) for name, key in keys.items() if {OURS, name} <= set(spent)
    }


def typing(arguments: argparse.Namespace) -> Report:
    """Press keys in the window: how long each takes, and when the pixels of the visible page are new."""
    from tests.bench import desktop

    return desktop.typing(_document(arguments), arguments.n, alone=arguments.preview)


def start(arguments: argparse.Namespace) -> Report:
    """Open windows in cold processes, with a document and without, beside a bare QMainWindow."""
    from tests.bench import desktop

    return desktop.start(arguments.file or documents.SAMPLE, arguments.n)


def search(arguments: argparse.Namespace) -> Report:
    """Search while typing in a library of `--n` blocks."""
    from tests.bench import search

    return search.search(arguments.n, arguments.file)


def pane(arguments: argparse.Namespace) -> Report:
    """Open and scroll 1,000 blocks in the text pane, and edit `--n` times with undo."""
    from tests.bench import pane as measured

    return measured.pane(documents.letter(arguments.file), arguments.n)


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


BENCHES = {
    "warm": warm,
    "edit": edit,
    "paper": paper,
    "batch": batch,
    "typing": typing,
    "start": start,
    "search": search,
    "pane": pane,
}
ROUNDS = {
    "goals": 40,
    "warm": 40,
    "edit": 40,
    "paper": 3,
    "batch": 342,
    "typing": 60,
    "start": 9,
    "search": 100_000,
    "pane": 10_000,
}


def all_goals(arguments: argparse.Namespace) -> str:
    """Return the goals as a table, as JSON or as rows for the README."""
    scale = goals.Scale(arguments.n, arguments.pages)
    lines = goals.measured(documents.letter(arguments.file), scale)
    if arguments.json:
        return json.dumps(
            {"bench": "goals", "n": arguments.n, "beside": goals.beside(), "lines": goals.report(lines)}
        )
    return "\n".join((goals.markdown if arguments.markdown else goals.table)(lines))


def main() -> None:
    """Run one bench and print what it found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", choices=ROUNDS)
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a document; the shipped letter when absent"
    )
    parser.add_argument("--n", type=int, help="rounds; letters of batch, keys of typing")
    parser.add_argument("--pages", type=int, default=0, help="grow the document to about so many pages")
    parser.add_argument(
        "--fresh", action="store_true", help="warm: every paragraph changes by a word each round"
    )
    parser.add_argument("--preview", action="store_true", help="typing: without the text pane beside it")
    parser.add_argument("--only", choices=peers(), help="leave all others out")
    parser.add_argument("--processes", type=int, default=2, help="batch: how many to write with")
    parser.add_argument("--markdown", action="store_true", help="goals: as a table for the README")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_intermixed_args()
    arguments.n = arguments.n or ROUNDS[arguments.bench]
    if arguments.bench in {"paper", "goals"}:
        arguments.pages = arguments.pages or 495
    if arguments.bench == "goals":
        print(all_goals(arguments))
        return
    report = {"bench": arguments.bench, "n": arguments.n} | BENCHES[arguments.bench](arguments)
    print(json.dumps(report) if arguments.json else "\n".join(_table(report)))


if __name__ == "__main__":
    main()
