"""From flow to layout: boxes, pages, and every mark in its place. Pure geometry; it never sees a document."""

from collections.abc import Callable, Iterator
from math import ceil

from composer.i18n import N_
from composer.layout.boxes import Boxes
from composer.layout.lines import Setting
from composer.layout.metrics import Metrics
from composer.layout.page import Layout, Mark, Page
from composer.layout.pages import Filled, Filler, NotePart, Row, rows_of
from composer.layout.place import Placer
from composer.layout.stationery import foot_marks, letterhead
from composer.model.document import Where
from composer.model.finding import Finding, error, note, warning
from composer.model.flow import FlowDocument
from composer.model.house import Geometry
from composer.model.template import Template

# A page whose notes do not fit, over and over, would never end; no real document comes near.
MOST_PAGES = 20_000


def _silent(_done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def lay_out(
    flow: FlowDocument, template: Template, metrics: Metrics, progress: Callable[[int, int], None] = _silent
) -> Layout:
    """Return the pages of a document; one without content is a page of stationery.

    `progress` is told how many pages are placed, of how many. Every line is placed exactly once and in order.
    """
    geometry = template.house.geometry
    room = geometry.height - geometry.top - geometry.bottom
    boxes = Boxes(template.styles, metrics, flow.language, room=room)
    boxes.add_notes(flow.notes, geometry.measure)
    stationery = letterhead(flow, template, boxes)
    for item in flow.body:
        boxes.add(item, geometry.left, geometry.measure, (), -1)
    rows = rows_of(boxes.boxes, boxes.frames)
    filled = _fill(boxes, rows, geometry)
    placer = Placer(boxes, rows, geometry)
    pages = []
    for number, page in enumerate(filled):
        foot = foot_marks(flow, geometry, boxes, number + 1, len(filled))
        pages.append(placer.page(number, page, stationery, foot))
        progress(number + 1, len(filled))
    fixed = (*stationery.marks, *(pages[0].foot if pages else ()))
    findings = (
        *_text_findings(boxes, fixed),
        *_picture_findings(boxes),
        *_stationery_findings(stationery.marks, geometry),
        *_page_findings(boxes, rows, filled, pages, template),
    )
    return Layout(
        title=flow.title,
        language=flow.language,
        width=geometry.width,
        height=geometry.height,
        pages=tuple(pages),
        elements=tuple(boxes.elements),
        bookmarks=tuple(placer.bookmarks),
        findings=findings,
    )


def _fill(boxes: Boxes, rows: list[Row], geometry: Geometry) -> list[Filled]:
    filler = Filler(
        rows, boxes.boxes, boxes.frames, boxes.notes, geometry.height - geometry.top - geometry.bottom
    )
    filled: list[Filled] = []
    start = 0
    carried: tuple[NotePart, ...] = ()
    while (start < len(rows) or carried or not filled) and len(filled) < MOST_PAGES:
        top = geometry.top if filled else geometry.first_top
        page = filler.fill(start, carried, geometry.height - top - geometry.bottom)
        filled.append(page)
        start, carried = page.end, page.carried
    return filled


# ---- what the author should know


def _text_findings(boxes: Boxes, fixed: tuple[Mark, ...]) -> Iterator[Finding]:
    for setting, at in (*_settings(boxes), *((mark.setting, mark.at) for mark in fixed)):
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


def _stationery_findings(marks: tuple[Mark, ...], geometry: Geometry) -> Iterator[Finding]:
    """Yield what at a fixed place reaches into the text below it, such as an address of many lines."""
    for mark in marks:
        leading = mark.setting.type.leading
        bottom = mark.y + (mark.last - mark.first - 1) * leading
        if bottom > geometry.first_top:
            yield error(
                "full-place",
                N_("This has {lines} lines, more than fit in its place on the first page."),
                mark.at,
                hint=N_("Shorten it, or spread it over fewer lines."),
                lines=mark.last - mark.first,
            )


def _settings(boxes: Boxes) -> Iterator[tuple[Setting, Where]]:
    for box in boxes.boxes:
        if box.setting is not None:
            yield box.setting, box.at
        yield from ((cell.setting, cell.at) for cell in box.cells)
        yield from ((label.setting, box.at) for label in box.labels)
    for footnote in boxes.notes.values():
        yield footnote.setting, footnote.at


def _page_findings(
    boxes: Boxes, rows: list[Row], filled: list[Filled], pages: list[Page], template: Template
) -> Iterator[Finding]:
    for page in filled:
        if page.crowded >= 0:
            at = boxes.boxes[rows[page.crowded].box].at
            yield warning(
                "crowded-notes",
                N_("The footnotes of one line do not all fit on its page."),
                at,
                hint=N_("Put several sources into one note, or shorten the notes."),
            )
    geometry = template.house.geometry
    yield from _tall_frames(boxes, geometry.height - geometry.top - geometry.bottom)
    used = len(pages) - 1 + pages[-1].filled
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
