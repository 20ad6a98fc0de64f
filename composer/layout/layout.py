"""From flow to layout: boxes, pages, and every mark in its place. Pure geometry; it never sees a document."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

from composer.i18n import N_
from composer.layout.boxes import Boxes
from composer.layout.made import Made, Placed, fill_all
from composer.layout.metrics import Metrics
from composer.layout.numbers import Numbers, numbers_of, with_numbers
from composer.layout.page import Layout, Mark
from composer.layout.pages import Filler, Row
from composer.layout.parts import Part, set_parts
from composer.layout.place import Placer
from composer.layout.stationery import Stationery, foot_marks, letterhead
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
    numbers: Numbers = {}
    for _round in range(MOST_ROUNDS):
        layout = _lay_out(with_numbers(flow, numbers), template, metrics, progress, before)
        found = numbers_of(layout.pages, flow)
        if found == numbers:
            return layout
        numbers, before = found, layout
    return replace(layout, findings=(*layout.findings, _unsettled()))


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
    room = geometry.height - geometry.top - geometry.bottom
    boxes = Boxes(template.styles, metrics, flow.language, room=room)
    boxes.add_notes(flow.notes, geometry.measure)
    stationery = letterhead(flow, template, boxes)
    last = before.made if before is not None and _same_ground(before, flow, template, metrics) else None
    parts = set_parts(boxes, flow.body, geometry, last.parts if last else ())
    rows = [row for part in parts for row in part.rows]
    made = Made(template, metrics, parts, rows, boxes.notes, stationery)
    pages = tuple(_pages(made, boxes, flow, last, progress))
    fixed = (*stationery.marks, *pages[-1].page.foot)
    findings = (
        *_text_findings(parts, boxes, fixed),
        *_picture_findings(boxes),
        *_stationery_findings(stationery, geometry),
        *_page_findings(boxes, rows, pages, template),
    )
    return Layout(
        title=flow.title,
        language=flow.language,
        width=geometry.width,
        height=geometry.height,
        pages=tuple(placed.page for placed in pages),
        elements=tuple(boxes.elements),
        bookmarks=tuple(bookmark for placed in pages for bookmark in placed.bookmarks),
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


def _pages(
    made: Made, boxes: Boxes, flow: FlowDocument, last: Made | None, progress: Callable[[int, int], None]
) -> Iterator[Placed]:
    """Yield the pages, those that did not change taken over."""
    geometry = made.template.house.geometry
    if last is not None and last.stationery.rise != made.stationery.rise:
        last = None  # the first page has another room
    height = geometry.height - geometry.top - geometry.bottom
    filler = Filler(made.rows, boxes.boxes, boxes.frames, boxes.notes, height)
    filled = fill_all(filler, made, geometry, last)
    placer = Placer(boxes, made.rows, geometry)
    for number, (page, old) in enumerate(filled):
        is_cover = number + 1 < made.template.start_page
        foot = () if is_cover else foot_marks(flow, geometry, boxes, number + 1, len(filled))
        first = number > 0 or last is None or last.stationery == made.stationery
        if old is not None and first:
            yield old.again(number, page, foot)
        else:
            yield placer.page(number, page, made.stationery, foot)
        progress(number + 1, len(filled))


# ---- what the author should know


def _text_findings(parts: tuple[Part, ...], boxes: Boxes, fixed: tuple[Mark, ...]) -> Iterator[Finding]:
    texts = [odd for part in parts for odd in part.odd]
    texts += ((note.setting, note.at) for note in boxes.notes.values())
    texts += ((mark.setting, mark.at) for mark in fixed)
    for setting, at in texts:
        for character in dict.fromkeys(setting.missing):
            yield error(
                "missing-character",
                N_("No font of this house has the character {character} ({code})."),
                at,
                hint=N_("Write it another way, or ask for a font that has it."),
                character=character,
                code=f"U+{ord(character):04X}",
            )
        for word in setting.overfull:
            yield warning(
                "wide-word",
                N_("“{word}” is wider than its line."),
                at,
                hint=N_("Divide it with a hyphen or a space."),
                word=word if len(word) < LONG else word[:LONG] + "…",
            )


LONG = 60
# Of the room for text on the first page: what partners take more than that leaves too little of it.
MOST_RISE = 0.4
# Of its height: a logo that is smaller is hard to tell.
SMALL = 0.7


def _picture_findings(boxes: Boxes) -> Iterator[Finding]:
    """Yield the pictures that will look coarse on paper."""
    for box in boxes.boxes:
        if box.plate is None or box.plate.image.drawing:
            continue
        dpi = box.plate.image.width / box.plate.width * 72
        if dpi < COARSE:
            yield warning(
                "coarse-picture",
                N_("This picture has {dpi} pixels to the inch on paper, and will look coarse."),
                box.at,
                hint=N_("Make it smaller, or choose one with more pixels; 150 are enough."),
                dpi=str(int(dpi)),
            )


# Pixels to the inch below which a picture looks coarse in print; a hair less than what is aimed at.
COARSE = 149.5


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


def _page_findings(
    boxes: Boxes, rows: list[Row], pages: tuple[Placed, ...], template: Template
) -> Iterator[Finding]:
    for placed in pages:
        if placed.filled.crowded >= 0:
            at = boxes.boxes[rows[placed.filled.crowded].box].at
            yield warning(
                "crowded-notes",
                N_("The footnotes of one line do not all fit on its page."),
                at,
                hint=N_("Put several sources into one note, or shorten the notes."),
            )
    geometry = template.house.geometry
    yield from _tall_frames(boxes, geometry.height - geometry.top - geometry.bottom)
    used = len(pages) - 1 + pages[-1].page.filled
    if template.page_budget and used > template.page_budget:
        yield note(
            "page-budget",
            N_("The document has {used} pages; the template asks for {budget} at most."),
            hint=N_("Shorten it, or leave it so."),
            used=ceil(used * 10) / 10,
            budget=f"{template.page_budget:g}",
        )


def _tall_frames(boxes: Boxes, room: float) -> Iterator[Finding]:
    """Yield one finding for every framed part that no page can hold whole."""
    for i, box in enumerate(boxes.boxes):
        if box.frames and (i == 0 or box.rule or box.frames != boxes.boxes[i - 1].frames):
            height = 0.0
            for j in range(i, len(boxes.boxes)):
                other = boxes.boxes[j]
                if other.frames != box.frames or (j > i and other.rule):
                    break
                height += other.height + (other.before if j > i else 0.0)
            if height > room:
                yield note(
                    "split-frame",
                    N_("This frame is longer than a page; it continues on the next one."),
                    box.at,
                    hint=N_("Divide it into several examples, or shorten it."),
                )
