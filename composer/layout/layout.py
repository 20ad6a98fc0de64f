"""From flow to layout: boxes, pages, and every mark in its place. Pure geometry; it never sees a document."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from math import ceil

from composer.i18n import N_
from composer.layout.boxes import Boxes
from composer.layout.made import Feet, Made, Placed, Round, fill_all
from composer.layout.metrics import Metrics
from composer.layout.numbers import Numbers, numbered_in, numbers_of, with_numbers
from composer.layout.page import Layout
from composer.layout.parts import set_body
from composer.layout.place import Placer
from composer.layout.remarks import remarks_on_lines
from composer.layout.stationery import Stationery, letterhead
from composer.model.finding import Finding, error, note, warning
from composer.model.flow import FlowDocument
from composer.model.house import Geometry
from composer.model.template import Template

# Pages named in the text change its length, which changes pages; a third round is rare.
MOST_ROUNDS = 5


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def lay_out(
    flow: FlowDocument,
    template: Template,
    metrics: Metrics,
    progress: Callable[[int, int], None] = _silent,
    before: Layout | None = None,
) -> Layout:
    """Return the pages of a document; one without content is a page of stationery.

    `progress` is told how many pages are placed, of how many. Every line is placed exactly once and in order.
    `before` is an earlier layout of the document; what did not change is taken over from it, and the result
    is the same as without. Where the text names pages it is laid out again until it names the right ones.
    """
    if not flow.paged:
        return _lay_out(flow, template, metrics, progress, before)
    last = before.made.rounds if before is not None and before.made is not None else ()
    numbers: Numbers = {}
    rounds: list[Round] = []
    for number in range(MOST_ROUNDS):
        here = last[number] if number < len(last) else Round(rounds[-1].layout if rounds else before)
        numbered = with_numbers(flow, numbers, here.numbered)
        layout = _lay_out(numbered, template, metrics, progress, here.layout)
        rounds.append(Round(layout, numbered_in(flow, numbered, numbers)))
        found = numbers_of(layout.pages, flow)
        if found == numbers:
            return _with_rounds(layout, rounds)
        numbers = found
    return _with_rounds(replace(layout, findings=(*layout.findings, _unsettled())), rounds)


def _with_rounds(layout: Layout, rounds: list[Round]) -> Layout:
    """Return a layout that knows how it came about: each round of the next one begins with one of these."""
    return replace(layout, made=replace(layout.made, rounds=tuple(rounds))) if layout.made else layout


def _unsettled() -> Finding:
    return warning(
        "unsettled-pages",
        N_("The pages that the text names do not settle; one of them may be wrong."),
        hint=N_("Add or remove a line near the place it refers to."),
    )


def _lay_out(
    flow: FlowDocument,
    template: Template,
    metrics: Metrics,
    progress: Callable[[int, int], None],
    before: Layout | None,
) -> Layout:
    """Return the pages of a document whose words are known."""
    geometry = template.house.geometry
    last = before.made if before is not None and _same_ground(before, flow, template, metrics) else None
    room = geometry.height - geometry.top - geometry.bottom
    boxes = Boxes(template.styles, metrics, flow.language, room=room)
    if last is not None and last.flow.notes is flow.notes:
        boxes.notes = last.boxes.notes
    else:
        boxes.add_notes(flow.notes, geometry.measure)
    stationery = letterhead(flow, template, boxes)
    body = set_body(boxes, flow.body, geometry, last.body if last else None)
    made = Made(template, metrics, flow, body, stationery)
    pages = tuple(_pages(made, last, progress))
    fixed = (*stationery.marks, *pages[-1].page.foot)
    notes = ((note.setting, note.at) for note in boxes.notes.values())
    findings = (
        *chain.from_iterable(part.findings for part in body.parts),
        *remarks_on_lines((*notes, *((mark.setting, mark.at) for mark in fixed))),
        *_stationery_findings(stationery, geometry),
        *_page_findings(made, pages, template),
    )
    return Layout(
        title=flow.title,
        language=flow.language,
        width=geometry.width,
        height=geometry.height,
        pages=tuple(placed.page for placed in pages),
        elements=tuple(boxes.elements),
        bookmarks=tuple(chain.from_iterable(placed.bookmarks for placed in pages)),
        findings=findings,
        made=replace(made, pages=pages),
    )


def _same_ground(before: Layout, flow: FlowDocument, template: Template, metrics: Metrics) -> bool:
    made = before.made
    return (
        made is not None
        and made.template is template
        and made.metrics is metrics
        and before.language == flow.language
    )


def _pages(made: Made, last: Made | None, progress: Callable[[int, int], None]) -> Iterator[Placed]:
    """Yield the pages, those that did not change taken over."""
    geometry, boxes = made.template.house.geometry, made.boxes
    if last is not None and last.stationery.rise != made.stationery.rise:
        last = None  # the first page has another room
    filled = fill_all(made, geometry, last)
    count = len(filled)
    feet = Feet(made, count, last)
    placer = Placer(boxes, made.rows, geometry)
    same_first = last is None or last.stationery == made.stationery
    for number, (page, old) in enumerate(filled):
        foot = feet.of(number)
        if old is not None and (number > 0 or same_first):
            yield old.again(number, page, foot)
        else:
            yield placer.page(number, page, made.stationery, foot)
        progress(number + 1, count)


# ---- what the author should know


# Of the room for text on the first page: what partners take more than that leaves too little of it.
MOST_RISE = 0.4
# Of its height: a logo that is smaller is hard to tell.
SMALL = 0.7


def _stationery_findings(stationery: Stationery, geometry: Geometry) -> Iterator[Finding]:
    """Yield what at a fixed place reaches into the text below it, such as an address of many lines.

    What begins below the text stands in the margin at the bottom.
    """
    floor = geometry.height - geometry.bottom - stationery.rise
    for mark in stationery.marks:
        leading = mark.setting.type.leading
        bottom = mark.y + (mark.last - mark.first - 1) * leading
        if bottom > geometry.first_top and mark.y - mark.setting.type.size < floor:
            yield error(
                "full-place",
                N_("This has {lines} lines, more than fit in its place on the first page."),
                mark.at,
                hint=N_("Shorten it, or spread it over fewer lines."),
                lines=mark.last - mark.first,
            )
    if stationery.rise > MOST_RISE * (geometry.height - geometry.first_top - geometry.bottom):
        yield error(
            "full-strip",
            N_("There are more partners than fit in their place on the first page."),
            hint=N_("Give the strip more room in house.yaml, or name some in the text."),
        )
    elif stationery.shrunk < SMALL:
        yield note(
            "small-partners",
            N_("The logos of the partners are at {share} percent of their height; there are too many."),
            hint=N_("Give the strip more rows or more width in house.yaml, or name some in the text."),
            share=round(stationery.shrunk * 100),
        )


def _page_findings(made: Made, pages: tuple[Placed, ...], template: Template) -> Iterator[Finding]:
    for placed in pages:
        if placed.filled.crowded >= 0:
            at = made.boxes.boxes[made.rows[placed.filled.crowded].box].at
            yield warning(
                "crowded-notes",
                N_("The footnotes of one line do not all fit on its page."),
                at,
                hint=N_("Put several sources into one note, or shorten the notes."),
            )
    used = len(pages) - 1 + pages[-1].page.filled
    if template.page_budget and used > template.page_budget:
        yield note(
            "page-budget",
            N_("The document has {used} pages; the template asks for {budget} at most."),
            hint=N_("Shorten it, or leave it so."),
            used=ceil(used * 10) / 10,
            budget=f"{template.page_budget:g}",
        )
