"""The blocks of a document as a tree for Qt. A change moves, adds and removes rows; none is made anew.

It must never change the document.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from composer.app.fields import plain_words
from composer.blocks.kind import Schema, kind_of, schema_of, texts_of
from composer.i18n import _, ngettext
from composer.model.document import Block, BlockId, walk
from composer.model.text import MergeField
from composer.ui.literal import literal_tip

Index = QModelIndex | QPersistentModelIndex
Key = TypeVar("Key", bound=str)

BLOCK = Qt.ItemDataRole.UserRole
MARK = Qt.ItemDataRole.UserRole + 1
FINDINGS = Qt.ItemDataRole.UserRole + 2
HAS_WORDS = Qt.ItemDataRole.UserRole + 3
LINKED = Qt.ItemDataRole.UserRole + 4

_LONGEST_TITLE = 120
_LONGEST_TIP = 400
# A hit within so many signs is seen in the title; of others some signs before it are shown.
_NEAR, _BEFORE = 24, 8
_NOWHERE = QModelIndex()
# Made once: Qt asks for them for every row.
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


class _Node:
    """One row: its block, the rows below it, and the tuple of blocks they were made from."""

    __slots__ = ("block", "children", "key", "made_from", "parent", "searched")

    def __init__(self, key: int, block: Block, parent: "_Node | None") -> None:
        self.key = key
        self.block = block
        self.parent = parent
        self.children: list[_Node] = []
        self.made_from: tuple[Block, ...] | None = None
        self.searched: tuple[Block, str] | None = None

    def subtree(self) -> "Iterator[_Node]":
        yield self
        for child in self.children:
            yield from child.subtree()


class OutlineModel(QAbstractItemModel):
    """One column; a row is found by the id of its block, and keeps its index while the block lives."""

    def __init__(
        self, blocks: tuple[Block, ...], marks: Mapping[str, str], parent: QObject | None = None
    ) -> None:
        """Show blocks; `marks` are the signs that the template gives kinds, by their names."""
        super().__init__(parent)
        self._marks = dict(marks)
        self._numbers: Mapping[BlockId, str] = {}
        self._findings: Mapping[BlockId, int] = {}
        self._linked: Mapping[BlockId, str] = {}
        self._fields: Mapping[str, str] = {}
        self._made = 0
        self._nodes: dict[int, _Node] = {}
        self._by_id: dict[BlockId, _Node] = {}
        self._root = _Node(0, Block(), None)
        self._fill(self._root, blocks)

    # ---- what Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the place of a row below another."""
        node = self._node(parent)
        if column == 0 and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row].key)
        return QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # Qt has two of the name
        """Return the row that holds a row."""
        return self._place(self._node(index).parent) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many blocks a block holds."""
        return len(self._node(parent).children)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Return 1."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row: choosing and dragging it."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows, and what a screen reader says of it."""
        if not index.isValid():
            return None
        block = self._node(index).block
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.title(block)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(block)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(block)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return ", ".join(self._told(block))
        return self._own(block, role)

    def _own(self, block: Block, role: int) -> object:
        match role:
            case _ if role == BLOCK:
                return block
            case _ if role == MARK:
                return self._mark(block)
            case _ if role == FINDINGS:
                return self._findings.get(block.id, 0)
            case _ if role == LINKED:
                return self._linked.get(block.id, "")
            case _ if role == HAS_WORDS:
                return not any(
                    schema.required and not getattr(block, name) for name, schema in _declared(block)
                )
        return None

    # ---- what the window tells

    def block(self, index: Index) -> Block | None:
        """Return the block of a row."""
        return self._node(index).block if index.isValid() else None

    def index_of(self, identity: BlockId) -> QModelIndex:
        """Return the row of a block, an invalid index when there is none."""
        return self._place(self._by_id.get(identity))

    def holds(self, index: Index, sought: str) -> bool:
        """Return whether a text of a row's block holds folded words."""
        node = self._node(index)
        if node.searched is None or node.searched[0] is not node.block:
            node.searched = node.block, folded(self._all_words(node.block))
        return sought in node.searched[1]

    def excerpt(self, index: Index, sought: str) -> str:
        """Return the words of a row from a few before folded words; its title where they are not."""
        words = " ".join(self._all_words(self._node(index).block).split())
        at = _original(words, folded(words).find(sought)) if sought else -1
        if at < _NEAR:
            return self.title(self._node(index).block)
        start = words.rfind(" ", 0, max(0, at - _BEFORE)) + 1
        return f"… {words[start : start + _LONGEST_TITLE]}"

    def become(self, blocks: tuple[Block, ...], marks: Mapping[str, str]) -> None:
        """Show other blocks; rows whose blocks are the same ones are not even looked at."""
        if dict(marks) != self._marks:
            self._marks = dict(marks)
            self._tell_all()
        if blocks is not self._root.made_from and not self._take_words(self._root, blocks):
            wanted = frozenset(block.id for block in walk(blocks))
            self._arrange(self._root, blocks, wanted)
            gone = [node for node in self._by_id.values() if node.block.id not in wanted]
            for node in gone:
                if node.parent is not None and node.key in self._nodes:
                    self._remove(node)

    def set_numbers(self, numbers: Mapping[BlockId, str]) -> None:
        """Show numbers, by block."""
        before, self._numbers = self._numbers, dict(numbers)
        self._tell(_different(before, self._numbers))

    def set_findings(self, findings: Mapping[BlockId, int]) -> None:
        """Show how many findings a block has."""
        before, self._findings = self._findings, dict(findings)
        self._tell(_different(before, self._findings))

    def set_linked(self, signs: Mapping[BlockId, str]) -> None:
        """Show how blocks stand to the libraries they came from, in words to be translated."""
        before, self._linked = self._linked, dict(signs)
        self._tell(_different(before, self._linked))

    def _told(self, block: Block) -> tuple[str, ...]:
        """Return what there is to tell of a block besides its words."""
        how = self._linked.get(block.id)
        of_library = _("Library: {how}").format(how=_(how)) if how else ""
        return tuple(filter(None, (_findings_in_words(self._findings.get(block.id, 0)), of_library)))

    def set_fields(self, words: Mapping[str, str]) -> None:
        """Show these words for the merge fields of the texts, by their names."""
        if words == self._fields:
            return
        changed = set(_different(self._fields, words))
        self._fields = dict(words)
        for node in tuple(self._by_id.values()):
            if changed & _fields_of(node.block):
                node.searched = None
                self._tell([node.block.id])

    def title(self, block: Block) -> str:
        """Return the first words of a block, or what its kind is called."""
        return title(block, self._fields)

    def retranslate(self) -> None:
        """Show words of the program in its language of now."""
        self._tell_all()

    # ---- rows

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _place(self, node: _Node | None) -> QModelIndex:
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.key)

    def _new(self, block: Block, parent: _Node) -> _Node:
        self._made += 1
        node = _Node(self._made, block, parent)
        self._nodes[node.key] = node
        self._by_id[block.id] = node
        return node

    def _fill(self, node: _Node, blocks: tuple[Block, ...]) -> None:
        node.made_from = blocks
        for block in blocks:
            child = self._new(block, node)
            node.children.append(child)
            self._fill(child, block.children)

    def _take_words(self, node: _Node, blocks: tuple[Block, ...]) -> bool:
        """Show blocks that stand as those before them; false, with some of them shown, where they do not."""
        if len(blocks) != len(node.children):
            return False
        for row, (child, block) in enumerate(zip(node.children, blocks, strict=True)):
            if child.block is block:
                continue
            if child.block.id != block.id or not self._take_words(child, block.children):
                return False
            child.block = block
            index = self.createIndex(row, 0, child.key)
            self.dataChanged.emit(index, index)
        node.made_from = blocks
        return True

    def _arrange(self, node: _Node, blocks: tuple[Block, ...], wanted: frozenset[BlockId]) -> None:
        """Make the first rows below a node those of blocks; what is left behind them goes later."""
        if node.made_from is blocks:
            return
        if [child.block.id for child in node.children] != [block.id for block in blocks]:
            self._reorder(node, blocks, wanted)
        for child, block in zip(tuple(node.children), blocks, strict=False):
            if child.block is not block:
                child.block = block
                self._tell([block.id])
            self._arrange(child, block.children, wanted)
        node.made_from = blocks

    def _reorder(self, node: _Node, blocks: tuple[Block, ...], wanted: frozenset[BlockId]) -> None:
        self._remove_unwanted(node, wanted)
        for row, block in enumerate(blocks):
            here = node.children[row : row + 2]
            if here and here[0].block.id == block.id:
                continue
            if len(here) == 2 and here[1].block.id == block.id:
                self._move(here[0], node, len(node.children))  # one row goes down, not all others up
            elif (known := self._by_id.get(block.id)) is not None:
                self._move(known, node, row)
            else:
                new = itertools.takewhile(lambda one: one.id not in self._by_id, blocks[row:])
                self._insert(tuple(new), node, row)

    def _remove_unwanted(self, node: _Node, wanted: frozenset[BlockId]) -> None:
        """Remove the rows below a node in which nothing is wanted, those beside each other at once."""
        last = len(node.children)
        for row in range(len(node.children) - 1, -2, -1):
            is_kept = row < 0 or any(one.block.id in wanted for one in node.children[row].subtree())
            if is_kept:
                if row + 1 < last:
                    self._remove_rows(node, row + 1, last)
                last = row

    def _insert(self, blocks: tuple[Block, ...], parent: _Node, row: int) -> None:
        self.beginInsertRows(self._place(parent), row, row + len(blocks) - 1)
        parent.children[row:row] = [self._new(block, parent) for block in blocks]
        self.endInsertRows()

    def _remove(self, node: _Node) -> None:
        parent = node.parent or self._root
        row = parent.children.index(node)
        self._remove_rows(parent, row, row + 1)

    def _remove_rows(self, parent: _Node, first: int, behind: int) -> None:
        """Remove the rows from one to before another; each at once would take time by the square of them."""
        self.beginRemoveRows(self._place(parent), first, behind - 1)
        removed = parent.children[first:behind]
        del parent.children[first:behind]
        for node in removed:
            for gone in node.subtree():
                del self._nodes[gone.key]
                del self._by_id[gone.block.id]
        self.endRemoveRows()

    def _move(self, node: _Node, parent: _Node, row: int) -> None:
        """Move a row before another; `row` is meant as the rows stand before."""
        old = node.parent or self._root
        old_row = old.children.index(node)
        self.beginMoveRows(self._place(old), old_row, old_row, self._place(parent), row)
        del old.children[old_row]
        parent.children.insert(row - (old is parent and old_row < row), node)
        node.parent = parent
        old.made_from = None
        self.endMoveRows()

    def _tell(self, identities: "list[BlockId]") -> None:
        for identity in identities:
            if (index := self.index_of(identity)).isValid():
                self.dataChanged.emit(index, index)

    def _tell_all(self) -> None:
        self._tell(list(self._by_id))

    # ---- words

    def _mark(self, block: Block) -> str:
        """Return what stands before the words: a sign of the template, else a number without its dot.

        What is numbered in its caption shows its kind: a figure 1 would look like one more heading 1.
        """
        if hasattr(block, "caption"):
            return ""
        return self._marks.get(kind_of(block).name) or self._numbers.get(block.id, "").rstrip(".")

    def _spoken(self, block: Block) -> str:
        kind = _(kind_of(block).label)
        number = self._numbers.get(block.id, "").rstrip(".")
        words = _words(block, self._fields)
        said = f"{kind} {number}".strip()
        return f"{said}: {words}" if words else said

    def _tip(self, block: Block) -> str:
        words = self._all_words(block) or _(kind_of(block).label)
        tip = words if len(words) <= _LONGEST_TIP else words[: _LONGEST_TIP - 1] + "…"
        found = "\n".join(self._told(block))
        return literal_tip(f"{tip}\n\n{found}" if found else tip)

    def _all_words(self, block: Block) -> str:
        return "\n".join(plain_words(text, self._fields) for _path, text in texts_of(block))


