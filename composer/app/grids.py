"""Rows and columns of texts, such as the cells of a table: how they grow and shrink. Pure functions."""

from composer.model.text import Text

Grid = tuple[tuple[Text, ...], ...]

# What a new table begins with: a head and two rows.
BEGINNING: Grid = ((Text(), Text()),) * 3


def columns_in(grid: Grid) -> int:
    """Return how many columns there are: as many as the longest row has cells."""
    return max(map(len, grid), default=0)


def add_row(grid: Grid) -> Grid:
    """Add an empty row at the end."""
    return (*grid, (Text(),) * max(columns_in(grid), 1))


def remove_row(grid: Grid, index: int = -1) -> Grid:
    """Remove a row, the last one unless another is named; the only one stays."""
    index %= max(len(grid), 1)
    return grid if len(grid) < 2 else grid[:index] + grid[index + 1 :]


def add_column(grid: Grid) -> Grid:
    """Add an empty column at the right; rows that are too short get all their cells."""
    count = columns_in(grid)
    return tuple((*_filled(row, count), Text()) for row in grid) or ((Text(),),)


def remove_column(grid: Grid) -> Grid:
    """Remove the column at the right; the only one stays."""
    count = columns_in(grid)
    return grid if count < 2 else tuple(_filled(row, count)[:-1] for row in grid)


def laid(grid: Grid, cells: Grid, row: int, column: int) -> Grid:
    """Lay cells over others, the first of them at a place; rows and columns are added as that takes."""
    count = max(columns_in(grid), *(column + len(line) for line in cells))
    rows = [list(_filled(line, count)) for line in grid]
    rows += [[Text()] * count for _ in range(row + len(cells) - len(rows))]
    for index, line in enumerate(cells):
        rows[row + index][column : column + len(line)] = line
    return tuple(map(tuple, rows))


def _filled(row: tuple[Text, ...], count: int) -> tuple[Text, ...]:
    return (*row, *(Text() for _ in range(count - len(row))))
