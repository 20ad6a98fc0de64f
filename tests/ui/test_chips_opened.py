"""Chips that are opened where they stand: citations, notes, fields and links, by keys and by the mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from composer.model.edits import find, get_field, set_field
from composer.model.inline import parse_text, unparse_text
from composer.model.text import Cite, Reference
from composer.ui.chips import spoken
from composer.ui.cite_card import CiteCard
from composer.ui.own_undo import OwnUndoEdit
from tests.ui.hands import choose, field, keys, plain, speak
from tests.ui.keys import press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier
BLOCK = "introduction"
WORDS = "Zo is het.[@isw-2025; @kow-2024, p. 12] En {{event_date}}, ^[noot] of [hier](https://a.nl)."


@pytest.fixture
def edit(window):
    window.session.apply("begin", lambda document: set_field(document, BLOCK, "text", parse_text(WORDS)))
    return field(window, BLOCK)


def words(window) -> str:
    return unparse_text(get_field(find(window.session.document, BLOCK), "text"))


def card(window) -> CiteCard:
    return next(one for one in window.canvas.column.findChildren(CiteCard) if one.isVisible())


def place_of(edit, position) -> QPoint:
    cursor = QTextCursor(edit.document())
    cursor.setPosition(position)
    return edit.cursorRect(cursor).center() + QPoint(8, 0)


def test_the_page_of_a_citation_is_changed_by_keyboard(window, edit):
    edit.select(11, 11)
    keys(window, "Shift+F2")
    here = QApplication.focusWidget()
    assert isinstance(here, QLineEdit)
    assert here.accessibleName() == "Page or place"
    type_text(here, "p. 3")
    press(here, Key.Key_Return, text="\r")
    assert words(window).startswith("Zo is het.[@isw-2025, p. 3; @kow-2024, p. 12] En")
    assert QApplication.focusWidget() is field(window, BLOCK)
    assert window.canvas.offset() == 11
    assert window.session.undo_label == "Undo: Change a citation"
    keys(window, "Ctrl+Z")
    assert words(window) == WORDS


def test_another_source_is_chosen_and_one_is_removed_by_keyboard(window, edit):
    edit.select(10, 10)
    keys(window, "Shift+F2")
    press(QApplication.focusWidget(), Key.Key_Backtab, Mod.ShiftModifier)
    box = QApplication.focusWidget()
    before = box.currentData()
    press(box, Key.Key_Down)
    chosen = box.currentData()
    assert chosen != before
    for _stop in range(5):
        press(QApplication.focusWidget(), Key.Key_Tab, text="\t")
    button = QApplication.focusWidget()
    assert button.accessibleName().startswith("Remove the citation of ")
    press(button, Key.Key_Return, text="\r")
    press(QApplication.focusWidget(), Key.Key_Escape)
    assert words(window).startswith(f"Zo is het.[@{chosen}] En")


def test_a_citation_without_sources_goes(window, edit):
    edit.select(10, 11)
    press(edit, Key.Key_Return, text="\r")
    for _source in range(2):
        press(QApplication.focusWidget(), Key.Key_Tab, text="\t")
        press(QApplication.focusWidget(), Key.Key_Space)
    assert words(window).startswith("Zo is het. En")
    assert window.session.undo_label == "Undo: Remove a citation"


def test_two_clicks_open_a_citation_and_leaving_the_card_keeps_what_was_typed(window, edit):
    QTest.mouseDClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=place_of(edit, 10))
    type_text(QApplication.focusWidget(), "p. 3")
    field(window, "invitation")
    assert words(window).startswith("Zo is het.[@isw-2025, p. 3; @kow-2024, p. 12] En")
    assert window.canvas.current_block() == "invitation"


def test_a_card_left_as_it_was_leaves_no_trace(window, edit):
    before = window.session.document
    edit.select(10, 10)
    choose(window, "Insert", "Edit citation, footnote or link…")
    press(QApplication.focusWidget(), Key.Key_Escape)
    assert window.session.document is before


def test_the_menu_of_the_text_opens_what_is_under_the_mouse(window, edit):
    edit.select(0, 0)
    at = place_of(edit, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, edit.viewport().mapToGlobal(at))
    QApplication.sendEvent(edit.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = menu.actions()[0]
    assert plain(action.text()) == "Edit citation…"
    action.trigger()
    menu.close()
    assert card(window).isVisible()


def test_notes_fields_and_links_are_opened_by_the_same_key(window, edit):
    edit.select(18, 18)
    keys(window, "Shift+F2")
    assert isinstance(QApplication.focusWidget(), OwnUndoEdit)
    press(QApplication.focusWidget(), Key.Key_Escape)
    edit = field(window, BLOCK)
    edit.select(15, 15)
    keys(window, "Shift+F2")
    assert window.panes.tabs.currentWidget() is window.panes.fields
    assert window.panes.fields.isAncestorOf(QApplication.focusWidget())
    edit = field(window, BLOCK)
    edit.select(edit.end() - 3, edit.end() - 3)
    keys(window, "Shift+F2")
    assert window.links.window is not None
    window.links.window.reject()


def test_where_nothing_is_nothing_opens(window, edit):
    before = window.session.document
    edit.select(3, 3)
    keys(window, "Shift+F2")
    assert window.session.document is before
    assert window.canvas.edit().hasFocus()


def test_a_note_has_steps_with_names(window, edit):
    edit.select(3, 3)
    keys(window, "Ctrl+Alt+F")
    type_text(QApplication.focusWidget(), "n")
    press(QApplication.focusWidget(), Key.Key_Return, text="\r")
    assert window.session.undo_label == "Undo: Add a footnote"


def test_a_citation_says_which_source_and_where_in_it(window):
    source = window.session.document.sources[0]
    cite = Cite((Reference(source.key, "p. 3"),))
    said = spoken(cite, window.session.document.sources)
    assert said.startswith("Source: ")
    assert said.endswith(", p. 3")


def test_undo_in_a_card_takes_back_what_it_says_and_not_a_step_before(window, edit):
    edit.select(0, 0)
    type_text(edit, "Ja. ")
    edit.select(15, 15)
    keys(window, "Shift+F2")
    type_text(QApplication.focusWidget(), "p. 3")
    window.actions_["undo"].trigger()
    assert words(window) == f"Ja. {WORDS}"
    assert QApplication.focusWidget() is field(window, BLOCK)
    window.actions_["redo"].trigger()
    assert words(window).startswith("Ja. Zo is het.[@isw-2025, p. 3;")


@pytest.mark.parametrize("command", ["delete-block", "duplicate", "move-down"])
def test_what_is_written_in_a_card_goes_along_with_its_block(window, edit, command):
    before = window.session.document
    edit.select(2, 2)
    keys(window, "Ctrl+Alt+F")
    type_text(QApplication.focusWidget(), "Nieuw")
    window.actions_[command].trigger()
    said = [unparse_text(one.text) for one in window.session.document.walk() if hasattr(one, "text")]
    assert (
        sum("^[Nieuw]" in one for one in said) == {"delete-block": 0, "duplicate": 2, "move-down": 1}[command]
    )
    keys(window, "Ctrl+Z")
    assert words(window) == f"Zo^[Nieuw]{WORDS[2:]}"
    keys(window, "Ctrl+Z")
    assert window.session.document is before


def test_a_card_stays_under_its_mark_when_the_text_has_another_width(window, edit):
    edit.select(11, 11)
    keys(window, "Shift+F2")
    window.resize(900, 700)
    QApplication.processEvents()
    shown, line = card(window), place_of(edit, 10)
    assert shown.y() - edit.y() - line.y() < 3 * edit.fontMetrics().height()
    assert edit.x() <= shown.x() + 1
    assert shown.geometry().right() <= edit.geometry().right() + 1


def test_what_a_card_says_is_kept_when_the_window_speaks_another_language_or_larger(window, edit, qtbot):
    column = window.canvas.column
    for change in (lambda: speak(qtbot, window, "nl"), lambda: window.program.choose("scale", "150")):
        edit.select(11, 11)
        keys(window, "Shift+F2")
        type_text(QApplication.focusWidget(), "p. 3")
        change()
        qtbot.waitUntil(lambda: not any(one.isVisible() for one in column.findChildren(CiteCard)))
        assert words(window).startswith("Zo is het.[@isw-2025, p. 3; @kow-2024, p. 12] En")
        window.session.undo()
