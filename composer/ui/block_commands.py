"""What an author does with whole blocks from where the caret is, or with all that are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.app import commands, moving
from composer.app.commands import Step
from composer.app.history import Caret

if TYPE_CHECKING:
    from composer.model.document import BlockId, Document
    from composer.ui.canvas import Canvas


class BlockCommands:
    """The commands of a canvas for blocks; each is one step, and does nothing where there is no block."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def add(self, kind_name: str) -> None:
        """Add a block of a kind after the current one."""
        canvas = self._canvas
        canvas.do(commands.add_block(self._document(), kind_name, canvas.current_block()))

    def delete(self) -> None:
        """Delete them."""
        self._canvas.do(commands.delete_blocks(self._document(), self._chosen()))

    def duplicate(self) -> None:
        """Put a copy of them after them."""
        self._canvas.do(moving.duplicate(self._document(), self._chosen()))

    def move(self, by: int) -> None:
        """Move them one place up (-1) or down (+1); what was selected in them stays selected."""
        canvas, document = self._canvas, self._document()
        row, edit, selection = canvas.column.current, canvas.edit(), canvas.selection
        if row is None:
            return
        where = row.line.where
        anchor, position = edit.offsets() if edit else (0, 0)
        caret = selection.caret() if selection.is_on else Caret(where.block, where.field, anchor, position)
        step = moving.shift(document, self._chosen(), by)
        if step:
            canvas.do(Step(step.label, step.document, caret))

    def _document(self) -> Document:
        """Return the document, first with what is being written in a card: it goes along with its block."""
        self._canvas.insertions.go_back()
        return self._canvas.session.document

    def _chosen(self) -> tuple[BlockId, ...]:
        """Return the blocks that are selected, else the one that the caret is in, if any."""
        block = self._canvas.current_block()
        return self._canvas.selection.blocks() or ((block,) if block else ())
