"""The text of a note, written in a small card under its mark."""

from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from composer.i18n import _
from composer.model.inline import text_of
from composer.model.style import Style
from composer.model.text import FreeNote, Run, Text
from composer.ui import theme
from composer.ui.card import Card
from composer.ui.chips import ChipPainter
from composer.ui.own_undo import OwnUndoEdit
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

_LINES = 3


class Done(Protocol):
    """What to do with the note; `ended` says that its author is ready, not only gone elsewhere."""

    def __call__(self, written: FreeNote | None, *, ended: bool) -> None:
        """Take the note, None when it has no words."""


class NotePopover(Card):
    """A card with one field; however one leaves it, what was written is kept, and one undo takes it back."""

    def __init__(
        self, parent: QWidget, type_: Typography, chips: ChipPainter, note: FreeNote | None, done: Done
    ) -> None:
        super().__init__(parent)
        self._done: Done | None = done
        self._edit = OwnUndoEdit(self, chips, self._pressed)
        style = Style(size=9.5, leading=13.0)
        text = text_of([note.inlines]) if note else Text()
        self._edit.load(text, type_.font(style), type_.dress(style))
        self._edit.begin()
        self._edit.setPlaceholderText(_("Text of the note"))
        self._edit.setAccessibleName(_("Note"))
        leaving = _("Enter or Esc goes back to the text; undo there takes the note back.")
        self._edit.setAccessibleDescription(leaving)
        self._edit.setMinimumHeight(round(type_.px(style.leading) * _LINES))
        self._edit.left.connect(self._left)
        self._edit.size_changed.connect(self._grow)
        title = QLabel(_("Note"), self)
        title.setFont(type_.gutter_font())
        keys = QLabel(leaving, self)
        keys.setFont(type_.gutter_font())
        keys.setWordWrap(True)
        keys.setForegroundRole(keys.palette().ColorRole.PlaceholderText)
        self._column = layout = QVBoxLayout(self)
        space = theme.px(10)
        layout.setContentsMargins(space, space, space, space)
        layout.setSpacing(theme.px(4))
        layout.addWidget(title)
        layout.addWidget(self._edit)
        layout.addWidget(keys)

    def show_under(self, place: QPoint, left: int, width: int) -> None:
        """Show the card under a place, within a column; the keyboard goes to its field."""
        self.put_under(place, left, width)
        self.show()
        self.raise_()
        self._edit.setFocus()
        self._edit.select(-1, -1)

    def put_under(self, place: QPoint, left: int, width: int) -> None:
        """Put the card under a place, within a column."""
        wide = min(width, theme.px(420))
        self.setFixedWidth(wide)
        self.move(max(left, min(place.x() - theme.px(16), left + width - wide)), place.y() + theme.px(6))
        self._grow()

    @property
    def edit(self) -> OwnUndoEdit:
        """Return the field."""
        return self._edit

    @property
    def written(self) -> FreeNote | None:
        """Return the note as it is now, None when it has no words."""
        paragraphs = self._edit.text().paragraphs
        inlines = tuple(item for paragraph in paragraphs for item in (*paragraph, Run(" ")))[:-1]
        return FreeNote(inlines) if inlines else None

    def finish(self, *, ended: bool = False) -> None:
        """Keep what was written and go; back to the text when its author is ready."""
        self._finish(ended=ended)

    def _grow(self) -> None:
        width = self.width() - 2 * theme.px(10)
        self._edit.setFixedHeight(max(self._edit.minimumHeight(), self._edit.content_height(max(80, width))))
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def _pressed(self, _edit: FieldEdit, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish(ended=True)
            return True
        return False

    def _left(self) -> None:
        self._finish(ended=False)

    def _finish(self, *, ended: bool) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        written = self.written
        self.hide()
        self.deleteLater()
        done(written, ended=ended)
