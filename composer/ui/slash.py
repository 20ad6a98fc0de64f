"""The palette that opens when one types "/" in an empty block: which block shall stand here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from composer.app import commands
from composer.app.history import translated
from composer.app.offering import kinds_offered
from composer.app.turning import turn_into
from composer.i18n import N_, _, ngettext
from composer.model.edits import find, get_field, set_field
from composer.model.text import Run, Text
from composer.ui import theme
from composer.ui.card import Card
from composer.ui.choosing import Choice, ChoiceList, Supplier, fitting
from composer.ui.text_edit import FieldEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from composer.ui.canvas import Canvas
    from composer.ui.rows import Row

SIGN = "/"
WIDTH = 300
_PAGE = 5
# So many milliseconds Enter waits for choices that are being looked for.
_PATIENCE = 3000


class Slash(QObject):
    """Follows a canvas; `suppliers` may give more than the kinds of blocks, which come first.

    One of `awaited` that is true has more to give soon: while nothing else can be chosen, Enter waits for it.
    The keyboard stays in the text: what stands behind the "/" filters, arrows and Enter choose, Esc leaves
    what was typed. What is chosen acts on a document without the "/", which undo does not bring back.
    """

    def __init__(self, canvas: Canvas) -> None:
        """Begin closed."""
        super().__init__(canvas)
        self._canvas = canvas
        self._row: Row | None = None
        self.suppliers: list[Supplier] = []
        self.awaited: list[Callable[[], bool]] = []
        self._held = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._held.timeout.connect(self._let_go)
        canvas.column.typed.connect(self._typed)
        canvas.column.field_edited.connect(self._edited)
        canvas.column.row_focused.connect(self._focused)
        canvas.verticalScrollBar().valueChanged.connect(lambda _value: self._place())

    @cached_property
    def card(self) -> Card:
        """Return what lies over the text; made when it is first needed."""
        return Card(self._canvas.viewport())

    @cached_property
    def list(self) -> ChoiceList:
        """Return the list on the card."""
        made = ChoiceList(self.card)
        made.chosen.connect(self._choose)
        theme.ground(made, "surface")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 5, 1, 5)
        column.addWidget(made)
        return made

    @property
    def is_open(self) -> bool:
        """Return whether there is something to choose from."""
        return self._row is not None and self.card.isVisible()

    # ---- what fields say

    def _typed(self, row: Row) -> None:
        if row is not self._row and _words(row.text) == SIGN and self._may_turn(row):
            self._row = row
            if isinstance(row.widget, FieldEdit):
                row.widget.installEventFilter(self)
                row.widget.left.connect(self._left)
            self._show(announce=True)

    def _may_turn(self, row: Row) -> bool:
        """Return whether a block holds nothing but the sign, in its main text or one beside that."""
        here = row.line.where.field
        paths = [one.path for one in commands.text_paths(row.block)]
        bare = not any(get_field(row.block, path) for path in paths if path != here)
        is_own = here == commands.main_path(row.block) or "." not in here
        return bare and is_own and not row.block.children and not commands.has_values(row.block)

    def _edited(self, row: Row) -> None:
        if row is self._row:
            self._held.stop()
            if _words(row.text)[:1] == SIGN:
                self._show()
            else:
                self.close()

    def _focused(self, row: Row) -> None:
        if row is not self._row:
            self.close()

    def _left(self) -> None:
        QTimer.singleShot(0, self, self._close_when_left)  # a click on the list goes past the keyboard

    def _close_when_left(self) -> None:
        if self._row is not None and (self._row.widget is None or not self._row.widget.hasFocus()):
            self.close()

    # ---- showing

    def choices(self, typed: str) -> tuple[Choice, ...]:
        """Return what can be chosen for what was typed behind the sign."""
        row = self._row
        if row is None:
            return ()
        document, block = self._canvas.session.document, row.line.where.block
        kinds = [
            Choice(
                _(kind.label),
                lambda name=kind.name: self._canvas.do(  # type: ignore[misc]  # mypy knows no defaults here
                    turn_into(self._canvas.session.document, block, name)
                ),
                icon=kind.icon,
                words=f"{kind.name} {kind.label}",
            )
            for kind in kinds_offered(document, self._canvas.session.world.template, block)
        ]
        more = (choice for supplier in self.suppliers for choice in supplier(typed))
        return (*fitting(typed, kinds), *more)

    def _show(self, *, announce: bool = False) -> None:
        row = self._row
        if row is None:
            return
        found = self.choices(_words(row.text)[1:])
        self.list.setAccessibleName(_("Kinds of blocks"))
        self.list.show_choices(found)
        self.card.setVisible(bool(found))
        if found:
            self._place()
            self.card.raise_()
            if announce:
                count = len(found)
                words = ngettext("{count} choice", "{count} choices", count).format(count=count)
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))
            self.list.say_current()

    def refresh(self) -> None:
        """Ask the suppliers again for what is typed; who went to a row stays there, Enter takes the first."""
        at = self.list.currentRow() if self.is_open else -1
        self._show()
        if 0 < at < self.list.count():
            self.list.setCurrentRow(at)
        if self._held.isActive():
            if self.is_open:
                self._held.stop()
                self._choose(self.list.current())
            elif not any(one() for one in self.awaited):
                self._let_go()

    def _let_go(self) -> None:
        """Let an Enter that waited be one of the text: there is nothing to choose."""
        self._held.stop()
        row = self._row
        self.close()
        if row is not None and row.widget is not None:
            enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QCoreApplication.sendEvent(row.widget, enter)

    def _place(self) -> None:
        """Put the card under the caret, or above it where there is more room."""
        if not self.is_open:
            return
        edit = self._row.widget if self._row else None
        if not isinstance(edit, FieldEdit):
            return
        port = self._canvas.viewport()
        self.card.setFixedSize(min(theme.px(WIDTH), port.width() - 8), self.list.wanted_height() + 10)
        caret = edit.cursorRect()
        below = edit.mapTo(self._canvas.column, caret.bottomLeft())
        below = self._canvas.column.mapTo(port, below) + QPoint(0, theme.px(4))
        y = below.y()
        if y + self.card.height() > port.height():
            y = max(0, y - self.card.height() - caret.height() - theme.px(8))
        self.card.move(max(4, min(below.x(), port.width() - self.card.width() - 4)), y)

    def close(self) -> None:
        """Close; what was typed stays."""
        row, self._row = self._row, None
        self._held.stop()
        if row is None:
            return
        self.card.hide()
        if isinstance(row.widget, FieldEdit):
            row.widget.removeEventFilter(self)
            row.widget.left.disconnect(self._left)

    # ---- choosing

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose, while there is something to choose from."""
        is_key = event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        if not is_key or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        key, keys = event.key(), Qt.Key
        if not self.is_open:
            return key in {keys.Key_Return, keys.Key_Enter} and self._hold(event)
        steps = {keys.Key_Up: -1, keys.Key_Down: 1, keys.Key_PageUp: -_PAGE, keys.Key_PageDown: _PAGE}
        choosing = {keys.Key_Return, keys.Key_Enter, keys.Key_Tab}
        if key not in {*steps, *choosing, keys.Key_Escape}:
            return False
        if event.type() is QEvent.Type.KeyPress:
            if key in steps:
                self.list.step(steps[keys(key)])
            elif key == keys.Key_Escape:
                self.close()
            else:
                self._choose(self.list.current())
        event.accept()
        return True

    def _hold(self, event: QKeyEvent) -> bool:
        """Let Enter wait for what is being looked for; return whether anything is."""
        if self._row is None or not any(one() for one in self.awaited):
            return False
        if event.type() is QEvent.Type.KeyPress:
            self._held.start()
        event.accept()
        return True

    def _choose(self, choice: Choice | None) -> None:
        row = self._row
        if choice is None or row is None:
            return
        self.close()
        self._clear(row)
        choice.act()

    def _clear(self, row: Row) -> None:
        """Take away what was typed, as if it never had been."""
        session, where = self._canvas.session, row.line.where
        last = session.history.done[-1] if session.history.done else None
        before = find(last.before, where.block) if last else None
        if last and last.merge == f"{where.block}.{where.field}" and before and commands.is_empty(before):
            session.undo()
        else:
            label = translated(N_("Delete {kind}"), kind=SIGN)
            session.apply(label, lambda document: set_field(document, where.block, where.field, Text()))


def _words(text: Text) -> str:
    """Return the words of a text of one paragraph without chips; nothing for any other."""
    inlines = text.paragraphs[0] if len(text.paragraphs) == 1 else ()
    return inlines[0].text if len(inlines) == 1 and isinstance(inlines[0], Run) else ""
