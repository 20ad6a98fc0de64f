"""A template that takes over another one: what it gets, what it says better, what is refused and where."""

from pathlib import Path

import pytest

from composer.app.houses import check_house
from composer.errors import TemplateError
from composer.model.house import in_language
from composer.model.template import Template
from composer.store.houses import read_house
from composer.store.templates import find_template, read_template
from tests.store.builders import written
from tests.store.test_templates import HOUSE, TEMPLATE

MODEL = """\
pleidooi-template: 1
version: 3
changes: {2: {nl: Kleiner, en: Smaller}, 3: Rustiger}
label: {nl: Brief, en: Letter}
page-budget: 2
parts: [{kind: salutation, required: true}, paragraph]
fields:
  date: {type: date, label: Datum, required: true}
  subject: {label: Onderwerp}
  event: {label: Debat}
people:
  addressees: {singular: addressee, label: Aan}
  cc: {label: Kopie}
phrases:
  title: "Over {{subject}}"
  debate: "Debat: {{event}}"
page: {first-top: 80}
letterhead: false
foot: ["{{subject}}"]
first-page: [{name: address, at: [25, 48], width: 80, style: address, lines: ["{{addressee.name}}"]}]
head: [{style: title, text: "{{title}}", heading: true}]
tail: [{style: tail, pairs: [{label: Kopie, value: "{{cc}}"}]}]
notes: {source: "{title}", separator: " / ", again: refer}
numbering: {section: "1.", argument: "a."}
markers: {request: ☞}
typography: {quotes: false}
styles:
  body: {size: 12}
  heading-1: {size: 20, colour: accent}
  motto: {parent: heading-1, italic: true}
"""


def houses(folder: Path, more: str = "", model: str = MODEL, house: str = HOUSE) -> Path:
    """Writes a house with a model, and a second one whose letter takes it over."""
    written(folder, HOUSE + "styles: {title: {size: 33}, own: {size: 9}}\n", "first/house.yaml")
    written(folder, model, "first/letter.yaml")
    written(folder, house, "second/house.yaml")
    return written(folder, f"{TEMPLATE}like: first/letter\n{more}", "second/letter.yaml")


def taken_over(folder: Path, more: str = "", **files: str) -> Template:
    path = houses(folder, more, **files)
    return read_template(read_house(path.parent), path)


def refusal(folder: Path, more: str = "", **files: str) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        taken_over(folder, more, **files)
    return caught.value


# ---- what is taken over


def test_a_template_that_says_nothing_has_all_that_the_other_says_of_its_kind(tmp_path):
    found = taken_over(tmp_path)
    assert found.id == "second/letter"
    assert in_language(found.label, "nl") == "Brief"
    assert [spec.key for spec in found.fields] == ["date", "subject", "event"]
    assert [role.key for role in found.roles] == ["addressees", "cc"]
    assert [phrase.name for phrase in found.phrases] == ["title", "debate"]
    assert [part.kind for part in found.parts] == ["salutation", "paragraph"]
    assert found.start == ("salutation",)
    assert (found.page_budget, found.version) == (2.0, 3)
    assert [version for version, _words in found.changes] == [2, 3]
    assert [region.name for region in found.regions] == ["address"]
    assert (len(found.head), len(found.tail)) == (1, 1)
    assert (found.notes.source, found.notes.again) == ("{title}", "refer")
    assert dict(found.numbering) == {"section": ("1.",), "argument": ("a.",)}
    assert dict(found.markers)["request"] == "☞"
    assert not found.typography.quotes
    assert found.styles["heading-1"].size == 20
    assert found.styles["motto"].italic


def test_the_page_of_the_other_house_stays_there(tmp_path):
    found = taken_over(tmp_path, house=HOUSE.replace("page: {}", "page: {first-top: 60}") + 'foot: ["2"]\n')
    assert found.house.id == "second"
    assert round(found.house.geometry.first_top / 72 * 25.4) == 60
    assert found.house.foot == ((("", "2"),),)


def test_the_styles_of_the_other_house_stay_there(tmp_path):
    found = taken_over(tmp_path)
    assert "own" not in found.styles
    assert found.styles["title"].size != 33


