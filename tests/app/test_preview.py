"""What the preview shows: places on pages, pictures of single pages, lengths, names of places."""

from dataclasses import replace
from itertools import islice

import pytest

from composer.app.latest import Cancelled
from composer.app.preview import (
    Box,
    Extent,
    Pictures,
    Rendered,
    boxes_of,
    lines_over,
    one_page,
    pages_used,
    place_in_words,
    render,
    same_look,
    where_at,
)
from composer.app.world import world_of
from composer.blocks.contents import Overview
from composer.compose.world import World
from composer.i18n import speak
from composer.layout.page import Page
from composer.model.document import Where
from composer.pdf.raster import Pages, page_images
from composer.store.documents import read_document
from tests.bench.documents import SAMPLE, grown, one_word_edits
from tests.builders import (
    argument,
    bullets,
    field,
    heading,
    laid_out,
    letter,
    page_break,
    paragraph,
    request,
    resolved,
    role,
    section,
    source,
    template,
)

WORDS = "een regel tekst die vanzelf wordt afgebroken "


@pytest.fixture(scope="module")
def sample() -> Rendered:
    document = read_document(SAMPLE)
    return render(document, world_of(document))


@pytest.fixture
def english():
    speak("en")


def of(document, **changes) -> Rendered:
    """A document in its places, set in a font in which every glyph is half an em wide."""
    layout = laid_out(document, **changes)
    numbers = resolved(document, **changes).numbers
    return Rendered(document, World(template(**changes)), layout, (), numbers, Extent(1.0, 0.0, 0))


def middle(box: Box) -> tuple[int, float, float]:
    return box.page, box.x + box.width / 2, box.y + box.height / 2


# ---- rendering


def test_a_rendered_document_has_its_pages_findings_and_numbers(sample):
    assert len(sample.layout.pages) > 1
    assert not sample.has_errors
    kinds = {type(block).__name__: sample.numbers.get(block.id) for block in sample.document.walk()}
    assert kinds["Section"]
    assert sample.extent.budget == 2


def test_work_that_nobody_wants_ends_between_pages():
    document = read_document(SAMPLE)

    def check():
        raise Cancelled

    with pytest.raises(Cancelled):
        render(document, world_of(document), check)


# ---- pictures


def leading_to_its_own_page():
    """Returns a document whose second page has contents that lead to that page."""
    made = letter(paragraph("The first page."), page_break(), Overview(), heading("The second page"))
    return replace(made, template="demo/letter")


@pytest.mark.parametrize("grow", [lambda: grown(read_document(SAMPLE), 2), leading_to_its_own_page])
def test_a_page_painted_alone_is_the_page_of_the_exported_file(grow):
    from composer.app.compile import compile_document

    document = grow()
    rendered = render(document, world_of(document))
    pdf = compile_document(document, rendered.world).pdf
    pictures = Pictures()
    for number in range(len(rendered.layout.pages)):
        made = pictures.image(rendered, number, 300)
        scale = 300 / Pages(pdf).size(number)[0] * (1 - 1e-9)
        (exported,) = page_images(pdf, dpi=72 * scale, pages=[number])
        assert made == exported
    pictures.close()


def test_a_picture_is_as_wide_as_asked_for(sample):
    pictures = Pictures()
    widths = (100, 333, 640, 799, 1201)
    assert tuple(pictures.image(sample, 0, width).width for width in widths) == widths
    pictures.close()
    pictures.close()


def test_a_picture_is_never_larger_than_memory_bears(sample):
    pictures = Pictures()
    huge = pictures.image(sample, 0, 100_000)
    assert 15_900_000 < huge.width * huge.height <= 16_010_000
    pictures.close()


def test_a_page_is_painted_once_for_several_sizes(sample, monkeypatch):
    opened = []
    init = Pages.__init__
    monkeypatch.setattr(Pages, "__init__", lambda self, pdf: opened.append(pdf) or init(self, pdf))
    pictures = Pictures()
    for width in (100, 200, 100):
        pictures.image(sample, 0, width)
    assert len(opened) == 1
    pictures.image(sample, 1, 100)
    assert len(opened) == 2
    pictures.close()


