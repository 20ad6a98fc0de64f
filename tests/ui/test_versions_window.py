"""Earlier versions: a list, a look at the pages, a comparison, and a new document from one."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from composer.app.versions import earlier_versions, of_this_user
from composer.model.edits import set_document_field
from composer.store.documents import open_document
from composer.ui.compare_window import CompareWindow
from composer.ui.sides import SideText
from composer.ui.versions_window import VersionsWindow
from tests.ui.hands import PATIENCE, answer, choose, in_dialog, settle


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))


@pytest.fixture
def saved_often(window):
    """A document that was saved three times."""
    for number in range(3):
        window.session.apply(
            "x", lambda doc, number=number: set_document_field(doc, "subject", f"Nr {number}")
        )
        window.session.save()
    return window


@pytest.fixture
def versions(saved_often, program, qtbot):
    _journals, backups = of_this_user()
    found = earlier_versions(saved_often.session, backups)
    made = VersionsWindow(program, saved_often.session, found, backups, saved_often)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None, timeout=PATIENCE)
    yield made
    made.reject()


def entries(window):
    rows = range(window.list.count())
    return [window.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]


def test_the_versions_are_listed_with_time_size_and_words(versions, qtbot):
    qtbot.waitUntil(lambda: "words" in entries(versions)[0], timeout=PATIENCE)
    assert len(entries(versions)) == 3, "the file as it was opened, and two saves before the last"
    for entry in entries(versions):
        assert entry.startswith("today ")
        assert " kB · " in entry


def test_the_pages_of_a_version_are_shown_and_turned(versions, qtbot):
    assert (versions.seen.number, versions.seen.pages) == (0, 2)
    assert versions.page.accessibleName() == "Page 1 of 2"
    assert not versions.page.pixmap().isNull()
    assert not versions.before_button.isEnabled()
    first = versions.page.pixmap().toImage()
    qtbot.mouseClick(versions.after_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: versions.seen.number == 1, timeout=PATIENCE)
    assert versions.page.pixmap().toImage() != first
    assert not versions.after_button.isEnabled()
    qtbot.mouseClick(versions.before_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: versions.seen.number == 0, timeout=PATIENCE)


def test_another_version_has_another_page(versions, qtbot):
    newest = versions.page.pixmap().toImage()
    qtbot.keyClick(versions.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: versions.page.pixmap().toImage() != newest, timeout=PATIENCE)


def test_a_version_is_compared_with_the_document_as_it_is(versions):
    seen = []

    def look(dialog):
        assert isinstance(dialog, CompareWindow)
        seen.extend(label.accessibleName() for label in dialog.findChildren(SideText))
        dialog.close_button.click()

    in_dialog(look)
    versions.compare_button.click()
    assert seen[0].endswith(": Nr 1")
    assert seen[1] == "Subject, Now: Nr 2"


def test_a_version_is_opened_as_a_new_document_with_the_menu(saved_often, program, file, qtbot):
    before = file.read_bytes()

    def restore(dialog):
        assert isinstance(dialog, VersionsWindow)
        dialog.list.setCurrentRow(1)
        dialog.open_button.click()

    in_dialog(restore)
    choose(saved_often, "File", "Earlier versions…")
    new = settle(qtbot, program.windows[-1])
    assert new is not saved_often
    assert (new.session.path, new.session.document.field("subject")) == (None, "Nr 0")
    assert new.session.is_changed
    assert new.session.keeper is not None, "it is kept as any other"
    assert file.read_bytes() == before
    assert saved_often.session.document == open_document(file).document


def test_a_document_without_versions_says_so(first, program, qtbot):
    program.new_document("demo/letter", first)
    seen = []

    def look(dialog):
        seen.append(dialog.accessibleDescription())
        assert not dialog.open_button.isEnabled()
        assert not dialog.compare_button.isEnabled()
        dialog.reject()

    in_dialog(look)
    choose(settle(qtbot, first), "File", "Earlier versions…")
    assert seen == ["There are none yet: a version is kept with every save from now on."]


def test_a_version_that_is_gone_is_said(versions, qtbot, tmp_path):
    for row, version in enumerate(versions.versions):
        if row:
            (tmp_path / "data" / "versions" / "objects" / version.digest).unlink()
    versions.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: versions.seen is None, timeout=PATIENCE)
    assert "there is no such file" in versions.page.text()
    for button in (versions.open_button, versions.compare_button):
        seen = []
        answer("OK", seen)
        button.click()
        assert "cannot be opened" in seen[0][0]
    assert versions.new_session is None


def test_it_says_everything_in_both_languages(versions, language):
    versions.retranslate()
    for button in versions.findChildren(QPushButton):
        assert button.text()
    assert versions.before_button.accessibleName()
    assert versions.after_button.accessibleName()
    assert versions.list.accessibleName()


def test_it_can_be_used_with_the_keyboard_alone(versions, qtbot):
    versions.activateWindow()
    qtbot.waitUntil(versions.isActiveWindow)
    reached = set()
    for _step in range(8):
        holder = QApplication.focusWidget()
        reached.add(holder)
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    assert {versions.list, versions.open_button, versions.compare_button, versions.close_button} <= reached
    assert versions.after_button in reached


def test_pages_that_are_still_to_be_pictured_do_not_hinder_the_end(program, first):
    program.stop()
    program.run(lambda: 1 / 0, lambda _future: None)


def test_versions_of_one_minute_are_told_apart(saved_often, program, qtbot):
    _journals, backups = of_this_user()
    noon = datetime.now().astimezone().replace(hour=12, minute=5)
    found = tuple(
        replace(one, time=noon.replace(second=10 * number))
        for number, one in enumerate(earlier_versions(saved_often.session, backups))
    )
    made = VersionsWindow(program, saved_often.session, found, backups, saved_often)
    qtbot.addWidget(made)
    clocks = [":05:00", ":05:10", ":05:20"]
    assert all(clock in entry for clock, entry in zip(clocks, entries(made), strict=True)), entries(made)
    made.reject()
