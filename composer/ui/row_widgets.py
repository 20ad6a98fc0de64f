"""The widgets of rows: made, dressed in their typography, and named for those who do not see them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from composer.blocks import kind_of
from composer.i18n import _
from composer.model.document import BlockId
from composer.ui.guide import Guide
from composer.ui.rows import Row
from composer.ui.text_edit import FieldEdit
from composer.ui.typography import Typography

NOTHING: Mapping[BlockId, str] = MappingProxyType({})


class BlockMark(QWidget):
    """A block without words to type, such as a page break: it takes the keyboard, the column paints it."""

    focused = Signal()

    def __init__(self, parent: QWidget, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(parent)
        self._keys = keys
        self.guide: Guide | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a command."""
        if not self._keys(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard at a click, unless more than this block is selected by it."""
        if self.guide is None or not self.guide.moused(self, event):
            self.setFocus()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select from here into other rows."""
        if self.guide is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.guide.moused(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting."""
        if self.guide is not None:
            self.guide.moused(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this is where one is now."""
        super().focusInEvent(event)
        self.focused.emit()


def load(row: Row, type_: Typography) -> None:
    """Show the text of a row in its typography, in the colours of now."""
    edit, style = row.widget, row.line.look.style
    if isinstance(edit, FieldEdit):
        palette = edit.palette()
        ink = type_.ink(style.colour)
        if palette.color(palette.ColorRole.Text) != ink:
            palette.setColor(palette.ColorRole.Text, ink)
            edit.setPalette(palette)
        edit.setPlaceholderText(row.line.look.words)
        edit.load(row.text, type_.font(style), type_.dress(style))
        row.measured = 0


def describe(
    row: Row,
    numbers: Mapping[BlockId, str],
    findings: Mapping[BlockId, int],
    linked: Mapping[BlockId, str] = NOTHING,
) -> None:
    """Name a row: short what it is, then where it stands and what there is to tell."""
    widget = row.widget
    if widget is None or row.line.is_panel:
        return
    line = row.line
    name = f"{_(kind_of(row.block).label)} {numbers.get(line.where.block, '').rstrip('.')}".strip()
    if line.where.field and not line.is_first:
        name = f"{name}, {line.name}"
    elif not line.where.field:
        name = ", ".join(dict.fromkeys((name, *line.look.words.split("\n"))))
    widget.setAccessibleName(name)
    parts = [_("Level {number}").format(number=line.depth)]
    if line.look.head:
        parts.append(line.look.head.words)
    count = findings.get(line.where.block, 0)
    if count and line.is_first:
        parts.append(_("findings: {count}").format(count=count))
    if (sign := linked.get(line.where.block)) and line.is_first:
        parts.append(_("Library: {how}").format(how=_(sign)))
    if line.where.field and not row.text:
        parts.append(_("Empty: {hint}").format(hint=line.look.words))
    widget.setAccessibleDescription(", ".join(parts))


def discard(widget: QWidget) -> None:
    """Take a widget away for good; the keyboard is then nowhere, until somebody gives it a place."""
    widget.blockSignals(True)
    focus = QApplication.focusWidget()
    if focus is not None and (focus is widget or widget.isAncestorOf(focus)):
        focus.clearFocus()  # Qt would look for another place while the rows are being exchanged
    widget.hide()
    widget.deleteLater()
