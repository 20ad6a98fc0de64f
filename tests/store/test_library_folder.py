"""A library in a folder that people, sync clients and failing disks have been at."""

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from composer.errors import SaveFailed
from composer.model.revision import forks
from composer.model.use import Use
from composer.store.files import digest_of
from composer.store.library import open_library
from composer.store.library_folder import FolderLibrary, create_library
from composer.store.revisions import read_revision, revision_bytes
from tests.store.faults import Faulty
from tests.store.revisions import edited, revision

LONG_AGO = 1_500_000_000


@pytest.fixture
def folder(tmp_path):
    create_library(tmp_path / "team", "Team wonen")
    return tmp_path / "team"


@pytest.fixture
def library(folder):
    return FolderLibrary(folder)


def file_of(folder, id_, digest):
    return folder / "blocks" / id_ / f"{digest}.yaml"


def reasons(library):
    return {(one.place, one.reason.split(":")[0]) for one in library.skipped()}


def old(folder):
    """Makes all folders as old as those of a library that was not just written."""
    for place in folder.glob("*/*"):
        os.utime(place, (LONG_AGO, LONG_AGO))


def found(library):
    return sorted(one.digest for change in library.changes({}) for one in change.found)


# ---- what it is


def test_a_library_has_the_name_it_was_given(folder):
    assert FolderLibrary(folder).name == "Team wonen"
    create_library(folder, "Another name")
    assert open_library(folder).name == "Team wonen"


def test_a_folder_without_a_name_is_called_as_it_is(folder):
    (folder / "library.yaml").unlink()
    library = FolderLibrary(folder)
    library.put(revision())
    assert library.name == "team"
    assert [one.place for one in library.skipped()] == ["library.yaml"]
    assert library.ids() == ("bus",)


def test_a_proposal_has_a_folder_of_its_own(folder, library):
    digest = library.put(revision(state="proposed"))
    assert (folder / "proposals" / "bus" / f"{digest}.yaml").is_file()
    assert library.get("bus", digest) == revision(state="proposed")


def test_the_file_is_named_by_what_it_holds(folder, library):
    digest = library.put(revision())
    data = file_of(folder, "bus", digest).read_bytes()
    assert digest_of(data)[:12] == digest
    assert data == revision_bytes(revision())


# ---- what sync clients do


@pytest.fixture
def two(library):
    """Two revisions of one block, by their digests."""
    first = library.put(revision())
    return first, library.put(edited(revision(), "Geef geld.", first))


@pytest.mark.parametrize(
    "name",
    [
        "{digest} (conflicted copy).yaml",
        "{digest}-PC12.yaml",
        "{digest} (1).yaml",
        "Copy of {digest}.yaml",
        "{digest}.sync-conflict-20260226-093000-ABCDEF.yaml",
        "block of bus.yaml",
        "{digest}.YML",
    ],
)
def test_a_file_is_what_it_holds_whatever_it_is_called(folder, library, two, name):
    path = file_of(folder, "bus", two[1])
    path.rename(path.with_name(name.format(digest=two[1])))
    assert [one.digest for one in library.heads("bus")] == [two[1]]
    assert library.get("bus", two[1]) is not None
    assert library.skipped() == ()


def test_a_file_that_is_there_twice_is_one(folder, library, two):
    path = file_of(folder, "bus", two[1])
    shutil.copy(path, path.with_name(f"{two[1]} (conflicted copy).yaml"))
    shutil.copytree(path.parent, path.parent.with_name("bus (conflicted copy)"))
    assert list(library.history("bus")) == list(two)
    assert library.ids() == ("bus",)
    assert library.skipped() == ()


@pytest.mark.parametrize("name", ["bus-PC12", "bus (conflicted copy)", "Copy of bus"])
def test_a_folder_is_what_its_files_hold(folder, library, two, name):
    (folder / "blocks" / "bus").rename(folder / "blocks" / name)
    assert list(library.history("bus")) == list(two)
    assert library.ids() == ("bus",)


