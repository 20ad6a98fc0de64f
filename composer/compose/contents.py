"""The contents: gathered from what all blocks said, so that no kind is named here."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from composer.blocks.kept import kept, kept_row
from composer.compose.enough import MOST_ENTRIES
from composer.model.document import Where
from composer.model.flow import Columns, Contents, Flow, Group, Item, Para, Span, paras_in

# How many levels of headings it shows, counted from the highest one in the text.
DEPTH = 2
PAGE_WIDTH = 0.08


def with_contents(body: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """Return a body with the headings of its blocks wherever it asks for them."""
    headings = tuple(chain.from_iterable(map(_headings_in, body)))
    # A thousand tables of a thousand headings are a million lines; nobody needs the second one.
    tables = iter(range(max(1, MOST_ENTRIES // max(1, len(headings)))))
    return tuple(
        _filled(flow, headings if next(tables, None) is not None else ()) if _asks(flow) else flow
        for flow in body
    )


@kept
def _headings_in(flow: Flow) -> tuple[Para, ...]:
    return tuple(_headings((flow,)))


@kept
def _asks(flow: Flow) -> bool:
    """Return whether a piece of flow asks for the headings."""
    return isinstance(flow, Contents) or (isinstance(flow, Group | Item) and any(map(_asks, flow.children)))


def names_pages(flow: Flow) -> bool:
    """Return whether the number of a page stands in a piece of flow."""
    return any(span.page_of for para in paras_in(flow) for span in para.spans)


def _filled(flow: Flow, headings: tuple[Para, ...]) -> Flow:
    match flow:
        case Contents():
            return _entries((flow, *headings))
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


@kept_row
def _entries(row: tuple[Contents | Para, ...]) -> Group:
    """Return the lines for headings, which stand behind what asks for them."""
    at = row[0].at
    headings = tuple(heading for heading in row if isinstance(heading, Para))
    highest = min((heading.outline for heading in headings), default=1)
    shown = (heading for heading in headings if heading.outline - highest < DEPTH)
    rows = tuple(_entry(heading, heading.outline - highest + 1, at) for heading in shown)
    return Group(tag="TOC", children=rows)


def _entry(heading: Para, level: int, at: Where) -> Group:
    """Return one line: number and words of a heading, and its page; the last two lead there."""
    target = heading.at.block
    style = f"contents-{level}"
    title = Para(
        spans=(Span(_words(heading.spans), href=f"#at-{target}"),),
        label=(Span(_words(heading.label)),) if heading.label else (),
        style=style,
        tag="Reference",
        at=at,
        language=heading.language,
    )
    number = Span("0", href=f"#at-{target}", page_of=target)
    page = replace(title, label=(), spans=(number,), style="contents-page")
    weights = (1 - PAGE_WIDTH, PAGE_WIDTH)
    return Group(
        tag="TOCI",
        children=(Columns(columns=((title,), (page,)), weights=weights, style=style, level_feet=True),),
    )


def _words(spans: tuple[Span, ...]) -> str:
    """Return what spans say, without notes and line ends."""
    return " ".join("".join(span.text for span in spans if not span.note).split())
