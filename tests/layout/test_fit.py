"""Total-fit against every choice of lines there is."""

import random
from itertools import combinations

import pytest

from composer.layout import fit
from composer.layout.fit import break_ragged, break_ragged_at_spaces
from composer.layout.lines import set_lines
from composer.layout.paragraph import NARROWEST, Paragraph
from composer.layout.runs import stretches_of
from composer.model.flow import Span
from tests.halfem import METRICS
from tests.layout.test_lines import TEN, run_of

SEEDS = range(40)
WORDS = (
    "verantwoordelijkheid",
    "zorg",
    "de",
    "het",
    "onderwijs",
    "VWS-begroting",
    "op",
    "verduurzaming",
    "wonen",
)


def paragraph(seed: int, *, words: int, width: float) -> Paragraph:
    chance = random.Random(seed)
    run = run_of(" ".join(chance.choices(WORDS, k=words)))
    made = Paragraph(stretches_of([run])[0], [run], "nl", width=width, space=5.0, justify=False)
    made.lines([])
    return made


def cost(lines: list[tuple[float, int, bool]], width: float) -> float:
    """Return the demerits of ragged lines: what each leaves free, how it ends, whether it is one word."""
    demerits = 0.0
    run = 0
    for free, kind, _ in lines[:-1]:
        if not 0 <= free <= width * (1 - NARROWEST) + 1e-9:
            return float("inf")
        demerits += (10 + 100 * (free / (fit.RAGGED_SLACK * width)) ** 2) ** 2
        if kind:
            demerits += fit.HYPHEN_RAGGED + (fit.SECOND_HYPHEN_RAGGED if run else 0)
        run = run + 1 if kind else 0
        if run > fit.MOST_HYPHENS:
            return float("inf")
    free, _, alone = lines[-1]
    if free < 0:
        return float("inf")
    short = width - free < fit.SHORT * width
    demerits += fit.LEAST + (fit.SHORT_LAST_LINE if short and len(lines) > 1 else 0)
    if run:
        demerits += fit.STUB if short or alone else fit.LAST_HYPHEN
    return demerits


def cheapest(made: Paragraph, places: list, width: float) -> float:
    """Return what the best of all choices of breaks costs."""
    total, last = made.ends[-1], len(made.ends) - 1
    best = float("inf")
    for many in range(len(places) + 1):
        for chosen in combinations(places, many):
            lines, start, first = [], 0.0, 0
            for place in chosen:
                lines.append((width - (place[0] - start), place[4], False))
                start, first = place[1], place[3]
            lines.append((width - (total - start), 0, first == last))
            best = min(best, cost(lines, width))
    return best


@pytest.mark.parametrize("seed", SEEDS)
def test_ragged_lines_at_spaces_are_the_best_there_are(seed):
    made = paragraph(seed, words=10, width=150.0)
    places = [
        (end, start, 0, w + 1, 0)
        for w, (end, start) in enumerate(zip(made.ends, made.starts[1:], strict=False))
    ]
    found = break_ragged_at_spaces(made.ends, made.starts[1:], 150.0, narrowest=NARROWEST)
    assert (found[1] if found else float("inf")) == pytest.approx(cheapest(made, places, 150.0))


@pytest.mark.parametrize("seed", SEEDS)
def test_ragged_lines_with_divided_words_are_the_best_there_are(seed):
    made = paragraph(seed, words=6, width=110.0)
    made._begin(divided=True)
    places = [place for k in range(len(made.ends)) for place in made._unit(k)]
    made._begin(divided=True)
    found = break_ragged(made._breaks, 110.0, narrowest=NARROWEST)
    assert (found.demerits if found else float("inf")) == pytest.approx(cheapest(made, places, 110.0))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bound_changes_nothing_but_the_work(seed):
    made = paragraph(seed, words=12, width=120.0)
    made._begin(divided=True)
    free = break_ragged(made._breaks, 120.0, narrowest=NARROWEST)
    bound = free.demerits + 1e-6 if free else 1e6
    made._begin(divided=True)
    bounded = break_ragged(made._breaks, 120.0, narrowest=NARROWEST, bound=bound)
    assert (bounded and bounded.demerits) == (free and free.demerits)


def test_the_rest_of_a_word_does_not_stand_alone_on_the_last_line():
    made = set_lines((Span("aaaaaaaaaaaaa aaaaaaa verantwoording"),), TEN, 105.0, "nl", METRICS)
    assert not any(line.hyphenated for line in made.lines[-2:-1])
