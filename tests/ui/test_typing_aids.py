import pytest
from PySide6.QtCore import Qt

from composer.model.edits import find, get_field, set_field
from composer.model.inline import parse_text
from composer.model.unparse import unparse_text
from tests.ui.hands import choose, field, keys
from tests.ui.keys import ime_commit, press, type_text

BLOCK = "introduction"


@pytest.fixture
def edit(window):
    """An empty paragraph with the keyboard."""
    window.session.apply("empty", lambda document: set_field(document, BLOCK, "text", parse_text("x")))
    made = field(window, BLOCK)
    made.select(0, -1)
    press(made, Qt.Key.Key_Delete)
    window.session.history.pause()
    return made


def words(window) -> str:
    return unparse_text(get_field(find(window.session.document, BLOCK), "text"))


def test_marks_and_dashes_become_those_of_print(window, edit):
    type_text(edit, "Zo'n \"huis\" -- 's avonds")
    assert words(window) == edit.text().plain == "Zo’n “huis” – ’s avonds"
    assert edit.offset() == len("Zo’n “huis” – ’s avonds")


def test_one_undo_gives_the_plain_sign_and_typing_goes_on(window, edit):
    type_text(edit, 'Hij zei "')
    assert words(window) == "Hij zei “"
    keys(window, "Ctrl+Z")
    assert words(window) == 'Hij zei "'
    assert edit.offset() == 9
    type_text(edit, "ja")
    assert words(window) == 'Hij zei "ja'
    keys(window, "Ctrl+Z")
    keys(window, "Ctrl+Z")
    assert words(window) == ""


def test_redo_takes_the_sign_again(window, edit):
    type_text(edit, "a --")
    keys(window, "Ctrl+Z")
    assert words(window) == r"a --"
    keys(window, "Ctrl+Y")
    assert words(window) == "a –"


def test_what_an_input_method_commits_is_looked_at(window, edit):
    ime_commit(edit, '"', preedit='"')
    assert words(window) == "“"


def test_a_mark_takes_the_format_of_what_it_stands_for(window, edit):
    keys(window, "Ctrl+B")
    type_text(edit, 'a "b" c')
    assert words(window) == "**a “b” c**"


def test_signs_outside_the_basic_plane_are_counted(window, edit):
    type_text(edit, "😀 'ja'")
    assert words(window) == "😀 ‘ja’"


def test_a_line_break_begins_a_line(window, edit):
    type_text(edit, "(a")
    press(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(edit, '"b"')
    assert edit.text().plain == "(a\n“b”"


def test_the_language_of_the_block_decides(window, edit):
    window.session.apply("lang", lambda document: set_field(document, BLOCK, "language", "de"))
    type_text(edit, '"ja"')
    assert words(window) == "„ja“"


def test_the_setting_turns_it_off(window, edit):
    choose(window, "Edit", "Quotation marks and dashes", "As on the keyboard")
    edit.setFocus()
    type_text(edit, 'zo\'n "a" -- b')
    assert words(window) == 'zo\'n "a" -- b'
    assert window.program.preferences.settings.signs == "keyboard"


def test_what_is_pasted_stays_as_it_is(window, edit, qapp):
    qapp.clipboard().setText("\"a\" -- 'b'")
    keys(window, "Ctrl+V")
    assert words(window) == "\"a\" -- 'b'"
