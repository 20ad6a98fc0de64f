"""Enter and Backspace: where blocks and items are parted and joined. Pure functions, as in `commands`."""

import re
from dataclasses import replace
from typing import Any

from composer.app.commands import (
    RUNNING_TEXT,
    Step,
    add_block,
    caret_at,
    container_schema,
    delete_blocks,
    has_values,
    is_empty,
    is_listed,
    main_path,
    named,
    natural_kind,
    new_block,
    next_kind,
    takes,
    text_length,
    text_paths,
)
from composer.app.grids import Grid, add_row, remove_row
from composer.app.history import Caret, translated
from composer.app.nesting import unnest
from composer.blocks import KINDS, Kind, kind_of
from composer.blocks.kind import images_of
from composer.i18n import N_
from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import (
    Place,
    find,
    get_field,
    insert_blocks,
    place_of,
    remove_blocks,
    set_field,
    with_new_ids,
)
from composer.model.inline import text_of
from composer.model.text import Text

_IN_GRID = re.compile(r"(?P<grid>[^.]+)\.(?P<row>\d+)\.(?P<column>\d+)")
_IN_RECORD = re.compile(r"(?P<list>.+)\.(?P<index>\d+)\.(?P<name>[^.\d]+)")


def split(document: Document, where: Where, head: Text, tail: Text) -> Step | None:
    """Begin the next block or item at the caret: `head` stands before it, `tail` after it."""
    block = find(document, where.block)
    if block is None:
        return None
    if match := _IN_GRID.fullmatch(where.field):
        return _next_row(document, block, match)
    return _split_text(document, block, where, head, tail)


def _split_text(document: Document, block: Block, where: Where, head: Text, tail: Text) -> Step | None:
    if _begun_by_enter(document, block) and where.field == main_path(block):
        return _leave_list(document, block)
    later = _later_path(block, where.field) or ("" if tail else _first_cell(block))
    if later:
        return _go_on(set_field(document, block.id, where.field, head), block, later, tail)
    if match := _IN_RECORD.fullmatch(where.field):
        return _split_item(document, block, match, head, tail)
    if is_empty(block) and is_listed(kind_of(block)):
        return _leave_list(document, block)
    if head and tail and is_listed(kind_of(block)) and where.field != main_path(block):
        return _new_paragraph(document, block, where.field, head, tail)
    return _split_block(document, block, where.field, head, tail)


def join(document: Document, where: Where) -> Step | None:
    """Join a text to the one before it, or take away the empty block or item that it is."""
    block = find(document, where.block)
    if block is None:
        return None
    if match := _IN_GRID.fullmatch(where.field):
        return _remove_row(document, block, match)
    return _join_text(document, block, where)


def join_behind(document: Document, where: Where, behind: Where) -> Step | None:
    """Join the text that comes next to the end of one, as Delete does there; the caret stays where it is.

    An empty block goes instead, and so does a block without words that comes next.
    """
    block, other = find(document, where.block), find(document, behind.block)
    if block is None or other is None:
        return None
    caret = _end(document, where) if where.field else Caret(where.block)
    if where.block != behind.block and is_empty(block):
        step = delete_blocks(document, [block.id])
        return step and replace(step, caret=Caret(behind.block, behind.field))
    if not behind.field:
        step = delete_blocks(document, [other.id])
        return step and replace(step, caret=caret)
    step = join(document, behind)
    if step and step.caret.block not in {where.block, behind.block}:  # it became running text: once more
        freed = Where(BlockId(step.caret.block), step.caret.field)
        step = join(step.document, freed) if not is_empty(other) else step
    return step and replace(step, caret=caret)


def _join_text(document: Document, block: Block, where: Where) -> Step | None:
    match = _IN_RECORD.fullmatch(where.field)
    if match and (freed := _free_first_item(document, block, match)):
        return freed
    if is_empty(block) and not (match and len(get_field(block, match["list"])) > 1):
        return delete_blocks(document, [block.id])
    before = _text_before(document, where)
    if before is None:
        return None
    text: Text = get_field(block, where.field)
    if match:
        return _join_item(document, block, match, text, before)
    if block.children or len(list(text_paths(block))) > 1 or _would_lose(block, text):
        return None
    joined = remove_blocks(_joined(document, before, text), [block.id])
    return Step(translated(N_("Join texts")), joined, _end(document, before))


