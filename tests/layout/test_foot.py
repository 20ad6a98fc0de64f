"""The foot of a page: its parts never stand on each other."""

import pytest

from composer.layout.layout import lay_out
from composer.model.flow import PAGE, PAGES, FlowDocument, Span
from tests.halfem import METRICS
from tests.layout.test_pages import TEMPLATE


@pytest.mark.parametrize("count", [3, 20, 200])
def test_a_long_foot_is_cut_short_before_the_number_of_the_page(count: int):
    foot = ((Span("woord " * count),), (Span(f"{PAGE} / {PAGES}"),))
    document = FlowDocument(title="", language="nl", regions=(), body=(), notes=(), foot=foot)
    left, right = lay_out(document, TEMPLATE, METRICS).pages[0].foot
    assert left.x + left.setting.lines[0].width < right.x
    assert len(left.setting.lines) == 1
    shown = "".join(span.text for span in left.setting.spans)
    assert shown.endswith("…") == (count > 3)
