"""What is put into a text at the caret besides letters: sources, fields, and notes; each with its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QTextCursor

from composer.app.citing import behind, chip_label, put_chip
from composer.i18n import _
from composer.model.text import Cite, FreeNote, MergeField, Reference
from composer.ui.cite_card import CiteCard
from composer.ui.inline import Chip, offset_of, position_of
from composer.ui.note_popover import NotePopover
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.ui.canvas import Canvas


class Spot(NamedTuple):
    """A chip in a row: behind which position of Qt it stands."""

    row: Row
    position: int
    item: Chip


class Insertions(QObject):
    """The chips of a canvas: each that goes in or changes is a step of its own.

    `note_opened` gives the field of a note that is being written, and the row in which its mark stands;
    `field_chosen` the name of a field whose value is to be shown.
    """

    note_opened = Signal(object, object)
    field_chosen = Signal(str)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._card: NotePopover | CiteCard | None = None
        self._under: tuple[FieldEdit, int] | None = None

    def insert(self, item: Chip) -> None:
        """Insert a citation or a field at the caret."""
        edit = self._canvas.edit()
        if edit is not None:
            self.put(edit, item)
            edit.setFocus()

    def cite(self, key: str) -> None:
        """Cite a source at the caret."""
        self.insert(Cite((Reference(key),)))

    def put(self, edit: FieldEdit, item: Chip) -> None:
        """Put a chip in the place of what is selected; a source right behind another joins its note."""
        self._canvas.session.history.pause()
        cursor = edit.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before = edit.chip_at(start - 1) if start else None
        if isinstance(item, Cite) and isinstance(before, Cite):
            item = Cite((*before.references, *item.references))
            cursor.setPosition(start - 1)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            edit.setTextCursor(cursor)
        edit.insert_chip(item)

    def settle(self) -> None:
        """Take a note or citation that is being written as it is."""
        if self._card is not None:
            self._card.finish()

    def go_back(self) -> None:
        """Take a note or citation that is being written as it is; the keyboard goes back to its text."""
        if self._card is not None:
            self._card.finish(ended=True)

    def insert_note(self) -> None:
        """Ask for the text of a note whose mark goes in at the caret."""
        edit = self._canvas.edit()
        row = self._canvas.column.row_of(edit)
        if edit is not None and row is not None:
            self._open_note(row, edit.textCursor().selectionEnd(), None)

    # ---- chips that are there

    def at_caret(self) -> Spot | None:
        """Return the chip that is selected, else the one behind or before the caret."""
        row, edit = self._canvas.column.current, self._canvas.edit()
        if row is None or edit is None:
            return None
        start, end = edit.textCursor().selectionStart(), edit.textCursor().selectionEnd()
        places = (start,) if end - start == 1 else (start, start - 1) if end == start else ()
        for position in places:
            item = edit.chip_at(position) if position >= 0 else None
            if item is not None:
                return Spot(row, position, item)
        return None

    def choose(self, row: Row, position: int) -> None:
        """Open the citation or the note that is the character after a position."""
        edit = row.widget
        item = edit.chip_at(position) if isinstance(edit, FieldEdit) else None
        if isinstance(item, Cite | FreeNote):
            self.open(Spot(row, position, item))

    def open_at(self, row: Row, position: int) -> None:
        """Open whatever chip is the character after a position."""
        item = row.widget.chip_at(position) if isinstance(row.widget, FieldEdit) else None
        if item is not None:
            self.open(Spot(row, position, item))

    def open(self, spot: Spot) -> None:
        """Open a citation or a note in its card; of a field, say whose value is asked for."""
        if isinstance(spot.item, MergeField):
            self.field_chosen.emit(spot.item.name)
        elif isinstance(spot.item, FreeNote):
            self._open_note(spot.row, spot.position, spot.item)
        else:
            self._open_cite(spot.row, spot.position, spot.item)

    def edit_at_caret(self) -> bool:
        """Open the chip at the caret; return whether there is one."""
        spot = self.at_caret()
        if spot is not None:
            self.open(spot)
        return spot is not None

    @staticmethod
    def words_for(item: Chip) -> str:
        """Return what a menu calls opening a chip."""
        if isinstance(item, MergeField):
            return _("Go to the value of this field")
        return _("Edit footnote…") if isinstance(item, FreeNote) else _("Edit citation…")

    # ---- cards

    def _open_note(self, row: Row, position: int, note: FreeNote | None) -> None:
        column = self._canvas.column
        if column.type is None or not isinstance(row.widget, FieldEdit):
            return
        self.settle()

        def done(written: FreeNote | None, *, ended: bool) -> None:
            self._done(row, offset, note, written, ended=ended)

        offset = offset_of(row.widget.document(), position)
        card = NotePopover(column, column.type, column.chips, note, done)
        where, session = row.line.where, self._canvas.session

        def drafted() -> None:  # what is in the card is in the journal, and not yet in the text
            now = card.written
            session.draft(lambda document: put_chip(document, where, offset, note, now))

        card.edit.edited.connect(drafted)
        self._show(card, row.widget, position)
        self.note_opened.emit(card.edit, row)

    def _open_cite(self, row: Row, position: int, old: Cite) -> None:
        if not isinstance(row.widget, FieldEdit):
            return
        self.settle()

        def done(cite: Cite | None, *, ended: bool) -> None:
            self._done(row, offset, old, cite, ended=ended)

        offset = offset_of(row.widget.document(), position)
        sources = self._canvas.session.document.sources
        self._show(CiteCard(self._canvas.column, old, sources, done), row.widget, position)

    def _show(self, card: NotePopover | CiteCard, edit: FieldEdit, position: int) -> None:
        self._card, self._under = card, (edit, position)
        card.show_under(*self._place(edit, position))
        self._canvas.ensureWidgetVisible(card, 0, 8)

    def follow(self) -> None:
        """Put an open card under its mark again, where the text has another width."""
        if self._card is not None and self._under is not None:
            self._card.put_under(*self._place(*self._under))

    def _place(self, edit: FieldEdit, position: int) -> tuple[QPoint, int, int]:
        """Return what is below a position, and the sides of the text: a cell is too narrow for a card."""
        cursor = edit.textCursor()
        cursor.setPosition(position)
        below = edit.mapTo(self._canvas.column, edit.cursorRect(cursor).bottomLeft())
        return below, *self._canvas.column.placing.sides()

    def _done(self, row: Row, offset: int, old: Chip | None, new: Chip | None, *, ended: bool) -> None:
        """Put what a card says into the text; who went elsewhere stays there."""
        self._card = self._under = None
        canvas, where, edit = self._canvas, row.line.where, row.widget
        session = canvas.session
        session.draft(None)
        if old != new:
            made = put_chip(session.document, where, offset, old, new)
            before = behind(where, offset, old)
            after = behind(where, offset, new)
            session.history.pause()
            session.apply(chip_label(old, new), lambda _document: made, carets=(before, after))
        if isinstance(edit, FieldEdit):  # else its block has gone meanwhile
            cursor = edit.textCursor()
            if old != new:
                cursor.setPosition(position_of(edit.document(), after.position))
                edit.setTextCursor(cursor)
            if ended:
                edit.setFocus()
