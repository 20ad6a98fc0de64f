"""Houses and templates: what they may say, what is refused and where, and which of them is found."""

import dataclasses
import os
import random
from pathlib import Path

import pytest

from composer import resources
from composer.errors import DocumentError, TemplateError
from composer.model.house import House, in_language
from composer.model.template import FieldSpec, RoleSpec, Template, Typography
from composer.store.folders import duplicates, house_folders, template_ids
from composer.store.houses import COLOURS
from composer.store.styles import BASE_RULES, kind_rules
from composer.store.templates import find_template, read_house, read_template
from tests.store.builders import written

MM = 72 / 25.4
REGULAR = "source-sans-3/SourceSans3-Regular.ttf"
PALETTE = "colours: {" + ", ".join(f'{role}: "#102030"' for role in COLOURS) + "}\n"
FACES = "typefaces: {text: {regular: " + REGULAR + "}}\n"
HOUSE = "pleidooi-house: 1\n" + PALETTE + FACES + "page: {}\n"
TEMPLATE = "pleidooi-template: 1\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path fill="red" d="M0 0h9v9z"/></svg>'


def house(folder: Path, more: str = "", base: str = HOUSE) -> House:
    """Reads a house that says a little more than it must."""
    return read_house(written(folder, base + more, "club/house.yaml").parent)


def template(folder: Path, more: str = "", in_house: str = "") -> Template:
    """Reads a template of such a house."""
    return read_template(house(folder, in_house), written(folder, TEMPLATE + more, "club/letter.yaml"))


def check_refusal(caught: pytest.ExceptionInfo[TemplateError], text: str, reason: str, hint: str) -> None:
    """Checks that a refusal points at the » in a text."""
    before = text.partition("»")[0].split("\n")
    assert (caught.value.line, caught.value.column) == (len(before), len(before[-1]) + 1)
    assert reason in caught.value.reason
    assert hint in caught.value.hint


def made(folder: Path, *ids: str) -> Path:
    """Makes houses with templates that say nothing."""
    for name in ids:
        written(folder, HOUSE, f"{name.partition('/')[0]}/house.yaml")
        written(folder, TEMPLATE, f"{name}.yaml")
    return folder


# ---- a house


def test_every_house_has_the_colours_that_the_kinds_of_block_use():
    changes = [dict(rule.changes) for rule in (*BASE_RULES, *kind_rules())]
    roles = {
        change[name]
        for change in changes
        for name in ("colour", "label_colour", "tint", "bar", "rule_between")
        if name in change
    }
    assert roles <= {*COLOURS, ""}


def test_a_house_that_says_little_has_sensible_pages(tmp_path):
    found = house(tmp_path)
    assert found.id == "club"
    assert found.palette["ink"] == (16 / 255, 32 / 255, 48 / 255)
    assert dict(found.typefaces)["text"].regular == resources.path("fonts") / REGULAR
    assert (found.geometry.width, found.geometry.height) == (210 * MM, 297 * MM)
    assert found.geometry.first_top == found.geometry.top == 25 * MM
    assert (found.name, found.tagline, found.letterhead, found.foot, found.logo) == ("", (), (), (), None)
    assert found.styles == ()


def test_everything_that_a_house_says_is_read(tmp_path):
    written(tmp_path, LOGO, "club/art/logo.svg")
    text = (
        "name: Club\n"
        "tagline: {nl: van steden, en: of cities}\n"
        f"fallback: [{REGULAR}]\n"
        "logo: {file: {nl: art/logo.svg, en: art/logo.svg}, at: [25, 15.5], height: 13, alt: Logo}\n"
        "letterhead:\n"
        "  - {name: sender, at: [143, 15.6], width: 42, style: sender,\n"
        "     lines: [Postbus 1, {nl: 030, en: +31 30}]}\n"
        'foot: ["{{page}}", {nl: b, en: c}]\n'
        "fields: {iban: NL00, phone: {nl: 030, en: +31 30}}\n"
        "styles: {body: {size: 11, face: text, align: justify, hyphenate: false}, note: {tint: rule}}\n"
    )
    found = house(tmp_path, text)
    assert found.name == "Club"
    assert in_language(found.tagline, "en-GB") == "of cities"
    assert [face.name for face in found.fallback] == ["SourceSans3-Regular"]
    assert found.logo
    assert (found.logo.x, found.logo.y, found.logo.height) == (25 * MM, 15.5 * MM, 13 * MM)
    assert found.logo.drawing("en").width == 20
    assert in_language(found.logo.alt, "en") == "Logo"
    (sender,) = found.letterhead
    assert (sender.x, sender.y, sender.width) == (143 * MM, 15.6 * MM, 42 * MM)
    assert sender.lines == ((("", "Postbus 1"),), (("nl", "030"), ("en", "+31 30")))
    assert found.foot == ((("", "{{page}}"),), (("nl", "b"), ("en", "c")))
    assert dict(found.fields)["iban"] == (("", "NL00"),)
    assert [(rule.name, rule.parent) for rule in found.styles] == [("body", "body"), ("note", "body")]
    assert dict(found.styles[0].changes) == {
        "size": 11.0,
        "face": "text",
        "align": "justify",
        "hyphenate": False,
    }


