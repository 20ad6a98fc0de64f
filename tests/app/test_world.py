"""Where houses are looked for, which of two counts, and which version a document was written with."""

from pathlib import Path

import pytest

from composer.__main__ import main
from composer.app.compile import compile_document
from composer.app.export import compile_file
from composer.app.session import Session
from composer.app.templates import new_document, offers
from composer.app.world import (
    duplicate_houses,
    found_templates,
    installed_folders,
    saved_with,
    template_of,
    world_of,
)
from composer.errors import DocumentError, TemplateError
from composer.i18n import speak
from composer.model.document import Document, Edition
from composer.model.finding import Finding
from composer.model.settings import Settings
from composer.store.documents import open_bytes, read_document, write_document
from composer.store.folders import users_folder
from composer.store.settings import write_settings
from tests.store.builders import written
from tests.store.test_templates import HOUSE, TEMPLATE, made

LETTER = "pleidooi: 1\ntemplate: club/letter\nblocks: [{kind: paragraph, text: Woord}]\n"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with a folder of houses and, by the settings, two folders of a team, one out of reach."""
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path))
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(tmp_path / "settings"))
    team = (str(tmp_path / "gone"), str(tmp_path / "team"))
    write_settings(tmp_path / "settings" / "settings.yaml", Settings(houses=team))
    return tmp_path


# ---- where houses are


def test_houses_are_looked_for_with_the_user_then_the_team_then_what_is_shipped(places):
    assert installed_folders() == (places / "houses", places / "gone", places / "team")
    made(places / "team", "club/letter", "demo/letter")
    made(places / "houses", "club/motion")
    assert [name for name in found_templates() if name.startswith("club/")] == ["club/motion"]
    assert template_of("demo/letter").house.name == ""
    assert "waterlanden/letter" in found_templates()


def test_a_folder_that_is_named_goes_before_all_of_them(places):
    made(places / "houses", "club/letter")
    made(places / "named", "club/memo")
    assert world_of(Document(template="club/memo"), [places / "named"]).house.id == "club"
    with pytest.raises(TemplateError, match="no such template"):
        world_of(Document(template="club/letter"), [places / "named"])


def test_the_user_has_a_folder_of_their_own(monkeypatch):
    monkeypatch.delenv("PLEIDOOI_DATA", raising=False)
    assert users_folder().name == "houses"
    assert "pleidooi" in str(users_folder())


def test_new_documents_are_offered_of_all_of_them(places):
    made(places / "team", "club/letter")
    assert "club/letter" in [offer.id for offer in offers("nl")]


def test_a_damaged_house_is_offered_once_behind_all_others(places):
    made(places / "houses", "a-club/letter", "a-club/memo")
    (places / "houses" / "a-club" / "house.yaml").write_text("pleidooi-house: [1", encoding="utf-8")
    *others, last = offers("nl")
    assert all(offer.template for offer in others)
    assert (last.label, last.template) == ("a-club", None)
    assert "house.yaml:1:" in last.problem


# ---- two of one name


def test_houses_of_one_name_are_shown_with_their_folders(places):
    assert duplicate_houses() == ()
    made(places / "houses", "club/letter")
    made(places / "team", "club/letter")
    (twice,) = duplicate_houses()
    assert (twice.house, [folder.parent.name for folder in twice.folders]) == ("club", ["houses", "team"])


def test_checking_a_document_tells_that_its_house_is_there_twice(places, capsys):
    speak("en")
    made(places / "houses", "club/letter")
    made(places / "team", "club/letter", "other/letter")
    path = written(places, LETTER)
    (found,) = [one for one in compile_file(path).compilation.findings if one.id == "house-twice"]
    assert (found.severity.value, found.at.field) == ("note", "template")
    assert str(places / "houses" / "club") in found.sentence
    assert str(places / "team" / "club") in found.sentence
    assert main(["check", str(path)]) == 0
    assert f"{path}:2:11: note: " in capsys.readouterr().out


def test_another_house_that_is_there_twice_is_no_matter(places):
    made(places / "houses", "club/letter", "other/letter")
    made(places / "team", "other/letter")
    found = compile_file(written(places, LETTER)).compilation.findings
    assert [one.id for one in found] == []


# ---- versions


def letter_of(folder: Path, more: str) -> Path:
    written(folder, HOUSE, "club/house.yaml")
    written(folder, TEMPLATE + more, "club/letter.yaml")
    return folder


CHANGES = """\
version: 3
changes:
  2: {nl: Kleinere koppen, en: Smaller headings}
  3: {nl: Een ander adres, en: Another address}
