"""One level deeper or less deep: blocks in their containers, items in their lists, headings by their level.

The order in which one reads never changes. Pure functions, as in `commands`.
"""

import re
from dataclasses import replace
from typing import Any

from composer.app.commands import Step, container_schema, main_path, named, takes
from composer.app.history import Caret
from composer.blocks.kind import Schema, schema_of
from composer.i18n import N_
from composer.model.document import Block, Document, Where
from composer.model.edits import (
    Place,
    children_of,
    find,
    get_field,
    move_block,
    place_of,
    remove_blocks,
    replace_block,
    set_field,
    with_children,
)

LEVEL = "level"
_IN_RECORDS = re.compile(r"(?P<list>.+)\.(?P<index>\d+)\.(?P<name>[^.\d]+)")


def nest(document: Document, where: Where) -> Step | None:
    """Put what a text belongs to one level deeper; None where it cannot be."""
    block = find(document, where.block)
    if block is None:
        return None
    if match := _IN_RECORDS.fullmatch(where.field):
        return _nest_item(document, block, match)
    if level := _level(block):
        return _at_level(document, block, where, level, getattr(block, LEVEL) + 1)
    return _nest_block(document, block, where) if _stands_for_all(block, where) else None


def unnest(document: Document, where: Where) -> Step | None:
    """Put what a text belongs to one level less deep; None where it cannot be."""
    block = find(document, where.block)
    if block is None:
        return None
    if match := _IN_RECORDS.fullmatch(where.field):
        return _unnest_item(document, block, match)
    if (level := _level(block)) and getattr(block, LEVEL) > level.minimum:
        return _at_level(document, block, where, level, getattr(block, LEVEL) - 1)
    return _unnest_block(document, block, where) if _stands_for_all(block, where) else None


def has_level(document: Document, where: Where) -> bool:
    """Return whether a text has a level of its own: an item of a list that holds lists, a heading."""
    block = find(document, where.block)
    if block is None:
        return False
    if match := _IN_RECORDS.fullmatch(where.field):
        items = get_field(block, match["list"])
        index = int(match["index"])
        return index < len(items) and bool(_list_within(items[index]))
    return _level(block) is not None and _stands_for_all(block, where)


def _stands_for_all(block: Block, where: Where) -> bool:
    """Return whether a text is the one that a block begins with; a cell of a table is not."""
    return where.field in {"", main_path(block)}


# ---- headings


def _level(block: Block) -> Schema | None:
    record: type = type(block)
    return next(
        (schema for name, schema in schema_of(record) if name == LEVEL and schema.sort == "integer"), None
    )


def _at_level(document: Document, block: Block, where: Where, schema: Schema, level: int) -> Step | None:
    if level > schema.maximum:
        return None
    made = set_field(document, block.id, LEVEL, level)
    return Step(named(N_("Change the level of {kind}"), block), made, _caret(where))


# ---- blocks


def _nest_block(document: Document, block: Block, where: Where) -> Step | None:
    place = place_of(document, block.id)
    if place is None or place.index == 0:
        return None
    before = children_of(document, place.parent)[place.index - 1]
    while container_schema(before) and not takes(document, before.id, block) and before.children:
        before = before.children[-1]  # the nearest one that may hold it
    if not takes(document, before.id, block):
        return None
    made = move_block(document, block.id, Place(before.id, len(before.children)))
    return Step(named(N_("Indent {kind}"), block), made, _caret(where))


def _unnest_block(document: Document, block: Block, where: Where) -> Step | None:
    place = place_of(document, block.id)
    outer = place_of(document, place.parent) if place and place.parent else None
    if place is None or outer is None:
        return None
    followers = children_of(document, place.parent)[place.index + 1 :]
    made = remove_blocks(document, [one.id for one in followers])
    if not takes(made, outer.parent, block):
        return None
    made = move_block(made, block.id, Place(outer.parent, outer.index + 1))
    for one in followers:  # what stood behind it in the container goes along, else it would come before it
        if not takes(made, block.id, one):
            return None
        whole = find(made, block.id)
        if whole is None:
            return None
        made = replace_block(made, with_children(whole, (*whole.children, one)))
    return Step(named(N_("Outdent {kind}"), block), made, _caret(where))


# ---- items


def _nest_item(document: Document, block: Block, match: re.Match[str]) -> Step | None:
    path, index = match["list"], int(match["index"])
    items = get_field(block, path)
    inner = _list_within(items[index]) if index < len(items) else ""
    if index == 0 or not inner:
        return None
    before = items[index - 1]
    held = getattr(before, inner)
    joined = replace(before, **{inner: (*held, items[index])})
    made = set_field(document, block.id, path, (*items[: index - 1], joined, *items[index + 1 :]))
    there = f"{path}.{index - 1}.{inner}.{len(held)}.{match['name']}"
    return Step(named(N_("Indent an item of {kind}"), block), made, Caret(block.id, there))


def _unnest_item(document: Document, block: Block, match: re.Match[str]) -> Step | None:
    """Put an item behind the one it is in; what follows it there becomes its own."""
    outer = _IN_RECORDS.fullmatch(match["list"])
    if outer is None:
        return None
    path, index, inner = outer["list"], int(outer["index"]), outer["name"]
    items = get_field(block, path)
    holder, at = items[index], int(match["index"])
    held = getattr(holder, inner)
    if type(held[at]) is not type(holder):
        return None
    item = replace(held[at], **{inner: (*getattr(held[at], inner), *held[at + 1 :])})
    shorter = replace(holder, **{inner: held[:at]})
    made = set_field(document, block.id, path, (*items[:index], shorter, item, *items[index + 1 :]))
    there = f"{path}.{index + 1}.{match['name']}"
    return Step(named(N_("Outdent an item of {kind}"), block), made, Caret(block.id, there))


def _list_within(item: Any) -> str:  # noqa: ANN401  a record of any kind
    """Return the field of an item that holds items like it, empty when there is none."""
    record: type = type(item)
    return next(
        (n for n, one in schema_of(record) if one.sort == "records" and one.record in {None, record}), ""
    )


def _caret(where: Where) -> Caret:
    return Caret(where.block, where.field)
