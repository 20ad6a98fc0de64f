"""What other programs read in a PDF is the text of the document: its order, its spaces, its whole words."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Pdf

from composer.app.compile import Compilation
from composer.layout.page import Layout
from tests.audit import audit, tree_text
from tests.gates.damage import damaged, fonts
from tests.gates.documents import FILES, Made, made_by_name
from tests.gates.extracted import (
    difference,
    page_lines,
    page_text,
    pages_of_pdfium,
    pages_of_pdftotext,
    parts_of_poppler,
    solid,
)
from tests.pdf.letters import as_read, compiled, paragraph, said
from tests.pdf.letters import letter as letter_of

Reader = Callable[[bytes], list[str]]


def differences(layout: Layout, texts: list[str]) -> list[str]:
    """Return where the pages of a layout and what is read on them differ."""
    pages = zip(layout.pages, texts, strict=True)
    told = [(page.number, difference(page_text(page), text)) for page, text in pages]
    return [f"page {number}: {what}" for number, what in told if what]


def in_order(layout: Layout, texts: list[str]) -> list[int]:
    """Return the pages of a layout on which signs are read that differ or are in another order.

    `pdftotext -raw` sees no space where it is narrower than some 0.17 of the size, so spaces do not count.
    """
    pages = zip(layout.pages, texts, strict=True)
    return [page.number for page, text in pages if solid(page_text(page)) != solid(text)]


def test_every_page_is_read_by_pdfium_as_it_is_set(made: Made):
    assert differences(made.compilation.layout, pages_of_pdfium(made.compilation.pdf)) == []


def test_every_page_is_read_by_pdftotext_in_the_order_in_which_it_is_set(made: Made):
    assert in_order(made.compilation.layout, pages_of_pdftotext(made.compilation.pdf, "-raw")) == []


def test_every_line_is_read_by_pdftotext_with_its_spaces(made: Made):
    pages = [as_read(page) for page in pages_of_pdftotext(made.compilation.pdf)]
    for page, text in zip(made.compilation.layout.pages, pages, strict=True):
        assert [line for line in page_lines(page) if line not in text] == []


# ---- documents of files: what programs make of them that do not take the order in which it is painted


# Fewer signs than there are on two lines.
LEAST = 60


def is_in(part: str, pages: list[str]) -> bool:
    """Return whether a part stands on one page, or goes on from one to the next."""
    if any(part in page for page in pages):
        return True
    halves = [(part[:at], part[at:]) for at in range(LEAST, len(part) - LEAST)]
    return any(head in page and tail in after for head, tail in halves for page, after in pairwise(pages))


@pytest.mark.parametrize("read", [pages_of_pdftotext, pages_of_pdfium], ids=["pdftotext", "PDFium"])
def test_every_part_of_the_model_is_read_whole(filed: Made, read: Reader):
    pages = [solid(page) for page in read(filed.compilation.pdf)]
    parts = said(filed.document, aloud=False)
    assert parts
    assert [part for part in parts if not is_in(solid(part), pages)] == []


# pdfinfo takes a second for two pages, so it does not read everything.
by_poppler = pytest.mark.parametrize(
    "letter", [name for name in ("everything", "brief-woningen", "g40-letter") if name in FILES]
)


@by_poppler
def test_the_tree_that_poppler_reads_says_what_the_model_says_in_order(letter: str):
    made = made_by_name(letter, 0)
    told = [text for _, text in parts_of_poppler(made.compilation.pdf)]
    assert told == said(made.document, aloud=False)


# ---- two letters as they are heard: headings, labels, and the note behind the paragraph that marks it

HEARD = {
    "brief-woningen": """
        H1 Ruimte om te verhuizen
        H2 Wat in de steden al werkt
        H2 Vijf stappen die de keten op gang brengen
        Lbl 1
        Lbl 1. H3 Neem de drempels weg Lbl a. Lbl ➢ Lbl b. Lbl ➢
        Lbl 2. H3 Bouw de eerste schakel Lbl ➢
        Lbl 3. H3 Benut de huizen Lbl • Lbl • Lbl • Lbl ➢ Lbl ➢""",
    "g40-letter": """
        H1 G40-aandachtspunten bij de begroting VWS
        H2 Gezonde en weerbare samenleving
        H2 Wat is nodig?
        Lbl 1
        Lbl 1. H3 Faciliteer gelijkwaardige besluitvorming Lbl a. Lbl ➢ Lbl b. Lbl ➢
        Lbl 2. H3 Behoud beleidsruimte Lbl ➢
        Lbl 3. H3 Gezamenlijk vertrouwen herstellen Lbl ➢ Lbl ➢""",
}
NOTES = {
    "brief-woningen": (
        "dat niet meer bij hen past.1 Verhuist",
        "Instituut voor Stedelijk Wonen: Kamers over",
    ),
    "g40-letter": ("onderzoeken en rapporten1. Randvoorwaarden", "WRR: Kiezen voor houdbare Zorg 2021; Raad"),
}
by_letter = pytest.mark.parametrize("letter", [letter for letter in HEARD if letter in FILES])


@by_letter
def test_a_letter_is_heard_with_its_headings_and_labels(letter: str):
    wanted = re.findall(r"(H\d|Lbl) (.+?)\s*(?=(?:H\d|Lbl) |$)", HEARD[letter])
    parts = parts_of_poppler(made_by_name(letter, 0).compilation.pdf)
    heard = zip([part for part in parts if part[0] != "P"], wanted, strict=True)
    assert [(tag, text[: len(start)]) for (tag, text), (_, start) in heard] == wanted


@by_letter
def test_a_note_is_heard_after_the_paragraph_that_marks_it(letter: str):
    parts = parts_of_poppler(made_by_name(letter, 0).compilation.pdf)
    (at,) = [i for i, part in enumerate(parts) if part == ("Lbl", "1")]
    marked, noted = NOTES[letter]
    assert marked in parts[at - 1][1]
    assert parts[at + 1][0] == "P"
    assert parts[at + 1][1].startswith(noted)


@by_letter
def test_a_letter_is_heard_with_the_hyphens_of_its_author_only(letter: str):
    made = made_by_name(letter, 0)
    heard = " ".join(text for _, text in parts_of_poppler(made.compilation.pdf))
    assert hyphened(heard) == hyphened(" ".join(said(made.document, aloud=False)))


LONG = "arbeidsongeschiktheidsverzekering VWS-begroting"


def test_words_divided_at_the_ends_of_lines_are_heard_whole():
    compilation = divided()
    lines = [line for mark in compilation.layout.pages[0].marks for line in mark.setting.lines]
    assert sum(line.hyphenated for line in lines) > 5
    heard = " ".join(text for _, text in parts_of_poppler(compilation.pdf))
    assert heard.count(LONG) == 60
    assert hyphened(heard) == {"VWS-begroting"}


def hyphened(text: str) -> set[str]:
    return set(re.findall(r"\w+-\w+", text))


@cache
def divided() -> Compilation:
    """Return a letter of long words, some with a hyphen of their own."""
    words = (f"{LONG}{' en' * (i % 4)}" for i in range(60))
    return compiled(letter_of(paragraph(" ".join(words))))


# ---- these gates, too, refuse what was damaged


def other_order(pdf: Pdf) -> None:
    """Let the first two texts of the first page change places."""
    start, one, two, rest = re.split(rb"(?=\bBT\b)", pdf.pages[0].Contents.read_bytes(), maxsplit=3)
    pdf.pages[0].Contents = pdf.make_stream(start + two + one + rest)


def wrong_characters(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    """Return a change of what the fonts say of a character."""

    def change(pdf: Pdf) -> None:
        for font in fonts(pdf):
            table = font.ToUnicode.read_bytes()
            font.ToUnicode = pdf.make_stream(re.sub(b"<%s>(?=\\s*[<e])" % old, b"<%s>" % new, table))

    return change


def as_artifact(pdf: Pdf) -> None:
    """Make the last text of the file an artifact that nothing in the tree speaks of."""
    page = pdf.pages[-1]
    marks = [
        operands[1].MCID
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    ]
    last = max(marks)
    operators = [
        ([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
        if str(operator) == "BDC" and operands[1].get("/MCID") == last
        else (operands, operator)
        for operands, operator in pikepdf.parse_content_stream(page)
    ]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    keys = {int(key): value for key, value in zip(list(nums)[::2], list(nums)[1::2], strict=True)}
    owners = keys[int(page.obj.StructParents)]
    owner = owners[last]
    del owners[last]
    del owner.K


letter_changed = wrong_characters(b"0065", b"006F")
space_changed = wrong_characters(b"0020", b"005F")
hyphen_changed = wrong_characters(b"00AD", b"002D")


@pytest.mark.parametrize(
    "change", [other_order, letter_changed, space_changed], ids=["order", "letter", "space"]
)
def test_another_text_is_seen_on_the_page(change: Callable[[Pdf], None]):
    layout, whole, data = divided().layout, divided().pdf, damaged(divided().pdf, change)
    assert differences(layout, pages_of_pdfium(whole)) == []
    assert differences(layout, pages_of_pdfium(data)) != []
    assert in_order(layout, pages_of_pdftotext(whole, "-raw")) == []
    assert in_order(layout, pages_of_pdftotext(data, "-raw")) != []


def test_a_hyphen_that_divides_is_seen_when_it_is_taken_for_one_of_the_text():
    data = damaged(divided().pdf, hyphen_changed)
    assert in_order(divided().layout, pages_of_pdftotext(data, "-raw")) != []


@pytest.mark.parametrize(
    "change", [letter_changed, hyphen_changed, as_artifact], ids=["letter", "hyphen", "artifact"]
)
def test_another_text_is_seen_in_the_tree(change: Callable[[Pdf], None]):
    data = damaged(divided().pdf, change)
    assert audit(data) == []
    assert tree_text(data) != tree_text(divided().pdf)
    assert parts_of_poppler(data) != parts_of_poppler(divided().pdf)
