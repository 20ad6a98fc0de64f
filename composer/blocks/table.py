"""A table: rows of cells under a head that every page repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from composer.blocks.figure import caption_of
from composer.blocks.kind import (
    Kind,
    Voice,
    choice_field,
    flag_field,
    grid_field,
    integer_field,
    records_field,
    register,
    text_field,
)
from composer.i18n import N_
from composer.model.document import Block
from composer.model.finding import Finding, warning
from composer.model.flow import Flow, TableCell, TableColumn
from composer.model.flow import Table as FlowTable
from composer.model.style import rule
from composer.model.text import Text

ALIGNMENTS = {
    "left": N_("Left"),
    "right": N_("Right"),
    "center": N_("Centred"),
    "decimal": N_("By the decimal sign"),
}
WIDEST = 100

Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How a column is set; widths are parts of the sum of all of them, 0 is as its words ask for."""

    align: str = choice_field(N_("Alignment"), ALIGNMENTS)
    width: int = integer_field(N_("Width"), default=0, minimum=0, maximum=WIDEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Rows of texts; where a row is shorter than the longest one its last cells are empty."""

    caption: Text = text_field(N_("Caption"))
    header: bool = flag_field(N_("First row is the head"), default=True)
    columns: tuple[Column, ...] = records_field(N_("Columns"), Column, shorthand="align")
    rows: tuple[Row, ...] = grid_field(N_("Cells"), columns="columns")

    @property
    def numbered(self) -> bool:
        """Return whether it counts: what has no caption cannot be referred to."""
        return bool(self.caption)


def _flow(block: Table, voice: Voice) -> Iterator[Flow]:
    count = max(map(len, block.rows), default=0)
    caption = next(caption_of(block, block.caption, voice, voice.word(N_("Table")), "table-caption"), None)
    if not count:
        if caption:
            yield caption
        return
    columns = (TableColumn(column.align, column.width) for column in block.columns[:count])
    plain = (TableColumn() for _ in range(count - len(block.columns)))
    rows = tuple(_row(block, i, count, voice) for i in range(len(block.rows)))
    head = block.header and len(rows) > 1
    yield FlowTable(
        columns=(*columns, *plain),
        rows=rows[head:],
        head=rows[0] if head else (),
        caption=caption,
        at=block.where("rows"),
    )


def _row(block: Table, index: int, count: int, voice: Voice) -> tuple[TableCell, ...]:
    style = "table-head" if block.header and not index and len(block.rows) > 1 else "table-cell"
    cells = [
        voice.paras(text, block.where(f"rows.{index}.{i}"), style, language=block.language)
        for i, text in enumerate(block.rows[index])
    ]
    return (*cells, *(() for _ in range(count - len(cells))))


def _check(block: Table) -> Iterator[Finding]:
    if not any(cell for row in block.rows for cell in row):
        yield warning("empty-block", N_("This block is empty."), block.where("rows"))
    count = max(map(len, block.rows), default=0)
    for i, row in enumerate(block.rows):
        if len(row) < count:
            yield warning(
                "short-row",
                N_("Row {row} has {cells} cells, where others have {count}."),
                block.where(f"rows.{i}"),
                hint=N_("Write an empty cell where nothing is to be said."),
                row=i + 1,
                cells=len(row),
                count=count,
            )


register(
    Kind(
        name="table",
        block=Table,
        label=N_("Table"),
        icon="table",
        flow=_flow,
        counter="table",
        reference=N_("table {number}"),
        check=_check,
        styles=(
            rule("table", before=12.0, after=14.5, padding=3.0, padding_side=6.0, rule_between="rule"),
            rule("table-caption", "caption", before=12.0, after=5.0, keep_next=True),
            rule("table-cell", size=9.5, leading=12.5, align="left"),
            rule("table-head", "table-cell", bold=True, tint="tint", hyphenate=False),
        ),
    )
)
