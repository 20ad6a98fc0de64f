"""Total-fit line breaking after Knuth and Plass (1981), over lines instead of items.

For every line number there is a dictionary of the best ways to end that line; from each the feasible next
ends are a window found by bisection. Ways much worse than the best of their line are dropped, which was
measured to leave the optimum in place.
"""

from bisect import bisect_left
from typing import Any, NamedTuple

# What a break costs, in demerits; a line with a ratio r costs (10 + 100 |r|³)² of them.
HYPHEN = 10_000.0
HYPHEN_RAGGED = 9_000.0
SECOND_HYPHEN = 6_000.0
FITNESS_JUMP = 3_000.0
SHORT_LAST_LINE = 4_000.0
PRUNE = 30_000.0
MOST_HYPHENS = 2
# How far a word space may stretch at ratio 1, and shrink at most, as parts of its width.
STRETCH = 0.9
SHRINK = 0.22
# A ragged line that is this part of the measure short has a badness of 100.
RAGGED_SLACK = 0.14
# What every line costs at least.
LEAST = 100.0
SHORT = 0.12


class Breaks(NamedTuple):
    """Every place where a line may end, in order; the last is the end of the paragraph. Widths in points.

    A line from break i to break j is `ends[j] - starts[i]` wide and has `gaps_end[j] - gaps_start[i]` word
    spaces. `hyphens` is 1 for a hyphen of ours, 2 for a sign of the source, 0 for a space.
    """

    ends: list[float]
    starts: list[float]
    gaps_end: list[int]
    gaps_start: list[int]
    hyphens: list[int]


class Chosen(NamedTuple):
    """The breaks of the best lines and what they cost together."""

    breaks: list[int]
    demerits: float


# The best known way to end a line at a break: its demerits, its fitness, how many hyphens in a row it ends,
# the break, and the way before it. A plain tuple, since the loops below make a hundred for every line.
_Way = tuple[float, int, int, int, Any]
_START: _Way = (0.0, 1, 0, -1, None)


def break_ragged(breaks: Breaks, width: float, *, narrowest: float) -> Chosen | None:  # noqa: C901  one hot loop
    """Return the best ragged lines, all but the last at least `narrowest` of the width; or None."""
    ends, starts, hyphens = breaks.ends, breaks.starts, breaks.hyphens
    final = len(ends) - 1
    best: _Way | None = None
    ways = {-1: _START}
    scale = 100.0 / (RAGGED_SLACK * width) ** 2
    while ways:
        following: dict[int, _Way] = {}
        limit = min(way[0] for way in ways.values()) + PRUNE
        if best is not None and best[0] < limit:
            limit = best[0]
        for i, way in ways.items():
            if way[0] > limit:
                continue
            start = starts[i] if i >= 0 else 0.0
            last = ends[final] - start
            if last <= width:
                best = _last_line(way, best, final, short=i >= 0 and last < SHORT * width)
            for j in range(bisect_left(ends, start + width * narrowest, i + 1, final), final):
                slack = width - (ends[j] - start)
                if slack < 0:
                    break
                cost = way[0] + (10.0 + scale * slack * slack) ** 2
                run = 0
                if hyphens[j]:
                    if way[2] >= MOST_HYPHENS:
                        continue
                    run = way[2] + 1
                    cost += HYPHEN_RAGGED + (SECOND_HYPHEN if way[2] else 0.0)
                known = following.get(j)
                if known is None or cost < known[0]:
                    following[j] = (cost, 1, run, j, way)
        ways = following
    return _trace(best)


def break_justified(  # noqa: C901, PLR0912  one hot loop
    breaks: Breaks, width: float, space: float, *, tolerance: float
) -> Chosen | None:
    """Return the best justified lines, no word space stretched beyond the tolerance; or None."""
    ends, starts, gaps_end, gaps_start, hyphens = breaks
    final = len(ends) - 1
    best: _Way | None = None
    ways = {-1: _START}
    stretch, shrink = space * STRETCH, space * SHRINK
    narrowest = width * (0.8 if tolerance < MOST_STRETCH + 1 else 0.3)
    while ways:
        following: dict[int, _Way] = {}
        limit = min(way[0] for way in ways.values()) + PRUNE
        if best is not None and best[0] < limit:
            limit = best[0]
        for i, way in ways.items():
            if way[0] > limit:
                continue
            start, first_gap = (starts[i], gaps_start[i]) if i >= 0 else (0.0, 0)
            gaps = gaps_end[final] - first_gap
            last = ends[final] - start
            if last <= width + gaps * shrink:
                best = _last_line(way, best, final, short=i >= 0 and (last < SHORT * width or not gaps))
            for j in range(bisect_left(ends, start + narrowest, i + 1, final), final):
                gaps = gaps_end[j] - first_gap
                slack = width - (ends[j] - start)
                if slack < 0:
                    if -slack > gaps * shrink:
                        break
                    ratio = slack / (gaps * shrink)
                else:
                    ratio = slack / (gaps * stretch) if gaps else 99.0
                    if ratio > tolerance:
                        continue
                fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
                cost = way[0] + (10.0 + 100.0 * abs(ratio) ** 3) ** 2
                run = 0
                if hyphens[j]:
                    if way[2] >= MOST_HYPHENS:
                        continue
                    run = way[2] + 1
                    cost += HYPHEN + (SECOND_HYPHEN if way[2] else 0.0)
                if abs(fitness - way[1]) > 1:
                    cost += FITNESS_JUMP
                known = following.get(j)
                if known is None or cost < known[0]:
                    following[j] = (cost, fitness, run, j, way)
        ways = following
    return _trace(best)


MOST_STRETCH = 2.0


def break_first_fit(breaks: Breaks, width: float) -> list[int]:
    """Return breaks that fill each line as far as it goes; what is wider than the line stands alone."""
    final = len(breaks.ends) - 1
    chosen: list[int] = []
    i = -1
    while i < final:
        start = breaks.starts[i] if i >= 0 else 0.0
        j = i + 1
        while j < final and breaks.ends[j + 1] - start <= width:
            j += 1
        chosen.append(j)
        i = j
    return chosen


def _last_line(way: _Way, best: _Way | None, final: int, *, short: bool) -> _Way | None:
    cost = way[0] + LEAST + (SHORT_LAST_LINE if short else 0.0) + (FITNESS_JUMP if way[2] else 0.0)
    return (cost, 1, 0, final, way) if best is None or cost < best[0] else best


def _trace(way: _Way | None) -> Chosen | None:
    if way is None:
        return None
    demerits = way[0]
    chosen: list[int] = []
    while way is not None and way[3] >= 0:
        chosen.append(way[3])
        way = way[4]
    return Chosen(chosen[::-1], demerits)