@pytest.mark.parametrize(
    ("page", "width", "height"),
    [("size: A5", 148, 210), ("size: [210, 297]", 210, 297), ("size: [100.5, 200]", 100.5, 200)],
)
def test_a_page_has_a_name_or_two_sides(tmp_path, page, width, height):
    found = house(tmp_path, base=HOUSE.replace("page: {}", f"page: {{{page}, left: 10, first-top: 30}}"))
    assert (found.geometry.width, found.geometry.height) == (width * MM, height * MM)
    assert (found.geometry.left, found.geometry.top, found.geometry.first_top) == (10 * MM, 25 * MM, 30 * MM)


def test_a_font_beside_the_house_goes_before_a_shipped_one(tmp_path):
    own = written(tmp_path, (resources.path("fonts") / REGULAR).read_bytes(), f"club/{REGULAR}")
    faces = f"typefaces: {{text: {{regular: {REGULAR}, bold-italic: {REGULAR}}}}}\n"
    text = dict(house(tmp_path, base=HOUSE.replace(FACES, faces)).typefaces)["text"]
    assert (text.regular, text.bold, text.italic, text.bold_italic) == (own, None, None, own)


def faces_of(font: bytes, folder: Path) -> TemplateError:
    """Reads a house with a font that cannot be used."""
    written(folder, font, "club/own.ttf")
    with pytest.raises(TemplateError) as caught:
        house(folder, base=HOUSE.replace(REGULAR, "own.ttf"))
    assert caught.value.line == 3
    assert "own.ttf" in caught.value.reason
    return caught.value


def font_with(*tables: bytes, signature: bytes = b"\x00\x01\x00\x00") -> bytes:
    """Builds the directory of a font."""
    return signature + len(tables).to_bytes(2) + bytes(6) + b"".join(table + bytes(12) for table in tables)


@pytest.mark.parametrize(
    ("font", "reason"),
    [
        (b"", "not a TrueType font"),
        (b"wOF2" + bytes(60), "not a TrueType font"),
        (b"ttcf" + bytes(60), "collection"),
        (font_with(b"CFF ", signature=b"OTTO"), "PostScript"),
        (font_with(b"glyf", b"CFF2"), "PostScript"),
        (font_with(b"glyf", b"fvar"), "variable"),
        (font_with(b"head"), "no outlines"),
        (font_with(b"head", b"glyf")[:20], "the font file 'own.ttf' is damaged"),
        (font_with(b"head", b"glyf"), "damaged"),
    ],
)
def test_a_font_that_cannot_go_into_a_pdf_as_it_is_is_refused_by_name(tmp_path, font, reason):
    assert reason in faces_of(font, tmp_path).reason


SHIPPED = (resources.path("fonts") / REGULAR).read_bytes()


def in_tables(font: bytes) -> list[int]:
    """Returns the places of the bytes that a checksum covers."""
    found: list[int] = []
    for at in range(12, 12 + 16 * int.from_bytes(font[4:6]), 16):
        start, length = int.from_bytes(font[at + 8 : at + 12]), int.from_bytes(font[at + 12 : at + 16])
        head = {start + i for i in range(8, 12)} if font[at : at + 4] == b"head" else set()
        found += [place for place in range(start, start + length) if place not in head]
    return found


