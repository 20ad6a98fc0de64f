"""What keeps an open document safe: its journal, who else has it open, and what becomes of its file."""

import errno
import os
import shutil
import stat
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QRadioButton

from composer.app.conflict import Outside, look
from composer.app.presence import InUse, me
from composer.app.recovery import candidates, thrown_away
from composer.app.session import ConflictError, Session
from composer.app.templates import begin
from composer.app.versions import of_this_user
from composer.errors import SaveFailed
from composer.model.document import BlockId
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from composer.store import locks
from composer.store.disk import DISK
from composer.store.documents import open_document
from composer.store.journal import read_journal
from composer.store.locks import Lock
from composer.ui import guard as module
from composer.ui.conflict_window import ConflictWindow
from composer.ui.file_watch import FileWatch
from composer.ui.guard import in_use_words
from tests.bench.documents import SAMPLE
from tests.ui.hands import PATIENCE, answer, field, in_dialog, keys, press_in_dialog, settle, show
from tests.ui.keys import type_text

INTRODUCTION = BlockId("introduction")


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """Journals and versions of this test alone; colleagues are told at once."""
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(module, "SOON", 0)
    return tmp_path / "data"


def write(window, words="Nieuw: "):
    type_text(field(window, "introduction"), words)
    assert window.session.is_changed


def saved(path):
    return open_document(path).document


def set_subject(session, words):
    session.apply("x", lambda document: set_document_field(document, "subject", words))


def say_else(session, words):
    """Somebody says something else in the first paragraph."""
    session.apply("x", lambda document: set_field(document, INTRODUCTION, "text", parse_text(words)))


def other_saves(file, change):
    """Somebody else changes the file, in another program."""
    other = Session.open(file)
    change(other)
    other.save()
    return other


def their_subject(window):
    theirs = window.guard.theirs
    return theirs.document.field("subject") if theirs else None


def shown(qtbot, strip):
    qtbot.waitUntil(strip.isVisible, timeout=PATIENCE)
    return strip.words.text()


# ---- the journal


def test_what_is_typed_is_in_the_journal_by_itself(window, qtbot):
    folder, backups = of_this_user()
    assert not list(folder.glob("*.jsonl")), "nothing is written before something is typed"
    write(window, "Bewaard ")
    qtbot.waitUntil(lambda: window.session.keeper.is_safe and any(folder.glob("*.jsonl")), timeout=PATIENCE)
    window.session.keeper.abandon()
    (found,) = candidates(folder, backups)
    assert found.document == window.session.document
    assert found.path == window.session.path


def test_a_document_without_a_file_is_kept_too(program, first, qtbot):
    program.new_document("demo/letter", first)
    set_subject(settle(qtbot, first).session, "Zonder bestand")
    folder, _backups = of_this_user()
    qtbot.waitUntil(lambda: first.session.keeper.is_safe and any(folder.glob("*.jsonl")), timeout=PATIENCE)
    first.session.keeper.abandon()
    (found,) = candidates(folder)
    assert (found.path, found.name) == (None, "Zonder bestand")


def test_saving_and_closing_leaves_no_journal(window, qtbot):
    write(window)
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)
    keys(window, "Ctrl+S")
    session = window.session
    window.close()
    folder, backups = of_this_user()
    assert session.keeper is None
    assert not list(folder.glob("*.jsonl"))
    assert thrown_away(folder, backups) == ()


def test_what_is_not_saved_at_the_end_can_still_be_found(window):
    write(window, "Toch niet ")
    wanted = window.session.document
    answer("Do not save")
    window.close()
    folder, backups = of_this_user()
    assert candidates(folder, backups) == ()
    (found,) = thrown_away(folder, backups)
    assert found.document == wanted
    assert found.is_binned


def test_a_journal_that_cannot_be_written_is_said_and_that_it_works_again(window, monkeypatch, qtbot):
    def full(_self, _path, _permissions):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(DISK), "create", full)
        write(window)
        words = shown(qtbot, window.guard.journal_strip)
        assert "What you type is not kept in case Pleidooi ends: the disk is full." in words
        assert ".jsonl" not in words
        assert [button.text() for button in window.guard.journal_strip.buttons] == ["Save", "Save as…"]
    qtbot.waitUntil(lambda: not window.guard.journal_strip.isVisible(), timeout=PATIENCE)
    assert window.session.keeper.is_safe


