"""A block of a library comes into a document with its sources, and says where it came from."""

from dataclasses import replace

from composer.app.brought import bring, cites_in, is_source
from composer.app.linked import standing_of
from composer.model.document import BlockId, Origin
from composer.model.edits import Place, find
from composer.model.picture import Image
from composer.model.revision import Revision, Variant
from tests.builders import argument, example, letter, paragraph, request, section, source


def revision(block, *sources, language="nl") -> Revision:
    return Revision(
        id="wijk",
        variants=(Variant(block, language),),
        author="A",
        time="2026-02-26T09:30:00Z",
        sources=sources,
    )


def brought(document, made, place=None, **changes):
    return bring(document, made, made.variants[0], "abc", place, **changes)


def test_block_stands_behind_the_one_with_the_caret_and_knows_its_revision():
    document = letter(paragraph("Een"), paragraph("Twee"))
    step = brought(document, revision(request("Bouw huizen.")), document.blocks[0].id)
    inserted = step.document.blocks[1]
    assert inserted.text.plain == "Bouw huizen."
    assert inserted.origin == Origin("wijk", "abc")
    assert inserted.id not in {block.id for block in document.walk()}
    assert step.caret.block == inserted.id
    assert step.label() == "Insert request from the library"


def test_block_takes_the_place_of_an_empty_paragraph():
    document = letter(paragraph("Een"), paragraph(""), paragraph("Twee"))
    step = brought(document, revision(example("Wijk")), document.blocks[1].id)
    assert [type(block).__name__ for block in step.document.blocks] == ["Paragraph", "Example", "Paragraph"]


def test_block_goes_within_what_takes_it_and_not_where_it_cannot_stand():
    document = letter(section("Wonen", argument("Een")))
    holder = document.blocks[0].children[0]
    step = brought(document, revision(request("Bouw.")), holder.id)
    assert find(step.document, holder.id).children[0].text.plain == "Bouw."
    deep = section("A", section("B", section("C", section("D", argument("E")))))
    assert brought(document, revision(deep)) is None


def test_place_is_taken_as_it_is_dropped_or_not_at_all():
    document = letter(paragraph("Een"), section("Wonen", argument("Een")))
    step = brought(document, revision(paragraph("Nul")), Place(None, 0))
    assert step.document.blocks[0].text.plain == "Nul"
    within = Place(document.blocks[1].children[0].id, 0)
    assert brought(document, revision(example("Wijk")), within) is None


def test_block_in_another_language_says_so():
    step = brought(letter(), revision(paragraph("Some words."), language="en"))
    assert step.document.blocks[-1].language == "en"


def test_sources_come_along_as_far_as_they_are_cited():
    wrr, rvs = source("wrr", title="Kiezen"), source("rvs", title="Zorg")
    step = brought(letter(), revision(paragraph("Zie [@wrr]."), wrr, rvs))
    assert step.document.sources == (wrr,)
    again = brought(step.document, revision(paragraph("Zie [@wrr]."), wrr))
    assert again.document.sources == (wrr,)


def test_other_source_of_the_same_key_stays_and_the_block_cites_its_own():
    ours, theirs = source("wrr", title="Ander boek"), source("wrr", title="Kiezen")
    document = replace(letter(), sources=(ours,))
    step = brought(document, revision(paragraph("Zie [@wrr]."), theirs))
    assert step.document.sources == (ours, replace(theirs, key="wrr-2"))
    assert step.document.blocks[-1].text.paragraphs[0][1].references[0].key == "wrr-2"
    third = brought(step.document, revision(paragraph("Ook [@wrr]."), theirs))
    assert len(third.document.sources) == 2
    assert third.document.blocks[-1].text.paragraphs[0][1].references[0].key == "wrr-2"


def test_source_alone_adds_no_block_and_tells_how_to_cite_it():
    wrr = source("wrr", title="Kiezen")
    made = revision(paragraph("[@wrr, p. 3]"), wrr)
    assert is_source(made.variants[0].block)
    step = brought(letter(paragraph("Een")), made)
    assert len(step.document.blocks) == len(letter(paragraph("Een")).blocks)
    assert step.document.sources == (wrr,)
    assert step.label() == "Insert a source from the library"
    (cite,) = cites_in(
        replace(letter(), sources=(source("wrr", title="Ander"),)), made, made.variants[0].block
    )
    assert cite.references[0].key == "wrr-2"
    assert not is_source(paragraph("Zie [@wrr]."))
    assert not is_source(paragraph(""))
    assert not is_source(request("[@wrr]"))


def test_pictures_come_along():
    image = Image(name="a.png", digest="0" * 64)
    step = brought(letter(), revision(paragraph("Zie.")), images=(image,))
    assert step.document.media == (image,)


def test_what_was_brought_is_as_in_the_library():
    made = revision(section("Wonen", argument("Een", request("Bouw."))))
    step = brought(letter(), made)
    (found,) = standing_of(step.document, {"wijk": {"abc": replace(made, state="adopted")}})
    assert (found.standing, found.own) == ("same", ())


def test_unknown_block_to_stand_behind_means_the_end():
    step = brought(letter(paragraph("Een")), revision(paragraph("Twee")), BlockId("gone"))
    assert step.document.blocks[-1].text.plain == "Twee"