@pytest.mark.parametrize(
    "length", [20, 12 + 16 * 19 - 1, 12 + 16 * 19, 1000, len(SHIPPED) // 2, len(SHIPPED) - 5]
)
def test_a_font_that_is_cut_off_is_refused(tmp_path, length):
    assert "the font file 'own.ttf' is damaged" in faces_of(SHIPPED[:length], tmp_path).reason


def test_a_font_of_which_bytes_were_changed_is_refused(tmp_path):
    chance = random.Random(20260226)
    places = chance.sample(in_tables(SHIPPED), 3000)
    every = bytearray(SHIPPED)
    for place in places:
        every[place] ^= chance.randrange(1, 256)
    assert "is damaged" in faces_of(bytes(every), tmp_path).reason
    for place in places[:50]:
        one = bytearray(SHIPPED)
        one[place] ^= chance.randrange(1, 256)
        assert "is damaged" in faces_of(bytes(one), tmp_path).reason


def test_a_font_whose_directory_leads_astray_is_refused(tmp_path):
    chance = random.Random(20260226)
    numbers = [place for place in range(12, 12 + 16 * 19) if place % 16 not in range(12, 16)]
    for place in numbers[::7]:  # checksums, offsets and lengths
        font = bytearray(SHIPPED)
        font[place] ^= chance.randrange(1, 256)
        assert faces_of(bytes(font), tmp_path).hint


def test_a_font_of_ten_thousand_equal_tables_is_refused(tmp_path):
    font = bytearray(SHIPPED)
    record = bytes(font[12:28])
    font[4:6] = (10_000).to_bytes(2)
    font[12:12] = b"".join(i.to_bytes(4) + record[4:] for i in range(10_000 - 19))
    assert "is damaged" in faces_of(bytes(font), tmp_path).reason


def test_every_shipped_font_can_be_used(tmp_path):
    fonts = [path for path in resources.path("fonts").rglob("*") if path.suffix in (".ttf", ".otf")]
    assert fonts
    for font in fonts:
        name = font.relative_to(resources.path("fonts")).as_posix()
        assert house(tmp_path, base=HOUSE.replace(REGULAR, name)).typefaces


H = "pleidooi-house: 1\n"
PLACE = "name: a, at: [1, 1], width: 9, style: foot"
REFUSED_HOUSES = [
    ("»- a\n", "expected names with values", "is this a house?"),
    ("»name: x\n", "there is no 'pleidooi-house'", "pleidooi-house: 1"),
    ("pleidooi-house: »2\n", "newer version", "format 1"),
    ("»pleidooi-house: 1\n", "there is no 'colours' in the house", "colours"),
    (H + PALETTE + "»nam: x\n", "unknown field 'nam' of a house", "'name'"),
    (H + 'colours: »{ink: "#000000"}\n', "the colours lack 'brand'", "brand:"),
    (H + PALETTE.replace('ink: "#102030"', 'ink: »"#10203"'), "'#10203' is not a colour", '"#1c2733"'),
    (H + PALETTE.replace('ink: "#102030"', "ink: »black"), "'black' is not a colour", ""),
    (H + PALETTE.replace('ink: "#102030"', "ink: »[1, 2]"), "expected text", ""),
    (
        H + "colours:\n  ink:» #102030\n" + "".join(f'  {c}: "#102030"\n' for c in COLOURS[1:]),
        "found nothing",
        "comment",
    ),
    ("»" + H + PALETTE, "there is no 'typefaces'", ""),
    (H + PALETTE + "typefaces: »{strong: {}}\n", "there is no 'text' in the typefaces", ""),
    (H + PALETTE + "typefaces: {text: »{bold: x}}\n", "there is no 'regular' in a typeface", ""),
    (H + PALETTE + "typefaces: {text: {»black: x}}\n", "unknown field 'black'", ""),
    (
        H + PALETTE + "typefaces: {text: {regular: »gone.ttf}}\n",
        "there is no font file 'gone.ttf'",
        "beside house.yaml",
    ),
    (
        H + PALETTE + "typefaces: {text: {regular: »source-sans-3/SourceSans3-Reguler.ttf}}\n",
        "no font",
        "Regular.ttf'",
    ),
    (H + PALETTE + "typefaces: {text: {regular: »../x.ttf}}\n", "not a file of this house", ""),
    (H + PALETTE + "typefaces: {text: {regular: »/x.ttf}}\n", "not a file of this house", ""),
    (H + PALETTE + "typefaces: {text: {regular: »'C:x.ttf'}}\n", "not a file of this house", ""),
    (H + PALETTE + "typefaces: {text: {regular: »a\\b.ttf}}\n", "not a file of this house", ""),
    (H + PALETTE + "typefaces: {text: {regular: »''}}\n", "not a file of this house", ""),
    ("»" + H + PALETTE + FACES, "there is no 'page'", ""),
    (HOUSE.replace("page: {}", "page: {»width: 10}"), "unknown field 'width' of a page", ""),
    (HOUSE.replace("page: {}", "page: {size: »A44}"), "unknown size of paper 'A44'", "'A4'"),
    (HOUSE.replace("page: {}", "page: {size: »[210]}"), "expected two lengths", "millimetres"),
    (
        HOUSE.replace("page: {}", "page: {left: »25mm}"),
        "expected a number, found the text '25mm'",
        "without a unit",
    ),
    (HOUSE.replace("page: {}", "page: {left: »-1}"), "-1 is out of range", "0 to 2000"),
    (HOUSE.replace("page: {}", "page: »{left: 86, right: 85}"), "no room", "40 by 60 millimetres"),
    (HOUSE.replace("page: {}", "page: »{top: 200, bottom: 38}"), "no room", "smaller"),
    (HOUSE.replace("page: {}", "page: »{first-top: 280}"), "no room", "smaller"),
    (HOUSE.replace("page: {}", "page: {size: [»0, 297]}"), "0 is out of range", "1 to 2000"),
    (HOUSE.replace("page: {}", "page: {foot: »297}"), "the foot stands beyond the page", "from the bottom"),
    (HOUSE + "logo: {file: logo.svg, at: [1, 1], height: »0, alt: x}\n", "0 is out of range", "1 to 2000"),
    (HOUSE + "logo: {file: »{}, at: [1, 1], height: 1, alt: x}\n", "expected a file", "for each language"),
    (HOUSE + "logo: {file: »art, at: [1, 1], height: 1, alt: x}\n", "'art' is not a file", "another"),
    (HOUSE.replace(REGULAR, "»source-sans-3"), "'source-sans-3' is not a file", "another"),
    (HOUSE.replace(REGULAR, f"»{'x' * 300}.ttf"), "not a file of this house", ""),
    (HOUSE + f"letterhead: [{{{PLACE}, lines: [»'{{{{date}}}}']}}]\n", "'{{date}}'", "house.name"),
    (
        HOUSE + f"letterhead: [{{{PLACE}, lines: [a, {{nl: b, en: »'{{{{house.nam}}}}'}}]}}]\n",
        "nothing is called '{{house.nam}}' here",
        "did you mean 'house.name'?",
    ),
    (HOUSE + f"letterhead: [{{{PLACE}, lines: [»'{{{{page}}}}']}}]\n", "nothing is called '{{page}}'", ""),
    (HOUSE + f"letterhead: [{{{PLACE}, lines: [»'a^[b]']}}]\n", "a footnote cannot stand here", ""),
    (HOUSE + "foot: [»'{{pgae}}']\n", "nothing is called '{{pgae}}' here", "did you mean 'page'?"),
    (HOUSE + "foot: [{nl: a, en: »'b[@wrr]'}]\n", "a footnote cannot stand here", "write its words out"),
    (
        HOUSE + f"letterhead: [{{{PLACE}}}, {{{PLACE.replace('name: a', 'name: »a')}}}]\n",
        "a second place on the page is called 'a'",
        "a name of its own",
    ),
    (
        HOUSE + f"letterhead: [{{{PLACE.replace('width: 9', 'width: »0')}}}]\n",
        "0 is out of range",
        "1 to 2000",
    ),
    (HOUSE + "tagline: {»Nederlands!: x}\n", "not the tag of a language", ""),
    (HOUSE + "logo: »{file: x.svg}\n", "there is no 'at' in a logo", ""),
    (
        HOUSE + "logo: {file: »x.svg, at: [1, 1], height: 1, alt: x}\n",
        "there is no file 'x.svg'",
        "logo.svg",
    ),
    (
        HOUSE + "logo: {file: »logo.sgv, at: [1, 1], height: 1, alt: x}\n",
        "no file",
        "did you mean 'logo.svg'?",
    ),
    (
        HOUSE + "logo: {file: {»x y: logo.svg}, at: [1, 1], height: 1, alt: x}\n",
        "not the tag of a language",
        "",
    ),
    (HOUSE + "letterhead: [»{name: x}]\n", "there is no 'at' in a place on the page", ""),
    (
        HOUSE + "letterhead: [{name: x, at: [1, 1], width: 9, style: »sendr}]\n",
        "unknown style 'sendr'",
        "did you mean 'sender'?",
    ),
    (HOUSE + "styles: {body: {»sizes: 3}}\n", "unknown field 'sizes' of a style", "'size'"),
    (HOUSE + "styles: {body: {size: »big}}\n", "expected a number", ""),
    (HOUSE + "styles: {body: {size: »0}}\n", "out of range", "1 to 200"),
    (HOUSE + "styles: {body: {size: »201}}\n", "out of range", "1 to 200"),
    (HOUSE + "styles: {body: {leading: »400.5}}\n", "out of range", "1 to 400"),
    (HOUSE + "styles: {body: {indent: »-201}}\n", "out of range", "-200 to 400"),
    (HOUSE + "styles: {body: {bold: »yes}}\n", "expected true or false", ""),
    (HOUSE + "styles: {body: {align: »centre}}\n", "unknown align 'centre'", "'center'"),
    (HOUSE + "styles: {body: {colour: »inc}}\n", "unknown colour 'inc'", "did you mean 'ink'?"),
    (HOUSE + "styles: {body: {colour: »''}}\n", "unknown colour", ""),
    (HOUSE + "styles: {body: {tint: »tent}}\n", "unknown colour 'tent'", "'tint'"),
    (HOUSE + "styles: {body: {face: »txt}}\n", "unknown typeface 'txt'", "'text'"),
    (HOUSE + "styles: {note: {parent: »bodi}}\n", "unknown style 'bodi'", "'body'"),
    (
        HOUSE + "styles: {c: {parent: a}, »a: {parent: b}, b: {parent: a}}\n",
        "the style 'a' is based on itself",
        "a → b → a",
    ),
]


@pytest.mark.parametrize(("text", "reason", "hint"), REFUSED_HOUSES)
def test_a_house_is_refused_with_place_reason_and_advice(tmp_path, text, reason, hint):
    written(tmp_path, LOGO, "club/logo.svg")
    (tmp_path / "club/art").mkdir()
    with pytest.raises(TemplateError) as caught:
        house(tmp_path, base=text.replace("»", ""))
    check_refusal(caught, text, reason, hint)
    assert Path(caught.value.path) == tmp_path / "club" / "house.yaml"


def test_a_logo_that_cannot_be_painted_is_refused_with_its_own_place(tmp_path):
    path = written(tmp_path, LOGO.replace("path", "\npicture"), "club/logo.svg")
    with pytest.raises(TemplateError) as caught:
        house(tmp_path, "logo: {file: logo.svg, at: [1, 1], height: 1, alt: x}\n")
    assert Path(caught.value.path) == path
    assert caught.value.line > 0


def test_a_logo_that_is_not_there_belongs_beside_the_house(tmp_path):
    with pytest.raises(TemplateError, match="put it beside"):
        house(tmp_path, "logo: {file: logo.svg, at: [1, 1], height: 1, alt: x}\n")


def test_a_tint_can_be_taken_away(tmp_path):
    assert dict(house(tmp_path, "styles: {examples: {tint: null, bar: ''}}\n").styles[0].changes) == {
        "tint": "",
        "bar": "",
    }


def test_a_folder_without_a_house_is_refused(tmp_path):
    with pytest.raises(TemplateError, match="no such file"):
        read_house(tmp_path)


# ---- a template


def test_a_template_that_says_nothing_has_all_styles(tmp_path):
    found = template(tmp_path)
    assert found.id == "club/letter"
    assert (found.version, found.page_budget, found.fields, found.roles, found.head) == (1, 0, (), (), ())
    assert {rule.name for rule in (*BASE_RULES, *kind_rules())} <= set(found.styles)
    assert dict(found.markers) == {"request": "➢", "bullet": "•", "dash": "–"}


def test_everything_that_a_template_says_is_read(tmp_path):
    found = template(
        tmp_path,
        "version: 3\nlabel: {nl: Brief, en: Letter}\npage-budget: 1.5\n"
        "fields:\n"
        "  date: {type: date, label: {nl: Datum, en: Date}, required: true}\n"
        "  place: {}\n"
        "  status: {type: choice, choices: {draft: {nl: Concept, en: Draft}, held: Held}}\n"
        "people:\n"
        "  addressees: {singular: addressee, label: To, required: true}\n"
        "  cc: {}\n"
        "first-page: [{name: address, at: [25, 48], width: 80, style: address, lines: [a]}]\n"
        "head:\n"
        "  - {style: reference, pairs: [{label: D, value: '{{date}}', weight: 1.3}, {value: b}]}\n"
        "  - {style: subject}\n"
        "notes: {source: '{author}', locator: ' ({locator})', separator: ', ', again: reuse}\n"
        'numbering: {section: "1.", argument: a)}\n'
        "markers: {bullet: ▪}\n",
    )
    assert (found.version, found.page_budget, in_language(found.label, "en")) == (3, 1.5, "Letter")
    assert found.fields == (
        FieldSpec(key="date", type="date", label=(("nl", "Datum"), ("en", "Date")), required=True),
        FieldSpec(key="place", type="text", label=(("", "place"),)),
        FieldSpec(
            key="status",
            type="choice",
            label=(("", "status"),),
            choices=(("draft", (("nl", "Concept"), ("en", "Draft"))), ("held", (("", "Held"),))),
        ),
    )
    assert found.roles == (
        RoleSpec(key="addressees", singular="addressee", label=(("", "To"),), required=True),
        RoleSpec(key="cc", singular="cc", label=(("", "cc"),)),
    )
    assert [(region.name, region.x) for region in found.regions] == [("address", 25 * MM)]
    assert [(row.style, [pair.weight for pair in row.pairs]) for row in found.head] == [
        ("reference", [1.3, 1.0]),
        ("subject", []),
    ]
    assert (found.notes.source, found.notes.locator) == ("{author}", " ({locator})")
    assert (found.notes.separator, found.notes.again) == (", ", "reuse")
    assert found.numbering == (("section", ("1.",)), ("argument", ("a)",)))
    assert dict(found.markers)["bullet"] == "▪"


def test_a_style_keeps_its_parent_when_only_a_property_is_changed(tmp_path):
    found = template(
        tmp_path,
        "styles: {request-text: {size: 12}}\n",
        "styles: {heading: {bold: false}, heading-1: {size: 20}}\n",
    )
    assert found.styles["request-text"].bold
    assert found.styles["request-text"].size == 12
    assert found.styles["heading-1"].keep_next
    assert not found.styles["heading-1"].bold
    assert found.styles["heading-1"].size == 20


def test_a_template_overrides_its_house_and_may_bring_styles_of_its_own(tmp_path):
    found = template(
        tmp_path,
        "styles: {mine: {parent: yours, bold: true}, yours: {parent: foot}, foot: {size: 7}}\n",
        "styles: {foot: {size: 6, italic: true}}\n",
    )
    mine = found.styles["mine"]
    assert (mine.size, mine.italic, mine.bold, mine.hyphenate) == (7, True, True, False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", (True, True, True)),
        ("typography: null\n", (True, True, True)),
        ("typography: true\n", (True, True, True)),
        ("typography: false\n", (False, False, False)),
        ("typography: {}\n", (True, True, True)),
        ("typography: {quotes: false, dashes: null}\n", (False, True, True)),
    ],
)
def test_typography_is_on_unless_a_template_says_otherwise(tmp_path, words, expected):
    assert template(tmp_path, words).typography == Typography(*expected)


