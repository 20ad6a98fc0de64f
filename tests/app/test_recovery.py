"""Recovery: what a crash left is offered once, with what became of its file; nothing is lost for good."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from composer import resources
from composer.app import recovery
from composer.app.recovery import (
    FileState,
    can_open,
    candidates,
    discard,
    recover,
    save_copy,
    thrown_away,
    tidy_up,
)
from composer.app.session import ConflictError, Session
from composer.app.templates import begin
from composer.blocks import KINDS
from composer.errors import DocumentError, SaveFailed, TemplateError
from composer.model.document import BlockId
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from composer.store.backups import Backups
from composer.store.documents import read_document
from composer.store.journal import BIN, Journal
from composer.store.pictures import read_picture

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"


def typed(words, block):
    return lambda document: set_field(document, block, "text", parse_text(words))


def crash(session):
    """Ends a session as a crash would, once what was typed is in the journal."""
    session.keeper.keep()
    session.keeper.abandon()


@pytest.fixture
def journals(tmp_path):
    return tmp_path / "journal"


@pytest.fixture
def backups(tmp_path):
    return Backups(tmp_path / "versions")


@pytest.fixture
def path(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "brief.yaml")


@pytest.fixture
def lost(path, journals, backups):
    """The document of a session on a file that ended in a crash, with one edit that is in no file."""
    session = Session.open(path)
    session.keep_in(journals, backups)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    crash(session)
    return session.document


def test_work_on_a_file_is_offered_and_recovered_unsaved(path, journals, backups, lost):
    (found,) = candidates(journals, backups)
    assert (found.path, found.state, found.edits, found.document) == (path, FileState.UNCHANGED, 1, lost)
    assert found.name == "brief.yaml"
    session = recover(found, journals, backups=backups)
    assert session.document == lost
    assert session.is_changed
    assert session.save() == path
    assert read_document(path) == session.document
    assert session.document.fields == lost.fields
    session.close()
    assert candidates(journals) == ()


def test_work_in_a_document_without_a_file_is_recovered(journals):
    session = begin("demo/letter", "nl")
    session.keep_in(journals)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Mijn brief"))
    crash(session)
    (found,) = candidates(journals)
    assert (found.path, found.state, found.name) == (None, FileState.NONE, "Mijn brief")
    again = recover(found, journals)
    assert (again.path, again.document) == (None, session.document)
    assert again.is_changed
    again.close()


def test_recovered_work_survives_the_next_crash(journals, lost):
    recover(candidates(journals)[0], journals).keeper.abandon()
    (found,) = candidates(journals)
    assert found.document == lost
    assert len(list((journals / BIN).iterdir())) == 1
    assert thrown_away(journals) == (), "it is in another journal"


def test_a_crash_while_work_is_recovered_does_not_offer_it_twice(journals, backups, lost, monkeypatch):
    """The new journal is there and the old one not yet in the bin: later it would say less than the file."""
    monkeypatch.setattr(recovery, "bin_journal", lambda *_arguments, **_how: None)
    session = recover(candidates(journals, backups)[0], journals, backups=backups)
    crash(session)
    assert len([*journals.glob("*.jsonl")]) == 2
    monkeypatch.undo()
    (found,) = candidates(journals, backups)
    assert found.document == lost
    assert len([*journals.glob("*.jsonl")]) == 1
    session = recover(found, journals, backups=backups)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Nog anders"))
    session.save()
    session.close()
    assert candidates(journals, backups) == ()
    assert thrown_away(journals, backups) == (), "of the same words nothing is told twice"


def test_the_same_words_of_two_files_are_offered_twice(path, journals, backups, lost, tmp_path):
    other = Session.open(shutil.copy(path, tmp_path / "kopie.yaml"))
    other.keep_in(journals, backups)
    other.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    crash(other)
    assert {found.name for found in candidates(journals, backups)} == {"brief.yaml", "kopie.yaml"}


def test_edits_that_are_not_in_the_file_are_counted_over_crashes(journals, lost):
    again = recover(candidates(journals)[0], journals)
    again.apply("x", lambda document: set_document_field(document, "subject", "Weer anders"))
    crash(again)
    (found,) = candidates(journals)
    assert found.edits == 2


def test_what_was_not_saved_at_the_end_is_found_and_recovered_once(path, journals, backups):
    session = Session.open(path)
    session.keep_in(journals, backups)
    session.apply("x", lambda document: set_document_field(document, "subject", "Toch"))
    session.close()
    assert candidates(journals, backups) == ()
    (found,) = thrown_away(journals, backups)
    assert found.is_binned
    again = recover(found, journals, backups=backups)
    assert (again.document, again.is_changed) == (session.document, True)
    assert thrown_away(journals, backups) == ()
    again.save()
    again.close()
    assert read_document(path) == session.document
    tidy_up(journals, backups)
    assert len(list((journals / BIN).iterdir())) == 1, "the bin keeps it for its days"


def test_pictures_of_what_was_thrown_away_come_back_too(tmp_path, journals):
    session = begin("demo/letter", "nl")
    session.keep_in(journals)
    picture = read_picture(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "punt.svg")
    session.apply("x", lambda document: replace(document, title="Met foto", media=(picture,)))
    crash(session)
    discard(candidates(journals)[0])
    (found,) = thrown_away(journals)
    assert [image.data for image in found.document.media] == [picture.data]


def test_work_whose_file_was_changed_meanwhile_conflicts_when_saved(path, journals, backups, lost):
    before = read_document(path)
    path.write_text(path.read_text(encoding="utf-8").replace("woningen", "huizen"), encoding="utf-8")
    (found,) = candidates(journals, backups)
    assert (found.state, found.saved) == (FileState.CHANGED, before)
    session = recover(found, journals, backups=backups)
    with pytest.raises(ConflictError):
        session.save()
    assert session.saved == before
    session.close()


def test_without_earlier_versions_nobody_knows_what_the_file_held(path, journals, lost):
    path.write_text("pleidooi: 1\ntemplate: demo/letter\n", encoding="utf-8")
    (found,) = candidates(journals)
    assert (found.state, found.saved) == (FileState.CHANGED, None)
    (found,) = candidates(journals, Backups(journals / "none"))
    assert found.saved is None


def test_work_whose_file_cannot_be_read_any_more_is_offered(path, journals, lost):
    path.write_bytes(b"\x00")
    assert candidates(journals)[0].state is FileState.CHANGED
    path.unlink()
    path.mkdir()
    assert candidates(journals)[0].state is FileState.CHANGED


def test_work_whose_file_is_gone_is_offered_even_when_it_was_saved(path, journals, backups):
    session = Session.open(path)
    session.keep_in(journals, backups)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    session.keeper.keep()
    session.save()
    session.keeper.abandon()
    path.unlink()
    (found,) = candidates(journals, backups)
    assert found.state is FileState.MISSING


def test_what_is_in_the_file_is_not_offered(path, journals, backups):
    session = Session.open(path)
    session.keep_in(journals, backups)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    session.keeper.keep()
    session.save()
    session.keeper.abandon()
    assert candidates(journals, backups) == ()
    assert len(list((journals / BIN).iterdir())) == 1


def test_a_crash_between_the_save_and_its_journal_leaves_nothing_to_recover(path, journals, backups):
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    keeper.keep()
    session.keeper = None
    session.save()
    keeper.abandon()
    assert candidates(journals, backups) == ()


def test_a_copy_of_work_is_saved_and_the_work_stays(journals, lost, tmp_path):
    (found,) = candidates(journals)
    for name in ("kopie.yaml", "kopie.pleidooi"):
        save_copy(found, tmp_path / name)
        assert read_document(tmp_path / name) == lost
    assert candidates(journals)[0] == found


def test_pictures_come_back_with_the_work(tmp_path, journals, lost):
    drawing = read_picture(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "foto.svg")
    block = KINDS["figure"].block(id=BlockId("f"), image="foto.svg")
    journal = Journal(journals)
    journal.write(replace(lost, blocks=(block,), media=(drawing,)), edits=1)
    journal.abandon()
    (found,) = [one for one in candidates(journals) if one.path is None]
    assert found.document.media == (drawing,)
    for name in ("kopie.yaml", "kopie.pleidooi"):
        save_copy(found, tmp_path / name)
        (image,) = read_document(tmp_path / name).media
        assert image.data == drawing.data
    session = recover(found, journals)
    assert session.document.media[0].data == drawing.data
    session.close()


def test_work_thrown_away_is_in_the_bin(journals, lost):
    (found,) = candidates(journals)
    discard(found)
    assert candidates(journals) == ()
    assert len(list((journals / BIN).iterdir())) == 1
    for act in (discard, lambda one: recover(one, journals), lambda one: save_copy(one, journals / "x")):
        with pytest.raises(SaveFailed, match="another window"):
            act(found)


def test_work_that_a_running_program_has_is_not_offered(path, journals):
    session = Session.open(path)
    session.keep_in(journals)
    session.apply("Title", lambda document: set_document_field(document, "subject", "Anders"))
    session.keeper.keep()
    assert candidates(journals) == ()
    session.close()


def test_work_without_its_template_stays_and_can_be_copied(journals, lost, tmp_path):
    journal = Journal(journals)
    journal.write(replace(lost, template="gone/letter"), edits=1)
    journal.abandon()
    found = candidates(journals)[0]
    assert not can_open(found)
    assert can_open(candidates(journals)[1])
    with pytest.raises(TemplateError):
        recover(found, journals)
    save_copy(found, tmp_path / "kopie.yaml")
    assert len(candidates(journals)) == 2


def test_work_that_our_loader_refuses_can_be_saved_as_text(journals, lost, tmp_path):
    journal = Journal(journals)
    journal.write(replace(lost, language="no language at all"), edits=1)
    journal.abandon()
    found = candidates(journals)[0]
    assert found.document is None
    assert found.name == ""
    assert not can_open(found)
    with pytest.raises(DocumentError):
        recover(found, journals)
    save_copy(found, tmp_path / "kopie.yaml")
    assert b"no language at all" in (tmp_path / "kopie.yaml").read_bytes()
    assert len(candidates(journals)) == 2


def test_the_newest_work_comes_first(journals, lost):
    journal = Journal(journals, now=lambda: datetime(2100, 1, 1, tzinfo=UTC))
    journal.write(set_document_field(lost, "subject", "later"))
    journal.abandon()
    assert [found.document.field("subject") for found in candidates(journals)] == ["later", "Anders"]


def test_what_is_old_is_deleted_and_what_is_not_stays(journals, backups, lost):
    tidy_up(journals, backups)
    assert len(candidates(journals, backups)) == 1


def test_a_crash_right_after_a_save_is_no_conflict(path, journals, backups, monkeypatch):
    """Killed between the replacing of the file and the journal that says so; then more is recovered."""
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("x", lambda document: set_document_field(document, "subject", "Bewaard"))
    assert keeper.keep()
    monkeypatch.setattr(type(keeper), "saved", lambda _self: None)  # the power is off
    session.save()
    monkeypatch.undo()
    session.apply("x", lambda document: set_document_field(document, "place", "Zwolle"))
    crash(session)
    (found,) = candidates(journals, backups)
    assert found.state is FileState.UNCHANGED
    assert found.saved.field("subject") == "Bewaard"
    again = recover(found, journals, backups=backups)
    again.save()
    assert read_document(path).field("place") == "Zwolle"
    again.close()


def test_a_crash_before_the_file_was_replaced_leaves_it_unchanged(path, journals, backups):
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("x", lambda document: set_document_field(document, "subject", "Nog niet"))
    assert keeper.keep()
    keeper.saving("0" * 64)
    keeper.abandon()
    (found,) = candidates(journals, backups)
    assert (found.state, found.base) == (FileState.UNCHANGED, session.base)
    recover(found, journals, backups=backups).close()


def test_somebody_elses_save_after_a_crash_is_a_change(path, journals, backups):
    session = Session.open(path)
    keeper = session.keep_in(journals, backups)
    session.apply("x", lambda document: set_document_field(document, "subject", "Mijn"))
    assert keeper.keep()
    keeper.saving("0" * 64)
    keeper.abandon()
    other = Session.open(path)
    other.apply("x", lambda document: set_document_field(document, "subject", "Hun"))
    other.save()
    (found,) = candidates(journals, backups)
    assert found.state is FileState.CHANGED
