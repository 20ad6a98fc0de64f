"""Fonts: what layout measures is what the file holds, and every character prints and is read back."""

from dataclasses import replace
from string import ascii_letters, punctuation

import pypdfium2
import pytest

from composer import resources
from composer.app.world import world_of
from composer.layout.words import Word
from composer.pdf.fonts import CORE, FontFile, HouseFonts, font_file, house_fonts
from tests.audit import audit, fonts, tree_text
from tests.pdf.letters import compiled, letter, paragraph, pdf_of

SANS = resources.path("fonts/source-sans-3/SourceSans3-Regular.ttf")
SYMBOLS = resources.path("fonts/noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf")
GREEK = "αβγδεζηθικλμνξοπρστυφχψω ΓΔΘΛΞΠΣΦΨΩ"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"


@pytest.fixture(scope="module")
def sans() -> FontFile:
    return font_file(SANS)


def unkerned(text: str, font: FontFile) -> Word:
    """Returns a word of which only the codes matter."""
    return Word(text, font, (0,) * len(text), (0.0,) * (len(text) + 1))


def house_of(text: str = "Dag."):
    return world_of(letter(paragraph(text))).house


def read_back(data: bytes) -> str:
    """Returns the words of a file as PDFium reads them."""
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


# ---- codes


def test_ascii_is_its_own_code(sans: FontFile):
    plain = (ascii_letters + punctuation).replace("(", "").replace(")", "").replace("\\", "")
    assert sans.encoded(unkerned(plain, sans)) == plain


def test_brackets_and_backslash_are_escaped(sans: FontFile):
    assert sans.encoded(unkerned("(\\)", sans)) == r"\050\134\051"


def test_the_core_has_the_same_codes_in_every_document_and_font_object():
    one, other = FontFile(SANS), FontFile(SANS)
    assert one.core == other.core == CORE.replace("➢", "")
    shown = [font.encoded(unkerned(font.core, font)) for font in (one, other)]
    assert shown[0] == shown[1] is not None


def test_the_mark_of_a_request_is_kept_with_the_page_it_stands_on():
    symbols = FontFile(resources.path("fonts/noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf"))
    assert symbols.encoded(unkerned("➢", symbols)) is not None


def test_a_font_without_a_sign_of_the_core_does_without():
    symbols = font_file(SYMBOLS)
    assert "±" not in symbols.core
    assert symbols.encoded(unkerned("±", symbols)) is None


def test_every_byte_of_a_string_is_printable_ascii(sans: FontFile):
    shown = sans.encoded(unkerned(CORE, sans)) or ""
    assert shown.isascii()
    assert shown.isprintable()


def test_a_rare_character_is_encoded_only_within_a_document(sans: FontFile):
    assert sans.encoded(unkerned("Ж", sans)) is None


def test_more_rare_characters_than_codes_go_into_a_second_subset():
    text = f"Grieks {GREEK} en Russisch {CYRILLIC} en weer gewoon"
    data = pdf_of(text)
    assert [name for name in fonts(data) if name.endswith("SourceSans3-Regular")] == [
        "AAAAAA+SourceSans3-Regular",
        "AAAAAB+SourceSans3-Regular",
    ]
    assert audit(data) == []
    assert tree_text(data)[-1] == ("Document/P", text)
    assert " ".join(text.split()) in " ".join(read_back(data).split())


def test_a_word_of_both_subsets_keeps_its_order():
    data = pdf_of(f"{GREEK} {CYRILLIC}", "aЯbЯc")
    assert tree_text(data)[-1] == ("Document/P", "aЯbЯc")


def test_a_word_of_rare_characters_may_be_kerned(sans: FontFile):
    assert any(sans.shape("ГА").kerns)
    assert tree_text(pdf_of("ГАГА"))[-1] == ("Document/P", "ГАГА")


def test_a_character_beyond_the_first_plane_is_read_back():
    data = pdf_of("Een 🖂 en een 🖎.")
    assert tree_text(data)[-1] == ("Document/P", "Een 🖂 en een 🖎.")
    assert "🖂" in read_back(data)


def test_rare_characters_leave_no_trace_in_the_next_document():
    plain = pdf_of("Gewoon.")
    pdf_of(GREEK)
    assert pdf_of("Gewoon.") == plain


