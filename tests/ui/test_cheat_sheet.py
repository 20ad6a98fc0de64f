from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from composer.app.settings import ENTRIES
from composer.i18n import _
from composer.ui.actions import COMMANDS, MENUS
from composer.ui.cheat_sheet import CheatSheet, sheet, spelled
from tests.ui.hands import keys, plain, speak

# Menus that the window fills by itself.
FILLED = {"recent", "add-block", "house", "insert-field", *(entry.key for entry in ENTRIES if entry.key)}


def test_every_command_is_in_exactly_one_menu():
    named = Counter(name for _title, names in MENUS for name in names if name)
    assert {command.name for command in COMMANDS} <= set(named)
    assert set(named) - {command.name for command in COMMANDS} <= FILLED
    assert [name for name, count in named.items() if count > 1] == []


def test_no_two_commands_have_the_same_keys():
    found = Counter(
        sequence.toString()
        for command in COMMANDS
        for sequence in {QKeySequence(one).toString(): QKeySequence(one) for one in command.keys}.values()
        if not sequence.isEmpty()
    )
    assert [sequence for sequence, count in found.items() if count > 1] == []


def test_the_sheet_has_every_command_with_keys(language):
    rows = {words: pressed for _title, group in sheet() for words, pressed in group}
    for command in COMMANDS:
        if command.keys:
            assert rows[plain(_(command.label)).rstrip("…")] == spelled(command.keys)


def test_every_key_on_it_is_a_key():
    for _title, group in sheet():
        for words, pressed in group:
            assert words
            assert not QKeySequence(pressed, QKeySequence.SequenceFormat.NativeText).isEmpty(), pressed


@pytest.mark.parametrize("sequence", ["F1", "Ctrl+/"])
def test_a_key_shows_it_and_escape_closes_it(window, sequence, qtbot):
    keys(window, sequence)
    made = window.findChild(CheatSheet)
    assert made.isVisible()
    assert made.list.topLevelItem(0).isExpanded()
    gone = []
    made.destroyed.connect(lambda: gone.append(True))
    made.reject()
    qtbot.waitUntil(lambda: bool(gone))


def test_it_is_there_on_the_first_page_and_follows_the_language(first, qtbot):
    keys(first, "F1")
    made = first.findChild(CheatSheet)
    speak(qtbot, first, "nl")
    words = made.list.topLevelItem(1).data(0, Qt.ItemDataRole.DisplayRole)
    assert words == "Bestand"
    made.close()


def test_every_menu_within_a_menu_is_opened_by_a_letter(window):
    for top in window.menuBar().actions():
        for action in top.menu().actions():
            if action.menu() is not None:
                assert "&" in action.text().replace("&&", ""), action.text()
