"""What is read from our PDF is what layout says, and the figures see what they are to see."""

import pytest

from composer.app.compile import compile_document
from tests.bench import documents
from tests.bench.beside_typst import both_figures, justified, texts
from tests.bench.measured import Row, figures, paragraphs, rows


@pytest.fixture(scope="module")
def letter():
    document = documents.letter(documents.SAMPLE)
    world = justified(documents.world_of(document))
    return compile_document(document, world), texts(document, world)


def test_lines_end_where_layout_says_with_what_hangs(letter):
    compiled, _ = letter
    said = {
        round(mark.x + line.x + line.width + line.stretch * _gaps(line), 1)
        for page in compiled.layout.pages
        for mark in page.marks
        if mark.setting.type.align == "justify"
        for line in mark.setting.lines[mark.first : mark.last]
    }
    found = [row.right for row in rows(compiled.pdf) if row.size == 10.5]
    # PDFium's box of a letter is a little wider than its advance when the letter is, as an f.
    assert all(min(abs(right - end) for end in said) < 0.4 for right in found)


def _gaps(line) -> int:
    words = [word for piece in line.pieces for word in piece.words]
    return sum(word is None for word in words[:-1])


def test_paragraphs_are_found_by_their_text_hyphens_or_not(letter):
    compiled, wanted = letter
    found = paragraphs(compiled.pdf, wanted)
    assert len(found) > len(wanted) / 2
    assert any(row.hyphenated for lines in found.values() for row in lines)


def test_a_justified_letter_has_even_lines_and_hangs_its_punctuation(letter):
    compiled, wanted = letter
    ours, same = both_figures(compiled.pdf, compiled.pdf, wanted, 0.2)
    assert ours == same
    assert ours.lines > 10
    assert ours.hanging > 0
    assert ours.rivers == 0
    assert 0.13 < ours.narrowest_space < ours.mean_space < ours.widest_space < 0.6


def test_figures_count_hyphens_rivers_and_what_hangs():
    def row(number: int, text: str, right: float) -> Row:
        spaces = [(20.0 + number, 24.0 + number), (60.0, 64.0)]
        return Row(text, 0.0, right, spaces, 10.0, 0, 700.0 - 14 * number)

    lines = [row(0, "een-", 103.0), row(1, "twee", 100.0), row(2, "drie", 100.0), row(3, "vier", 40.0)]
    found = figures([lines], 0.2)
    assert (found.lines, found.hyphens, found.hanging) == (3, 1, 1)
    assert found.mean_space == pytest.approx(0.4)
    assert found.rivers > 0
