"""One field of text: a frameless editor as high as its words, without an undo of its own.

It never touches the document; it says that it was edited, and whoever made it reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from composer.model.characters import clean
from composer.model.text import Run, Text
from composer.ui.chips import ChipPainter
from composer.ui.inline import (
    CHIP_OBJECT,
    PLAIN_DRESS,
    Chip,
    Dress,
    char_format,
    chip_format,
    chip_of,
    format_after,
    formats,
    insert,
    next_format,
    offset_of,
    position_of,
    read,
    set_format,
    toggled,
    write,
)
from composer.ui.key_press import format_command, has_letters, is_chord, is_of_the_window
from composer.ui.mime import BLOCKS, TEXT, has_text, mime_of_text, text_in

if TYPE_CHECKING:
    from composer.ui.guide import Guide

_KEEP = QTextCursor.MoveMode.KeepAnchor
# Signs of one word: Qt looks through all that is left of it for each of its lines.
_LONGEST_WORD = 20_000

Keys = Callable[["FieldEdit", QKeyEvent], bool]


class FieldEdit(QTextEdit):
    """The editor of one Text.

    `keys` is asked first about every key press; what it takes does not reach the text.
    """

    edited = Signal()
    caret_moved = Signal()
    focused = Signal()
    left = Signal()
    size_changed = Signal()
    chip_chosen = Signal(int)
    chip_opened = Signal(int)  # by a second click
    typed = Signal()  # letters or signs, by a key or an input method; after they are there

    def __init__(self, parent: QWidget, chips: ChipPainter, keys: Keys) -> None:
        super().__init__(parent)
        self._keys = keys
        self._loading = False
        self.is_typing = False
        self.guide: Guide | None = None
        self._dress = PLAIN_DRESS
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.viewport().setAutoFillBackground(False)
        document = self.document()
        document.setDocumentMargin(0)
        document.documentLayout().registerHandler(CHIP_OBJECT, chips)
        document.documentLayout().documentSizeChanged.connect(self._size_changed)
        document.contentsChanged.connect(self._contents_changed)
        self.cursorPositionChanged.connect(self._caret_moved)

    # ---- the text

    def load(self, text: Text, font: QFont, dress: Dress) -> None:
        """Show a text in its natural typography; the caret stays where it was, as far as it can."""
        offset = self.offset()
        self._loading = True
        self.document().setDefaultFont(font)
        self.setFont(font)
        self._dress = dress
        breaks = _breaks(text)
        if breaks is QTextOption.WrapMode.WrapAnywhere:  # else the words that go would be measured so again
            self.setWordWrapMode(breaks)
        write(self.document(), text, dress)
        self.setWordWrapMode(breaks)
        cursor = self.textCursor()
        cursor.setPosition(position_of(self.document(), offset))
        self.setTextCursor(cursor)
        self._loading = False
        self.size_changed.emit()

    def text(self, start: int = 0, end: int | None = None) -> Text:
        """Return the text, or what stands between two positions."""
        return read(self.document(), start, end)

    def content_height(self, width: int) -> int:
        """Return how high the text is in a width."""
        document = self.document()
        if document.textWidth() != width:
            document.setTextWidth(width)
        return int(document.size().height() + 0.999)

    def baseline(self) -> float:
        """Return how far below the top the first line stands."""
        line = self.document().begin().layout().lineAt(0)
        return line.y() + line.ascent() if line.isValid() else 0.0

    # ---- the caret

    def offset(self) -> int:
        """Return where the caret is, counted in characters."""
        return offset_of(self.document(), self.textCursor().position())

    def offsets(self) -> tuple[int, int]:
        """Return where the selection begins and where the caret is."""
        cursor = self.textCursor()
        return offset_of(self.document(), cursor.anchor()), offset_of(self.document(), cursor.position())

    def select(self, anchor: int, position: int) -> None:
        """Put the caret somewhere, with what lies between selected; -1 is the end."""
        cursor, end = self.textCursor(), self.document().characterCount() - 1
        cursor.setPosition(end if anchor < 0 else position_of(self.document(), anchor))
        if anchor != position:
            cursor.setPosition(end if position < 0 else position_of(self.document(), position), _KEEP)
        self.setTextCursor(cursor)

    def mark(self, anchor: int, position: int) -> None:
        """Show what is selected here of something larger, without a word to anybody; -1 is the end."""
        was_loading, self._loading = self._loading, True
        self.select(anchor, position)
        self._loading = was_loading

    def mark_nothing(self) -> None:
        """Select nothing, without a word to anybody; the caret stays."""
        if self.textCursor().hasSelection():
            self.mark(self.offset(), self.offset())

    def end(self) -> int:
        """Return the offset of the end."""
        return offset_of(self.document(), self.document().characterCount() - 1)

    def offset_at(self, place: QPoint) -> int:
        """Return the offset nearest to a place on the screen."""
        inside = self.viewport().mapFromGlobal(place)
        inside.setY(max(1, min(inside.y(), self.height() - 2)))
        return offset_of(self.document(), self.cursorForPosition(inside).position())

    def caret_rect(self, offset: int) -> QRect:
        """Return where the caret would stand at an offset."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position_of(self.document(), offset))
        return self.cursorRect(cursor)

    def is_on_words(self, place: QPoint) -> bool:
        """Return whether a place on the screen is on a letter, not beside the words."""
        inside = QPointF(self.viewport().mapFromGlobal(place))
        return self.document().documentLayout().hitTest(inside, Qt.HitTestAccuracy.ExactHit) >= 0

    def is_all_selected(self) -> bool:
        """Return whether every word is selected."""
        cursor = self.textCursor()
        return cursor.selectionEnd() - cursor.selectionStart() >= self.document().characterCount() - 1

    def is_at_start(self) -> bool:
        """Return whether the caret stands before everything and nothing is selected."""
        return self.textCursor().position() == 0 and not self.textCursor().hasSelection()

    def is_at_end(self) -> bool:
        """Return whether the caret stands behind everything and nothing is selected."""
        cursor = self.textCursor()
        return cursor.atEnd() and not cursor.hasSelection()

    # ---- formats and chips

    def toggle(self, name: str) -> None:
        """Make what is selected, else the word around the caret, else what is typed next, bold or italic.

        What all of it is already it is no longer then.
        """
        cursor = self.textCursor()
        if not cursor.hasSelection() and self._is_in_word(cursor.position()):
            place = cursor.position()
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            now = formats(cursor)
            set_format(cursor, self._dress, **{name: not (now and all(getattr(one, name) for one in now))})
            cursor.setPosition(place)
            self.setTextCursor(cursor)
            return
        if cursor.hasSelection():
            now = formats(cursor)
            set_format(cursor, self._dress, **{name: not (now and all(getattr(one, name) for one in now))})
            self.setTextCursor(cursor)
        else:
            self.setCurrentCharFormat(char_format(toggled(self.currentCharFormat(), name), self._dress))

    def _is_in_word(self, position: int) -> bool:
        """Return whether there are letters on both sides of a position."""
        around = position - 1, position
        return position > 0 and all(self.document().characterAt(one).isalnum() for one in around)

    def insert_sign(self, sign: str) -> None:
        """Insert a sign that no key writes, as if it had been typed."""
        self.is_typing = True
        self._settle_format()
        self.insertPlainText(sign)
        self.is_typing = False

    def insert_chip(self, item: Chip) -> None:
        """Insert a citation, note or field at the caret."""
        cursor = self.textCursor()
        cursor.insertText("\ufffc", chip_format(item, self._dress))
        cursor.setCharFormat(QTextCharFormat())
        self.setTextCursor(cursor)

    def chip_at(self, position: int) -> Chip | None:
        """Return the chip that is the character after a position."""
        return chip_of(format_after(self.document(), position))

    def replace_chip(self, position: int, item: Chip | None) -> None:
        """Put another chip in the place of the one after a position, or none."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + 1, _KEEP)
        if item is None:
            cursor.removeSelectedText()
        else:
            cursor.insertText("\ufffc", chip_format(item, self._dress))
        self.setTextCursor(cursor)

    def relabel_chips(self) -> None:
        """Measure the chips anew, for what they say has changed."""
        self._loading = True
        self.document().markContentsDirty(0, self.document().characterCount())
        self._loading = False

    def _settle_format(self) -> None:
        """Let what is typed next be neither a chip nor part of a link that ends here.

        What is selected goes first: a current format would be given to all of it.
        """
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.removeSelectedText()
            self.setTextCursor(cursor)
        form = next_format(cursor, self.currentCharFormat())
        if form is not None:
            self.setCurrentCharFormat(char_format(form, self._dress))

    # ---- what happens

    def _contents_changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _caret_moved(self) -> None:
        if not self._loading:
            self.caret_moved.emit()

    def _size_changed(self) -> None:
        if not self._loading:
            self.size_changed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Leave undo, redo and the like to the window while the keyboard is here: Qt would swallow them."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_of_the_window(event)
        ):
            event.ignore()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a command first, then type; `is_typing` tells that from a caret that only moves."""
        if self._keys(self, event):
            event.accept()
            return
        if name := format_command(event):
            self.toggle(name)
        elif not has_letters(event):
            self.is_typing = event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
            super().keyPressEvent(event)  # a command of Qt
        else:
            self.is_typing = True
            self._type(event)
        self.is_typing = False

    def _type(self, event: QKeyEvent) -> None:
        words = clean(event.text())
        if words == event.text():
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._settle_format()
            super().keyPressEvent(event)
        elif words:
            self._settle_format()
            self.insertPlainText(words)
        if not is_chord(event):
            self.typed.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose letters; what is committed belongs to no chip and no link that ends here."""
        if self.guide and (event.commitString() or event.preeditString()):
            other = self.guide.composed(self, event)
            if other is not None:
                other.inputMethodEvent(event)
                return
        self.is_typing = True
        if event.commitString():
            self._settle_format()
        super().inputMethodEvent(event)
        if event.commitString() and not event.preeditString():
            self.typed.emit()
        self.is_typing = False

    def commit_composition(self) -> None:
        """End what an input method is composing, before something else happens to the text."""
        QGuiApplication.inputMethod().commit()

    # ---- clipboard

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected as our notation and as plain words."""
        if self.guide is not None and (given := self.guide.mime()) is not None:
            return given
        cursor = self.textCursor()
        return mime_of_text(self.text(cursor.selectionStart(), cursor.selectionEnd()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there are words in it; files are for the window, blocks for the canvas."""
        if self.guide is not None and source.hasFormat(BLOCKS) and not source.hasFormat(TEXT):
            return False
        return has_text(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert our own words with their chips, or plain words."""
        if self.guide is not None and self.guide.inserted(source):
            return
        cursor = self.textCursor()
        insert(cursor, text_in(source), self._dress)
        self.setTextCursor(cursor)

    # ---- mouse and focus

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of a text field without an undo that is not ours."""
        self._bring_caret(event)
        given = self.guide.menu() if self.guide is not None else None
        menu = given or self.createStandardContextMenu(event.pos())
        for action in menu.actions():
            if action.objectName() in {"edit-undo", "edit-redo"}:
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _bring_caret(self, event: QContextMenuEvent) -> None:
        """Put the caret where the menu is asked for, unless that is within what is selected."""
        if event.reason() is not QContextMenuEvent.Reason.Mouse or self.guide is None:
            return
        cursor, there = self.textCursor(), self.cursorForPosition(event.pos())
        is_within = cursor.selectionStart() <= there.position() <= cursor.selectionEnd()
        if not (cursor.hasSelection() and is_within):
            self.setTextCursor(there)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret there, unless the press concerns more than this field."""
        if self.guide is None or not self.guide.moused(self, event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word, or open a chip; a third click selects the paragraph."""
        at = self.document().documentLayout().hitTest(event.position(), Qt.HitTestAccuracy.ExactHit)
        if at >= 0 and self.chip_at(at) is not None:
            self.chip_opened.emit(at)
            return
        super().mouseDoubleClickEvent(event)
        if self.guide is not None:
            self.guide.moused(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, here or over several fields."""
        is_left = event.buttons() & Qt.MouseButton.LeftButton
        if self.guide is None or not is_left or not self.guide.moused(self, event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a chip by a click."""
        super().mouseReleaseEvent(event)
        if self.guide is not None and self.guide.moused(self, event):
            return
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            at = self.document().documentLayout().hitTest(event.position(), Qt.HitTestAccuracy.ExactHit)
            if at >= 0 and self.chip_at(at) is not None:
                self.chip_chosen.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the canvas scroll."""
        event.ignore()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Never scroll within: the field is as high as its words."""
        self.verticalScrollBar().setValue(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this is where one writes now."""
        self.installEventFilter(self)
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that one has left."""
        self.removeEventFilter(self)
        super().focusOutEvent(event)
        self.left.emit()


def _breaks(text: Text) -> QTextOption.WrapMode:
    """Return where lines may end: between words, and anywhere in a text with a word that has no end."""
    sizes = (len(item.text) for item in text.inlines if isinstance(item, Run))
    if sum(sizes) > _LONGEST_WORD and max(map(len, text.plain.split()), default=0) > _LONGEST_WORD:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
