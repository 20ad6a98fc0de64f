"""The contents: gathered from what all blocks said, so that no kind is named here."""

from collections.abc import Iterator
from dataclasses import replace

from composer.model.document import Where
from composer.model.flow import Columns, Contents, Flow, Group, Item, Para, Span, paras_in

# How many levels of headings it shows, counted from the highest one in the text.
DEPTH = 2
PAGE_WIDTH = 0.08


def with_contents(body: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """Return a body with the headings of its blocks wherever it asks for them."""
    headings = tuple(_headings(body))
    return tuple(_filled(flow, headings) for flow in body)


def names_pages(flow: Flow) -> bool:
    """Return whether the number of a page stands in a piece of flow."""
    return any(span.page_of for para in paras_in(flow) for span in para.spans)


def _filled(flow: Flow, headings: tuple[Para, ...]) -> Flow:
    match flow:
        case Contents():
            return _entries(headings, flow.at)
        case Group() | Item():
            children = tuple(_filled(child, headings) for child in flow.children)
            changed = any(one is not other for one, other in zip(children, flow.children, strict=True))
            return replace(flow, children=children) if changed else flow
        case _:
            return flow


def _headings(flows: tuple[Flow, ...]) -> Iterator[Para]:
    """Yield the headings that stand in blocks; the title of the document is not one."""
    for flow in flows:
        match flow:
            case Para() if flow.outline and flow.at.block:
                yield flow
            case Group() | Item():
                yield from _headings(flow.children)
            case Columns():
                yield from _headings(tuple(para for paras in flow.columns for para in paras))


def _entries(headings: tuple[Para, ...], at: Where) -> Group:
    highest = min((heading.outline for heading in headings), default=1)
    shown = (heading for heading in headings if heading.outline - highest < DEPTH)
    rows = tuple(_entry(heading, heading.outline - highest + 1, at) for heading in shown)
    return Group(tag="TOC", children=rows)


def _entry(heading: Para, level: int, at: Where) -> Group:
    """Return one line: number and words of a heading, and its page; both lead there."""
    target = heading.at.block
    said = (span.text for span in (*heading.label, Span(" "), *heading.spans) if not span.note)
    words = " ".join("".join(said).split())
    style = f"contents-{level}"
    title = Para(
        spans=(Span(words, href=f"#at-{target}"),),
        style=style,
        tag="Reference",
        at=at,
        language=heading.language,
    )
    page = replace(title, spans=(Span("0", href=f"#at-{target}", page_of=target),), style="contents-page")
    weights = (1 - PAGE_WIDTH, PAGE_WIDTH)
    return Group(
        tag="TOCI",
        children=(Columns(columns=((title,), (page,)), weights=weights, style=style, level_feet=True),),
    )
