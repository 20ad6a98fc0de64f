"""Numbers of pages within the text: known when the pages are, and printed in the next round."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from composer.blocks.kept import kept
from composer.layout.page import Page
from composer.model.flow import Flow, FlowDocument, Para, Span, paras_in, with_paras

# Of so many pages it is kept which blocks stand on them.
MOST_PAGES = 2_000

Numbers = Mapping[str, str]
"""The page on which a block begins, by its id."""


def with_numbers(flow: FlowDocument, numbers: Numbers, last: "Numbered | None" = None) -> FlowDocument:
    """Return a document with the numbers of pages in their places; one that is not known yet is a 0.

    Pieces that were given the same numbers the last time are the same objects.
    """
    known = (
        {id(piece): numbered for piece, numbered in last.pieces} if last and last.numbers == numbers else {}
    )
    body = list(flow.body)
    for place in flow.paged:
        piece = body[place]
        body[place] = known.get(id(piece)) or with_paras(piece, lambda para: _with_numbers(para, numbers))
    return replace(flow, body=tuple(body))


class Numbered(NamedTuple):
    """The pieces that name pages, each with what it is with these numbers."""

    numbers: Numbers
    pieces: tuple[tuple[Flow, Flow], ...]


def numbered_in(flow: FlowDocument, numbered: FlowDocument, numbers: Numbers) -> Numbered:
    """Return what the next `with_numbers` may take over."""
    return Numbered(numbers, tuple((flow.body[place], numbered.body[place]) for place in flow.paged))


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


def _targets(flow: Flow) -> set[str]:
    return {span.page_of for para in paras_in(flow) for span in para.spans if span.page_of}


def _with_numbers(para: Para, numbers: Numbers) -> Para:
    if not any(span.page_of for span in para.spans):
        return para
    return replace(para, spans=tuple(_span(span, numbers) for span in para.spans))


def _span(span: Span, numbers: Numbers) -> Span:
    return span._replace(text=numbers.get(span.page_of, "0"), page_of="") if span.page_of else span