def test_an_error_of_the_program_in_the_journal_does_not_end_it(window, monkeypatch, qtbot):
    told = []
    monkeypatch.setattr("threading.excepthook", lambda arguments: told.append(arguments.exc_type))
    journal = type(window.session.keeper.journal)

    def wrong(*_args, **_more):
        return 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write", wrong)
        write(window)
        qtbot.waitUntil(lambda: told == [ZeroDivisionError], timeout=PATIENCE)
    write(window)
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)


def test_a_save_that_fails_says_what_failed_what_is_safe_and_what_to_do(window, file, monkeypatch):
    write(window)
    seen, really = [], os.open

    def full(path, flags, *args, **kwargs):
        if flags & os.O_CREAT and "brief.yaml" in str(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return really(path, flags, *args, **kwargs)

    before = file.read_bytes()
    monkeypatch.setattr(os, "open", full)
    answer("Cancel", seen)
    keys(window, "Ctrl+S")
    assert seen[0][0] == "'brief.yaml' was not saved: the disk is full."
    assert seen[0][1] == (
        "What was there before is untouched; make room and save again. "
        "What you wrote is still in this window, and is kept in case Pleidooi ends."
    )
    assert window.status.saved.text() == "○ Not saved"
    assert window.isWindowModified()
    assert file.read_bytes() == before


def test_a_save_that_fails_with_the_journal_says_that_it_is_only_here(window, monkeypatch):
    write(window)
    seen = []
    monkeypatch.setattr(type(window.session.keeper), "keep", lambda _self: False)

    def refuse(*_args, **_more):
        raise SaveFailed("nothing goes", "try again")

    monkeypatch.setattr(type(window.session), "save", refuse)
    answer("Cancel", seen)
    keys(window, "Ctrl+S")
    assert seen[0][1].endswith("What you wrote is still in this window, and only there: do not close it.")


# ---- who else has it open


def test_a_colleague_who_has_the_document_is_said_until_it_is_free(program, first, file, qtbot, monkeypatch):
    monkeypatch.setattr(locks, "INTERVAL", 0.2)
    theirs = Lock(file, InUse("Fatima", "PC-12", "f"))
    theirs.step()
    window = program.open_file(file, first)
    words = shown(qtbot, window.guard.others_strip)
    assert words.startswith("Fatima has this document open on PC-12.")
    theirs.release()
    qtbot.waitUntil(lambda: not window.guard.others_strip.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: b"pleidooi" in theirs.file.read_bytes(), timeout=PATIENCE)


def test_the_lock_goes_with_the_window(window, program, file, qtbot):
    lock = Lock(file, InUse("", "", "")).file
    qtbot.waitUntil(lock.exists, timeout=PATIENCE)
    window.close()
    program.stop()
    assert not lock.exists()


def test_under_another_name_the_other_file_is_in_use(window, file, tmp_path, qtbot):
    qtbot.waitUntil((tmp_path / "brief.yaml.in-use").exists, timeout=PATIENCE)
    window.session.save(tmp_path / "other.yaml")
    qtbot.waitUntil((tmp_path / "other.yaml.in-use").exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not (tmp_path / "brief.yaml.in-use").exists(), timeout=PATIENCE)


def test_a_folder_that_can_only_be_read_opens_as_any_other(program, first, tmp_path, qtbot, bound_by_rights):
    """Nothing is said until somebody saves; then it is not saved, and what was typed is safe."""
    folder = tmp_path / "readonly"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "brief.yaml")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    before = (folder / "brief.yaml").read_bytes()
    window = settle(qtbot, program.open_file(folder / "brief.yaml", first))
    assert not any(strip.isVisible() for strip in window.guard.strips)
    write(window)
    seen = []
    answer("Cancel", seen)
    keys(window, "Ctrl+S")
    assert seen[0][0] == "'brief.yaml' was not saved: you may not write there."
    assert window.isWindowModified()
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)
    assert [path.name for path in folder.iterdir()] == ["brief.yaml"]
    assert (folder / "brief.yaml").read_bytes() == before
    folder.chmod(stat.S_IRWXU)


