"""The strip of partners: one height, room between, in rows, smaller where there are too many."""

from dataclasses import replace
from itertools import pairwise

import pytest

from composer.layout.boxes import Boxes
from composer.layout.layout import Layout
from composer.layout.page import Page
from composer.layout.strip import Placed, set_strip
from composer.model.document import Where
from composer.model.drawing import Close, Curve, Drawing, Line, Move, Shape, extent
from composer.model.flow import Emblem, FlowDocument
from composer.model.house import RegionSpec, Strip
from tests.builders import GEOMETRY, house, laid_out, letter, paragraph, person, role, template
from tests.halfem import METRICS

STRIP = Strip(x=100.0, y=500.0, width=200.0, height=20.0, clear=0.5)


def drawing(width: float, *, margin: float = 0.0) -> Drawing:
    """A block ten high and so wide, with so much white around it."""
    right, bottom = margin + width, margin + 10.0
    path = (Move(margin, margin), Line(right, margin), Line(right, bottom), Line(margin, bottom), Close())
    return Drawing(width + 2 * margin, 10.0 + 2 * margin, (Shape(path, fill=(0, 0, 0)),))


def emblem(width: float, **changes: float) -> Emblem:
    return Emblem("Naam", drawing(width, **changes), "Logo", Where(field="people.partners.0"))


def placed(*emblems: Emblem, strip: Strip = STRIP) -> Placed:
    boxes = Boxes(template().styles, METRICS, "nl")
    return set_strip(emblems, strip, boxes, "nl")


def test_logos_have_one_height_and_the_clear_space_between_them():
    one, two = placed(emblem(20), emblem(5)).pictures
    assert (one.x, one.y, one.width, one.height) == (100, 500, 40, 20)
    assert (two.x, two.y, two.width, two.height) == (150, 500, 10, 20)


def test_a_logo_is_as_high_as_what_is_painted_of_it():
    plain, padded = placed(emblem(20), emblem(20, margin=5)).pictures
    assert (padded.width, padded.height) == (60, 40)
    assert (padded.x + 10, padded.y + 10) == (plain.x + 40 + 10, plain.y)


@pytest.mark.parametrize(("align", "x"), [("left", 100), ("center", 180), ("right", 260)])
def test_a_row_stands_left_in_the_middle_or_right(align, x):
    (only,) = placed(emblem(20), strip=replace(STRIP, align=align)).pictures
    assert only.x == pytest.approx(x)


def test_what_has_no_room_on_a_row_begins_the_next():
    found = placed(*[emblem(30)] * 4, strip=replace(STRIP, rows=2))
    assert [(round(one.x), round(one.y)) for one in found.pictures] == [
        (100, 500),
        (170, 500),
        (240, 500),
        (100, 530),
    ]
    assert found.shrunk == 1.0


def test_too_many_logos_become_smaller_all_alike():
    found = placed(*[emblem(30)] * 6)
    heights = {round(one.height, 3) for one in found.pictures}
    assert len(heights) == 1
    assert found.shrunk < 1.0
    assert max(one.x + one.width for one in found.pictures) <= 300
    assert {one.y for one in found.pictures} == {500}


def test_one_logo_that_is_too_wide_is_made_smaller():
    (only,) = placed(emblem(200)).pictures
    assert only.x + only.width <= 300


def test_a_name_in_type_stands_in_the_middle_of_the_row():
    found = placed(emblem(20), Emblem("Bossen", None, "", Where(field="people.partners.1")))
    (mark,) = found.marks
    assert mark.at.field == "people.partners.1"
    assert mark.x == 150
    assert 500 < mark.y < 520


def named(*names: str) -> list[Emblem]:
    return [Emblem(name, None, "", Where(field=f"people.partners.{i}")) for i, name in enumerate(names)]


def test_names_that_have_no_room_beside_logos_stand_in_rows_below_them():
    found = placed(emblem(20), emblem(30), *named("Bossen en Heiden", "Duinen", "Vennen"))
    assert [mark.setting.spans[0].text for mark in found.marks] == ["Bossen en Heiden", "Duinen", "Vennen"]
    assert [(one.y, one.height) for one in found.pictures] == [(500 - found.rise, 20)] * 2
    assert found.shrunk == 1.0
    assert 520 - found.rise < min(mark.y - 0.7 * mark.setting.type.size for mark in found.marks)
    assert max(mark.y for mark in found.marks) <= 520