T = TEMPLATE
REFUSED_TEMPLATES = [
    ("»label: x\n", "there is no 'pleidooi-template'", ""),
    ("pleidooi-template: »9\n", "newer version", ""),
    (T + "»lable: x\n", "unknown field 'lable' of a template", "'label'"),
    (T + "version: »one\n", "expected a whole number", ""),
    (T + "fields: {date: {type: »dat}}\n", "unknown type of field 'dat'", "'date'"),
    (T + "fields: {status: »{type: choice}}\n", "'choices' belong to", ""),
    (T + "fields: {status: »{choices: {a: b}}}\n", "'choices' belong to", ""),
    (T + "fields: {date: {»lable: x}}\n", "of a field", "'label'"),
    (T + "people: {cc: {»plural: x}}\n", "of a role", ""),
    (T + "typography: »maybe\n", "expected true or false", ""),
    (T + "typography: {»quote: false}\n", "unknown field 'quote' of typography", "'quotes'"),
    (T + "typography: {quotes: »1}\n", "expected true or false", ""),
    (T + "head: [»{pairs: []}]\n", "there is no 'style' in a row of the head", ""),
    (T + "head: [{style: »referense}]\n", "unknown style of a head 'referense'", "'reference'"),
    (T + "head: [{style: reference, pairs: [»{label: x}]}]\n", "there is no 'value' in a pair", ""),
    (T + "notes: {again: »never}\n", "unknown again 'never'", "choose from: repeat, refer, reuse"),
    (T + "notes: {source: »'{autor}'}\n", "unknown variable '{autor}'", "'author'"),
    (T + "notes: {locator: »'{page}'}\n", "unknown variable '{page}'", "locator"),
    (T + "numbering: {»sections: '1'}\n", "unknown field 'sections' of numbering", "'section'"),
    (T + "numbering: {section: »foo}\n", "'foo' holds no number", "with 1, a or A"),
    (
        T + f"people: {{addressees: {{singular: addressee}}}}\n"
        f"first-page: [{{{PLACE}, lines: [»'{{{{adressee.organisation}}}}']}}]\n",
        "nothing is called '{{adressee.organisation}}' here",
        "did you mean 'addressee.organisation'?",
    ),
    (
        T + "fields: {date: {}}\nhead: [{style: reference, pairs: [{value: »'a {{dat}}'}]}]\n",
        "nothing is called '{{dat}}' here",
        "did you mean 'date'?",
    ),
    (T + "tail: [{style: reference, pairs: [{value: »'{{date}}'}]}]\n", "nothing is called '{{date}}'", ""),
    (T + "head: [{style: reference, pairs: [{value: »'a^[b]'}]}]\n", "a footnote cannot stand here", ""),
    (T + f"first-page: [{{{PLACE}, lines: [»'{{{{page}}}}']}}]\n", "nothing is called '{{page}}'", ""),
    (
        T + f"first-page: [{{{PLACE}}}, {{{PLACE.replace('name: a', 'name: »a')}}}]\n",
        "a second place on the page is called 'a'",
        "a name of its own",
    ),
    (T + "markers: {»bulet: x}\n", "unknown field 'bulet' of markers", "'bullet'"),
    (T + "styles: {body: {colour: »blurple}}\n", "unknown colour 'blurple'", "choose from: ink"),
    (T + "styles: {»body: {parent: note}}\n", "the style 'body' is based on itself", "body → note → body"),
    (
        T + "first-page: [{name: x, at: [1, 1], width: 9, style: »adres}]\n",
        "unknown style 'adres'",
        "'address'",
    ),
]


