"""A session: edits, undo, listeners, and the file."""

import shutil
from dataclasses import replace

import pytest

from composer import resources
from composer.app import session as module
from composer.app.commands import add_block
from composer.app.history import Caret
from composer.app.session import Change, ConflictError, Session
from composer.app.templates import begin
from composer.app.world import world_of
from composer.blocks.kind import texts_of
from composer.compose.world import World
from composer.errors import DocumentError, TemplateError
from composer.i18n import speak
from composer.model.edits import find, remove_blocks, set_document_field, set_field
from composer.model.inline import parse_text
from tests.builders import letter, paragraph, section, template

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"


@pytest.fixture
def sample(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "brief.yaml")


@pytest.fixture
def session():
    document = letter(paragraph("Een."), section("Twee", paragraph("Drie.")), title="Proef")
    return Session(document, World(template()))


@pytest.fixture
def changes(session):
    heard: list[Change] = []
    session.subscribe(heard.append)
    return heard


def typed(words, block="1"):
    return lambda document: set_field(document, block, "text", parse_text(words))


# ---- edits


def test_an_edit_is_told_with_what_was_before_and_who_did_it(session, changes):
    before = session.document
    session.apply("Type", typed("Een!"), origin="canvas")
    (change,) = changes
    assert change.before is before
    assert change.after is session.document
    assert change.origin == "canvas"
    assert change.caret is None
    assert change.after.blocks[1] is before.blocks[1]


def test_an_edit_that_changes_nothing_leaves_no_trace(session, changes):
    session.apply("Nothing", lambda document: document)
    session.apply("Equal", typed("Een."))
    assert changes == []
    assert session.undo_label == ""


def test_undo_and_redo_bring_back_the_document_and_the_caret(session, changes):
    before, carets = session.document, (Caret("1", "text", 4, 4), Caret("1", "text", 5, 5))
    session.apply("Type", typed("Een!"), carets=carets)
    after = session.document
    session.undo()
    assert session.document is before
    assert changes[-1] == Change(after, before, None, carets[0])
    session.redo()
    assert session.document is after
    assert changes[-1] == Change(before, after, None, carets[1])


def test_undo_and_redo_with_nothing_to_do_say_nothing(session, changes):
    session.undo()
    session.redo()
    assert changes == []


def test_the_menu_names_the_step(session):
    speak("en")
    session.apply("Type", typed("Een!"))
    assert (session.undo_label, session.redo_label) == ("Undo: Type", "")
    session.undo()
    assert (session.undo_label, session.redo_label) == ("", "Redo: Type")


def test_the_menu_names_a_step_in_the_language_of_now(session):
    step = add_block(session.document, "request")
    speak("nl")
    session.apply(step.label, lambda _document: step.document)
    assert session.undo_label == "Ongedaan maken: Verzoek toevoegen"
    speak("en")
    assert session.undo_label == "Undo: Add request"
    session.undo()
    assert session.redo_label == "Redo: Add request"


def test_words_are_counted_anew_only_where_they_changed(session):
    before = session.word_count
    session.apply("Type", typed("Een twee drie"))
    assert (
        session.word_count
        == before + 2
        == sum(len(text.plain.split()) for block in session.document.walk() for _, text in texts_of(block))
    )
    session.undo()
    assert session.word_count == before


def test_typing_in_one_field_is_one_step(session):
    before = session.document
    for words in ("Een", "Een n", "Een nu"):
        session.apply("Type", typed(words), merge="1.text")
    session.undo()
    assert session.document is before


def test_undo_to_the_start_gives_the_start_by_identity(session):
    start = session.document
    for number in range(20):
        session.apply(f"Step {number}", typed(f"Versie {number}"))
    for _ in range(20):
        session.undo()
    assert session.document is start


def test_a_view_that_stops_listening_hears_nothing_more(session):
    heard = []
    stop = session.subscribe(heard.append)
    session.apply("Type", typed("Een!"))
    stop()
    session.apply("Type", typed("Twee!"))
    assert len(heard) == 1


def test_a_view_may_stop_listening_while_it_is_told(session):
    heard = []
    stop = session.subscribe(lambda _change: stop())
    session.subscribe(heard.append)
    session.apply("Type", typed("Een!"))
    assert len(heard) == 1


# ---- what it is called, how long it is


def test_a_document_is_called_by_its_file_else_its_title_else_its_subject(session, tmp_path):
    speak("en")
    assert session.name == "Proef"
    session.apply("Title", lambda document: replace(document, title=""))
    assert session.name == "Untitled"
    session.apply("Subject", lambda document: set_document_field(document, "subject", "Wonen"))
    assert session.name == "Wonen"
    session.path = tmp_path / "brief.pleidooi"
    assert session.name == "brief"


