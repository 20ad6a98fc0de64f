"""The last page is never nearly empty."""

from dataclasses import replace

import pytest

from composer.layout.layout import lay_out
from composer.layout.page import Layout
from composer.layout.pages import LEAST_LAST
from composer.model.flow import FlowDocument, PageBreak, Para, Span
from tests.halfem import METRICS
from tests.layout.test_pages import TEMPLATE


def laid_out(*body: Para | PageBreak, budget: float = 0.0) -> Layout:
    document = FlowDocument(title="", language="nl", regions=(), body=body, notes=())
    return lay_out(document, replace(TEMPLATE, page_budget=budget), METRICS)


def paragraph(lines: int) -> Para:
    """Build a paragraph of so many lines; the half-em font sets 48 letters on one."""
    return Para(spans=(Span("\n".join("x" * 20 for _ in range(lines))),))


@pytest.mark.parametrize("lines", range(50, 80))
def test_a_last_page_has_lines_enough(lines: int):
    layout = laid_out(*(paragraph(2) for _ in range(lines // 2)))
    assert len(layout.pages) > 1
    assert layout.pages[-1].filled >= LEAST_LAST - 0.001


def test_what_stands_there_is_taken_from_the_page_before():
    layout = laid_out(*(paragraph(2) for _ in range(28)))
    assert sum(len(page.marks) for page in layout.pages) == 28
    assert layout.pages[-2].filled < 0.95


def test_a_page_that_the_author_began_stays_as_short_as_it_is():
    layout = laid_out(paragraph(5), PageBreak(), paragraph(1))
    assert [page.filled > LEAST_LAST for page in layout.pages] == [True, False]


def test_a_document_over_its_budget_shows_how_far():
    bodies = [tuple(paragraph(2) for _ in range(count)) for count in range(20, 40)]
    short = [laid_out(*body, budget=1.0).pages[-1].filled for body in bodies]
    assert min(short) < LEAST_LAST
