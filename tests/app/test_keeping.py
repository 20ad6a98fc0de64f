"""The keeper: what is typed is in the journal soon, and again after the disk failed; nobody waits for it."""

import errno
import logging
import threading
from dataclasses import replace
from time import monotonic, sleep

import pytest

from composer.app import keeping
from composer.app.session import Session
from composer.compose.world import World
from composer.model.edits import set_field
from composer.model.inline import parse_text
from composer.store.backups import Backups
from composer.store.documents import open_document, write_document
from composer.store.journal import BIN, left_journals, read_journal
from tests.builders import letter, paragraph, template
from tests.store.faults import Faulty

PATIENCE = 20.0
LETTER = replace(letter(paragraph("Een.")), template="demo/letter")


def typed(words):
    return lambda document: set_field(document, "1", "text", parse_text(words))


def until(holds):
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, "it never happened"
        sleep(0.005)


@pytest.fixture
def session():
    session = Session(letter(paragraph("Een."), title="Proef"), World(template()))
    yield session
    if session.keeper:
        session.keeper.abandon()


@pytest.fixture
def journals(tmp_path):
    return tmp_path / "journal"


def words_of(file):
    return read_journal(file).text.decode()


def test_nothing_is_written_before_the_first_change(session, journals):
    keeper = session.keep_in(journals)
    keeper.close(keep=False)
    assert not journals.exists()


def test_what_is_typed_is_in_the_journal_by_itself(session, journals):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    until(lambda: keeper.journal.file and "Anders." in words_of(keeper.journal.file))


def test_who_never_pauses_is_written_all_the_same(session, journals, monkeypatch):
    monkeypatch.setattr(keeping, "QUIET", 1000.0)
    monkeypatch.setattr(keeping, "LATEST", 0.05)
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    until(lambda: keeper.journal.file)


def test_keeping_waits_for_a_pause_but_no_longer_than_a_second(session, journals):
    keeper = session.keep_in(journals)
    keeper._newest = monotonic()
    assert keeping.QUIET - 0.1 < keeper._left(monotonic()) <= keeping.QUIET == 0.3
    assert keeper._left(monotonic() - 0.9) <= 0.1 + 1e-6
    assert keeping.LATEST == 1.0


def test_keeping_now_needs_no_waiting(session, journals):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    assert keeper.keep()
    assert "Anders." in words_of(keeper.journal.file)
    assert read_journal(keeper.journal.file).edits == keeper.steps == 1


def test_a_change_of_nothing_is_no_step(session, journals):
    keeper = session.keep_in(journals)
    session._notify(session_change(session))
    assert keeper.steps == 0


def session_change(session):
    from composer.app.session import Change

    return Change(session.document, session.document)


def test_a_disk_that_fails_is_told_once_and_tried_again(session, journals, monkeypatch, caplog):
    monkeypatch.setattr(keeping, "LATEST", 0.02)
    told = []
    keeper = session.keep_in(journals, trouble=told.append)
    layer = Faulty("create", OSError(errno.ENOSPC, "full"), times=1000)
    keeper.journal.layer = layer
    with caplog.at_level(logging.WARNING):
        session.apply("Type", typed("Geheime woorden."))
        until(lambda: layer.calls.count("create") > 2)
        assert not keeper.keep()
        layer.call = ""
        until(lambda: told[-1] is None)
    assert "full" in told[0].reason
    assert told[1:] == [None]
    assert "Geheime" in words_of(keeper.journal.file)
    assert "Geheime" not in caplog.text
    assert "brief" not in caplog.text


def test_a_save_begins_the_journal_anew(session, journals, tmp_path):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    keeper.keep()
    session.save(tmp_path / "brief.yaml")
    told = read_journal(keeper.journal.file)
    assert (told.path, told.base, told.edits) == (tmp_path / "brief.yaml", session.base, 0)
    session.close()
    assert list(journals.iterdir()) == []


def test_a_save_that_the_journal_cannot_follow_is_a_save(session, journals, tmp_path):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    keeper.keep()
    keeper.journal.layer = Faulty("create", OSError(errno.ENOSPC, "full"), times=1000)
    session.save(tmp_path / "brief.yaml")
    assert not session.is_changed


def test_what_is_not_saved_at_the_end_is_in_the_bin(session, journals):
    session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    session.close()
    session.close()
    (kept,) = (journals / BIN).iterdir()
    assert "Anders." in words_of(kept)
    assert list(left_journals(journals)) == []


def test_a_journal_that_cannot_be_put_away_ends_all_the_same(session, journals, caplog):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    keeper.keep()
    keeper.journal.layer = Faulty("make_folder", OSError(errno.EIO, "broken"), times=1000)
    session.close()
    assert "not put away" in caplog.text
    assert len(list(left_journals(journals))) == 1