@pytest.mark.parametrize(("text", "reason", "hint"), REFUSED_TEMPLATES)
def test_a_template_is_refused_with_place_reason_and_advice(tmp_path, text, reason, hint):
    path = written(tmp_path, text.replace("»", ""), "club/letter.yaml")
    with pytest.raises(TemplateError) as caught:
        read_template(house(tmp_path), path)
    check_refusal(caught, text, reason, hint)
    assert caught.value.path == str(path)


def test_the_letterhead_and_the_first_page_share_no_name(tmp_path):
    with pytest.raises(TemplateError, match="a second place on the page is called 'a'") as caught:
        template(tmp_path, f"first-page: [{{{PLACE}}}]\n", f"letterhead: [{{{PLACE}}}]\n")
    assert caught.value.path.endswith("letter.yaml")


def test_lines_name_whatever_the_document_its_people_and_its_house_have(tmp_path):
    people = ("name", "role", "organisation", "party", "address", "email", "salutation")
    names = ("title", "date", "cc", "cc.others", *(f"copy.{part}" for part in people))
    of_a_house = ("house.name", "house.tagline", "house.iban", "title")
    lines = ", ".join(f"'{{{{{name}}}}}'" for name in (*names, *of_a_house))
    in_house = ", ".join(f"'{{{{{name}}}}}'" for name in of_a_house)
    found = template(
        tmp_path,
        "fields: {date: {type: date}}\npeople: {cc: {singular: copy}}\n"
        f"first-page: [{{{PLACE.replace('name: a', 'name: b')}, lines: [{lines}]}}]\n",
        f"fields: {{iban: NL00}}\nletterhead: [{{{PLACE}, lines: [{in_house}]}}]\n"
        f"foot: [{in_house}, '{{{{page}}}} / {{{{pages}}}}']\n",
    )
    assert len(found.regions[0].lines) == len(names) + len(of_a_house)
    assert len(found.house.foot) == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
