"""Cells that come and go, by command and by key."""

from composer.app.commands import add_block, new_block, text_paths
from composer.app.grids import BEGINNING, add_column, add_row, columns_in, remove_column, remove_row
from composer.app.history import Caret
from composer.app.joints import join, row_behind, split
from composer.blocks import KINDS
from composer.model.document import BlockId, Where
from composer.model.inline import parse_text
from composer.model.text import Text
from tests.builders import letter, paragraph, table

NOTHING = Text()


def grid(*rows: str):
    return tuple(tuple(parse_text("" if sign == "." else sign) for sign in row) for row in rows)


def test_rows_come_and_go_at_the_end_and_one_stays():
    assert add_row(grid("ab", "c")) == grid("ab", "c", "..")
    assert add_row(()) == grid(".")
    assert remove_row(grid("ab", "cd")) == grid("ab")
    assert remove_row(grid("ab", "cd", "ef"), 1) == grid("ab", "ef")
    assert remove_row(grid("ab")) == grid("ab")
    assert remove_row(()) == ()


def test_columns_come_and_go_at_the_right_and_one_stays():
    assert add_column(grid("ab", "c")) == grid("ab.", "c..")
    assert add_column(()) == grid(".")
    assert remove_column(grid("ab", "c")) == grid("a", "c")
    assert remove_column(grid("a", "b")) == grid("a", "b")
    assert columns_in(grid("a", "bcd")) == 3
    assert columns_in(()) == 0


def test_a_new_table_has_cells_to_write_in():
    block = new_block(letter(), KINDS["table"])
    assert block.rows == BEGINNING
    assert [one.path for one in text_paths(block)] == ["caption"] + [
        f"rows.{r}.{c}" for r in range(3) for c in (0, 1)
    ]
    step = add_block(letter(), "table")
    assert (step.caret.block, step.caret.field) == ("b1", "caption")


def entered(document, field):
    """Enter in a cell: the document after it, and where the caret goes."""
    step = split(document, Where(BlockId("1"), field), NOTHING, NOTHING)
    return step.document, step.caret.field


def test_enter_goes_to_the_cell_below_and_changes_nothing():
    document = letter(table(("a", "b"), ("c",)))
    after, field = entered(document, "rows.0.1")
    assert after is document
    assert field == "rows.1.0"


def test_enter_behind_a_caption_goes_to_the_first_cell():
    document = letter(table(("a", "b"), caption="t"))
    step = split(document, Where(BlockId("1"), "caption"), parse_text("t"), Text())
    assert step.document == document
    assert step.caret == Caret("1", "rows.0.0")


def test_enter_in_the_last_row_makes_another_and_in_an_empty_one_leaves_the_table():
    document, field = entered(letter(table(("a", "b"), ("c", "d")), paragraph("e")), "rows.1.1")
    assert field == "rows.2.0"
    assert document.blocks[0].rows[2] == (NOTHING, NOTHING)
    step = split(document, Where(BlockId("1"), field), NOTHING, NOTHING)
    assert len(step.document.blocks[0].rows) == 2
    assert [type(block).__name__ for block in step.document.blocks] == ["Table", "Paragraph", "Paragraph"]
    assert step.caret.block == step.document.blocks[1].id


def test_backspace_takes_away_an_empty_row_from_its_first_cell_only():
    document = letter(table(("a", "b"), ("", ""), ("c", "d")))
    assert join(document, Where(BlockId("1"), "rows.1.1")) is None
    step = join(document, Where(BlockId("1"), "rows.1.0"))
    assert step.document.blocks[0].rows == grid("ab", "cd")
    assert step.caret.field == "rows.0.1"


def test_backspace_never_joins_cells_nor_takes_away_the_last_row():
    assert join(letter(table(("a", "b"))), Where(BlockId("1"), "rows.0.1")) is None
    assert join(letter(table(("a", "b"))), Where(BlockId("1"), "rows.0.0")) is None
    assert join(letter(table(("", ""))), Where(BlockId("1"), "rows.0.0")) is None


def test_backspace_in_the_first_row_of_empty_ones_keeps_the_caret_in_the_table():
    step = join(letter(table(("", ""), ("a", "b"))), Where(BlockId("1"), "rows.0.0"))
    assert step.document.blocks[0].rows == grid("ab")
    assert step.caret.block == "1"


def test_a_row_comes_behind_the_last_cell_and_nowhere_else():
    document = letter(table(("a", "b"), ("c", "d")), paragraph("e"))
    there = [Where(BlockId("1"), f"rows.{place}") for place in ("0.1", "1.0", "1.1")]
    made = [row_behind(document, where) for where in (*there, Where(BlockId("2"), "text"))]
    assert [step and len(step.document.blocks[0].rows) for step in made] == [None, None, 3, None]
    step = made[2]
    assert step is not None
    assert row_behind(step.document, Where(BlockId("1"), "rows.2.1")) is None  # it is empty
    assert row_behind(document, Where(BlockId("x"), "text")) is None
