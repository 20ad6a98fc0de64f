"""What a person may do in the window, by chance: keys, menus, the mouse, the structure; and what must hold.

Every action goes through events or commands of the window, none through the session.
"""

import random
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from composer.app.commands import kinds_allowed, text_paths
from composer.model.document import Where
from composer.model.edits import find, get_field
from composer.model.text import Text
from composer.ui.row_widgets import BlockMark
from composer.ui.text_edit import FieldEdit
from tests.ui.keys import ime_commit, press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier

WORDS = ("de ", "woning", "– ", "➢ ", "“", "'s ", "zzp’er", "😀", "é", "[@", "**", "\u00a0", "/", "--", "1. ")
TRAVEL = (
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_PageUp,
    Key.Key_PageDown,
)
COMMANDS = (
    "undo",
    "undo",
    "redo",
    "bold",
    "italic",
    "duplicate",
    "delete-block",
    "move-up",
    "move-down",
    "move-down",
    "cut",
    "copy",
    "paste",
    "select-all",
    "next-pane",
    "findings",
)
# More blocks than this are not made, so that a sequence stays as long as a letter.
MOST = 60


class Person:
    """Somebody who does what chance says, in a window that is open; `done` tells what."""

    def __init__(self, window, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self._ways: tuple[tuple[int, Callable[[], str]], ...] = (
            (30, self._type),
            (4, self._compose),
            (12, self._travel),
            (6, self._select),
            (10, self._enter),
            (8, self._rub_out),
            (14, self._command),
            (5, self._add),
            (3, self._click),
            (3, self._outline),
            (2, self._go),
            (1, self._house),
            (2, self._tab),
        )

    @property
    def canvas(self):
        return self.window.canvas

    def act(self) -> None:
        """Does one thing, and whatever events follow from it."""
        weights, ways = zip(*self._ways, strict=True)
        way = self.chance.choices(ways, weights)[0]
        self.done.append(way())
        QApplication.processEvents()

    def _target(self) -> QWidget:
        """Returns what has the keyboard, the text when it is somewhere else."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, FieldEdit | BlockMark):
            self.canvas.setFocus()
            focus = QApplication.focusWidget()
        return focus or self.canvas

    def _type(self) -> str:
        words = self.chance.choice(WORDS)
        type_text(self._target(), words)
        return f"type {words!r}"

    def _compose(self) -> str:
        ime_commit(self._target(), "ë", preedit="¨")
        return "compose"

    def _travel(self) -> str:
        key = self.chance.choice(TRAVEL)
        modifiers = self.chance.choice((Mod.NoModifier, Mod.NoModifier, Mod.ControlModifier))
        press(self._target(), key, modifiers)
        return f"go {key.name}"

    def _select(self) -> str:
        key = self.chance.choice(TRAVEL)
        press(
            self._target(),
            key,
            self.chance.choice((Mod.ShiftModifier, Mod.ShiftModifier | Mod.ControlModifier)),
        )
        return f"select {key.name}"

    def _enter(self) -> str:
        if self._is_long():
            return "nothing"
        modifiers = self.chance.choice((Mod.NoModifier,) * 4 + (Mod.ShiftModifier, Mod.ControlModifier))
        press(self._target(), Key.Key_Return, modifiers, text="\r")
        return "enter"

    def _rub_out(self) -> str:
        key = self.chance.choice((Key.Key_Backspace, Key.Key_Backspace, Key.Key_Delete))
        press(self._target(), key, self.chance.choice((Mod.NoModifier, Mod.NoModifier, Mod.ControlModifier)))
        return key.name

    def _command(self) -> str:
        name = self.chance.choice(COMMANDS)
        if name in {"duplicate", "paste"} and self._is_long():
            return "nothing"
        self._target()
        action = self.window.actions_[name]
        if action.isEnabled():
            action.trigger()
        return name

    def _add(self) -> str:
        if self._is_long():
            return "nothing"
        self.window.menus.kinds.aboutToShow.emit()
        actions = self.window.menus.kinds.actions()
        kinds = kinds_allowed(self.window.session.document, self.canvas.current_block())
        assert len(actions) == len(kinds)
        if not actions:
            return "nothing"
        action = self.chance.choice(actions)
        action.trigger()
        return f"add {action.text()}"

    def _click(self) -> str:
        port = self.canvas.viewport()
        at = QPoint(self.chance.randrange(port.width()), self.chance.randrange(port.height()))
        below = port.childAt(at) or port
        QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=below.mapFrom(port, at))
        close_popups()
        return f"click {at.x()} {at.y()}"

    def _outline(self) -> str:
        tree = self.window.panes.outline.tree
        tree.setFocus()
        press(tree, self.chance.choice((Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End)))
        modifiers = self.chance.choice((Mod.NoModifier, Mod.AltModifier))
        press(tree, self.chance.choice((Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right)), modifiers)
        return "outline"

    def _go(self) -> str:
        blocks = list(self.window.session.document.walk())
        if not blocks:
            return "nothing"
        block = self.chance.choice(blocks)
        paths = [one.path for one in text_paths(block)]
        self.canvas.go_to(
            Where(block.id, self.chance.choice(paths) if paths else ""), self.chance.randrange(3)
        )
        return "go to"

    def _house(self) -> str:
        self.window.menus.house.aboutToShow.emit()
        actions = [
            one for one in self.window.menus.house.actions() if one.isEnabled() and not one.isSeparator()
        ]
        if actions:
            self.chance.choice(actions).trigger()
        return "house"

    def _tab(self) -> str:
        key = self.chance.choice((Key.Key_Tab, Key.Key_Backtab))
        press(self._target(), key, Mod.ShiftModifier if key is Key.Key_Backtab else Mod.NoModifier, text="\t")
        return key.name

    def _is_long(self) -> bool:
        return sum(1 for _ in self.window.session.document.walk()) > MOST


def close_popups() -> None:
    """Closes what opened beside the window, such as the editor of a note."""
    while popup := QApplication.activePopupWidget():
        popup.close()


def must_hold(window) -> None:
    """Compares the document with what text and structure show of it."""
    document, column = window.session.document, window.canvas.column
    rows = [row for row in column.rows if not row.line.is_panel]
    shown = list(dict.fromkeys(row.line.where.block for row in rows))
    blocks = list(document.walk())
    assert shown == [block.id for block in blocks if block.id in shown], "blocks in the text"
    assert all(block.children for block in blocks if block.id not in shown), "a block without a line"
    for row in rows:
        block, path = find(document, row.line.where.block), row.line.where.field
        # a container may be the one before what was typed within it
        assert row.block is block or (type(row.block) is type(block) and block.children), row.line.where
        if path:
            text: Text = get_field(block, path)
            assert row.text == text, row.line.where
            if isinstance(row.widget, FieldEdit):
                assert row.widget.text() == text, (row.line.where, row.widget.text(), text)
    tops = [row.top for row in column.rows]
    assert tops == sorted(tops) or not column.placing.is_done, "rows below each other"
    assert column.current is None or column.current in column.rows
    focus = QApplication.focusWidget()
    assert focus is None or focus.window().isVisible()
    model = window.panes.outline.model
    assert _listed(model) == [block.id for block in blocks], "blocks in the structure"
    made = [row.widget for row in column.rows if row.widget is not None]
    heard = [child for child in _children(column) if child in made]
    assert heard == made, "the order in which a screen reader meets the fields"


def _listed(model) -> list[str]:
    def below(parent):
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            yield model.block(index).id
            yield from below(index)

    return list(below(QModelIndex()))


def _children(widget: QWidget) -> list[object]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return [interface.child(number).object() for number in range(interface.childCount())]