def test_an_opened_pdf_tells_its_pages_and_their_size(sample):
    from composer.app.compile import compile_document

    pages = Pages(compile_document(sample.document, sample.world).pdf)
    assert len(pages) == len(sample.layout.pages)
    assert pages.size(0) == pytest.approx((sample.layout.width, sample.layout.height), abs=0.01)
    pages.close()


def test_one_page_has_the_elements_of_its_marks_only(sample):
    alone = one_page(sample.layout, 1)
    assert len(alone.pages) == 1
    assert len(alone.elements) < len(sample.layout.elements)
    for mark, was in zip(alone.pages[0].marks, sample.layout.pages[1].marks, strict=True):
        element, old = alone.elements[mark.element], sample.layout.elements[was.element]
        assert (element.tag, element.attributes) == (old.tag, old.attributes)
    assert all(element.parent < i for i, element in enumerate(alone.elements))


def test_only_pages_after_an_edit_look_different():
    document = grown(read_document(SAMPLE), 3)
    world = world_of(document)
    before = render(document, world).layout
    assert all(map(same_look, before.pages, render(replace(document), world).layout.pages))
    edited = next(islice(one_word_edits(document), 1))
    after = render(edited, world).layout
    assert not all(map(same_look, before.pages, after.pages))
    assert any(map(same_look, before.pages, after.pages))


@pytest.mark.parametrize("part", ["rects", "pictures", "marks", "foot"])
def test_a_page_looks_different_without_any_of_its_parts(sample, part):
    page: Page = sample.layout.pages[0]
    assert not same_look(page, replace(page, **{part: getattr(page, part)[1:]}))
    assert same_look(page, replace(page, filled=0.1))


# ---- what stands where


def test_the_middle_of_every_block_belongs_to_it(sample):
    seen = 0
    for block in sample.document.walk():
        for box in boxes_of(sample.layout, block.id):
            at = where_at(sample.layout, *middle(box))
            assert at is not None
            assert at.block == block.id or at.block in {child.id for child in block.children}
            seen += 1
    assert seen > 15


def test_a_click_beside_below_or_above_the_text_goes_to_the_nearest():
    layout = laid_out(letter(paragraph("Een."), paragraph("Twee.")))
    (first,), (second,) = boxes_of(layout, "1"), boxes_of(layout, "2")
    assert where_at(layout, 0, 1.0, first.y + 1) == Where("1", "text")
    assert where_at(layout, 0, 399.0, second.y + 1) == Where("2", "text")
    assert where_at(layout, 0, 200.0, 590.0) == Where("2", "text")
    assert where_at(layout, 0, 200.0, 1.0) == Where("1", "text")


def test_a_click_on_a_page_without_text_or_beyond_the_last_is_nowhere():
    layout = laid_out(letter())
    assert where_at(layout, 0, 100.0, 100.0) is None
    assert where_at(layout, 1, 100.0, 100.0) is None
    assert where_at(layout, -1, 100.0, 100.0) is None


def test_a_click_on_a_footnote_goes_to_its_block():
    layout = laid_out(letter(paragraph("Tekst^[Een noot.] en meer."), paragraph("Anders.")))
    assert where_at(layout, 0, 100.0, 545.0) == Where("1", "text")
    (box,) = boxes_of(layout, "1")
    assert box.y + box.height < 300


def test_a_click_on_the_head_goes_to_its_field(sample):
    marks = sample.layout.pages[0].marks
    mark = next(mark for mark in marks if mark.at.field == "fields.subject")
    assert where_at(sample.layout, 0, mark.x + 5, mark.y) == Where(field="fields.subject")