def test_within_a_house_its_page_is_taken_over_too(tmp_path):
    houses(tmp_path)
    path = written(tmp_path, f"{TEMPLATE}like: first/letter\npage: {{top: 30}}\n", "first/brief.yaml")
    found = read_template(read_house(path.parent), path)
    assert round(found.house.geometry.first_top / 72 * 25.4) == 80
    assert round(found.house.geometry.top / 72 * 25.4) == 30
    assert found.house.foot == ((("", "{{subject}}"),),)


def test_a_rule_of_the_template_goes_over_the_liked_one_and_that_over_the_house(tmp_path):
    house = HOUSE + "styles: {heading-1: {size: 30, colour: brand, bold: false}}\n"
    found = taken_over(tmp_path, "styles: {heading-1: {colour: grey}}\n", house=house)
    style = found.styles["heading-1"]
    assert (style.size, style.colour, style.bold) == (20, "grey", False)


# ---- what is said better


def test_a_field_of_its_own_stands_in_the_place_of_the_other(tmp_path):
    more = "fields: {subject: {label: Betreft, required: true}, ours: {label: Van ons}}\n"
    found = taken_over(tmp_path, more)
    assert [spec.key for spec in found.fields] == ["date", "subject", "event", "ours"]
    subject = found.field("subject")
    assert subject is not None
    assert (in_language(subject.label, "nl"), subject.required) == ("Betreft", True)


def test_what_is_called_null_is_left_out(tmp_path):
    found = taken_over(tmp_path, "fields: {event: null}\nphrases: {debate: null}\n")
    assert [spec.key for spec in found.fields] == ["date", "subject"]
    assert [phrase.name for phrase in found.phrases] == ["title"]


def test_notes_numbers_and_markers_are_changed_one_by_one(tmp_path):
    more = 'notes: {again: reuse}\nnumbering: {section: "§ 1"}\n'
    more += "markers: {bullet: ▪}\ntypography: {dashes: false}\n"
    found = taken_over(tmp_path, more)
    assert (found.notes.source, found.notes.separator, found.notes.again) == ("{title}", " / ", "reuse")
    assert dict(found.numbering) == {"section": ("§ 1",), "argument": ("a.",)}
    assert dict(found.markers) == {"request": "☞", "bullet": "▪", "dash": "–"}
    assert (found.typography.quotes, found.typography.dashes, found.typography.spaces) == (False, False, True)


def test_rows_and_places_of_its_own_take_the_place_of_all_others(tmp_path):
    found = taken_over(tmp_path, "head: []\nfirst-page: []\n")
    assert (found.head, found.regions, len(found.tail)) == ((), (), 1)


def test_a_version_of_its_own_has_changes_of_its_own(tmp_path):
    found = taken_over(tmp_path, "version: 2\n")
    assert (found.version, found.changes) == (2, ())


def test_a_chain_of_three_is_followed(tmp_path):
    houses(tmp_path, "label: Tweede\n")
    written(tmp_path, HOUSE, "third/house.yaml")
    written(tmp_path, f"{TEMPLATE}like: second/letter\npage-budget: 5\n", "third/letter.yaml")
    found = find_template("third/letter", [tmp_path])
    assert (in_language(found.label, "nl"), found.page_budget, found.version) == ("Tweede", 5.0, 3)


def test_a_house_with_the_least_that_there_can_be_takes_over_every_shipped_template(tmp_path):
    written(tmp_path, HOUSE, "club/house.yaml")
    for kind in ("letter", "assembly-motion", "council-motion", "publication", "position-paper", "one-pager"):
        path = written(tmp_path, f"{TEMPLATE}like: demo/{kind}\n", f"club/{kind}.yaml")
        assert read_template(read_house(path.parent), path).head


# ---- what is refused


def test_an_unknown_template_is_refused_on_its_line_with_the_one_that_was_meant(tmp_path):
    path = houses(tmp_path)
    path.write_text(f"{TEMPLATE}label: X\nlike: first/lettre\n", "utf-8")
    with pytest.raises(TemplateError) as caught:
        read_template(read_house(path.parent), path)
    assert (caught.value.line, caught.value.column) == (3, 7)
    assert caught.value.reason == "there is no template 'first/lettre'"
    assert caught.value.hint == "did you mean 'first/letter'?"


