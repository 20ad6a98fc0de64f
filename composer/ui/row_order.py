"""The order of rows: which is above or below one, which are of its block, which is at a height."""

import bisect
from collections.abc import Sequence

from composer.ui.rows import Row, cell_at, line_of


def texts_in(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are no controls."""
    return [row for row in rows if not row.line.is_panel]


def of_block(rows: Sequence[Row], row: Row) -> Sequence[Row]:
    """Return the rows of the block of a row: they stand together."""
    index, block = rows.index(row), row.line.where.block
    first = last = index
    while first > 0 and rows[first - 1].line.where.block == block:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].line.where.block == block:
        last += 1
    return rows[first : last + 1]


def beside(rows: Sequence[Row], row: Row, by: int) -> Row | None:
    """Return the row above (-1) or below (+1), controls left out."""
    index = rows.index(row) + by
    while 0 <= index < len(rows):
        if not rows[index].line.is_panel:
            return rows[index]
        index += by
    return None


def above_or_below(rows: Sequence[Row], row: Row, x: int, *, forward: bool) -> Row | None:
    """Return what one comes to from a row by going up or down at `x`: of cells the one that is there."""
    by = 1 if forward else -1
    line, other = line_of(row), beside(rows, row, by)
    while other is not None and line and line_of(other) == line:
        other = beside(rows, other, by)
    return cell_at(of_block(rows, other), other, x) if other else None


def row_near(rows: Sequence[Row], y: int, x: int) -> Row | None:
    """Return the row at a height, with what is seen over its text, or the one above it, else the first."""
    texts = texts_in(rows)
    index = bisect.bisect_right(texts, y, key=lambda row: row.top - row.head) - 1
    found = texts[max(0, index)] if texts else None
    return cell_at(of_block(rows, found), found, x) if found else None