def test_a_folder_that_takes_no_lock_opens_as_any_other(program, first, file, monkeypatch, qtbot):
    """As the one before, where a test may write anywhere."""
    really = type(DISK).create

    def refuse(self, path, permissions):
        if path.parent == file.parent:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return really(self, path, permissions)

    monkeypatch.setattr(type(DISK), "create", refuse)
    monkeypatch.setattr(locks, "INTERVAL", 0.05)
    window = settle(qtbot, program.open_file(file, first))
    qtbot.waitUntil(
        lambda: window.guard.presence is not None and window.guard.presence.lock.me.counter > 2,
        timeout=PATIENCE,
    )
    write(window)
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)
    assert not any(strip.isVisible() for strip in window.guard.strips)


def test_who_else_it_is_is_said_as_far_as_known(monkeypatch):
    monkeypatch.setattr(module, "me", lambda: InUse("Anna", "pc-1", "x"))
    assert in_use_words(InUse("", "", "y")).startswith("Somebody else has")
    assert in_use_words(InUse("Bram", "pc-2", "y")).startswith("Bram has this document open on pc-2.")
    assert in_use_words(InUse("Anna", "pc-1", "y")).startswith(
        "You have this document open in another window"
    )


def kept(window):
    """What the journal of a window holds, without regard to the ends of lines."""
    return " ".join(read_journal(window.session.keeper.journal.file).text.decode().split())


def test_a_note_that_is_still_being_written_is_in_the_journal(window, qtbot):
    """Its words are not in the text before its author is ready; a crash before that loses nothing."""
    edit = field(window, "introduction")
    before = window.session.document
    window.canvas.insertions.insert_note()
    type_text(QApplication.focusWidget(), "Een lange noot")
    assert window.session.document is before
    assert not window.session.keeper.is_safe
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)
    assert "^[Een lange noot]" in kept(window)
    window.canvas.insertions.settle()
    edit.setFocus()
    window.session.undo()
    assert window.session.document == before
    qtbot.waitUntil(lambda: "Een lange noot" not in kept(window), timeout=PATIENCE)


# ---- somebody else saves


def test_ten_thousand_own_saves_are_no_conflict(qapp, qtbot, memory_path):
    """With the real watcher on; a small document, as it is the file that is in question."""
    session = begin("demo/letter", "nl")
    session.apply("x", lambda document: replace(document, blocks=document.blocks[:1]))
    session.save(memory_path / "brief.yaml")
    watch, said = FileWatch(session, qapp), []
    watch.looked.connect(said.append)
    for number in range(10_000):
        set_subject(session, f"Onderwerp {number}")
        session.save()
        QApplication.processEvents()
    heard = watch.looks
    assert heard > 1, "it heard of saves while there were more"
    watch.look()
    qtbot.waitUntil(lambda: watch.looks > heard, timeout=PATIENCE)
    watch.close()
    assert {found.state for found in said} == {Outside.SAME}


def test_own_saves_are_never_taken_for_somebody_elses(window, file, qtbot, often):
    """100 saves in the whole window with the real watcher on; 10,000 with --long."""
    watch, said = window.guard.watch, []
    watch.looked.connect(lambda found: said.append(found.state.value))
    window.preview.close()  # the pages of all these states are another matter
    for number in range(often(100, 10_000)):
        set_subject(window.session, f"Onderwerp {number}")
        window.session.save()
        QApplication.processEvents()
        assert not window.guard.file_strip.isVisible()
        assert window.guard.theirs is None
    looks = watch.looks
    watch.look()
    qtbot.waitUntil(lambda: watch.looks > looks, timeout=PATIENCE)
    assert set(said) == {"same"}


def test_the_watcher_hears_of_a_file_that_is_replaced_again_and_again(window, file, qtbot):
    """A file that was replaced is another one to the system; it is watched all the same."""
    for number in range(3):
        other_saves(file, lambda other, number=number: set_subject(other, f"Hun {number}"))
        qtbot.waitUntil(
            lambda number=number: (
                window.guard.theirs is not None
                and window.guard.theirs.document.field("subject") == f"Hun {number}"
            ),
            timeout=PATIENCE,
        )


def test_a_file_somebody_else_saved_is_said_and_shown(window, file, qtbot):
    before = window.session.document
    other = other_saves(file, lambda other: set_subject(other, "Hun onderwerp"))
    assert shown(qtbot, window.guard.file_strip) == (
        "Somebody else changed “brief”; you still see it as it was."
    )
    assert window.session.document is before, "nothing is reloaded by itself"
    theirs, both = window.guard.file_strip.buttons
    assert (theirs.text(), both.text()) == ("Show theirs", "Both versions…")
    theirs.click()
    assert window.session.document == other.document
    assert not window.session.is_changed
    assert not window.guard.file_strip.isVisible()
    keys(window, "Ctrl+Z")
    assert window.session.document == before


