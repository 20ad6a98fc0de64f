"""What a user does to library blocks without the mouse, by keys in the real window."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from composer.app.linked import cut_loose
from composer.model.document import Where
from composer.ui.library_make import MakeWindow
from tests.ui.keys import press, type_text
from tests.ui.libraries import opened, search, show_first

Key = Qt.Key


def tab_to(widget, most=40):
    """Presses Tab until something has the keyboard."""
    for _number in range(most):
        if QApplication.focusWidget() is widget:
            return
        press(QApplication.focusWidget(), Key.Key_Tab, text="\t")
    raise AssertionError(f"Tab does not reach {widget}")


def choose_by_keys(words):
    """Goes down the menu that opens next until it says some words, and takes that."""

    def act():
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(5, act)
            return
        for _number in range(20):
            press(menu, Key.Key_Down)
            if menu.activeAction() is not None and menu.activeAction().text() == words:
                press(menu, Key.Key_Return)
                return
        menu.close()
        raise AssertionError(words)

    QTimer.singleShot(0, act)


def test_a_block_is_withdrawn_by_keys_alone(window, coach, library, qtbot):
    _identity, stored, _place = coach
    window.program.preferences.choose("author", "K. Aydin")
    search(qtbot, library, "verhuiscoach")
    card = show_first(qtbot, window)
    for _number in range(8):
        if card.isAncestorOf(QApplication.focusWidget()):
            break
        press(QApplication.focusWidget(), Key.Key_F6)
    tab_to(card.more)
    choose_by_keys("Withdraw")
    press(card.more, Key.Key_Space, text=" ")
    shelf = window.program.librarian.shelf
    state = lambda: shelf.heads(stored.revision.id)[0].revision.state  # noqa: E731  as short as it is clear
    qtbot.waitUntil(lambda: state() == "withdrawn", timeout=10_000)
    qtbot.waitUntil(lambda: "withdrawn" in window.panes.strip.words.text(), timeout=10_000)


def test_a_block_nearly_like_another_is_made_by_keys_after_the_warning(window, coach, qtbot):
    identity, stored, _place = coach
    window.session.apply(lambda: "cut", lambda document: cut_loose(document, identity).document)
    window.panes.go_to(Where(identity, "text"), focus=True)
    window.library.make_block()
    made = opened(window, qtbot, MakeWindow)
    qtbot.waitUntil(lambda: bool(made.place))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    for key, words in (("themes", "Wonen"), ("owner", "Team"), ("author", "A. Jansen")):
        made.form.focus(key)
        type_text(QApplication.focusWidget(), words)
    made.form.focus("title")
    title = QApplication.focusWidget()
    tab_to(made.adopt, 60)
    press(made.adopt, Key.Key_Tab, text="\t")
    assert QApplication.focusWidget() is title, "Tab goes round"
    tab_to(made.adopt, 60)
    press(made.adopt, Key.Key_Space, text=" ")
    qtbot.waitUntil(made.strip.isVisible, timeout=10_000)
    assert "says nearly the same (" in made.strip.words.text()
    assert window.library.opened, "nothing is saved before the author has seen it"
    all_the_same = made.strip.buttons[1]
    assert all_the_same.text() == "Save all the same"
    tab_to(all_the_same, 60)
    press(all_the_same, Key.Key_Space, text=" ")
    qtbot.waitUntil(lambda: not window.library.opened, timeout=10_000)
    origin = next(block for block in window.session.document.walk() if block.id == identity).origin
    assert origin is not None
    assert origin.block != stored.revision.id