def test_the_own_text_of_a_container_is_framed_without_what_it_holds():
    layout = laid_out(letter(section("Kop", argument("Waarom", request("Wat")))))
    boxes = [boxes_of(layout, block) for block in ("1", "1.1", "1.1.1")]
    tops = [box.y for (box,) in boxes]
    assert tops == sorted(tops)
    assert all(box.height < 40 for (box,) in boxes)


def test_a_block_over_two_pages_has_a_box_on_each(sample):
    layout = laid_out(letter(paragraph(WORDS * 30), paragraph("Einde.")))
    assert [box.page for box in boxes_of(layout, "1")] == list(range(len(layout.pages)))[:2]
    assert boxes_of(layout, "9") == ()


def test_a_framed_block_is_framed_as_a_whole(sample):
    asked = next(block for block in sample.document.walk() if type(block).__name__ == "Request")
    (box,) = boxes_of(sample.layout, asked.id)
    page = sample.layout.pages[box.page]
    assert (box.x, box.y, box.width, box.height) in {rect[:4] for rect in page.rects}


# ---- how long it is


def test_pages_are_counted_to_the_last_line():
    layout = laid_out(letter(paragraph(WORDS * 20)))
    assert 0 < pages_used(layout) < 1
    assert pages_used(laid_out(letter(paragraph("a"), page_break(), paragraph("b")))) > 1


def test_lines_beyond_the_budget_are_counted():
    blocks = (paragraph("a"), page_break(), bullets("b", "c", "d"), page_break(), paragraph("e"))
    layout = laid_out(letter(*blocks))
    assert lines_over(layout, 0) == 0
    assert lines_over(layout, 3) == 0
    assert lines_over(layout, 2) == 1
    assert lines_over(layout, 1) == 4


def test_part_of_a_page_may_be_the_budget():
    layout = laid_out(letter(paragraph(WORDS * 30)))
    used, lines = pages_used(layout), len(layout.pages[0].marks[0].setting.lines)
    assert lines_over(layout, used / 2) == round(lines / 2)
    assert lines_over(layout, used * 0.999) == 1


def test_footnotes_are_no_lines_of_text():
    layout = laid_out(letter(paragraph("a"), page_break(), paragraph("b^[Een noot.]")))
    assert lines_over(layout, 1) == 1


def test_an_empty_page_beyond_the_budget_counts_as_one_line():
    layout = laid_out(letter(paragraph("a")))
    empty = replace(layout.pages[0], marks=(), filled=0.0)
    assert lines_over(replace(layout, pages=(*layout.pages, empty, empty)), 1) == 1


# ---- places in words


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("1", "Paragraph: Een korte alinea."),
        ("2", "Section 1"),
        ("2.1", "Argument 1a"),
        ("2.2.1", "Request 1b"),
        ("3", "Request: Los verzoek"),
        ("4", "Paragraph: een regel tekst die vanzelf…"),
        ("5", "Paragraph"),
        ("6", "Heading: Kop"),
        ("9", ""),
    ],
)
def test_a_block_is_named_by_its_number_else_by_its_first_words(block, expected):
    document = letter(
        paragraph("Een  korte\nalinea."),
        section("S", argument("A"), argument("B", request("R"))),
        request("Los verzoek"),
        paragraph(WORDS),
        paragraph(),
        heading("Kop", numbered=False),
    )
    rendered = of(document)
    assert place_in_words(rendered, Where(block, "text")) == expected


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("fields.date", "Date"),
        ("fields.other", ""),
        ("people.addressees", "Addressees"),
        ("people.addressees.0.names", "Addressees"),
        ("sources.wrr", "Source wrr"),
        ("", ""),
    ],
)
def test_what_is_outside_the_text_is_named_by_its_label(path, expected):
    document = letter(sources=(source("wrr"),), language="en")
    rendered = of(document, fields=(field("date", "date"),), roles=(role("addressees", "addressee"),))
    assert place_in_words(rendered, Where(field=path)) == expected