def test_a_folder_of_another_name_is_known_once_it_was_looked_at(folder, library, two):
    (folder / "blocks" / "bus").rename(folder / "blocks" / "moved")
    assert library.ids() == ("bus",)
    assert list(library.history("bus")) == list(two)


def test_a_block_whose_id_is_within_that_of_another_is_not_that_one(library, two):
    library.put(revision(id_="bus-en-tram"))
    assert list(library.history("bus")) == list(two)


@pytest.mark.parametrize("cut", [0, 1, 40, -5, -1])
def test_a_half_copied_file_is_left_out_and_told(folder, library, two, cut):
    path = file_of(folder, "bus", two[1])
    path.write_bytes(path.read_bytes()[:cut])
    assert [one.digest for one in library.heads("bus")] == [two[0]]
    assert library.get("bus", two[1]) is None
    assert reasons(library) == {(f"blocks/bus/{path.name}", "this file is not what its name says")}


def test_a_half_copied_file_of_another_name_is_never_another_revision(folder, library, two):
    whole = file_of(folder, "bus", two[1]).read_bytes()
    for size in range(len(whole)):
        file_of(folder, "bus", "copy").write_bytes(whole[:size])
        assert list(library.history("bus")) == list(two)
        assert len(library.skipped()) == 1


def test_a_file_that_arrives_whole_is_taken_and_no_longer_told(folder, library, two):
    path = file_of(folder, "bus", two[1])
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    old(folder)
    seen = {change.place: change.stamp for change in library.changes({})}
    path.write_bytes(whole)  # the time of the folder stays what it is
    old(folder)
    (change,) = library.changes(seen)
    assert {one.digest for one in change.found} == set(two)
    assert library.skipped() == ()


def test_what_programs_put_down_while_they_copy_is_not_looked_at(folder, library, two):
    for name in (".0a.yaml.x1.tmp", "~$0a.yaml", ".syncthing.0a.yaml.tmp", "desktop.ini", "Thumbs.db"):
        (folder / "blocks" / "bus" / name).write_bytes(b"half")
    (folder / "blocks" / "bus" / "folder.yaml.d").mkdir()
    assert list(library.history("bus")) == list(two)
    assert library.skipped() == ()


def test_what_is_put_again_heals_a_damaged_file(folder, library):
    digest = library.put(revision())
    file_of(folder, "bus", digest).write_bytes(b"zeros")
    assert library.heads("bus") == ()
    assert library.put(revision()) == digest
    assert library.get("bus", digest) == revision()


def test_two_folders_made_one_show_the_conflict(folder, tmp_path):
    first = FolderLibrary(folder).put(revision())
    shutil.copytree(folder, tmp_path / "laptop")
    FolderLibrary(folder).put(edited(revision(), "Een.", first, author="Bo"))
    FolderLibrary(tmp_path / "laptop").put(edited(revision(), "Twee.", first, author="Cas"))
    shutil.copytree(tmp_path / "laptop", folder, dirs_exist_ok=True)
    contradicting = forks(FolderLibrary(folder).heads("bus"))
    assert {one.revision.author for one in contradicting} == {"Bo", "Cas"}


# ---- looking again


def test_an_unchanged_library_has_no_changes(folder, library, two):
    old(folder)
    seen = {change.place: change.stamp for change in library.changes({})}
    assert list(library.changes(seen)) == []
    assert len(list(library.changes(seen, thorough=True))) == 1


def test_a_folder_that_was_just_changed_is_looked_at_once_more(folder, library, two):
    seen = {change.place: change.stamp for change in library.changes({})}
    assert [change.place for change in library.changes(seen)] == ["blocks/bus"]


def test_a_folder_that_is_gone_is_told(folder, library, two):
    seen = {change.place: change.stamp for change in library.changes({})}
    shutil.rmtree(folder / "blocks" / "bus")
    (change,) = library.changes(seen)
    assert (change.place, change.stamp, change.found) == ("blocks/bus", "", ())


def test_a_library_out_of_reach_takes_nothing_back(folder, library, two):
    seen = {change.place: change.stamp for change in library.changes({})}
    folder.rename(folder.with_name("elsewhere"))
    assert list(library.changes(seen)) == []


