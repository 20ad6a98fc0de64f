"""What a document does with newer versions of its library blocks, and that a sent one never changes."""

from dataclasses import replace

import pytest

from composer.app.linked import (
    cut_loose,
    followed,
    keep_mine,
    linked_ids,
    mark_sent,
    sent_on,
    set_follow,
    standing_now,
    standing_of,
    take_over,
    tied,
    variant_taken,
)
from composer.model.document import BlockId, Origin
from composer.model.edits import find, set_document_field
from composer.model.inline import parse_text
from composer.model.revision import Revision, Variant
from tests.builders import argument, example, findings, letter, paragraph, request, section, source

TIME = "2026-02-26T09:30:00Z"


def revision(block, *parents: str, state="adopted", **changes) -> Revision:
    variants = changes.pop("variants", (Variant(block, "nl"),))
    return Revision(
        id="wijk", variants=variants, author="A", time=TIME, parents=parents, state=state, **changes
    )


def linked(block, digest: str = "r1", **changes):
    return replace(block, id=BlockId("x"), origin=Origin("wijk", digest, **changes))


OLD = example("Wijkbedrijf", "Het wijkbedrijf helpt 50 huurders.", organisations=("gemeente Beekhoven",))
NEW = replace(OLD, text=parse_text("Het wijkbedrijf helpt 60 huurders."))
TWO = {"r1": revision(OLD), "r2": revision(NEW, "r1")}


def only(document, history=TWO):
    (found,) = standing_of(document, {"wijk": history})
    return found


def test_block_of_the_newest_revision_stands_as_in_the_library():
    document = letter(linked(NEW, "r2"))
    found = only(document)
    assert (found.standing, found.changed, found.own) == ("same", (), ())
    assert not found.is_open
    assert linked_ids(document) == {"wijk"}


def test_newer_version_tells_what_is_other_there_and_here():
    document = letter(linked(replace(OLD, title=parse_text("Ons wijkbedrijf"))))
    found = only(document)
    assert found.standing == "newer"
    assert found.is_open
    assert [one.path for one in found.changed] == ["text"]
    assert [one.path for one in found.own] == ["title"]


def test_taking_over_keeps_what_only_the_document_changed():
    document = letter(linked(replace(OLD, title=parse_text("Ons wijkbedrijf"))))
    step = take_over(document, only(document))
    block = find(step.document, BlockId("x"))
    assert block.text.plain == "Het wijkbedrijf helpt 60 huurders."
    assert block.title.plain == "Ons wijkbedrijf"
    assert block.origin == Origin("wijk", "r2")
    assert step.label() == "Take over example from the library"
    after = only(step.document)
    assert after.standing == "same"
    assert [one.path for one in after.own] == ["title"]


def test_taking_over_puts_the_library_over_a_field_that_both_changed():
    document = letter(linked(replace(OLD, text=parse_text("Het wijkbedrijf helpt 55 huurders."))))
    step = take_over(document, only(document))
    assert find(step.document, BlockId("x")).text.plain == "Het wijkbedrijf helpt 60 huurders."


def test_keeping_mine_is_not_asked_again():
    document = letter(linked(OLD))
    step = keep_mine(document, only(document))
    assert find(step.document, BlockId("x")).text == OLD.text
    after = only(step.document)
    assert after.standing == "same"
    assert [one.path for one in after.own] == ["text"]


def test_block_keeps_its_id_and_so_do_those_within_it():
    old = section("Wonen", argument("Een", request("Bouw.")))
    new = section("Wonen", argument("Nul"), argument("Een", request("Bouw nu.")))
    history = {"r1": revision(old), "r2": revision(new, "r1")}
    within = section("Wonen", argument("Een", request("Bouw.", id=BlockId("q")), id=BlockId("a")))
    document = letter(linked(within))
    step = take_over(document, only(document, history))
    block = find(step.document, BlockId("x"))
    ids = [one.id for one in step.document.walk()]
    assert len(set(ids)) == len(ids)
    assert [child.text.plain for child in block.children] == ["Nul", "Een"]
    assert block.children[1].id == "a"
    assert block.children[1].children[0].id == "q"
    assert block.children[1].children[0].text.plain == "Bouw nu."


def test_own_words_within_stay_when_the_library_changed_only_the_title():
    old, new = section("Wonen", argument("Een")), section("Bouwen", argument("Een"))
    history = {"r1": revision(old), "r2": revision(new, "r1")}
    document = letter(linked(section("Wonen", argument("Eigen"))))
    block = find(take_over(document, only(document, history)).document, BlockId("x"))
    assert block.title.plain == "Bouwen"
    assert block.children[0].text.plain == "Eigen"


def test_block_of_another_kind_is_taken_over_whole():
    history = {"r1": revision(OLD), "r2": revision(paragraph("Kort."), "r1")}
    document = letter(linked(OLD))
    block = find(take_over(document, only(document, history)).document, BlockId("x"))
    assert block == linked(paragraph("Kort."), "r2")


def test_corrected_source_is_corrected_in_the_document():
    old, new = source("wrr-2021", issued="2020"), source("wrr-2021", issued="2021")
    block = paragraph("Zorg [@wrr-2021].")
    history = {"r1": revision(block, sources=(old,)), "r2": revision(block, "r1", sources=(new,))}
    document = replace(letter(linked(block)), sources=(old,))
    found = only(document, history)
    assert found.standing == "newer"
    assert take_over(document, found).document.sources == (new,)


