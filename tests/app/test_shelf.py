"""The libraries of a user as one."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from composer.app.shelf import (
    Filters,
    Shelf,
    begin_library,
    left_out,
    now,
    open_index,
    open_shelf,
    own_library,
    shipped_library,
    taken,
)
from composer.errors import DocumentError, SaveFailed
from composer.model.document import Origin
from composer.model.revision import Stored, Variant
from composer.model.source import Source
from composer.store.library import open_library
from composer.store.library_folder import FolderLibrary, create_library
from composer.store.revisions import TIME
from tests.store.faults import Faulty
from tests.store.revisions import edited, request, revision, text_of


@pytest.fixture
def folders(tmp_path):
    """Two libraries: one of a team, one that can only be read."""
    made = [tmp_path / "team", tmp_path / "national"]
    for folder in made:
        create_library(folder, folder.name.title())
    return made


@pytest.fixture
def shelf(folders, tmp_path):
    libraries = [open_library(folders[0]), open_library(folders[1], read_only=True)]
    shelf = Shelf(libraries, tmp_path / "cache", uses=lambda id_: 3 if id_ == "bus" else 0)
    yield shelf
    shelf.close()


def put(folder, *revisions):
    return [FolderLibrary(folder).put(one) for one in revisions]


# ---- looking and opening


def test_a_hit_of_any_library_can_be_opened(folders, shelf):
    put(folders[0], revision("Maak de bussen gratis."))
    put(folders[1], revision("Maak de trams gratis.", "tram", sources=(Source("wrr"),)))
    assert shelf.refresh() == 2
    hits = {hit.id: hit for hit in shelf.search("gratis")}
    assert {(hit.library_name, hit.uses) for hit in hits.values()} == {("Team", 3), ("National", 0)}
    found = shelf.block(hits["tram"])
    assert found.block.text.plain == "Maak de trams gratis."
    assert found.block.origin == Origin("tram", hits["tram"].digest, follow=True)
    assert found.sources == (Source("wrr"),)


def test_a_block_is_taken_in_the_wording_asked_else_in_that_of_the_hit(folders, shelf):
    english = Variant(request("Free buses."), "en")
    put(folders[0], replace(revision(), variants=(*revision().variants, english)))
    shelf.refresh()
    (hit,) = shelf.search("free")
    assert shelf.block(hit).block.text.plain == "Free buses."
    assert shelf.block(hit, "nl").block.text.plain == "Maak de bussen gratis."


def test_a_hit_that_is_gone_since_opens_nothing(folders, shelf, tmp_path):
    (digest,) = put(folders[0], revision())
    shelf.refresh()
    (hit,) = shelf.search("bussen")
    (folders[0] / "blocks" / "bus" / f"{digest}.yaml").unlink()
    assert shelf.block(hit) is shelf.revision(hit) is None
    other = Shelf([], tmp_path / "cache")
    assert other.revision(hit) is other.library(hit.library) is None
    other.close()


def test_what_is_in_two_libraries_is_of_one(folders, shelf):
    for folder in folders:
        put(folder, revision())
    shelf.refresh()
    assert len(shelf.search("bussen")) == 1
    assert len(shelf.heads("bus")) == len(shelf.history("bus")) == 1
    assert shelf.history("bus", str(folders[1]))
    assert shelf.heads("tram") == ()
    assert shelf.history("tram") == {}


def test_filters_and_their_choices_reach_the_index(folders, shelf):
    put(folders[0], revision(themes=("ov",)), revision("Bussen.", "tram", themes=("water",)))
    shelf.refresh(thorough=True)
    assert [hit.id for hit in shelf.search("bussen", Filters(themes=("ov",)))] == ["bus"]
    assert shelf.choices().themes == (("ov", 1), ("water", 1))
    assert [hit.id for hit in shelf.candidates(["bussen", "gratis"], 1)] == ["bus"]


def test_looking_can_be_stopped(folders, shelf):
    put(folders[0], *(revision("Bussen.", f"block-{i}") for i in range(5)))
    assert shelf.refresh(stop=lambda: True) < 5


# ---- adding


def test_what_is_saved_is_found_at_once(folders, shelf):
    stored = shelf.save(revision("Maak de bussen gratis."))
    assert shelf.search("bussen")[0].digest == stored.digest
    following = shelf.save(edited(stored.revision, "Maak de trams gratis.", stored.digest), str(folders[0]))
    assert [hit.digest for hit in shelf.search("gratis")] == [following.digest]
    assert FolderLibrary(folders[0]).get("bus", following.digest) == following.revision


def test_what_can_only_be_read_is_not_written_to(folders, shelf):
    assert [library.name for library in shelf.writable] == ["Team"]
    with pytest.raises(SaveFailed, match="'National': it can only be read"):
        shelf.save(revision(), str(folders[1]))


def test_without_a_library_to_write_to_nothing_is_saved(folders, tmp_path):
    shelf = Shelf([open_library(folders[1], read_only=True)], tmp_path / "cache")
    with pytest.raises(SaveFailed, match="no library that you may write to"):
        shelf.save(revision())
    shelf.close()


def test_a_full_disk_says_so_and_the_search_goes_on(folders, tmp_path):
    put(folders[0], revision())
    layer = Faulty("write", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), times=99)
    shelf = Shelf([FolderLibrary(folders[0], layer=layer)], tmp_path / "cache")
    shelf.refresh()
    with pytest.raises(SaveFailed) as raised:
        shelf.save(edited(revision(), "Maak de trams gratis."))
    title, name = revision().title, FolderLibrary(folders[0]).name
    assert raised.value.reason == f"“{title}” was not saved in the library “{name}”: the disk is full"
    assert raised.value.hint == "make room and save again"
    assert [text_of(shelf.revision(hit)) for hit in shelf.search("gratis")] == ["Maak de bussen gratis."]
    shelf.close()


def test_a_block_goes_into_a_document_with_where_it_came_from():
    found = taken(Stored("0" * 12, revision()), follow=False)
    assert found.block.origin == Origin("bus", "0" * 12)


def test_the_time_is_said_as_a_revision_has_it():
    assert TIME.fullmatch(now())


# ---- which libraries


@pytest.fixture
def at_home(tmp_path, monkeypatch):
    """A user of this test alone."""
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "home"))
    return tmp_path / "home"


def test_libraries_come_in_the_order_in_which_they_count(folders, at_home):
    shelf = open_shelf(folders[1:], first=folders[:1])
    places = [Path(library.place) for library in shelf.libraries]
    assert places == [*folders, own_library(), shipped_library()]
    assert not shelf.libraries[-1].may_write
    shelf.close()


def test_a_library_named_twice_is_one(folders, at_home):
    shelf = open_shelf([*folders, folders[0]])
    assert len(shelf.libraries) == 4
    shelf.close()


def test_the_library_of_a_user_is_made_when_something_is_saved(at_home):
    shelf = open_shelf()
    assert [library.place for library in shelf.writable] == [str(own_library())]
    assert not at_home.exists()
    assert not [one for one in shelf.findings() if str(own_library()) in one.sentence]
    shelf.save(revision("Iets van mijzelf."))
    assert open_library(own_library()).name == "My library"
    assert [hit.library for hit in shelf.search("mijzelf")] == [str(own_library())]
    shelf.refresh()
    assert [hit.library_name for hit in shelf.search("mijzelf")] == ["My library"]
    shelf.close()


# ---- what was left out


def test_what_was_left_out_is_told_with_library_place_and_reason(folders, shelf):
    path = folders[0] / "blocks" / "bus" / "by-hand.yaml"
    path.parent.mkdir()
    path.write_text("pleidooi-block: 1\nid: bus\n")
    shelf.refresh()
    (finding,) = shelf.findings()
    assert finding.sentence.startswith(
        "Left out of the library 'Team': blocks/bus/by-hand.yaml:1:1: there is no"
    )
    assert finding.advice


def test_of_a_thousand_the_first_are_told_and_how_many_more(folders, shelf):
    for i in range(1000):
        path = folders[0] / "blocks" / f"block-{i % 50}" / f"{i:012x}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(os.urandom(50))
    put(folders[0], revision())
    shelf.refresh()
    findings = shelf.findings()
    assert len(findings) == 21
    assert findings[-1].sentence == "Left out of the library 'Team' besides: 980 more."
    assert len(shelf.search("bussen")) == 1


def test_a_missing_library_is_told_and_the_others_searched(folders, tmp_path):
    put(folders[0], revision())
    shelf = Shelf([open_library(tmp_path / "share"), open_library(folders[0])], tmp_path / "cache")
    shelf.refresh()
    (finding,) = shelf.findings()
    assert finding.sentence == "The library 'share' is not searched: the folder is not there."
    assert str(tmp_path / "share") in finding.advice
    assert "the folder is not there" in finding.sentence
    assert len(shelf.search("bussen")) == 1
    shelf.close()


def test_a_library_out_of_reach_is_still_found_in(folders, shelf):
    put(folders[0], revision())
    shelf.refresh()
    folders[0].rename(folders[0].with_name("unplugged"))
    shelf.refresh()
    (hit,) = shelf.search("bussen")
    assert shelf.block(hit) is None
    assert len(shelf.findings()) == 1


def test_a_library_is_begun_in_an_empty_folder_and_in_no_other(tmp_path):
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "Thumbs.db").touch()
    assert begin_library(folder)
    assert not begin_library(folder)
    other = tmp_path / "holiday"
    other.mkdir()
    (other / "beach.jpg").touch()
    with pytest.raises(DocumentError, match="not a library"):
        begin_library(other)
    with pytest.raises(DocumentError, match="cannot be read"):
        begin_library(tmp_path / "nowhere")


def test_files_that_were_left_out_are_counted_and_a_library_that_is_away_is_no_file(tmp_path):
    create_library(tmp_path / "team", "Team")
    for number in range(30):
        damaged = tmp_path / "team" / "blocks" / f"b{number}"
        damaged.mkdir()
        (damaged / f"{number:012x}.yaml").write_text("half", encoding="utf-8")
    (tmp_path / "file").touch()
    folders = [tmp_path / "team", tmp_path / "nowhere", tmp_path / "file"]
    shelf = open_shelf(folders, index=open_index(tmp_path / "cache"))
    shelf.refresh()
    found = shelf.findings()
    assert left_out(found) == 30
    away = [one.sentence for one in found if one.id == "library-away"]
    assert len(away) == 2
    assert "'nowhere' is not searched: the folder is not there" in away[0]
    assert "'file' is not searched: this is not a folder" in away[1]
    shelf.close()
