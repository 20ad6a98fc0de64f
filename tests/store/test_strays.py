"""What a killed save leaves beside a file is deleted, and nothing else is."""

import os
import sys

import pytest

from composer.store.files import name_kept
from composer.store.strays import OLD, tidy_strays


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "brief [1].pleidooi"
    file.write_bytes(b"document")
    return file


def left(path, name, age):
    """A file beside another, so many seconds older than it."""
    file = path.with_name(name)
    file.write_bytes(b"half a docu")
    now = path.stat().st_mtime
    os.utime(file, (now - age, now - age))
    return file


def test_a_stray_of_a_killed_save_is_deleted(path):
    stray = left(path, ".brief [1].pleidooi.0123abcd.tmp", OLD)
    assert tidy_strays(path, path) == 1
    assert not stray.exists()
    assert path.read_bytes() == b"document"


@pytest.mark.parametrize(
    "name",
    [
        ".brief [1].pleidooi.0123abcd.tmp.bak",
        ".brief [1].pleidooi.0123abcg.tmp",
        ".brief [1].pleidooi.0123ABCD.tmp",
        ".brief [1].pleidooi.0123abc.tmp",
        ".brief 1.pleidooi.0123abcd.tmp",
        ".other.pleidooi.0123abcd.tmp",
        "brief [1].pleidooi.0123abcd.tmp",
        ".brief [1].pleidooi.tmp",
    ],
)
def test_a_file_of_another_name_is_somebody_elses(path, name):
    other = left(path, name, 10 * OLD)
    assert tidy_strays(path, path) == 0
    assert other.exists()


def test_what_may_still_be_being_saved_stays(path):
    assert left(path, ".brief [1].pleidooi.0123abcd.tmp", OLD - 1).exists()
    assert left(path, ".brief [1].pleidooi.0123abce.tmp", -1e6).exists()
    assert tidy_strays(path, path) == 0


def test_a_clock_of_this_machine_that_is_wrong_deletes_nothing(path):
    """Both files may be years old: only what lies between them counts."""
    stray = left(path, ".brief [1].pleidooi.0123abcd.tmp", 1)
    for file in (path, stray):
        os.utime(file, (1000, 1000))
    assert tidy_strays(path, path) == 0


def test_a_long_name_is_known_by_what_is_kept_of_it(tmp_path):
    path = tmp_path / ("é" * 120 + ".yaml")
    path.write_bytes(b"document")
    stray = left(path, f".{name_kept(path)}.0123abcd.tmp", OLD)
    assert tidy_strays(path, path) == 1
    assert not stray.exists()


def test_a_folder_and_a_link_are_no_strays(path):
    folder = path.with_name(".brief [1].pleidooi.0123abcd.tmp")
    folder.mkdir()
    link = path.with_name(".brief [1].pleidooi.0123abce.tmp")
    link.symlink_to(path)
    for file in (folder, link):
        os.utime(file, (0, 0), follow_symlinks=False)
    assert tidy_strays(path, path) == 0
    assert path.exists()
    assert folder.is_dir()
    assert link.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names no owner here")
def test_a_file_of_another_user_stays(path, monkeypatch):
    stray = left(path, ".brief [1].pleidooi.0123abcd.tmp", OLD)
    uid = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    assert tidy_strays(path, path) == 0
    assert stray.exists()


def test_a_folder_that_is_gone_has_no_strays(tmp_path):
    assert tidy_strays(tmp_path / "gone" / "brief.yaml", tmp_path) == 0
    assert tidy_strays(tmp_path / "brief.yaml", tmp_path / "gone") == 0