# ---- what disks do


def test_a_missing_library_holds_nothing_and_says_so(tmp_path):
    library = open_library(tmp_path / "gone")
    assert (library.name, library.may_write, library.ids()) == ("gone", False, ())
    assert library.history("bus") == {}
    assert library.asset("0" * 64 + ".png") is None
    assert [one.place for one in library.skipped()] == [str(tmp_path / "gone")]
    with pytest.raises(SaveFailed, match="'gone': its folder is not there"):
        library.put(revision())
    assert not (tmp_path / "gone").exists()


def test_a_library_that_is_read_only_is_never_written_to(folder, library, two):
    only_read = open_library(folder, read_only=True)
    assert not only_read.may_write
    with pytest.raises(SaveFailed, match="it can only be read"):
        only_read.put(revision("Anders."))
    assert list(only_read.history("bus")) == list(two)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="rights bind neither Windows folders nor root"
)
def test_a_folder_without_rights_shows_it(folder, library, two):
    for place in (folder, folder / "blocks", folder / "blocks" / "bus"):
        place.chmod(0o500)
    try:
        assert not library.may_write
        with pytest.raises(SaveFailed, match="may not write"):
            library.put(revision("Anders."))
        assert list(library.history("bus")) == list(two)
    finally:
        for place in (folder, folder / "blocks", folder / "blocks" / "bus"):
            place.chmod(0o700)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("call", ["make_folder", "create", "write", "sync", "close", "replace"])
def test_a_failing_disk_leaves_the_library_as_it_was(folder, two, call, error):
    library = FolderLibrary(folder, layer=Faulty(call, OSError(error, os.strerror(error))))
    with pytest.raises(SaveFailed) as raised:
        library.put(edited(revision(), "Anders.", two[1]))
    assert raised.value.hint
    assert list(FolderLibrary(folder).history("bus")) == list(two)
    assert FolderLibrary(folder).skipped() == ()


def test_a_thousand_damaged_files_are_told_and_the_others_found(folder, library):
    digests = [library.put(revision(f"Tekst {i}.", f"block-{i}")) for i in range(30)]
    whole = revision_bytes(revision("Anders."))
    for i in range(1000):
        path = file_of(folder, f"block-{i % 40}", f"{i:012x}")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((b"", b"\0" * 900, whole[: i % len(whole)], b"a: &a [*a]", os.urandom(200))[i % 5])
    assert found(library) == sorted(digests)
    assert len(library.skipped()) == 1000
    assert all(one.reason and one.hint for one in library.skipped())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((b"pleidooi-block: 1", b"pleidooi-block: 2"), "newer version"),
        ((b"kind: request", b"kind: reqest"), "unknown kind of block"),
        ((b"state: adopted", b"state: agreed"), "unknown state"),
        ((b'time: "2026-02-26T09:30:00Z"', b"time: gisteren"), "'gisteren' cannot stand here"),
        ((b"id: bus", b"id: ../../bus"), "cannot stand here"),
        ((b"author: An", b"author: An\nparents:\n  - bus"), "'bus' cannot stand here"),
        ((b"author: An", b"author: An\nreview_by: morgen"), "'morgen' cannot stand here"),
        ((b"author: An", b"author: An\nrank: 1"), "unknown field 'rank'"),
        ((b"language: nl", b"language: dutch language"), "not the tag of a language"),
        ((b"language: nl", b"length: tiny"), "unknown length"),
        ((b"variants:", b"variants: []\nold:"), "unknown field 'old'"),
    ],
)
def test_a_file_with_a_mistake_is_told_with_its_place(folder, library, change, reason):
    path = file_of(folder, "bus", "by-hand")
    path.parent.mkdir()
    path.write_bytes(revision_bytes(revision()).replace(*change))
    assert found(library) == []
    (told,) = library.skipped()
    assert reason in told.reason
    assert told.line


