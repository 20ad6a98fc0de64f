"""Numbers of pages within the text: known when the pages are, and printed in the next round."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from composer.blocks.kept import kept
from composer.layout.page import Page
from composer.model.flow import Flow, FlowDocument, Para, Span, paras_in, with_paras

# Of so many pages it is kept which blocks stand on them, of so many pieces what they are with numbers.
MOST_PAGES, MOST_PIECES = 2_000, 500
# A piece is set with the numbers of the first round, of the second, seldom of a third.
ROUNDS = 4

Numbers = Mapping[str, str]
"""The page on which a block begins, by its id."""


def with_numbers(flow: FlowDocument, numbers: Numbers) -> FlowDocument:
    """Return a document with the numbers of pages in their places; one that is not known yet is a 0."""
    body = list(flow.body)
    for piece in flow.paged:
        body[piece] = _numbered(body[piece], numbers)
    return replace(flow, body=tuple(body))


def numbers_of(pages: Iterable[Page], flow: FlowDocument) -> Numbers:
    """Return where the blocks begin whose pages are named."""
    asked = frozenset[str]().union(*(_targets(flow.body[piece]) for piece in flow.paged))
    found: dict[str, str] = {}
    for page in pages:
        for block in asked.intersection(_blocks_on(page)):
            found.setdefault(block, str(page.number))
    return found


def _blocks_of(page: Page) -> frozenset[str]:
    return frozenset(mark.at.block for mark in page.marks)


_blocks_on = kept(_blocks_of, MOST_PAGES)


@kept
def _targets(flow: Flow) -> frozenset[str]:
    return frozenset(span.page_of for para in paras_in(flow) for span in para.spans if span.page_of)


def _numbered(flow: Flow, numbers: Numbers) -> Flow:
    """Return a piece with these numbers, the same object for the same ones; it is asked for twice an edit."""
    known = _known(flow)
    key = frozenset(numbers.items())
    if key not in known:
        if len(known) >= ROUNDS:
            known.clear()
        known[key] = with_paras(flow, lambda para: _with_numbers(para, numbers))
    return known[key]


def _none_yet(_flow: Flow) -> dict[frozenset[tuple[str, str]], Flow]:
    return {}


_known = kept(_none_yet, MOST_PIECES)


def _with_numbers(para: Para, numbers: Numbers) -> Para:
    if not any(span.page_of for span in para.spans):
        return para
    return replace(para, spans=tuple(_span(span, numbers) for span in para.spans))


def _span(span: Span, numbers: Numbers) -> Span:
    return span._replace(text=numbers.get(span.page_of, "0"), page_of="") if span.page_of else span
