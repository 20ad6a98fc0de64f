"""What the template adds around the blocks: letterhead, head, foot."""

import pytest

from composer.model.document import Where
from composer.model.flow import PAGE, PAGES, Columns, Span
from composer.model.house import RegionSpec
from composer.model.template import HeadRow, Pair
from tests.builders import ADDRESSEES, field, house, letter, paragraph, person, request, said, words

PLACE = field("place")
SUBJECT = field("subject")


def region(name: str, *lines: str) -> RegionSpec:
    return RegionSpec(
        name=name, x=0.0, y=0.0, width=100.0, style="address", lines=tuple((("nl", line),) for line in lines)
    )


def pair(label: str, value: str, weight: float = 1.0, **changes) -> Pair:
    return Pair((("en", label),), value, weight, **changes)


# ---- regions


def test_a_region_is_one_paragraph_of_its_lines():
    (made,) = said(letter(), regions=(region("sender", "Postbus 1", "**Utrecht**"),)).regions
    (para,) = made.paras
    assert made.name == "sender"
    assert para.spans == (Span("Postbus 1"), Span("\n"), Span("Utrecht", bold=True))
    assert (para.style, para.at) == ("address", Where(field="sender"))


def test_a_line_whose_fields_are_all_empty_is_left_out():
    lines = ("{{addressee.organisation}}", "{{addressee.role}}", "t.a.v. {{addressee.name}}", "Nederland")
    document = letter(people={"addressees": (person("A", organisation="O"),)})
    (made,) = said(document, regions=(region("address", *lines),), roles=(ADDRESSEES,)).regions
    assert words(made.paras[0].spans) == "O\nt.a.v. A\nNederland"


def test_a_line_with_one_filled_field_stays():
    regions = (region("a", "{{place}}, {{subject}}"),)
    (made,) = said(letter(fields={"place": "Ede"}), regions=regions, fields=(PLACE, SUBJECT)).regions
    assert words(made.paras[0].spans) == "Ede, "


def test_a_region_without_lines_is_left_out():
    assert said(letter(), regions=(region("a", "{{place}}"), region("b")), fields=(PLACE,)).regions == ()


def test_the_letterhead_of_the_house_comes_before_the_regions_of_the_template():
    made = said(letter(), house=house(letterhead=(region("sender", "a"),)), regions=(region("address", "b"),))
    assert [one.name for one in made.regions] == ["sender", "address"]


def test_stationery_may_have_links_and_has_no_notes():
    (made,) = said(letter(), regions=(region("a", "[b](https://a.nl)^[c]"),)).regions
    assert made.paras[0].spans == (Span("b", href="https://a.nl"),)


def test_an_unknown_field_in_stationery_is_empty():
    (made,) = said(letter(title="T"), regions=(region("a", "{{title}}{{nobody}}"),)).regions
    assert words(made.paras[0].spans) == "T"


# ---- head


def rows(*pairs: Pair, **fields) -> tuple[Columns, ...]:
    return said(
        letter(fields=fields),
        head=(HeadRow(pairs, "reference"),),
        fields=(PLACE, SUBJECT, field("date", "date")),
    ).body


def test_a_row_of_the_head_is_labels_over_values():
    (row,) = rows(pair("Place", "{{place}}"), pair("Date", "{{date}}", 2.0), place="Ede", date="2026-02-26")
    first, second, rest = row.columns
    assert [(words(para.spans), para.style) for para in first] == [
        ("Place", "reference-label"),
        ("Ede", "reference-value"),
    ]
    assert words(second[1].spans) == "26 februari 2026"
    assert (row.weights, rest, row.style) == ((1.0, 2.0, 0.0), (), "reference")


def test_a_pair_without_a_value_is_left_out_and_the_others_keep_their_width():
    (row,) = rows(pair("Place", "{{place}}", 3.0), pair("Date", "{{date}}"), date="2026-02-26")
    assert [words(column[0].spans) for column in row.columns if column] == ["Date"]
    assert row.weights == (1.0, 3.0)


@pytest.mark.parametrize("value", ["{{place}}", "", "{{nobody}}"])
def test_a_row_without_values_is_left_out(value):
    assert rows(pair("Place", value)) == ()


def test_a_pair_may_hold_the_main_heading():
    (row,) = rows(pair("Subject", "{{subject}}", heading=True), subject="S")
    label, value = row.columns[0]
    assert (label.tag, label.outline, value.tag, value.outline) == ("P", 0, "H1", 1)


def test_a_pair_knows_the_field_it_shows():
    (row,) = rows(pair("Where", "te {{place}}"), pair("Fixed", "vast"), place="Ede")
    assert [column[1].at.field for column in row.columns if column] == ["fields.place", ""]


def test_the_head_comes_before_the_blocks():
    body = said(letter(paragraph("a"), title="T"), head=(HeadRow((pair("X", "{{title}}"),), "subject"),)).body
    assert [type(one).__name__ for one in body] == ["Columns", "Para"]


# ---- foot and title


def test_the_foot_has_the_number_of_the_page_still_to_come():
    foot = said(
        letter(), house=house(foot=((("nl", "{{house.name}}"),), (("nl", "{{page}}/{{pages}}"),)))
    ).foot
    assert [words(part) for part in foot] == ["Huis", f"{PAGE}/{PAGES}"]


def test_a_part_of_the_foot_with_nothing_to_say_keeps_its_place():
    foot = said(letter(), house=house(foot=((("nl", "{{house.tagline}}"),), (("nl", "x"),)))).foot
    assert [words(part) for part in foot] == ["", "x"]


@pytest.mark.parametrize(
    ("title", "fields", "expected"), [("T", {"subject": "S"}, "T"), ("", {"subject": "S"}, "S"), ("", {}, "")]
)
def test_a_document_without_title_is_called_by_its_subject(title, fields, expected):
    assert said(letter(title=title, fields=fields)).title == expected


def test_the_flow_of_neighbours_of_a_kind_that_says_nothing_is_no_list():
    assert said(letter(paragraph(), request("a"))).body[0].tag == "L"
    assert len(said(letter(paragraph(), request("a"))).body) == 1
