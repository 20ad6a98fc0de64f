"""What goes in at the caret without the mouse: fields, sources, a space that holds words together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.model.edits import find, get_field, set_field
from composer.model.inline import parse_text
from composer.model.text import Cite, Reference
from composer.model.unparse import unparse_text
from tests.ui.hands import choose, field, keys, settle
from tests.ui.keys import press, type_text

BLOCK = "introduction"
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def edit(window):
    """A paragraph of one letter with the caret behind it."""
    window.session.apply("short", lambda document: set_field(document, BLOCK, "text", parse_text("x")))
    made = field(window, BLOCK)
    made.select(-1, -1)
    window.session.history.pause()
    return made


def notation(window) -> str:
    return unparse_text(get_field(find(window.session.document, BLOCK), "text"))


# ---- as a saved document says it


@pytest.mark.parametrize(
    "typed",
    [
        "[@kow-2024]",
        "[@kow-2024, p. 12]",
        "[@isw-2025; @kow-2024, p. 12]",
        "{{event_date}}",
        "{{addressee.name}}",
    ],
)
def test_what_is_typed_as_a_saved_document_says_it_becomes_a_chip(window, edit, typed):
    type_text(edit, f" {typed}")
    assert edit.chip_at(2) is not None
    assert notation(window) == f"x {typed}"
    type_text(edit, "y")
    assert notation(window) == f"x {typed}y"


def test_one_undo_gives_back_what_was_typed(window, edit):
    type_text(edit, "[@kow-2024]")
    keys(window, "Ctrl+Z")
    assert edit.text().plain == "x[@kow-2024]"
    assert edit.chip_at(1) is None


@pytest.mark.parametrize(
    "typed", ["[@nobody]", "[kow-2024]", "[@kow-2024; @nobody]", "{event}", "{{}}", "]", "[@]"]
)
def test_other_brackets_stay_what_they_are(window, edit, typed):
    type_text(edit, typed)
    assert edit.text().plain == f"x{typed}"


def test_signs_outside_the_basic_plane_are_counted(window, edit):
    type_text(edit, "😀[@kow-2024]")
    assert notation(window) == "x😀[@kow-2024]"
    assert isinstance(edit.chip_at(3), Cite)


# ---- sources in one note


def test_a_source_right_behind_another_joins_its_note_and_undo_parts_them(window, edit):
    for key in ("kow-2024", "isw-2025"):
        window.canvas.insertions.cite(key)
    assert edit.chip_at(1) == Cite((Reference("kow-2024"), Reference("isw-2025")))
    keys(window, "Ctrl+Z")
    assert notation(window) == "x[@kow-2024]"


def test_a_source_behind_a_space_has_a_note_of_its_own(window, edit):
    window.canvas.insertions.cite("kow-2024")
    type_text(edit, " ")
    window.canvas.insertions.cite("isw-2025")
    assert notation(window) == "x[@kow-2024] [@isw-2025]"


def test_the_source_that_was_sought_is_cited_by_control_and_enter(window, edit):
    keys(window, "Ctrl+Alt+B")
    type_text(QApplication.focusWidget(), "blijven zitten")
    press(QApplication.focusWidget(), Key.Key_Return, Mod.ControlModifier)
    assert notation(window) == "x[@kow-2024]"
    assert edit.hasFocus()


def test_the_source_at_which_the_list_stands_is_cited_and_not_opened(window, edit):
    keys(window, "Ctrl+Alt+B")
    sheet = window.panes.sources
    sheet.entries.setFocus()
    press(sheet.entries, Key.Key_Down)
    press(sheet.entries, Key.Key_Return, Mod.ControlModifier)
    assert notation(window) == f"x[@{window.session.document.sources[1].key}]"
    assert not sheet.is_open


def test_nothing_is_cited_where_nothing_is_found(window, edit):
    keys(window, "Ctrl+Alt+B")
    type_text(QApplication.focusWidget(), "qqq")
    press(QApplication.focusWidget(), Key.Key_Return, Mod.ControlModifier)
    assert notation(window) == "x"


# ---- the menu of fields


def test_a_field_is_chosen_from_the_menu(window, edit):
    choose(window, "Insert", "Field", "Date of the debate")
    assert notation(window) == "x{{event_date}}"


def test_the_menu_has_nothing_without_a_document(first):
    first.menus.fields.aboutToShow.emit()
    assert [action.isEnabled() for action in first.menus.fields.actions()] == [False]
    assert not first.menus.fields.isEnabled()


# ---- the space at which no line ends


def test_a_space_that_holds_words_together_is_typed_and_undone(window, edit):
    press(edit, Key.Key_Space, Mod.ControlModifier | Mod.ShiftModifier)
    type_text(edit, "5")
    assert edit.text().plain == "x\u00a05"
    keys(window, "Ctrl+Z")
    assert edit.text().plain == "x"


# ---- the small fields of an example, and the panes


def test_an_example_is_given_an_approval_and_loses_it_again(window, qtbot):
    session = window.session
    session.apply("bare", lambda document: set_field(document, "merenstad", "approved", None))
    settle(qtbot, window)
    field(window, "merenstad", "text")
    line = window.canvas.column.panel().control("approved.by")
    line.setFocus()
    type_text(line, "B")
    assert find(session.document, "merenstad").approved.by == "B"
    assert line.hasFocus()
    press(line, Key.Key_Backspace)
    assert find(session.document, "merenstad").approved is None
    assert line.text() == ""


def test_control_and_tab_go_from_pane_to_pane_and_into_it(window):
    field(window, BLOCK)
    keys(window, "Shift+F6")
    seen = []
    for _pane in range(window.panes.tabs.count()):
        holder = QApplication.focusWidget()
        pane = window.panes.tabs.currentWidget()
        seen.append(window.panes.tabs.currentIndex())
        assert pane.isAncestorOf(holder), seen
        press(holder, Key.Key_Tab, Mod.ControlModifier, text="\t")
    assert sorted(seen) == list(range(window.panes.tabs.count()))
