"""Logos: in one colour, those of partners, the strip they stand in; and who of a house may write."""

from pathlib import Path

import pytest

from composer.errors import TemplateError
from composer.model.house import House, Logo, Partner, Strip, in_language
from composer.model.template import Template
from tests.store.builders import written
from tests.store.test_templates import HOUSE, LOGO, MM, check_refusal, house, template

NAMED = "logo: {file: logo.svg, mono: mono.svg, at: [25, 15], height: 13, alt: Club}\n"
FIELD = "first-page: [{name: cover, at: [0, 0], width: 210, height: 40, fill: brand}]\n"


def with_logos(folder: Path) -> Path:
    written(folder, LOGO, "club/logo.svg")
    written(folder, LOGO.replace("20 10", "40 10"), "club/mono.svg")
    return folder


def logo_of(found: Template | House) -> Logo:
    logo = found.house.logo if isinstance(found, Template) else found.logo
    assert logo
    return logo


# ---- the logo in one colour


def test_the_logo_is_the_main_one_until_somebody_says_otherwise(tmp_path):
    logo = logo_of(template(with_logos(tmp_path), "", NAMED))
    assert (logo.drawing("nl").width, logo.is_mono) == (20, False)


@pytest.mark.parametrize("said", ["logo: mono\n", "logo: {use: mono}\n", FIELD])
def test_the_logo_in_one_colour_is_asked_for_or_stands_on_a_coloured_field(tmp_path, said):
    assert logo_of(template(with_logos(tmp_path), said, NAMED)).drawing("nl").width == 40


def test_on_a_coloured_field_the_main_one_may_be_asked_for(tmp_path):
    assert not logo_of(template(with_logos(tmp_path), "logo: main\n" + FIELD, NAMED)).is_mono


def test_beside_a_coloured_field_the_logo_is_the_main_one(tmp_path):
    beside = FIELD.replace("at: [0, 0]", "at: [0, 60]")
    assert not logo_of(template(with_logos(tmp_path), beside, NAMED)).is_mono


def test_a_logo_without_one_in_one_colour_stays_as_it_is(tmp_path):
    plain = NAMED.replace("mono: mono.svg, ", "")
    assert logo_of(template(with_logos(tmp_path), FIELD, plain)).drawing("nl").width == 20


def test_a_template_moves_the_logo_or_leaves_it_out(tmp_path):
    found = logo_of(template(with_logos(tmp_path), "logo: {at: [100, 40], height: 20}\n", NAMED))
    assert (found.x, found.y, found.height) == (100 * MM, 40 * MM, 20 * MM)
    assert template(tmp_path, "logo: none\n", NAMED).house.logo is None


@pytest.mark.parametrize(
    ("said", "in_house", "reason", "hint"),
    [
        ("logo: »mono\n", "", "the house has no logo", "add it to house.yaml"),
        ("logo: »mono\n", NAMED.replace("mono: mono.svg, ", ""), "has no 'mono'", "add its file"),
        ("logo: »mnoo\n", NAMED, "unknown logo 'mnoo'", "did you mean 'mono'?"),
        ("logo: {»plce: 1}\n", NAMED, "unknown field 'plce' of a logo", ""),
    ],
)
def test_a_logo_that_a_template_cannot_have_is_refused(tmp_path, said, in_house, reason, hint):
    with pytest.raises(TemplateError) as caught:
        template(with_logos(tmp_path), said.replace("»", ""), in_house)
    check_refusal(caught, "pleidooi-template: 1\n" + said, reason, hint)


# ---- partners


def partners(folder: Path, said: str) -> dict[str, Partner]:
    return {one.key: one for one in house(with_logos(folder), f"partners:\n{said}").partners}


def test_a_partner_has_a_name_a_logo_and_what_that_is_called(tmp_path):
    said = "  a: {name: Aa, logo: {nl: logo.svg, en: mono.svg}, alt: {nl: Logo van Aa, en: Logo of Aa}}\n"
    said += "  b: {name: Bb}\n"
    found = partners(tmp_path, said)
    assert found["a"].name == "Aa"
    assert [language for language, _drawing in found["a"].drawings] == ["nl", "en"]
    assert in_language(found["a"].alt, "en") == "Logo of Aa"
    assert (found["b"].drawings, found["b"].alt) == ((), (("", "Bb"),))


def test_a_logo_of_a_partner_that_is_not_there_is_no_refusal(tmp_path):
    found = partners(
        tmp_path, "  a: {name: Aa, logo: {nl: gone.svg, en: logo.svg}}\n  b: {name: Bb, logo: no.svg}\n"
    )
    assert [language for language, _drawing in found["a"].drawings] == ["en"]
    assert found["b"].drawings == ()