def test_the_thread_ends_with_the_session(session, journals):
    before = threading.active_count()
    session.keep_in(journals)
    session.close()
    assert threading.active_count() == before


# ---- earlier versions


def test_old_and_new_content_are_kept_as_earlier_versions(tmp_path, journals):
    path = tmp_path / "brief.yaml"
    path.write_text(write_document(LETTER), encoding="utf-8")
    backups = Backups(tmp_path / "versions")
    session = Session.open(path)
    session.keep_in(journals, backups)
    session.apply("Type", typed("Twee."))
    session.save()
    session.apply("Type", typed("Drie."))
    session.save()
    kept = [backups.read(version.digest).decode() for version in backups.versions(path)]
    assert ["Drie." in kept[0], "Twee." in kept[1], "Een." in kept[2]] == [True] * 3
    assert len(kept) == 3
    session.close()


def test_the_file_as_it_was_opened_is_kept_before_the_first_change(tmp_path, journals):
    path = tmp_path / "brief.yaml"
    path.write_text(write_document(LETTER), encoding="utf-8")
    backups = Backups(tmp_path / "versions")
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("Type", typed("Twee."))
    keeper.keep()
    path.unlink()
    assert b"Een." in backups.read(session.base)
    keeper.abandon()


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_is_another_already_is_not_kept_as_the_one_that_was_opened(tmp_path, journals, gone):
    path = tmp_path / "brief.yaml"
    path.write_text(write_document(LETTER), encoding="utf-8")
    backups = Backups(tmp_path / "versions")
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("Type", typed("Twee."))
    if gone:
        path.unlink()
    else:
        path.write_bytes(b"other")
    keeper.keep()
    assert backups.versions(path) == ()
    keeper.abandon()


def test_a_full_disk_of_earlier_versions_does_not_stop_a_save(tmp_path, session, journals, caplog):
    layer = Faulty("create", OSError(errno.ENOSPC, "full"), times=1000)
    session.keep_in(journals, Backups(tmp_path / "versions", layer=layer))
    session.apply("Type", typed("Twee."))
    session.save(tmp_path / "brief.yaml")
    assert not session.is_changed
    assert "earlier version not kept" in caplog.text


def test_who_comes_later_hears_of_the_trouble_there_is(session, journals):
    keeper = session.keep_in(journals)
    told = []
    keeper.tell(told.append)
    assert told == []
    keeper.journal.layer = Faulty("create", OSError(errno.ENOSPC, "full"), times=1000)
    session.apply("Type", typed("Anders."))
    assert not keeper.keep()
    keeper.tell(told.append)
    assert [error.reason.rpartition(": ")[2] for error in told] == ["the disk is full", "the disk is full"]


def test_what_is_typed_is_safe_once_it_is_kept(session, journals):
    keeper = session.keep_in(journals)
    session.apply("Type", typed("Anders."))
    assert not keeper.is_safe
    assert keeper.keep()
    assert keeper.is_safe


def test_a_thread_that_met_an_error_of_the_program_begins_again(session, journals, monkeypatch):
    monkeypatch.setattr(keeping, "LATEST", 0.02)
    told = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: told.append(arguments.exc_type))
    keeper = session.keep_in(journals)

    def wrong(*_arguments, **_more):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(type(keeper.journal), "write", wrong)
        session.apply("Type", typed("Anders."))
        until(lambda: told == [ZeroDivisionError])
    until(lambda: not keeper._thread.is_alive())
    session.apply("Type", typed("Weer anders."))
    until(lambda: keeper.is_safe)
    assert "Weer anders." in words_of(keeper.journal.file)


def test_a_journal_goes_on_from_what_somebody_else_saved(tmp_path, journals):
    path = tmp_path / "brief.yaml"
    path.write_text(write_document(LETTER), encoding="utf-8")
    backups = Backups(tmp_path / "versions")
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("Type", typed("Van mij."))
    assert keeper.keep()
    other = Session.open(path)
    other.apply("x", lambda document: replace(document, title="Van hen"))
    other.save()
    theirs = open_document(path)
    session.rebase(theirs, "Merge", replace(theirs.document, blocks=session.document.blocks))
    until(lambda: keeper.is_safe)
    told = read_journal(keeper.journal.file)
    assert told.base == theirs.digest
    assert b"Van mij." in told.text
    assert backups.read(theirs.digest) == path.read_bytes(), "a merge after a crash needs it"
    keeper.abandon()
    session.keeper = None


def test_who_has_no_journals_has_none(monkeypatch, tmp_path, session):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path))
    assert not keeping.has_journals()
    keeper = session.keep_in(tmp_path / "journal")
    session.apply("Type", typed("Anders."))
    assert keeper.keep()
    assert keeping.has_journals()
