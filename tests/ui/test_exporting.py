"""The export window: what is wrong first, then as what, by which name and where; and back to the file."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from composer.app.formats import FORMATS, format_of
from composer.model.edits import find
from composer.store.documents import open_document
from tests.ui.hands import PATIENCE, answer, choose, field, keys, settle, show
from tests.ui.keys import press, type_text

SIGN = "\N{EGYPTIAN HIEROGLYPH A001}"


@pytest.fixture
def asked(window, qtbot):
    """The export window, opened from the menu."""
    choose(window, "File", "Export as…")
    made = window.files.exporting.asking
    qtbot.waitUntil(made.isActiveWindow)
    return made


def name_line(asked):
    return asked.form.control("name").focusProxy()


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def ready(window, qtbot, name):
    strip = window.panes.strip
    qtbot.waitUntil(lambda: strip.words.text() == f"The PDF is ready: {name}", timeout=PATIENCE)


def errors(window, qtbot):
    type_text(field(window, "introduction"), SIGN)
    settle(qtbot, window)
    assert window.preview.rendered.has_errors


# ---- the window


def test_it_proposes_a_name_beside_the_document_and_enter_exports(window, asked, tmp_path, qtbot):
    assert asked.verdict.text() == "Nothing stands in the way."
    assert (name_line(asked).toPlainText(), name_line(asked).hasFocus()) == ("brief", True)
    press(name_line(asked), Qt.Key.Key_Return)
    ready(window, qtbot, "brief.pdf")
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert not asked.isVisible()


def test_another_name_is_typed_and_a_file_of_that_name_is_told(window, asked, tmp_path, qtbot):
    (tmp_path / "andere.pdf").write_bytes(b"old")
    name_line(asked).selectAll()
    type_text(name_line(asked), "andere")
    assert "replaced" in asked.form.control("name").accessibleDescription()
    click(asked.export_button)
    ready(window, qtbot, "andere.pdf")
    assert (tmp_path / "andere.pdf").read_bytes() != b"old"


def test_it_waits_for_a_name_and_a_folder_that_is_there(asked, tmp_path):
    name_line(asked).selectAll()
    press(name_line(asked), Qt.Key.Key_Delete)
    assert not asked.export_button.isEnabled()
    type_text(name_line(asked), "a/b")
    assert asked._path().name == "a b.pdf"
    assert asked.export_button.isEnabled()
    line = asked.form.control("folder").line
    line.setFocus()
    type_text(line, "/nergens")
    assert not asked.export_button.isEnabled()


def test_the_folder_is_remembered_for_the_next_document(window, asked, tmp_path, monkeypatch, program, qtbot):
    (tmp_path / "uit").mkdir()
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", staticmethod(lambda *_args: str(tmp_path / "uit"))
    )
    click(asked.form.control("folder").choose_button)
    click(asked.export_button)
    ready(window, qtbot, "brief.pdf")
    assert program.preferences.settings.exports == str(tmp_path / "uit")
    other = program.open_window()
    program.new_document("demo/letter", other)
    settle(qtbot, other)
    assert other.files.exporting.proposal(".pdf").parent == tmp_path / "uit"
    (tmp_path / "uit" / "brief.pdf").unlink()
    (tmp_path / "uit").rmdir()
    assert other.files.exporting.proposal(".pdf").parent != tmp_path / "uit"


def test_a_second_export_proposes_the_first_one_again(window, asked, tmp_path, qtbot):
    type_text(name_line(asked), " definitief")
    click(asked.export_button)
    ready(window, qtbot, " definitiefbrief.pdf".strip())
    assert window.files.exporting.proposal(".pdf") == tmp_path / "definitiefbrief.pdf"


def test_errors_come_first_and_block(window, qtbot):
    errors(window, qtbot)
    keys(window, "Ctrl+Shift+E")
    made = window.files.exporting.asking
    assert made.verdict.text() == "1 error must be solved before this can be exported."
    assert not made.export_button.isEnabled()
    qtbot.waitUntil(made.findings.list.hasFocus)
    first, *_rest = [made.findings.list.item(row) for row in range(made.findings.list.count())]
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Error: ")


def test_a_finding_is_gone_to_and_when_it_is_solved_the_export_is_free(window, qtbot):
    errors(window, qtbot)
    keys(window, "Ctrl+Shift+E")
    made = window.files.exporting.asking
    qtbot.waitUntil(made.findings.list.hasFocus)
    made.findings.list.setCurrentRow(0)
    press(made.findings.list, Qt.Key.Key_Return)
    assert not made.isVisible()
    assert window.canvas.current_block() == "introduction"
    keys(show(qtbot, window), "Ctrl+Z")
    settle(qtbot, window)
    keys(window, "Ctrl+Shift+E")
    assert made.export_button.isEnabled()


def test_what_is_solved_while_it_is_open_frees_the_export(window, qtbot):
    errors(window, qtbot)
    keys(window, "Ctrl+Shift+E")
    made = window.files.exporting.asking
    window.session.undo()
    qtbot.waitUntil(made.export_button.isEnabled)
    assert made.verdict.text() == "Nothing stands in the way."


def test_warnings_are_told_and_do_not_block(window, qtbot):
    type_text(field(window, "introduction"), "x ")
    window.session.apply("", _without_date)
    settle(qtbot, window)
    keys(window, "Ctrl+Shift+E")
    made = window.files.exporting.asking
    assert made.verdict.text().endswith("you can export all the same.")
    assert made.export_button.isEnabled()


def _without_date(document):
    return replace(document, fields=tuple(pair for pair in document.fields if pair[0] != "date"))


def test_escape_and_cancel_leave_it(window, asked, tmp_path):
    press(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    keys(window, "Ctrl+Shift+E")
    click(asked.cancel_button)
    assert not asked.isVisible()
    assert not list(tmp_path.glob("*.pdf"))


def test_it_speaks_the_language_of_now(program, asked, qtbot):
    asked.show()
    program.choose("language", "nl")
    qtbot.waitUntil(lambda: asked.cancel_button.text() == "Annuleren")
    program.choose("scale", "200")
    program.choose("theme", "dark")


def test_every_format_says_its_ending_and_an_unknown_one_is_the_first(tmp_path):
    assert format_of("nothing") is FORMATS[0]
    for format_ in FORMATS:
        assert format_of(format_.key) is format_
        named = format_.named(tmp_path / "brief v1.2")
        assert named.name == f"brief v1.2{format_.suffix}"
        assert format_.named(named) == named


def test_exporting_at_once_is_blocked_by_errors_before_it_asks_for_a_name(window, monkeypatch, qtbot):
    errors(window, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", None)  # it would be a crash
    keys(window, "Ctrl+E")
    assert window.panes.strip.words.text() == "Not exported: there is 1 error."


# ---- back to the file


def test_going_back_to_the_file_is_one_step_that_can_be_undone(window, file, qtbot):
    held = window.session.document
    type_text(field(window, "introduction"), "Een. ")
    type_text(field(window, "closing"), "Twee. ")
    mine = window.session.document
    seen = []
    answer("Go back", seen)
    choose(window, "File", "Back to the file…")
    assert seen[0][0] == "Go back to “brief” as it was saved?"
    assert window.session.document == held == open_document(file).document
    assert not window.isWindowModified()
    keys(show(qtbot, window), "Ctrl+Z")
    assert window.session.document == mine
    assert window.isWindowModified()
    keys(window, "Ctrl+Y")
    assert window.session.document == held
    assert not window.isWindowModified()


def test_going_back_can_be_thought_better_of(window):
    type_text(field(window, "introduction"), "Een. ")
    answer("Escape")
    window.actions_["revert"].trigger()
    assert window.session.is_changed


def test_there_is_nothing_to_go_back_to_without_changes_or_a_file(window, program, first, qtbot):
    assert not window.actions_["revert"].isEnabled()
    new = program.open_window()
    program.new_document("demo/letter", new)
    settle(qtbot, new)
    new.canvas.blocks.add("paragraph")
    assert not new.actions_["revert"].isEnabled()


def test_a_file_that_vanished_is_said_and_nothing_changes(window, file):
    type_text(field(window, "introduction"), "Een. ")
    mine = window.session.document
    file.unlink()
    seen = []
    answer("Go back")
    QTimer.singleShot(50, lambda: answer("OK", seen))
    window.actions_["revert"].trigger()
    assert seen
    assert window.session.document is mine
    assert find(mine, "introduction") is not None
    assert QApplication.activeModalWidget() is None
