"""The column of the canvas: its rows with the widgets made for them, and all that is painted around those.

It shows lines and says what happens in its fields; what that means is the canvas's to know.
"""

import itertools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import get_field
from composer.model.text import Cite, FreeNote, MergeField, Text
from composer.ui.chips import ChipPainter, set_first_note
from composer.ui.grip import Grip
from composer.ui.guide import Guide
from composer.ui.heads import Prints
from composer.ui.looks import Line
from composer.ui.painting import paint_column
from composer.ui.panel import ExtraFields
from composer.ui.placing import Placing
from composer.ui.row_order import above_or_below, beside, of_block, row_near, texts_in
from composer.ui.row_widgets import BlockMark, describe, discard, load
from composer.ui.rows import NOWHERE, Label, Row, labels_of
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

RowKeys = Callable[[Row, QKeyEvent], bool]
Key = tuple[str, str, bool]


class Column(QWidget):
    """Rows below each other; `current` is the one with the caret, also while the keyboard is elsewhere."""

    field_edited = Signal(object)
    caret_moved = Signal(object)
    row_focused = Signal(object)
    row_made = Signal(object)
    typed = Signal(object)
    chip_chosen = Signal(object, int)
    chip_opened = Signal(object, int)
    extra_changed = Signal(object, object, object)
    block_gripped = Signal(object)
    lead_chosen = Signal(object)

    def __init__(self, keys: RowKeys, chips: ChipPainter, port: Callable[[], QRect]) -> None:
        super().__init__()
        self._keys = keys
        self.chips = chips
        self.rows: list[Row] = []
        self.numbers: Mapping[BlockId, str] = {}
        self.findings: Mapping[BlockId, int] = {}
        self.linked: Mapping[BlockId, str] = {}
        self.current: Row | None = None
        # The row of the other fields of the block that is open, when it has any.
        self.panel_row: Row | None = None
        self.row_focused.connect(self._show_place)
        # The rows that are selected, when several are; and who is asked about what concerns several.
        self.selected: list[Row] = []
        self.guide: Guide | None = None
        self._grip = Grip(self)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self._by_key: dict[Key, Row] = {}
        self.prints = Prints(self.update)
        self.destroyed.connect(self.prints.stop)
        self.placing = Placing(self, port)

    # ---- what is shown

    def show_lines(self, lines: tuple[Line, ...], document: Document, origin: object) -> None:
        """Show lines of a document; a field is loaded only when it says something else than its text."""
        blocks = {block.id: block for block in document.walk()}
        is_new = self._exchange(lines, blocks)
        has_let_go = self._let_go_of_far(blocks)
        for row in self.rows:
            block = blocks[row.line.where.block]
            if row.block is not block or row.text is _NOTHING:
                self.show_block(row, block, origin)
        self._number_notes()
        if is_new or has_let_go:
            self.placing.begin(afresh=False)

    def _let_go_of_far(self, blocks: Mapping[BlockId, Block]) -> bool:
        """Let go of fields out of sight when a great many say something else; they are made again in time.

        To load them all would keep the author waiting, as when a whole document becomes bold.
        """
        rows = (row for row in self.rows if row.widget)
        changed = [row for row in rows if row.block is not blocks[row.line.where.block]]
        if len(changed) <= MANY:
            return False
        near = {*self.placing.near_rows(), self.current}
        for row in changed:
            if row not in near and isinstance(row.widget, FieldEdit) and not row.widget.hasFocus():
                self._drop(row)
        return True

    def show_block(self, row: Row, block: Block, origin: object) -> None:
        """Show what a block says now in one of its rows; the field it comes from says it already."""
        if type(row.block) is not type(block):
            self._drop(row)  # an id that was free again
        row.block = block
        if row.line.is_panel:
            if isinstance(row.widget, ExtraFields):
                row.widget.show_block(block)
            return
        text: Text = get_field(block, row.line.where.field) if row.line.where.field else Text()
        if text is row.text:
            return
        before, row.text = row.text, text
        row.notes = sum(isinstance(item, Cite | FreeNote) for item in text.inlines)
        if not isinstance(row.widget, FieldEdit):
            if before.plain != text.plain:
                row.height = 0
            return
        if row.widget is not origin and self.type and row.widget.text() != text:
            load(row, self.type)
        describe(row, self.numbers, self.findings, self.linked)

    def show_typed(self, row: Row, block: Block) -> None:
        """Show a block that differs only in what was typed in a row."""
        before = row.notes
        for one in of_block(self.rows, row):
            self.show_block(one, block, row.widget)
        if row.notes != before:
            self._number_notes()

    def _exchange(self, lines: tuple[Line, ...], blocks: Mapping[BlockId, Block]) -> bool:
        """Make the lines the rows, keeping what is known of each; return whether any is new or other."""
        old = self._by_key
        rows: list[Row] = []
        changed = len(lines) != len(self.rows)
        as_before, in_order = iter(self.rows), True
        for i, line in enumerate(lines):
            row = old.pop(key_of(line), None)
            if row is None:
                row = Row(line, blocks[line.where.block], _NOTHING)
            elif in_order:
                in_order = row in as_before  # goes on from the one before
            if row.line is not line and row.line != line:
                changed = True
                row.width = 0
                self._redress(row, line)
            changed = changed or row is not self.rows[i]
            row.line = line
            rows.append(row)
        if self.current and key_of(self.current.line) in old:
            self.current = self._neighbour(self.current, rows)
        self.rows = rows
        self.panel_row = next((row for row in rows if row.line.is_panel), None)
        self._by_key = {key_of(row.line): row for row in rows}
        for row in old.values():
            self._drop(row)
        if not in_order:
            self._restack()
        return changed

    def _neighbour(self, lost: Row, rows: list[Row]) -> Row | None:
        """Return the row that has the place of one that goes."""
        index = next((i for i, row in enumerate(texts_in(self.rows)) if row is lost), 0)
        left = texts_in(rows)
        return left[min(index, len(left) - 1)] if left else None

    def _redress(self, row: Row, line: Line) -> None:
        edit = row.widget
        if not isinstance(edit, FieldEdit) or not self.type or row.line.look == line.look:
            return
        style = line.look.style
        if style != row.line.look.style:
            row.measured = 0
            edit.load(edit.text(), self.type.font(style), self.type.dress(style))
        edit.setPlaceholderText(line.look.words)

    def _drop(self, row: Row) -> None:
        widget, row.widget = row.widget, None
        row.placed = NOWHERE
        if widget is not None:
            discard(widget)

    def _number_notes(self) -> None:
        number = 1
        for row in self.rows:
            row.first_note = number
            edit = row.widget
            if row.notes and isinstance(edit, FieldEdit) and set_first_note(edit.document(), number):
                edit.relabel_chips()
            number += row.notes

    @property
    def type(self) -> Typography | None:
        """Return the typography of now."""
        return self.placing.type

    def set_typography(self, type_: Typography) -> None:
        """Set everything anew in another typography."""
        self.placing.type = type_
        for row in self.rows:
            row.measured = row.height = 0
            if isinstance(row.widget, FieldEdit):
                load(row, type_)
            elif isinstance(row.widget, ExtraFields):
                self._drop(row)
        if self.rows:
            self.placing.begin()

    def set_numbers(self, numbers: Mapping[BlockId, str]) -> None:
        """Show other numbers before the blocks."""
        if numbers != self.numbers:
            self.numbers = dict(numbers)
            self.describe_all()
            self.placing.begin(afresh=False)

    def set_findings(self, findings: Mapping[BlockId, int]) -> None:
        """Show other findings in the gutter."""
        if findings != self.findings:
            self.findings = dict(findings)
            self.describe_all()
            self.update()

    def set_linked(self, signs: Mapping[BlockId, str]) -> None:
        """Show other signs of the libraries in the gutter."""
        if signs != self.linked:
            self.linked = dict(signs)
            self.describe_all()
            self.update()

    def describe_all(self) -> None:
        """Name every row for those who do not see it."""
        for row in self.rows:
            describe(row, self.numbers, self.findings, self.linked)

    def relabel_chips(self) -> None:
        """Measure all chips anew: what sources or references are called has changed."""
        for row in self.rows:
            if isinstance(row.widget, FieldEdit) and (row.notes or _has_fields(row.text)):
                row.widget.relabel_chips()
                self.placing.resized(row)

    def forget_words(self) -> None:
        """Drop what was said in another language; what follows shows the lines anew."""
        for row in self.rows:
            if not isinstance(row.widget, FieldEdit):
                self._drop(row)

    # ---- finding

    def row_at(self, where: Where) -> Row | None:
        """Return the row of a place, else of what is within it, else the first of its block."""
        row = self._by_key.get((where.block, where.field, False))
        if row:
            return row
        of_block = [one for one in texts_in(self.rows) if one.line.where.block == where.block]
        within = [one for one in of_block if one.line.where.field.startswith(f"{where.field}.")]
        found = within or of_block
        return next((one for one in found if one.text), found[0] if found else None)

    def beside(self, row: Row, by: int) -> Row | None:
        """Return the row above or below, controls left out."""
        return beside(self.rows, row, by)

    def above_or_below(self, row: Row, x: int, *, forward: bool) -> Row | None:
        """Return what one comes to from a row by going up or down at `x`: of cells the one that is there."""
        return above_or_below(self.rows, row, x, forward=forward)

    def row_near(self, y: int, x: int = 0) -> Row | None:
        """Return the row at a height, or the one above it, controls left out; the first one above all."""
        return row_near(self.rows, y, x)

    def show_selected(self, rows: list[Row]) -> None:
        """Paint what is selected where there are no words."""
        if rows != self.selected:
            self.selected = rows
            self.update()

    def row_of(self, widget: QWidget | None) -> Row | None:
        """Return the row that a widget belongs to."""
        while widget is not None and widget.parentWidget() is not self:
            widget = widget.parentWidget()
        return next((row for row in self.rows if row.widget is widget), None) if widget else None

    def panel(self) -> ExtraFields | None:
        """Return the controls that are shown, None when there are none."""
        row = self.panel_row
        widget = self.make(row) if row else None
        return widget if isinstance(widget, ExtraFields) else None

    def _show_place(self, row: Row) -> None:
        widget = self.panel_row.widget if self.panel_row else None
        if isinstance(widget, ExtraFields):
            widget.show_place(row.line.where)

    # ---- widgets

    def make(self, row: Row) -> QWidget:
        """Return the widget of a row, made now if it was not yet."""
        if row.widget is None:
            row.widget = self._made(row)
            self.placing.put(row)
            describe(row, self.numbers, self.findings, self.linked)
            self._stack(row, row.widget)
            row.widget.show()
            self.row_made.emit(row)
        return row.widget

    def _made(self, row: Row) -> QWidget:
        if row.line.is_panel:
            panel = ExtraFields(self, row.block)
            panel.changed.connect(
                lambda path, value, label: self.extra_changed.emit(row.block.where(path), value, label)
            )
            if self.current is not None:
                panel.show_place(self.current.line.where)
            return panel
        if not row.line.where.field:
            mark = BlockMark(self, lambda event: self._keys(row, event))
            mark.guide = self.guide
            mark.focused.connect(lambda: self.row_focused.emit(row))
            return mark
        return self._made_edit(row)

    def _made_edit(self, row: Row) -> FieldEdit:
        edit = FieldEdit(self, self.chips, lambda _edit, event: self._keys(row, event))
        edit.guide = self.guide
        edit.setAcceptDrops(False)  # what is dropped is for the column: it may be more than words
        row.widget = edit
        self.placing.put(row)
        if self.type:
            load(row, self.type)
        set_first_note(edit.document(), row.first_note)
        edit.edited.connect(lambda: self._edited(row))
        edit.typed.connect(lambda: self.typed.emit(row))
        edit.caret_moved.connect(lambda: self.caret_moved.emit(row))
        edit.focused.connect(lambda: self.row_focused.emit(row))
        edit.size_changed.connect(lambda: self.placing.resized(row))
        edit.chip_chosen.connect(lambda position: self.chip_chosen.emit(row, position))
        edit.chip_opened.connect(lambda position: self.chip_opened.emit(row, position))
        return edit

    def _edited(self, row: Row) -> None:
        self.field_edited.emit(row)
        self.placing.settle()
        self.placing.pause()

    def _stack(self, row: Row, widget: QWidget) -> None:
        """Put a new widget before the next one: accessible children come in that order."""
        index = self.rows.index(row)
        for after in itertools.islice(self.rows, index + 1, None):
            if after.widget is not None:
                widget.stackUnder(after.widget)
                return
        widget.raise_()

    def _restack(self) -> None:
        for row in self.rows:
            if row.widget is not None:
                row.widget.raise_()

    # ---- painting and mouse

    def labels(self, row: Row, before: Row | None) -> list[Label]:
        """Return what stands before the first line of a row; `before` is the one above, controls left out."""
        if self.type is None:
            return []
        return list(labels_of(row, before, self.numbers, self.type, self.placing.sides()[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is not text."""
        if self.type is not None:
            paint_column(self, self.type, event.rect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let a block be carried away by its name in the margin, or select."""
        self._grip.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a block that was not carried away, or end selecting."""
        self._grip.released(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret into the text beside which one clicks."""
        self._grip.pressed(event)


# Up to so many fields are loaded at once wherever they are.
MANY = 60
# What a row holds before it has shown its text; no document can have it.
_NOTHING = Text(((),))


def _has_fields(text: Text) -> bool:
    return any(isinstance(item, MergeField) for item in text.inlines)


def key_of(line: Line) -> Key:
    """Return what tells a line from all others."""
    return line.where.block, line.where.field, line.is_panel