@pytest.mark.parametrize("sort", ["logo", "font", "template"])
def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path, sort):
    (tmp_path / "club").mkdir()
    names = {"logo": "club/logo.svg", "font": "club/own.ttf", "template": "club/letter.yaml"}
    os.mkfifo(tmp_path / names[sort])
    base = HOUSE.replace(REGULAR, "own.ttf") if sort == "font" else HOUSE
    logo = "logo: {file: logo.svg, at: [1, 1], height: 1, alt: x}\n" if sort == "logo" else ""
    with pytest.raises(TemplateError, match=r"is not a file|is not an ordinary file"):
        read_template(house(tmp_path, logo, base), tmp_path / "club/letter.yaml")


def test_links_lead_to_files_elsewhere(tmp_path):
    (tmp_path / "club").mkdir()
    (tmp_path / "club/logo.svg").symlink_to(written(tmp_path, LOGO, "brand/logo.svg"))
    assert house(tmp_path, "logo: {file: logo.svg, at: [1, 1], height: 1, alt: x}\n").logo


# ---- finding


def test_the_shipped_templates_can_all_be_read():
    ids = template_ids([])
    assert "demo/letter" in ids
    for name in ids:
        found = find_template(name, [])
        assert found.id == name
        roles = set(found.house.palette)
        for style in found.styles.values():
            painted = (
                style.colour,
                style.link_colour,
                style.label_colour,
                style.tint,
                style.bar,
                style.rule_between,
            )
            assert {role for role in painted if role} <= roles


