"""Fixed places on a page: what leaves the paper, what stands over something else, a foot without room."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from composer.i18n import N_
from composer.layout.page import Layout, Mark
from composer.layout.stationery import CUT
from composer.model.document import Where
from composer.model.finding import Finding, warning
from composer.model.template import Template

# Of an em: how far letters reach over and under their baseline.
_OVER, _UNDER = 0.75, 0.25
# Points by which two things may meet without being one over the other.
_TOUCH = 1.0
_GAP = 6.0  # points between two parts of a foot
_MILLIMETRES = 25.4 / 72


class _Box(NamedTuple):
    """What stands at a fixed place, by the path to that place in the file; points from the top left."""

    field: str
    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCH and down > _TOUCH


def _at(box: _Box) -> Where:
    return Where(field=f"{box.field}.at")


def check_places(template: Template, layout: Layout, language: str) -> Iterator[Finding]:
    """Yield places of the first page that leave it, stand over each other, or reach into the text."""
    boxes = [*_logo(template, language), *_regions(template, layout), *_strip(template)]
    for box in boxes:
        if box.right > layout.width + _TOUCH or box.bottom > layout.height + _TOUCH:
            hint = N_("Move it to the left or up, or make it smaller.")
            yield warning("off-page", N_("This reaches over the edge of the paper."), _at(box), hint=hint)
    for one, other in combinations(boxes, 2):
        if one.meets(other):
            yield warning(
                "overlap",
                N_("This stands over “{other}”."),
                _at(other),
                hint=N_("Move one of them."),
                other=one.name,
            )
    if template.start_page == 1:
        yield from _into_text(boxes, template)


def _into_text(boxes: list[_Box], template: Template) -> Iterator[Finding]:
    page = template.house.geometry
    right, bottom = page.width - page.right, page.height - page.bottom
    text = _Box("", "", page.left, page.first_top, right, bottom)
    for box in boxes:
        if box.meets(text):
            yield warning(
                "into-text",
                N_("In {template} this reaches into the text, which begins {top} millimetres from the top."),
                _at(box),
                hint=N_("Move it up, or let the text of the first page begin lower: page.first-top."),
                template=template.id,
                top=round(page.first_top * _MILLIMETRES, 1),
            )


def _logo(template: Template, language: str) -> Iterator[_Box]:
    logo = template.house.logo
    if logo is not None:
        drawing = logo.drawing(language)
        width = logo.height * drawing.width / drawing.height
        yield _Box("logo", "logo", logo.x, logo.y, logo.x + width, logo.y + logo.height)


def _strip(template: Template) -> Iterator[_Box]:
    """Yield the place for the logos of partners, when documents of this template have any."""
    strip = template.house.strip
    if strip is not None and any(role.logos for role in template.roles):
        height = strip.height * (strip.rows + strip.clear * (strip.rows - 1))
        yield _Box("strip", "strip", strip.x, strip.y, strip.x + strip.width, strip.y + height)


def _regions(template: Template, layout: Layout) -> Iterator[_Box]:
    """Yield the places as the words in them stand; coloured fields are behind everything and meet nothing."""
    lists = (("letterhead", template.house.letterhead), ("first-page", template.regions))
    fields = {spec.name: f"{key}.{i}" for key, specs in lists for i, spec in enumerate(specs)}
    for mark in layout.pages[0].marks:
        if not mark.at.block and mark.at.field in fields:
            yield _box(mark, fields[mark.at.field])


def _box(mark: Mark, field: str) -> _Box:
    setting = mark.setting
    size, leading = setting.type.size, setting.type.leading
    left = mark.x + min(line.x for line in setting.lines)
    right = mark.x + max(line.x + line.width for line in setting.lines)
    last = mark.y + (mark.last - mark.first - 1) * leading
    return _Box(field, mark.at.field, left, mark.y - _OVER * size, right, last + _UNDER * size)


# ---- the foot


def check_foot(template: Template, layout: Layout) -> Iterator[Finding]:
    """Yield what is wrong with the foot of the last page: its height, its parts, its length."""
    geometry = template.house.geometry
    style = template.styles["foot"]
    marks = layout.pages[-1].foot
    at = Where(field="page.foot")
    if marks and geometry.foot < _UNDER * style.size:
        hint = N_("Count it from the bottom of the paper, in millimetres.")
        yield warning("foot-off-page", N_("The foot reaches over the edge of the paper."), at, hint=hint)
    if marks and geometry.foot + _OVER * style.size > geometry.bottom:
        hint = N_("Make the margin at the bottom larger, or the foot lower.")
        yield warning("foot-in-text", N_("The foot stands in the text."), at, hint=hint)
    if any(mark.setting.spans[-1].text == CUT for mark in marks):
        hint = N_("Shorten it: a foot has one line.")
        yield warning(
            "long-foot", N_("A part of the foot is wider than the text."), Where(field="foot"), hint=hint
        )
    edges = sorted((mark.x, mark.x + mark.setting.lines[0].width) for mark in marks)
    if any(right + _GAP > left for (_, right), (left, _) in pairwise(edges)):
        hint = N_("Shorten one of them.")
        yield warning("overlap", N_("Two parts of the foot meet."), Where(field="foot"), hint=hint)
