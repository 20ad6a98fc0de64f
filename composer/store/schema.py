"""Between YAML and blocks, both ways, by what `blocks.kind` says of the fields of every kind.

It must never name a kind: a new one is read and written without a line here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from composer.blocks import KINDS, kind_of
from composer.blocks.kind import Kind, Schema, Sort, schema_of
from composer.i18n import _
from composer.model.document import Block, BlockId, Origin, Where
from composer.model.inline import parse_text
from composer.model.text import Text
from composer.model.unparse import unparse_text
from composer.store.values import Sheet, is_null, named, shown, taken
from composer.store.yaml import Mapping, Node, Scalar, Sequence
from composer.store.yaml_text import Plain

OF_EVERY_BLOCK = ("kind", "id", "origin", "language")
OF_ORIGIN = ("block", "revision", "follow")

_ID = re.compile(r"[\w.-]+")
_LONGEST_ID = 100

Places = dict[Where, tuple[int, int]]


# ---- reading


class _Spot(NamedTuple):
    """What is being read: a block or a record in it, what it is called, and its path within the block."""

    block: BlockId
    record: type
    thing: str
    path: str = ""


class BlockReader:
    """Reads the blocks of one document; `places` gets line and column of each and of its fields."""

    def __init__(self, sheet: Sheet, places: Places) -> None:
        """Begins with no ids taken."""
        self._sheet = sheet
        self._places = places
        self._lines: dict[str, int] = {}
        self._fresh: Iterator[str] = iter(())
        self._take: dict[Sort, Callable[[Schema, Node, _Spot], object]] = {
            "text": self._text,
            "texts": self._texts,
            "grid": self._grid,
            "words": self._words,
            "strings": self._strings,
            "image": self._words,
            "choice": self._choice,
            "integer": self._integer,
            "flag": self._flag,
            "record": self._record,
            "records": self._records,
            "blocks": self._blocks,
        }

    def read(self, node: Node) -> tuple[Block, ...]:
        """Returns the blocks; those without an id get b1, b2 … in reading order, past ids that are taken."""
        given = frozenset(_given_ids(node))
        self._fresh = (name for name in (f"b{number}" for number in count(1)) if name not in given)
        blocks = tuple(self._block(item) for item in self._sheet.items(node))
        self._take.clear()  # it holds this reader, a circle, and with it every place in the file
        return blocks

    def _block(self, node: Node, allowed: tuple[str, ...] = (), container: str = "") -> Block:
        values = self._sheet.table(node, _("write 'kind: paragraph' and 'text: …', each on a line"))
        kind = self._kind(node, values)
        if allowed and kind.name not in allowed:
            reason = _("{block} cannot stand in {container}").format(
                block=named(kind.name), container=container
            )
            hint = _("allowed here: {names}").format(names=", ".join(allowed))
            raise self._sheet.refuse(values["kind"], reason, hint)
        record: type = kind.block
        self._sheet.fields(node, named(kind.name), names_of(record))
        spot = _Spot(self._id(values), record, named(kind.name))
        self._places[Where(spot.block)] = node.line, node.column
        make: Callable[..., Block] = kind.block
        return make(
            id=spot.block,
            origin=taken(values, "origin", self._origin, None),
            language=taken(values, "language", self._sheet.language, ""),
            **self._fields(values, spot),
        )

    def _kind(self, node: Node, values: dict[str, Node]) -> Kind:
        if "kind" not in values:
            hint = _("add 'kind: …', one of {names}").format(names=", ".join(KINDS))
            raise self._sheet.refuse(node, _("a block without a kind"), hint)
        return KINDS[self._sheet.choice(values["kind"], KINDS, _("kind of block"))]

    def _id(self, values: dict[str, Node]) -> BlockId:
        node = values.get("id")
        if node is None or not (name := self._sheet.words(node)):
            return BlockId(next(self._fresh))
        if len(name) > _LONGEST_ID or not _ID.fullmatch(name):
            hint = _("use letters, digits, - and _, at most 100")
            raise self._sheet.refuse(node, _("'{id}' cannot be an id").format(id=shown(name)), hint)
        if name in self._lines:
            hint = _("the first is on line {line}; delete this id").format(line=self._lines[name])
            raise self._sheet.refuse(node, _("a second block with the id '{id}'").format(id=name), hint)
        self._lines[name] = node.line
        return BlockId(name)

    def _origin(self, node: Node) -> Origin:
        values = self._sheet.fields(node, _("an origin"), OF_ORIGIN)
        return Origin(
            block=taken(values, "block", self._sheet.words, ""),
            revision=taken(values, "revision", self._sheet.words, ""),
            follow=taken(values, "follow", self._sheet.flag, False),
        )

    def _fields(self, values: dict[str, Node], spot: _Spot) -> dict[str, object]:
        """Returns the declared fields that have a value; the others keep their default."""
        found: dict[str, object] = {}
        for name, schema in schema_of(spot.record):
            if name in values:
                node = values[name]
                path = f"{spot.path}{name}"
                self._places[Where(spot.block, path)] = node.line, node.column
                if not is_null(node):
                    found[name] = self._take[schema.sort](schema, node, spot._replace(path=path))
        return found

    def _text(self, _schema: Schema, node: Node, _spot: _Spot) -> Text:
        return parse_text(self._sheet.literal(node))

    def _texts(self, schema: Schema, node: Node, spot: _Spot) -> tuple[Text, ...]:
        if isinstance(node, Scalar):
            return (self._text(schema, node, spot),)
        return tuple(self._text(schema, item, spot) for item in self._noted(node, spot))

    def _grid(self, schema: Schema, node: Node, spot: _Spot) -> tuple[tuple[Text, ...], ...]:
        rows = enumerate(self._noted(node, spot))
        return tuple(self._row(schema, row, spot._replace(path=f"{spot.path}.{i}")) for i, row in rows)

    def _row(self, schema: Schema, node: Node, spot: _Spot) -> tuple[Text, ...]:
        if isinstance(node, Scalar) and not is_null(node):
            hint = _("write the cells of a row as [one, two], or each on a line with a dash")
            raise self._sheet.unexpected(node, _("a row of cells"), hint)
        return tuple(self._text(schema, cell, spot) for cell in self._noted(node, spot))

    def _words(self, _schema: Schema, node: Node, _spot: _Spot) -> str:
        return self._sheet.words(node)

    def _strings(self, _schema: Schema, node: Node, spot: _Spot) -> tuple[str, ...]:
        if isinstance(node, Scalar):
            return self._sheet.lines(node)
        return tuple(self._sheet.words(item) for item in self._noted(node, spot))

    def _choice(self, schema: Schema, node: Node, spot: _Spot) -> str:
        return self._sheet.choice(node, schema.choices, spot.path.rpartition(".")[2])

    def _integer(self, schema: Schema, node: Node, _spot: _Spot) -> int:
        return self._sheet.integer(node, schema.minimum, schema.maximum)

    def _flag(self, _schema: Schema, node: Node, _spot: _Spot) -> bool:
        return self._sheet.flag(node)

    def _record(self, schema: Schema, node: Node, spot: _Spot) -> object:
        record = schema.record or spot.record
        thing = spot.thing if record is spot.record else _within(spot)
        inner = _Spot(spot.block, record, thing, f"{spot.path}.")
        if schema.shorthand and isinstance(node, Scalar):
            return record(**self._fields({schema.shorthand: node}, inner))
        values = self._sheet.fields(node, thing, names_of(record))
        return record(**self._fields(values, inner))

    def _records(self, schema: Schema, node: Node, spot: _Spot) -> tuple[object, ...]:
        here = enumerate(self._noted(node, spot))
        return tuple(self._record(schema, item, spot._replace(path=f"{spot.path}.{i}")) for i, item in here)

    def _blocks(self, schema: Schema, node: Node, spot: _Spot) -> tuple[Block, ...]:
        return tuple(self._block(item, schema.kinds, spot.thing) for item in self._sheet.items(node))

    def _noted(self, node: Node, spot: _Spot) -> tuple[Node, ...]:
        """Returns the values of a list, after noting where each stands."""
        items = self._sheet.items(node)
        for i, item in enumerate(items):
            self._places[Where(spot.block, f"{spot.path}.{i}")] = item.line, item.column
        return items


def _within(spot: _Spot) -> str:
    """Returns what the records in a field are called: `'items' of a list`."""
    field = next(part for part in reversed(spot.path.split(".")) if not part.isdigit())
    return _("'{field}' of {thing}").format(field=field, thing=spot.thing)


def _given_ids(node: Node) -> Iterator[str]:
    for item in node.items if isinstance(node, Sequence) else ():
        for key, value in item.entries if isinstance(item, Mapping) else ():
            if key.value == "id" and isinstance(value, Scalar):
                yield str(value.value)
            elif key.value == "blocks":
                yield from _given_ids(value)


@lru_cache(maxsize=64)
def names_of(record: type) -> tuple[str, ...]:
    """Returns the names that a record may have in a file: its fields, and those that every block has."""
    own = tuple(name for name, _schema in schema_of(record))
    return (*own, *OF_EVERY_BLOCK) if issubclass(record, Block) else own


# ---- writing


def block_tree(block: Block, *, children: bool = True) -> dict[str, Plain]:
    """Returns a block as it is written: who it is first, then its fields, without those at their default.

    `children` tells whether the blocks within it are written too.
    """
    tree: dict[str, Plain] = {"kind": kind_of(block).name}
    if block.id:
        tree["id"] = block.id
    if block.origin is not None:
        tree["origin"] = _origin_tree(block.origin)
    if block.language:
        tree["language"] = block.language
    return tree | _record_tree(block, children=children)


def _origin_tree(origin: Origin) -> dict[str, Plain]:
    tree: dict[str, Plain] = {"block": origin.block}
    if origin.revision:
        tree["revision"] = origin.revision
    if origin.follow:
        tree["follow"] = True
    return tree


def _record_tree(record: object, *, children: bool = True) -> dict[str, Plain]:
    tree: dict[str, Plain] = {}
    declaring: type = type(record)
    defaults = _defaults(declaring)
    for name, schema in schema_of(declaring):
        value = getattr(record, name)
        if value != defaults[name] and (children or schema.sort != "blocks"):
            tree[name] = _GIVE[schema.sort](schema, value)
    return tree


def _item_tree(schema: Schema, item: object) -> Plain:
    tree = _record_tree(item)
    if not schema.shorthand or not tree.keys() <= {schema.shorthand}:
        return tree
    declaring: type = type(item)
    of_item = dict(schema_of(declaring))[schema.shorthand]
    return _GIVE[of_item.sort](of_item, getattr(item, schema.shorthand))


@lru_cache(maxsize=64)
def _defaults(record: type) -> dict[str, object]:
    return {item.name: item.default for item in fields(record)}


def _itself(_schema: Schema, value: Plain) -> Plain:
    return value


_GIVE: dict[Sort, Callable[..., Plain]] = {
    "text": lambda _schema, text: unparse_text(text),
    "texts": lambda _schema, texts: [unparse_text(text) for text in texts],
    "grid": lambda _schema, rows: [[unparse_text(cell) for cell in row] for row in rows],
    "words": _itself,
    "image": _itself,
    "strings": lambda _schema, strings: list(strings),
    "choice": _itself,
    "integer": _itself,
    "flag": _itself,
    "record": lambda _schema, record: _record_tree(record),
    "records": lambda schema, records: [_item_tree(schema, item) for item in records],
    "blocks": lambda _schema, blocks: [block_tree(block) for block in blocks],
}
