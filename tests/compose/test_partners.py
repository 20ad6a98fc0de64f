"""Partners that sign along, who writes, and numbers of fields, from the document to the flow."""

from dataclasses import replace

import pytest

from composer.compose.fields import field_lines, merge_values
from composer.model.drawing import Drawing
from composer.model.flow import FlowDocument
from composer.model.house import House, Partner, RegionSpec, Strip
from composer.model.people import Person
from tests.builders import field, findings, house, letter, paragraph, person, role, said, template, words

STRIP = Strip(x=50.0, y=550.0, width=300.0, height=20.0)
LOGO, ENGLISH = Drawing(20, 10), Drawing(30, 10)
PARTNERS = (
    Partner(
        key="veen", name="Het Veenverbond", drawings=(("nl", LOGO), ("en", ENGLISH)), alt=(("", "Logo Veen"),)
    ),
    Partner(key="kust", name="Kustgemeenten", drawings=(("", LOGO),)),
    Partner(key="bos", name="Bossen"),
)
ROLES = (role("partners", "partner", logos=True),)


def co_signed(*people: Person, strip: Strip | None = STRIP, language: str = "nl") -> FlowDocument:
    document = letter(paragraph("x"), people={"partners": people}, language=language)
    return said(document, house=house(partners=PARTNERS, strip=strip), roles=ROLES)


def told(*people: Person, strip: Strip | None = STRIP) -> list[tuple[str, str, str]]:
    document = letter(paragraph("x"), people={"partners": people})
    found = findings(document, house=house(partners=PARTNERS, strip=strip), roles=ROLES)
    return [(one.id, one.at.field, one.sentence) for one in found]


def of(organisation: str) -> Person:
    return Person(organisation=organisation)


def test_partners_stand_in_the_order_of_the_document_by_their_key_or_name():
    found = co_signed(of("kustgemeenten"), of("VEEN"), person("bos"), of(""))
    assert [(one.name, one.drawing, one.alt) for one in found.partners] == [
        ("Kustgemeenten", LOGO, "Kustgemeenten"),
        ("Het Veenverbond", LOGO, "Logo Veen"),
        ("Bossen", None, ""),
    ]


def test_partners_stand_by_name_where_the_house_wants_it_so():
    found = co_signed(of("veen"), of("kust"), of("Andere"), strip=replace(STRIP, order="name"))
    assert [one.name for one in found.partners] == ["Andere", "Kustgemeenten", "Het Veenverbond"]


def test_the_logo_of_a_partner_is_the_one_of_the_language():
    assert co_signed(of("veen"), language="en-GB").partners[0].drawing is ENGLISH


def test_a_partner_without_a_logo_is_told_where_it_is_named():
    assert told(of("kust"), of("bos"), of("Wie dan ook")) == [
        (
            "missing-partner-logo",
            "people.partners.1",
            "The house has no logo of “Bossen”; its name is set in type instead.",
        ),
        (
            "missing-partner-logo",
            "people.partners.2",
            "The house has no logo of “Wie dan ook”; its name is set in type instead.",
        ),
    ]


def test_a_house_without_a_strip_says_so():
    assert co_signed(of("kust"), strip=None).partners == ()
    ((id_, _field, sentence),) = told(of("kust"), strip=None)
    assert (id_, "“Kustgemeenten” is not printed there" in sentence) == ("no-strip", True)


def test_people_of_other_roles_have_no_logo():
    document = letter(paragraph("x"), people={"signatories": (of("kust"),)})
    flow = said(
        document, house=house(partners=PARTNERS, strip=STRIP), roles=(role("signatories", "signatory"),)
    )
    assert flow.partners == ()


# ---- who writes

SENDERS = (
    ("office", (("name", (("nl", "Bureau"), ("en", "Office"))), ("phone", (("", "030"),)))),
    ("coast", (("name", (("", "Kust"),)), ("email", (("", "kust@club.example"),)))),
)


def sending_house() -> House:
    lines = ((("", "{{sender.name}}"),), (("", "{{sender.phone}}"),), (("", "{{sender.email}}"),))
    region = RegionSpec(name="s", x=50.0, y=20.0, width=300.0, style="sender", lines=lines)
    return house(senders=SENDERS, letterhead=(region,))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "Bureau\n030"),
        ({"sender": None}, "Bureau\n030"),
        ({"sender": "coast"}, "Kust\nkust@club.example"),
        ({"sender": "nobody"}, "Bureau\n030"),
    ],
)
def test_the_letterhead_says_who_writes_the_first_one_unless_the_document_chooses(chosen, expected):
    document = letter(paragraph("x"), fields=chosen)
    (region,) = said(document, house=sending_house()).regions
    assert words(region.paras[0].spans) == expected


def test_who_writes_is_not_printed_among_the_fields():
    found = template(house=sending_house(), fields=(field("sender", printed=False), field("subject")))
    document = letter(fields={"sender": "coast", "subject": "x"})
    lines = field_lines(document, found, merge_values(document, found))
    assert [line.key for line in lines] == ["subject"]


# ---- numbers


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        (2026, "nl", "2026"),
        (31000, "nl", "31.000"),
        (31000, "en", "31,000"),
        (31000, "fr", "31\u00a0000"),
        (-31000, "fy", "-31.000"),
        ("12500.50", "nl", "12.500,50"),
        ("12500.50", "de", "12.500,50"),
        ("ongeveer 3", "nl", "ongeveer 3"),
        (True, "nl", "ja"),
    ],
)
def test_a_number_is_written_in_the_language_of_the_document(value, language, expected):
    document = letter(fields={"cost": value}, language=language)
    assert merge_values(document, template(fields=(field("cost", "number"),)))["cost"] == expected
