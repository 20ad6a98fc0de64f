"""Every goal for the PDF in one run: what was measured beside platypus and Typst, and whether it is enough.

The window has benches of its own, `typing` and `start`. WeasyPrint is not run: it needs libraries of the
system, and takes a hundred times as long.
"""

import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import chain
from operator import ge, le
from pathlib import Path
from statistics import median
from typing import NamedTuple

from composer.model.document import Document
from tests.bench import documents
from tests.bench.measure import (
    BOTH,
    OURS,
    PLATYPUS,
    TYPST,
    Rounds,
    Told,
    cold,
    exported,
    in_turn,
    mailing,
    peers,
)

ITSELF = ""
_MS, _SECONDS, _RATE = "{:.1f} ms", "{:.2f} s", "{:.0f} letters a second"
_HOLDS = {"≤": le, "≥": ge}
_NAMES = {PLATYPUS: "platypus", TYPST: "Typst"}

Best = Callable[[list[float]], float]


class Goal(NamedTuple):
    """What is asked of a figure: against whom, and at most or at least how much."""

    against: str
    sign: str
    bound: float

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:,.12g}" + (f" × {_NAMES[self.against]}" if self.against else "")


class Line(NamedTuple):
    """One thing measured: ours in words, as a part of each peer, or as a figure by itself.

    `found` compares medians and decides; `best` compares the best rounds, where neighbours disturb the least.
    """

    what: str
    ours: str
    found: dict[str, float]
    goals: tuple[Goal, ...]
    best: dict[str, float] = {}  # noqa: RUF012  nobody changes it

    def is_met(self, goal: Goal) -> bool | None:
        """Return whether a goal is met, None when there was nobody to measure it by."""
        found = self.found.get(goal.against)
        return None if found is None else _HOLDS[goal.sign](found, goal.bound)