@pytest.mark.parametrize(
    ("model", "chain"),
    [
        (f"{TEMPLATE}like: second/letter\n", "second/letter → first/letter → second/letter"),
        (f"{TEMPLATE}like: first/letter\n", "second/letter → first/letter → first/letter"),
    ],
)
def test_a_circle_is_refused(tmp_path, model, chain):
    error = refusal(tmp_path, model=model)
    assert (Path(error.path).parent.name, error.line, error.column) == ("second", 2, 7)
    assert "the template takes over itself" in error.reason
    assert chain in error.hint


def test_a_template_that_is_like_itself_is_refused(tmp_path):
    path = written(tmp_path, HOUSE, "club/house.yaml").with_name("letter.yaml")
    path.write_text(f"{TEMPLATE}like: club/letter\n", "utf-8")
    with pytest.raises(TemplateError, match="the template takes over itself") as caught:
        read_template(read_house(path.parent), path)
    assert (caught.value.line, caught.value.column) == (2, 7)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("colour: accent", "colour: purple"), "unknown colour 'purple'"),
        (("italic: true", "face: script"), "unknown typeface 'script'"),
        (("style: title", "style: own"), "unknown style 'own'"),
        (("again: refer", "again: never"), "unknown again 'never'"),
        (("version: 3", "version: 0"), "0 is out of range"),
    ],
)
def test_what_does_not_go_with_this_house_is_refused_where_it_is_taken_over(tmp_path, change, reason):
    error = refusal(tmp_path, model=MODEL.replace(*change))
    assert (Path(error.path).parent.name, error.line, error.column) == ("second", 2, 7)
    assert error.reason.startswith("'first/letter' cannot be taken over here: ")
    assert reason in error.reason
    assert "letter.yaml:" in error.hint


def test_what_is_said_better_need_not_go_with_this_house(tmp_path):
    model = MODEL.replace("colour: accent", "colour: purple").replace("style: title", "style: own")
    found = taken_over(tmp_path, "styles: {heading-1: {size: 12}}\nhead: []\n", model=MODEL)
    assert found.styles["heading-1"].size == 12
    error = refusal(tmp_path, "head: []\n", model=model)
    assert "purple" in error.reason


def test_its_own_mistakes_are_refused_in_its_own_file(tmp_path):
    error = refusal(tmp_path, "styles: {heading-1: {colour: purple}}\n")
    assert (Path(error.path).parent.name, error.line) == ("second", 3)


def test_a_liked_file_that_is_no_template_is_refused_where_it_is_taken_over(tmp_path):
    error = refusal(tmp_path, model="pleidooi-template: 1\nlabel: [\n")
    assert (Path(error.path).parent.name, error.line) == ("second", 2)


@pytest.mark.parametrize(("changes", "column"), [("{4: x}", 11), ("{two: x}", 11), ("{1: x, 0: y}", 17)])
def test_changes_are_of_versions_that_there_were(tmp_path, changes, column):
    error = refusal(tmp_path, f"version: 3\nchanges: {changes}\n")
    assert (error.line, error.column) == (4, column)
    assert "is not a version of this template" in error.reason
    assert error.hint == "its version is 3"


# ---- what the linter tells


def test_what_was_taken_over_is_told_on_the_line_that_did_so(tmp_path):
    path = houses(tmp_path, model=MODEL.replace("at: [25, 48]", "at: [205, 48]"))
    told = check_house(path).told
    assert [(one.finding.id, one.path, one.line) for one in told if one.finding.id == "off-page"] == [
        ("off-page", path, 2)
    ]


def test_a_liked_style_that_nothing_has_is_not_told_of_the_one_that_likes_it(tmp_path):
    path = houses(tmp_path, "styles: {moto: {size: 12}}\n")
    told = [one for one in check_house(path).told if one.finding.id == "unused-style"]
    assert [(one.path, one.line, one.finding.sentence) for one in told] == [
        (path, 3, "Nothing has the style “moto”.")
    ]
