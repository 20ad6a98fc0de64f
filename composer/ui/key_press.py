"""What a key press asks for, wherever it happens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
# Control alone makes a command of a key; with Alt it is how Windows tells of AltGr, which writes.
_CHORD = _CONTROL | Qt.KeyboardModifier.AltModifier
# What Qt would do by itself in a field: undo, and on Linux cut to the end of the line by Ctrl+K.
_OF_THE_WINDOW = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.DeleteEndOfLine,
)
_CLIPBOARD = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Cut: "cut",
    QKeySequence.StandardKey.Paste: "paste",
}


def has_letters(event: QKeyEvent) -> bool:
    """Return whether a key press brings something that can be written."""
    words = event.text()
    return bool(words) and words[0] >= " " and words[0] != "\x7f"


def is_chord(event: QKeyEvent) -> bool:
    """Return whether Control makes a command of a key; AltGr is Control with Alt."""
    return event.modifiers() & _CHORD == _CONTROL


def is_typed(event: QKeyEvent) -> bool:
    """Return whether a key press writes something."""
    return has_letters(event) and not is_chord(event)


def is_of_the_window(event: QKeyEvent) -> bool:
    """Return whether a field must leave a key to the window, as Qt would not."""
    return any(event.matches(key) for key in _OF_THE_WINDOW)


def clip_command(event: QKeyEvent) -> str:
    """Return what a key asks the clipboard for, empty when it asks for nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_V and modifiers == _CONTROL | _SHIFT:
        return "paste_plain"
    return next((command for keys, command in _CLIPBOARD.items() if event.matches(keys)), "")


def format_command(event: QKeyEvent) -> str:
    """Return which format a key switches, `bold` or `italic`; empty when it switches none."""
    if event.matches(QKeySequence.StandardKey.Bold):
        return "bold"
    return "italic" if event.matches(QKeySequence.StandardKey.Italic) else ""
