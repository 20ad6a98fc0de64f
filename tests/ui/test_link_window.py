import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from composer.model.edits import find, get_field, set_field
from composer.model.inline import parse_text
from composer.model.unparse import unparse_text
from tests.ui.hands import answer, choose, field, keys
from tests.ui.keys import press, type_text

BLOCK = "introduction"
Key = Qt.Key


@pytest.fixture
def write(window):
    """Gives the introduction other words and the keyboard."""

    def written(notation):
        window.session.apply("text", lambda one: set_field(one, BLOCK, "text", parse_text(notation)))
        return field(window, BLOCK)

    return written


def notation(window):
    return unparse_text(get_field(find(window.session.document, BLOCK), "text"))


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(window):
    keys(window, "Ctrl+K")
    assert window.links.window is not None
    return window.links.window


def test_what_is_selected_becomes_a_link(window, write):
    edit = write("Zie **de** site hier")
    edit.select(4, 11)
    box = opened(window)
    assert (box.words.text(), box.address.text()) == ("de site", "")
    assert not box.remove.isVisible()
    type_text(box.address, "www.stedenkring.example")
    press(box.address, Key.Key_Return)
    assert notation(window) == "Zie [**de** site](https://www.stedenkring.example) hier"
    assert window.session.undo_label == "Undo: Set a link"
    assert edit.hasFocus()
    assert edit.offset() == 11
    type_text(edit, "!")
    assert notation(window) == "Zie [**de** site](https://www.stedenkring.example)! hier"


def test_a_link_is_changed_where_the_caret_is(window, write):
    edit = write("Zie [de site](https://a.nl) hier")
    edit.select(6, 6)
    box = opened(window)
    assert (box.words.text(), box.address.text()) == ("de site", "https://a.nl")
    box.address.selectAll()
    type_text(box.address, "info@b.nl")
    box.words.selectAll()
    type_text(box.words, "ons")
    click(box.save)
    assert notation(window) == "Zie [ons](mailto:info@b.nl) hier"


def test_a_link_is_removed_and_its_words_stay(window, write):
    edit = write("Zie [de **site**](https://a.nl) hier")
    edit.select(6, 6)
    click(opened(window).remove)
    assert notation(window) == "Zie de **site** hier"
    keys(window, "Ctrl+Z")
    assert notation(window) == "Zie [de **site**](https://a.nl) hier"


def test_what_is_no_address_is_told_and_changes_nothing(window, write):
    edit = write("Zie hier")
    edit.select(0, 3)
    box = opened(window)
    type_text(box.address, "javascript:alert(1)")
    press(box.address, Key.Key_Return)
    assert box.isVisible()
    assert box.wrong.text() == "This is not a web address, an e-mail address or a telephone number."
    press(box.address, Key.Key_Escape)
    assert notation(window) == "Zie hier"
    assert window.links.window is None


def test_without_a_selection_the_words_are_asked_for_too(window, write):
    edit = write("Zie x")
    edit.select(4, 4)
    box = opened(window)
    assert box.focusWidget() is box.words
    type_text(box.address, "a.nl")
    click(box.save)
    assert notation(window) == "Zie [a.nl](https://a.nl)x"


def test_chips_in_a_link_stay(window, write):
    edit = write("Zie {{event}} nu")
    edit.select(0, 5)
    box = opened(window)
    assert not box.words.isEnabled()
    type_text(box.address, "a.nl")
    click(box.save)
    assert notation(window) == "[Zie {{event}}](https://a.nl) nu"


def test_opening_a_link_asks_and_says_the_host(window, write, monkeypatch):
    gone = []
    monkeypatch.setattr(QDesktopServices, "openUrl", gone.append)
    edit = write("Zie [de site](https://user@evil.example/stedenkring.example) hier")
    edit.select(6, 6)
    seen = []
    answer("Cancel", seen)
    choose(window, "Insert", "Open link…")
    assert seen == [("Open evil.example?", "https://user@evil.example/stedenkring.example")]
    assert gone == []
    answer("Open")
    choose(window, "Insert", "Open link…")
    assert gone == [QUrl("https://user@evil.example/stedenkring.example")]


def test_where_no_link_is_nothing_opens(window, write, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail(url.toString()))
    write("Zie hier")
    choose(window, "Insert", "Open link…")