def _would_lose(block: Block, text: Text) -> bool:
    """Return whether more than a trifle goes with a block when its text goes elsewhere: a picture, a name."""
    return any(images_of(block)) or (not text and has_values(block))


# ---- blocks


def _split_block(document: Document, block: Block, path: str, head: Text, tail: Text) -> Step | None:
    cut = set_field(document, block.id, path, head)
    place = place_of(document, block.id)
    if place is None:
        return None
    kind = next_kind(document, block.id)
    if not is_listed(kind_of(block)) and container_schema(block):
        first = kind_of(block.children[0]) if block.children else natural_kind(document, block.id)
        return _begin(cut, first or kind, tail, Place(block.id, 0))
    after = Place(place.parent, place.index + 1)
    if tail and block.children and kind is kind_of(block):
        return _hand_over(cut, block, tail, after)
    if head and not tail and (waiting := _waiting(document, kind, after)):
        kept = document if get_field(block, path) == head else cut  # the same: nothing to undo
        return Step(named(N_("Edit {kind}"), block), kept, caret_at(waiting, main_path(waiting)))
    return _begin(cut, kind, tail, after)


def _waiting(document: Document, kind: Kind, place: Place) -> Block | None:
    """Return the empty running text that waits at a place, as a template puts it behind a salutation."""
    parent = find(document, place.parent) if place.parent else None
    blocks = parent.children if parent else document.blocks
    block = blocks[place.index] if place.index < len(blocks) else None
    return block if block and kind is kind_of(block) and not is_listed(kind) and is_empty(block) else None


def _begin(document: Document, kind: Kind, text: Text, place: Place) -> Step | None:
    block = new_block(document, kind, text)
    if not takes(document, place.parent, block):
        return add_block(document, kind.name, place.parent)
    made = insert_blocks(document, (block,), place)
    first = block.children[0] if block.children and not main_path(block) else block
    return Step(named(N_("New {kind}"), block), made, caret_at(first, main_path(first)))


def _new_paragraph(document: Document, block: Block, path: str, head: Text, tail: Text) -> Step:
    """Part a text that is not what its block is called by: its words must not become the title of another."""
    words = text_of((*head.paragraphs, *tail.paragraphs))
    made = set_field(document, block.id, path, words)
    at = text_length(Text(words.paragraphs[: len(head.paragraphs)])) + 1
    return Step(named(N_("Edit {kind}"), block), made, Caret(block.id, path, at, at))


def _hand_over(document: Document, block: Block, tail: Text, place: Place) -> Step:
    """Give what the block holds to the new one, so that the words stay in front of it."""
    new = new_block(document, kind_of(block), tail)
    made = insert_blocks(document, (new,), place)
    made = set_field(set_field(made, new.id, "blocks", block.children), block.id, "blocks", ())
    return Step(named(N_("New {kind}"), new), made, caret_at(new, main_path(new)))


def _leave_list(document: Document, block: Block) -> Step | None:
    """Turn an empty block of a list into what follows the list: the next one around it, else running text."""
    place = place_of(document, block.id)
    if place is None:
        return None
    outer = find(document, place.parent) if place.parent else None
    if outer and is_listed(kind_of(outer)) and (around := place_of(document, outer.id)):
        return _instead(document, block, kind_of(outer), Place(around.parent, around.index + 1))
    kind = natural_kind(document, place.parent)
    if kind is not None and kind is not kind_of(block):
        return _instead(document, block, kind, place)
    around = place_of(document, outer.id) if outer else None
    if around is None:
        return None
    kind = natural_kind(document, around.parent)
    return _instead(document, block, kind, Place(around.parent, around.index + 1)) if kind else None


def _begun_by_enter(document: Document, block: Block) -> bool:
    """Return whether nothing was done yet to the next of a list; one that was chosen has a text to go to."""
    place = place_of(document, block.id)
    kind = kind_of(block)
    if not place or not place.index or not is_listed(kind) or block != replace(kind.block(), id=block.id):
        return False
    outer = find(document, place.parent) if place.parent else None
    before = (outer.children if outer else document.blocks)[place.index - 1]
    return kind_of(before) is kind


