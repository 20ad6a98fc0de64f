"""What a crash left is offered at the start and in the menu, and nothing of it is lost by looking."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from composer.app import templates
from composer.app.keeping import Keeper
from composer.app.recovery import candidates, thrown_away
from composer.app.session import Session
from composer.app.versions import of_this_user
from composer.model.document import BlockId
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from composer.store.documents import open_document
from composer.store.journal import BIN
from composer.ui import safety
from composer.ui.compare_window import CompareWindow
from composer.ui.crash import Crash
from composer.ui.recovery_window import RecoveryWindow, _first_words, told_of
from composer.ui.sides import SideText
from composer.ui.when import when
from tests.builders import letter, paragraph
from tests.ui.hands import PATIENCE, answer, choose, field, in_dialog, keys, plain, settle, show
from tests.ui.keys import type_text


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def crashed(session, *words):
    """A session that typed, and whose program then died."""
    folder, backups = of_this_user()
    keeper = session.keep_in(folder, backups)
    for word in words:
        session.apply("x", lambda document, word=word: set_document_field(document, "subject", word))
    assert keeper.keep()
    keeper.abandon()
    session.keeper = None
    return session


@pytest.fixture
def left(file):
    """Work on a file, and newer work in none."""
    crashed(Session.open(file), "Een", "Twee", "Drie")
    crashed(templates.begin("demo/letter", "nl"), "Zonder bestand")


@pytest.fixture
def offered(program, first, left, qtbot):
    """The window as it is after a start that finds something."""
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    return show_dialog(qtbot, told[0])


def show_dialog(qtbot, window):
    assert isinstance(window, RecoveryWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def entries(window):
    rows = range(window.list.count())
    return [window.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]


def subjects(program):
    return [one.session.document.field("subject") for one in program.windows if one.session]


# ---- the start


def test_a_start_after_a_clean_end_offers_nothing(program, first):
    told = []
    safety.look_for_work(program, told.append)
    assert told == [None]


def test_a_start_beside_a_running_program_offers_nothing(program, first, file, qtbot):
    folder, backups = of_this_user()
    running = Session.open(file)
    keeper = running.keep_in(folder, backups)
    running.apply("x", lambda document: set_document_field(document, "subject", "Loopt"))
    assert keeper.keep()
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: told == [None], timeout=PATIENCE)
    running.close()


def test_a_start_says_what_a_crash_left(offered):
    untitled, of_file = entries(offered)
    assert untitled.startswith("Zonder bestand, Typed today ")
    assert untitled.endswith("it is in no file yet")
    assert of_file.startswith("brief.yaml, Typed today ")
    assert of_file.endswith("3 edits that are not in the file · the file is as it was")


@pytest.mark.parametrize(("change", "words"), [("other", "was changed since"), ("gone", "is gone")])
def test_what_became_of_the_file_is_said(program, first, file, qtbot, change, words):
    crashed(Session.open(file), "Een")
    if change == "gone":
        file.unlink()
    else:
        other = Session.open(file)
        other.apply("x", lambda document: set_document_field(document, "subject", "Hun"))
        other.save()
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert words in entries(told[0])[0]


def test_enter_recovers_what_is_chosen_unsaved(offered, program, file, qtbot):
    before = file.read_bytes()
    assert QApplication.focusWidget() is offered.list
    qtbot.keyClick(offered.list, Qt.Key.Key_Down)
    qtbot.keyClick(offered.recover_button, Qt.Key.Key_Return)
    window = settle(qtbot, program.windows[0])
    assert subjects(program) == ["Drie"]
    assert window.session.path == file
    assert window.isWindowModified()
    assert file.read_bytes() == before
    assert len(entries(offered)) == 1
    keys(show(qtbot, window), "Ctrl+S")
    assert open_document(file).document.field("subject") == "Drie"


def test_all_can_be_recovered_and_then_the_window_goes(offered, program, qtbot):
    for _number in range(2):
        qtbot.mouseClick(offered.recover_button, Qt.MouseButton.LeftButton)
    assert subjects(program) == ["Zonder bestand", "Drie"]
    qtbot.waitUntil(
        lambda: (
            not any(
                isinstance(one, RecoveryWindow) for one in QApplication.topLevelWidgets() if one.isVisible()
            )
        )
    )
    assert all(window.session.keeper.is_safe for window in program.windows)


def test_recovered_work_survives_the_next_crash(offered, program):
    offered.recover_button.click()
    (window,) = program.windows
    window.session.keeper.abandon()
    folder, backups = of_this_user()
    names = {one.document.field("subject") for one in candidates(folder, backups)}
    assert names == {"Zonder bestand", "Drie"}


def test_a_window_on_the_same_file_without_changes_gives_way(program, first, file, qtbot):
    crashed(Session.open(file), "Gered")
    opened = program.open_file(file, first)
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    told[0].recover_button.click()
    assert opened not in program.windows
    assert subjects(program) == ["Gered"]


def test_escape_leaves_everything_where_it_is(offered, qtbot):
    qtbot.keyClick(offered.list, Qt.Key.Key_Escape)
    folder, backups = of_this_user()
    assert len(candidates(folder, backups)) == 2


def test_what_differs_from_the_file_is_shown(offered):
    offered.list.setCurrentRow(1)
    seen = []

    def look(dialog):
        assert isinstance(dialog, CompareWindow)
        seen.extend(label.accessibleName() for label in dialog.findChildren(SideText))
        dialog.close_button.click()

    in_dialog(look)
    offered.compare_button.click()
    assert len(seen) == 2
    assert seen[0].startswith("Subject, In the file: Ruimte om te verhuizen")
    assert seen[1] == "Subject, As it was typed last: Drie"


def test_a_copy_is_saved_and_the_work_stays(offered, tmp_path, monkeypatch):
    offered.list.setCurrentRow(1)
    suggested = []

    def ask(_parent, _title, start, _kinds):
        suggested.append(start)
        return str(tmp_path / "copy"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(ask))
    offered.copy_button.click()
    assert suggested == [str(tmp_path / "brief (recovered).pleidooi")]
    assert open_document(tmp_path / "copy.pleidooi").document.field("subject") == "Drie"
    assert len(entries(offered)) == 2


def test_discarding_asks_and_goes_to_the_bin(offered):
    seen = []
    answer("Cancel", seen)
    offered.discard_button.click()
    assert len(entries(offered)) == 2
    assert seen[0] == (
        "Discard what was typed in “Zonder bestand”?",
        "It stays in the bin for 30 days; File, Recover work finds it there.",
    )
    answer("Discard")
    offered.discard_button.click()
    assert len(entries(offered)) == 1
    folder, backups = of_this_user()
    assert [one.name for one in thrown_away(folder, backups)] == ["Zonder bestand"]


def test_work_that_another_program_took_is_said(offered, program):
    folder, _backups = of_this_user()
    for journal in folder.glob("*.jsonl"):
        journal.unlink()
    seen = []
    answer("OK", seen)
    offered.recover_button.click()
    assert "recovered in another window" in seen[0][0]
    assert subjects(program) == []


def test_work_without_its_template_can_only_be_copied(program, first, file, qtbot, tmp_path, monkeypatch):
    session = Session.open(file)
    session.apply("x", lambda document: set_document_field(document, "subject", "Een"))
    folder, _backups = of_this_user()
    keeper = session.keep_in(folder)
    assert keeper.keep()
    keeper.abandon()
    (journal,) = folder.glob("*.jsonl")
    monkeypatch.setattr("composer.app.recovery.can_open", lambda *_: False)
    monkeypatch.setattr("composer.ui.recovery_window.can_open", lambda *_: False)
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert not told[0].recover_button.isEnabled()
    assert not told[0].compare_button.isEnabled()
    assert told[0].copy_button.isEnabled()
    told[0].recover()
    assert journal.exists()


# ---- the menu


def test_what_was_not_saved_is_found_in_the_menu(window, program, qtbot):
    type_text(field(window, "introduction"), "Spijt van ")
    wanted = window.session.document
    answer("Do not save")
    first = program.open_window()
    window.close()
    choose(show(qtbot, first), "File", "Recover work…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), RecoveryWindow), timeout=PATIENCE)
    offered = QApplication.activeWindow()
    assert "not saved or discarded" in entries(offered)[0]
    assert not offered.discard_button.isEnabled()
    offered.recover_button.click()
    assert first.session.document == wanted
    assert first.session.is_changed


def test_the_menu_says_that_there_is_nothing(first, qtbot):
    choose(first, "File", "Recover work…")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), RecoveryWindow), timeout=PATIENCE)
    offered = QApplication.activeWindow()
    assert offered.accessibleDescription().endswith("There is none now.")
    assert not offered.recover_button.isEnabled()
    qtbot.keyClick(offered, Qt.Key.Key_Escape)


# ---- crashes


def test_a_crash_keeps_the_work_of_all_windows_first(window, program, file, tmp_path):
    crash = Crash(program.keep_work)
    type_text(field(window, "introduction"), "Vlak voor het einde ")
    crash.caught(ValueError, ValueError("x"))
    assert "has been kept" in " ".join(
        label.text() for label in crash.window.findChildren(type(crash.window._what))
    )
    window.session.keeper.abandon()
    folder, backups = of_this_user()
    (found,) = candidates(folder, backups)
    assert found.document == window.session.document
    crash.window.close()


def test_one_document_that_cannot_be_kept_does_not_hinder_another(program, first, file, qtbot, monkeypatch):
    one = program.open_file(file, first)
    two = program.open_window(templates.begin("demo/letter", "nl"))
    for window, words in ((one, "Een"), (two, "Twee")):
        window.session.apply("x", lambda doc, words=words: set_document_field(doc, "subject", words))
    really = Keeper.keep

    def keep(self):
        return 1 / 0 if self is one.session.keeper else really(self)

    monkeypatch.setattr(Keeper, "keep", keep)
    with pytest.raises(ZeroDivisionError):
        program.keep_work()
    assert two.session.keeper.is_safe
    monkeypatch.undo()


def test_nothing_typed_is_nothing_to_keep(window, program, data):
    assert program.keep_work()
    assert not list((data / "journal").glob("*.jsonl"))


# ---- how it looks and what it says


def test_it_speaks_the_language_of_the_window(offered, language):
    offered.retranslate()
    buttons = {plain(one.text()) for one in offered.findChildren(QPushButton)}
    assert len(buttons) == 5
    for button in offered.findChildren(QPushButton):
        assert button.text()
    assert offered.list.accessibleName()
    assert offered.accessibleDescription()


def test_it_can_be_used_with_the_keyboard_alone(offered, qtbot):
    reached = set()
    for _step in range(8):
        holder = QApplication.focusWidget()
        reached.add(holder)
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    wanted = {offered.list, offered.recover_button, offered.copy_button, offered.discard_button}
    assert wanted | {offered.later_button, offered.compare_button} <= reached


@pytest.mark.parametrize(
    ("before", "words"),
    [(timedelta(), "today "), (timedelta(days=1), "yesterday "), (timedelta(days=40), "2026 ")],
)
def test_a_time_is_said_as_people_say_it(before, words):
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).astimezone()
    assert words in when(now - before, now)


def test_words_of_one_edit_are_singular(program, first, file, qtbot):
    crashed(Session.open(file), "Een")
    folder, backups = of_this_user()
    assert "1 edit that is not in the file" in told_of(candidates(folder, backups)[0])
    assert not (folder / BIN).exists()


def test_documents_are_told_apart(program, first, file, qtbot, tmp_path):
    """Two without a name by their words, two with one name by their folders."""
    for words in ("Wonen is een recht.", "De tram moet blijven. " * 9):
        session = templates.begin("demo/letter", "nl")
        folder, backups = of_this_user()
        keeper = session.keep_in(folder, backups)
        session.apply("x", lambda document, words=words: _with_words(document, words))
        assert keeper.keep()
        keeper.abandon()
    for folder in ("an", "bo"):
        (tmp_path / folder).mkdir()
        crashed(Session.open(Path(shutil.copy(file, tmp_path / folder))), "Een")
    told = []
    safety.look_for_work(program, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    entries = told[0].list
    lines = [entries.item(row).data(Qt.ItemDataRole.UserRole) for row in range(entries.count())]
    assert sum(line.endswith("Wonen is een recht.") for line in lines) == 1
    assert sum(line.endswith("De tram moet blijven. De tram moet blijv…") for line in lines) == 1
    assert {str(tmp_path / "an"), str(tmp_path / "bo")} <= {line.split(" · ")[-1] for line in lines}


def _with_words(document, words):
    block = next(block for block in document.walk() if type(block).__name__ == "Paragraph")
    return set_field(document, block.id, "text", parse_text(words))


def test_every_other_block_is_compared_too(file):
    session = crashed(Session.open(file), "Een")
    session.apply(
        "x", lambda doc: set_field(doc, BlockId("introduction"), "text", parse_text("Anders <b>&amp;"))
    )
    states = open_document(file).document, session.document
    shown = CompareWindow("brief", ("Was", "Is"), states, session.world.template)
    words = [label.text() for label in shown.findChildren(SideText)]
    assert any("&lt;b&gt;&amp;amp;" in one for one in words), "what an author types is never markup"
    assert "2 places differ." in shown.told.text()
    same = CompareWindow("brief", ("Was", "Is"), (states[0], states[0]), session.world.template)
    assert same.told.text() == "Both say the same."


def test_a_document_without_a_name_is_told_by_its_first_words_without_keys_of_fields():
    document = letter(paragraph("Op {{event_date}} voert u het debat over wonen."))
    told = _first_words(SimpleNamespace(document=document))
    assert told == "Op … voert u het debat over wonen."
