"""Numbers of pages within the text: known when the pages are, and printed in the next round."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from composer.layout.page import Page
from composer.model.flow import Flow, FlowDocument, Span, paras_in, with_paras

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
    asked = {target for piece in flow.paged for target in _targets(flow.body[piece])}
    found: dict[str, str] = {}
    for page in pages:
        for mark in page.marks:
            if mark.at.block in asked and mark.at.block not in found:
                found[mark.at.block] = str(page.number)
    return found


def _targets(flow: Flow) -> Iterator[str]:
    for para in paras_in(flow):
        yield from (span.page_of for span in para.spans if span.page_of)


def _numbered(flow: Flow, numbers: Numbers) -> Flow:
    return with_paras(
        flow, lambda para: replace(para, spans=tuple(_span(span, numbers) for span in para.spans))
    )


def _span(span: Span, numbers: Numbers) -> Span:
    return span._replace(text=numbers.get(span.page_of, "0"), page_of="") if span.page_of else span
