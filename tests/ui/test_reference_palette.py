"""References to other parts of the document, chosen by typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.blocks import kind_of
from composer.model.edits import find
from composer.model.text import MergeField
from composer.ui.reference_palette import ReferencePalette
from tests.ui.hands import close_menus, entry, field, keys
from tests.ui.keys import press, type_text

Key = Qt.Key
CHOICE = Qt.ItemDataRole.UserRole


def labels(palette):
    return [palette.list.item(row).data(CHOICE).label for row in range(palette.list.count())]


def chips(window):
    block = find(window.session.document, "introduction")
    return [item.name for item in block.text.inlines if isinstance(item, MergeField)]


@pytest.fixture
def palette(window):
    field(window, "introduction").select(-1, -1)
    keys(window, "Ctrl+Shift+P")
    type_text(window.all_commands.line, "cross-ref")
    press(window.all_commands.line, Key.Key_Return)
    found = window.findChild(ReferencePalette)
    assert found.isVisible()
    assert found.line.hasFocus()
    return found


def test_what_has_a_number_or_words_is_listed_and_enter_puts_it_in(window, palette):
    section = next(b for b in window.session.document.walk() if kind_of(b).name == "section")
    before = chips(window)
    type_text(palette.line, " ".join(section.title.plain.split()[:2]))
    assert section.title.plain[:20] in labels(palette)[0]
    press(palette.line, Key.Key_Return)
    assert not palette.isVisible()
    (new,) = set(chips(window)) - set(before)
    assert new.lower() == f"ref:{section.id}"
    assert QApplication.focusWidget() is window.canvas.edit()
    keys(window, "Ctrl+Z")
    assert chips(window) == before


def test_the_page_can_be_chosen_too(window, palette):
    type_text(palette.line, "page")
    assert labels(palette)
    assert all(label.startswith("page of ") for label in labels(palette))
    press(palette.line, Key.Key_Return)
    assert chips(window)[-1].lower().startswith("page:")


def test_it_is_found_among_all_commands_and_goes_in_where_one_was(window):
    field(window, "introduction").select(-1, -1)
    keys(window, "Ctrl+Shift+P")
    type_text(window.all_commands.line, "ref")
    rows = window.all_commands.list
    names = [rows.item(row).data(CHOICE).label for row in range(rows.count())]
    rows.setCurrentRow(names.index("Cross-reference"))
    press(window.all_commands.line, Key.Key_Return)
    palette = window.findChild(ReferencePalette)
    assert palette.isVisible()
    press(palette.line, Key.Key_Return)
    assert chips(window)[-1].lower().startswith("ref:")


def test_it_is_in_a_menu(window):
    assert entry(window, "Insert", "Cross-reference…").isEnabled()
    close_menus(window)


def test_nothing_that_fits_says_what_there_could_be(window, palette):
    type_text(palette.line, "zzzz")
    assert palette.nothing.isVisible()
    press(palette.line, Key.Key_Escape)
    assert not palette.isVisible()
