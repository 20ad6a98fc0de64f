"""Letterhead, places on the first page, and the foot of every page."""

from typing import NamedTuple

from composer.layout.boxes import Boxes
from composer.layout.lines import Setting
from composer.layout.page import Mark, Picture, Rect
from composer.layout.strip import Placed, set_strip
from composer.model.document import Where
from composer.model.flow import PAGE, PAGES, FlowDocument, Region, Span
from composer.model.house import Geometry, RegionSpec, in_language
from composer.model.template import Template

# Between two parts of the foot, in points, and what stands behind one that was cut short.
FOOT_GAP = 12.0
CUT = "…"


class Stationery(NamedTuple):
    """What stands at fixed places of the first page; coloured fields lie below everything else.

    `shrunk` is how high the logos of partners are, as a part of what the house asks; `rise` how many points
    the strip of partners is higher than its place, which the text on this page does without.
    """

    pictures: tuple[Picture, ...]
    marks: tuple[Mark, ...]
    fields: tuple[Rect, ...] = ()
    shrunk: float = 1.0
    rise: float = 0.0


def baseline(top: float, size: float, leading: float) -> float:
    """Return the baseline of a line that begins at `top`: the letters stand in the middle of the leading."""
    # A capital is about two thirds of an em high; what is left of the leading goes above and below it alike.
    return top + leading / 2 + 0.33 * size


def letterhead(flow: FlowDocument, template: Template, boxes: Boxes) -> Stationery:
    """Return the logo, the texts of the letterhead and the template, and the partners, in reading order."""
    pictures = []
    logo = template.house.logo
    if logo is not None:
        drawing = logo.drawing(flow.language)
        width = logo.height * drawing.width / drawing.height
        element = boxes.element("Figure", -1, alt=in_language(logo.alt, flow.language))
        pictures.append(Picture(drawing, logo.x, logo.y, width, logo.height, element))
    specs = {spec.name: spec for spec in (*template.house.letterhead, *template.regions)}
    marks = [mark for region in flow.regions for mark in _region(region, specs[region.name], boxes)]
    filled = (spec for spec in specs.values() if spec.fill)
    fields = (Rect(spec.x, spec.y, spec.width, spec.height, spec.fill) for spec in filled)
    strip = template.house.strip
    partners = set_strip(flow.partners, strip, boxes, flow.language) if strip else Placed()
    pictures += partners.pictures
    marks += partners.marks
    return Stationery(tuple(pictures), tuple(marks), tuple(fields), partners.shrunk, partners.rise)


def _region(region: Region, spec: RegionSpec, boxes: Boxes) -> list[Mark]:
    marks = []
    y = spec.y
    for para in region.paras:
        setting = boxes.set(para.spans, para.style, spec.width, para.language)
        element = boxes.element(para.tag, -1, language=boxes.foreign(para.language))
        first = baseline(y, setting.type.size, setting.type.leading)
        marks.append(Mark(setting, 0, len(setting.lines), spec.x, first, element, para.at))
        y += setting.height
    return marks


def foot_marks(
    flow: FlowDocument, geometry: Geometry, boxes: Boxes, number: int, count: int
) -> tuple[Mark, ...]:
    """Return the foot of a page: the first part at the left edge, the last at the right, others between.

    Where they have no room beside each other, the widest one is cut short.
    """
    measure, language = geometry.measure, flow.language
    filled = [tuple(_with_number(span, number, count) for span in spans) for spans in flow.foot]
    settings = [boxes.set(spans, "foot", measure, language) if spans else None for spans in filled]
    widths = [setting.lines[0].width if setting else 0.0 for setting in settings]
    if widths:
        widest = widths.index(max(widths))
        room = measure - sum(widths) + widths[widest] - FOOT_GAP * (len(widths) - 1)
        settings[widest] = _fitting(filled[widest], room, boxes, language) if filled[widest] else None
    marks = []
    y = geometry.height - geometry.foot
    for i, setting in enumerate(settings):
        if setting is not None:
            share = i / (len(settings) - 1) if len(settings) > 1 else 0.0
            x = geometry.left + share * (measure - setting.lines[0].width)
            marks.append(Mark(setting, 0, 1, x, y, -1, Where()))
    return tuple(marks)


def _fitting(spans: tuple[Span, ...], room: float, boxes: Boxes, language: str) -> Setting:
    """Return words on one line, the last ones left out where there are too many."""
    setting = boxes.set(spans, "foot", max(room, FOOT_GAP), language)
    while len(setting.lines) > 1 and any(" " in span.text for span in spans):
        last = spans[-1].text.rstrip().rpartition(" ")[0]
        spans = (*spans[:-1], spans[-1]._replace(text=last)) if last else spans[:-1]
        setting = boxes.set((*spans, Span(CUT)), "foot", max(room, FOOT_GAP), language)
    return setting


def _with_number(span: Span, number: int, count: int) -> Span:
    if PAGE not in span.text and PAGES not in span.text:
        return span
    return span._replace(text=span.text.replace(PAGE, str(number)).replace(PAGES, str(count)))
