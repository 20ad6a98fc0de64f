"""A document in the lines of a column; the block that one writes in is unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.app import commands
from composer.model.document import BlockId, Where
from composer.model.edits import find
from composer.ui.looks import Looks
from composer.ui.panel import has_extras
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from composer.app.history import Caret
    from composer.app.session import Change, Session
    from composer.ui.column import Column


class Unfolding:
    """Shows the document of a session; an unfolded block has its empty fields and its controls, too."""

    def __init__(self, session: Session, column: Column) -> None:
        self._session = session
        self._column = column
        self._looks = Looks(session.world.template)
        self._place: tuple[BlockId | None, str] = (None, "")  # the block, and the record within it
        self._shown: tuple[BlockId | None, str] = self._place

    def renew_looks(self) -> None:
        """Take the template and the language of now."""
        self._looks = Looks(self._session.world.template)

    def at(self, where: Where) -> None:
        """Unfold the block around a place."""
        self._place = where.block, where.field.rpartition(".")[0]
        if self._place != self._shown:
            self.show(None)

    def will_be_at(self, caret: Caret) -> None:
        """Let what is shown next be unfolded around a caret, so that it is shown only once."""
        if caret.block:
            self._place = BlockId(caret.block), caret.field.rpartition(".")[0]

    def show(self, origin: object) -> None:
        """Show the document of now; what comes from a field leaves that field and all numbers alone."""
        document = self._session.document
        self._shown = identity, record = self._place
        block = find(document, identity) if identity else None
        around = commands.ancestors(document, block.id) if block else ()
        unfolded = {one.id: "" for one in around} | ({block.id: record} if block else {})
        panel = block.id if block and has_extras(block) else ""
        lines = self._looks.lines(document, unfolded, panel)
        if not isinstance(origin, FieldEdit):
            self._column.numbers = commands.numbers_of(document, self._session.world)
        self._column.show_lines(lines, document, origin)

    def show_typed(self, change: Change) -> bool:
        """Show what was typed in one block, when nothing but its words is other than before."""
        row = self._column.current
        if row is None or not isinstance(change.origin, FieldEdit) or row.widget is not change.origin:
            return False
        block = find(change.after, row.block.id)
        if block is None or not self._looks.is_as_it_was(block, change.after):
            return False
        self._column.show_typed(row, block)
        return True
