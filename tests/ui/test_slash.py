import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from composer.blocks import kind_of
from composer.i18n import _
from composer.model.edits import find, set_field
from composer.ui.choosing import Choice
from tests.ui.hands import field, keys, speak
from tests.ui.keys import ime_commit, press, type_text

Key = Qt.Key


@pytest.fixture
def edit(window):
    """An empty paragraph at the end of the introduction, with the keyboard."""
    made = field(window, "introduction")
    made.select(-1, -1)
    press(made, Key.Key_Return, text="\r")
    return here(window)


def here(window):
    return window.canvas.edit()


def kind_here(window) -> str:
    return kind_of(find(window.session.document, window.canvas.current_block())).name


def labels(window):
    shown = window.slash.list
    return [shown.item(row).data(Qt.ItemDataRole.UserRole).label for row in range(shown.count())]


def test_a_slash_in_an_empty_block_offers_the_kinds_that_may_stand_there(window, edit):
    type_text(edit, "/")
    assert window.slash.is_open
    assert "Heading" in labels(window)
    assert edit.hasFocus()


def test_typing_filters_arrows_go_and_enter_chooses(window, edit):
    before = window.session.document
    type_text(edit, "/exam")
    assert labels(window) == ["Examples", "Example"] or labels(window) == ["Example", "Examples"]
    press(edit, Key.Key_Down)
    chosen = window.slash.list.current().label
    press(edit, Key.Key_Return)
    assert not window.slash.is_open
    assert kind_here(window) in {"example", "examples"}
    assert chosen == labels(window)[1]
    assert all(
        "/" not in row.text.plain
        for row in window.canvas.column.rows
        if row.line.where.block == "introduction"
    )
    keys(window, "Ctrl+Z")
    assert window.session.document == before


def test_what_is_chosen_stands_where_the_slash_was(window, edit):
    block = window.canvas.current_block()
    index = [one.id for one in window.session.document.blocks].index(block)
    type_text(edit, "/quot")
    press(edit, Key.Key_Return)
    assert kind_of(window.session.document.blocks[index]).name == "quotation"
    assert find(window.session.document, block) is None or block == window.session.document.blocks[index].id
    assert here(window).hasFocus()


def test_escape_leaves_what_was_typed_and_does_not_ask_again(window, edit):
    type_text(edit, "/he")
    press(edit, Key.Key_Escape)
    assert not window.slash.is_open
    type_text(edit, "a")
    assert not window.slash.is_open
    assert edit.text().plain == "/hea"


def test_backspace_over_the_slash_closes(window, edit):
    type_text(edit, "/h")
    press(edit, Key.Key_Backspace)
    assert window.slash.is_open
    press(edit, Key.Key_Backspace)
    assert not window.slash.is_open
    type_text(edit, "/")
    assert window.slash.is_open


def test_what_matches_nothing_is_only_words(window, edit):
    type_text(edit, "/zzz")
    assert not window.slash.is_open
    press(edit, Key.Key_Return, text="\r")
    assert kind_here(window) == "paragraph"
    assert "/zzz" in {row.text.plain for row in window.canvas.column.rows}


def test_a_slash_among_words_is_a_slash(window):
    made = field(window, "introduction")
    made.select(-1, -1)
    type_text(made, "/")
    assert not window.slash.is_open


def test_a_slash_of_an_input_method_counts(window, edit):
    ime_commit(edit, "/")
    assert window.slash.is_open


def test_leaving_the_text_closes(window, edit, qtbot):
    type_text(edit, "/")
    window.panes.outline.setFocus()
    qtbot.waitUntil(lambda: not window.slash.is_open)
    type_text(edit, "a")
    assert not window.slash.is_open


def test_going_to_another_block_closes(window, edit):
    type_text(edit, "/")
    field(window, "introduction")
    assert not window.slash.is_open


def test_a_click_chooses(window, edit, qtbot):
    type_text(edit, "/")
    shown = window.slash.list
    row = labels(window).index("Heading")
    qtbot.waitUntil(lambda: shown.viewport().height() > 200)
    shown.scrollToItem(shown.item(row))
    QTest.mouseClick(
        shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualItemRect(shown.item(row)).center()
    )
    assert kind_here(window) == "heading"


def test_others_may_supply_what_can_be_chosen(window, edit):
    seen = []

    def supply(typed):
        return [Choice(f"Library: {typed}", lambda: seen.append(window.session.document), detail="housing")]

    window.slash.suppliers.append(supply)
    type_text(edit, "/zz")
    assert labels(window) == ["Library: zz"]
    press(edit, Key.Key_Return)
    assert len(seen) == 1
    assert all("/zz" not in row.text.plain for row in window.canvas.column.rows)


def test_kinds_are_found_by_their_name_in_the_language_of_the_window(window, edit, qtbot):
    speak(qtbot, window, "nl")
    edit.setFocus()
    type_text(edit, "/KOP")
    assert labels(window)[0] == _("Heading") == "Kop"


def test_the_card_stays_in_sight_at_the_foot(window, qtbot):
    keys(window, "Ctrl+End")
    rows = [row for row in window.canvas.column.rows if row.line.where.field]
    made = field(window, rows[-1].line.where.block, rows[-1].line.where.field)
    made.select(-1, -1)
    window.canvas.blocks.add("paragraph")
    type_text(here(window), "/")
    card = window.slash.card
    assert card.isVisible()
    assert window.canvas.viewport().rect().contains(card.geometry())


def test_an_empty_paragraph_says_how_to_get_another_block(window, edit):
    assert edit.placeholderText() == "Write here, or type / for another block"
    assert "type / for another block" in edit.accessibleDescription()
    type_text(edit, "/req")
    press(edit, Key.Key_Return)
    assert here(window).placeholderText() == "What you ask, in one sentence"


def test_a_slash_in_the_text_of_an_empty_example_offers_the_kinds(window, edit):
    type_text(edit, "/example")
    press(edit, Key.Key_Return)
    press(here(window), Key.Key_Return)
    where = window.canvas.column.current.line.where
    assert (kind_here(window), where.field) == ("example", "text")
    type_text(here(window), "/")
    assert window.slash.is_open
    type_text(here(window), "quot")
    press(here(window), Key.Key_Return)
    assert kind_here(window) == "quotation"
    assert find(window.session.document, where.block) is None


def test_a_slash_offers_nothing_where_names_would_go_with_the_block(window, edit):
    type_text(edit, "/example")
    press(edit, Key.Key_Return)
    block = window.canvas.current_block()
    window.session.apply(
        lambda: "x", lambda document: set_field(document, block, "organisations", ("Haarlem",))
    )
    type_text(here(window), "/")
    assert not window.slash.is_open
