"""The card in which a note is written: its own steps, its marks, and that nothing typed there is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.model.edits import find, get_field, set_field
from composer.model.inline import parse_text, unparse_text
from composer.ui.own_undo import OwnUndoEdit
from tests.ui.hands import choose, field, keys
from tests.ui.keys import ime_commit, press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier
BLOCK = "introduction"


@pytest.fixture
def card(window):
    """The card of a new note behind the words "ab", with the keyboard."""
    window.session.apply("begin", lambda document: set_field(document, BLOCK, "text", parse_text("ab")))
    field(window, BLOCK).select(-1, -1)
    keys(window, "Ctrl+Alt+F")
    made = QApplication.focusWidget()
    assert isinstance(made, OwnUndoEdit)
    return made


def words(window) -> str:
    return unparse_text(get_field(find(window.session.document, BLOCK), "text"))


def test_escape_keeps_a_new_note_and_one_undo_takes_it_back(window, card):
    type_text(card, "Zie bijlage.")
    press(card, Key.Key_Escape)
    assert words(window) == "ab^[Zie bijlage.]"
    assert QApplication.focusWidget() is field(window, BLOCK)
    assert window.canvas.offset() == 3
    keys(window, "Ctrl+Z")
    assert words(window) == "ab"
    keys(window, "Ctrl+Y")
    assert words(window) == "ab^[Zie bijlage.]"


def test_escape_from_an_empty_new_note_leaves_no_trace(window, card):
    before = window.session.document
    press(card, Key.Key_Escape)
    assert window.session.document is before


def test_marks_in_a_note_become_those_of_print_and_undo_gives_the_sign(window, card):
    type_text(card, 'Zo\'n "huis" -- ')
    assert card.text().plain == "Zo’n “huis” – "
    keys(window, "Ctrl+Z")
    assert card.text().plain == "Zo’n “huis” –"
    keys(window, "Ctrl+Z")
    assert card.text().plain == "Zo’n “huis” --"
    assert isinstance(QApplication.focusWidget(), OwnUndoEdit)
    keys(window, "Ctrl+Y")
    assert card.text().plain == "Zo’n “huis” –"
    press(card, Key.Key_Return)
    assert words(window) == "ab^[Zo’n “huis” –]"


def test_undo_in_a_note_never_reaches_the_document(window, card):
    before = window.session.document
    type_text(card, "abc")
    for _time in range(4):
        keys(window, "Ctrl+Z")
    assert card.text().plain == ""
    assert window.session.document is before
    for _time in range(3):
        keys(window, "Ctrl+Shift+Z")
    assert card.text().plain == "abc"


def test_what_an_input_method_commits_in_a_note_is_looked_at(window, card):
    ime_commit(card, '"', preedit='"')
    assert card.text().plain == "“"


def test_the_setting_turns_marks_off_in_notes_too(window, card):
    press(card, Key.Key_Escape)
    choose(window, "Edit", "Quotation marks and dashes", "As on the keyboard")
    field(window, BLOCK)
    keys(window, "Ctrl+Alt+F")
    type_text(QApplication.focusWidget(), '"a"')
    assert QApplication.focusWidget().text().plain == '"a"'


def test_bold_in_a_note_makes_the_note_bold_and_not_the_text(window, card):
    keys(window, "Ctrl+B")
    type_text(card, "let op")
    press(card, Key.Key_Return)
    assert words(window) == "ab^[**let op**]"


def test_its_own_menu_does_not_close_the_card(window, card):
    type_text(card, "abc")
    menu = card.createStandardContextMenu()
    menu.popup(card.mapToGlobal(card.rect().center()))
    assert card.isVisible()
    menu.close()
    assert card.isVisible()
    press(card, Key.Key_Return)
    assert words(window) == "ab^[abc]"


def test_what_stands_in_an_open_card_is_saved(window, card, file):
    type_text(card, "nog niet klaar")
    keys(window, "Ctrl+S")
    assert "ab^[nog niet klaar]" in file.read_text(encoding="utf-8")
    assert not window.session.is_changed


def test_the_menu_undoes_and_makes_bold_in_the_note_that_has_the_keyboard(window, card):
    before = window.session.document
    window.actions_["bold"].trigger()
    type_text(card, "let op")
    window.actions_["undo"].trigger()
    assert card.text().plain == ""
    assert card.isVisible()
    assert window.session.document is before
    keys(window, "Ctrl+Y")
    press(card, Key.Key_Return)
    assert words(window) == "ab^[**let op**]"
