"""What a template says of its documents and of the page: parts, people, phrases, rows, masters."""

from pathlib import Path

import pytest

from composer.errors import TemplateError
from composer.model.house import in_language
from composer.model.template import BibliographyStyle, HeadRow, PartSpec, Phrase
from composer.store.specs import slots
from composer.store.templates import read_house, read_template
from tests.store.builders import written
from tests.store.test_templates import HOUSE, TEMPLATE, check_refusal, house, template

MM = 72 / 25.4


def test_a_field_may_show_that_it_is_empty(tmp_path):
    found = template(tmp_path, "fields: {case: {show-empty: true}, number: {}}\n")
    assert [spec.show_empty for spec in found.fields] == [True, False]


def test_a_role_says_which_parts_of_a_person_matter_and_which_positions_have_a_plural(tmp_path):
    found = template(
        tmp_path,
        "people:\n"
        "  to: {fields: [organisation, name]}\n"
        "  annexes: {plain: true}\n"
        "  by: {plurals: {wethouder: wethouders}}\n",
    )
    to, annexes, by = found.roles
    assert (to.fields, to.plain) == (("organisation", "names"), False)
    assert annexes.plain
    assert by.plurals == (("wethouder", "wethouders"),)
    assert by.fields == ("names", "role", "organisation", "party", "email")


def test_parts_are_kinds_in_order(tmp_path):
    found = template(tmp_path, "parts: [paragraph, {kind: preamble, required: true, most: 2}]\n")
    assert found.parts == (PartSpec(kind="paragraph"), PartSpec(kind="preamble", required=True, most=2))
    assert found.start == ("preamble",)


def test_a_document_starts_as_the_template_says_whatever_is_required(tmp_path):
    assert template(tmp_path, "parts: [{kind: preamble, required: true}]\nstart: [list]\n").start == ("list",)


PHRASES = """\
fields: {meeting: {}}
people: {by: {}}
phrases:
  title: {nl: "Motie {{meeting}}", en: "Motion {{meeting}}"}
  asker: de raad
  operative: "{{asker}} verzoekt {{actor}}, {{house.name}}:"
  reference-section: "deel {{number}}"
  proposal:
    of: by
    one: {nl: "Een", en: "One"}
    many: {nl: "Meer", en: "Many"}
head: [{style: body, text: {nl: "{{phrase.title}}", en: "{{title}}"}, heading: true}, {block: metadata}]
"""


def test_phrases_are_words_by_language_and_by_how_many_have_a_role(tmp_path):
    found = template(tmp_path, PHRASES)
    assert in_language(found.phrase("title").one, "en") == "Motion {{meeting}}"
    assert found.phrase("asker") == Phrase(name="asker", one=(("", "de raad"),))
    assert found.phrase("proposal") == Phrase(
        name="proposal", of="by", one=(("nl", "Een"), ("en", "One")), many=(("nl", "Meer"), ("en", "Many"))
    )
    assert found.phrase("nothing") is None
    assert found.head == (
        HeadRow(style="body", text=(("nl", "{{phrase.title}}"), ("en", "{{title}}")), heading=True),
        HeadRow(block="metadata"),
    )


def test_the_slots_of_phrases_are_those_that_the_kinds_fill():
    assert slots()["operative"] == ("asker", "actor")
    assert slots()["reference-annex"] == slots()["reference-operative-item"] == ("number",)
    assert "title" not in slots()


def test_a_number_has_one_pattern_or_one_for_each_level(tmp_path):
    found = template(tmp_path, 'numbering: {section: ["1.", "1.1"], argument: a.}\n')
    assert found.numbering == (("section", ("1.", "1.1")), ("argument", ("a.",)))


def test_a_list_of_sources_has_a_pattern_and_an_order(tmp_path):
    found = template(tmp_path, "bibliography: {source: '*{title}*', order: given}\n")
    assert found.bibliography == BibliographyStyle(source="*{title}*", order="given")
    assert template(tmp_path).bibliography == template(tmp_path, "bibliography: {}\n").bibliography


# ---- the page


def test_a_template_may_change_the_page_of_its_house(tmp_path):
    found = template(tmp_path, "page: {first-top: 40, left: 30}\n", "letterhead: []\n")
    page = found.house.geometry
    assert (page.first_top, page.left, page.right) == (40 * MM, 30 * MM, 25 * MM)
    assert house(tmp_path).geometry.first_top == 25 * MM


def test_without_a_page_of_its_own_a_template_has_that_of_its_house(tmp_path):
    assert template(tmp_path).house == house(tmp_path)


PLACES = "letterhead: [{name: a, at: [1, 1], width: 9, style: body, lines: [x]}]\nfoot: [voet]\n"


