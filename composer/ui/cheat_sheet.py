"""Which keys do what: made from the table of commands, and what keys do while one writes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from composer.i18n import N_, _
from composer.ui import theme
from composer.ui.actions import COMMANDS, MENUS
from composer.ui.screens import fit_to_screen

SIZE = (660, 640)
_WRAP = Qt.TextFlag.TextWordWrap

# What no command does: keys that act on the text in which one writes.
WRITING: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Begin the next block or item"), ("Enter",)),
    (N_("Begin a new line in the same text"), ("Shift+Enter",)),
    (N_("Begin a new page, in running text"), ("Ctrl+Enter",)),
    (N_("A space at which no line ends"), ("Ctrl+Shift+Space",)),
    (N_("At the start of a text: join it to the one before"), ("Backspace",)),
    (N_("In an empty block: choose what it shall be"), ("/",)),
    (N_("At the start of a paragraph, before a space: begin a list; 1. begins a numbered one"), ("-",)),
    (N_("In an item or a heading, else at the start of a text: one level deeper"), ("Tab",)),
    (N_("In an item or a heading, else at the start of a text: one level less deep"), ("Shift+Tab",)),
    (N_("Elsewhere: to the next or previous text of the same block, such as a cell"), ("Tab", "Shift+Tab")),
    (N_("Go to the start or the end of the document"), ("Ctrl+Home", "Ctrl+End")),
    (N_("Leave the text for the structure"), ("Esc",)),
    (N_("From the structure on to library, fields, people and sources"), ("Ctrl+Tab",)),
    (N_("Cite the source at which the list of sources stands"), ("Ctrl+Enter",)),
)


def sheet() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield groups by their title, each with what is done and by which keys, in the language of now."""
    yield _("While you write"), [(_(words), spelled(keys)) for words, keys in WRITING]
    commands = {command.name: command for command in COMMANDS}
    for title, names in MENUS:
        of_menu = (commands[name] for name in names if name in commands)
        with_keys = [(_bare(_(one.label)), spelled(one.keys)) for one in of_menu if one.keys]
        yield _bare(_(title)), with_keys


def spelled(keys: tuple[QKeySequence.StandardKey | str, ...]) -> str:
    """Return keys as this system writes them, each once."""
    made = (QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in keys)
    return ", ".join(dict.fromkeys(filter(None, made)))


class CheatSheet(QDialog):
    """A window that may stay open while one writes; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        """List all keys."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setWordWrap(True)
        self.list.setUniformRowHeights(False)
        self.list.header().sectionResized.connect(lambda *_sizes: self.list.scheduleDelayedItemsLayout())
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setItemDelegate(_Roomy(self.list))
        self.list.header().setStretchLastSection(False)
        theme.dress(self.list.verticalScrollBar())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.addWidget(self.list)
        self.retranslate()
        fit_to_screen(self, SIZE)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Keys"))
        self.list.setAccessibleName(_("Keys"))
        self.list.setHeaderLabels([_("What"), _("Keys")])
        self.list.clear()
        for title, rows in sheet():
            group = QTreeWidgetItem(self.list, [title])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFirstColumnSpanned(True)
            for words, keys in rows:
                item = QTreeWidgetItem(group, [words, keys])
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}: {keys}")
            group.setExpanded(True)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._share()
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)

    def _share(self) -> None:
        """Give the keys the room they need; where that is much, at least what no line can end in."""
        metrics = QFontMetrics(self.list.font())
        keys = [keys for _title, rows in sheet() for _words, keys in rows]
        whole, part = (
            max(metrics.horizontalAdvance(words) for words in some) + theme.px(20)
            for some in (keys, [one for several in keys for one in several.split(", ")])
        )
        self.list.header().resizeSection(1, max(part, min(whole, self.list.viewport().width() * 2 // 5)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Roomy(QStyledItemDelegate):
    """Gives every row the height of a target."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room of one cell."""
        view, metrics = option.widget, QFontMetrics(option.font)
        room = 10_000
        if isinstance(view, QTreeView) and not view.isFirstColumnSpanned(index.row(), index.parent()):
            room = view.header().sectionSize(index.column()) - theme.px(8)
        words = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAP, str(index.data() or ""))
        return QSize(words.width() + theme.px(16), max(theme.px(26), words.height() + theme.px(8)))


def _bare(label: str) -> str:
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
