"""Which folders are searched: added, put in order, found again, taken from the list; nothing is deleted."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from composer.store.library_folder import FolderLibrary, create_library
from composer.ui.library_left_out import LeftOutWindow
from tests.store.revisions import revision
from tests.ui.hands import choose
from tests.ui.keys import press
from tests.ui.libraries import opened, search

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.usefixtures("own_data")


def filled(folder, name, words="Maak de bussen gratis.", id_="bus"):
    """Makes a library with one block."""
    create_library(folder, name)
    FolderLibrary(folder).put(revision(words, id_, title=words))
    return folder


@pytest.fixture
def two(window, library, qtbot, tmp_path):
    """Two libraries of the user: of a team and of an association."""
    for name in ("Team", "Koepel"):
        window.library.folders.use(filled(tmp_path / name.lower(), name, f"Gratis bussen van {name}.", name))
    settled(qtbot, library)
    return tmp_path / "team", tmp_path / "koepel"


def settled(qtbot, library):
    qtbot.waitUntil(lambda: library.is_settled, timeout=20_000)


def chosen(window):
    return list(window.program.preferences.settings.libraries)


def entry(library, name):
    """Returns the part of the menu about one library."""
    library.menu.aboutToShow.emit()
    return next(one.menu() for one in library.menu.actions() if one.menu() and one.text().startswith(name))


def do(library, name, deed):
    next(one for one in entry(library, name).actions() if one.text() == deed).trigger()


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_menu_names_every_library_in_its_order_and_what_one_may_do(window, library, two):
    library.menu.aboutToShow.emit()
    named = [one.text() for one in library.menu.actions() if one.menu()]
    assert named[:3] == ["Team", "Koepel", "My library"]
    assert named[-1].endswith("– only for reading"), "the samples"
    assert next(one.text() for one in entry(library, "Team").actions()) == str(two[0])
    assert not [one for one in entry(library, named[-1]).actions() if one.text() == "Remove from the list"]


def test_library_is_taken_from_the_list_and_put_back_and_nothing_is_deleted(window, library, two, qtbot):
    before = files(two[0])
    assert "Team" in search(qtbot, library, "gratis bussen")
    do(library, "Team", "Remove from the list")
    settled(qtbot, library)
    assert chosen(window) == [str(two[1])]
    assert "Team" not in search(qtbot, library, "gratis bussen")
    strip = window.panes.strip
    assert strip.words.text() == "“Team” is no longer searched; its folder stays as it is."
    assert files(two[0]) == before
    QTest.mouseClick(strip.buttons[0], LEFT)
    settled(qtbot, library)
    assert chosen(window) == [str(two[0]), str(two[1])]
    assert "Team" in search(qtbot, library, "gratis bussen")


def test_order_is_changed_in_the_menu(window, library, two):
    do(library, "Koepel", "Search it earlier")
    assert chosen(window) == [str(two[1]), str(two[0])]
    do(library, "Koepel", "Search it later")
    assert chosen(window) == [str(two[0]), str(two[1])]
    first = {one.text(): one.isEnabled() for one in entry(library, "Team").actions()}
    assert not first["Search it earlier"]
    assert first["Search it later"]


def test_one_library_alone_is_searched(window, library, two, qtbot):
    do(library, "Koepel", "Search only here")
    assert search(qtbot, library, "gratis bussen") == ["Koepel"]
    assert library.filters.is_narrow
    do(library, "Koepel", "Search only here")
    assert set(search(qtbot, library, "gratis bussen")) == {"Koepel", "Team"}


def test_folder_that_is_gone_is_chosen_again_or_removed(window, library, two, qtbot, tmp_path, monkeypatch):
    assert not library.again_button.isVisible()
    shutil.move(two[0], tmp_path / "elders")
    library.look()
    qtbot.waitUntil(lambda: library.is_settled and library.again_button.isVisible(), timeout=10_000)
    assert "is not searched: the folder is not there" in library.told.text()
    library.menu.aboutToShow.emit()
    assert next(one.text() for one in library.menu.actions() if one.menu()) == "team – not there"
    asked = staticmethod(lambda *_args: str(tmp_path / "elders"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", asked)
    press(library.again_button, Qt.Key.Key_Space)
    settled(qtbot, library)
    assert chosen(window) == [str(tmp_path / "elders"), str(two[1])], "it keeps its place in the order"
    assert not library.again_button.isVisible()
    shutil.rmtree(tmp_path / "elders")
    library.look()
    qtbot.waitUntil(lambda: library.is_settled and library.remove_button.isVisible(), timeout=10_000)
    press(library.remove_button, Qt.Key.Key_Space)
    settled(qtbot, library)
    assert chosen(window) == [str(two[1])]
    assert "not searched" not in library.told.text()


def test_choosing_no_folder_leaves_all_as_it_is(window, library, two, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_args: ""))
    do(library, "Team", "Choose its folder again…")
    assert chosen(window) == [str(two[0]), str(two[1])]


def test_two_libraries_of_one_name_are_told_apart(window, library, qtbot, tmp_path):
    for place in ("noord", "zuid"):
        window.library.folders.use(filled(tmp_path / place / "team", "Team"))
    settled(qtbot, library)
    library.menu.aboutToShow.emit()
    named = [one.text() for one in library.menu.actions() if one.menu()]
    assert named[:2] == ["Team (noord)", "Team (zuid)"]


def test_command_opens_the_menu_for_the_keyboard(window, library, two, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(library.menu_button, "showMenu", lambda: shown.append(library.isVisible()))
    choose(window, "Insert", "Library folders…")
    assert shown == [True], "a menu that is shown waits for an answer"


def test_all_of_a_thousand_damaged_files_can_be_read_and_copied(window, library, two, qtbot):
    for number in range(1000):
        damaged = two[0] / "blocks" / f"kapot-{number}"
        damaged.mkdir()
        (damaged / f"{number:012x}.yaml").write_text("half", encoding="utf-8")
    library.look()
    qtbot.waitUntil(lambda: "1000 files were left out." in library.told.text(), timeout=30_000)
    assert "Team" in search(qtbot, library, "gratis bussen"), "the others are found"
    library.menu.aboutToShow.emit()
    next(one for one in library.menu.actions() if one.text() == "What was left out…").trigger()
    shown = opened(window, qtbot, LeftOutWindow)
    assert shown.entries.count() == 1000
    assert "wait until it is copied whole" in shown.detail.text()
    press(shown.entries, Qt.Key.Key_Down)
    assert "blocks/kapot-1/" in shown.detail.text()
    assert shown.told.text().startswith("1000 files cannot be read.")
    QTest.mouseClick(shown.copy_button, LEFT)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 1000
    assert lines[0].startswith("Team: blocks/kapot-0/000000000000.yaml\tthis file is not what its name says")
    press(shown, Qt.Key.Key_Escape)
    assert not window.library.opened
