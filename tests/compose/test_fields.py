from datetime import date

import pytest

from composer.compose.fields import parse_date, stationery_values
from composer.model.document import BlockId, Where
from composer.model.flow import PAGE, PAGES
from tests.builders import (
    ADDRESSEES,
    bullets,
    field,
    findings,
    house,
    letter,
    paragraph,
    paras,
    person,
    resolved,
    role,
    said,
    texts,
)

DATE = field("date", "date")
STATUS = field("status", "choice", choices=(("adopted", (("nl", "Aangenomen"), ("en", "Adopted"))),))
PEOPLE = {
    "addressees": (
        person(
            "A. de Vries",
            "B. Jansen",
            role="voorzitter",
            organisation="Kamercommissie",
            party="Partij",
            address=("Postbus 1", "Den Haag"),
            email="a@b.nl",
            salutation="Geachte leden,",
        ),
        person(organisation="Ministerie"),
        person("C. Smit"),
    )
}


def printed(notation: str, **kwargs) -> str:
    """What a text says of a letter with these fields and people."""
    changes = {key: kwargs.pop(key) for key in ("fields_of", "house", "roles") if key in kwargs}
    changes["fields"] = changes.pop("fields_of", (DATE, STATUS, field("place"), field("count", "number")))
    changes.setdefault("roles", (ADDRESSEES,))
    (text,) = texts(said(letter(paragraph(notation), **kwargs), **changes))
    return text


@pytest.mark.parametrize(("language", "expected"), [("nl", "26 februari 2026"), ("en", "26 February 2026")])
def test_a_date_is_written_out_in_the_language_of_the_document(language, expected):
    assert printed("{{date}}", fields={"date": "2026-02-26"}, language=language) == expected


def test_a_date_that_is_none_is_printed_as_it_is_written():
    assert printed("{{date}}", fields={"date": "morgen"}) == "morgen"


@pytest.mark.parametrize("value", ["2026-02-30", "morgen", "", None, 2026, True])
def test_what_is_not_a_date_is_none(value):
    assert parse_date(value) is None


def test_an_iso_date_is_a_date():
    assert parse_date("2026-02-26") == date(2026, 2, 26)


def test_a_text_and_a_number_are_printed_as_they_are():
    assert printed("{{place}} {{count}}", fields={"place": "Den Haag", "count": 0}) == "Den Haag 0"


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "Aangenomen"), ("en", "Adopted"), ("fr", "Aangenomen")]
)
def test_a_choice_is_printed_in_words(language, expected):
    assert printed("{{status}}", fields={"status": "adopted"}, language=language) == expected


def test_a_choice_that_the_template_lacks_is_printed_as_it_is():
    assert printed("{{status}}", fields={"status": "lost"}) == "lost"


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [("nl", True, "ja"), ("nl", False, "nee"), ("en", True, "yes"), ("en", False, "no")],
)
def test_yes_and_no_are_words_of_the_language(language, value, expected):
    assert printed("{{place}}", fields={"place": value}, language=language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("addressee.name", "A. de Vries en B. Jansen"),
        ("addressee.role", "voorzitter"),
        ("addressee.organisation", "Kamercommissie"),
        ("addressee.party", "Partij"),
        ("addressee.address", "Postbus 1\nDen Haag"),
        ("addressee.email", "a@b.nl"),
        ("addressee.salutation", "Geachte leden,"),
        ("addressees", "A. de Vries, B. Jansen, Ministerie en C. Smit"),
    ],
)
def test_people_are_fields_by_the_singular_of_their_role_the_first_of_them_counts(name, expected):
    assert printed(f"{{{{{name}}}}}", people=PEOPLE) == expected


def test_a_role_that_the_template_lacks_is_no_field():
    assert printed("{{addressee.name}}", people=PEOPLE, roles=()) == "⟦addressee.name?⟧"


def test_the_house_and_the_title_are_fields_too():
    own = house(name="Huis", tagline=(("en", "roof"), ("nl", "dak")), fields=(("site", (("nl", "a.nl"),)),))
    text = "{{title}} {{house.name}} {{house.tagline}} {{house.site}}"
    assert printed(text, house=own, title="T") == "T Huis dak a.nl"


def test_a_field_keeps_the_format_of_its_place():
    (para,) = paras(said(letter(paragraph("**{{title}}**[{{title}}]{lang=en}"), title="T")))
    assert [(span.text, span.bold, span.language) for span in para.spans] == [
        ("T", True, ""),
        ("T", False, "en"),
    ]


def test_words_of_a_field_are_not_read_as_notation():
    assert printed("{{title}}", title="**a** [@k] {{date}}") == "**a** [@k] {{date}}"


def test_the_foot_knows_the_page_too():
    assert stationery_values({"title": "T"}) == {"title": "T", "page": PAGE, "pages": PAGES}


# ---- what is missing


@pytest.mark.parametrize(("name", "id_"), [("date", "empty-field"), ("nobody", "unknown-field")])
def test_a_field_without_words_stays_visible_and_is_found(name, id_):
    document = letter(paragraph(f"a {{{{{name}}}}}"))
    (para,) = paras(said(document, fields=(DATE,)))
    assert (para.spans[-1].text, para.spans[-1].unknown) == (f"⟦{name}?⟧", True)
    (found,) = findings(document, fields=(DATE,))
    assert (found.id, found.at) == (id_, Where(BlockId("1"), "text"))
    assert {"date": "Date", "nobody": "nobody"}[name] in found.sentence


def test_an_unknown_field_in_a_note_or_an_item_is_found_in_its_place():
    document = letter(bullets("a", "b^[**c** {{x}}]"))
    assert [(one.id, one.at.field) for one in findings(document)] == [("unknown-field", "items.1.text")]


def test_a_field_with_words_gives_no_finding():
    assert findings(letter(paragraph("{{title}}"), title="T")) == []


@pytest.mark.parametrize("fields", [{}, {"place": None}, {"place": ""}])
def test_a_required_field_that_is_empty_is_found(fields):
    (found,) = findings(letter(fields=fields), fields=(field("place", required=True),))
    assert (found.id, found.at) == ("missing-field", Where(field="fields.place"))
    assert "Place" in found.sentence


def test_a_field_that_may_be_empty_is_not_found():
    assert findings(letter(), fields=(field("place"), DATE)) == []


@pytest.mark.parametrize("value", ["26 februari", 2026, "2026-13-01"])
def test_a_field_that_should_be_a_date_and_is_none_is_found_with_a_hint(value):
    (found,) = findings(letter(fields={"date": value}), fields=(DATE,))
    assert (found.id, found.at) == ("bad-date", Where(field="fields.date"))
    assert str(value) in found.sentence
    assert "2026-02-26" in found.advice


def test_a_field_of_the_document_that_the_template_lacks_is_found():
    (found,) = findings(letter(fields={"plaats": "x"}))
    assert (found.id, found.at) == ("unknown-document-field", Where(field="fields.plaats"))


def test_a_required_role_that_nobody_has_is_found():
    roles = (role("addressees", "addressee", required=True), role("cc", "cc"))
    (found,) = findings(letter(), roles=roles)
    assert (found.id, found.at) == ("missing-people", Where(field="people.addressees"))
    assert findings(letter(people=PEOPLE), roles=roles) == []


def test_the_world_names_its_house():
    own = house(name="Ander huis")
    assert resolved(letter(), house=own).world.house is own
