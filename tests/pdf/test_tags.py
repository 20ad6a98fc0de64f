"""The structure tree, read back: it says what the model says, in order."""

from itertools import pairwise
from pathlib import Path

import pytest

from composer.blocks import KINDS, kind_of
from composer.blocks.list import List, ListItem
from composer.model.document import Document
from composer.model.inline import parse_text
from composer.store.documents import read_document
from tests.audit import Node, audit, tree, tree_text
from tests.pdf.letters import (
    DOCUMENTS,
    EVERYTHING,
    as_read,
    compiled,
    file_of,
    heading,
    letter,
    paragraph,
    pdf_of,
    said,
)

each = pytest.mark.parametrize("path", DOCUMENTS.values(), ids=DOCUMENTS)

LONG = "Verantwoordelijkheidsgevoel en huisvestingsproblematiek vragen om doorzettingsvermogen. "


def nodes(data: bytes, tag: str) -> list[Node]:
    found = []

    def walk(node: Node) -> None:
        found.extend([node] if node.tag == tag else [])
        for kid in node.kids:
            if isinstance(kid, Node):
                walk(kid)

    walk(tree(data))
    return found


def says(document: Document) -> None:
    data = compiled(document).pdf
    assert audit(data) == []
    assert [as_read(text) for _, text in tree_text(data)] == said(document)


@each
def test_the_tree_says_what_the_model_says_in_order(path: Path):
    says(read_document(path))


@each
def test_the_audit_finds_nothing(path: Path):
    assert audit(file_of(path).pdf) == []


def test_the_document_with_everything_has_every_kind_of_block():
    assert {kind_of(block).name for block in read_document(EVERYTHING).walk()} == set(KINDS)


def test_divided_words_are_whole_in_the_tree():
    document = letter(paragraph("arbeidsongeschiktheidsverzekering " * 60))
    layout = compiled(document).layout
    assert any(line.hyphenated for page in layout.pages for mark in page.marks for line in mark.setting.lines)
    says(document)


def test_a_paragraph_over_two_pages_is_one_element():
    document = letter(paragraph(LONG * 60))
    assert len(compiled(document).layout.pages) > 1
    says(document)


def test_a_long_note_that_goes_on_over_the_page_is_one_element():
    document = letter(paragraph("Een noot.^[" + LONG * 120 + "]"), paragraph("Daarna."))
    assert len(compiled(document).layout.pages) > 1
    says(document)


def test_headings_leave_no_level_out():
    blocks = (
        heading("Een", 3),
        heading("Twee", 2),
        heading("Drie", 3),
        heading("Vier", 1),
        heading("Vijf", 3),
    )
    assert headings(letter(*blocks)) == ["H1", "H1", "H2", "H1", "H2"]


def test_headings_of_one_level_stay_of_one_level():
    blocks = tuple(heading(f"Kop {number}", 2) for number in range(3))
    assert headings(letter(*blocks, subject="Een onderwerp")) == ["H1", "H2", "H2", "H2"]


def headings(document: Document) -> list[str]:
    tags = (path.rpartition("/")[2] for path, _ in tree_text(compiled(document).pdf))
    return [tag for tag in tags if tag[0] == "H"]


def test_a_foreign_span_has_its_language():
    (span,) = nodes(pdf_of("Een [few words]{lang=en} tussendoor."), "Span")
    assert (span.attributes, span.kids) == ({"language": "en"}, ["few words"])


def test_a_foreign_link_has_its_language():
    (link,) = nodes(pdf_of("Een [[house](https://a.example)]{lang=en}."), "Link")[2:]
    assert link.attributes == {"language": "en"}


def test_a_foreign_paragraph_has_its_language_and_a_native_one_none():
    data = compiled(letter(paragraph("Hello.", language="en"), paragraph("Dag.", language="nl"))).pdf
    languages = {node.kids[0]: node.attributes.get("language") for node in nodes(data, "P") if node.kids}
    assert languages["Hello."] == "en"
    assert languages["Dag."] is None


def test_a_request_is_spoken_as_a_word():
    spoken = [node.attributes["spoken"] for node in nodes(file_of(EVERYTHING).pdf, "Lbl") if node.attributes]
    assert len(spoken) == 4
    assert all(word.endswith(":") for word in spoken)


def test_the_logo_is_a_figure_with_words_and_a_box():
    (figure,) = nodes(pdf_of("Dag."), "Figure")
    assert "Stedenkring" in figure.attributes["alt"]
    left, bottom, right, top = map(float, figure.attributes["BBox"].split())
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def test_lists_say_how_they_are_numbered():
    kinds = [node.attributes["ListNumbering"] for node in nodes(file_of(EVERYTHING).pdf, "L")]
    assert {"Disc", "LowerAlpha", "Decimal", "None"} == set(kinds)


def test_a_mark_refers_to_its_note_and_the_note_back_to_its_mark():
    data = pdf_of("Tekst.^[Een noot.] Meer.^[Nog een.]")
    marks = [node.kids[0] for node in nodes(data, "Reference")]
    backs = [node.kids[0].kids[0] for node in nodes(data, "Note")]
    assert [(mark.kids, back.kids) for mark, back in zip(marks, backs, strict=True)] == [
        (["1"], ["1"]),
        (["2"], ["2"]),
    ]
    for mark, back in zip(marks, backs, strict=True):
        (to_note,), (to_mark,) = mark.links, back.links
        assert float(to_note.split()[2]) < float(to_mark.split()[2])  # the note is lower on the page
    assert [node.attributes["id"] for node in nodes(data, "Note")] == ["note-1", "note-2"]


def test_a_note_leads_to_the_page_of_its_first_line():
    filler = LONG * 16
    data = pdf_of(filler, filler, filler, "Tekst.^[Een noot.]")
    (mark,) = (node.kids[0] for node in nodes(data, "Reference"))
    assert mark.links[0].startswith("#2 ")


def test_a_note_that_goes_on_over_the_page_is_led_to_where_it_begins():
    document = letter(paragraph("Een noot.^[" + LONG * 120 + "]"))
    (mark,) = (node.kids[0] for node in nodes(compiled(document).pdf, "Reference"))
    assert mark.links[0].startswith("#1 ")


def test_notes_follow_the_block_that_marks_them():
    tags = [path.removeprefix("Document/") for path, _ in tree_text(pdf_of("Een.^[Noot.]", "Twee."))]
    assert tags[-4:] == ["P", "Note/Lbl", "Note/P", "P"]


def test_ten_notes_and_more_are_found_by_their_ids():
    assert audit(pdf_of(" ".join(f"Zin {i}.^[Noot {i}.]" for i in range(12)))) == []


def test_an_element_without_words_is_left_out():
    data = pdf_of("**{{reference}}**", "Dag.")
    assert all(node.kids for node in nodes(data, "P"))


def test_an_item_without_words_leaves_its_label():
    document = letter(List(items=(ListItem(), ListItem(text=parse_text("Twee")))))
    assert [text for _, text in tree_text(compiled(document).pdf)][-3:] == ["•", "•", "Twee"]
    assert audit(compiled(document).pdf) == []


def test_neighbours_in_the_model_of_a_block_are_neighbours_in_the_tree():
    texts = [text for _, text in tree_text(file_of(EVERYTHING).pdf)]
    assert ("Wat het kost", "Niets dan verantwoordelijkheidsgevoel.") in set(pairwise(texts))