@pytest.mark.parametrize("way", ["Show theirs", "Both versions…"])
def test_a_file_whose_template_is_not_here_is_neither_shown_nor_written_over(window, file, qtbot, way):
    before = window.session.document
    theirs = file.read_text("utf-8").replace("template: demo/letter", "template: demo/elsewhere")
    file.write_text(theirs, encoding="utf-8")
    shown(qtbot, window.guard.file_strip)
    seen = []
    if way == "Show theirs":
        answer("OK", seen)
    else:

        def choose_theirs(dialog):
            answer("OK", seen)
            dialog.theirs_button.click()

        in_dialog(choose_theirs)
    next(one for one in window.guard.file_strip.buttons if one.text() == way).click()
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert "here is no such template" in seen[0][1]
    assert window.session.document is before
    with pytest.raises(ConflictError):
        window.session.save()
    assert file.read_text("utf-8") == theirs


def test_what_both_wrote_is_put_together_and_saved(window, file, qtbot):
    write(window, "Van mij. ")
    other_saves(file, lambda other: set_subject(other, "Hun onderwerp"))
    assert "Nothing of yours is lost" in shown(qtbot, window.guard.file_strip)
    seen = []
    press_in_dialog("Put both together", seen)
    window.guard.file_strip.buttons[0].click()
    assert "No place was changed by both" in seen[0]
    assert window.session.document.field("subject") == "Hun onderwerp"
    assert window.session.is_changed
    keys(show(qtbot, window), "Ctrl+S")
    both = saved(file)
    assert both.field("subject") == "Hun onderwerp"
    assert both.blocks[1].text.plain.startswith("Van mij. ")
    assert not window.guard.file_strip.isVisible()


def test_two_windows_on_one_file_put_both_together(window, program, file, qtbot):
    """Two of the program on one file: who saves last is asked, and the first one hears of it."""
    other = settle(qtbot, show(qtbot, program.open_window(Session.open(file))))
    set_subject(other.session, "Uit het andere venster")
    write(show(qtbot, window), "Uit dit venster. ")
    other.session.save()
    press_in_dialog("Put both together")
    keys(show(qtbot, window), "Ctrl+S")
    assert not window.session.is_changed
    assert saved(file) == window.session.document
    assert saved(file).field("subject") == "Uit het andere venster"
    assert shown(qtbot, other.guard.file_strip).startswith("Somebody else changed")
    other.guard.file_strip.buttons[0].click()
    assert other.session.document == window.session.document
    other.close()


def test_a_place_that_both_changed_is_asked_about_with_both_sides(window, file, qtbot):
    other_saves(file, lambda other: (say_else(other, "Hun begin."), set_subject(other, "Hun onderwerp")))
    say_else(window.session, "Mijn begin.")
    set_subject(window.session, "Mijn onderwerp")
    qtbot.waitUntil(lambda: window.guard.theirs is not None, timeout=PATIENCE)
    seen = []

    def choose(dialog):
        assert isinstance(dialog, ConflictWindow)
        seen.extend(button.accessibleName() for button in dialog.findChildren(QRadioButton))
        conflicts = {conflict.path or conflict.block: conflict for conflict in dialog.merged.conflicts}
        assert set(conflicts) == {"fields.subject", INTRODUCTION}
        dialog.answers_of(conflicts["fields.subject"])["theirs"].click()
        dialog.merge_button.click()

    in_dialog(choose)
    keys(window, "Ctrl+S")
    assert "Keep mine: Subject" in seen
    after = saved(file)
    assert after.field("subject") == "Hun onderwerp"
    assert [block.text.plain for block in after.blocks[1:3]] == ["Mijn begin.", "Hun begin."]
    assert not window.session.is_changed


