"""One stretch of words as places where a line may end, and the choice of the best of them."""

from itertools import accumulate, count, zip_longest
from math import inf

from composer.layout.fit import (
    HYPHEN,
    HYPHEN_RAGGED,
    LEAST,
    MOST_STRETCH,
    SHRINK,
    Break,
    Breaks,
    Chosen,
    Raw,
    break_first_fit,
    break_justified,
    break_ragged,
    break_ragged_at_spaces,
)
from composer.layout.rivers import LONGEST, SHORTEST, Space, rivers
from composer.layout.runs import Run, Stretch
from composer.layout.words import divisions_of, every_letter

# As far as word spaces stretch when nothing else is left.
ANY_STRETCH = 1e9
# Ragged lines are at least this part of the measure wide, if that can be.
NARROWEST = 0.8
# What a river may cost: lines that are this much worse, in demerits, are better without it.
RIVER = 40_000.0


class Paragraph:
    """Words in their places on one endless line; widths and places in points.

    A justified one lets punctuation hang over its edges: a line seems to end before its full stop.
    """

    __slots__ = (
        "_anywhere",
        "_breaks",
        "_divided",
        "_keys",
        "_language",
        "_lasts",
        "_scales",
        "_seen",
        "_stretch",
        "_strict",
        "ends",
        "justify",
        "space",
        "starts",
        "width",
    )

    def __init__(
        self, stretch: Stretch, runs: list[Run], language: str, *, width: float, space: float, justify: bool
    ) -> None:
        """Put the words one after the other; `space` is the word space, an empty language divides nothing."""
        self._stretch = stretch
        self.width, self.space, self.justify = width, space, justify
        self._language = language
        self._scales = [run.size / 1000 for run in runs]
        self.starts: list[float] = []
        self.ends: list[float] = []
        if stretch.row:
            self._place_row(stretch)
        else:
            self._place(stretch)
        gaps = stretch.gaps
        broken = [w for w, gap in enumerate(gaps) if gap.breaks] if stretch.ties else range(len(gaps))
        self._lasts = [*broken, len(gaps)]
        self._seen = [self.ends[w] for w in self._lasts] if stretch.ties else self.ends
        if justify:
            hangs = self._hangs(stretch)
            self._seen = [end - hangs[w] for w, end in zip(self._lasts, self._seen, strict=True)]
        self._strict = True
        self._begin(divided=False)

    def _place_row(self, stretch: Stretch) -> None:
        scale = self._scales[0]
        gap = stretch.gaps[0].width if stretch.gaps else 0.0
        widths = [gap] * (2 * len(stretch.row) - 1)
        widths[::2] = [whole.width * scale for whole in stretch.row]
        places = list(accumulate(widths))
        self.starts = [0.0, *places[1::2]]
        self.ends = places[::2]

    def _place(self, stretch: Stretch) -> None:
        scales = self._scales
        starts, ends = self.starts, self.ends
        x = 0.0
        for parts, gap in zip_longest(stretch.parts, stretch.gaps):
            starts.append(x)
            for run, whole in parts:
                x += whole.width * scales[run]
            ends.append(x)
            if gap is not None:
                x += gap.width

    def _hangs(self, stretch: Stretch) -> list[float]:
        """Return how far each word hangs over the right edge at the end of a line."""
        scales = self._scales
        if stretch.row:
            return [whole.hang_behind * scales[0] for whole in stretch.row]
        return [parts[-1][1].hang_behind * scales[parts[-1][0]] if parts else 0.0 for parts in stretch.parts]

    def _begin(self, *, divided: bool, anywhere: bool = False) -> None:
        """Forget all breaks; words are divided or not, too wide ones before any letter."""
        self._divided, self._anywhere = divided, anywhere
        self._keys = count(0, 2)
        origin = self._before(0) if self.justify else 0.0
        self._breaks = Breaks(self._seen, self._lasts, origin, self._unit)

    def _before(self, w: int) -> float:
        """Return how far a word hangs over the left edge at the beginning of a line."""
        parts = self._stretch.of(w)
        return parts[0][1].hang_before * self._scales[parts[0][0]] if parts else 0.0

    def _unit(self, k: int) -> tuple[Raw, ...]:
        """Return the breaks within the words up to the next space where a line may end, and that at it."""
        last = self._lasts[k]
        made: list[Raw] = []
        if self._divided:
            for w in range(self._lasts[k - 1] + 1 if k else 0, last + 1):
                self._divide(w, made)
        if k + 1 < len(self._lasts):
            start = self.starts[last + 1]
            if self.justify:
                hang = self.ends[last] - self._seen[k]
                start += self._before(last + 1)
            else:
                hang = 0.0
            made.append((self._seen[k], start, last, last + 1, 0, 0, 0, 0, hang, next(self._keys)))
        return tuple(made)

    def _divide(self, w: int, made: list[Raw]) -> None:
        x = self.starts[w]
        anywhere = self._anywhere and self.ends[w] - x > self.width
        for p, (run, whole) in enumerate(self._stretch.of(w)):
            scale = self._scales[run]
            found = every_letter(whole) if anywhere else divisions_of(whole, self._language)
            for index, end, start, kern, hyphen, hang in found:
                out = hang * scale if self.justify else 0.0
                kind = 1 if hyphen else 2
                place = (x + end * scale - out, x + start * scale, w, w, kind, p, index, kern, out)
                made.append((*place, next(self._keys)))
            x += whole.width * scale

    # ---- the choice

    def lines(self, overfull: list[str]) -> list[Break]:
        """Return the best breaks, without the end; words wider than a line are added to `overfull`.

        Words are divided only when that can pay: lines that together cost less than one hyphen are the best
        there are, and the patterns need not even be loaded.
        """
        try:
            return self._chosen(overfull)
        finally:
            del self._breaks  # it holds this paragraph, and nobody collects circles while a document is set

    def _chosen(self, overfull: list[str]) -> list[Break]:
        if self._seen[-1] - self._breaks.origin <= self.width:
            return []
        chosen = undivided = self._undivided()
        cheapest = LEAST + (HYPHEN if self.justify else HYPHEN_RAGGED)
        if undivided is None or undivided.demerits > cheapest:
            self._begin(divided=True)
            bound = undivided.demerits if undivided else inf
            chosen = self._best(bound=bound) or undivided
        if chosen is None:
            self._strict = False
            chosen = self._best()
        if chosen is None:  # a word is wider than the line: it is broken where the line is full
            wide = (w for w, end in enumerate(self.ends) if end - self.starts[w] > self.width)
            overfull += ("".join(whole.text for _, whole in self._stretch.of(w)) for w in wide)
            self._begin(divided=True, anywhere=True)
            return break_first_fit(self._breaks, self.width)
        return self._dried(chosen) if self.justify and len(chosen.breaks) + 1 >= SHORTEST else chosen.breaks

    def _undivided(self) -> Chosen | None:
        """Return the best lines that end at spaces."""
        if self.justify:
            return self._best()
        starts = self.starts[1:]
        if self._stretch.ties:
            starts = [self.starts[w + 1] for w in self._lasts[:-1]]
        found = break_ragged_at_spaces(self._seen, starts, self.width, narrowest=NARROWEST)
        if found is None:
            return None
        return Chosen([Break._make(self._breaks.made(k)[-1]) for k in found[0]], found[1])

    def _best(self, *, bound: float = inf) -> Chosen | None:
        """Return the best lines; when not strict, even such as have holes."""
        if self.justify:
            tolerance = MOST_STRETCH if self._strict else ANY_STRETCH
            return break_justified(self._breaks, self.width, self.space, tolerance=tolerance, bound=bound)
        narrowest = NARROWEST if self._strict else 0.0
        return break_ragged(self._breaks, self.width, narrowest=narrowest, bound=bound)

    # ---- the lines

    @property
    def start(self) -> Break:
        """Return what stands for a break before the first line."""
        return self._breaks.start()

    def hanging(self, before: Break, place: Break | None) -> tuple[float, float]:
        """Return how far a justified line hangs over the left and the right edge."""
        left = 0.0 if before.letter else before.start - self.starts[before.first]
        return left, place.hang if place else self.ends[-1] - self._seen[-1]

    def stretch(self, before: Break, place: Break | None) -> float:
        """Return what is added to each space of a justified line, the last one when `place` is None."""
        gaps = (place.last if place else self._lasts[-1]) - before.first
        if not gaps:
            return 0.0
        stretch = (self.width - self.natural(before, place)) / gaps
        return stretch if place else max(-self.space * SHRINK, min(0.0, stretch))

    def natural(self, before: Break, place: Break | None) -> float:
        """Return how wide a line seems before its spaces are stretched."""
        return (place.end if place else self._seen[-1]) - before.start

    # ---- rivers

    def _rivers(self, breaks: list[Break]) -> list[int]:
        """Return the lines at which the rivers of a choice of breaks end."""
        lines: list[list[Space]] = []
        before = self.start
        for place in (*breaks, None):
            stretch = self.stretch(before, place)
            x = -before.start
            spaces = []
            for w in range(before.first, place.last if place else self._lasts[-1]):
                left = self.ends[w] + x
                x += stretch
                spaces.append((left, self.starts[w + 1] + x))
            lines.append(spaces)
            before = place or before
        return rivers(lines, self.space)

    def _dried(self, chosen: Chosen) -> list[Break]:
        """Return lines without rivers, where such are hardly worse.

        One after the other, a line in the first river may not end where it does; the best of what comes of
        it is taken, until nothing gets better.
        """
        best, found = chosen.breaks, self._rivers(chosen.breaks)
        cost = chosen.demerits + RIVER * len(found)
        if found and not self._divided:
            self._begin(divided=True)
        while found:
            better: tuple[list[Break], list[int], Break] | None = None
            for place in best[max(0, found[0] - LONGEST) : found[0] + 1]:
                unit = self._breaks.bar(place)
                other = self._best(bound=cost)
                if other is not None:
                    left = self._rivers(other.breaks)
                    if other.demerits + RIVER * len(left) < cost:
                        cost = other.demerits + RIVER * len(left)
                        better = other.breaks, left, place
                self._breaks.allow(place, unit)
            if better is None:
                break
            best, found, barred = better
            self._breaks.bar(barred)
        return best
