"""A block of a document becomes one of a library; what is there is edited, adopted, withdrawn."""

import re
from dataclasses import replace
from datetime import date

import pytest

from composer.app.library_edits import (
    Details,
    as_document,
    details_of,
    free_id,
    image_names,
    images_in,
    in_state,
    is_due,
    new_revision,
    next_revision,
    problems,
    suggested,
)
from composer.model.document import BlockId, Origin
from composer.model.picture import Image
from composer.model.revision import Variant
from tests.builders import argument, example, figure, letter, paragraph, request, section, source

TODAY = date(2026, 3, 1)
GOOD = Details(title="Wijkbedrijf", themes=("Wonen",), owner="Team Wonen", author="A. Jansen")


def test_what_can_be_known_is_suggested():
    block = example("Wijkbedrijf Oost", "Tekst", organisations=("gemeente A", "gemeente B"), language="en")
    details = suggested(block, letter(), author="A", today=TODAY)
    assert details == Details(
        title="Wijkbedrijf Oost",
        organisation="gemeente A, gemeente B",
        language="en",
        review_by="2027-03-01",
        author="A",
    )
    asked = suggested(request("Bouw huizen. " * 20, theme="Wonen"), letter(), today=TODAY)
    assert asked.title.startswith("Bouw huizen. Bouw")
    assert asked.title.endswith("…")
    assert len(asked.title) <= 61
    assert asked.themes == ("Wonen",)
    assert suggested(paragraph("Kort."), letter()).title == "Kort."


@pytest.mark.parametrize("name", ["title", "themes", "owner", "author"])
def test_what_is_missing_is_said_by_its_field(name):
    assert problems(GOOD) == {}
    empty = () if name == "themes" else ""
    assert list(problems(replace(GOOD, **{name: empty}))) == [name]


@pytest.mark.parametrize(
    ("day", "is_good"), [("2026-03-01", True), ("", True), ("2026-02-30", False), ("soon", False)]
)
def test_day_to_look_again_is_a_date(day, is_good):
    assert ("review_by" not in problems(replace(GOOD, review_by=day))) is is_good


def test_new_block_says_nothing_of_the_document_it_came_from():
    wrr, rvs = source("wrr", title="Kiezen"), source("rvs", title="Zorg")
    block = section(
        "Wonen", argument("Zie [@wrr].", id=BlockId("mine")), id=BlockId("s"), origin=Origin("x", "y")
    )
    document = letter(block, sources=(wrr, rvs))
    made = new_revision(document.blocks[0], document, GOOD)
    assert made.id.startswith("wijkbedrijf-")
    assert (made.state, made.parents) == ("proposed", ())
    assert (made.title, made.themes, made.owner, made.author) == (
        "Wijkbedrijf",
        ("Wonen",),
        "Team Wonen",
        "A. Jansen",
    )
    assert made.sources == (wrr,)
    (variant,) = made.variants
    assert variant.key == ("nl", "")
    assert variant.block.origin is None
    assert {variant.block.id, variant.block.children[0].id} == {"b1", "b2"}
    assert new_revision(document.blocks[0], document, GOOD, state="adopted").state == "adopted"


def test_edited_wording_takes_the_place_of_the_one_before():
    old, new, english = paragraph("Oud."), paragraph("Nieuw."), paragraph("English.")
    base = new_revision(old, letter(), GOOD)
    base = replace(base, variants=(*base.variants, Variant(english, "en")))
    edited = next_revision(
        base, "r1", replace(GOOD, title="Ander"), block=new, document=letter(), replaces=base.variants[0]
    )
    assert edited.parents == ("r1",)
    assert edited.title == "Ander"
    assert [one.block.text.plain for one in edited.variants] == ["Nieuw.", "English."]
    moved = next_revision(
        base, "r1", replace(GOOD, language="de"), block=new, document=letter(), replaces=base.variants[0]
    )
    assert [one.key for one in moved.variants] == [("de", ""), ("en", "")]


