"""The controls of a table under its block: rows and columns come and go, a column is set to a side."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from composer.app.grids import Grid, add_column, add_row, columns_in, remove_column, remove_row
from composer.blocks.kind import Schema, schema_of
from composer.i18n import N_, _
from composer.model.document import Block
from composer.ui import theme
from composer.ui.controls import Choice

Tell = Callable[[str, object], None]

_CHANGES: tuple[tuple[str, str, str, Callable[[Grid], Grid]], ...] = (
    ("", N_("+ Row"), N_("Add a row"), add_row),
    (".remove-row", N_("– Row"), N_("Remove the last row"), remove_row),
    (".add-column", N_("+ Column"), N_("Add a column"), add_column),
    (".remove-column", N_("– Column"), N_("Remove the last column"), remove_column),
)


def size_buttons(
    parent: QWidget, path: str, tell: Tell, grid: Callable[[], Grid]
) -> Iterator[tuple[str, QPushButton]]:
    """Yield the buttons that add and remove rows and columns, each with its key; the first is the field's."""
    for key, words, name, change in _CHANGES:
        button = QPushButton(_(words), parent)
        button.setAccessibleName(_(name))
        button.setToolTip(_(name))
        theme.dress(button, "framed")
        button.clicked.connect(lambda _on=False, change=change: tell(path, change(grid())))
        yield f"{path}{key}", button


class ColumnAlign:
    """Two choices: which column, and how it is set."""

    def __init__(self, parent: QWidget, block: Block, grid: str, schema: Schema, tell: Tell) -> None:
        """Offer the columns of a grid; what describes them is in the field that its schema names."""
        self.column = Choice(parent)
        self.align = Choice(parent)
        self._grid = grid
        self._path = schema.columns
        declared: type = type(block)
        self._of_columns = dict(schema_of(declared))[schema.columns]
        self._name = self._of_columns.shorthand
        self._record: Any = self._of_columns.record or declared
        align = dict(schema_of(self._record))[self._name]
        labels = zip(align.choices, align.choice_labels, strict=True)
        self.align.set_choices(tuple((name, _(label)) for name, label in labels))
        self._default = next(item.default for item in fields(self._record) if item.name == self._name)
        self._block = block
        self._caret = 0
        self._tell = tell
        self.column.edited.connect(lambda _value: self.show_block(self._block))
        self.align.edited.connect(self._choose)

    def _at(self) -> int:
        return int(self.column.currentData() or 1) - 1

    def show_column(self, block: Block, at: int) -> None:
        """Choose the column with the caret, counted from 0; one that was chosen stays while it does."""
        if at != self._caret:
            self._caret = at
            self.column.show_value(str(at + 1))
            self.show_block(block)

    def show_block(self, block: Block) -> None:
        """Show how the chosen column of a block is set."""
        self._block = block
        count = max(columns_in(getattr(block, self._grid)), 1)
        at = min(self._at(), count - 1)
        self.column.set_choices(tuple((str(i + 1), str(i + 1)) for i in range(count)))
        self.column.show_value(str(at + 1))
        columns = getattr(block, self._path)
        self.align.show_value(getattr(columns[at], self._name) if at < len(columns) else self._default)

    def _choose(self, value: object) -> None:
        at = self._at()
        columns = list(getattr(self._block, self._path))
        columns += [self._record() for _ in range(at + 1 - len(columns))]
        columns[at] = replace(columns[at], **{self._name: value})
        self._tell(self._path, tuple(columns))
