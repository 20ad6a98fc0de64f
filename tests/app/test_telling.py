"""Who shares a library learns in which documents its blocks are, and nothing more."""

from dataclasses import replace

import pytest

from composer.app.librarian import Librarian
from composer.app.library_edits import Details, new_revision
from composer.app.telling import teller
from composer.model.document import Origin
from composer.store.documents import write_document
from composer.store.library_folder import FolderLibrary, create_library
from tests.builders import letter, paragraph

DETAILS = Details(title="Wijkbedrijf", themes=("Wonen",), owner="Team", author="An")


class User:
    """One user with a machine of their own; the library is shared."""

    def __init__(self, name, folder, shared, monkeypatch):
        self.author, self.home, self._patch = name, folder / name, monkeypatch
        self.home.mkdir()
        with self:
            self.librarian = Librarian(
                lambda: [str(shared)],
                lambda: [str(one) for one in self.home.glob("*.yaml")],
                author=lambda: self.author,
                cache=self.home / "cache",
            )

    def __enter__(self):
        self._patch.setenv("PLEIDOOI_DATA", str(self.home / "data"))
        return self

    def __exit__(self, *_error):
        return False

    def look(self):
        with self:
            self.librarian.look()

    def uses(self, stored):
        with self:
            (hit,) = [hit for hit in self.librarian.search("").hits if hit.id == stored.revision.id]
            return hit.uses, self.librarian.used_now(stored.revision.id)

    def write(self, name, stored, **changes):
        block = replace(paragraph("Tekst."), origin=Origin(stored.revision.id, stored.digest))
        path = self.home / name
        path.write_text(
            write_document(letter(block, paragraph("Vertrouwelijk."), **changes)), encoding="utf-8"
        )
        return path


@pytest.fixture
def shared(tmp_path):
    create_library(tmp_path / "team", "Team")
    return tmp_path / "team"


@pytest.fixture
def users(tmp_path, shared, monkeypatch):
    made = [User(name, tmp_path, shared, monkeypatch) for name in ("An", "Bo")]
    yield made
    for user in made:
        user.librarian.close()


@pytest.fixture
def stored(users, shared):
    made = new_revision(paragraph("Het wijkbedrijf helpt huurders."), letter(), DETAILS, state="adopted")
    with users[0]:
        found = users[0].librarian.save(made, str(shared))
    users[1].look()
    return found


def test_use_of_one_is_counted_and_told_to_the_other(users, shared, stored):
    an, bo = users
    an.write("een.yaml", stored, title="Brief over wonen")
    bo.write("twee.yaml", stored, title="Brief over werk")
    an.look()
    bo.look()
    count, found = bo.uses(stored)
    assert count == 2
    assert {(used.title, used.by, bool(used.path)) for used in found} == {
        ("Brief over wonen", "An", False),
        ("Brief over werk", "", True),
    }
    an.look()
    assert an.uses(stored)[0] == 2


def test_what_is_told_is_no_text_and_no_place_of_a_machine(users, shared, stored):
    an, _bo = users
    path = an.write("een.yaml", stored, title="Brief over wonen")
    an.look()
    (file,) = (shared / "log").iterdir()
    words = file.read_text(encoding="utf-8")
    assert "Brief over wonen" in words
    for secret in ("Vertrouwelijk", "Tekst.", path.name, str(an.home)):
        assert secret not in words
    with an:
        assert file.stem == teller() == teller()


def test_who_keeps_it_to_themselves_takes_back_what_was_told(users, shared, stored):
    an, bo = users
    an.write("een.yaml", stored)
    an.look()
    an.author = None
    an.look()
    bo.look()
    assert bo.uses(stored) == (0, ())
    assert [file.read_bytes() for file in (shared / "log").iterdir()] == [b""]


def test_a_document_that_is_gone_is_told_no_longer(users, stored):
    an, bo = users
    path = an.write("een.yaml", stored)
    an.look()
    bo.look()
    assert bo.uses(stored)[0] == 1
    path.unlink()
    an.look()
    bo.look()
    assert bo.uses(stored)[0] == 0


def test_nothing_is_written_where_nobody_may_or_can(users, shared, stored, monkeypatch):
    an, _bo = users
    an.write("een.yaml", stored)
    monkeypatch.setattr(FolderLibrary, "may_write", property(lambda _self: False))
    an.look()
    assert not (shared / "log").exists()
    monkeypatch.undo()
    (shared / "log").write_text("a file where a folder would be", encoding="utf-8")
    an.look()
    assert (shared / "log").is_file()


def test_who_can_keep_no_name_tells_nothing(users, shared, stored):
    an, _bo = users
    an.write("een.yaml", stored)
    (an.home / "data" / "teller").mkdir(parents=True)
    an.look()
    assert not (shared / "log").exists()
