"""What a field asks its canvas before it does something itself: all that may concern more than one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from composer.i18n import N_, _
from composer.ui.clipboard import can_take
from composer.ui.icons import icon

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas
    from composer.ui.text_edit import FieldEdit

# The words of the menu of the window, so that both say the same.
_MENU = (
    (N_("Cu&t"), "scissors", QKeySequence.StandardKey.Cut, "cut"),
    (N_("&Copy"), "copy", QKeySequence.StandardKey.Copy, "copy"),
    (N_("&Paste"), "clipboard-paste", QKeySequence.StandardKey.Paste, "paste"),
    (N_("Pa&ste without formats"), "", "Ctrl+Shift+V", "paste_plain"),
    (N_("Select &all"), "", QKeySequence.StandardKey.SelectAll, "selectAll"),
)


class Guide:
    """The guide of all fields of a canvas; what it takes a field leaves alone."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def moused(self, edit: QWidget, event: QMouseEvent) -> bool:
        """Take a press, a move or a release of the mouse: it selects."""
        return self._canvas.selection.moused(edit, event)

    def composed(self, edit: FieldEdit, _event: QInputMethodEvent) -> FieldEdit | None:
        """Return the field that an input method is to write in instead, None when it is this one."""
        return self._canvas.selection.composed(edit)

    def clipped(self, command: str) -> bool:
        """Take one of `copy`, `cut`, `paste`, `paste_plain`, `selectAll`."""
        return self._canvas.clipboard.run(command)

    def mime(self) -> QMimeData | None:
        """Return what is selected in every form, None when the field knows best."""
        return self._canvas.clipboard.mime()

    def inserted(self, source: QMimeData) -> bool:
        """Take what is pasted or dropped at the caret."""
        return self._canvas.clipboard.take(source)

    def menu(self) -> QMenu:
        """Return what can be done with what is selected, over however many fields it reaches."""
        canvas = self._canvas
        here = canvas.selection.here()
        has_words = here is not None and here.first != here.last
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        can_paste = mime is not None and can_take(mime)
        menu = QMenu(canvas)
        if (spot := canvas.insertions.at_caret()) is not None:
            opening = menu.addAction(canvas.insertions.words_for(spot.item))
            opening.triggered.connect(lambda _on=False: canvas.insertions.open(spot))
            menu.addSeparator()
        for label, picture, keys, command in _MENU:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = QAction(f"{_(label).replace('&', '')}\t{shown}", menu)
            if picture:
                action.setIcon(icon(picture))
            action.setEnabled(
                has_words if command in {"cut", "copy"} else command == "selectAll" or can_paste
            )
            action.triggered.connect(lambda _on=False, command=command: canvas.clipboard.run(command))
            menu.addAction(action)
        return menu
