"""Files of the window: open, save, export, close, drag; and what is said when a file is not as it was."""

import errno
import os
import shutil
import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from composer.app import compile as compile_
from composer.app.session import Session
from composer.i18n import _
from composer.model.document import Where
from composer.store.disk import DISK
from composer.store.documents import open_document
from tests.bench.documents import SAMPLE
from tests.ui.hands import (
    PATIENCE,
    answer,
    choose,
    close_menus,
    drop,
    entry,
    field,
    keys,
    press_in_dialog,
    settle,
    show,
    speak,
)
from tests.ui.keys import type_text

NATIVE, TEXT = "Pleidooi document (*.pleidooi)", "Document as text (*.yaml)"


@pytest.fixture
def save_name(monkeypatch):
    """Says which file the user names when asked where to save; keeps what was suggested."""

    def named(path, kind=""):
        suggested = []

        def ask(_parent, _title, start, _kinds):
            suggested.append(start)
            return str(path), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(ask))
        return suggested

    return named


def write(window, words="Nieuw: "):
    type_text(field(window, "introduction"), words)
    assert window.session.is_changed


def saved(path):
    return open_document(path).document


def new_letter(program, first, qtbot):
    program.new_document("demo/letter", first)
    return settle(qtbot, first)


# ---- opening


def test_a_document_is_opened_by_its_shortcut(first, file, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_args: (str(file), "")))
    keys(first, "Ctrl+O")
    settle(qtbot, first)
    assert first.session.path == file
    assert first.windowTitle() == "brief[*] – Pleidooi"
    assert not first.isWindowModified()


def test_a_container_is_opened_as_well(program, first, file, tmp_path):
    Session.open(file).save(tmp_path / "brief.pleidooi")
    program.open_file(tmp_path / "brief.pleidooi", first)
    assert first.session.document == saved(file)


