"""Putting blocks into the cells of a table: a table fills them from the caret on."""

from composer.app.commands import Step, text_length, text_paths
from composer.app.grids import Grid, laid
from composer.app.history import Caret, Label
from composer.app.stretch import Spot
from composer.blocks.kind import schema_of
from composer.model.document import Block, Document
from composer.model.edits import find, get_field, set_field


def into_cells(document: Document, spot: Spot, blocks: tuple[Block, ...], label: Label) -> Step | None:
    """Lay the cells of a block over those of a table, from the caret on; the table grows as they ask.

    None when there is no block with nothing but cells: its other words would be lost.
    """
    cells = _cells_of(blocks[0]) if len(blocks) == 1 else ()
    block = find(document, spot.where.block)
    if not cells or block is None:
        return None
    path, row, column = spot.where.field.rsplit(".", 2)
    grid = laid(get_field(block, path), cells, int(row), int(column))
    low, right = int(row) + len(cells) - 1, int(column) + len(cells[-1]) - 1
    end = text_length(grid[low][right])
    made = set_field(document, block.id, path, grid)
    return Step(label, made, Caret(block.id, f"{path}.{low}.{right}", end, end))


def _cells_of(block: Block) -> Grid:
    """Return the cells of a block that has no other words, no row of them without any."""
    declared: type = type(block)
    names = [name for name, schema in schema_of(declared) if schema.sort == "grid"]
    others = (one for one in text_paths(block) if one.schema.sort != "grid")
    if len(names) != 1 or block.children or any(get_field(block, one.path) for one in others):
        return ()
    grid: Grid = getattr(block, names[0])
    return tuple(row for row in grid if row)