"""


def found_of(folder: Path, edition: Edition | None, more: str = CHANGES) -> list[Finding]:
    text = LETTER.replace(
        "blocks", f"written-with: {edition.template} {edition.version}\nblocks" if edition else "blocks"
    )
    document = open_bytes(text.encode(), Path("letter.yaml")).document
    compilation = compile_document(document, world_of(document, [letter_of(folder, more)]))
    return [one for one in compilation.findings if "template" in one.id]


def test_what_a_newer_template_changed_since_is_told(tmp_path):
    speak("en")
    found = found_of(tmp_path, Edition("club/letter", 1))
    assert [(one.id, one.severity.value, one.sentence) for one in found] == [
        (
            "newer-template",
            "note",
            "The template is of version 3; the document was written with version 1.",
        ),
        ("template-change", "note", "New in the template: Smaller headings"),
        ("template-change", "note", "New in the template: Another address"),
    ]
    assert len(found_of(tmp_path, Edition("club/letter", 2))) == 2


@pytest.mark.parametrize("edition", [None, Edition("club/letter", 3), Edition("demo/letter", 1)])
def test_nothing_is_told_when_nobody_knows_it_is_the_same_or_it_was_another(tmp_path, edition):
    assert found_of(tmp_path, edition) == []


def test_a_template_that_is_older_than_the_document_is_a_warning(tmp_path):
    speak("en")
    (found,) = found_of(tmp_path, Edition("club/letter", 4))
    assert (found.id, found.severity.value) == ("older-template", "warning")
    assert found.sentence == "The document was written with version 4 of its template; here is only 3."


def test_a_document_keeps_in_its_file_what_it_was_written_with(tmp_path):
    document = Document(template="club/letter", written_with=Edition("club/letter", 12))
    text = write_document(document)
    assert "written-with: club/letter 12\n" in text
    assert open_bytes(text.encode(), tmp_path).document == document
    assert "written-with" not in write_document(Document(template="club/letter"))


@pytest.mark.parametrize("said", ["2", "club/letter", "club/letter 0", "club/letter x", "club 2", '""'])
def test_what_is_no_template_with_a_version_is_refused(said):
    with pytest.raises(DocumentError) as caught:
        open_bytes(LETTER.replace("blocks", f"written-with: {said}\nblocks").encode(), Path("letter.yaml"))
    assert (caught.value.line, caught.value.column) == (3, 15)
    assert "is not a template with its version" in caught.value.reason


def test_saving_writes_the_version_of_the_template_that_there_is(tmp_path):
    search = [letter_of(tmp_path, CHANGES)]
    path = written(tmp_path, LETTER.replace("blocks", "written-with: club/letter 1\nblocks"))
    session = Session.open(path, search)
    assert session.document.written_with == Edition("club/letter", 1)
    session.save()
    assert read_document(path).written_with == Edition("club/letter", 3)
    assert not session.is_changed
    assert saved_with(session.document, session.world.template) is session.document


def test_a_new_document_is_written_with_the_version_that_there_is(tmp_path):
    template = template_of("club/letter", [letter_of(tmp_path, CHANGES)])
    assert new_document(template, "nl").written_with == Edition("club/letter", 3)
