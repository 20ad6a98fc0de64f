"""The small controls under the block one writes in: its fields that are not running text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from composer.app.commands import named
from composer.blocks.kind import Schema, schema_of
from composer.i18n import N_, _
from composer.model.document import Block, Where
from composer.model.edits import get_field
from composer.ui import theme
from composer.ui.controls import Choice, Line
from composer.ui.grid_controls import ColumnAlign, size_buttons
from composer.ui.image_button import ImageButton

_BETWEEN = 8
_NARROWEST = 160
_WIDEST = 360
_SEPARATOR = "; "
_EDIT = N_("Edit {kind}")

_Pair = tuple[QLabel | None, QWidget]
Fill = Callable[[object], None]


def has_extras(block: Block) -> bool:
    """Return whether there is anything to show under a block."""
    return any(True for _path, _schema in _extras(block))


def _extras(block: Block) -> list[tuple[str, Schema]]:
    declared: type = type(block)
    found: list[tuple[str, Schema]] = []
    for name, schema in schema_of(declared):
        if schema.sort in {"words", "strings", "image", "grid", "choice", "integer", "flag"}:
            found.append((name, schema))
        elif schema.sort == "record" and schema.record:
            found += [
                (f"{name}.{inner}", one) for inner, one in schema_of(schema.record) if one.sort == "words"
            ]
    return found


def _said(block: Block, path: str, schema: Schema) -> str:
    """Return what a field is called, behind the name of the record that it is in."""
    name, dot, _inner = path.partition(".")
    declared: type = type(block)
    record = dict(schema_of(declared))[name]
    return f"{_(record.label)}: {_(schema.label).lower()}" if dot else _(schema.label)


def _value(block: Block, path: str) -> object:
    """Return a field; one of a record that the block does not have yet is empty."""
    holder, dot, _name = path.partition(".")
    return "" if dot and getattr(block, holder) is None else get_field(block, path)


def _set_in_record(block: Block, path: str, value: object) -> tuple[str, object]:
    """Return the path of the record that a field is in, and it with another value; None when it is empty."""
    name, _dot, inner = path.partition(".")
    declared: type = type(block)
    record = dict(schema_of(declared))[name].record
    if record is None:
        return path, value
    changed: Any = replace(getattr(block, name) or record(), **{inner: value})
    return name, None if changed == record() else changed


class ExtraFields(QWidget):
    """The controls of one block, side by side as far as there is room."""

    changed = Signal(str, object, object)
    focused = Signal()

    def __init__(self, parent: QWidget, block: Block) -> None:
        super().__init__(parent)
        self.block = block
        self.setAccessibleName(_("More of this block"))
        self._fill: dict[str, Fill] = {}
        self._controls: dict[str, QWidget] = {}
        self._pairs: list[_Pair] = []
        self._aligns: dict[str, ColumnAlign] = {}
        self._filling = False
        for path, schema in _extras(block):
            self._add(path, schema)
        self.show_block(block)

    def show_block(self, block: Block) -> None:
        """Show the values of a block."""
        self.block = block
        self._filling = True
        for path, fill in self._fill.items():
            fill(_value(block, path))
        self._filling = False

    def show_place(self, where: Where) -> None:
        """Show what is about the place of the caret: in a table, its column."""
        path, _dot, column = where.field.rpartition(".")
        align = self._aligns.get(path.partition(".")[0])
        if where.block == self.block.id and align is not None and column.isdigit():
            align.show_column(self.block, int(column))

    def stops(self) -> list[QWidget]:
        """Return the controls in order."""
        return list(self._controls.values())

    def control(self, path: str) -> QWidget | None:
        """Return the control of a field."""
        return self._controls.get(path)

    def height_for(self, width: int) -> int:
        """Place the controls in a width and return how high that is."""
        gap = theme.px(_BETWEEN)
        y = gap
        for pairs in self._lines(width, gap):
            y += self._place(pairs, y, width - gap, gap) + gap // 2
        return y + gap - gap // 2

    def _place(self, pairs: list[_Pair], y: int, end: int, gap: int) -> int:
        """Place what stands beside each other, lines of words in all the room, and return how high it is."""
        taken = sum(self._wide(pair, gap) + gap + gap // 2 for pair in pairs)
        words = sum(isinstance(control, QLineEdit) for _label, control in pairs)
        more = max(end - taken, 0) // max(words, 1)
        high = max(self._size_of(control).height() for _label, control in pairs)
        x = gap
        for label, control in pairs:
            wide, own = self._size_of(control).width(), self._size_of(control).height()
            if label:
                label.setGeometry(x, y, label.sizeHint().width(), high)
                x += label.sizeHint().width() + gap // 2
            if isinstance(control, QLineEdit):
                wide = max(wide, min(wide + more, theme.px(_WIDEST)))
            control.setGeometry(x, y + (high - own) // 2, min(wide, max(end - x, 24)), own)
            x += wide + gap + gap // 2
        return high

    def _lines(self, width: int, gap: int) -> list[list[_Pair]]:
        """Return the controls that stand beside each other, line by line."""
        lines: list[list[_Pair]] = []
        x = gap
        for pair in self._pairs:
            wide = self._wide(pair, gap)
            if not lines or x + wide > width - gap:
                lines.append([])
                x = gap
            lines[-1].append(pair)
            x += wide + gap + gap // 2
        return lines

    def _wide(self, pair: _Pair, gap: int) -> int:
        label, control = pair
        return (label.sizeHint().width() + gap // 2 if label else 0) + self._size_of(control).width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint nothing: the canvas draws what is around the controls."""

    def _size_of(self, control: QWidget) -> QSize:
        hint = control.sizeHint()
        if not isinstance(control, QLineEdit):
            return QSize(hint.width(), max(24, hint.height()))
        words = control.fontMetrics().horizontalAdvance(control.text()) + theme.px(20)
        wide = min(max(words, theme.px(_NARROWEST)), theme.px(_WIDEST))
        return QSize(wide, max(24, hint.height()))

    def _add(self, path: str, schema: Schema) -> None:
        control: QWidget
        match schema.sort:
            case "words" | "strings":
                control = self._line(path, is_list=schema.sort == "strings")
            case "choice":
                control = self._choice(path, schema)
            case "integer":
                control = self._number(path, schema)
            case "image":
                control = self._image(path)
            case "grid":
                self._grid(path, schema)
                return
            case _:
                control = self._flag(path, schema)
        words = _said(self.block, path, schema)
        is_next = path.partition(".")[0] in {one.partition(".")[0] for one in self._controls}
        self._put(path, control, "" if schema.sort == "flag" else _(schema.label) if is_next else words)
        control.setAccessibleName(words)

    def _put(self, key: str, control: QWidget, words: str) -> None:
        """Add a control behind the others, with its label."""
        label = None
        if words:
            label = QLabel(words, self)
            label.setBuddy(control)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, theme.colour("muted"))
            label.setPalette(palette)
            control.setAccessibleName(words)
        self._controls[key] = control
        self._pairs.append((label, control))

    def _tell(self, path: str, value: object) -> None:
        if not self._filling:
            if "." in path:
                path, value = _set_in_record(self.block, path, value)
            self.changed.emit(path, value, named(_EDIT, self.block))

    def _line(self, path: str, *, is_list: bool) -> QWidget:
        line = Line(self)
        line.edited.connect(lambda words: self._tell(path, _parts(words) if is_list else words))
        if is_list:
            line.setAccessibleDescription(_("Several are parted by a semicolon."))

        def fill(value: object) -> None:
            if not isinstance(value, tuple):
                line.show_value(value)
            elif _parts(line.text()) != value:
                line.show_value(_SEPARATOR.join(value))

        self._fill[path] = fill
        return line

    def _choice(self, path: str, schema: Schema) -> QWidget:
        box = Choice(self)
        # The names of choices are translated where the kind marks them.
        labels = zip(schema.choices, schema.choice_labels, strict=True)
        box.set_choices(tuple((name, _(label)) for name, label in labels))
        box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        box.edited.connect(lambda value: self._tell(path, value))
        self._fill[path] = box.show_value
        return box

    def _number(self, path: str, schema: Schema) -> QWidget:
        """Return a choice of numbers: there are few, and a click tells them all."""
        box = Choice(self)
        numbers = range(schema.minimum, schema.maximum + 1)
        box.set_choices(tuple((str(number), str(number)) for number in numbers))
        box.edited.connect(lambda value: self._tell(path, int(value)))
        self._fill[path] = box.show_value
        return box

    def _image(self, path: str) -> QWidget:
        button = ImageButton(self)
        button.edited.connect(lambda image: self._tell(path, image))
        self._fill[path] = button.show_value
        return button

    def _grid(self, path: str, schema: Schema) -> None:
        for key, button in size_buttons(self, path, self._tell, lambda: get_field(self.block, path)):
            self._put(key, button, "")
        if schema.columns:
            self._aligns[path] = align = ColumnAlign(self, self.block, path, schema, self._tell)
            self._put(f"{schema.columns}.number", align.column, _("Column"))
            self._put(schema.columns, align.align, _("Alignment"))
            self._fill[path] = lambda _rows: align.show_block(self.block)

    def _flag(self, path: str, schema: Schema) -> QWidget:
        box = QCheckBox(_(schema.label), self)
        box.toggled.connect(lambda value: self._tell(path, value))
        self._fill[path] = lambda value: box.setChecked(bool(value))
        return box


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(_SEPARATOR.strip()) if part.strip())
