"""Fingers for tests: real key and input-method events, for any sign there is.

pytest-qt's `keyClicks` ends the process on signs outside its table, such as — and ➢.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Presses and releases a key for every sign; a line break is the Enter key."""
    for sign in text:
        if sign == "\n":
            press(widget, Qt.Key.Key_Return, text="\r")
        else:
            press(widget, Qt.Key(0), text=sign)


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, text: str | None = None
) -> None:
    """Presses and releases one key, asking first whether it overrides a shortcut, as a keyboard does."""
    if text is None:
        text = chr(key) if modifiers == NONE and 0x20 < key < 0x7F else ""
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
    override.ignore()
    QApplication.sendEvent(widget, override)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def ime_commit(widget: QWidget, text: str, *, preedit: str = "", replace: tuple[int, int] = (0, 0)) -> None:
    """Composes `preedit`, then commits text; `replace` is where from the cursor, and how many signs go.

    As an input method does, it commits where the keyboard then is: what was selected may have made way.
    """
    if preedit:
        had_focus = widget.hasFocus()
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
        widget = (QApplication.focusWidget() or widget) if had_focus else widget
    event = QInputMethodEvent("", [])
    event.setCommitString(text, *replace)
    QApplication.sendEvent(widget, event)
