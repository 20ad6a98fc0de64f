"""A library block is pictured as it will be printed in the house of the document."""

import pytest

from composer.app.block_picture import alone, picture_block
from composer.app.preview import notes_of
from composer.app.templates import begin
from composer.model.document import BlockId
from composer.model.edits import set_document_field
from composer.model.picture import Image
from tests.builders import argument, laid_out, letter, paragraph, request, section, source


@pytest.fixture(scope="module")
def session():
    return begin("demo/letter", "nl", ())


def pictured(session, block, *sources, width=500):
    return picture_block(alone(session.document, block, sources, language="nl"), session.world, width)


def test_block_is_cut_out_of_its_page_and_not_wider_than_asked(session):
    (cutting,) = pictured(session, request("Bouw huizen.", id=BlockId("b1")))
    assert 400 < cutting.width <= 500
    assert 10 < cutting.height < 100
    assert cutting.left + cutting.width <= cutting.page.width
    assert cutting.top + cutting.height <= cutting.page.height


def test_longer_block_is_a_higher_picture(session):
    (short,) = pictured(session, paragraph("Kort.", id=BlockId("b1")))
    (long,) = pictured(session, paragraph("Lang en breed. " * 80, id=BlockId("b1")))
    assert long.height > 3 * short.height


def test_notes_stand_behind_what_they_belong_to(session):
    block = paragraph("Zie [@wrr].", id=BlockId("b1"))
    own, notes = pictured(session, block, source("wrr", author="WRR", title="Kiezen", issued="2021"))
    assert own.top < notes.top


def test_block_with_others_in_it_is_one_picture(session):
    block = section(
        "Wonen", argument("Een.", request("Bouw.", id=BlockId("c")), id=BlockId("b")), id=BlockId("a")
    )
    assert len(pictured(session, block)) == 1


def test_block_that_prints_nothing_has_no_picture(session):
    assert pictured(session, paragraph("", id=BlockId("b1"))) == ()


def test_very_long_block_is_pictured_on_its_first_pages(session):
    cuttings = pictured(
        session, paragraph("Heel veel woorden staan hier. " * 1500, id=BlockId("b1")), width=120
    )
    assert len(cuttings) == 3


def test_fields_of_the_document_are_filled_in(session):
    document = set_document_field(session.document, "event", "het debat")
    shown = alone(document, paragraph("Over {{event}}.", id=BlockId("b1")), ())
    assert shown.field("event") == "het debat"
    assert shown.language == session.document.language
    image = Image(name="a.png", digest="0" * 64)
    assert alone(document, paragraph("x"), (), images=(image,)).media == (image,)


def test_work_ends_when_nobody_wants_it(session):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        picture_block(alone(session.document, paragraph("x", id=BlockId("b1")), ()), session.world, 300, stop)


def test_note_has_a_box_apart_from_its_block():
    layout = laid_out(letter(paragraph("Zie^[Een noot.]. Klaar."), paragraph("Geen.")))
    (box,) = notes_of(layout, BlockId("1"))
    assert box.y > 100
    assert notes_of(layout, BlockId("2")) == ()
