"""The settings: chosen by mouse and keys, held at once, kept for the next time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from composer.app.presence import me
from composer.app.settings import ENTRIES, Preferences
from composer.ui import theme
from tests.ui.hands import choose, keys, show
from tests.ui.keys import press, type_text


@pytest.fixture
def opened(program, first, qtbot):
    """The window of the settings, opened by its shortcut."""
    keys(first, "Ctrl+,")
    made = program._settings_window
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def folder_chosen(monkeypatch):
    """Says which folder the user chooses when asked for one."""

    def named(path):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_args: str(path)))

    return named


def control(window, key):
    form = next(form for form in window.forms if key in tuple(form.keys()))
    return form.control(key)


def kept(program):
    return Preferences(program.preferences.path).settings


def test_every_setting_has_a_row_and_the_first_has_the_keyboard(opened):
    assert [key for form in opened.forms for key in tuple(form.keys())] == [entry.key for entry in ENTRIES]
    assert QApplication.focusWidget() is control(opened, "language")


def test_the_menu_opens_the_same_window_again(program, opened, first):
    opened.close()
    choose(first, "File", "Settings…")
    assert program._settings_window is opened
    assert opened.isVisible()


def test_a_language_holds_at_once_in_both_windows(program, opened, first, qtbot):
    box = control(opened, "language")
    press(box, Qt.Key.Key_Up)
    assert kept(program).language == "nl"
    qtbot.waitUntil(lambda: first.menuBar().actions()[0].text() == "&Bestand")


def test_a_theme_and_a_size_hold_at_once(program, opened):
    press(control(opened, "theme"), Qt.Key.Key_Down)
    press(control(opened, "scale"), Qt.Key.Key_Down)
    assert (theme.scheme(), theme.scale()) == (theme.Scheme.DARK, 1.25)
    assert (kept(program).theme, kept(program).scale) == ("dark", 125)


def test_a_name_is_kept_as_it_is_typed_and_told_to_colleagues(program, opened, monkeypatch):
    line = control(opened, "author").focusProxy()
    line.setFocus()
    type_text(line, "Noor de Vries")
    assert line.toPlainText() == "Noor de Vries"
    assert kept(program).author == "Noor de Vries"
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(program.preferences.path.parent))
    assert me().name == "Noor de Vries"


def test_a_folder_is_chosen_and_one_that_is_away_is_said(program, opened, folder_chosen, tmp_path):
    field = control(opened, "documents")
    folder_chosen(tmp_path)
    QTest.mouseClick(field.choose_button, Qt.MouseButton.LeftButton)
    assert kept(program).documents == field.line.text() == str(tmp_path)
    assert field.problem == ""
    folder_chosen("")
    QTest.mouseClick(field.choose_button, Qt.MouseButton.LeftButton)
    assert kept(program).documents == str(tmp_path)
    field.line.setFocus()
    type_text(field.line, "/nergens")
    assert field.problem in [label.text() for label in opened.findChildren(QLabel)]


def test_folders_are_added_put_in_order_and_removed_by_keys(program, opened, folder_chosen, tmp_path):
    field = control(opened, "libraries")
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    for folder in (one, two, two):
        folder_chosen(folder)
        field.add_button.setFocus()
        press(field.add_button, Qt.Key.Key_Space)
    assert kept(program).libraries == (str(one), str(two))
    assert field.problem == f"Not there now: {two}"
    field.list.setFocus()
    press(field.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert kept(program).libraries == (str(two), str(one))
    press(field.list, Qt.Key.Key_Delete)
    assert kept(program).libraries == (str(one),)
    QTest.mouseClick(field.remove_button, Qt.MouseButton.LeftButton)
    assert kept(program).libraries == ()
    assert not field.list.isVisible()


def test_a_folder_of_houses_brings_its_templates_to_the_first_page(
    program, opened, first, folder_chosen, tmp_path, monkeypatch, qtbot
):
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(program.preferences.path.parent))
    (tmp_path / "huizen" / "kapot").mkdir(parents=True)
    (tmp_path / "huizen" / "kapot" / "house.yaml").write_text("pleidooi-house: 1\n")
    (tmp_path / "huizen" / "kapot" / "letter.yaml").write_text("pleidooi-template: 1\n")
    before = first.start_page.templates.count()
    folder_chosen(tmp_path / "huizen")
    QTest.mouseClick(control(opened, "houses").add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.start_page.templates.count() == before + 1)


def test_what_is_chosen_in_a_menu_is_shown_here_too(program, opened):
    program.choose("scale", "150")
    assert control(opened, "scale").currentText() == "150 %"


def test_escape_closes_it_and_so_does_the_last_window(program, opened, first, qtbot):
    press(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    keys(show(qtbot, first), "Ctrl+,")
    assert opened.isVisible()
    first.close_without_asking()
    assert not opened.isVisible()
