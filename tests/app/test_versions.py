"""Earlier versions are shown and go on as new documents; the document they are of is left alone."""

import shutil

import pytest

from composer import resources
from composer.app.session import Session
from composer.app.templates import begin
from composer.app.version_pages import Reader
from composer.app.versions import earlier_versions, of_this_user, open_version, restored_as_new, words_in
from composer.errors import DocumentError
from composer.model.edits import set_document_field
from composer.store.backups import OBJECTS, Backups

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"


@pytest.fixture
def backups(tmp_path):
    return Backups(tmp_path / "versions")


@pytest.fixture
def session(tmp_path, backups):
    session = Session.open(shutil.copy(SAMPLE, tmp_path / "brief.yaml"))
    session.keep_in(tmp_path / "journal", backups)
    for words in ("Een", "Twee"):
        session.apply("x", lambda document, words=words: set_document_field(document, "subject", words))
        session.save()
    yield session
    session.close()


def test_the_versions_of_a_document_are_those_before_the_one_that_is_saved(session, backups):
    found = earlier_versions(session, backups)
    subjects = [open_version(session.path, one, backups).document.field("subject") for one in found]
    assert subjects[0] == "Een"
    assert len(subjects) == 2
    assert earlier_versions(begin("demo/letter", "nl"), backups) == ()


def test_a_version_goes_on_as_a_new_document(session, backups):
    before = session.path.read_bytes()
    again = restored_as_new(session.path, earlier_versions(session, backups)[0], backups)
    assert (again.path, again.base, again.is_changed) == (None, None, True)
    assert again.document.field("subject") == "Een"
    again.save(session.path.with_name("opnieuw.yaml"))
    assert session.path.read_bytes() == before


def test_a_version_that_is_gone_is_told(session, backups):
    found = earlier_versions(session, backups)[0]
    (backups.folder / OBJECTS / found.digest).unlink()
    with pytest.raises(DocumentError):
        restored_as_new(session.path, found, backups)


def test_everything_of_this_user_is_in_one_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path))
    journals, backups = of_this_user()
    assert (journals, backups.folder) == (tmp_path / "journal", tmp_path / "versions")
    monkeypatch.delenv("PLEIDOOI_DATA")
    journals, _backups = of_this_user()
    assert journals.parts[-2:] == ("pleidooi", "journal")


def test_the_pages_of_a_version_are_painted(session, backups):
    newest, oldest = earlier_versions(session, backups)
    reader = Reader(session.path, backups)
    try:
        first = reader.page(newest, 0, 200)
        last = reader.page(newest, 99, 200)
        other = reader.page(oldest, 0, 200)
    finally:
        reader.close()
    assert (first.number, first.pages, first.image.width) == (0, 2, 200)
    assert (last.number, last.pages) == (1, 2)
    assert len({first.image.pixels, last.image.pixels, other.image.pixels}) == 3


def test_the_words_of_a_version_are_counted(session):
    assert words_in(session.document) == session.word_count