def test_what_cannot_be_read_is_said_with_its_place(program, first, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("pleidooi: 1\ntemplate: demo/letter\nblocks: [\n")
    seen = []
    answer("OK", seen)
    assert program.open_file(broken, first) is None
    assert seen[0][0] == "“broken.yaml” cannot be opened."
    assert seen[0][1].startswith("Line ")


def test_a_document_of_a_template_that_is_not_here_is_named_with_it(program, first, tmp_path):
    letter = tmp_path / "brief.yaml"
    letter.write_text("pleidooi: 1\ntemplate: club/letter\nblocks: []\n")
    seen = []
    answer("OK", seen)
    assert program.open_file(letter, first) is None
    assert seen[0][0] == "“brief.yaml” cannot be opened."
    assert seen[0][1].startswith("Line 2, column 11: There is no template 'club/letter' here. Choose from")


def test_a_document_that_is_open_comes_to_the_front(window, program, file):
    assert program.open_file(file) is window
    assert len(program.windows) == 1


def test_a_second_document_gets_a_window_of_its_own(window, program, tmp_path, qtbot):
    other = program.open_file(
        shutil.copy(SAMPLE, tmp_path / "other.yaml") and tmp_path / "other.yaml", window
    )
    settle(qtbot, show(qtbot, other))
    assert other is not window
    write(other, "Anders: ")
    assert not window.session.is_changed
    other.close_without_asking()
    assert program.windows == [window]
    write(show(qtbot, window))


def test_the_menu_has_the_recent_documents(window, program, tmp_path):
    shutil.copy(SAMPLE, tmp_path / "this & that.yaml")
    program.remember(tmp_path / "this & that.yaml")
    entry(window, "File", "Open recent")
    assert [action.text().split("  ")[0] for action in window.menus.recent.actions()] == [
        "this && that.yaml",
        "brief.yaml",
    ]
    close_menus(window)
    choose(window, "File", "Open recent", f"this & that.yaml  –  {tmp_path}")
    assert program.windows[-1].session.name == "this & that"


def test_a_document_dropped_on_the_first_page_is_opened_there(first, file, qtbot):
    assert drop(first, file)
    qtbot.waitUntil(lambda: first.session is not None)
    assert first.session.path == file


def test_two_documents_dropped_get_two_windows(first, file, program, tmp_path, qtbot):
    second = tmp_path / "second.yaml"
    shutil.copy(SAMPLE, second)
    assert drop(first, file, second)
    qtbot.waitUntil(lambda: len(program.windows) == 2)
    assert {window.session.path for window in program.windows} == {file, second}


def test_other_files_are_not_taken(first, tmp_path):
    assert not drop(first, tmp_path / "picture.png")


# ---- saving


def test_saving_writes_what_was_typed(window, file):
    write(window)
    assert window.isWindowModified()
    keys(window, "Ctrl+S")
    assert not window.isWindowModified()
    assert saved(file) == window.session.document


def test_a_new_document_asks_where(program, first, qtbot, save_name, tmp_path, preferences):
    window = new_letter(program, first, qtbot)
    suggested = save_name(tmp_path / "first", NATIVE)
    keys(window, "Ctrl+S")
    assert suggested[0].endswith("Untitled.pleidooi")
    assert saved(tmp_path / "first.pleidooi") == window.session.document
    assert preferences.settings.recent[0] == str(tmp_path / "first.pleidooi")
    assert window.windowTitle() == "first[*] – Pleidooi"


def test_saving_as_adds_the_ending_that_was_chosen(window, save_name, tmp_path):
    save_name(tmp_path / "copy", TEXT)
    keys(window, "Ctrl+Shift+S")
    assert window.session.path == tmp_path / "copy.yaml"
    assert saved(tmp_path / "copy.yaml") == window.session.document


def test_naming_no_file_saves_nothing(window, save_name, file):
    save_name("")
    write(window)
    keys(window, "Ctrl+Shift+S")
    assert window.session.is_changed
    assert window.session.path == file


def test_a_name_that_no_disk_takes_is_not_suggested(program, first, qtbot, save_name):
    window = new_letter(program, first, qtbot)
    window.panes.go_to(Where(field="title"), focus=True)
    type_text(QApplication.focusWidget(), "Wat: nu/dan?")
    suggested = save_name("")
    keys(window, "Ctrl+S")
    assert suggested[0].rpartition("/")[2] == "Wat nu dan.pleidooi"


def test_a_date_that_is_still_being_typed_is_saved(window, file, qtbot):
    window.panes.go_to(Where(field="fields.date"), focus=True)
    line = QApplication.focusWidget()
    line.selectAll()
    type_text(line, "1-9-2026")
    keys(window, "Ctrl+S")
    assert str(saved(file).field("date")) == "2026-09-01"


# ---- a file that is not as it was


def test_a_file_that_vanished_is_said_and_can_be_saved_again(window, file, qtbot):
    write(window)
    file.unlink()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    strip = window.guard.file_strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.words.text() == "“brief.yaml” is no longer in its folder; what you wrote is still here."
    seen = []
    answer("Save it here again", seen)
    strip.buttons[0].click()
    assert "moved or deleted" in seen[0][0]
    assert "compare" not in seen[0][1], "there is nothing to compare it with"
    assert saved(file) == window.session.document
    assert not strip.isVisible()


def test_the_line_about_a_vanished_file_can_be_closed_and_does_not_come_back(window, file, qtbot):
    file.unlink()
    window.look_at_file()
    qtbot.waitUntil(window.guard.file_strip.isVisible)
    window.guard.file_strip.close_button.click()
    with qtbot.waitSignal(window.guard.watch.looked):
        window.look_at_file()
    assert not window.guard.file_strip.isVisible()


def test_a_folder_that_was_renamed_is_said_and_nothing_is_lost(program, first, save_name, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "brief.yaml")
    window = program.open_file(folder / "brief.yaml", first)
    write(window)
    folder.rename(tmp_path / "elsewhere")
    save_name(tmp_path / "elsewhere" / "rescued", NATIVE)
    seen = []
    answer("Save under another name", seen)
    keys(window, "Ctrl+S")
    assert "the folder is not there" in seen[0][0]
    assert saved(tmp_path / "elsewhere" / "rescued.pleidooi") == window.session.document


# What the window says of each error of a disk.
REASONS = {
    "EIO": "the disk reports an error",
    "ENOSPC": "the disk is full",
    "EACCES": "you may not write there",
    "EROFS": "that disk can only be read",
    "EDQUOT": "your share of the disk is used up",
    "EINTR": "the disk was interrupted",
    "EBUSY": "something else is using it",
    "ESTALE": "the network disk let go of it",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_whatever_the_disk_says_the_window_says_that_it_is_not_saved(
    window, file, language, monkeypatch, qtbot
):
    """Every call that a save writes by, with every error."""
    speak(qtbot, window, language)
    cancel, told, doubt = {
        "nl": ("Annuleren", "'brief.yaml' is niet bewaard", "niet zeker dat 'brief.yaml' is bewaard"),
        "en": ("Cancel", "'brief.yaml' was not saved", "not certain that 'brief.yaml' was saved"),
    }[language]
    before = file.read_bytes()
    write(window)
    for call in ("create", "write", "sync", "replace", "sync_folder"):
        for name, reason in REASONS.items():
            number, seen = getattr(errno, name, errno.EIO), []
            if (call, name) == ("sync_folder", "EACCES"):
                continue  # a network disk that syncs its folders by itself: it is saved
            with monkeypatch.context() as patch:
                patch.setattr(type(DISK), call, refusing(call, file.parent, number))
                answer(cancel, seen)
                keys(show(qtbot, window), "Ctrl+S")
            assert (doubt if call == "sync_folder" else told) in seen[0][0]
            assert _(reason) in seen[0][0]
            assert seen[0][1], "what is safe, and what to do"
            assert window.isWindowModified()
            if call == "sync_folder":
                write(show(qtbot, window))
            else:
                assert file.read_bytes() == before
    keys(show(qtbot, window), "Ctrl+S")
    assert not window.isWindowModified()
    assert saved(file).blocks == window.session.document.blocks


def refusing(call, folder, number):
    """Returns a call to the disk that refuses what is in a folder, or is open."""
    really = getattr(type(DISK), call)

    def refuse(disk, first, *others):
        if isinstance(first, int) or folder in {first, first.parent}:
            raise OSError(number, os.strerror(number))
        return really(disk, first, *others)

    return refuse


def test_a_name_that_is_a_folder_is_said_and_the_document_keeps_its_file(window, save_name, tmp_path):
    (tmp_path / "folder.pleidooi").mkdir()
    write(window)
    seen = []
    save_name(tmp_path / "folder.pleidooi")
    answer("Cancel", seen)
    keys(window, "Ctrl+Shift+S")
    assert "was not saved" in seen[0][0]
    assert window.session.is_changed
    assert window.session.path == tmp_path / "brief.yaml"


@pytest.mark.parametrize(
    ("pressed", "is_theirs"), [("Only mine", False), ("Save mine elsewhere…", True), ("Cancel", True)]
)
def test_a_file_that_somebody_else_changed_is_asked_about(
    window, file, save_name, tmp_path, pressed, is_theirs
):
    theirs = file.read_text("utf-8").replace("Ruimte om te verhuizen", "Van iemand anders")
    file.write_text(theirs, "utf-8")
    write(window)
    save_name(tmp_path / "mine.yaml")
    seen = []
    press_in_dialog(pressed, seen)
    keys(window, "Ctrl+S")
    assert "Somebody else changed the file" in seen[0]
    assert (file.read_text("utf-8") == theirs) is is_theirs
    assert (tmp_path / "mine.yaml").exists() is (pressed == "Save mine elsewhere…")
    assert window.session.is_changed is (pressed == "Cancel")


def test_a_file_that_became_no_document_is_asked_about(window, file, save_name, tmp_path):
    file.write_text("no document", "utf-8")
    write(window)
    seen = []
    answer("Write over it", seen)
    keys(window, "Ctrl+S")
    assert "somebody else" in seen[0][0]
    assert saved(file) == window.session.document


# ---- closing


def test_closing_unchanged_asks_nothing(window, program):
    window.close()
    assert not program.windows


def test_closing_asks_and_saves(window, program, file):
    write(window)
    wanted, seen = window.session.document, []
    answer("Save", seen)
    keys(window, "Ctrl+W")
    assert not program.windows
    kept = "If you do not save, what you changed is kept for 30 days under File, Recover work."
    assert seen == [("Save the changes in “brief”?", kept)]
    assert saved(file) == wanted


def test_closing_without_saving_leaves_the_file(window, program, file):
    before = file.read_bytes()
    write(window)
    answer("Do not save")
    choose(window, "File", "Close")
    assert not program.windows
    assert file.read_bytes() == before


@pytest.mark.parametrize("pressed", ["Cancel", "Escape"])
def test_closing_can_be_taken_back(window, program, pressed):
    write(window)
    answer(pressed)
    window.close()
    assert program.windows == [window]
    assert window.isVisible()
    assert window.session.is_changed


def test_a_new_document_that_is_not_given_a_file_is_not_closed(program, first, qtbot, save_name):
    window = new_letter(program, first, qtbot)
    keys(window, "Alt+Down")
    type_text(QApplication.focusWidget(), "Geachte")
    save_name("")
    answer("Save")
    window.close()
    assert program.windows == [window]


def test_closing_while_the_pages_are_made_is_quiet(program, first, file, qtbot):
    window = program.open_file(file, first)
    type_text(field(window, "introduction"), "Nog een keer. ")
    window.close_without_asking()
    assert not program.windows
    assert program.executor.submit(lambda: "free").result() == "free"


# ---- exporting


def test_the_pdf_is_written_and_offered(window, tmp_path, save_name, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: opened.append(url.toLocalFile()))
    )
    suggested = save_name(tmp_path / "letter")
    holder = QApplication.focusWidget()
    keys(window, "Ctrl+E")
    strip = window.panes.strip
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    assert suggested == [str(tmp_path / "brief.pdf")]
    assert strip.words.text() == "The PDF is ready: letter.pdf"
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert QApplication.focusWidget() is holder, "who is writing goes on writing"
    for button in tuple(strip.buttons):
        button.click()
    assert opened == [str(tmp_path / "letter.pdf"), str(tmp_path)]
    assert not strip.isVisible()


def test_errors_are_shown_instead_of_a_pdf(window, tmp_path, save_name, qtbot):
    type_text(field(window, "introduction"), "\N{EGYPTIAN HIEROGLYPH A001}")
    settle(qtbot, window)
    assert window.preview.rendered.has_errors
    save_name(tmp_path / "letter.pdf")
    window.toolbar.export_button.click()
    qtbot.waitUntil(window.panes.strip.isVisible, timeout=PATIENCE)
    assert window.panes.strip.words.text() == "Not exported: there is 1 error."
    assert window.panes.findings.isVisible()
    assert not (tmp_path / "letter.pdf").exists()


def test_a_pdf_that_cannot_be_written_is_said(window, tmp_path, save_name, qtbot):
    (tmp_path / "letter.pdf").mkdir()
    save_name(tmp_path / "letter.pdf")
    seen = []
    answer("OK", seen)
    keys(window, "Ctrl+E")
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert "letter.pdf" in seen[0][0]


def test_closing_while_a_pdf_is_made_leaves_it_whole(window, program, tmp_path, save_name):
    save_name(tmp_path / "letter.pdf")
    keys(window, "Ctrl+E")
    window.close()
    assert not program.windows
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.fixture
def long_export(monkeypatch):
    """Lets making a PDF stop after its first page until it is told to go on."""
    go_on = threading.Event()
    compiled = compile_.compile_document

    def slowly(document, world, progress):
        progress(compile_.LAYING_OUT, 1, 2)
        go_on.wait(20)
        return compiled(document, world, progress)

    monkeypatch.setattr(compile_, "compile_document", slowly)
    return go_on


def test_an_export_that_lasts_says_how_far_it_is(window, tmp_path, save_name, long_export, qtbot):
    save_name(tmp_path / "letter.pdf")
    keys(window, "Ctrl+E")
    strip = window.panes.strip
    assert not strip.isVisible(), "most exports are too short to speak of"
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    assert strip.words.text() == "Laying out: page 1 of 2"
    window.retranslate()
    long_export.set()
    qtbot.waitUntil(lambda: strip.words.text() == "The PDF is ready: letter.pdf", timeout=PATIENCE)


def test_an_export_can_be_stopped_and_the_old_file_stays(window, tmp_path, save_name, long_export, qtbot):
    (tmp_path / "letter.pdf").write_bytes(b"what was there before")
    save_name(tmp_path / "letter.pdf")
    keys(window, "Ctrl+E")
    strip = window.panes.strip
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    assert [button.text() for button in strip.buttons] == ["Cancel"]
    strip.buttons[0].click()
    long_export.set()
    qtbot.waitUntil(lambda: strip.words.text() == "Stopped; nothing was written.", timeout=PATIENCE)
    assert (tmp_path / "letter.pdf").read_bytes() == b"what was there before"
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["letter.pdf"]
    keys(window, "Ctrl+E")  # and the next one is made
    qtbot.waitUntil(lambda: strip.words.text() == "The PDF is ready: letter.pdf", timeout=PATIENCE)
