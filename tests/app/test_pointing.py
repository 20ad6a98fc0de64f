"""Pointing: which letter of which text stands where. PDFium, which reads the exported file, is the oracle."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from composer import resources
from composer.app import pointing
from composer.app.compile import compile_document
from composer.app.pointing import Spot, spot_at, word_at
from composer.app.preview import Rendered, edges, in_note, render, things_on
from composer.app.world import world_of
from composer.blocks.kind import texts_of
from composer.layout.page import Mark
from composer.model.document import BlockId, Where
from composer.model.edits import find
from composer.model.text import Run, Text
from composer.store.documents import read_document
from tests.builders import bullets, item, letter, paragraph, section, source

SAMPLES = sorted(resources.templates().glob("*/samples/*.yaml"))
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
ALIKE = str.maketrans("“”‘’–", "\"\"''-")
FIRST = Where(BlockId("p"), "text")


@cache
def sample(path: Path) -> Rendered:
    document = read_document(path)
    return render(document, world_of(document))


def shown(*blocks, sources=()) -> Rendered:
    document = replace(letter(*blocks, sources=sources), template="demo/letter")
    return render(document, world_of(document))


def every_page(rendered):
    return tuple(range(len(rendered.layout.pages)))


def text_of(rendered, where) -> Text:
    block = find(rendered.document, where.block)
    return dict(texts_of(block)).get(where.field, Text()) if block else Text()


def typed(rendered, spot):
    """Returns what the author typed at a spot: a character, or a chip as the value it is."""
    signs = []
    for number, inlines in enumerate(text_of(rendered, spot.where).paragraphs):
        signs += ["\n"] if number else []
        for inline in inlines:
            signs += list(inline.text) if isinstance(inline, Run) else [inline]
    return signs[spot.offset] if spot.offset < len(signs) else ""


def letters(rendered: Rendered):
    """Yields every letter of the file with its page and box, from the top left corner, by PDFium."""
    with pypdfium2.PdfDocument(compile_document(rendered.document, rendered.world).pdf) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            words, height = page.get_textpage(), page.get_height()
            for i in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(i)
                yield number, words.get_text_range(i, 1), (left, height - top, right, height - bottom)


def is_in_a_text(rendered, page, x, y):
    """Returns whether words of a text that is written stand here, and not their label or note."""
    for mark in things_on(rendered.layout.pages[page]):
        left, top, right, bottom = edges(rendered.layout, mark)
        if left <= x <= right and top <= y <= bottom:
            is_label = rendered.layout.elements[mark.element].tag == "Lbl"
            has_words = isinstance(mark, Mark) and bool(text_of(rendered, mark.at))
            return has_words and not is_label and not in_note(rendered.layout, mark)
    return False


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_click_on_a_letter_is_at_that_letter_and_its_word_stands_there(path):
    rendered = sample(path)
    counted = 0
    for page, sign, (left, top, right, bottom) in letters(rendered):
        x, y = left + (right - left) * 0.1, (top + bottom) / 2
        if not sign.isalpha() or not is_in_a_text(rendered, page, x, y):
            continue
        spot = spot_at(rendered, page, x, y)
        there = typed(rendered, spot)
        if not isinstance(there, str) or not there.isalpha() or (spot.offset == 0 and there != sign):
            continue  # the value of a field; or print says something before the words, such as “Annex A”
        assert there.translate(ALIKE) == sign.translate(ALIKE), (spot, x, y)
        if counted % 25 == 0:
            boxes = word_at(rendered, spot.where, spot.offset, every_page(rendered))
            middle = (left + right) / 2
            assert any(
                box.page == page
                and box.x - 1 <= middle <= box.x + box.width + 1
                and box.y <= y <= box.y + box.height
                for box in boxes
            ), (spot, boxes, middle, y)
        counted += 1
    assert counted > 650  # the shortest sample is one page with a picture


def test_behind_the_middle_of_a_letter_the_caret_stands_behind_it():
    rendered = shown(paragraph("Wonen", id="p"))
    (box,) = word_at(rendered, FIRST, 0, (0,))
    middle = box.y + box.height / 2
    assert spot_at(rendered, 0, box.x + 0.1, middle) == Spot(FIRST, 0)
    assert spot_at(rendered, 0, box.x + box.width - 0.1, middle) == Spot(FIRST, 5)
    assert spot_at(rendered, 0, box.x + box.width + 200, middle) == Spot(FIRST, 5)


def test_signs_that_print_sets_another_way_keep_their_places():
    rendered = shown(paragraph('Zij zei: "\'s avonds" - en dan... op 18 juni weer', id="p"))
    text = 'Zij zei: "\'s avonds" - en dan... op 18 juni weer'
    for word in ("zei", "avonds", "dan", "juni", "weer"):
        offset = text.index(word)
        (box,) = word_at(rendered, FIRST, offset, (0,))
        assert spot_at(rendered, 0, box.x + box.width / 2, box.y + 5).offset - offset in range(len(word) + 2)


def test_a_divided_word_has_a_box_on_both_lines():
    word = "huisvestingsproblematiek"
    rendered = shown(paragraph(f"{word} " * 12, id="p"))
    offsets = [n * (len(word) + 1) for n in range(12)]
    boxes = [word_at(rendered, FIRST, offset, (0,)) for offset in offsets]
    divided = next(pair for pair in boxes if len(pair) == 2)
    assert divided[1].y > divided[0].y
    assert divided[1].x < divided[0].x
    assert not set(boxes[0]) & set(boxes[1])


def test_a_chip_is_one_place_however_it_is_printed():
    text = "Aan {{title}} en ^[een noot hierbij] daarna"
    rendered = shown(paragraph(text, id="p"))
    typed_in = text_of(rendered, FIRST)
    assert len(list(typed_in.inlines)) == 5
    (box,) = word_at(rendered, FIRST, 4, (0,))
    assert spot_at(rendered, 0, box.x + 1, box.y + 5) == Spot(FIRST, 4)
    (after,) = word_at(rendered, FIRST, len("Aan _ en _ "), (0,))
    assert spot_at(rendered, 0, after.x + after.width - 1, after.y + 5) == Spot(
        FIRST, len("Aan _ en _ daarna")
    )


def test_a_click_in_a_note_is_at_its_mark():
    text = "Eerst^[een noot], dan^[de tweede noot] klaar"
    rendered = shown(paragraph(text, id="p"))
    notes = [
        mark for mark in rendered.layout.pages[0].marks if in_note(rendered.layout, mark) and not mark.note
    ]
    spots = [spot_at(rendered, 0, mark.x + 4, mark.y - 2) for mark in notes]
    assert spots == [Spot(FIRST, len("Eerst")), Spot(FIRST, len("Eerst_, dan"))]


def test_a_note_in_a_second_paragraph_has_its_place():
    rendered = shown(paragraph("Een alinea\n\nen nog een^[een noot]", id="p"))
    note = next(
        one for one in rendered.layout.pages[0].marks if in_note(rendered.layout, one) and not one.note
    )
    assert spot_at(rendered, 0, note.x + 4, note.y - 2) == Spot(FIRST, len("Een alinea_en nog een"))


def test_a_click_in_a_source_under_a_page_is_at_what_cites_it():
    rendered = shown(paragraph("Zie[@gids], p", id="p"), sources=(source("gids", title="Gids"),))
    mark = next(
        mark for mark in rendered.layout.pages[0].marks if in_note(rendered.layout, mark) and not mark.note
    )
    assert spot_at(rendered, 0, mark.x + 4, mark.y - 2) == Spot(FIRST, 3)


def test_equal_paragraphs_of_a_text_are_told_apart_by_their_order():
    rendered = shown(paragraph("Ja.\n\nNee.\n\nJa.", id="p"))
    marks = [mark for mark in rendered.layout.pages[0].marks if mark.at == FIRST]
    spots = [spot_at(rendered, 0, mark.x + 0.1, mark.y - 2) for mark in marks]
    assert spots == [Spot(FIRST, 0), Spot(FIRST, 4), Spot(FIRST, 9)]
    tops = [word_at(rendered, FIRST, spot.offset, (0,))[0].y for spot in spots]
    assert tops == sorted(set(tops))


def test_a_paragraph_that_is_the_beginning_of_another_is_not_taken_for_it():
    rendered = shown(paragraph("Ja\n\nJa en nee", id="p"))
    second = next(
        mark
        for mark in rendered.layout.pages[0].marks
        if mark.at == FIRST and len(mark.setting.spans[0].text) > 2
    )
    assert spot_at(rendered, 0, second.x + 0.1, second.y - 2) == Spot(FIRST, 3)


def test_a_label_is_at_the_beginning_of_its_text():
    rendered = shown(bullets("Parkeren", "Stroom", id="p"))
    label = next(
        mark for mark in rendered.layout.pages[0].marks if rendered.layout.elements[mark.element].tag == "Lbl"
    )
    assert spot_at(rendered, 0, label.x, label.y - 2) == Spot(Where(BlockId("p"), "items.0.text"), 0)


def test_a_title_at_the_head_of_its_text_is_a_place_of_its_own():
    rendered = shown(bullets(item("Er is geen plaats", label="Parkeren"), id="p"))
    fields = [path for path, text in texts_of(rendered.document.blocks[0]) if text]
    title, text = (Where(BlockId("p"), path) for path in fields)
    (first,), (second,) = word_at(rendered, title, 0, (0,)), word_at(rendered, text, 0, (0,))
    assert first.y == second.y
    assert spot_at(rendered, 0, first.x + 0.1, first.y + 5) == Spot(title, 0)
    assert spot_at(rendered, 0, second.x + 0.1, second.y + 5) == Spot(text, 0)


def test_between_words_it_is_the_word_behind_which_the_caret_stands():
    rendered = shown(paragraph("een twee", id="p"))
    assert word_at(rendered, FIRST, 3, (0,)) == word_at(rendered, FIRST, 0, (0,))
    assert word_at(rendered, FIRST, 4, (0,)) == word_at(rendered, FIRST, 8, (0,))
    assert word_at(shown(paragraph("een  twee", id="p")), FIRST, 4, (0,)) == ()


def test_what_is_not_printed_has_no_word():
    rendered = shown(paragraph("", id="p"), paragraph("iets", id="q"))
    assert word_at(rendered, FIRST, 0, (0,)) == ()
    assert word_at(rendered, Where(BlockId("elsewhere"), "text"), 0, (0,)) == ()
    assert word_at(rendered, Where(BlockId("q"), "text"), 99, (0,)) == ()


def test_a_reference_and_the_number_of_a_page_are_one_place_each():
    text = "Zie {{ref:s}} op pagina {{page:s}} verder"
    rendered = shown(section("Titel", id="s"), paragraph(text, id="p"))
    (box,) = word_at(rendered, FIRST, len("Zie _ op pagina _ "), (0,))
    assert spot_at(rendered, 0, box.x + 0.1, box.y + 5) == Spot(FIRST, len("Zie _ op pagina _ "))


def test_a_character_without_a_font_leaves_the_click_at_its_text():
    rendered = shown(paragraph("Een \U0001f984 hier", id="p"))
    mark = next(mark for mark in rendered.layout.pages[0].marks if mark.at == FIRST)
    assert spot_at(rendered, 0, mark.x + 40, mark.y - 2).where == FIRST


def test_pages_of_which_nothing_more_is_known_have_their_places_all_the_same():
    rendered = replace(shown(paragraph("Aan {{title}} en ^[een noot]", id="p")), laid_out=None)
    for mark in rendered.layout.pages[0].marks:
        assert spot_at(rendered, 0, mark.x + 1, mark.y - 2).offset == 0


def test_a_picture_is_a_place_without_words():
    rendered = sample(GOLDEN / "figures-and-tables" / "document.yaml")
    pictures = [one for one in rendered.layout.pages[0].pictures if one.at.block]
    spots = [spot_at(rendered, 0, one.x + one.width / 2, one.y + one.height / 2) for one in pictures]
    assert spots[0] == Spot(Where(BlockId("photo"), "image"))


def test_a_page_without_text_has_no_place():
    rendered = shown(paragraph("iets", id="p"))
    assert spot_at(rendered, 7, 100, 100) is None


def test_a_text_over_many_pages_is_read_once_for_the_word_at_the_caret(monkeypatch):
    words = " ".join(f"woord{number}" for number in range(4000))
    rendered = shown(paragraph(words, id="p"))
    read = []
    paragraphs = pointing._paragraphs
    monkeypatch.setattr(pointing, "_paragraphs", lambda *given: read.append(1) or paragraphs(*given))
    assert len(rendered.layout.pages) > 5
    (box,) = word_at(rendered, FIRST, len(words) - 1, every_page(rendered))
    assert box.page == len(rendered.layout.pages) - 1
    assert len(read) == 1
    monkeypatch.setattr(pointing, "LONGEST", 1000)
    assert word_at(rendered, FIRST, 0, every_page(rendered)) == ()
