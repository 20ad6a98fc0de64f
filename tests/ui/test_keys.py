import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextEdit

from tests.ui.keys import ime_commit, press, type_text


@pytest.fixture
def field(qtbot):
    made = QTextEdit()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_any_sign_can_be_typed(field):
    type_text(field, "Café — ➢ “ja” 😀\nnee")
    assert field.toPlainText() == "Café — ➢ “ja” 😀\nnee"


def test_a_key_can_be_pressed_with_a_modifier(field):
    type_text(field, "een twee")
    press(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "een "


def test_what_is_composed_can_be_committed_and_can_replace(field):
    type_text(field, "cafe")
    ime_commit(field, "é", preedit="e", replace=(-1, 1))
    assert field.toPlainText() == "café"


def test_letters_and_signs_are_in_the_fonts_of_the_program(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    type_text(field, "a—é➢")
    assert field.text() == "a—é➢"
    assert field.fontMetrics().inFontUcs4(ord("é"))


def test_a_shortcut_can_be_told_from_typing(field):
    action = QAction(field)
    action.setShortcut(QKeySequence("Ctrl+B"))
    field.addAction(action)
    press(field, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == ""
