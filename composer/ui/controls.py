"""The controls of a form: each shows a value, and says `edited` when the author changes it, never otherwise.

None has an undo of its own: what was typed is taken back where everything is.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from composer.i18n import _
from composer.ui import theme

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Control(Protocol):
    """What a form asks of a control; `problem` is a sentence, empty when there is none."""

    @property
    def edited(self) -> SignalInstance:
        """The author changed the value, which is the argument."""

    @property
    def problem(self) -> str:
        """Why the entry is not what it must be."""

    def show_value(self, value: object) -> None:
        """Show a value without telling anybody."""


def is_undo(event: QEvent) -> bool:
    """Return whether a key asks to undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO)


class Line(QLineEdit):
    """One line of words."""

    edited = Signal(object)
    problem = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        theme.dress(self)
        self.textEdited.connect(self._tell)

    def _tell(self, words: str) -> None:
        self.edited.emit(words)

    def show_value(self, value: object) -> None:
        """Show words; the caret stays where it is."""
        words = "" if value is None else str(value)
        if words != self.text():
            caret = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(caret, len(words)) if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; undo and redo go on to the window."""
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu, without an undo that would only know this line."""
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def without_undo(menu: QMenu) -> QMenu:
    """Return a menu of Qt without its first entries: undo, redo and the line below them."""
    for action in menu.actions()[:3]:
        menu.removeAction(action)
    return menu


class Checked(Line):
    """One line that must be a date or a number; what is none is kept as it was typed, and said on leaving."""

    changed = Signal()

    def __init__(
        self,
        read: Callable[[str], object],
        written: Callable[[object], str],
        why: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Begin empty; `read` returns None for words that are not understood, which `why` explains."""
        super().__init__(parent)
        self._read = read
        self._written = written
        self._why = why
        self.editingFinished.connect(self.settle)

    def _tell(self, words: str) -> None:
        value = self._read(words) if words.strip() else ""
        if value is not None:
            self._complain("")
            self.edited.emit(value)

    def show_value(self, value: object) -> None:
        """Show a value as it is written out, unless it is what is being typed just now."""
        if self.hasFocus() and self.text().strip() and value in (self._read(self.text()), self.text()):
            return
        words = "" if value is None else self._written(value)
        super().show_value(words)
        self._complain(self._why() if words and self._read(words) is None else "")

    def settle(self) -> None:
        """Write the value out, or say what is wrong and hand on the words themselves."""
        words = self.text().strip()
        value = self._read(words) if words else ""
        if value is None:
            self._complain(self._why())
            self.edited.emit(words)
        elif words:
            self._complain("")
            super().show_value(self._written(value))

    def _complain(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.changed.emit()


def number_line(parent: QWidget | None = None) -> Checked:
    """Return a line for a whole number."""

    def read(words: str) -> int | None:
        digits = words.strip()
        return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) <= 18 else None

    return Checked(read, str, lambda: _("This is not a whole number."), parent)


class _Plain(QPlainTextEdit):
    """Several lines, or one that may be seen as several; Tab goes on to the next field."""

    focused = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget, *, single: bool) -> None:
        super().__init__(parent)
        self._single = single
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_undo(event) or (self._single and enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        words = source.text()
        self.textCursor().insertText(" ".join(words.split("\n")) if self._single else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = without_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._single and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.selectAll()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit()


class PassesOn(QWidget):
    """A control that passes the keyboard on to a part of it, and is no stop of Tab by itself.

    Qt's own focus proxy is one: Tab comes to it again behind all that it has led to, and leaves out the rest.
    """

    _to: QWidget | None = None

    def pass_to(self, part: QWidget) -> None:
        """Pass the keyboard on to a part from now on."""
        self._to = part

    def focusProxy(self) -> QWidget:
        """Return the part that has the keyboard for the control."""
        return self._to or self

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the part the keyboard."""
        if self._to is not None:
            self._to.setFocus(reason)


class Lines(PassesOn):
    """Words in a field that grows with them: of several lines, or `single` and only seen as several."""

    edited = Signal(object)
    problem = ""

    def __init__(self, parent: QWidget | None = None, *, rows: int = 1, single: bool = False) -> None:
        """Begin empty, as high as some rows."""
        super().__init__(parent)
        self._rows = rows
        self._loading = False
        self._told = ""
        self.words = _Plain(self, single=single)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.words)
        self.pass_to(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.words.textChanged.connect(self._tell)
        self.words.focused.connect(self.update)
        self.words.resized.connect(self._grow)
        self.words.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _tell(self) -> None:
        words = self.words.toPlainText()
        if words != self._told:  # Qt tells of what an input method has not committed yet, too
            self._told = words
            if not self._loading:
                self.edited.emit(words)

    def show_value(self, value: object) -> None:
        """Show words; the caret stays where it is."""
        words = "" if value is None else str(value)
        if words == self.words.toPlainText():
            return
        caret = self.words.textCursor().position()
        self._loading = True
        self.words.setPlainText(words)
        self._loading = False
        cursor = self.words.textCursor()
        cursor.setPosition(min(caret, len(words)))
        self.words.setTextCursor(cursor)

    def _grow(self) -> None:
        """Be as high as the words; QPlainTextEdit counts its height in lines."""
        self._box.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        count = max(self._rows, int(self.words.document().size().height()))
        self.words.setFixedHeight(count * self.words.fontMetrics().lineSpacing() + 2)

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._grow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the edge that a line has from the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.words.hasFocus()
        width = 2 if focused else 1
        painter.setPen(QPen(theme.colour("focus" if focused else "field_line"), width))
        painter.setBrush(theme.colour("surface"))
        inset = width / 2
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(inset, inset, -inset, -inset), theme.px(6), theme.px(6)
        )

    def minimumSizeHint(self) -> QSize:
        """Return room for a word."""
        return QSize(theme.px(80), super().minimumSizeHint().height())


class Choice(QComboBox):
    """One of a few words; a value that is none of them is shown as it is."""

    edited = Signal(object)
    problem = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without choices."""
        super().__init__(parent)
        theme.dress(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._tell)

    def _tell(self, row: int) -> None:
        self.edited.emit(self.itemData(row))

    def set_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer values with their words; what is shown stays."""
        value = self.currentData()
        if [(self.itemData(row), self.itemText(row)) for row in range(self.count())] != list(choices):
            self.clear()
            for key, words in choices:
                self.addItem(words, key)
            self.show_value(value)

    def show_value(self, value: object) -> None:
        """Show a value."""
        key = "" if value is None else str(value)
        row = self.findData(key)
        if row < 0 and key:
            self.addItem(key, key)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the form: a choice is never made in passing."""
        event.ignore()


class YesNo(QCheckBox):
    """Yes or no; its label stands beside it."""

    edited = Signal(object)
    problem = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with no."""
        super().__init__(parent)
        theme.dress(self)
        self.clicked.connect(self._tell)

    def _tell(self, on: bool) -> None:  # noqa: FBT001  what Qt says
        self.edited.emit(on)

    def show_value(self, value: object) -> None:
        """Show yes for true."""
        self.setChecked(value is True)
