"""Numbers of pages within the text: known when the pages are, and printed in the next round."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from composer.layout.page import Page
from composer.model.flow import Columns, Flow, FlowDocument, Group, Item, Para, Span

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


def _targets(flow: Flow) -> Iterable[str]:
    match flow:
        case Para():
            yield from (span.page_of for span in flow.spans if span.page_of)
        case Group() | Item():
            for child in flow.children:
                yield from _targets(child)
        case Columns():
            for paras in flow.columns:
                for para in paras:
                    yield from _targets(para)


def _numbered(flow: Flow, numbers: Numbers) -> Flow:
    match flow:
        case Para():
            return replace(flow, spans=tuple(_span(span, numbers) for span in flow.spans))
        case Group() | Item():
            return replace(flow, children=tuple(_numbered(child, numbers) for child in flow.children))
        case Columns():
            columns = tuple(
                tuple(
                    replace(para, spans=tuple(_span(span, numbers) for span in para.spans)) for para in paras
                )
                for paras in flow.columns
            )
            return replace(flow, columns=columns)
        case _:
            return flow


def _span(span: Span, numbers: Numbers) -> Span:
    return span._replace(text=numbers.get(span.page_of, "0"), page_of="") if span.page_of else span