@pytest.mark.parametrize("variants", ["[]", "\n  - block: {kind: request}\n  - block: {kind: request}"])
def test_a_revision_has_variants_that_differ(folder, library, variants):
    path = file_of(folder, "bus", "by-hand")
    path.parent.mkdir()
    path.write_text(
        f"pleidooi-block: 1\nid: bus\nstate: adopted\nvariants: {variants}\nauthor: An\n"
        "time: 2026-02-26T09:30:00Z\n"
    )
    assert found(library) == []
    assert "variant" in library.skipped()[0].reason


def test_a_revision_may_be_written_by_hand(folder, library):
    path = file_of(folder, "bus", "by-hand")
    path.parent.mkdir()
    path.write_text(
        "# Of the team\npleidooi-block: 1\nid: bus\nstate: adopted\nthemes: [wonen]\n"
        "variants: [{block: {kind: request, text: Maak de bussen gratis.}}]\ntime: 2026-02-26T09:30:00Z\n"
    )
    (one,) = library.heads("bus")
    assert found(library) == [one.digest]
    assert one.revision.themes == ("wonen",)


# ---- pictures


def test_a_damaged_picture_is_none_and_healed_by_the_next(folder, library):
    name = library.put_asset(b"picture", ".png")
    (folder / "assets" / name).write_bytes(b"pict")
    assert library.asset(name) is None
    library.put_asset(b"picture", ".png")
    assert library.asset(name) == b"picture"


@pytest.mark.parametrize("name", ["../library.yaml", "library.yaml", "", "0" * 64, "0" * 64 + ".exe"])
def test_a_picture_has_the_name_of_one(library, name):
    assert library.asset(name) is None


def test_the_example_of_the_documentation_is_a_revision():
    page = (Path(__file__).resolve().parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    found = read_revision(example.encode(), "docs/library.md").revision
    assert revision_bytes(found).decode().replace("      id: b1\n", "") == example
    assert [variant.language for variant in found.variants] == ["nl", "en"]
    assert found.parents == ("0a1b2c3d4e5f",)


# ---- what users tell each other

USE = Use("Een & <b>twee</b>", "2026-02-26", ("Ministerie",), "", "An", (("bus", "0a1b2c3d4e5f"),))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"[]\n", b"null\n", b"{\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n",
        b'{"title": "x"}\n',
        b'{"title": "x", "blocks": [["bus"]]}\n',
        b'{"title": "x", "blocks": {"bus": 1}}\n', b'{"blocks": [1]}\n',
    ],
)  # fmt: skip
def test_a_line_that_tells_of_no_document_is_left_out(folder, library, data):
    library.put_uses("aaaa", (USE,))
    (folder / "log" / "bbbb.jsonl").write_bytes(data)
    assert FolderLibrary(folder).uses() == (USE,)


def test_a_half_copied_file_of_uses_tells_its_whole_lines(folder, library):
    library.put_uses("aaaa", (USE, USE._replace(title="Drie")))
    file = folder / "log" / "aaaa.jsonl"
    file.write_bytes(file.read_bytes()[:-5])
    assert len(FolderLibrary(folder).uses()) == 1
    file.rename(file.with_name("aaaa (conflicted copy).jsonl"))
    assert len(FolderLibrary(folder).uses()) == 1


def test_uses_that_are_told_again_write_nothing(folder, library):
    library.put_uses("aaaa", ())
    assert not (folder / "log").exists()
    library.put_uses("aaaa", (USE,))
    before = (folder / "log" / "aaaa.jsonl").stat()
    library.put_uses("aaaa", (USE,))
    assert (folder / "log" / "aaaa.jsonl").stat().st_ino == before.st_ino


def test_a_library_that_is_only_read_is_told_nothing(folder, library):
    library.put_uses("aaaa", (USE,))
    reader = FolderLibrary(folder, read_only=True)
    assert reader.uses() == (USE,)
    with pytest.raises(SaveFailed):
        reader.put_uses("bbbb", (USE,))
    (folder / "log" / "aaaa.jsonl").unlink()
    (folder / "log" / "aaaa.jsonl").mkdir()
    assert reader.uses() == ()
