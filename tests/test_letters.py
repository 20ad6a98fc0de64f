"""The real letter and motion in `../shared/letters`, where they are at hand; the project has its own."""

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
MOTIONS = [path for path in (LETTERS / "alv-motion.yaml",) if path.exists()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", "-"))


def exported(path: Path, folder: Path):
    """Return a document with its compilation, the file of its PDF and the words in it."""
    checked = compile_file(path)
    pdf = folder / "letter.pdf"
    pdf.write_bytes(checked.compilation.pdf)
    text = subprocess.run(
        [shutil.which("pdftotext"), pdf, "-"], capture_output=True, check=True
    ).stdout.decode()
    return read_document(path), checked.compilation, pdf, text


@pytest.fixture(scope="module", params=PRESENT, ids=lambda path: path.stem)
def letter(request, tmp_path_factory):
    return exported(request.param, tmp_path_factory.mktemp("letter"))


@pytest.fixture(scope="module", params=MOTIONS, ids=lambda path: path.stem)
def motion(request, tmp_path_factory):
    return exported(request.param, tmp_path_factory.mktemp("motion"))


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


def test_the_motion_names_eighteen_submitters_on_sixteen_lines(motion):
    document, _, _, text = motion
    people = document.people.of("submitters")
    assert (len(people), sum(len(person.names) for person in people)) == (16, 18)
    lines = text.replace("\u00a0", " ").split("\n")
    start = lines.index("Indieners zijn:") + 1
    shown = [line for line in lines[start : lines.index("Overwegende dat:")] if line]
    assert len(shown) == 16
    for person, line in zip(people, shown, strict=True):
        assert all(name in line for name in (*person.names, person.role, person.organisation))
    assert "Marije Eleveld en Gerrie Ligtelijn-Bruins, wethouders gemeente Ede" in shown


def test_the_motion_has_six_considerations_and_four_numbered_requests(motion):
    text = motion[3].replace("\f", "\n")
    before, asked = text.split("Beveelt aan het VNG bestuur aan:")
    assert before.count("•") == 6
    assert re.findall(r"^(\d\.)(?:\s|$)", asked, re.MULTILINE) == ["1.", "2.", "3.", "4."]


def test_the_motion_is_headed_by_its_title_and_there_is_nothing_to_tell(motion):
    _, compilation, _, text = motion
    assert "Motie voor BALV 29-11-2013" in text.replace("\u00a0", " ").replace("\u2011", "-")
    assert compilation.layout.title == "Motie voor BALV 29-11-2013"
    assert [finding.id for finding in compilation.findings] == []
    assert len(compilation.layout.pages) == 2
