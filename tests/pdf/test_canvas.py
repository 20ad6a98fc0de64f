"""Links, destinations, pages and the outline, as a reader of the file meets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Name, Pdf

from tests.audit import Node, audit, tree
from tests.pdf.letters import EVERYTHING, compiled, file_of, heading, letter, paragraph, pdf_of

LETTERHEAD = 2  # its own links come first


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    with pikepdf.open(BytesIO(data)) as pdf:
        yield pdf


def links(data: bytes) -> list[Any]:
    """Returns what every annotation of the body leads to, with its box and its words for a screen reader."""
    with opened(data) as pdf:
        found = []
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                target = str(annotation.A.URI) if "/A" in annotation else "note"
                box = [float(side) for side in annotation.Rect]
                found.append((target, box, str(annotation.Contents)))
        return found[LETTERHEAD:]


def outline(data: bytes) -> list[tuple[int, str]]:
    with opened(data) as pdf, pdf.open_outline() as entries:
        found: list[tuple[int, str]] = []

        def walk(items: Any, depth: int) -> None:
            for item in items:
                found.append((depth, item.title))
                walk(item.children, depth + 1)

        walk(entries.root, 1)
        return found


@pytest.mark.parametrize(
    "target", ["https://a.example/b?c=(d)", "http://a.example", "mailto:a@b.example", "tel:+31301"]
)
def test_a_link_leads_where_it_says(target: str):
    ((uri, box, words),) = links(pdf_of(f"Zie [dit adres]({target})."))
    assert (uri, words) == (target, "dit adres")
    assert box[2] - box[0] > 30
    assert 8 < box[3] - box[1] < 14


def test_a_link_over_two_lines_is_one_element_with_two_annotations():
    data = pdf_of("Vooraf " * 9 + "[" + "woord " * 12 + "](https://a.example)")
    assert audit(data) == []
    (_, one, _), (_, other, _) = links(data)
    assert one[3] > other[3]
    assert one[0] > other[0]
    (link,) = [kid for kid in tree(data).kids[-1].kids if isinstance(kid, Node)]
    assert link.links == ["https://a.example"] * 2


def test_a_link_over_two_pages_is_one_element():
    data = pdf_of("[" + "woord " * 900 + "](https://a.example)")
    assert audit(data) == []
    (link,) = [kid for kid in tree(data).kids[-1].kids if isinstance(kid, Node)]
    assert len(link.links) > 40


def test_two_links_side_by_side_are_two_elements():
    data = pdf_of("[een](https://a.example)[twee](https://b.example)")
    assert [uri for uri, _, _ in links(data)] == ["https://a.example", "https://b.example"]
    assert audit(data) == []


def test_a_link_of_two_fonts_has_no_gap():
    data = pdf_of("[gewoon ➢ **vet**](https://a.example)")
    assert audit(data) == []
    boxes = [box for _, box, _ in links(data)]
    assert all(one[2] == pytest.approx(two[0], abs=0.01) for one, two in pairwise(boxes))


def test_the_words_of_an_annotation_may_have_any_character():
    assert links(pdf_of("[Ж (α) \\[é\\]](https://a.example)"))[0][2] == "Ж (α) [é]"


def test_every_annotation_prints_and_has_no_border():
    with opened(file_of(EVERYTHING).pdf) as pdf:
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                assert annotation.F == 4
                assert list(annotation.Border) == [0, 0, 0]


def test_a_mark_and_its_note_lead_to_each_other():
    data = pdf_of("Tekst.^[Een noot.]")
    with opened(data) as pdf:
        mark, back = [annotation for annotation in pdf.pages[0].Annots if "/Dest" in annotation]
        assert mark.Dest[0].objgen == back.Dest[0].objgen == pdf.pages[0].obj.objgen
        assert float(mark.Dest[3]) == pytest.approx(float(back.Rect[3]), abs=8)
        assert float(back.Dest[3]) == pytest.approx(float(mark.Rect[3]), abs=10)
        assert "1" in str(mark.Contents)
        assert "1" in str(back.Contents)
        assert str(mark.Contents) != str(back.Contents)


def test_pages_tab_in_the_order_of_the_structure():
    with opened(file_of(EVERYTHING).pdf) as pdf:
        assert {page.obj.Tabs for page in pdf.pages} == {Name.S}
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(keys) == len(file_of(EVERYTHING).layout.pages)
        assert pdf.Root.StructTreeRoot.ParentTreeNextKey > max(keys)


def test_pages_have_the_size_of_the_house():
    with opened(file_of(EVERYTHING).pdf) as pdf:
        boxes = {tuple(round(float(side), 1) for side in page.mediabox) for page in pdf.pages}
    assert boxes == {(0, 0, 595.3, 841.9)}


def test_bookmarks_are_the_headings_at_their_depths():
    assert outline(file_of(EVERYTHING).pdf) == [
        (1, "Alles wat een brief kan bevatten"),
        (2, "1 Tekens en noten"),
        (3, "Een tweede niveau"),
        (4, "Een derde niveau"),
        (3, "1. Een genummerd deel"),
        (3, "Een deel zonder nummer"),
        (3, "Wat een motie heeft"),
        (3, "Wat een boek heeft"),
        (2, "Bijlage A – Een bijlage"),
    ]


def test_a_level_that_was_left_out_moves_bookmarks_up():
    blocks = (
        heading("Een", 3),
        heading("Twee", 2),
        heading("Drie", 3),
        heading("Vier", 1),
        heading("Vijf", 3),
    )
    found = outline(compiled(letter(*blocks)).pdf)
    assert found == [(1, "Een"), (1, "Twee"), (2, "Drie"), (1, "Vier"), (2, "Vijf")]


def test_bookmarks_of_one_level_stay_of_one_level():
    blocks = tuple(heading(f"Kop {number}", 2) for number in range(3))
    assert outline(compiled(letter(*blocks, subject="Iets")).pdf) == [
        (1, "Iets"),
        *((2, f"Kop {number}") for number in range(3)),
    ]


def test_a_letter_without_headings_has_no_outline():
    with opened(pdf_of("Dag.")) as pdf:
        assert "/Outlines" not in pdf.Root


def test_a_bookmark_leads_to_the_top_of_its_heading():
    made = compiled(letter(*(paragraph("Woord " * 800), heading("Ж"))))
    with opened(made.pdf) as pdf, pdf.open_outline() as entries:
        (entry,) = entries.root
        page, _, x, y, _ = entry.destination
        assert entry.title == "Ж"
        assert page.objgen == pdf.pages[1].obj.objgen
    mark = next(mark for mark in made.layout.pages[1].marks if mark.setting.spans[0].text == "Ж")
    assert float(y) > made.layout.height - mark.y
    assert float(y) - (made.layout.height - mark.y) < 20
    assert float(x) <= mark.x


def test_a_bookmark_of_two_lines_is_one_line():
    assert outline(compiled(letter(heading("Een\ntwee"))).pdf) == [(1, "Een twee")]


def test_many_headings_are_one_outline():
    data = compiled(letter(*(heading(f"Kop {number}", number % 3 + 1) for number in range(300)))).pdf
    assert [title for _, title in outline(data)] == [f"Kop {number}" for number in range(300)]
    assert audit(data) == []
