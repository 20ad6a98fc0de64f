import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.i18n import _
from composer.ui import theme
from composer.ui.actions import COMMANDS
from composer.ui.command_palette import plain
from composer.ui.palettes import Scheme
from tests.ui.hands import field, keys, speak
from tests.ui.keys import press, type_text

Key = Qt.Key
CHOICE = Qt.ItemDataRole.UserRole


def opened(window):
    keys(window, "Ctrl+Shift+P")
    palette = window.all_commands
    assert palette.isVisible()
    assert palette.line.hasFocus()
    return palette


def shown(palette):
    return [palette.list.item(row).data(CHOICE) for row in range(palette.list.count())]


@pytest.fixture
def palette(window):
    field(window, "introduction")
    return opened(window)


def test_every_command_of_the_table_is_there_with_its_keys(window, palette):
    found = {choice.label: choice for choice in shown(palette)}
    for command in COMMANDS:
        if command.name not in {"undo", "redo", "commands"}:
            assert plain(_(command.label)) in found, command.name
    assert found["Bold"].detail == "Ctrl+B"
    assert found["Block: Heading"].detail == "Insert"
    assert found["Appearance: Dark"].enabled


def test_typing_filters_and_enter_does_it_where_one_was(window, palette):
    block = window.canvas.current_block()
    type_text(palette.line, "dupl blo")
    assert shown(palette)[0].label == "Duplicate block"
    count = len(window.session.document.blocks)
    press(palette.line, Key.Key_Return)
    assert not palette.isVisible()
    assert len(window.session.document.blocks) == count + 1
    assert window.canvas.has_focus()
    assert window.canvas.current_block() != block


def test_accents_do_not_matter(window, palette, qtbot):
    speak(qtbot, window, "nl")
    palette = opened(window)
    type_text(palette.line, "beëld")
    assert any("Beeld" in choice.words for choice in shown(palette))


def test_what_cannot_be_done_now_is_grey_and_does_nothing(window, palette):
    before = window.session.document
    type_text(palette.line, "redo")
    choice = shown(palette)[0]
    assert (choice.label, choice.enabled) == ("Redo", False)
    assert palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("not available now")
    press(palette.line, Key.Key_Return)
    assert palette.isVisible()
    assert window.session.document is before


def test_arrows_go_round_and_escape_gives_the_keyboard_back(window, palette):
    edit = window.canvas.edit()
    press(palette.line, Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    press(palette.line, Key.Key_Down)
    assert palette.list.currentRow() == 0
    press(palette.line, Key.Key_PageDown)
    assert palette.list.currentRow() == 8
    press(palette.line, Key.Key_Tab)
    assert palette.line.hasFocus()
    press(palette.line, Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is edit


def test_words_of_the_document_lead_there(window, palette):
    type_text(palette.line, "eerste schakel keten")
    choice = shown(palette)[0]
    assert choice.label == "Bouw de eerste schakel van de keten"
    assert choice.detail == "Section 2"
    press(palette.line, Key.Key_Return)
    section = next(
        block for block in window.session.document.walk() if block.id == window.canvas.current_block()
    )
    assert section.title.plain == choice.label
    assert window.canvas.has_focus()


def test_a_click_chooses(window, palette, qtbot):
    type_text(palette.line, "heading")
    qtbot.waitUntil(lambda: palette.list.viewport().height() > 20)
    at = palette.list.visualItemRect(palette.list.item(0)).center()
    count = len(window.session.document.blocks)
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(window.session.document.blocks) == count + 1


def test_nothing_found_is_said(window, palette):
    type_text(palette.line, "qqqq")
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    press(palette.line, Key.Key_Return)
    assert palette.isVisible()


def test_leaving_closes(window, palette):
    window.panes.outline.setFocus()
    field(window, "introduction")
    assert not palette.isVisible()


def test_the_first_page_has_commands_too(first):
    palette = opened(first)
    found = {choice.label: choice.enabled for choice in shown(palette)}
    assert found["New"]
    assert not found["Save"]
    press(palette.line, Key.Key_Escape)


def test_it_stays_within_a_small_window(window, palette):
    press(palette.line, Key.Key_Escape)
    window.resize(900, 560)
    opened(window)
    assert window.rect().contains(palette.geometry())


def test_it_grows_with_the_letters(window, qapp):
    theme.apply(qapp, Scheme.LIGHT, 2.0)
    palette = opened(window)
    assert palette.list.sizeHintForRow(0) >= 56
    assert window.rect().contains(palette.geometry())