def test_block_that_follows_is_brought_up_to_date_unless_both_changed_a_field():
    document = letter(linked(OLD, follow=True))
    made, done = followed(document, standing_of(document, {"wijk": TWO}))
    assert done == ("x",)
    assert find(made, BlockId("x")).text == NEW.text
    own = letter(linked(replace(OLD, text=parse_text("Iets anders.")), follow=True))
    assert followed(own, standing_of(own, {"wijk": TWO})) == (own, ())
    still = letter(linked(OLD))
    assert followed(still, standing_of(still, {"wijk": TWO})) == (still, ())


def test_sent_document_never_changes():
    document = letter(linked(OLD, follow=True))
    found = only(document)
    sent = mark_sent(document, "2026-03-02")
    assert sent_on(sent) == "2026-03-02"
    assert standing_of(sent, {"wijk": TWO}) == ()
    assert take_over(sent, found) is None
    assert keep_mine(sent, found) is None
    assert mark_sent(sent, "") == document
    assert not [one for one in findings(sent) if one.id == "unknown-document-field"]


@pytest.mark.parametrize(("status", "is_sent"), [("draft", False), ("submitted", True), ("rejected", True)])
def test_motion_that_was_submitted_is_sent(status, is_sent):
    document = set_document_field(letter(), "status", status)
    assert bool(sent_on(document)) is is_sent


def test_withdrawn_block_is_told_and_can_be_kept():
    history = {"r1": revision(OLD), "r2": revision(OLD, "r1", state="withdrawn")}
    document = letter(linked(OLD))
    found = only(document, history)
    assert found.standing == "withdrawn"
    assert found.is_open
    assert only(keep_mine(document, found).document, history).standing == "same"


def test_two_adopted_versions_are_a_conflict_and_not_taken_over():
    history = TWO | {"r3": revision(replace(OLD, title=parse_text("Anders")), "r1")}
    document = letter(linked(OLD))
    found = only(document, history)
    assert found.standing == "forked"
    assert not found.is_open
    assert take_over(document, found) is None
    assert keep_mine(document, found) is None


def test_block_without_its_library_is_unknown_and_stays():
    document = letter(linked(OLD))
    (found,) = standing_of(document, {})
    assert found.standing == "unknown"


def test_revision_that_is_not_there_is_compared_with_what_stands_here():
    found = only(letter(linked(OLD, "gone")))
    assert found.base is None
    assert [one.path for one in found.changed] == ["text"]
    document = letter(linked(OLD, "gone"))
    assert find(take_over(document, found).document, BlockId("x")).text == NEW.text


def test_proposal_is_newer_only_for_who_began_with_a_proposal():
    proposal = {"r1": revision(OLD), "p2": revision(NEW, "r1", state="proposed")}
    assert only(letter(linked(OLD)), proposal).standing == "same"
    assert only(letter(linked(NEW, "p2")), proposal).standing == "same"
    proposals = {"p1": revision(OLD, state="proposed"), "p2": revision(NEW, "p1", state="proposed")}
    assert only(letter(linked(OLD, "p1")), proposals).standing == "newer"
    others = {"p1": revision(OLD, state="proposed"), "p2": revision(NEW, state="proposed")}
    assert standing_now(others, "").digest == "p2"


def test_new_revision_with_the_same_wording_is_no_news():
    history = {"r1": revision(OLD), "r2": revision(OLD, "r1", owner="Team zorg")}
    assert only(letter(linked(OLD)), history).standing == "same"


def test_wording_that_was_taken_is_found_again():
    short, english = example("Wijkbedrijf", "Helpt 50 huurders."), example("Company", "It helps 50 tenants.")
    variants = (Variant(OLD, "nl", "long"), Variant(short, "nl", "short"), Variant(english, "en"))
    one = revision(OLD, variants=variants)
    assert variant_taken(one, linked(short), "nl").length == "short"
    changed = replace(OLD, text=parse_text("Het wijkbedrijf helpt ruim 50 huurders nu."))
    assert variant_taken(one, changed, "nl").length == "long"
    assert variant_taken(one, paragraph("Something else."), "en").language == "en"
    news = replace(short, text=parse_text("Helpt 60 huurders."))
    two = revision(OLD, "r1", variants=(variants[0], Variant(news, "nl", "short"), variants[2]))
    found = only(letter(linked(short)), {"r1": one, "r2": two})
    assert found.newest == news


def test_following_and_cutting_loose_are_steps():
    document = letter(linked(OLD))
    follows = set_follow(document, BlockId("x"), follow=True)
    assert find(follows.document, BlockId("x")).origin.follow
    assert "follow" in follows.label()
    assert "no longer" in set_follow(follows.document, BlockId("x"), follow=False).label()
    loose = cut_loose(document, BlockId("x")).document
    assert find(loose, BlockId("x")).origin is None
    assert cut_loose(loose, BlockId("x")) is None
    assert set_follow(loose, BlockId("x"), follow=True) is None


def test_block_that_went_meanwhile_is_left_alone():
    document = letter(linked(OLD))
    found = only(document)
    assert take_over(letter(), found) is None
    assert keep_mine(letter(), found) is None
    assert followed(letter(), [found._replace(origin=Origin("wijk", "r1", follow=True))]) == (letter(), ())


def test_block_is_tied_to_what_the_library_has_of_it():
    document = letter(paragraph("Een", id=BlockId("x")))
    assert find(tied(document, BlockId("x"), "wijk", "r2"), BlockId("x")).origin == Origin("wijk", "r2")
    assert tied(document, BlockId("gone"), "wijk", "r2") == document


def test_what_cannot_be_compared_is_not_taken_over():
    document = letter(linked(OLD))
    found = only(document)
    loose = cut_loose(document, BlockId("x")).document
    assert take_over(loose, found).document == loose
