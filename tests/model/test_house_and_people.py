from pathlib import Path

import pytest

from composer.model.document import BlockId, Where
from composer.model.drawing import Drawing
from composer.model.house import Logo, Typeface, in_language
from composer.model.ordinal import letter, numbered, numbered_path
from composer.model.people import People, Person, alphabetical, by_surname
from tests.builders import GEOMETRY, argument, field, house, person, request, role, section, source, template
from tests.builders import letter as a_letter

REGULAR, BOLD, ITALIC, BOLD_ITALIC = (Path(name) for name in ("regular", "bold", "italic", "bold-italic"))


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (702, "zz"), (703, "aaa"), (0, "")]
)
def test_letters_count_as_in_a_spreadsheet(number, expected):
    assert letter(number) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"), [("1.", "3."), ("a)", "c)"), ("A", "C"), ("§ 1", "§ 3"), ("–", "–"), ("", "")]
)
def test_a_number_is_written_as_its_pattern_shows(pattern, expected):
    assert numbered(pattern, 3) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nl", "Datum"), ("nl-BE", "Datum"), ("en-GB", "Day"), ("en", "Date"), ("fr", "Datum")],
)
def test_words_in_a_language_fall_back_on_its_base_and_then_on_the_first(language, expected):
    assert in_language((("nl", "Datum"), ("en", "Date"), ("en-GB", "Day")), language) == expected


def test_no_words_are_empty_in_every_language():
    assert in_language((), "nl") == ""


@pytest.mark.parametrize(
    ("cuts", "bold", "italic", "expected"),
    [
        ((BOLD, ITALIC, BOLD_ITALIC), False, False, REGULAR),
        ((BOLD, ITALIC, BOLD_ITALIC), True, False, BOLD),
        ((BOLD, ITALIC, BOLD_ITALIC), False, True, ITALIC),
        ((BOLD, ITALIC, BOLD_ITALIC), True, True, BOLD_ITALIC),
        ((BOLD, ITALIC, None), True, True, BOLD),
        ((None, ITALIC, None), True, True, ITALIC),
        ((None, None, None), True, True, REGULAR),
        ((None, ITALIC, None), True, False, REGULAR),
        ((BOLD, None, None), False, True, REGULAR),
    ],
)
def test_a_missing_cut_falls_back_on_the_nearest_one(cuts, bold, italic, expected):
    assert Typeface("test", REGULAR, *cuts).file(bold=bold, italic=italic) == expected


def test_a_logo_in_an_unknown_language_is_the_first_one():
    dutch, english = Drawing(1.0, 1.0), Drawing(2.0, 1.0)
    logo = Logo(drawings=(("nl", dutch), ("en", english)), x=0.0, y=0.0, height=1.0, alt=())
    assert [logo.drawing(language) for language in ("nl", "en-GB", "fr")] == [dutch, english, dutch]


def test_the_measure_is_what_the_margins_leave():
    assert GEOMETRY.measure == 300.0


def test_the_palette_gives_colours_by_role():
    assert house(colours=(("ink", (0.0, 0.0, 0.0)),)).palette == {"ink": (0.0, 0.0, 0.0)}


def test_a_person_is_called_by_names_and_else_by_organisation():
    assert person("A. de Vries", "B. Jansen", organisation="Gemeente").title == "A. de Vries, B. Jansen"
    assert Person(organisation="Gemeente").title == "Gemeente"


def test_a_role_that_nobody_has_is_empty():
    assert People((("cc", (person("A"),)),)).of("addressees") == ()


def test_a_variable_that_a_source_lacks_is_empty():
    assert source("k", title="T").get("title") == "T"
    assert source("k").get("title") == ""


def test_a_field_that_a_document_or_a_template_lacks_is_none():
    assert a_letter(fields={"date": "x"}).field("place") is None
    assert template(fields=(field("date"),)).field("place") is None


def test_a_document_is_walked_in_reading_order_a_container_before_its_content():
    document = a_letter(section("1", argument("2", request("3")), request("4")), request("5"))
    assert [block.id for block in document.walk()] == ["1", "1.1", "1.1.1", "1.2", "2"]


def test_a_block_knows_the_places_of_its_fields():
    assert request("a", id=BlockId("7")).where("text") == Where(BlockId("7"), "text")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jack van der Hoek", "hoek"),
        ("Anton van Aert", "aert"),
        ("Geertje van ’t Sant", "sant"),
        ("Gerrie Ligtelijn-Bruins", "ligtelijnbruins"),
        ("Zoë Ĳsbrandij", "ijsbrandij"),
        ("Van den Berg", "berg"),
        ("Karel van", "van"),
        ("Plato", "plato"),
    ],
)
def test_a_name_is_sorted_by_its_surname_without_what_stands_before_it(name, expected):
    assert by_surname(name).startswith(f"{expected} ")


def test_nobody_can_be_sorted_too():
    assert by_surname("").strip() == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("De Volkskrant", "volkskrant"),
        ("Het Rijk", "rijk"),
        ("’t Veld, J.", "veld j"),
        ("The", "the"),
        ("Élan", "elan"),
        ("Van den Berg, J.", "berg j"),
    ],
)
def test_authors_are_sorted_without_articles(words, expected):
    assert alphabetical(words) == expected


def test_a_role_that_a_template_lacks_is_none():
    assert template(roles=(role("cc", "cc"),)).role("cc").key == "cc"
    assert template().role("cc") is None


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("1.1", (2, 3), "2.3"),
        ("a.", (2, 3), "c."),
        ("A.1.a", (1, 2, 3), "A.2.c"),
        ("1.1", (4,), "4."),
        ("bijlage A", (1, 2), "bijlage B"),
    ],
)
def test_a_pattern_takes_the_last_numbers_of_a_path(pattern, path, expected):
    assert numbered_path(pattern, path) == expected