def test_many_names_never_stand_over_each_other():
    found = placed(*named(*(f"Vereniging {i}" for i in range(12))))
    places = [(mark.x, mark.y, mark.setting.lines[0].width) for mark in found.marks]
    assert len(places) == 12
    for i, (x, y, width) in enumerate(places):
        assert all(x + width < left for left, line, _ in places[i + 1 :] if line == y)
        assert x + width <= 300
    leading = found.marks[0].setting.type.leading
    lines = sorted({y for _, y, _ in places})
    assert [round(below - above, 3) for above, below in pairwise(lines)] == [leading] * (len(lines) - 1)
    assert found.rise == pytest.approx(len(lines) * leading - STRIP.height)


def test_nobody_takes_no_place():
    assert placed() == Placed()


# ---- in a layout


def co_signed(count: int, strip: Strip = STRIP, **changes: object) -> FlowDocument:
    people = tuple(person(f"Partner {i}") for i in range(count))
    document = letter(paragraph("x"), people={"partners": people})
    return laid_out(
        document, house=house(strip=strip, **changes), roles=(role("partners", "partner", logos=True),)
    )


def test_names_stand_on_the_first_page_only_as_paragraphs():
    layout = co_signed(1, replace(STRIP, y=560.0))
    (mark,) = (mark for mark in layout.pages[0].marks if mark.at.field == "people.partners.0")
    assert layout.elements[mark.element].tag == "P"
    assert [one.id for one in layout.findings] == []


def test_the_text_of_the_first_page_makes_room_for_a_strip_that_grows():
    def co_signed_by(count: int) -> Layout:
        people = {"partners": tuple(person(f"Vereniging {i}") for i in range(count))}
        blocks = [paragraph("woord " * 200 + "^[Een noot.]")] * 3
        partners = role("partners", "partner", logos=True)
        return laid_out(letter(*blocks, people=people), house=house(strip=SIGNED), roles=(partners,))

    few, many = co_signed_by(1), co_signed_by(12)
    for layout in (few, many):
        page = layout.pages[0]
        tops = [mark.y for mark in page.marks if mark.at.field.startswith("people")]
        others = [mark for mark in page.marks if not mark.at.field.startswith("people")]
        ends = [mark.y + (mark.last - mark.first - 1) * mark.setting.type.leading for mark in others]
        assert max(ends) < min(tops)
        assert layout.findings == ()
    assert lines_on(few.pages[0]) > lines_on(many.pages[0])


SIGNED = replace(STRIP, y=560.0, height=11.0)


def lines_on(page: Page) -> int:
    return sum(mark.last - mark.first for mark in page.marks if not mark.at.field.startswith("people"))


def test_partners_that_leave_no_room_for_text_are_told():
    assert [one.id for one in co_signed(200, SIGNED).findings] == ["full-strip"]


def test_what_stands_below_the_text_does_not_reach_into_it():
    region = RegionSpec(
        name="below", x=50.0, y=560.0, width=300.0, style="sender", lines=((("", "Onderaan"),),)
    )
    assert co_signed(0, letterhead=(region,)).findings == ()
    into = replace(region, y=GEOMETRY.first_top + 10)
    assert [one.id for one in co_signed(0, letterhead=(into,)).findings] == ["full-place"]


# ---- how far a drawing reaches


def test_a_curve_counts_as_far_as_it_reaches():
    arch = Shape((Move(0, 10), Curve(0, -10, 20, -10, 20, 10)), fill=(0, 0, 0))
    left, top, right, bottom = extent(Drawing(40, 40, (arch,)))
    assert (left, right, bottom) == (0, 20, 10)
    assert top == pytest.approx(0.0)  # its handles are at -10; it turns at -5, which is outside the drawing
    low = Shape((Move(0, 30), Curve(0, 10, 20, 10, 20, 30)), fill=(0, 0, 0))
    assert extent(Drawing(40, 40, (low,)))[1] == pytest.approx(15.0)


def test_a_straight_curve_and_one_that_turns_once_are_followed():
    straight = Shape((Move(0, 0), Curve(5, 5, 10, 10, 15, 15)), fill=(0, 0, 0))
    assert extent(Drawing(20, 20, (straight,))) == pytest.approx((0, 0, 15, 15))
    bow = Shape((Move(0, 10), Curve(5, 0, 10, 0, 15, 10)), fill=(0, 0, 0))
    assert extent(Drawing(20, 20, (bow,)))[1] == pytest.approx(2.5)


def test_a_stroke_counts_with_its_width():
    line = Shape((Move(10, 10), Line(20, 10)), stroke=(0, 0, 0), stroke_width=4)
    assert extent(Drawing(40, 40, (line,))) == (8, 8, 22, 12)


@pytest.mark.parametrize("path", [(), (Move(50, 50), Line(60, 60)), (Move(5, 5), Line(5, 20))])
def test_a_drawing_in_which_nothing_can_be_seen_is_taken_as_it_is(path):
    assert extent(Drawing(40, 30, (Shape(path, fill=(0, 0, 0)),))) == (0, 0, 40, 30)
