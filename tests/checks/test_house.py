"""Houses and templates that can be read, and what is wrong with them: every finding with its line."""

from pathlib import Path

import pytest

from composer import resources
from composer.app.houses import CheckedHouse, check_house, is_house
from composer.blocks import KINDS
from composer.checks.faces import check_faces
from composer.checks.specimen import specimen
from composer.errors import TemplateError
from composer.model.document import walk
from composer.model.finding import Severity
from composer.model.house import Typeface
from composer.store.documents import read_document, write_document
from composer.store.folders import template_ids
from composer.store.houses import COLOURS
from composer.store.templates import find_template
from tests.builders import house as plain_house
from tests.halfem import HalfEm, HalfEmMetrics
from tests.store.builders import written

FONTS = "source-sans-3/SourceSans3"
SYMBOLS = "noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf"
FACES = (
    f"typefaces: {{text: {{regular: {FONTS}-Regular.ttf, bold: {FONTS}-Bold.ttf, italic: {FONTS}-It.ttf}}}}\n"
    f"fallback: [{SYMBOLS}]\n"
)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9v9z"/></svg>'


def house(
    folder: Path, more: str = "", *, faces: str = FACES, page: str = "page: {}\n", **colours: str
) -> Path:
    """Writes a house with which nothing is wrong, but for what is named; returns its folder."""
    values = dict.fromkeys(COLOURS, "#102030") | {"tint": "#eeeeee"} | colours
    palette = "colours:\n" + "".join(f'  {role}: "{value}"\n' for role, value in values.items())
    written(folder, LOGO, "club/logo.svg")
    return written(folder, "pleidooi-house: 1\n" + palette + faces + page + more, "club/house.yaml").parent


def template(folder: Path, more: str = "", name: str = "letter") -> Path:
    return written(folder, "pleidooi-template: 1\n" + more, f"club/{name}.yaml")


def told(path: Path) -> list[tuple[str, str, str]]:
    """Returns what is found: its id, its file, and the line it points at, from the place on."""
    return [
        (
            one.finding.id,
            one.path.name,
            one.path.read_text("utf-8").split("\n")[one.line - 1][one.column - 1 :],
        )
        for one in check_house(path).told
    ]


def first(path: Path, id_: str) -> str:
    """Returns the sentence and the advice of a finding."""
    finding = next(one.finding for one in check_house(path).told if one.finding.id == id_)
    return f"{finding.sentence} {finding.advice}"


# ---- what is checked


def test_the_shipped_houses_and_their_templates_are_in_order():
    for folder in {path.parent for path in resources.templates().glob("*/house.yaml")}:
        checked = check_house(folder)
        assert checked.templates == len(list(folder.glob("*.yaml"))) - 1
        assert [f"{one.path}:{one.line}: {one.finding.sentence}" for one in checked.told] == []


def test_a_house_that_says_little_is_in_order_with_and_without_templates(tmp_path):
    folder = house(tmp_path)
    assert check_house(folder) == CheckedHouse(folder, 0, ())
    template(tmp_path)
    assert check_house(folder / "house.yaml") == CheckedHouse(folder / "house.yaml", 1, ())


def test_a_house_or_template_is_told_from_a_document_by_what_it_says(tmp_path):
    folder = house(tmp_path)
    assert is_house(folder)
    assert is_house(folder / "house.yaml")
    assert is_house(template(tmp_path, "»: [\n"))
    assert is_house(written(tmp_path, "\ufeffpleidooi-template: 1\n", "bom.yaml"))
    assert not is_house(tmp_path)
    assert not is_house(written(tmp_path, "pleidooi: 1\ntitle: 'a pleidooi-house: 1'\n"))
    assert not is_house(tmp_path / "nowhere.yaml")


def test_one_template_is_checked_with_its_house_and_without_the_others(tmp_path):
    house(tmp_path, "styles: {unused: {}}\n", unknown="#bbbbbb", link="#bbbbbb")
    path = template(tmp_path, "styles: {mine: {size: 9}}\n")
    template(tmp_path, "lable: x\n", "other")
    assert {(id_, name) for id_, name, _ in told(path)} == {
        ("low-contrast", "house.yaml"),
        ("unused-style", "letter.yaml"),
    }
    assert "“mine”" in first(path, "unused-style")


def test_a_template_that_cannot_be_read_is_told_among_the_others(tmp_path):
    folder = house(tmp_path)
    template(tmp_path, "lable: x\n", "a")
    template(tmp_path, "styles: {mine: {}}\n", "b")
    checked = check_house(folder)
    assert (checked.templates, checked.has_errors) == (1, True)
    assert told(folder) == [
        ("unreadable", "a.yaml", "lable: x"),
        ("unused-style", "b.yaml", "mine: {}}"),
    ]
    assert "'label'" in first(folder, "unreadable")
    with pytest.raises(TemplateError, match="lable"):
        check_house(folder / "a.yaml")


def test_a_house_that_cannot_be_read_is_refused(tmp_path):
    folder = house(tmp_path, "nam: x\n")
    with pytest.raises(TemplateError, match="'name'"):
        check_house(folder)