def test_words_of_all_blocks_are_counted(session):
    assert session.word_count == 3


# ---- the file


def test_a_new_document_has_something_to_save_and_an_opened_one_has_not(session, sample):
    assert session.is_changed
    assert not Session.open(sample).is_changed


def test_what_was_typed_and_taken_back_by_hand_needs_no_saving(sample):
    session = Session.open(sample)
    block = session.document.blocks[0]
    session.apply("Type", typed("Anders", block.id))
    assert session.is_changed
    session.apply("Type", lambda document: set_field(document, block.id, "text", block.text))
    assert not session.is_changed


def test_saving_writes_what_opening_reads_and_tells_the_views(sample):
    session = Session.open(sample)
    heard = []
    session.subscribe(heard.append)
    session.apply("Type", typed("Anders", session.document.blocks[0].id))
    assert session.save() == sample
    assert not session.is_changed
    assert heard[-1] == Change(session.document, session.document)
    assert Session.open(sample).document == session.document


@pytest.mark.parametrize("name", ["kopie.yaml", "kopie.pleidooi"])
def test_saving_under_another_name_makes_that_its_file(sample, tmp_path, name):
    session = Session.open(sample)
    copy = tmp_path / name
    session.save(copy)
    assert session.path == copy
    session.apply("Type", typed("Anders", session.document.blocks[0].id))
    session.save()
    assert Session.open(copy).document == session.document
    assert Session.open(sample).document != session.document


def test_a_document_without_a_file_needs_a_name_to_be_saved(session):
    with pytest.raises(ValueError):
        session.save()


def test_a_file_that_somebody_else_changed_is_not_overwritten_unless_asked(sample):
    session, other = Session.open(sample), Session.open(sample)
    other.apply("Remove", lambda document: remove_blocks(document, [document.blocks[-1].id]))
    other.save()
    session.apply("Type", typed("Anders", session.document.blocks[0].id))
    with pytest.raises(ConflictError):
        session.save()
    assert session.is_changed
    session.save(over=True)
    assert Session.open(sample).document == session.document


def test_what_would_not_be_read_back_is_never_written(sample, monkeypatch):
    session = Session.open(sample)
    before = sample.read_bytes()
    session.apply("Type", typed("Anders", session.document.blocks[0].id))
    monkeypatch.setattr(module, "document_bytes", lambda *_: before)
    with pytest.raises(ValueError):
        session.save()
    assert sample.read_bytes() == before
    assert session.is_changed


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    file = tmp_path / "kapot.yaml"
    file.write_text("a: [", encoding="utf-8")
    with pytest.raises(DocumentError):
        Session.open(file)


# ---- the template


def test_another_template_brings_another_world(sample):
    session = Session.open(sample)
    world = session.world
    session.apply("Type", typed("Anders", session.document.blocks[0].id))
    assert session.world is world
    with pytest.raises(TemplateError):
        session.apply("Template", lambda document: replace(document, template="demo/nothing"))


def test_undoing_a_change_of_template_brings_the_world_back(sample, monkeypatch):
    session = Session.open(sample)
    worlds = {}
    monkeypatch.setattr(
        module, "world_of", lambda document, _search: worlds.setdefault(document.template, object())
    )
    session.apply("Template", lambda document: replace(document, template="other/letter"))
    assert session.world is worlds["other/letter"]
    session.undo()
    assert session.world is worlds["demo/letter"]


def test_the_sample_has_its_world(sample):
    session = Session.open(sample)
    assert session.world.template.id == world_of(session.document).template.id == "demo/letter"
    assert find(session.document, session.document.blocks[0].id) is session.document.blocks[0]


@pytest.mark.parametrize("merge", ["", "fields.subject"])
def test_signs_that_no_file_can_hold_never_keep_a_document_from_being_saved(merge, tmp_path):
    session = begin("demo/letter", "nl")
    session.apply("a", lambda document: set_document_field(document, "subject", "a\tb\x07"), merge=merge)
    session.apply("b", lambda document: replace(document, title="t\x07"), merge=merge)
    session.save(tmp_path / "a.pleidooi")
    again = Session.open(tmp_path / "a.pleidooi").document
    assert (again.field("subject"), again.title) == ("a b", "t")
    assert again == session.document
    assert not session.is_changed


def test_the_name_of_a_file_cannot_hide_its_end(tmp_path):
    """U+202E turns the direction of writing: what ends in fdp.exe would look as if it ended in exe.pdf."""
    path = tmp_path / "brief\u202efdp.yaml"
    path.write_text("pleidooi: 1\ntemplate: demo/letter\nblocks: []\n", encoding="utf-8")
    assert Session.open(path).name == "brief\\u202efdp"
