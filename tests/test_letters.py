"""The real letter in `../shared/letters`, where it is at hand; the project itself does not carry it."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from composer.app.export import compile_file
from composer.blocks.kind import texts_of
from composer.model.text import Run
from composer.store.documents import read_document

LETTERS = Path(__file__).parent.parent.parent / "shared" / "letters"
PRESENT = [path for path in (LETTERS / "g40-letter.yaml",) if path.exists()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", "-"))


@pytest.fixture(scope="module", params=PRESENT, ids=lambda path: path.stem)
def letter(request, tmp_path_factory):
    checked = compile_file(request.param)
    pdf = tmp_path_factory.mktemp("letter") / "letter.pdf"
    pdf.write_bytes(checked.compilation.pdf)
    text = subprocess.run(
        [shutil.which("pdftotext"), pdf, "-"], capture_output=True, check=True
    ).stdout.decode()
    return read_document(request.param), checked.compilation, pdf, text


def test_it_takes_three_pages_at_most(letter):
    assert len(letter[1].layout.pages) <= 3


def test_every_word_of_it_is_extracted_in_reading_order(letter):
    document, _, pdf, _ = letter
    raw = subprocess.run([shutil.which("pdftotext"), "-raw", pdf, "-"], capture_output=True, check=True)
    # A divided word is one word again; what stands at the foot of a page may come in between.
    found = iter(words(re.sub("\u00ad\n", "", raw.stdout.decode())))
    for block in document.walk():
        for _, text in texts_of(block):
            for inline in text.inlines:
                if isinstance(inline, Run):
                    for word in words(inline.text):
                        assert any(word in other for other in found), f"{word!r} is missing or out of order"


def test_it_has_its_numbers_letters_and_five_requests(letter):
    text = letter[3].replace("\f", "\n")
    assert text.count("➢") == 5
    assert re.findall(r"^(\d\.)(?:\s|$)", text, re.MULTILINE) == ["1.", "2.", "3."]
    first, rest = text.split("Behoud beleidsruimte", 1)
    assert re.findall(r"^([a-z]\.)(?:\s|$)", first, re.MULTILINE) == ["a.", "b."]
    assert not re.search(r"^[a-z]\.(\s|$)", rest, re.MULTILINE)


def test_its_one_note_stands_on_the_page_of_its_mark_and_holds_five_sources(letter):
    pages = pypdfium2.PdfDocument(letter[2])
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    (marked,) = [i for i, text in enumerate(texts) if "onderzoeken en rapporten1" in text]
    note = (
        "WRR: Kiezen voor houdbare Zorg 2021; Raad voor de Volksgezondheid: Met de stroom mee 2023; "
        "RIVM: Volksgezondheid Toekomst Verkenning 2024; Rijksoverheid: Uit balans: IBO mentale gezondheid "
        "en ggz 2025; Het Houdbaarheidsonderzoek Wmo 2015"
    )
    assert [i for i, text in enumerate(texts) if note in text.replace("\u00ad ", "")] == [marked]


def test_its_three_examples_share_frames(letter):
    tints = [rect for page in letter[1].layout.pages for rect in page.rects if rect.colour == "tint"]
    assert 1 <= len(tints) <= 2
    hairlines = [rect for page in letter[1].layout.pages for rect in page.rects if rect.colour == "rule"]
    assert len(tints) + len(hairlines) in (3, 4)