def _instead(document: Document, block: Block, kind: Kind, place: Place) -> Step | None:
    """Begin a block and take another away; the new one does not get the id of that."""
    step = _begin(document, kind, Text(), place)
    return replace(step, document=remove_blocks(step.document, [block.id])) if step else None


# ---- cells


def row_behind(document: Document, where: Where) -> Step | None:
    """Add a row behind the last cell of a table, as Tab does there; None anywhere else."""
    block = find(document, where.block)
    match = _IN_GRID.fullmatch(where.field) if block else None
    grid: Grid = get_field(block, match["grid"]) if block and match else ()
    if match is None or block is None or int(match["row"]) + 1 < len(grid):
        return None
    is_last = int(match["column"]) + 1 >= len(grid[-1])
    return _next_row(document, block, match) if is_last and any(grid[-1]) else None


def _next_row(document: Document, block: Block, match: re.Match[str]) -> Step | None:
    """Go to the cell below; under the last row comes a new one, under an empty one what follows the block."""
    path, row, column = match["grid"], int(match["row"]), int(match["column"])
    grid: Grid = get_field(block, path)
    if row + 1 < len(grid):
        column = min(column, max(len(grid[row + 1]) - 1, 0))
        return Step(translated(N_("Next row")), document, Caret(block.id, f"{path}.{row + 1}.{column}"))
    if any(grid[row]) or not row:
        longer = set_field(document, block.id, path, add_row(grid))
        return Step(translated(N_("New row")), longer, Caret(block.id, f"{path}.{row + 1}.0"))
    place = place_of(document, block.id)
    if place is None:
        return None
    left = set_field(document, block.id, path, remove_row(grid, row))
    return _begin(left, next_kind(document, block.id), Text(), Place(place.parent, place.index + 1))


def _remove_row(document: Document, block: Block, match: re.Match[str]) -> Step | None:
    """Take away an empty row from its first cell; the text of a cell is never joined to another."""
    path, row = match["grid"], int(match["row"])
    grid: Grid = get_field(block, path)
    if int(match["column"]) or any(grid[row]) or len(grid) < 2:
        return None
    left = set_field(document, block.id, path, remove_row(grid, row))
    before = _text_before(document, block.where(match[0]))
    caret = _end(left, before) if before else Caret(block.id, f"{path}.0.0")
    return Step(translated(N_("Remove a row")), left, caret)


# ---- fields and items


def _later_path(block: Block, path: str) -> str:
    """Return the next text of the same record, empty when this one is the last."""
    prefix = path.rpartition(".")[0]
    beside = [one.path for one in text_paths(block) if one.path.rpartition(".")[0] == prefix]
    later = beside[beside.index(path) + 1 :] if path in beside and not path[-1].isdigit() else []
    return later[0] if later else ""


def _first_cell(block: Block) -> str:
    """Return the cell that Enter goes to from the words above a table, empty when a block has none."""
    return next((one.path for one in text_paths(block) if _IN_GRID.fullmatch(one.path)), "")


def _go_on(document: Document, block: Block, path: str, tail: Text) -> Step:
    """Go on in a later text of the same record, with what stood after the caret at its start."""
    following: Text = get_field(block, path)
    words = text_of((*tail.paragraphs, *following.paragraphs)) if tail else following
    made = set_field(document, block.id, path, words)
    return Step(named(N_("Edit {kind}"), block), made, Caret(block.id, path))


def _split_item(
    document: Document, block: Block, match: re.Match[str], head: Text, tail: Text
) -> Step | None:
    path, index, name = match["list"], int(match["index"]), match["name"]
    items: tuple[Any, ...] = get_field(block, path)
    item = items[index]
    if not any(get_field(item, one.path) for one in text_paths(item)):
        if "." in path and not tail:  # out of the list within a list first
            return unnest(document, block.where(match[0]))
        return _leave_items(document, block, path, index)
    new = replace(type(item)(), **{name: tail})
    old = replace(item, **{name: head})
    inner = path.rpartition(".")[2]
    if tail and hasattr(item, inner):  # the items within go with the words in front of them
        new, old = replace(new, **{inner: getattr(item, inner)}), replace(old, **{inner: ()})
    made = set_field(document, block.id, path, (*items[:index], old, new, *items[index + 1 :]))
    return Step(translated(N_("New item")), made, Caret(block.id, f"{path}.{index + 1}.{name}"))


