"""Headings of several lines: no longer than they need to be, in no more lines than before."""

import pytest

from composer.layout.headlines import set_headline
from composer.layout.lines import set_lines
from composer.layout.runs import Type
from composer.model.flow import Span
from tests.builders import heading, laid_out, letter, paragraph
from tests.halfem import METRICS

TYPE = Type(
    "text",
    10.0,
    14.0,
    bold=True,
    italic=False,
    align="left",
    hyphenate=False,
    colour="ink",
    link_colour="link",
)
TITLE = (Span("een titel van een regel en nog een woord"),)  # of 40 letters, each five points wide


def balanced(width: float, *, spans=TITLE, **changes):
    return set_headline.__wrapped__(spans, TYPE._replace(**changes), width, "nl", METRICS)


def widths(setting) -> list[float]:
    return [line.width for line in setting.lines]


def test_two_lines_become_about_as_long():
    before = set_lines(TITLE, TYPE, 180.0, "nl", METRICS)
    after = balanced(180.0)
    assert len(before.lines) == len(after.lines) == 2
    assert max(widths(before)) - min(widths(before)) > max(widths(after)) - min(widths(after))
    assert max(widths(after)) - min(widths(after)) <= 25
    assert "".join(shown(after)) == TITLE[0].text


def shown(setting) -> list[str]:
    return [
        "".join(" " if word is None else word.text for piece in line.pieces for word in piece.words)
        for line in setting.lines
    ]


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_lines_stand_where_they_stood_in_the_whole_measure(align, share):
    made = balanced(180.0, align=align)
    assert made.width == 180.0
    for line, words in zip(made.lines, shown(made), strict=True):
        assert line.x == pytest.approx(share * (180.0 - 5 * len(words.rstrip())), abs=0.01)


@pytest.mark.parametrize("width", [400.0, 40.0])
def test_one_line_and_many_lines_stay_as_they_are(width):
    assert balanced(width).lines == set_lines(TITLE, TYPE, width, "nl", METRICS).lines


def test_a_word_that_is_too_wide_stays_where_it_is():
    spans = (Span("x" * 60),)
    assert balanced(180.0, spans=spans).lines == set_lines(spans, TYPE, 180.0, "nl", METRICS).lines


def test_headings_are_balanced_and_paragraphs_are_not():
    words = "woord " * 12 + "slot"
    layout = laid_out(letter(heading(words), paragraph(words)))
    head, text = (widths(mark.setting) for mark in layout.pages[0].marks)
    assert len(head) == len(text) == 2
    assert head[0] - head[1] < text[0] - text[1]
