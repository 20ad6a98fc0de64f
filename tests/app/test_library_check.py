"""What `check` tells of a library, and of a document whose blocks came from one."""

import json

import pytest

from composer.__main__ import main
from composer.store.library_folder import FolderLibrary, create_library
from tests.store.revisions import edited, revision


@pytest.fixture
def folder(tmp_path):
    create_library(tmp_path / "team", "Team")
    return tmp_path / "team"


@pytest.fixture
def library(folder):
    return FolderLibrary(folder)


def letter(tmp_path, digest, block="bus"):
    path = tmp_path / "letter.yaml"
    path.write_text(
        "pleidooi: 1\ntemplate: demo/letter\nblocks:\n"
        f"  - kind: request\n    id: r1\n    origin: {{block: {block}, revision: {digest}}}\n"
        "    text: Maak de bussen gratis.\n"
    )
    return path


def told(capsys, *arguments):
    code = main(["check", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def of_library(capsys, *arguments):
    _code, rows = told(capsys, *arguments)
    return [(row["id"], row["place"]["line"]) for row in rows if row["id"].startswith("library-")]


def test_a_newer_version_in_the_library_is_told(tmp_path, folder, library, capsys):
    first = library.put(revision())
    path = letter(tmp_path, first)
    assert of_library(capsys, path, "--library", folder) == []
    second = library.put(edited(revision(), "Maak de trams gratis.", first))
    assert of_library(capsys, path, "--library", folder) == [("library-newer", 4)]
    assert of_library(capsys, path) == []
    library.put(edited(revision(), "Maak de trams gratis.", second, state="withdrawn"))
    assert of_library(capsys, path, "--library", folder) == [("library-withdrawn", 4)]


def test_a_conflict_in_the_library_and_an_unknown_block_are_told(tmp_path, folder, library, capsys):
    first = library.put(revision())
    for text in ("Een.", "Twee."):
        library.put(edited(revision(), text, first))
    assert of_library(capsys, letter(tmp_path, first), "--library", folder) == [("library-forked", 4)]
    unknown = letter(tmp_path, first, "tram")
    assert of_library(capsys, unknown, "--library", folder) == [("library-unknown", 4)]
    main(["check", str(unknown), "--library", str(folder)])
    assert "'tram'" in capsys.readouterr().out


def test_a_block_that_nobody_looked_at_again_is_told(tmp_path, folder, library, capsys):
    old = revision(review_by="2020-01-01", owner="Team verkeer")
    first = library.put(old)
    path = letter(tmp_path, first)
    assert of_library(capsys, path, "--library", folder) == [("library-review", 4)]
    _code, rows = told(capsys, path, "--library", folder)
    (row,) = (row for row in rows if row["id"] == "library-review")
    assert (row["severity"], "1 January 2020" in row["message"]) == ("warning", True)
    assert "Team verkeer" in row["hint"]
    second = library.put(edited(old, "Maak de trams gratis.", first, review_by="2999-01-01"))
    assert of_library(capsys, path, "--library", folder) == [("library-newer", 4)]
    library.put(edited(old, "Weg.", second, state="withdrawn"))
    assert of_library(capsys, path, "--library", folder) == [("library-withdrawn", 4)]


def test_nothing_is_told_of_a_document_that_was_sent(tmp_path, folder, library, capsys):
    first = library.put(revision(review_by="2020-01-01"))
    library.put(edited(revision(), "Maak de trams gratis.", first))
    path = letter(tmp_path, first)
    path.write_text(path.read_text().replace("blocks:", "fields:\n  sent: 2026-01-01\nblocks:"))
    before = path.read_bytes()
    assert of_library(capsys, path, "--library", folder) == []
    assert path.read_bytes() == before


def test_export_tells_what_a_library_has_to_say_and_changes_nothing(tmp_path, folder, library, capsys):
    first = library.put(revision())
    library.put(edited(revision(), "Maak de trams gratis.", first))
    path = letter(tmp_path, first)
    before, target = path.read_bytes(), tmp_path / "letter.pdf"
    assert main(["export", str(path), "-o", str(target), "--library", str(folder)]) == 0
    assert "newer version" in capsys.readouterr().err
    assert target.read_bytes().startswith(b"%PDF")
    assert path.read_bytes() == before
    target.unlink()
    assert main(["export", str(path), "-o", str(target), "--library", str(tmp_path / "gone")]) == 2
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "reason"), [("gone", "there is no such folder"), ("empty", "not a library")]
)
def test_what_is_no_library_is_refused_in_a_line(tmp_path, capsys, name, reason):
    (tmp_path / "empty").mkdir()
    path = letter(tmp_path, "0" * 12)
    assert main(["check", str(path), "--library", str(tmp_path / name)]) == 2
    assert reason in capsys.readouterr().err


def test_a_library_without_faults_is_counted(folder, library, capsys):
    library.put(revision())
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: 1 block, 0 findings\n"


def test_what_is_wrong_in_a_library_is_told_with_its_place(folder, library, capsys):
    first = library.put(revision())
    for author in "AB":
        library.put(edited(revision(), f"Tekst {author}.", first, author=author))
    library.put(edited(revision(id_="tram"), "Zonder begin.", "0123456789ab"))
    damaged = folder / "blocks" / "bus" / "by-hand.yaml"
    damaged.write_text("pleidooi-block: 1\nid: bus\nrank: 1\ntime: x\n")
    code, rows = told(capsys, folder / "library.yaml")
    assert code == 1
    assert {row["id"] for row in rows} == {"library-unreadable", "library-forked", "library-missing"}
    (unread,) = (row for row in rows if row["severity"] == "error")
    assert unread["place"]["file"] == str(damaged)
    assert unread["place"]["line"] == 3
    assert "unknown field 'rank'" in unread["message"]
    assert unread["hint"]
    assert any("A, B" in row["message"] for row in rows)


def test_checking_a_library_writes_nothing(folder, library):
    library.put(revision())
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    main(["check", str(folder)])
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