def test_a_template_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    made(tmp_path, "club/letter", "club/motion")
    with pytest.raises(TemplateError) as caught:
        find_template("club/lettre", [tmp_path])
    assert caught.value.path == "club/lettre"
    assert caught.value.hint == "did you mean 'club/letter'?"
    for name in ("", "club", "club/", "club/house", "nobody/knows", "club/../club/letter", "CLUB/LETTER"):
        with pytest.raises(TemplateError, match="there is no such template"):
            find_template(name, [tmp_path])


def test_an_explicit_folder_goes_before_what_is_shipped(tmp_path):
    made(tmp_path, "demo/letter")
    assert find_template("demo/letter", [tmp_path]).house.name == ""
    folders = house_folders([tmp_path])["demo"]
    assert folders == (tmp_path.resolve() / "demo", resources.templates() / "demo")
    assert "demo/letter" in template_ids([tmp_path])


def test_the_first_of_two_explicit_folders_counts(tmp_path):
    made(tmp_path / "one", "club/letter")
    made(tmp_path / "two", "club/motion")
    assert find_template("club/letter", [tmp_path / "one", tmp_path / "two"])
    with pytest.raises(TemplateError, match="no such template"):
        find_template("club/motion", [tmp_path / "one", tmp_path / "two"])


def test_of_a_house_that_is_installed_twice_the_first_counts_and_both_are_shown(tmp_path):
    one, two = made(tmp_path / "one", "club/letter"), made(tmp_path / "two", "club/motion")
    found = find_template("club/letter", [], installed=[one, two, tmp_path / "gone"])
    assert found.id == "club/letter"
    with pytest.raises(TemplateError, match="no such template"):
        find_template("club/motion", [], installed=[one, two])
    (twice,) = duplicates([], installed=[one, two])
    assert twice == ("club", ((one / "club").resolve(), (two / "club").resolve()))
    assert duplicates([], installed=[one, one]) == ()


def test_an_installed_house_goes_before_the_shipped_one_of_its_name(tmp_path):
    made(tmp_path, "demo/letter")
    assert find_template("demo/letter", [], installed=[tmp_path]).house.name == ""
    (twice,) = duplicates([], installed=[tmp_path])
    assert twice.folders == ((tmp_path / "demo").resolve(), resources.templates() / "demo")


def test_the_folder_of_a_house_itself_may_be_named(tmp_path):
    made(tmp_path, "club/letter")
    assert find_template("club/letter", [tmp_path / "club"]).id == "club/letter"


def test_a_named_folder_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(TemplateError, match="no such folder"):
        find_template("demo/letter", [tmp_path / "gone"])


def test_a_template_error_is_caught_with_those_of_documents():
    assert issubclass(TemplateError, DocumentError)


def test_a_template_is_plain_data(tmp_path):
    found = template(tmp_path)
    assert dataclasses.replace(found) == found
    assert hash(found) == hash(dataclasses.replace(found))
