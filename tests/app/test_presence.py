"""Who else has a document open is told once, and the document is let go at the end."""

import getpass
import os
from time import monotonic, sleep

import pytest

from composer.app.presence import InUse, Presence, me
from composer.store import locks
from composer.store.locks import Lock


def until(holds):
    end = monotonic() + 20
    while not holds():
        assert monotonic() < end, "it never happened"
        sleep(0.005)


@pytest.fixture
def fast(monkeypatch):
    monkeypatch.setattr(locks, "INTERVAL", 0.01)


def test_who_else_has_a_document_is_told_and_that_it_is_free(tmp_path, fast):
    path, told = tmp_path / "brief.yaml", []
    Lock(path, InUse("anna", "pc-1", "a")).step()
    here = Presence(path, InUse("bram", "pc-2", "b"), told.append)
    until(lambda: len(told) == 2)  # the lock of Anna stands still
    here.close()
    here.join(20)
    assert told == [InUse("anna", "pc-1", "a"), None]
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_nobody_else_has_tells_nothing(tmp_path, fast):
    told = []
    here = Presence(tmp_path / "brief.yaml", me(), told.append)
    until(lambda: here.lock.me.counter > 2)
    here.close()
    here.join(20)
    assert told == []


def test_a_user_without_a_name_is_somebody(monkeypatch):
    def nobody():
        raise KeyError("uid")

    assert len(me().session) == 16
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert me().name == ""


def test_who_has_a_document_deletes_what_killed_saves_left(tmp_path, fast):
    path = tmp_path / "brief.yaml"
    path.write_bytes(b"document")
    stray, other = tmp_path / ".brief.yaml.0123abcd.tmp", tmp_path / ".other.yaml.0123abcd.tmp"
    of_lock = tmp_path / ".brief.yaml.in-use.0123abcd.tmp"
    for file in (stray, other, of_lock):
        file.write_bytes(b"half")
        os.utime(file, (0, 0))
    here = Presence(path, me(), lambda _other: None)
    until(lambda: here.lock.me.counter > 1)
    here.close()
    here.join(20)
    assert sorted(tmp_path.iterdir()) == sorted((path, other))


def test_while_somebody_else_has_it_nothing_is_deleted(tmp_path, fast):
    path, told = tmp_path / "brief.yaml", []
    stray = tmp_path / ".brief.yaml.0123abcd.tmp"
    stray.write_bytes(b"half")
    os.utime(stray, (0, 0))
    Lock(path, InUse("anna", "pc-1", "a")).step()
    here = Presence(path, me(), told.append)
    until(lambda: told)
    assert stray.exists()
    here.close()
    here.join(20)


def test_who_is_named_anew_is_so_called_from_the_next_step_on(tmp_path, fast):
    path = tmp_path / "brief.yaml"
    here = Presence(path, InUse("b.jansen", "pc-2", "b"), lambda _other: None)
    until(lambda: here.lock.is_mine)
    here.be_called("Bram Jansen")
    until(lambda: '"Bram Jansen"' in here.lock.file.read_text(encoding="utf-8"))
    here.close()
    here.join(20)
