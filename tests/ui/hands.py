"""Hands for tests of the whole window: its shortcuts, its menus by the mouse, answers to what it asks."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QPushButton

PATIENCE = 20_000


def show(qtbot, window, size=(1280, 800)):
    """Waits until a window has the keyboard."""
    window.resize(*size)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.session is not None or window.start_page.templates.count() > 0)
    return window


def settle(qtbot, window):
    """Waits until the pages are as they will be printed."""
    qtbot.waitUntil(lambda: window.preview is not None and window.preview.is_settled, timeout=PATIENCE)
    return window


def speak(qtbot, window, language):
    """Chooses a language and waits until the window has heard of it."""
    window.program.choose("language", language)
    first = {"nl": "&Bestand", "en": "&File"}[language]
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == first)


def keys(window, sequence):
    """Presses a shortcut where the keyboard is."""
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(sequence))


def plain(words):
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def entry(window, *path) -> QAction:
    """Opens menus one after the other and returns the last action; the menus stay open."""
    menu = window.menuBar()
    for words in path:
        actions = menu.actions()
        action = next((one for one in actions if plain(one.text()) == words), None)
        assert action is not None, (words, [plain(one.text()) for one in actions])
        if action.menu() is not None:
            menu = action.menu()
            menu.popup(window.mapToGlobal(window.rect().topLeft()))
    return action


def close_menus(window):
    for menu in window.findChildren(QMenu):
        menu.hide()


def choose(window, *path):
    """Chooses from the menus with the mouse."""
    action = entry(window, *path)
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible() and action in menu.actions())
    assert action.isEnabled(), path
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    close_menus(window)


def answer(button, seen=None):
    """Presses a button of the next box that asks something, or Escape; `seen` gets what the box says."""

    def press():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(5, press)
            return
        if seen is not None:
            seen.append((box.text(), box.informativeText()))
        if button == "Escape":
            QTest.keyClick(box, Qt.Key.Key_Escape)
            return
        buttons = {plain(one.text()): one for one in box.buttons()}
        if button not in buttons:  # whatever it was, the test must not wait for ever
            box.reject()
            raise AssertionError((button, list(buttons)))
        QTest.mouseClick(buttons[button], Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)


def in_dialog(act):
    """Does something with the next dialog that is open, and closes it when that goes wrong."""

    def wait():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(5, wait)
            return
        try:
            act(dialog)
        except BaseException:
            dialog.reject()  # the test must not wait for ever
            raise

    QTimer.singleShot(0, wait)


def press_in_dialog(button, seen=None):
    """Presses a button of the next dialog; `seen` gets what the dialog says of itself."""

    def act(dialog):
        if seen is not None:
            seen.append(dialog.accessibleDescription())
        buttons = {plain(one.text()): one for one in dialog.findChildren(QPushButton)}
        QTest.mouseClick(buttons[button], Qt.MouseButton.LeftButton)

    in_dialog(act)


def drop(window, *files):
    """Drags files onto a window and lets them go; returns whether the window takes them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    place = window.rect().center()
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, *how)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(place), *how))
    return enter.isAccepted()


def field(window, block, path="text"):
    """Returns the widget of a text and gives it the keyboard."""
    column = window.canvas.column
    row = next(row for row in column.rows if (row.line.where.block, row.line.where.field) == (block, path))
    widget = window.canvas.focus_row(row)
    assert QApplication.focusWidget() is widget
    return widget


def texts(session):
    """Returns the kinds of the blocks at the top of a document, in order."""
    return [type(block).__name__ for block in session.document.blocks]