def test_another_wording_is_added_and_one_of_its_key_replaced():
    base = new_revision(paragraph("Lang."), letter(), GOOD)
    short = replace(GOOD, length="short")
    two = next_revision(base, "r1", short, block=paragraph("Kort."), document=letter())
    assert [one.key for one in two.variants] == [("nl", ""), ("nl", "short")]
    again = next_revision(two, "r2", short, block=paragraph("Korter."), document=letter())
    assert [one.block.text.plain for one in again.variants] == ["Lang.", "Korter."]


def test_details_alone_leave_the_wordings():
    base = new_revision(paragraph("Zo."), letter(), GOOD)
    after = next_revision(base, "r1", replace(GOOD, owner="Bureau"), state="adopted")
    assert after.variants == base.variants
    assert (after.owner, after.state) == ("Bureau", "adopted")


def test_sources_are_those_that_some_wording_cites():
    wrr, rvs = source("wrr", title="Kiezen"), source("rvs", title="Zorg")
    base = new_revision(paragraph("Zie [@wrr]."), letter(sources=(wrr,)), GOOD)
    both = next_revision(
        base,
        "r1",
        replace(GOOD, length="short"),
        block=paragraph("Zie [@rvs]."),
        document=letter(sources=(rvs,)),
    )
    assert set(both.sources) == {wrr, rvs}
    corrected = replace(wrr, type="book")
    after = next_revision(
        both,
        "r2",
        GOOD,
        block=paragraph("Zie [@wrr]."),
        document=letter(sources=(corrected, rvs)),
        replaces=both.variants[0],
    )
    assert set(after.sources) == {corrected, rvs}
    without = next_revision(base, "r1", GOOD, block=paragraph("Niets."), replaces=base.variants[0])
    assert without.sources == ()


def test_state_alone_is_a_revision_of_who_changed_it():
    base = new_revision(paragraph("Zo."), letter(), GOOD)
    adopted = in_state(base, "r1", "adopted", "B. Bos")
    assert (adopted.state, adopted.author, adopted.parents) == ("adopted", "B. Bos", ("r1",))
    assert adopted.variants == base.variants


def test_pictures_are_called_by_what_is_in_them():
    image = Image(name="foto.png", digest="a" * 64, sort="png", data=b"x")
    block = section("Beeld", figure("media/foto.png", "Een foto"), figure("weg.png"))
    document = letter(block, media=(image,))
    assert images_in(document.blocks[0], document) == (image,)
    made = new_revision(document.blocks[0], document, GOOD)
    assert image_names(made.variants[0].block) == (image.content_name, "weg.png")


def test_wording_is_edited_as_a_document_of_its_own():
    wrr = source("wrr", title="Kiezen")
    document = as_document("demo/letter", Variant(paragraph("Zie [@wrr]."), "en"), (wrr,))
    assert (document.language, document.sources, document.template) == ("en", (wrr,), "demo/letter")
    assert document.blocks[0].id


def test_what_a_revision_says_of_itself_is_what_its_next_one_begins_with():
    base = new_revision(paragraph("Zo."), letter(), GOOD)
    assert details_of(base, base.variants[0], author="B") == replace(GOOD, author="B")


def test_id_says_what_a_block_is_called_and_nobody_makes_it_twice(monkeypatch):
    def nobody(_id):
        return False

    assert re.fullmatch(r"een-plan-warmte-water-[0-9a-f]{8}", free_id("Één plan: warmte & water!", nobody))
    assert re.fullmatch(r"block-[0-9a-f]{8}", free_id("???", nobody))
    drawn = iter(("aaaa", "bbbb"))
    monkeypatch.setattr("composer.app.library_edits.token_hex", lambda _bytes: next(drawn))
    assert free_id("Plan", {"plan-aaaa"}.__contains__) == "plan-bbbb"


def test_block_is_due_after_its_day():
    assert is_due("2026-02-28", TODAY)
    assert not is_due("2026-03-01", TODAY)
    assert not is_due("", TODAY)
    assert not is_due("9999-01-01")


def test_a_title_never_has_the_key_of_a_field():
    block = paragraph("Op {{event_date}} voert u het {{event}}.")
    assert suggested(block, letter()).title == "Op … voert u het …."
    titled = example("Debat op {{event_date}} [@wrr]", "Tekst")
    assert suggested(titled, letter()).title == "Debat op …"