def _leave_items(document: Document, block: Block, path: str, index: int) -> Step | None:
    """Take away an empty item and go on after the block, in its place when it was all there was."""
    place = place_of(document, block.id)
    if place is None:
        return None
    items: tuple[Any, ...] = get_field(block, path)
    kind = next_kind(document, block.id)
    if is_empty(block):
        return _instead(document, block, kind, place)
    before, behind = items[:index], items[index + 1 :]
    kept = set_field(document, block.id, path, (*before, *behind))
    if not behind or not _is_only(block, path):
        return _begin(kept, kind, Text(), Place(place.parent, place.index + 1))
    if before:  # what follows becomes a list of its own
        (rest,) = with_new_ids(document, (block,))
        kept = insert_blocks(document, (rest,), Place(place.parent, place.index + 1))
        kept = set_field(set_field(kept, rest.id, path, behind), block.id, path, before)
    return _begin(kept, kind, Text(), Place(place.parent, place.index + bool(before)))


def _is_only(block: Block, path: str) -> bool:
    """Return whether a block has no texts but those of its items."""
    return all(one.path.startswith(f"{path}.") for one in text_paths(block))


def _free_first_item(document: Document, block: Block, match: re.Match[str]) -> Step | None:
    """Turn the first item of a list that is nothing else into running text in front of what is left of it."""
    path, place = match["list"], place_of(document, block.id)
    is_first = f"{path}.{match['index']}.{match['name']}" == main_path(block)
    if not is_first or place is None or not _is_only(block, path):
        return None
    first, *rest = get_field(block, path)
    inner = path.rpartition(".")[2]
    others = [one.path for one in text_paths(first) if "." not in one.path and one.path != match["name"]]
    if not hasattr(first, inner) or any(get_field(first, one) for one in others):
        return None
    freed = new_block(document, KINDS[RUNNING_TEXT], getattr(first, match["name"]))
    freed = replace(freed, language=block.language)
    if not takes(document, place.parent, freed):
        return None
    items = (*getattr(first, inner), *rest)
    made = insert_blocks(document, (freed,), Place(place.parent, place.index))
    made = set_field(made, block.id, path, items) if items else remove_blocks(made, [block.id])
    return Step(named(N_("Turn into {kind}"), freed), made, caret_at(freed, main_path(freed)))


def _join_item(
    document: Document, block: Block, match: re.Match[str], text: Text, before: Where
) -> Step | None:
    """Join an item to the text before it in the same block, if it has no other words."""
    path, index = match["list"], int(match["index"])
    items: tuple[Any, ...] = get_field(block, path)
    others = [one for one in text_paths(items[index]) if one.path != match["name"]]
    within_item = before.field.startswith(f"{path}.{index}.")
    if before.block != block.id or within_item or any(get_field(items[index], one.path) for one in others):
        return None
    joined = _joined(document, before, text)
    left: tuple[Any, ...] = get_field(find(joined, block.id), path)
    made = set_field(joined, block.id, path, (*left[:index], *left[index + 1 :]))
    return Step(translated(N_("Join texts")), made, _end(document, before))


def _text_before(document: Document, where: Where) -> Where | None:
    """Return the text before one, as one reads; empty ones that are not always shown are passed over."""
    last: Where | None = None
    for block in document.walk():
        main = main_path(block)
        for one in text_paths(block):
            here = Where(block.id, one.path)
            if here == where:
                return last
            if get_field(block, one.path) or one.path == main or ("." in one.path and one.main):
                last = here
    return None


def _joined(document: Document, before: Where, text: Text) -> Document:
    first: Text = get_field(find(document, before.block), before.field)
    if not text.paragraphs:
        return document
    if not first.paragraphs:
        return set_field(document, before.block, before.field, text)
    middle = (*first.paragraphs[-1], *text.paragraphs[0])
    words = text_of((*first.paragraphs[:-1], middle, *text.paragraphs[1:]))
    return set_field(document, before.block, before.field, words)


def _end(document: Document, where: Where) -> Caret:
    offset = text_length(get_field(find(document, where.block), where.field))
    return Caret(where.block, where.field, offset, offset)