@pytest.mark.parametrize(("way", "subject"), [("Only mine", "Mijn"), ("Only theirs", "Hun")])
def test_one_of_both_is_taken_and_the_other_is_not_lost(window, file, qtbot, way, subject):
    other_saves(file, lambda other: set_subject(other, "Hun"))
    set_subject(window.session, "Mijn")
    qtbot.waitUntil(lambda: window.guard.theirs is not None, timeout=PATIENCE)
    press_in_dialog(way)
    keys(window, "Ctrl+S")
    assert saved(file).field("subject") == subject
    if way == "Only mine":
        _folder, backups = of_this_user()
        kept = [backups.read(version.digest) for version in backups.versions(file)]
        assert any(b"subject: Hun" in content for content in kept)
    else:
        keys(show(qtbot, window), "Ctrl+Z")
        assert window.session.document.field("subject") == "Mijn"


def test_the_question_can_be_put_off_by_escape(window, file, qtbot):
    other_saves(file, lambda other: set_subject(other, "Hun"))
    set_subject(window.session, "Mijn")
    before = file.read_bytes()
    in_dialog(lambda dialog: dialog.reject())
    keys(window, "Ctrl+S")
    assert file.read_bytes() == before
    assert window.session.is_changed


def test_a_crash_after_both_were_put_together_recovers_both(window, file, qtbot):
    other_saves(file, lambda other: set_subject(other, "Hun onderwerp"))
    write(window, "Van mij. ")
    qtbot.waitUntil(lambda: window.guard.theirs is not None, timeout=PATIENCE)
    press_in_dialog("Put both together")
    window.files.settle_conflict()
    qtbot.waitUntil(lambda: window.session.keeper.is_safe, timeout=PATIENCE)
    window.session.keeper.abandon()
    folder, backups = of_this_user()
    (found,) = candidates(folder, backups)
    assert found.document == window.session.document
    assert found.state.value == "unchanged", "it goes on from what they saved"
    assert found.saved.field("subject") == "Hun onderwerp"


def test_the_same_words_in_other_bytes_are_no_news(window, file, qtbot):
    file.write_bytes(file.read_bytes() + b"\n# a comment\n")
    qtbot.waitUntil(lambda: look(file, window.session.base).theirs is None, timeout=PATIENCE)
    assert not window.guard.file_strip.isVisible()
    write(window)
    keys(window, "Ctrl+S")
    assert not window.session.is_changed


def test_a_file_that_cannot_be_read_any_more_is_said(window, file, qtbot):
    file.write_bytes(b"\x00")
    assert "“brief.yaml” can no longer be read" in shown(qtbot, window.guard.file_strip)
    file.write_bytes(SAMPLE.read_bytes())
    qtbot.waitUntil(lambda: not window.guard.file_strip.isVisible(), timeout=PATIENCE)


def test_a_file_under_another_name_is_watched_there(window, file, tmp_path, qtbot):
    path = tmp_path / "elders" / "other.yaml"
    path.parent.mkdir()
    window.session.save(path)
    other_saves(path, lambda other: set_subject(other, "Hun onderwerp"))
    qtbot.waitUntil(lambda: their_subject(window) == "Hun onderwerp", timeout=PATIENCE)


def test_the_lines_speak_dutch_when_the_window_does(window, dutch, qtbot):
    window.guard._others_told(InUse("Fatima", "PC-12", "f"))
    window.retranslate()
    assert window.guard.others_strip.close_button.toolTip() == "Sluiten"


def test_the_colleague_who_has_a_document_open_is_named_where_versions_meet(window, file, qtbot):
    lock = Lock(file, InUse("Anna", "pc-1", "a"))
    guard = window.guard
    guard._others_told(lock.me)
    other_saves(file, lambda other: set_subject(other, "Hun onderwerp"))
    assert shown(qtbot, guard.file_strip) == "Anna changed “brief”; you still see it as it was."
    guard._others_told(None)
    assert guard.colleague == "Anna", "who saved and let go is still who it was"
    guard._others_told(replace(me(), session="x"))
    assert guard.colleague == "", "one is no colleague of oneself"


def test_a_name_given_in_the_settings_is_what_colleagues_are_told(window, file, qtbot, monkeypatch):
    monkeypatch.setattr(locks, "INTERVAL", 0.01)
    qtbot.waitUntil(lambda: window.guard.presence is not None)
    window.guard.presence.close()
    window.guard.presence.join(20)
    window.guard._path = None
    window.guard._attend()
    window.program.choose("author", "Bram Jansen")
    lock = window.guard.presence.lock.file
    qtbot.waitUntil(lambda: lock.exists() and '"Bram Jansen"' in lock.read_text(encoding="utf-8"))