class Scale(NamedTuple):
    """How much is measured: rounds with the letter, papers of so many pages."""

    rounds: int
    pages: int

    @property
    def few(self) -> int:
        """Return how many pages the short paper has."""
        return max(1, self.pages // 5)

    @property
    def edits(self) -> int:
        """Return how many edits of the long paper are enough."""
        return max(1, self.rounds // 4)

    @property
    def processes(self) -> int:
        """Return how many cold processes are enough."""
        return max(1, self.rounds // 13)

    @property
    def mailing(self) -> int:
        """Return how many letters a mailing has: one to each council, when it is measured in earnest."""
        return min(342, 9 * self.rounds)


def measured(document: Document, scale: Scale) -> list[Line]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        return list(chain.from_iterable(_Run(document, scale, Path(folder)).parts()))


class _Run:
    """One run: documents laid down in a folder, by size."""

    def __init__(self, document: Document, scale: Scale, folder: Path) -> None:
        self.scale = scale
        self.folder = folder
        self.world = documents.world_of(document)
        self.letter = document
        self.few, self.many = (documents.grown_to(document, self.world, n) for n in (scale.few, scale.pages))

    def parts(self) -> Iterator[Iterator[Line]]:
        """Measure one thing after the other."""
        yield self._letters()
        yield self._papers()
        yield self._mailing()
        yield self._command()

    def sources(self, document: Document, change: str, rounds: int, *names: str) -> dict[str, Path]:
        """Lay a document and its changes down for all that are asked for and here."""
        place = Path(tempfile.mkdtemp(dir=self.folder))
        return documents.laid_down(
            document, change, rounds, place, tuple(name for name in names if name in peers())
        )

    def turns(self, document: Document, change: str, rounds: int, *names: str) -> dict[str, Rounds]:
        """Return what some of them do when a document changes round after round."""
        return in_turn(self.sources(document, change, rounds, *names), change, rounds)

    # ---- parts

    def _letters(self) -> Iterator[Line]:
        asked = {
            "addressees": ("letter again, another addressee", (Goal(TYPST, "≤", 0.6),)),
            "words": ("letter again, every paragraph changed", (Goal(PLATYPUS, "≤", 0.5),)),
            "edit": ("letter again, one word changed", (Goal(TYPST, "≤", 0.5),)),
        }
        size = 0
        for change, (what, goals) in asked.items():
            found = self.turns(self.letter, change, self.scale.rounds, *BOTH, TYPST)
            yield _compared(what, _ms(found), _MS, goals)
            size = max(size, found[OURS].bytes)
        yield Line("bytes of the letter", f"{size:,}", {ITSELF: size}, (Goal(ITSELF, "≤", 110_000),))

    def _papers(self) -> Iterator[Line]:
        pages = self.scale.pages
        found = self.turns(self.many, "edit", self.scale.edits, OURS, TYPST)
        yield _compared(f"{pages} pages, one word changed", _ms(found), _MS, (Goal(TYPST, "≤", 0.66),))
        peaks = {name: [rounds.peak_mib] for name, rounds in found.items()}
        yield _memory(f"memory of that, {pages} pages", peaks, 0.1)
        many, few = self._cold(self.many, *BOTH, TYPST), self._cold(self.few, OURS)
        spent = _each(many, "seconds")
        goals = (Goal(TYPST, "≤", 0.5), Goal(PLATYPUS, "≤", 0.75))
        yield _compared(f"{pages} pages, a process of its own, from file to PDF", spent, _SECONDS, goals)
        what = f"time of {pages} pages as a multiple of that of {self.scale.few}"
        yield _multiple(what, spent[OURS], _each(few, "seconds")[OURS], _SECONDS, Goal(ITSELF, "≤", 4.5))
        yield _memory(f"memory of one process, {pages} pages", _each(many, "peak_mib"), 0.22)
        size = many[OURS][-1]["bytes"]
        yield Line(f"bytes of {pages} pages", f"{size:,}", {ITSELF: size}, (Goal(ITSELF, "≤", 2_000_000),))

    def _cold(self, document: Document, *names: str) -> dict[str, list[Told]]:
        """Return what cold processes took in turn; ours is the command, its memory is told by a twin."""
        sources = self.sources(document, "edit", 0, *names)
        target = self.folder / "cold.pdf"
        twin = cold(OURS, sources[OURS], target)["peak_mib"]
        runs: dict[str, list[Told]] = {name: [] for name in sources}
        for _ in range(self.scale.processes):
            for name, source in sources.items():
                if name == OURS:
                    runs[name].append(exported(source, target) | {"peak_mib": twin})
                else:
                    runs[name].append(cold(name, source, target))
        return runs

    def _command(self) -> Iterator[Line]:
        spent = _each(self._cold(self.letter, *BOTH, TYPST), "seconds")
        yield _compared("letter, a process of its own", spent, _SECONDS, (Goal(PLATYPUS, "≤", 1.0),))

    def _mailing(self) -> Iterator[Line]:
        count = self.scale.mailing
        sources = self.sources(self.letter, "addressees", count, OURS, TYPST)
        ways = {**{name: (name, 1) for name in sources}, "two": (OURS, 2)}
        rates: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(self.scale.processes):
            for way, (name, processes) in ways.items():
                target = Path(tempfile.mkdtemp(dir=self.folder))
                rates[way].append(count / mailing(name, sources[name], count, target, processes).seconds)
        both = rates.pop("two")
        what = f"mailing of {count} letters, one process"
        yield _compared(what, rates, _RATE, (Goal(TYPST, "≥", 1.5),), best=max)
        what = "the same by two processes, as a multiple"
        yield _multiple(what, both, rates[OURS], _RATE, Goal(ITSELF, "≥", 1.8), best=max)


def _ms(found: dict[str, Rounds]) -> dict[str, list[float]]:
    return {name: rounds.ms for name, rounds in found.items()}


def _each(runs: dict[str, list[Told]], figure: str) -> dict[str, list[float]]:
    return {name: [told[figure] for told in told_of] for name, told_of in runs.items()}


def _memory(what: str, peaks: dict[str, list[float]], bound: float) -> Line:
    return _compared(what, peaks, "{:.0f} MiB", (Goal(TYPST, "≤", bound),))


def _compared(
    what: str, figures: dict[str, list[float]], form: str, goals: tuple[Goal, ...], best: Best = min
) -> Line:
    """Return ours as a part of each of the others."""

    def parts(middle: Best) -> dict[str, float]:
        values = {name: middle(several) for name, several in figures.items()}
        return {name: values[OURS] / value for name, value in values.items() if name != OURS and value}

    return Line(what, form.format(median(figures[OURS])), parts(median), goals, parts(best))


def _multiple(
    what: str, more: list[float], less: list[float], form: str, goal: Goal, best: Best = min
) -> Line:
    """Return one of our own figures as a multiple of another."""
    found, at_best = ({ITSELF: middle(more) / middle(less)} for middle in (median, best))
    return Line(what, f"{form.format(median(more))}, {found[ITSELF]:.2f} ×", found, (goal,), at_best)


# ---- as words


def table(lines: list[Line]) -> Iterator[str]:
    """Yield a line of text for each goal: what, what was found, what is asked, whether it is met."""
    rows = [
        (
            line.what,
            line.ours,
            _figure(line.found.get(goal.against)),
            _figure(line.best.get(goal.against)),
            str(goal),
            _said(line.is_met(goal)),
        )
        for line in lines
        for goal in line.goals
    ]
    rows.insert(0, ("", "ours", "found", "best", "goal", ""))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield beside()


def beside() -> str:
    """Say by whom was measured."""
    if TYPST in peers():
        return f"Beside platypus and Typst {version(TYPST)}."
    return "Typst is not installed here, so nothing was measured by it: `pip install typst` changes that."


def markdown(lines: list[Line]) -> Iterator[str]:
    """Yield the same as rows of the table in the README."""
    yield "| the sample letter and a paper grown from it | Pleidooi | ÷ platypus | ÷ Typst | goal |"
    yield "|---|---|---|---|---|"
    for line in lines:
        asked = ", ".join(f"{goal}: {_said(line.is_met(goal))}" for goal in line.goals)
        found = (_figure(line.found.get(name)) for name in (PLATYPUS, TYPST))
        yield f"| {line.what} | {line.ours} | {' | '.join(found)} | {asked} |"


def report(lines: list[Line]) -> list[dict[str, object]]:
    """Return the same as values for JSON."""
    return [
        {
            "what": line.what,
            "ours": line.ours,
            "found": {name or "itself": round(figure, 4) for name, figure in line.found.items()},
            "best": {name or "itself": round(figure, 4) for name, figure in line.best.items()},
            "goals": {str(goal): line.is_met(goal) for goal in line.goals},
        }
        for line in lines
    ]


def _figure(found: float | None) -> str:
    return "–" if found is None else f"{found:.2f}" if found < 1000 else f"{found:,.0f}"


def _said(met: bool | None) -> str:
    return {True: "met", False: "NOT MET", None: "–"}[met]
