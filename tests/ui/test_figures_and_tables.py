"""Figures and tables in the window: a picture is chosen, cells are written, rows come and go."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from composer.app.session import Session
from composer.compose.world import World
from composer.model.document import BlockId, Where
from composer.model.edits import get_field, set_field
from composer.store.pictures import read_picture
from composer.ui.canvas import Canvas
from composer.ui.image_button import ImageButton
from composer.ui.note_popover import NotePopover
from composer.ui.panel import ExtraFields
from composer.ui.text_edit import FieldEdit
from tests.builders import figure, letter, paragraph, source, table, template
from tests.pictures import jpeg, png
from tests.store.builders import written
from tests.ui.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def show(qtbot):
    def shown(*blocks, **changes) -> Canvas:
        canvas = Canvas(Session(letter(*blocks, **changes), World(template())))
        qtbot.addWidget(canvas)
        canvas.resize(700, 700)
        canvas.show()
        canvas.activateWindow()
        qtbot.waitUntil(canvas.isActiveWindow)
        qtbot.waitUntil(lambda: canvas.column.placing.is_done, timeout=10_000)
        return canvas

    return shown


def at(canvas: Canvas, block: str, path: str) -> FieldEdit:
    canvas.setFocus()
    canvas.go_to(Where(BlockId(block), path))
    edit = canvas.edit()
    assert edit is not None
    return edit


def panel(canvas: Canvas) -> ExtraFields:
    return next(row.widget for row in canvas.column.rows if row.line.is_panel)


def words(canvas: Canvas, path: str) -> str:
    return get_field(canvas.session.document.blocks[0], path).plain


def test_a_picture_is_chosen_and_undone_in_one_step(show, tmp_path, monkeypatch):
    canvas = show(figure(caption="a"))
    at(canvas, "1", "caption")
    button = panel(canvas).control("image")
    assert isinstance(button, ImageButton)
    chosen = written(tmp_path, jpeg(), "house.jpg")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(chosen), ""))
    before = button.text()
    button.click()
    block, (image,) = canvas.session.document.blocks[0], canvas.session.document.media
    assert block.image == image.name == image.content_name
    assert "JPG" in panel(canvas).control("image").text()
    canvas.session.undo()
    assert canvas.session.document.media == ()
    assert panel(canvas).control("image").text() == before


def test_nothing_is_chosen_when_nothing_is_asked_for(show, monkeypatch):
    canvas = show(figure("a.png", "b"))
    at(canvas, "1", "caption")
    assert panel(canvas).control("image").text() == "a.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    panel(canvas).control("image").click()
    assert canvas.session.document.blocks[0].image == "a.png"


def test_a_file_that_is_no_picture_is_refused_in_words(show, tmp_path, monkeypatch):
    canvas = show(figure(caption="a"))
    at(canvas, "1", "caption")
    told = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.informativeText()))
    panel(canvas).control("image").choose(written(tmp_path, b"GIF89a", "a.png"))
    assert "GIF" in told[0]
    assert canvas.session.document.media == ()


def test_the_fields_of_a_figure_are_written_under_it(show):
    canvas = show(figure(caption="a"))
    at(canvas, "1", "caption")
    for path in ("alt", "credit", "width"):
        line = panel(canvas).control(path)
        line.setFocus()
        type_text(line, "x")
    press(panel(canvas).control("decorative"), Key.Key_Space, text=" ")
    block = canvas.session.document.blocks[0]
    assert (block.alt, block.credit, block.width, block.decorative) == ("x", "x", "x", True)


def test_a_picture_has_a_line_that_says_what_it_shows(show):
    canvas = show(figure("a.png", alt="A house"), paragraph("b"), media=(read_picture(png(), "a.png"),))
    assert "A house" in canvas.column.rows[0].widget.accessibleDescription()


def test_a_figure_without_anything_can_be_written_in(show):
    canvas = show(figure())
    edit = at(canvas, "1", "caption")
    type_text(edit, "c")
    assert words(canvas, "caption") == "c"


def test_cells_are_written_in_and_say_their_place(show):
    canvas = show(table(("a", "b"), ("c", ""), caption="t"))
    edit = at(canvas, "1", "rows.1.1")
    assert edit.accessibleName().endswith("Row 2, column 2")
    type_text(edit, "d")
    assert words(canvas, "rows.1.1") == "d"
    press(edit, Key.Key_Return)
    edit = canvas.edit()
    assert canvas.column.current.line.where.field == "rows.2.0"
    type_text(edit, "e")
    assert words(canvas, "rows.2.0") == "e"
    canvas.session.undo()
    canvas.session.undo()
    assert len(canvas.session.document.blocks[0].rows) == 2


def cells(canvas):
    """The places of the cells of the only table: rows of rectangles."""
    canvas.column.placing.settle()
    found = {}
    for row in canvas.column.rows:
        _rows, _dot, place = row.line.where.field.partition("rows.")
        if place:
            line, _dot, column = place.partition(".")
            found[int(line), int(column)] = QRect(row.left, row.top, row.width, row.height)
    high, wide = (max(place[i] for place in found) + 1 for i in (0, 1))
    return [[found[line, column] for column in range(wide)] for line in range(high)]


def test_cells_stand_beside_and_below_each_other(show):
    canvas = show(paragraph("p"), table(("a", "b", "c"), ("d", "e", "f"), caption="t"), paragraph("q"))
    at(canvas, "2", "rows.0.1")
    for line in cells(canvas):
        assert len({cell.top() for cell in line}) == 1
        assert all(one.right() < two.left() for one, two in pairwise(line))
    for one, two in pairwise(cells(canvas)):
        assert [cell.left() for cell in one] == [cell.left() for cell in two]
        assert max(cell.bottom() for cell in one) < two[0].top()
    assert all(row.widget.geometry().topLeft() == QPoint(row.left, row.top) for row in canvas.column.rows)


def test_the_highest_cell_makes_room_for_its_row(show):
    canvas = show(table(("a", "b"), ("c", "d")), paragraph("q"))
    edit = at(canvas, "1", "rows.0.1")
    before, below = cells(canvas), canvas.column.rows[-1].top
    type_text(edit, "many words that do not fit on a single line of this narrow cell of a table ")
    after = cells(canvas)
    more = after[0][1].height() - before[0][1].height()
    assert more > 0
    assert after[0][0] == before[0][0]
    assert after[1][0].top() == before[1][0].top() + more
    assert canvas.column.rows[-1].top == below + more
    canvas.session.undo()
    assert cells(canvas) == before


def test_arrows_go_up_and_down_a_column_and_along_a_row(show):
    canvas = show(paragraph("above"), table(("a", "b"), ("c", "d"), caption="t"), paragraph("below " * 12))

    def go(*pressed):
        for key in pressed:
            press(canvas.edit(), key)
        return canvas.column.current.line.where

    at(canvas, "2", "rows.0.1")
    assert go(Key.Key_Down) == Where("2", "rows.1.1")
    assert go(Key.Key_Down) == Where("3", "text")
    print(
        "X",
        canvas.edit().cursorRect().x(),
        [(r.left, r.width) for r in canvas.column.rows],
        canvas.edit().textCursor().position(),
    )
    assert go(Key.Key_Up) == Where("2", "rows.1.1")
    assert go(Key.Key_Left, Key.Key_Left) == Where("2", "rows.1.0")
    assert go(Key.Key_Up, Key.Key_Up) == Where("2", "caption")
    assert go(Key.Key_Down) == Where("2", "rows.0.0")


def test_cells_stand_below_each_other_where_they_would_be_too_narrow(show):
    canvas = show(table(("a",) * 9, ("b",) * 9), paragraph("q"))
    canvas.resize(420, 700)
    canvas.column.placing.place()
    at(canvas, "1", "rows.0.0")
    for one, two in pairwise(cell for line in cells(canvas) for cell in line):
        assert one.left() == two.left()
        assert one.bottom() < two.top()
    press(canvas.edit(), Key.Key_Down)
    assert canvas.column.current.line.where.field == "rows.0.1"


def test_a_click_below_the_words_of_a_cell_goes_into_it(show):
    canvas = show(table(("a", "b"), ("c", "words " * 60)), paragraph("q"))
    at(canvas, "1", "rows.0.0")
    low, high = cells(canvas)[1]
    QTest.mouseClick(
        canvas.column, Qt.MouseButton.LeftButton, pos=QPoint(low.center().x(), high.bottom() - 4)
    )
    assert canvas.column.current.line.where.field == "rows.1.0"


def test_enter_goes_down_a_column_without_a_step_to_undo(show):
    canvas = show(table(("a", "b"), ("c", "d")))
    press(at(canvas, "1", "rows.0.1"), Key.Key_Return)
    assert canvas.column.current.line.where.field == "rows.1.1"
    assert not canvas.session.undo_label


def test_rows_and_columns_come_and_go_by_their_buttons(show):
    canvas = show(table(("a", "b"), ("c", "d")))
    at(canvas, "1", "rows.0.0")
    for key, shape in (
        ("rows", (3, 2)),
        ("rows.add-column", (3, 3)),
        ("rows.remove-row", (2, 3)),
        ("rows.remove-column", (2, 2)),
    ):
        button = panel(canvas).control(key)
        assert isinstance(button, QPushButton)
        assert button.accessibleName()
        button.click()
        rows = canvas.session.document.blocks[0].rows
        assert (len(rows), len(rows[0])) == shape
    fields = [row.line.where.field for row in canvas.column.rows if row.line.where.field.startswith("rows")]
    assert fields == ["rows.0.0", "rows.0.1", "rows.1.0", "rows.1.1"]


def test_a_column_is_set_to_a_side(show):
    canvas = show(table(("a", "b"), ("c", "d"), columns=("right",)))
    at(canvas, "1", "rows.0.0")
    column, align = panel(canvas).control("columns.number"), panel(canvas).control("columns")
    assert (column.currentText(), align.currentData()) == ("1", "right")
    column.setFocus()
    press(column, Key.Key_Down)
    assert align.currentData() == "left"
    align.setFocus()
    press(align, Key.Key_End)
    assert [one.align for one in canvas.session.document.blocks[0].columns] == ["right", "decimal"]
    assert align.currentData() == "decimal"
    canvas.session.undo()
    assert align.currentData() == "left"


def test_every_control_of_a_table_is_reached_by_the_keyboard(show):
    canvas = show(table(("a",)))
    at(canvas, "1", "rows.0.0")
    stops = panel(canvas).stops()
    assert len(stops) == len(set(stops)) == 7
    assert all(stop.accessibleName() for stop in stops)


def test_cells_are_aligned_as_their_column_is(show):
    canvas = show(table(("a", "b", "c"), ("d", "", "f"), columns=("left", "decimal", "center")))
    left, right, middle = (at(canvas, "1", f"rows.0.{i}") for i in range(3))
    assert left.cursorRect().x() <= 2
    assert right.cursorRect().x() > right.width() * 0.8
    assert middle.width() * 0.3 < middle.cursorRect().x() < middle.width() * 0.7
    empty = at(canvas, "1", "rows.1.1")
    type_text(empty, "1")
    assert empty.cursorRect().x() > empty.width() * 0.9
    columns = canvas.session.document.blocks[0].columns
    aligned = (columns[0], replace(columns[1], align="left"), columns[2])
    canvas.session.apply(lambda: "x", lambda document: set_field(document, "1", "columns", aligned))
    assert at(canvas, "1", "rows.1.1").cursorRect().x() < 20


def test_a_note_in_a_narrow_cell_has_a_card_as_wide_as_anywhere(show):
    canvas = show(table(("a", "b", "c", "d"), ("e", "f", "g", "h")))
    for path in ("rows.1.0", "rows.1.3"):
        edit = at(canvas, "1", path)
        canvas.insertions.insert_note()
        card = canvas.column.findChild(NotePopover)
        left, width = canvas.column.placing.sides()
        assert card.width() > 2 * edit.width()
        assert left <= card.x() < card.geometry().right() <= left + width
        canvas.insertions.settle()
        QApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete)


def test_a_citation_in_a_narrow_cell_leaves_its_number_in_sight(show):
    long = source("long", author="Institute for the Study of Homes and Towns", title="A")
    canvas = show(table(("a", "b", "c", "d"), ("1", "2", "3", "4"), columns=("right",) * 4), sources=(long,))
    edit = at(canvas, "1", "rows.1.3")
    edit.select(-1, -1)
    canvas.insertions.cite("long")
    assert edit.document().idealWidth() <= edit.viewport().width()
    assert edit.horizontalScrollBar().maximum() == 0


def test_the_column_that_is_set_to_a_side_is_the_one_with_the_caret(show):
    canvas = show(paragraph("p"), table(("a", "b", "c"), ("d", "e", "f"), columns=("left", "right")))
    at(canvas, "2", "rows.1.1")
    column, align = panel(canvas).control("columns.number"), panel(canvas).control("columns")
    assert (column.currentText(), align.currentData()) == ("2", "right")
    press(canvas.edit(), Key.Key_Tab, text="\t")
    assert (column.currentText(), align.currentData()) == ("3", "left")
    align.setFocus()
    press(align, Key.Key_End)
    assert [one.align for one in canvas.session.document.blocks[1].columns] == ["left", "right", "decimal"]
    assert column.currentText() == "3"