# ---- measures


def test_kerning_is_rounded_and_counts(sans: FontFile):
    advances, kerns = sans.shape("AVA")
    assert all(isinstance(kern, int) for kern in kerns)
    assert kerns[0] > 0
    assert kerns[-1] == 0
    assert advances[0] == sans.shape("A").advances[0]


def test_letters_are_never_joined(sans: FontFile):
    assert len(sans.shape("officiële").advances) == len("officiële")
    assert "officiële" in read_back(pdf_of("officiële affiches"))


def test_a_soft_hyphen_shows_and_measures_as_a_hyphen(sans: FontFile):
    soft, hyphen = (sans.shape(sign) for sign in ("\u00ad", "-"))
    assert soft == hyphen
    assert sans.covers("\u00ad")
    assert font_file(SYMBOLS).shape("\u00ad").advances == font_file(SYMBOLS).shape("-").advances


def test_a_font_with_a_soft_hyphen_of_another_width_shows_the_hyphen_instead(sans: FontFile):
    file = FontFile(SANS)
    file._widths[0xAD] = 0.0
    file._hyphen_as_soft_hyphen()
    assert file.shape("\u00ad") == sans.shape("-")
    file._hyphen_as_soft_hyphen()
    assert file.shape("\u00ad") == sans.shape("-")


def test_an_accent_that_was_not_composed_keeps_two_widths_and_no_kerning(sans: FontFile):
    advances, kerns = sans.shape("e\u0301")
    assert len(advances) == len(kerns) == 2
    assert not any(kerns)


@pytest.mark.parametrize(
    "text",
    [
        "AVATAR Tover To “Ja” 11 Γα",
        "*AVATAR* **Tover** ➢ AVA",
        "W. A. V.^[Noot.] AV",
        "arbeidsongeschiktheidsverzekering " * 30 + "aan",
    ],
)
def test_lines_end_where_they_were_measured_to_end(text: str):
    made = compiled(letter(paragraph(text)))
    mark = next(mark for mark in made.layout.pages[0].marks if mark.at.block)
    document = pypdfium2.PdfDocument(made.pdf)
    try:
        page = document[0].get_textpage()
        signs = [i for i in range(page.count_chars()) if not page.get_text_range(i, 1).isspace()]
        boxes = [page.get_charbox(i, loose=True) for i in signs]
    finally:
        document.close()
    for i, line in enumerate(mark.setting.lines):
        at = made.layout.height - mark.y - i * mark.setting.type.leading + 1
        right = max(right for _, bottom, right, top in boxes if bottom < at < top)
        assert right == pytest.approx(mark.x + line.width, abs=0.02)


# ---- faces


def test_a_cut_that_a_house_lacks_is_the_nearest_it_has():
    house = house_of()
    name, face = house.typefaces[0]
    bare = HouseFonts(((name, replace(face, bold=None, italic=None, bold_italic=None)),), ())
    assert bare.font(name, bold=True, italic=True) is bare.font(name, bold=False, italic=False)
    assert bare.font("unknown", bold=False, italic=False) is bare.font(name, bold=False, italic=False)


def test_the_same_house_has_the_same_fonts():
    assert house_fonts(house_of()) is house_fonts(house_of("Iets anders."))


def test_a_font_is_asked_for_a_character_only_when_the_text_lacks_it():
    made = house_fonts(house_of())
    assert made.fallback("➢") is font_file(SYMBOLS)
    assert made.fallback("日") is None


@pytest.mark.parametrize(
    "form", ["{}", "**{}**", "*{}*", "***{}***", "[{}](https://a.example)", "Noot.^[{}]"]
)
def test_every_sign_prints_and_is_read_back_in_every_cut(form: str):
    signs = "➢ € ë ĳ – “ ” ‘ ’ … • § Ĳ ½ 2² ‑"
    data = pdf_of(form.format(signs))
    assert audit(data) == []
    assert any(signs in text for _, text in tree_text(data))
    assert all(sign in read_back(data) for sign in signs.split())


def test_fonts_are_embedded_only_where_they_are_used():
    assert fonts(pdf_of("Gewoon.")) == ["AAAAAA+SourceSans3-Regular"]
    assert "AAAAAA+NotoSansSymbols2-Regular" in fonts(pdf_of("Een ➢."))
