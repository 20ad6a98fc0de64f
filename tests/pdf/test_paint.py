"""The whole file: valid, the same every time, and its words read back."""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import page
import pypdfium2
import pytest

from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.compose.world import World
from composer.layout.page import Layout
from composer.store.documents import read_document
from tests.audit import audit
from tests.pdf.letters import DOCUMENTS, EVERYTHING, compiled, file_of, letter, paragraph, pdf_of, said

ROOT = Path(__file__).parents[2]
LIMITS = page.SafetyLimits(max_reference_depth=100_000)
FOOT = re.compile(r"(Stedenkring(, ne| ·)[^\n]*\d+( / \d+)?|– \d+ –)\s*$")

each = pytest.mark.parametrize("path", DOCUMENTS.values(), ids=DOCUMENTS)


def is_valid(data: bytes) -> bool:
    reports = [page.validate_pdf_bytes(data, profile=profile, limits=LIMITS) for profile in ("ua1", "2a")]
    return all(report.is_compliant for report in reports)


def words_in(data: bytes) -> list[str]:
    """Returns the words of a file as PDFium reads them, without the feet and with divided words whole."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [FOOT.sub("", one.get_textpage().get_text_range()) for one in document]
    finally:
        document.close()
    return re.findall(r"\w+", re.sub("[\u00ad\ufffe]\\s*", "", "\n".join(pages)))


def words_of(parts: list[str]) -> list[str]:
    return re.findall(r"\w+", "\n".join(parts))


# ---- valid


@each
def test_the_file_is_valid(path: Path):
    assert is_valid(file_of(path).pdf)


LONG = "Verantwoordelijkheidsgevoel en huisvestingsproblematiek vragen om doorzettingsvermogen. "
EDGES = {
    "nothing": (),
    "one word": ("Dag.",),
    "two subsets": (
        "αβγδεζηθικλμνξοπρστυφχψω абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ΓΔΘΛ",
    ),
    "a foreign link": ("[[a house](https://a.example)]{lang=en}",),
    "a link over pages": ("[" + LONG * 80 + "](https://a.example)",),
    "a note over pages": ("Een noot.^[" + LONG * 120 + "]",),
    "many notes": tuple(f"Zin {i}.^[Noot {i}.]" for i in range(150)),
    "a missing character": ("日本",),
    "a failed look-up": ("{{nobody.knows}} en {{reference}}",),
}


@pytest.mark.parametrize("case", EDGES)
def test_the_file_is_valid_even_with(case: str):
    data = pdf_of(*EDGES[case])
    assert audit(data) == []
    assert is_valid(data)


@pytest.mark.parametrize("language", ["en", "fy", "zh-Hant"])
def test_the_file_is_valid_in_another_language(language: str):
    assert is_valid(pdf_of("Dag.^[Noot.]", language=language))


def test_every_length_of_a_page_stream_is_valid():
    # A stream that happens to end in CR once tripped a reader: one in 256.
    assert all(is_valid(pdf_of(f"Dit is brief nummer {number}.")) for number in range(30))


# ---- the same bytes


def exported(path: Path, target: Path, seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    words = (sys.executable, "-m", "composer", "export", str(path), "-o", str(target))
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)
    return target.read_bytes()


@each
def test_two_processes_write_the_same_bytes(path: Path, tmp_path: Path):
    one, other = (exported(path, tmp_path / f"{seed}.pdf", seed) for seed in ("0", "4711"))
    assert one == other == compiled(read_document(path)).pdf


@each
def test_a_second_time_gives_the_same_bytes(path: Path):
    assert compiled(read_document(path)).pdf == file_of(path).pdf


def test_after_another_document_the_bytes_are_the_same():
    before = compiled(read_document(EVERYTHING)).pdf
    for path in DOCUMENTS.values():
        compiled(read_document(path))
    pdf_of("Ж ➢ α {{subject}}", subject="Iets anders", language="en")
    assert compiled(read_document(EVERYTHING)).pdf == before


def test_another_word_gives_other_bytes():
    assert pdf_of("Dag.") != pdf_of("Dag!")


# ---- words


def test_extracted_words_are_those_of_the_model_in_order():
    text = (
        "Een brief met **vet**, *cursief*, een [link](https://a.example) en een noot.^[De noot.] Daarna "
        + ("arbeidsongeschiktheidsverzekering " * 20)
    )
    document = letter(paragraph(text), paragraph("Tot slot."))
    layout = compiled(document).layout
    assert hyphenated(layout)
    assert words_in(compiled(document).pdf) == words_of(said(document))


@each
def test_extracted_words_of_a_whole_document_are_those_of_the_model(path: Path):
    document = read_document(path)
    assert Counter(words_in(file_of(path).pdf)) == Counter(words_of(said(document, aloud=False)))


def hyphenated(layout: Layout) -> bool:
    return any(line.hyphenated for one in layout.pages for mark in one.marks for line in mark.setting.lines)


def test_no_two_words_are_glued_and_none_is_torn():
    text = " ".join(f"woord{number} verantwoordelijkheid" for number in range(200))
    assert words_in(pdf_of(text))[-400:] == text.split()


# ---- what is painted


@pytest.mark.parametrize("align", ["justify", "right", "center"])
def test_aligned_lines_stand_where_they_were_laid_out(align: str):
    document = letter(paragraph(LONG * 4 + "*Een* **laatste** regel."), paragraph("Nog een."))
    template = world_of(document).template
    style = replace(template.styles["paragraph"], align=align)
    made = compile_document(
        document, World(replace(template, styles={**template.styles, "paragraph": style}))
    )
    assert audit(made.pdf) == []
    assert is_valid(made.pdf)
    assert words_in(made.pdf) == words_of(said(document))
    boxes = signs(made.pdf)
    for mark in (mark for mark in made.layout.pages[0].marks if mark.at.block):
        for i, line in enumerate(mark.setting.lines):
            at = made.layout.height - mark.y - i * mark.setting.type.leading + 1
            sides = [(left, right) for left, bottom, right, top in boxes if bottom < at < top]
            words = [word for piece in line.pieces for word in piece.words]
            gaps = sum(word is None for word in words[:-1])
            wide = line.width + line.stretch * gaps
            assert min(left for left, _ in sides) == pytest.approx(mark.x + line.x, abs=1)
            assert max(right for _, right in sides) == pytest.approx(mark.x + line.x + wide, abs=0.5)


def signs(data: bytes) -> list[tuple[float, float, float, float]]:
    """Returns the boxes of the characters on the first page, spaces left out."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[0].get_textpage()
        shown = [i for i in range(text.count_chars()) if not text.get_text_range(i, 1).isspace()]
        return [text.get_charbox(i, loose=True) for i in shown]
    finally:
        document.close()


def test_a_page_with_notes_has_a_hairline_over_them():
    (one,) = compiled(letter(paragraph("Tekst.^[Noot.]"))).layout.pages
    note = next(mark for mark in one.marks if mark.note)
    assert [rect.height for rect in one.rects] == [0.5]
    assert one.rects[0].y < note.y < one.rects[0].y + 20


def test_a_page_without_notes_has_none():
    (one,) = compiled(letter(paragraph("Tekst."))).layout.pages
    assert one.rects == ()
