"""Contents and the numbers of pages in the text."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from composer.app.compile import compile_document
from composer.app.world import world_of
from composer.blocks.annex import Annex
from composer.blocks.contents import Overview
from composer.blocks.heading import Heading
from composer.blocks.page_break import Break
from composer.blocks.paragraph import Paragraph
from composer.model.document import Block, BlockId, Document
from composer.model.inline import parse_text
from composer.model.ordinal import letter
from tests.audit import audit, tree_text


def paper(*blocks: Block) -> Document:
    return Document(template="demo/letter", language="nl", title="Boek", blocks=blocks)


def heading(name: str, level: int = 1) -> Heading:
    return Heading(id=BlockId(name), text=parse_text(f"Kop {name}"), level=level, numbered=True)


def paragraph(notation: str, name: str = "p") -> Paragraph:
    return Paragraph(id=BlockId(name), text=parse_text(notation))


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def entries(document: Document) -> Iterator[tuple[str, int]]:
    """Yield each line of the contents with its page number."""
    pdf = compile_document(document, world_of(document)).pdf
    said = [text for path, text in tree_text(pdf) if path.endswith("TOCI/Reference")]
    for words, page in zip(said[::2], said[1::2], strict=True):
        yield words, int(page)


def chapters(count: int) -> tuple[Block, ...]:
    return tuple(
        block
        for number in range(count)
        for block in (
            heading(f"{letter(number + 1)}-kop"),
            paragraph("Woord voor woord. " * (60 + 37 * number), f"p{number}"),
            heading(f"{letter(number + 1)}-onder", 2),
            paragraph("Iets.", f"q{number}"),
        )
    )


def test_every_heading_stands_there_with_the_page_it_is_on():
    document = paper(Overview(id=BlockId("inhoud")), Break(id=BlockId("b")), *chapters(12))
    pdf = compile_document(document, world_of(document)).pdf
    pages = pages_of(pdf)
    found = list(entries(document))
    assert len(found) == 24
    assert len({page for _, page in found}) > 3
    for words, page in found:
        assert words.partition(" ")[2] in pages[page - 1].replace("\r\n", " ")


def test_contents_of_two_pages_push_what_follows_and_still_name_the_right_pages():
    document = paper(Overview(id=BlockId("inhoud")), *chapters(40))
    pages = pages_of(compile_document(document, world_of(document)).pdf)
    for words, page in entries(document):
        assert words.partition(" ")[2] in pages[page - 1].replace("\r\n", " ")


def test_the_tree_is_a_table_of_contents_of_links():
    document = paper(
        Overview(id=BlockId("inhoud")), heading("een"), Annex(id=BlockId("a"), title=parse_text("Cijfers"))
    )
    pdf = compile_document(document, world_of(document)).pdf
    assert audit(pdf) == []
    entry = ["Reference"] * 2
    parts = [path.removeprefix("Document/TOC/TOCI/") for path, _ in tree_text(pdf) if "TOCI" in path]
    assert parts == ["Lbl", *entry, *entry]
    with pikepdf.open(BytesIO(pdf)) as opened:
        places = [link.Dest for link in opened.pages[0].Annots if "/Dest" in link]
        assert [place[0].objgen for place in places] == [
            opened.pages[number].obj.objgen for number in (0, 0, 1, 1)
        ]


def test_numbers_hang_before_the_titles_which_begin_alike():
    document = paper(Overview(id=BlockId("inhoud")), heading("een"), heading("twee", 2))
    contents = [
        mark
        for mark in compile_document(document, world_of(document)).laid_out.layout.pages[0].marks
        if mark.at.block == "inhoud"
    ]
    said = ["".join(span.text for span in mark.setting.spans) for mark in contents]
    assert said == ["Inhoud", "1", "Kop een", "1", "1.1", "Kop twee", "1"]
    above, number, title, _, deeper_number, deeper, _ = (mark.x for mark in contents)
    assert above == title == deeper
    assert number == deeper_number < title


def test_contents_of_a_document_without_headings_are_empty():
    document = paper(Overview(id=BlockId("inhoud")), paragraph("Iets."))
    assert list(entries(document)) == []


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_a_page_is_named_as_it_is_numbered(pages: int):
    breaks = tuple(Break(id=BlockId(f"b{number}")) for number in range(1, pages))
    fill = [block for i, b in enumerate(breaks) for block in (paragraph("Vulling.", f"v{i}"), b)]
    document = paper(paragraph("Zie {{page:doel}}."), *fill, heading("doel"))
    text = pages_of(compile_document(document, world_of(document)).pdf)[0]
    assert f"Zie pagina {pages}." in text.replace("\r\n", " ").replace("\u00a0", " ")


def test_a_page_of_a_block_that_is_not_there_is_told():
    document = paper(paragraph("Zie {{page:weg}}."))
    findings = compile_document(document, world_of(document)).findings
    assert "lost-reference" in {finding.id for finding in findings}
