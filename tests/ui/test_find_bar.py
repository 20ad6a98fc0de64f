from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.model.document import BlockId, Where
from composer.model.edits import get_field, set_document_field
from composer.ui import theme
from composer.ui.find_preview import PLACE
from composer.ui.palettes import PALETTES, Scheme
from tests.ui.hands import choose, field, keys, speak
from tests.ui.keys import press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def bar(window, qtbot):
    """The find bar, opened by its key."""
    keys(window, "Ctrl+F")
    made = window.panes.finder
    assert made.isVisible()
    assert QApplication.focusWidget() is made.words
    return made


@pytest.fixture
def replacing(window):
    """The find bar with the second line."""
    keys(window, "Ctrl+H")
    return window.panes.finder


def look_for(qtbot, bar, words):
    bar.words.clear()
    type_text(bar.words, words)
    settled(qtbot, bar)


def settled(qtbot, bar):
    qtbot.waitUntil(lambda: bar.search.is_fresh)


def selected(window):
    row = window.canvas.column.current
    return row.line.where, row.widget.textCursor().selectedText()


def all_words(window):
    document = window.session.document
    return "\n".join(
        row.text.plain for row in window.canvas.column.rows if not row.line.is_panel and document.blocks
    )


def marked(window):
    """The words that are marked in the fields that are made."""
    return [
        one.cursor.selectedText()
        for row in window.canvas.column.rows
        if hasattr(row.widget, "extraSelections")
        for one in row.widget.extraSelections()
    ]


def test_hits_are_counted_and_marked_while_one_types(window, bar, qtbot):
    look_for(qtbot, bar, "gemeente")
    count = len(bar.search.answer.hits)
    assert count > 3
    assert bar.said == f"{count} found"
    qtbot.waitUntil(lambda: window.canvas.column.placing.is_done)
    assert {word.lower() for word in marked(window)} == {"gemeente"}


def test_enter_goes_from_hit_to_hit_and_the_keyboard_stays(window, bar, qtbot):
    look_for(qtbot, bar, "gemeente")
    total = len(bar.search.answer.hits)
    press(bar.words, Key.Key_Return)
    assert bar.said == f"1 of {total}"
    first = window.canvas.column.current.line.where, window.canvas.edit().offsets()
    press(bar.words, Key.Key_Return)
    assert bar.said == f"2 of {total}"
    assert selected(window)[1].lower() == "gemeente"
    press(bar.words, Key.Key_Return, Mod.ShiftModifier)
    assert (window.canvas.column.current.line.where, window.canvas.edit().offsets()) == first
    assert bar.words.hasFocus()


def test_only_the_hit_one_is_at_is_selected(window, bar, qtbot):
    look_for(qtbot, bar, "gemeente")
    for _hit in range(4):
        press(bar.words, Key.Key_Return)
    fields = [row.widget for row in window.canvas.column.rows if hasattr(row.widget, "textCursor")]
    assert [edit for edit in fields if edit.textCursor().hasSelection()] == [window.canvas.edit()]