def test_a_template_without_a_house_is_refused(tmp_path):
    with pytest.raises(TemplateError, match=r"house\.yaml beside it"):
        check_house(template(tmp_path))


# ---- colours


def test_a_colour_of_words_is_told_where_it_is_given(tmp_path):
    folder = house(tmp_path, grey="#999999", brand="#999999")
    template(tmp_path, "styles: {paragraph: {colour: grey}}\n")
    found = told(folder)
    assert [line for id_, _, line in found if id_ == "low-contrast"][:1] == ['brand: "#999999"']
    assert "2.8 : 1" in first(folder, "low-contrast")


def test_words_on_a_tint_are_measured_on_that_tint(tmp_path):
    folder = house(tmp_path, "styles: {request: {tint: accent}}\n", accent="#444444")
    found = [one.finding for one in check_house(folder).told]
    assert {(dict(one.arguments)["colour"], dict(one.arguments)["behind"]) for one in found} >= {
        ("ink", "accent")
    }


def test_a_bar_may_be_paler_than_words_but_not_much(tmp_path):
    more = "styles: {request: {bar: extra}, quotation: {border: extra}}\n"
    assert told(house(tmp_path, more, extra="#8c8c8c")) == []
    found = told(house(tmp_path, more, extra="#9a9a9a"))
    assert ("low-contrast", "house.yaml", "bar: extra}, quotation: {border: extra}}") in found
    assert ("low-contrast", "house.yaml", "border: extra}}") in found
    assert "3 : 1" in first(tmp_path / "club", "low-contrast")


def test_a_bar_of_a_kind_is_told_at_its_colour(tmp_path):
    template(tmp_path, "styles: {mine: {parent: request-text}, body: {size: 10}}\n")
    found = told(house(tmp_path, "styles: {body: {border: pale}}\n", pale="#dddddd"))
    assert ("low-contrast", "house.yaml", 'pale: "#dddddd"') in found


# ---- styles


def test_a_style_that_nothing_has_is_told_with_the_one_that_is_meant(tmp_path):
    folder = house(tmp_path, "styles: {body: {}, requst: {}, base: {}, note: {parent: base}}\n")
    template(
        tmp_path,
        "styles: {mine: {parent: base}}\nfirst-page: [{name: a, at: [25, 10], width: 9, style: mine}]\n",
    )
    assert told(folder) == [("unused-style", "house.yaml", "requst: {}, base: {}, note: {parent: base}}")]
    assert "“request”" in first(folder, "unused-style")


def test_a_style_of_a_house_is_used_when_one_of_its_templates_uses_it(tmp_path):
    assert "Delete it" in first(house(tmp_path, "styles: {zzzzzz: {}}\n"), "unused-style")
    folder = house(tmp_path, "styles: {far: {}, mine-label: {}, mine-value: {}}\n")
    assert [id_ for id_, _, _ in told(folder)] == ["unused-style"] * 3
    template(tmp_path)
    template(tmp_path, "head: [{style: mine, pairs: [{value: a}]}]\ntail: [{style: far, text: b}]\n", "other")
    assert told(folder) == []


# ---- places


def region(name: str, x: float, y: float, words: str = "abc def") -> str:
    return f"  - {{name: {name}, at: [{x}, {y}], width: 60, style: body, lines: [{words}]}}\n"


def test_places_over_each_other_and_over_the_logo_are_told(tmp_path):
    logo = "logo: {file: logo.svg, at: [20, 5], height: 10, alt: Logo}\n"
    more = f"{logo}letterhead:\n{region('one', 60, 5)}{region('two', 62, 7)}{region('three', 30, 8)}"
    assert [(id_, line.partition(",")[0]) for id_, _, line in told(house(tmp_path, more))] == [
        ("overlap", "at: [62"),
        ("overlap", "at: [30"),
    ]
    assert "“one”" in first(tmp_path / "club", "overlap")


def test_a_place_of_a_template_is_told_in_its_file(tmp_path):
    folder = house(tmp_path, f"letterhead:\n{region('one', 60, 5)}")
    template(tmp_path, f"first-page:\n{region('two', 61, 5)}")
    assert [(id_, name) for id_, name, _ in told(folder)] == [("overlap", "letter.yaml")]
    template(tmp_path, f"letterhead: false\nfirst-page:\n{region('two', 61, 5)}")
    assert told(folder) == []


@pytest.mark.parametrize(
    ("x", "y", "expected"), [(200, 5, "off-page"), (25, 296, "off-page"), (25, 100, "into-text")]
)
def test_a_place_beyond_the_paper_or_in_the_text_is_told(tmp_path, x, y, expected):
    found = told(house(tmp_path, f"letterhead:\n{region('one', x, y)}"))
    assert [(id_, line.partition("]")[0]) for id_, _, line in found] == [(expected, f"at: [{x}, {y}")]


def test_a_place_in_the_margin_or_on_a_cover_is_in_order(tmp_path):
    folder = house(tmp_path, f"letterhead:\n{region('one', 5, 100, 'abc')}{region('two', 25, 280)}")
    assert told(folder) == []
    template(tmp_path, f"start-page: 2\nfirst-page:\n{region('three', 40, 120)}")
    assert told(folder) == []


