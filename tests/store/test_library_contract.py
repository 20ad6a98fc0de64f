"""What every library must do, whatever keeps it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.model.document import BlockId
from composer.model.revision import Revision, Variant, common, forks, missing
from composer.model.source import Source
from composer.model.use import Use
from composer.store.library_folder import FolderLibrary, create_library
from composer.store.revision_lines import summary_in
from composer.store.revisions import read_revision, revision_bytes, short_digest
from composer.store.summaries import summary_of
from tests.store.builders import blocks, cleaned, with_ids
from tests.store.library_memory import MemoryLibrary, Table
from tests.store.revisions import edited, request, revision, text_of


@pytest.fixture(params=["folder", "memory"])
def opened(request, tmp_path):
    """Opens the one library of a test, each time as another program would."""
    if request.param == "memory":
        table = Table()
        return lambda: MemoryLibrary(table)
    create_library(tmp_path / "team", "Team")
    return lambda: FolderLibrary(tmp_path / "team")


@pytest.fixture
def library(opened):
    return opened()


def digests(heads):
    return {one.digest for one in heads}


# ---- where blocks are used


def use(title, *blocks, by="An", date="2026-02-26"):
    return Use(title, date, ("Ministerie van Wonen",), "", by, tuple((one, "0a1b2c3d4e5f") for one in blocks))


def test_what_users_tell_of_their_documents_is_read_by_others(opened):
    opened().put_uses("aaaa", (use("Een", "bus", "tram"), use("Twee", "bus")))
    opened().put_uses("bbbb", (use("Drie", "bus", by="Bo"),))
    assert {one.title for one in opened().uses()} == {"Een", "Twee", "Drie"}
    (other,) = opened().uses("aaaa")
    assert other == use("Drie", "bus", by="Bo")


def test_who_tells_anew_takes_back_what_was_told_before(opened):
    reader = opened()
    for uses in ((use("Een", "bus"),), (use("Twee", "bus"),), ()):
        opened().put_uses("aaaa", uses)
        assert reader.uses() == uses


# ---- adding and reading


def test_what_is_put_is_read_back_by_another_program(opened):
    whole = revision(
        "Geef **ruimte** [@wrr, p. 3].",
        title="Ruimte",
        owner="Team wonen",
        review_by="2027-01-01",
        organisation="Gemeente Voorbeeldstad",
        themes=("wonen", "jeugd"),
        tags=("a: b", "null"),
        sources=(Source("wrr", "report", (("title", "Kiezen"),)),),
        state="proposed",
    )
    digest = opened().put(whole)
    assert opened().get("bus", digest) == whole


def test_a_revision_is_known_by_what_its_file_holds(library):
    whole = revision()
    assert library.put(whole) == short_digest(revision_bytes(whole))


def test_the_same_revision_twice_is_one(library):
    library.put(revision())
    library.put(revision())
    assert len(library.history("bus")) == 1


def test_a_block_without_an_id_gets_one(library):
    digest = library.put(replace(revision(), variants=(Variant(request("Rust.", "")),)))
    assert library.get("bus", digest).variants[0].block.id == BlockId("b1")


def test_what_is_not_there_is_none(library):
    digest = library.put(revision())
    assert library.get("bus", "0" * 12) is None
    assert library.get("tram", digest) is None
    assert library.history("tram") == {}
    assert library.heads("tram") == ()


def test_ids_are_sorted(library):
    for id_ in ("tram", "bus", "metro"):
        library.put(revision(id_=id_))
    assert library.ids() == ("bus", "metro", "tram")


def test_variants_are_found_by_language_and_length(library):
    wordings = [
        (request("Lang."), "nl", "long"),
        (request("Kort."), "nl", "short"),
        (request("Short."), "en", ""),
    ]
    digest = library.put(replace(revision(), variants=tuple(Variant(*one) for one in wordings)))
    found = library.get("bus", digest)
    asked = [("nl", "short"), ("en", "long"), ("nl", ""), ("en-GB", ""), ("de", "short"), ("", "")]
    assert [found.variant(*one).block.text.plain for one in asked] == [
        "Kort.", "Short.", "Lang.", "Short.", "Kort.", "Short.",
    ]  # fmt: skip


def test_pictures_are_kept_by_their_content(library):
    name = library.put_asset(b"picture", ".png")
    assert library.asset(name) == b"picture"
    assert library.put_asset(b"picture", ".png") == name
    assert library.asset("0" * 64 + ".png") is None


# ---- what stands


def test_an_edit_takes_the_place_of_what_it_was_made_from(library):
    first = library.put(revision())
    second = library.put(edited(revision(), "Maak de trams gratis.", first))
    assert digests(library.heads("bus")) == {second}
    assert list(library.history("bus")) == [first, second]


def test_two_edits_of_one_revision_are_a_conflict_with_both_authors(opened):
    first = opened().put(revision())
    opened().put(edited(revision(), "Maak de trams gratis.", first, author="Bo"))
    opened().put(edited(revision(), "Maak de bussen goedkoop.", first, author="Cas"))
    contradicting = forks(opened().heads("bus"))
    assert {one.revision.author for one in contradicting} == {"Bo", "Cas"}
    history = opened().history("bus")
    assert common(history, *(one.digest for one in contradicting)) == first


def test_a_merge_ends_a_conflict(library):
    first = library.put(revision())
    two = [library.put(edited(revision(), text, first)) for text in ("Een.", "Twee.")]
    merged = library.put(edited(revision(), "Een en twee.", *two))
    assert digests(library.heads("bus")) == {merged}


def test_a_proposal_does_not_displace_what_was_adopted(library):
    first = library.put(revision())
    proposal = library.put(edited(revision(), "Geef geld.", first, state="proposed"))
    assert digests(library.heads("bus")) == {first, proposal}
    assert forks(library.heads("bus")) == ()


def test_a_proposal_takes_the_place_of_the_one_before(library):
    first = library.put(revision(state="proposed"))
    second = library.put(edited(revision(), "Geef geld.", first, state="proposed"))
    assert digests(library.heads("bus")) == {second}


def test_adopting_a_proposal_takes_the_place_of_what_it_was_made_from(library):
    first = library.put(revision())
    proposal = library.put(edited(revision(), "Geef geld.", first, state="proposed"))
    adopted = library.put(edited(revision(), "Geef geld.", proposal, state="adopted"))
    assert digests(library.heads("bus")) == {adopted}


def test_a_parent_that_has_yet_to_arrive_is_told(library):
    digest = library.put(edited(revision(), "Geef geld.", "0123456789ab"))
    history = library.history("bus")
    assert missing(history) == ("0123456789ab",)
    assert digests(library.heads("bus")) == {digest}


# ---- what changed


def looked(library, seen, **how):
    """Looks once more; returns what a reader of the changes then knows."""
    stamps, found = dict(seen[0]), dict(seen[1])
    for change in library.changes(stamps, **how):
        found[change.place] = change.found
        stamps[change.place] = change.stamp
        if not change.stamp:
            del stamps[change.place], found[change.place]
    return stamps, found


def known(seen):
    return {(one.id, one.digest) for found in seen[1].values() for one in found}


def test_changes_tell_all_that_is_there_and_then_what_came(opened):
    library = opened()
    first = library.put(revision())
    seen = looked(library, ({}, {}))
    assert known(seen) == {("bus", first)}
    second = opened().put(edited(revision(), "Geef geld.", first))
    other = opened().put(revision(id_="tram"))
    seen = looked(library, seen)
    assert known(seen) == {("bus", first), ("bus", second), ("tram", other)}
    assert known(looked(library, seen)) == known(looked(library, seen, thorough=True)) == known(seen)


def test_changes_of_one_block_leave_the_others_alone(library):
    library.put(revision())
    library.put(revision(id_="tram"))
    found = list(library.changes({}, of="tram"))
    assert {one.id for change in found for one in change.found} == {"tram"}


def test_a_summary_says_what_the_revision_does(library):
    library.put(revision("Geef **ruimte** aan [@wrr] wonen.", themes=("wonen",), title="Ruimte"))
    (change,) = (change for change in library.changes({}) if change.found)
    (one,) = change.found
    assert (one.id, one.state, one.title, one.themes) == ("bus", "adopted", "Ruimte", ("wonen",))
    assert one.wordings[0].text == "Geef ruimte aan  wonen."


# ---- any block there can be


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_block_is_read_as_it_was_written_also_by_its_lines(data):
    words = st.text(max_size=10).map(cleaned)
    (block,), _number = with_ids(cleaned((data.draw(blocks((), 2)),)))
    whole = Revision(
        id="bus",
        variants=(Variant(block, "nl", "short"),),
        author=data.draw(words),
        time="2026-02-26T09:30:00Z",
        title=data.draw(words),
        tags=tuple(data.draw(st.lists(words.filter(bool), max_size=2))),
    )
    written = revision_bytes(whole)
    stored = read_revision(written, "bus")
    assert stored.revision == whole
    assert summary_in(written) in (None, summary_of(stored))


def test_what_people_mostly_write_is_read_by_its_lines():
    whole = edited(revision(themes=("a",)), 'Zeg: "ja" \\* of nee?\n\nEn **doe** het.', "0" * 12)
    written = revision_bytes(whole)
    assert summary_in(written) == summary_of(read_revision(written, "bus"))
    assert text_of(whole) in summary_in(written).wordings[0].text
