"""A field that is not part of the document yet, such as the text of a note: its own steps, in order."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTextEdit

from composer.app.history import PAUSE
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from composer.model.text import Text
    from composer.ui.chips import ChipPainter
    from composer.ui.text_edit import Keys

Standard = QKeySequence.StandardKey
# What the window would take for the document, and what belongs to this field while it has the keyboard.
_OWN = (Standard.Undo, Standard.Redo, Standard.Bold, Standard.Italic)


class _State(NamedTuple):
    text: Text
    anchor: int
    position: int


class OwnUndoEdit(FieldEdit):
    """A field with steps of its own; typing merges until the author pauses, as in a document.

    Undo, redo, bold and italic are its own while it has the keyboard. A menu that it shows is no leaving.
    """

    def __init__(self, parent: QWidget, chips: ChipPainter, keys: Keys) -> None:
        super().__init__(parent, chips, self._own_keys)
        self._other_keys = keys
        self._done: list[_State] = []
        self._undone: list[_State] = []
        self._now: _State | None = None
        self._typed_at = 0.0
        self.edited.connect(self._note_step)
        self.caret_moved.connect(self._caret_went)

    def begin(self) -> None:
        """Take what is there now as the beginning, which nothing takes back."""
        self._done, self._undone, self._now = [], [], self._state()

    def pause(self) -> None:
        """Let the next step be one of its own."""
        self._typed_at = 0.0

    def undo_step(self) -> bool:
        """Take back the last step; return whether there was one."""
        return self._go(self._done, self._undone)

    def redo_step(self) -> bool:
        """Do the step again that was taken back last; return whether there was one."""
        return self._go(self._undone, self._done)

    def _go(self, taken: list[_State], given: list[_State]) -> bool:
        if not taken:
            return False
        state = taken.pop()
        given.append(self._state())
        self.load(state.text, self.document().defaultFont(), self._dress)
        self.select(state.anchor, state.position)
        self._now = state
        self.pause()
        return True

    def _state(self) -> _State:
        return _State(self.text(), *self.offsets())

    def _note_step(self) -> None:
        last, state = self._now, self._state()
        if last is None or last.text == state.text:
            return
        now = monotonic()
        if not (self.is_typing and self._done and now - self._typed_at < PAUSE):
            self._done.append(last)
        self._undone.clear()
        self._now = state
        self._typed_at = now if self.is_typing else 0.0

    def _caret_went(self) -> None:
        if self._now is not None and self._now.text == self.text():
            self._now = self._state()
            if not self.is_typing:
                self.pause()

    def _own_keys(self, edit: FieldEdit, event: QKeyEvent) -> bool:
        if event.matches(Standard.Undo):
            self.undo_step()
        elif event.matches(Standard.Redo) or (
            event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.redo_step()
        else:
            return self._other_keys(edit, event)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take for itself what the window would do with the document."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_redo = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if is_redo or any(event.matches(keys) for keys in _OWN):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stay when its own menu opens, or another window comes to the front."""
        popup = QApplication.activePopupWidget()
        is_own_menu = popup is not None and popup.parentWidget() is self
        if is_own_menu or event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            QTextEdit.focusOutEvent(self, event)
        else:
            super().focusOutEvent(event)