def test_a_coloured_field_may_be_behind_everything(tmp_path):
    field = "  - {name: band, at: [0, 0], width: 210, height: 20, fill: tint}\n"
    assert told(house(tmp_path, f"letterhead:\n{field}{region('one', 25, 5)}")) == []


# ---- the foot


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("page: {foot: 0}\n", "foot-off-page"),
        ("page: {foot: 24, bottom: 25}\n", "foot-in-text"),
    ],
)
def test_a_foot_needs_room(tmp_path, page, expected):
    assert [(id_, line[:5]) for id_, _, line in told(house(tmp_path, "foot: [a]\n", page=page))] == [
        (expected, "foot:")
    ]
    assert told(house(tmp_path, page=page)) == []


def test_the_foot_of_a_template_is_told_in_its_file(tmp_path):
    folder = house(tmp_path, "foot: [a]\n")
    template(tmp_path, "page: {bottom: 12}\n")
    assert [(id_, name, line[:5]) for id_, name, line in told(folder)] == [
        ("foot-in-text", "letter.yaml", "page:")
    ]


def test_a_foot_that_does_not_fit_is_told(tmp_path):
    assert [id_ for id_, _, _ in told(house(tmp_path, f"foot: [{'woord ' * 40}]\n"))] == ["long-foot"]
    parts = ", ".join(["woord " * 10] * 3)
    assert [id_ for id_, _, _ in told(house(tmp_path, f"foot: [{parts}]\n"))] == ["long-foot", "overlap"]


# ---- languages


def test_words_that_are_missing_in_a_language_of_the_house_are_told(tmp_path):
    folder = house(tmp_path, "tagline: {nl: van steden}\nname: Club\nfields: {a: {nl: b, en: c}, d: e}\n")
    template(tmp_path, "label: {nl: Brief, en: Letter}\nfields: {date: {label: {en: Date}}}\n")
    assert told(folder) == [
        ("missing-words", "house.yaml", "tagline: {nl: van steden}"),
        ("missing-words", "letter.yaml", "label: {en: Date}}}"),
    ]
    assert "“en”" in first(folder, "missing-words")
    assert [name for _, name, _ in told(folder / "letter.yaml")] == ["letter.yaml"]


def test_one_language_is_enough(tmp_path):
    template(tmp_path, "label: {nl: Brief}\nfields: {date: {label: Datum}}\n")
    assert told(house(tmp_path, "tagline: {nl: van steden}\n")) == []


# ---- fonts


class Telegraph(HalfEm):
    """A font with nothing but the signs of ASCII."""

    def covers(self, character: str) -> bool:
        return character.isascii()


class TelegraphMetrics(HalfEmMetrics):
    def __init__(self) -> None:
        self.only = Telegraph()


def test_letters_that_no_font_has_are_told_with_their_languages():
    faces = (("text", Typeface("text", Path("a"), Path("b"), Path("c"))),)
    found = list(check_faces(plain_house(typefaces=faces), TelegraphMetrics(), ["nl", "en"]))
    lacking = {dict(one.arguments).get("language", ""): one for one in found}
    assert set(lacking) == {"", "nl", "en", "de", "fr", "fy"}
    assert {"ß", "Ü"} <= set(lacking["de"].sentence)
    assert {"ĳ", "Ĳ"} <= set(lacking["nl"].sentence)
    assert {"➢", "•", "–", "“", "”", "€"} <= set(lacking[""].sentence)
    warned = {language for language, one in lacking.items() if one.severity is Severity.WARNING}
    assert warned == {"", "nl", "en"}
    assert all(one.at.field == "typefaces.text" for one in found)


def test_a_fallback_font_makes_up_for_a_sign(tmp_path):
    without = FACES.partition("fallback")[0]
    assert [(id_, line[:5]) for id_, _, line in told(house(tmp_path, faces=without))] == [
        ("missing-glyphs", "text:")
    ]
    assert "➢" in first(tmp_path / "club", "missing-glyphs")


def test_a_missing_cut_is_told(tmp_path):
    faces = f"typefaces: {{text: {{regular: {FONTS}-Regular.ttf}}}}\nfallback: [{SYMBOLS}]\n"
    assert [id_ for id_, _, _ in told(house(tmp_path, faces=faces))] == ["missing-cut"] * 2
    assert "bold" in first(tmp_path / "club", "missing-cut")


# ---- the specimen


@pytest.mark.parametrize("id_", template_ids(()))
def test_a_specimen_has_every_kind_of_block_every_field_and_every_role(id_, tmp_path):
    template = find_template(id_, ())
    document = specimen(template, "en")
    assert {type(block) for block in document.blocks} == {kind.block for kind in KINDS.values()}
    assert [key for key, _ in document.fields] == [spec.key for spec in template.fields]
    assert all(document.people.of(role.key) for role in template.roles)
    assert len({block.id for block in walk(document.blocks)}) == len(list(walk(document.blocks)))
    assert read_document(written(tmp_path, write_document(document))) == document
