"""The panes: the pages shown and hidden, sizes remembered for each set of screens."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from composer.ui.screens import these_screens
from tests.ui.hands import choose, field, keys, settle, show
from tests.ui.keys import type_text


def test_shift_f5_hides_the_pages_and_shows_them_again(window, qtbot):
    sizes = window.panes.splitter.sizes()
    field(window, "introduction")
    keys(window, "Shift+F5")
    assert not window.preview.isVisible()
    qtbot.waitUntil(lambda: window.panes.splitter.sizes()[2] == 0)
    assert window.panes.sizes()[2] == 0
    assert window.canvas.width() > sizes[1] + 200
    choose(window, "View", "Pages")
    assert window.preview.isVisible()
    assert window.panes.splitter.sizes() == pytest.approx(sizes, abs=2)
    settle(qtbot, window)


def test_hidden_pages_give_the_keyboard_to_the_text(window):
    window.preview.desk.setFocus()
    keys(window, "Shift+F5")
    assert window.canvas.has_focus()
    keys(window, "F6")
    assert window.panes.tabs.isAncestorOf(QApplication.focusWidget())
    keys(window, "F6")
    assert window.canvas.has_focus()


def test_findings_have_the_room_of_hidden_pages(window, qtbot):
    keys(window, "Shift+F5")
    keys(window, "F7")
    assert window.panes.findings.isVisible()
    keys(window, "F6")
    assert not window.panes.findings.isAncestorOf(QApplication.focusWidget())
    keys(window, "F7")
    assert not window.panes.right.isVisible()


def test_the_document_is_checked_while_its_pages_are_hidden(window, qtbot):
    keys(window, "Shift+F5")
    rendered = window.preview.rendered
    type_text(field(window, "introduction"), "Nieuw: ")
    qtbot.waitUntil(lambda: window.preview.rendered.document is window.session.document)
    assert window.preview.rendered is not rendered


def test_hidden_pages_stay_hidden_the_next_time(program, window, file, qtbot):
    keys(window, "Shift+F5")
    window.close_without_asking()
    again = program.open_file(file)
    show(qtbot, again)
    assert not again.preview.isVisible()
    keys(again, "Shift+F5")
    assert again.panes.splitter.sizes()[2] > 300


def test_panes_are_as_they_were_on_these_screens(program, window, file, qtbot, monkeypatch):
    here = these_screens()
    window.panes.splitter.setSizes([300, 420, 560])
    sizes = window.panes.splitter.sizes()
    window.close_without_asking()
    monkeypatch.setattr("composer.ui.program.these_screens", lambda: "s1920x1080+0+0")
    elsewhere = show(qtbot, program.open_file(file))
    elsewhere.panes.splitter.setSizes([260, 700, 320])
    elsewhere.close_without_asking()
    monkeypatch.setattr("composer.ui.program.these_screens", lambda: here)
    again = show(qtbot, program.open_file(file))
    assert again.panes.splitter.sizes() == pytest.approx(sizes, abs=2)


def test_screens_are_known_by_their_sizes_and_places():
    width, height = QGuiApplication.primaryScreen().geometry().size().toTuple()
    assert these_screens() == f"s{width}x{height}+0+0"


def test_f5_shows_hidden_pages_again_and_goes_there(window, qtbot):
    field(window, "introduction")
    keys(window, "Shift+F5")
    assert not window.preview.isVisible()
    keys(window, "F5")
    assert window.preview.isVisible()
    assert window.preview.isAncestorOf(QApplication.focusWidget())