def test_a_partner_with_a_house_has_its_name_and_logo(tmp_path):
    written(tmp_path, LOGO, "other/o.svg")
    logo = "name: Ander huis\nlogo: {file: o.svg, at: [1, 1], height: 9, alt: Ander logo}\n"
    written(tmp_path, HOUSE + logo, "other/house.yaml")
    found = partners(
        tmp_path, "  a: {house: other}\n  b: {house: other, name: Anders, alt: Iets}\n  c: {house: demo}\n"
    )
    assert (found["a"].name, found["a"].drawings[0][1].width) == ("Ander huis", 20)
    assert in_language(found["a"].alt, "nl") == "Ander logo"
    assert (found["b"].name, in_language(found["b"].alt, "nl")) == ("Anders", "Iets")
    assert (found["c"].name, len(found["c"].drawings)) == ("Stedenkring", 2)


def test_a_partner_with_a_house_may_have_another_logo_here(tmp_path):
    found = partners(tmp_path, "  a: {house: demo, logo: mono.svg}\n")
    assert (found["a"].name, found["a"].drawings[0][1].width) == ("Stedenkring", 40)


def test_two_houses_may_be_partners_of_each_other(tmp_path):
    written(tmp_path, HOUSE + "name: Ander\npartners: {us: {house: club}}\n", "other/house.yaml")
    assert partners(tmp_path, "  them: {house: other}\n")["them"].name == "Ander"


@pytest.mark.parametrize(
    ("said", "reason", "hint"),
    [
        ("partners: {a: »{logo: logo.svg}}\n", "there is no 'name' in a partner", "name"),
        ("partners: {a: {house: »dmo}}\n", "there is no house 'dmo'", "did you mean 'demo'?"),
        ("partners: {a: {name: A, »lgo: x}}\n", "unknown field 'lgo' of a partner", "did you mean 'logo'?"),
        ("partners: {a: {name: A, logo: »../x.svg}}\n", "", ""),
        ("partners: {a: {name: A, logo: »{}}}\n", "expected a file", ""),
        ("strip: »{at: [1, 1], width: 50}\n", "there is no 'height'", ""),
        ("strip: {at: [1, 1], width: 50, height: 9, order: »size}\n", "unknown order 'size'", "given"),
        ("strip: {at: [1, 1], width: 50, height: 9, clear: »9}\n", "9 is out of range", ""),
        ("senders: {a: »{phone: 1}}\n", "there is no 'name' in a sender", "name"),
    ],
)
def test_a_partner_strip_or_sender_that_cannot_be_is_refused(tmp_path, said, reason, hint):
    with pytest.raises(TemplateError) as caught:
        house(with_logos(tmp_path), said.replace("»", ""))
    check_refusal(caught, HOUSE + said, reason, hint)


def test_a_strip_has_a_place_a_height_and_rules(tmp_path):
    found = house(tmp_path, "strip: {at: [31, 270], width: 148, height: 7.5}\n").strip
    assert found == Strip(x=31 * MM, y=270 * MM, width=148 * MM, height=7.5 * MM)
    more = "strip: {at: [1, 1], width: 50, height: 9, clear: 0.5, order: name, align: center, rows: 2}\n"
    strip = house(tmp_path, more).strip
    assert strip
    assert (strip.clear, strip.order, strip.align, strip.rows) == (0.5, "name", "center", 2)


# ---- senders

SENDERS = (
    "senders:\n"
    "  office: {name: {nl: Bureau, en: Office}, phone: 030}\n"
    "  coast: {name: Kust, email: kust@club.example}\n"
    "letterhead:\n"
    '  - {name: s, at: [1, 1], width: 50, style: sender, lines: ["{{sender.name}}", "{{sender.email}}"]}\n'
)


def test_a_house_in_which_several_may_write_gives_every_template_a_field_for_it(tmp_path):
    found = template(tmp_path, "fields: {date: {type: date}}\n", SENDERS)
    field = found.field("sender")
    assert field
    assert [spec.key for spec in found.fields] == ["date", "sender"]
    assert (field.type, field.printed) == ("choice", False)
    assert in_language(field.label, "nl") == "Afzender"
    assert [in_language(words, "en") for _key, words in field.choices] == ["Office", "Kust"]


def test_a_template_may_have_a_field_of_its_own_for_who_writes(tmp_path):
    own = "fields: {sender: {type: choice, required: true, choices: {office: Wij}}}\n"
    field = template(tmp_path, own, SENDERS).field("sender")
    assert field
    assert (field.required, len(field.choices)) == (True, 1)


def test_a_line_may_name_what_one_of_the_senders_says_and_nothing_else(tmp_path):
    with pytest.raises(TemplateError, match="nothing is called"):
        house(tmp_path, SENDERS.replace("{{sender.email}}", "{{sender.fax}}"))