def test_tab_goes_from_what_is_looked_for_to_what_comes_instead(window, replacing, qtbot):
    for sign in "steden":
        type_text(QApplication.focusWidget(), sign)
    press(QApplication.focusWidget(), Key.Key_Tab)
    type_text(QApplication.focusWidget(), "dorpen")
    settled(qtbot, replacing)
    assert (replacing.words.text(), replacing.instead.text()) == ("steden", "dorpen")
    press(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is next(iter(replacing.ways.values()))
    press(QApplication.focusWidget(), Key.Key_Backtab, Mod.ShiftModifier)
    assert QApplication.focusWidget() is replacing.instead


def test_f3_goes_on_from_the_text_and_round(window, bar, qtbot):
    look_for(qtbot, bar, "Geachte commissieleden")
    press(bar.words, Key.Key_Escape)
    assert not bar.isVisible()
    assert window.canvas.has_focus()
    keys(window, "F3")
    where, words = selected(window)
    assert words == "Geachte commissieleden"
    keys(window, "F3")
    assert selected(window) == (where, words)
    keys(window, "Shift+F3")
    assert selected(window) == (where, words)


def test_f3_without_a_query_opens_the_bar(window):
    keys(window, "F3")
    assert window.panes.finder.isVisible()


def test_what_is_selected_is_looked_for(window, qtbot):
    edit = field(window, window.session.document.blocks[0].id)
    edit.select(0, 7)
    keys(window, "Ctrl+F")
    bar = window.panes.finder
    assert bar.words.text() == edit.textCursor().selectedText() == "Geachte"
    assert bar.words.selectedText() == "Geachte"


def test_marks_go_with_the_bar(window, bar, qtbot):
    look_for(qtbot, bar, "gemeente")
    assert marked(window)
    press(bar.words, Key.Key_Escape)
    assert marked(window) == []


def test_ways_to_look_are_buttons(window, bar, qtbot):
    look_for(qtbot, bar, "geachte")
    assert len(bar.search.answer.hits) >= 1
    QTest.mouseClick(bar.ways["with_case"], Qt.MouseButton.LeftButton)
    settled(qtbot, bar)
    assert bar.search.answer.hits == ()
    assert bar.said == "Nothing found"
    assert not bar.next_button.isEnabled()
    QTest.mouseClick(bar.ways["with_case"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.ways["is_pattern"], Qt.MouseButton.LeftButton)
    look_for(qtbot, bar, "^geachte.*")
    assert len(bar.search.answer.hits) == 1


def test_a_wrong_expression_is_a_sentence(window, bar, qtbot):
    bar.ways["is_pattern"].setChecked(True)
    look_for(qtbot, bar, "(a+)+(")
    assert bar.said.startswith("This is not a regular expression")
    look_for(qtbot, bar, "(a+)+b")
    assert bar.said.startswith("This expression could take too long.")


def test_typing_in_the_text_looks_again(window, bar, qtbot):
    look_for(qtbot, bar, "zeppelin")
    assert bar.said == "Nothing found"
    edit = field(window, window.session.document.blocks[0].id)
    edit.select(-1, -1)
    type_text(edit, " Zeppelin")
    settled(qtbot, bar)
    assert bar.said == "1 found"
    assert marked(window) == ["Zeppelin"]


# ---- replacing


def test_replacing_one_by_one_goes_on_and_each_is_a_step(window, replacing, qtbot):
    look_for(qtbot, replacing, "gemeente")
    total = len(replacing.search.answer.hits)
    replacing.instead.setFocus()
    type_text(replacing.instead, "gemeente X")
    press(replacing.instead, Key.Key_Return)
    assert replacing.said == f"1 of {total}"
    where = window.canvas.column.current.line.where
    press(replacing.instead, Key.Key_Return)
    settled(qtbot, replacing)
    assert "gemeente X" in get_field(block_of(window, where), where.field).plain
    assert replacing.said == f"2 of {total}"
    assert window.session.undo_label == "Undo: Replace 1 place"
    window.session.undo()
    assert "gemeente X" not in all_words(window)


def block_of(window, where):
    return next(block for block in window.session.document.walk() if block.id == where.block)


def test_replacing_all_is_one_step_that_undo_takes_back(window, replacing, qtbot):
    before = window.session.document
    look_for(qtbot, replacing, "gemeente")
    count = len(replacing.search.answer.hits)
    type_text(replacing.instead, "stad")
    QTest.mouseClick(replacing.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "replaced" in replacing.said)
    assert replacing.said == f"{count} places replaced"
    assert "gemeente" not in all_words(window).lower()
    window.session.undo()
    assert window.session.document is before


def test_the_preview_shows_what_would_become_and_leads_there(window, replacing, qtbot):
    look_for(qtbot, replacing, "gemeente")
    type_text(replacing.instead, "stad")
    QTest.mouseClick(replacing.preview_button, Qt.MouseButton.LeftButton)
    preview = replacing.preview
    assert preview.isVisible()
    assert preview.count() == len(replacing.search.answer.hits)
    spoken = preview.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", becomes stad")
    QTest.mouseClick(
        preview.viewport(), Qt.MouseButton.LeftButton, pos=preview.visualItemRect(preview.item(1)).center()
    )
    assert replacing.search.answer.hits[1].where == window.canvas.column.current.line.where
    assert replacing.said.startswith("2 of ")


def test_a_group_that_is_not_there_is_told_before_anything_changes(window, replacing, qtbot):
    before = window.session.document
    replacing.ways["is_pattern"].setChecked(True)
    look_for(qtbot, replacing, "gemeente")
    type_text(replacing.instead, r"\3")
    assert replacing.said.startswith("What stands after")
    assert not replacing.all_button.isEnabled()
    press(replacing.instead, Key.Key_Return)
    press(replacing.instead, Key.Key_Return)
    assert window.session.document is before


def test_a_hit_in_the_fields_opens_them(window, bar, qtbot):
    window.session.apply("title", lambda document: replace(document, title="Zeppelin"))
    look_for(qtbot, bar, "zeppelin")
    press(bar.words, Key.Key_Return)
    assert bar.search.answer.hits[0].where == Where(BlockId(""), "title")
    assert window.panes.tabs.currentWidget() is window.panes.fields


# ---- the window


def test_finding_is_in_the_menu(window):
    choose(window, "Edit", "Replace…")
    assert window.panes.finder.instead.isVisible()
    choose(window, "Edit", "Find…")
    assert not window.panes.finder.instead.isVisible()


def test_everything_in_the_bar_has_a_name(window, replacing, qtbot):
    speak(qtbot, window, "nl")
    for widget in (replacing.words, replacing.instead, *replacing.ways.values(), replacing.next_button):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_the_marks_follow_the_theme(window, bar, qtbot, qapp):
    look_for(qtbot, bar, "Geachte")
    theme.apply(qapp, Scheme.DARK)
    edit = field(window, window.session.document.blocks[0].id)
    dark = PALETTES[Scheme.DARK].hit
    qtbot.waitUntil(
        lambda: {one.format.background().color().name() for one in edit.extraSelections()} == {dark}
    )


def test_what_is_written_while_all_is_replaced_stays(window, replacing, qtbot):
    look_for(qtbot, replacing, "gemeente")
    type_text(replacing.instead, "stad")
    replacing.replace_all()
    window.session.apply("title", lambda document: replace(document, title="Meanwhile"))
    qtbot.waitUntil(lambda: "replaced" in replacing.said)
    assert window.session.document.title == "Meanwhile"
    assert "gemeente" not in all_words(window).lower()


def test_a_window_that_closes_while_it_searches_hears_no_more(window, replacing, qtbot):
    look_for(qtbot, replacing, "gemeente")
    type_text(replacing.instead, "stad")
    before = window.session.document
    replacing.replace_all()
    session = window.session
    window.close_without_asking()
    qtbot.wait(50)
    assert session.document is before


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_hit_in_a_field_is_listed_by_the_label_of_the_field(window, qtbot, replacing, language):
    speak(qtbot, window, language)
    if not replacing.preview_button.isChecked():
        replacing.preview_button.click()
    look_for(qtbot, replacing, "Wonen en doorstroming")
    window.session.apply("x", lambda document: set_document_field(document, "event", "Wonen en doorstroming"))
    settled(qtbot, replacing)
    places = [replacing.preview.item(row).data(PLACE) for row in range(replacing.preview.count())]
    assert {"nl": "Debat", "en": "Debate"}[language] in places