def folded(words: str) -> str:
    """Return words without case and accents, for comparing."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _declared(block: Block) -> tuple[tuple[str, Schema], ...]:
    record: type = type(block)
    return schema_of(record)


def _original(words: str, position: int) -> int:
    """Return where in words something stands that is at a position when they are folded; -1 for -1."""
    length = 0
    for at, sign in enumerate(words):
        if length >= position:
            return at if position >= 0 else -1
        length += len(folded(sign))
    return -1


def title(block: Block, fields: Mapping[str, str]) -> str:
    """Return the first words of a block, or what its kind is called; `fields` are words for merge fields."""
    return _words(block, fields) or _(kind_of(block).label)


def _words(block: Block, fields: Mapping[str, str]) -> str:
    for _path, text in texts_of(block):
        if words := " ".join(plain_words(text, fields)[:_LONGEST_TITLE].split()):
            return words
    return ""


def _fields_of(block: Block) -> set[str]:
    """Return the names of the merge fields in the texts of a block."""
    inlines = (item for _path, text in texts_of(block) for item in text.inlines)
    return {item.name for item in inlines if isinstance(item, MergeField)}


def _findings_in_words(count: int) -> str:
    return ngettext("{count} finding", "{count} findings", count).format(count=count) if count else ""


def _different(before: Mapping[Key, object], after: Mapping[Key, object]) -> list[Key]:
    return [key for key in {**before, **after} if before.get(key) != after.get(key)]
