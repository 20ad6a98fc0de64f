"""Who else has a document open is told once, and the document is let go at the end."""

import getpass
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
