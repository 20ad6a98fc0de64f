"""Total-fit line breaking after Knuth and Plass (1981), over lines instead of items.

From the best way to each break the feasible ends of the next line are a window found by bisection; breaks
within words are made only in those windows. A break behind a second hyphen in a row is kept apart from the
same break behind a first, so that the rule of two hyphens never costs a better way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from math import inf, sqrt
from typing import Any, NamedTuple

# What a break costs, in demerits; a line with a ratio r costs (10 + 100 |r|³)² of them, one with tight spaces
# (10 + 50 |r|³)². The figures for justified lines come of 800 lines in four measures beside Typst's: their
# spaces are as wide on average and more even.
HYPHEN = 12_000.0
SECOND_HYPHEN = 30_000.0
HYPHEN_RAGGED = 9_000.0
SECOND_HYPHEN_RAGGED = 6_000.0
FITNESS_JUMP = 1_000.0
SHORT_LAST_LINE = 4_000.0
# The last line but one ends with a hyphen; it leaves no more than the rest of a word.
LAST_HYPHEN = 3_000.0
STUB = 20_000.0
MOST_HYPHENS = 2
# How far a word space may stretch at ratio 1, and shrink at most, as parts of its width.
STRETCH = 0.85
SHRINK = 0.32
MOST_STRETCH = 2.1
LOOSE, TIGHT = 100.0, 50.0
# A ragged line that is this part of the measure short has a badness of 100.
RAGGED_SLACK = 0.14
# What every line costs at least.
LEAST = 100.0
SHORT = 0.12
# A width in points that is none.
EPSILON = 1e-6


class Break(NamedTuple):
    """A place where a line may end; x in points.

    The line seems to end at `end`, and the next to begin at `start`; it ends in word `last`, the next begins
    with word `first`. `kind` is 1 for a hyphen of ours, 2 for a sign of the source, 0 for a space. Within a
    word the place is before letter `letter` of its part `part`, `kern` is the kerning before our hyphen.
    `hang` is what stands over the right edge, `key` an even number of its own.
    """

    end: float
    start: float
    last: int
    first: int
    kind: int
    part: int
    letter: int
    kern: int
    hang: float
    key: int


# The same as the loops below take it: a letter has thousands, and making a named one costs six times as much.
Raw = tuple[float, float, int, int, int, int, int, int, float, int]


class Breaks:
    """Every place where a line may end, in units: what stands between two spaces, with its end.

    `ends` are the x of the units' ends, `lasts` the numbers of their last words. `unit` makes the breaks of
    a unit in order, called when a line may end there; the end of the paragraph is not among them. Points.
    """

    __slots__ = ("ends", "lasts", "origin", "unit", "units")

    def __init__(
        self, ends: list[float], lasts: list[int], origin: float, unit: Callable[[int], tuple[Raw, ...]]
    ) -> None:
        """Begin without any break made; `origin` is the x at which the first line begins."""
        self.ends = ends
        self.lasts = lasts
        self.origin = origin
        self.unit = unit
        self.units: list[tuple[Raw, ...] | None] = [None] * len(ends)

    def made(self, k: int) -> tuple[Raw, ...]:
        """Return the breaks of a unit, made once."""
        self.units[k] = unit = self.unit(k)
        return unit

    def start(self) -> Break:
        """Return what stands for a break before the first line."""
        return Break(0.0, self.origin, -1, 0, 0, 0, 0, 0, 0.0, -2)

    def bar(self, place: Break) -> tuple[Raw, ...]:
        """Let no line end at a break; return the unit as it was, for `allow`."""
        k = bisect_left(self.lasts, place.last)
        unit = self.units[k]
        unit = self.made(k) if unit is None else unit
        self.units[k] = tuple(other for other in unit if other[2:8] != place[2:8])
        return unit

    def allow(self, place: Break, unit: tuple[Raw, ...]) -> None:
        """Let lines end again as they did before `bar`."""
        self.units[bisect_left(self.lasts, place.last)] = unit


class Chosen(NamedTuple):
    """The breaks of the best lines, without the end of the paragraph, and what they cost together."""

    breaks: list[Break]
    demerits: float


# The best known way to end a line at a break: its demerits, its fitness, how many hyphens in a row it ends,
# the break, and the way before it. A plain tuple, since the loops below make a hundred for every line.
_Way = tuple[float, int, int, Raw, Any]


def break_ragged_at_spaces(
    ends: list[float], starts: list[float], width: float, *, narrowest: float
) -> tuple[list[int], float] | None:
    """Return the best ragged lines that end at spaces, by the numbers of their ends, and their demerits.

    As `break_ragged` with no other breaks: `starts` are the x at which a line begins after each end.
    """
    final = len(ends) - 1
    total = ends[final]
    costs = [inf] * final
    came_from = [-1] * final
    scale = 100.0 / (RAGGED_SLACK * width) ** 2
    best, best_from = _full_lines(ends, starts, width, narrowest) + EPSILON, -2
    # A line shorter than this costs more than all the lines of a known choice together.
    widest = min(width * (1.0 - narrowest), sqrt(max(0.0, sqrt(best) - 10.0) / scale)) + EPSILON
    for i in range(-1, final):
        so_far, start = (costs[i], starts[i]) if i >= 0 else (0.0, 0.0)
        if so_far >= best:
            continue
        room = start + width
        if total <= room:
            short = i >= 0 and total - start < SHORT * width
            cost = so_far + LEAST + (SHORT_LAST_LINE if short else 0.0)
            if cost < best:
                best, best_from = cost, i
        for j in range(bisect_left(ends, room - widest, i + 1, final), final):
            slack = room - ends[j]
            if slack < 0:
                break
            cost = so_far + (10.0 + scale * slack * slack) ** 2
            if cost < costs[j]:
                costs[j] = cost
                came_from[j] = i
    if best_from < -1:
        return None
    chosen: list[int] = []
    i = best_from
    while i >= 0:
        chosen.append(i)
        i = came_from[i]
    return chosen[::-1], best


def _full_lines(ends: list[float], starts: list[float], width: float, narrowest: float) -> float:
    """Return what lines cost that take as many words as they hold, infinite when one is too short."""
    final = len(ends) - 1
    scale = 100.0 / (RAGGED_SLACK * width) ** 2
    room, cost, i = width, LEAST + SHORT_LAST_LINE, -1
    while ends[final] > room:
        j = bisect_right(ends, room, i + 1) - 1
        slack = room - ends[j]
        if j <= i or slack > width * (1.0 - narrowest):
            return inf
        cost += (10.0 + scale * slack * slack) ** 2
        room, i = starts[j] + width, j
    return cost


def break_ragged(  # noqa: C901  one hot loop
    breaks: Breaks, width: float, *, narrowest: float, bound: float = inf
) -> Chosen | None:
    """Return the best ragged lines, all but the last at least `narrowest` of the width; or None.

    `bound` is what lines already known cost: nothing dearer is looked at.
    """
    ends, units, made = breaks.ends, breaks.units, breaks.made
    total, last_word, count = ends[-1], breaks.lasts[-1], len(ends)
    best: _Way | None = None
    begin = breaks.start()
    ways: dict[int, _Way] = {begin.key: (0.0, 1, 0, begin, None)}
    scale = 100.0 / (RAGGED_SLACK * width) ** 2
    widest = width * (1.0 - narrowest)
    for way in _in_order(ways, begin, units):
        so_far, before, place = way[0], way[2], way[3]
        if so_far > bound:
            continue
        start = place[1]
        room = start + width
        if total <= room:
            short = total - start < SHORT * width
            best = _last_line(way, best, short=short, stub=short or place[3] == last_word)
            bound = min(bound, best[0])
        # A line shorter than this costs more than all the lines of the bound together.
        slackest = sqrt(max(0.0, sqrt(max(0.0, bound - so_far)) - 10.0) / scale)
        for k in range(bisect_left(ends, room - min(widest, slackest) - EPSILON), count):
            unit = units[k]
            for place in made(k) if unit is None else unit:
                slack = room - place[0]
                if slack < 0:
                    break
                if slack > widest:
                    continue
                cost = so_far + (10.0 + scale * slack * slack) ** 2
                key, run = place[9], 0
                if place[4]:
                    if before >= MOST_HYPHENS:
                        continue
                    run = before + 1
                    cost += HYPHEN_RAGGED
                    if before:
                        cost += SECOND_HYPHEN_RAGGED
                        key += 1
                known = ways.get(key)
                if known is None or cost < known[0]:
                    ways[key] = (cost, 1, run, place, way)
            else:
                continue
            break
    return _trace(best)


def break_justified(  # noqa: C901, PLR0912, PLR0915  one hot loop
    breaks: Breaks, width: float, space: float, *, tolerance: float, bound: float = inf
) -> Chosen | None:
    """Return the best justified lines, no word space stretched beyond the tolerance; or None.

    `bound` is what lines already known cost: nothing dearer is looked at.
    """
    ends, lasts, units, made = breaks.ends, breaks.lasts, breaks.units, breaks.made
    total, last_word, count = ends[-1], lasts[-1], len(ends)
    best: _Way | None = None
    begin = breaks.start()
    ways: dict[int, _Way] = {begin.key: (0.0, 1, 0, begin, None)}
    stretch, shrink = space * STRETCH, space * SHRINK
    widest = width * (0.2 if tolerance < MOST_STRETCH + 1 else 0.7)
    for way in _in_order(ways, begin, units):
        so_far, before_fitness, before, place = way[0], way[1], way[2], way[3]
        if so_far > bound:
            continue
        start, first = place[1], place[3]
        room = start + width
        gaps = last_word - first
        if total <= room + gaps * shrink:
            short = total - start < SHORT * width or not gaps
            best = _last_line(way, best, short=short, stub=short)
            bound = min(bound, best[0])
        # A line looser than this costs more than all the lines of the bound together.
        loosest = min(tolerance, (max(0.0, sqrt(bound - so_far) - 10.0) / LOOSE) ** (1 / 3) + EPSILON)
        gaps = lasts[min(bisect_right(ends, room), count - 1)] - first
        least = room - min(widest, loosest * stretch * gaps) - EPSILON
        for k in range(bisect_left(ends, least), count):
            unit = units[k]
            for place in made(k) if unit is None else unit:
                gaps = place[2] - first
                slack = room - place[0]
                if slack < 0:
                    if -slack > gaps * shrink:
                        break
                    ratio = slack / (gaps * shrink)
                elif slack > widest:
                    continue
                else:
                    ratio = slack / (gaps * stretch) if gaps else 99.0
                    if ratio > loosest:
                        continue
                fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
                cost = so_far + (10.0 + (TIGHT if ratio < 0 else LOOSE) * abs(ratio) ** 3) ** 2
                key, run = place[9], 0
                if place[4]:
                    if before >= MOST_HYPHENS:
                        continue
                    run = before + 1
                    cost += HYPHEN
                    if before:
                        cost += SECOND_HYPHEN
                        key += 1
                if abs(fitness - before_fitness) > 1:
                    cost += FITNESS_JUMP
                known = ways.get(key)
                if known is None or cost < known[0]:
                    ways[key] = (cost, fitness, run, place, way)
            else:
                continue
            break
    return _trace(best)


def _in_order(ways: dict[int, _Way], begin: Break, units: list[tuple[Raw, ...] | None]) -> Iterator[_Way]:
    """Yield the best ways to end a line at each break in turn, while those to later ones are found."""
    yield ways[begin.key]
    for unit in units:
        for place in unit or ():
            key = place[9]
            way = ways.get(key)
            if way is not None:
                yield way
            if place[4]:
                way = ways.get(key + 1)
                if way is not None:
                    yield way


def break_first_fit(breaks: Breaks, width: float) -> list[Break]:
    """Return breaks that fill each line as far as it goes; what is wider than the line stands alone."""
    places = [place for k in range(len(breaks.ends)) for place in breaks.made(k)]
    chosen: list[Break] = []
    start = breaks.origin
    ends = [*(place[0] for place in places[1:]), breaks.ends[-1]]
    for place, following in zip(places, ends, strict=False):  # no place at all has no end after it
        if following - start > width:
            chosen.append(Break._make(place))
            start = place[1]
    return chosen


def _last_line(way: _Way, best: _Way | None, *, short: bool, stub: bool) -> _Way:
    """Return the better of the best way to the end and this one; `stub` counts behind a divided word."""
    cost = way[0] + LEAST + (SHORT_LAST_LINE if short and way[4] is not None else 0.0)
    if way[2]:
        cost += STUB if stub else LAST_HYPHEN
    return (cost, 1, 0, way[3], way[4]) if best is None or cost < best[0] else best


def _trace(way: _Way | None) -> Chosen | None:
    if way is None:
        return None
    demerits = way[0]
    chosen: list[Break] = []
    while way[4] is not None:
        chosen.append(Break._make(way[3]))
        way = way[4]
    return Chosen(chosen[::-1], demerits)