def test_a_template_may_leave_out_the_letterhead_and_have_a_foot_of_its_own(tmp_path):
    found = template(
        tmp_path, "fields: {date: {}}\nletterhead: false\nfoot: ['{{date}}', '{{page}}']\n", PLACES
    )
    assert found.house.letterhead == ()
    assert found.house.foot == ((("", "{{date}}"),), (("", "{{page}}"),))
    plain = template(tmp_path, "", PLACES)
    assert [region.name for region in plain.house.letterhead] == ["a"]
    assert plain.house.foot == ((("", "voet"),),)


def test_a_place_may_be_a_field_of_a_colour(tmp_path):
    found = template(
        tmp_path, "first-page: [{name: f, at: [0, 10], width: 210, height: 20, fill: brand}]\nstart-page: 2\n"
    )
    (field,) = found.regions
    assert (field.fill, field.height, field.width, field.style) == ("brand", 20 * MM, 210 * MM, "body")
    assert (found.start_page, template(tmp_path).start_page) == (2, 1)


def test_a_house_says_which_templates_are_offered_first(tmp_path):
    assert house(tmp_path, "templates: [letter, motion]\n").templates == ("letter", "motion")
    assert house(tmp_path).templates == ()


REFUSED = [
    ("fields: {a: {show-empty: »1}}\n", "expected true or false", ""),
    ("people: {a: {fields: [»names]}}\n", "unknown part of a person 'names'", "'name'"),
    ("people: {a: {plurals: »[a]}}\n", "expected names with values", ""),
    ("parts: [»preambel]\n", "unknown kind of block 'preambel'", "'preamble'"),
    ("parts: [»{required: true}]\n", "there is no 'kind' in a part", ""),
    ("parts: [{kind: list, »least: 1}]\n", "unknown field 'least' of a part", ""),
    ("parts: [{kind: list, most: »-1}]\n", "out of range", ""),
    ("phrases: {title: »'{{date}}'}\n", "nothing is called '{{date}}'", ""),
    ("phrases: {title: {nl: a, en: »'{{asker}}'}}\n", "nothing is called '{{asker}}'", ""),
    ("phrases: {a: b, c: »'{{phrase.a}}'}\n", "nothing is called '{{phrase.a}}'", ""),
    ("phrases: {a: »{one: b, many: c}}\n", "there is no 'of' in a phrase", ""),
    ("phrases: {a: »{one: b, of: c}}\n", "there is no 'many' in a phrase", ""),
    ("phrases: {a: {one: b, many: c, of: »d}}\n", "unknown role 'd'", ""),
    ("phrases: {a: {one: b, many: c, »off: d}}\n", "unknown field 'off' of a phrase", "'of'"),
    ("head: [{style: body, text: a, block: »list}]\n", "both 'text' and 'block' in a row", "two rows"),
    ("head: [{block: »lst}]\n", "unknown kind of block 'lst'", "'list'"),
    ("head: [»{text: a}]\n", "there is no 'style' in a row of the head", ""),
    ("head: [{style: »titel, text: a}]\n", "unknown style 'titel'", ""),
    ("head: [{style: body, text: {nl: a, en: »'{{b}}'}}]\n", "nothing is called '{{b}}'", ""),
    ('numbering: {section: ["1", »x]}\n', "'x' holds no number", "with 1, a or A"),
    ("numbering: {section: »[]}\n", "'' holds no number", ""),
    ("bibliography: {order: »alphabet}\n", "unknown order 'alphabet'", "author"),
    ("bibliography: {source: »'{autor}'}\n", "unknown variable '{autor}'", "'author'"),
    ("page: {»frist-top: 1}\n", "unknown field 'frist-top' of a page", "'first-top'"),
    ("page: »{left: 100, right: 100}\n", "leave no room for text", ""),
    ("foot: [»'{{pagina}}']\n", "nothing is called '{{pagina}}'", "page, pages"),
    ("letterhead: »no\n", "expected true or false", ""),
    ("start-page: »3\n", "3 is out of range", ""),
    (
        "first-page: [»{name: f, at: [0, 1], width: 9, fill: brand}]\n",
        "there is no 'height' in a coloured",
        "",
    ),
    (
        "first-page: [{name: f, at: [0, 1], width: 9, height: 9, fill: »brnd}]\n",
        "unknown colour 'brnd'",
        "'brand'",
    ),
    ("first-page: [»{name: f, at: [0, 1], width: 9, height: 9}]\n", "there is no 'style'", ""),
]


@pytest.mark.parametrize(("more", "reason", "hint"), REFUSED)
def test_what_a_template_may_not_say_is_refused_in_its_place(tmp_path: Path, more, reason, hint):
    path = written(tmp_path, TEMPLATE + more.replace("»", ""), "club/letter.yaml")
    with pytest.raises(TemplateError) as caught:
        read_template(read_house(written(tmp_path, HOUSE, "club/house.yaml").parent), path)
    check_refusal(caught, TEMPLATE + more, reason, hint)
