"""One wording of a library block for another: sources and pictures come along, a sent document stays."""

from dataclasses import replace

from composer.app.linked import mark_sent, standing_of
from composer.app.wordings import missing_images, take_wording, with_images, wording_here, wordings
from composer.model.document import BlockId, Origin
from composer.model.edits import find, set_image
from composer.model.inline import parse_text
from composer.model.picture import Image
from composer.model.revision import Revision, Variant
from tests.builders import figure, letter, paragraph, request, section, source
from tests.pictures import png

DUTCH = request("Geef wijkteams ruimte [@wrr].")
SHORT = request("Geef ruimte.")
ENGLISH = request("Give teams room [@rli].")
SOURCES = (source("wrr", title="Kiezen"), source("rli", title="Choosing"))
VARIANTS = (Variant(DUTCH, "nl"), Variant(SHORT, "nl", "short"), Variant(ENGLISH, "en"))


def revision(variants=VARIANTS, sources=SOURCES, **changes):
    return Revision(id="ruimte", variants=variants, author="A", time="t", sources=sources, **changes)


def written(block, **changes):
    return letter(replace(block, id=BlockId("x"), origin=Origin("ruimte", "r1")), **changes)


def only(document, history):
    (found,) = standing_of(document, {"ruimte": history})
    return found


def test_another_language_takes_the_place_of_a_block_with_its_sources():
    document = written(DUTCH, sources=SOURCES[:1])
    linked = only(document, {"r1": revision()})
    assert wordings(linked) == VARIANTS
    assert wording_here(document, linked) == VARIANTS[0]
    step = take_wording(document, linked, VARIANTS[2])
    block = find(step.document, BlockId("x"))
    assert (block.text, block.language, block.origin) == (ENGLISH.text, "en", Origin("ruimte", "r1"))
    assert {one.key for one in step.document.sources} == {"wrr", "rli"}
    assert step.label() == "Take another wording of request"
    again = only(step.document, {"r1": revision()})
    assert (again.standing, again.own) == ("same", ())
    back = take_wording(step.document, again, VARIANTS[0])
    assert back.document.blocks == document.blocks


def test_shorter_wording_is_of_the_language_of_the_document():
    document = written(DUTCH)
    step = take_wording(document, only(document, {"r1": revision()}), VARIANTS[1])
    assert find(step.document, BlockId("x")).language == ""
    assert wording_here(step.document, only(step.document, {"r1": revision()})) == VARIANTS[1]


def test_wording_is_taken_from_the_version_that_counts_now():
    document = written(DUTCH)
    newer = replace(VARIANTS[1], block=request("Geef meer ruimte."))
    history = {"r1": revision(), "r2": revision((VARIANTS[0], newer), parents=("r1",))}
    step = take_wording(document, only(document, history), newer)
    assert find(step.document, BlockId("x")).origin.revision == "r2"
    assert only(step.document, history).standing == "same"


def test_what_a_container_holds_gets_ids_that_nothing_else_has():
    old = section("Ruimte", paragraph("Een.", id="p1"))
    other = section("Room", paragraph("One.", id="p1"), paragraph("Two.", id="p2"))
    variants = (Variant(old, "nl"), Variant(other, "en"))
    document = written(old)
    step = take_wording(document, only(document, {"r1": revision(variants, ())}), variants[1])
    every = [block.id for block in step.document.walk()]
    assert len(every) == len(set(every)) == 3


def test_sent_document_and_unknown_block_stay_as_they_are():
    document = written(DUTCH)
    linked = only(document, {"r1": revision()})
    assert take_wording(mark_sent(document, "2026-01-01"), linked, VARIANTS[1]) is None
    assert wordings(only(document, {})) == ()
    assert wording_here(document, only(document, {})) is None
    assert take_wording(document, only(document, {}), VARIANTS[1]) is None
    assert take_wording(letter(), linked, VARIANTS[1]) is None
    assert with_images(letter(), linked, ()) == letter()


def test_picture_of_another_wording_comes_along_and_no_other():
    image, unasked = Image(name="a.png", data=png()), Image(name="b.png", data=png())
    old, other = figure("", alt="Een"), figure("a.png", alt="One")
    variants = (Variant(old, "nl"), Variant(other, "en"))
    document = written(old)
    linked = only(document, {"r1": revision(variants, ())})
    assert missing_images(document, linked) == ("a.png",)
    assert missing_images(set_image(document, image), linked) == ()
    step = take_wording(document, linked, variants[1])
    made = with_images(step.document, linked, (image, unasked))
    assert (made.image("a.png"), made.image("b.png")) == (image, None)
    assert with_images(made, linked, (image,)) == made


def test_words_of_the_document_go_with_the_wording():
    own = replace(DUTCH, text=parse_text("Geef wijkteams nu ruimte [@wrr]."))
    document = written(own, sources=SOURCES[:1])
    linked = only(document, {"r1": revision()})
    assert linked.own
    step = take_wording(document, linked, VARIANTS[1])
    assert find(step.document, BlockId("x")).text == SHORT.text
