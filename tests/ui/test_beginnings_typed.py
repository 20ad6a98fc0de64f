"""Lists, requests and quotations begun by their signs, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.blocks import kind_of
from composer.model.edits import set_field
from composer.model.inline import parse_text
from tests.ui.hands import choose, field, keys
from tests.ui.keys import ime_commit, press, type_text

Key = Qt.Key
BLOCK = "introduction"


@pytest.fixture
def edit(window):
    """An empty paragraph with the keyboard."""
    window.session.apply("empty", lambda document: set_field(document, BLOCK, "text", parse_text("x")))
    made = field(window, BLOCK)
    made.select(0, -1)
    press(made, Key.Key_Delete)
    window.session.history.pause()
    return made


def write(words: str) -> None:
    for sign in words:
        type_text(QApplication.focusWidget(), sign)


def block(window):
    return window.canvas.column.current.block


def test_a_hyphen_and_a_space_begin_a_list_and_enter_twice_ends_it(window, edit):
    write("- een\ntwee\n\nslot")
    made = next(one for one in window.session.document.walk() if kind_of(one).name == "list")
    assert [one.text.plain for one in made.items] == ["een", "twee"]
    assert kind_of(block(window)).name == "paragraph"
    assert block(window).text.plain == "slot"


def test_one_undo_gives_the_typed_signs_back_and_typing_goes_on(window, edit):
    write("1. ")
    assert (kind_of(block(window)).name, block(window).marker) == ("list", "number")
    assert window.session.undo_label == "Undo: Turn into list"
    keys(window, "Ctrl+Z")
    assert kind_of(block(window)).name == "paragraph"
    assert block(window).text.plain == "1. "
    write("x")
    assert block(window).text.plain == "1. x"


def test_backspace_at_the_start_of_the_list_gives_the_paragraph_back(window, edit):
    write("* ")
    assert kind_of(block(window)).name == "list"
    press(QApplication.focusWidget(), Key.Key_Backspace)
    assert kind_of(block(window)).name == "paragraph"
    write("een\n- twee")
    press(QApplication.focusWidget(), Key.Key_Home)
    press(QApplication.focusWidget(), Key.Key_Backspace)
    assert (kind_of(block(window)).name, block(window).text.plain) == ("paragraph", "twee")
    keys(window, "Ctrl+Z")
    assert kind_of(block(window)).name == "list"


def test_the_mark_of_a_request_begins_one(window, edit):
    write("=> Bouw")
    assert (kind_of(block(window)).name, block(window).text.plain) == ("request", "Bouw")


def test_what_an_input_method_writes_begins_a_list_too(window, edit):
    ime_commit(edit, "- ")
    assert kind_of(block(window)).name == "list"


def test_signs_in_front_of_words_make_an_item_of_them(window, edit):
    write("wonen")
    press(edit, Key.Key_Home)
    write("- ")
    assert block(window).items[0].text.plain == "wonen"
    assert window.canvas.offset() == 0


def test_a_hyphen_in_the_midst_begins_nothing(window, edit):
    write("a - b")
    assert kind_of(block(window)).name == "paragraph"
    press(edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, text="\r")
    write("- c")
    assert block(window).text.plain == "a - b\n- c"


def test_who_wants_what_the_keyboard_says_keeps_it(window, edit):
    choose(window, "Edit", "Quotation marks and dashes", "As on the keyboard")
    edit.setFocus()
    write("- een")
    assert block(window).text.plain == "- een"
