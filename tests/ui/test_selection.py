"""Selecting over several fields, by keys and by the mouse, and what is done with it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.stretch import Spot, Stretch
from composer.blocks import kind_of
from composer.model.document import BlockId, Where
from composer.model.inline import parse_text
from composer.ui.text_edit import FieldEdit
from tests.builders import bullets, heading, page_break, paragraph, quotation, request, section
from tests.ui.keys import ime_commit, press, type_text
from tests.ui.test_editor import at, field, focus, made, show, text, words  # noqa: F401  fixtures

Key, Mod = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier


def spot(block, offset=0, path="text"):
    return Spot(Where(BlockId(block), path), offset)


def select(canvas, block, offset, *keys):
    """Puts the caret there and presses keys with Shift."""
    edit = at(canvas, block, offset=offset)
    assert isinstance(edit, FieldEdit)
    for key in keys:
        press(focus(), key, SHIFT)
    return canvas.selection.stretch()


def mouse(canvas, sort, place, button=Qt.MouseButton.LeftButton, modifiers=Mod.NoModifier, to=None):
    """Sends an event of the mouse at a place of the column to a widget, as a grab does."""
    column = canvas.column
    widget = to or column.childAt(place) or column
    held = Qt.MouseButton.NoButton if sort is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    what = Qt.MouseButton.NoButton if sort is QEvent.Type.MouseMove else button
    inside = QPointF(widget.mapFrom(column, place))
    event = QMouseEvent(sort, inside, QPointF(column.mapToGlobal(place)), what, held, modifiers)
    QApplication.sendEvent(widget, event)
    return widget


def place(canvas, block, offset, path="text"):
    """The middle of the left edge of a letter, in the column."""
    edit = field(canvas, block, path)
    cursor = edit.textCursor()
    cursor.setPosition(offset)
    return edit.viewport().mapTo(canvas.column, edit.cursorRect(cursor).center())


def drag(canvas, one, other):
    press_, move, release = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    )
    widget = mouse(canvas, press_, one)
    for part in (0.3, 0.7, 1.0):
        mouse(canvas, move, one + (other - one) * part, to=widget)
    mouse(canvas, release, other, to=widget)


THREE = ("een twee", "drie vier", "vijf zes")


@pytest.fixture
def canvas(show):  # noqa: F811
    return show(*map(paragraph, THREE))


def shown(canvas) -> list[str]:
    """What each field shows as selected."""
    return [
        row.widget.textCursor().selectedText() if isinstance(row.widget, FieldEdit) else "-"
        for row in canvas.column.rows
        if not row.line.is_panel
    ]


# ---- keys


def test_shift_and_an_arrow_select_over_the_edge_of_a_text(canvas):
    assert select(canvas, "1", 7, Key.Key_Right) is None
    assert select(canvas, "1", 7, Key.Key_Right, Key.Key_Right) == Stretch(spot("1", 7), spot("2", 0))
    press(focus(), Key.Key_Right, SHIFT)
    assert canvas.selection.stretch() == Stretch(spot("1", 7), spot("2", 1))
    assert shown(canvas) == ["e", "d", ""]
    for _time in range(2):
        press(focus(), Key.Key_Left, SHIFT)
    assert not canvas.selection.is_on
    assert shown(canvas) == ["e", "", ""]


def test_shift_and_down_select_to_the_same_place_below(canvas):
    stretch = select(canvas, "1", 0, Key.Key_Down, Key.Key_Down)
    assert stretch.first == spot("1", 0)
    assert stretch.last.where == spot("3").where
    assert stretch.last.offset == 0
    stretch = select(canvas, "3", 8, Key.Key_Up)
    assert stretch.last == spot("3", 8)
    assert stretch.first.where == spot("2").where


def test_control_shift_end_and_home_reach_the_edges_of_the_document(canvas):
    edit = at(canvas, "2", offset=4)
    press(edit, Key.Key_End, CONTROL | SHIFT)
    assert canvas.selection.stretch() == Stretch(spot("2", 4), spot("3", 8))
    press(focus(), Key.Key_Home, CONTROL | SHIFT)
    assert canvas.selection.stretch() == Stretch(spot("1", 0), spot("2", 4))


def test_select_all_takes_the_text_first_and_then_everything(canvas):
    edit = at(canvas, "2", offset=4)
    press(edit, Key.Key_A, CONTROL)
    assert shown(canvas) == ["", "drie vier", ""]
    press(edit, Key.Key_A, CONTROL)
    assert shown(canvas) == list(THREE)
    assert focus() is edit
    edit.selectAll()
    assert canvas.selection.stretch() == Stretch(spot("1", 0), spot("3", 8))


def test_an_arrow_goes_to_an_end_of_what_is_selected(canvas):
    select(canvas, "1", 4, *[Key.Key_Right] * 6)
    press(focus(), Key.Key_Left)
    assert (canvas.current_block(), canvas.offset()) == ("1", 4)
    assert shown(canvas) == ["", "", ""]
    select(canvas, "1", 4, *[Key.Key_Right] * 6)
    press(focus(), Key.Key_Right)
    assert (canvas.current_block(), canvas.offset()) == ("2", 1)
    select(canvas, "1", 4, *[Key.Key_Right] * 6)
    press(focus(), Key.Key_Escape)
    assert not canvas.selection.is_on
    assert shown(canvas) == ["", "", ""]


def test_a_page_further_is_selected(show, qtbot):  # noqa: F811
    canvas = show(*(paragraph("woorden " * 20) for _number in range(60)))
    made(canvas, qtbot)
    press(at(canvas, "1"), Key.Key_PageDown, SHIFT)
    first = canvas.selection.stretch()
    assert first.first == spot("1")
    assert int(first.last.where.block) > 3
    press(focus(), Key.Key_PageDown, SHIFT)
    assert int(canvas.selection.stretch().last.where.block) > int(first.last.where.block)


# ---- mouse


def test_dragging_selects_over_several_texts(canvas):
    drag(canvas, place(canvas, "1", 4), place(canvas, "3", 4))
    assert canvas.selection.stretch() == Stretch(spot("1", 4), spot("3", 4))
    assert shown(canvas) == ["twee", "drie vier", "vijf"]
    assert focus() is field(canvas, "3")
    drag(canvas, place(canvas, "3", 4), place(canvas, "2", 5))
    assert shown(canvas) == ["", "vier", "vijf"]


def test_a_drag_that_comes_back_selects_in_one_text(canvas):
    press_, move, release = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    )
    widget = mouse(canvas, press_, place(canvas, "1", 4))
    mouse(canvas, move, place(canvas, "2", 4), to=widget)
    assert canvas.selection.is_on
    mouse(canvas, move, place(canvas, "1", 2), to=widget)
    mouse(canvas, release, place(canvas, "1", 2), to=widget)
    assert not canvas.selection.is_on
    assert shown(canvas) == ["n ", "", ""]


def test_a_click_with_shift_selects_up_to_there_and_another_click_nothing(canvas):
    at(canvas, "1", offset=4)
    mouse(canvas, QEvent.Type.MouseButtonPress, place(canvas, "2", 4), modifiers=SHIFT)
    mouse(canvas, QEvent.Type.MouseButtonRelease, place(canvas, "2", 4), modifiers=SHIFT)
    assert canvas.selection.stretch() == Stretch(spot("1", 4), spot("2", 4))
    mouse(canvas, QEvent.Type.MouseButtonPress, place(canvas, "3", 0))
    mouse(canvas, QEvent.Type.MouseButtonRelease, place(canvas, "3", 0))
    assert not canvas.selection.is_on
    assert shown(canvas) == ["", "", ""]


def test_dragging_below_the_text_scrolls(show, qtbot, monkeypatch):  # noqa: F811
    from PySide6.QtGui import QCursor

    canvas = show(*(paragraph("woorden " * 20) for _number in range(60)))
    made(canvas, qtbot)
    widget = mouse(canvas, QEvent.Type.MouseButtonPress, place(canvas, "1", 4))
    below = QPoint(300, canvas.viewport().height() + 60)
    monkeypatch.setattr(QCursor, "pos", lambda: canvas.viewport().mapToGlobal(below))
    mouse(canvas, QEvent.Type.MouseMove, canvas.column.mapFrom(canvas.viewport().window(), below), to=widget)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() > 200)
    mouse(canvas, QEvent.Type.MouseButtonRelease, QPoint(300, 600), to=widget)
    stopped = canvas.verticalScrollBar().value()
    qtbot.wait(100)
    assert canvas.verticalScrollBar().value() == stopped
    assert int(canvas.selection.stretch().last.where.block) > 5


# ---- what is done with it


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_what_is_selected_is_deleted_and_comes_back_selected(canvas, key):
    before = canvas.session.document
    select(canvas, "1", 4, *[Key.Key_Down] * 2)
    stretch = canvas.selection.stretch()
    press(focus(), key)
    assert words(canvas) == ["paragraph:een " + THREE[2][stretch.last.offset :]]
    assert (canvas.current_block(), canvas.offset()) == ("1", 4)
    assert canvas.session.undo_label == "Undo: Delete text"
    canvas.session.undo()
    assert canvas.session.document is before
    assert canvas.selection.stretch() == stretch
    canvas.session.redo()
    assert (canvas.current_block(), canvas.offset()) == ("1", 4)


def test_typing_takes_its_place_in_one_step(canvas):
    before = canvas.session.document
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    write("xyz")
    assert words(canvas) == ["paragraph:een xyz vier", "paragraph:vijf zes"]
    assert canvas.offset() == 7
    canvas.session.undo()
    assert canvas.session.document is before
    assert canvas.selection.is_on


def write(said: str) -> None:
    for sign in said:
        type_text(focus(), sign)


def test_typing_over_whole_blocks_goes_into_what_is_left(show):  # noqa: F811
    canvas = show(heading("Kop"), request("Verzoek"))
    select(canvas, "1", 0, *[Key.Key_Right] * 7)
    write("x")
    assert words(canvas) == ["request:xzoek"]
    assert focus() is field(canvas, "2")
    canvas.session.undo()
    assert words(canvas) == ["heading:Kop", "request:Verzoek"]


def test_an_input_method_types_over_it_too(canvas):
    before = canvas.session.document
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    QApplication.sendEvent(focus(), QInputMethodEvent("´", []))
    assert focus() is field(canvas, "1")
    ime_commit(focus(), "é")
    assert words(canvas) == ["paragraph:een é vier", "paragraph:vijf zes"]
    canvas.session.undo()
    assert canvas.session.document is before


def test_enter_parts_the_blocks_around_it(canvas):
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    press(focus(), Key.Key_Return)
    assert words(canvas) == ["paragraph:een ", "paragraph: vier", "paragraph:vijf zes"]
    assert (canvas.current_block(), canvas.offset()) == ("2", 0)


def test_shift_enter_puts_a_line_break_in_its_place(canvas):
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    press(focus(), Key.Key_Return, SHIFT, text="\r")
    assert text(canvas, "1") == parse_text("een\n vier")


@pytest.mark.parametrize(("key", "mark"), [(Key.Key_B, "**"), (Key.Key_I, "*")])
def test_all_of_it_becomes_bold_or_italic_and_stays_selected(canvas, key, mark):
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    stretch = canvas.selection.stretch()
    press(focus(), key, CONTROL)
    assert text(canvas, "1") == parse_text(f"een {mark}twee{mark}")
    assert text(canvas, "2") == parse_text(f"{mark}drie{mark} vier")
    assert canvas.selection.stretch() == stretch
    press(focus(), key, CONTROL)
    assert text(canvas, "2") == parse_text("drie vier")


def test_the_tree_stays_whole(show):  # noqa: F811
    canvas = show(
        paragraph("een"),
        section("Sectie", request("Verzoek"), request("Tweede")),
        bullets("a", "b"),
        page_break(),
    )
    at(canvas, "1", offset=1)
    for _time in range(2):
        press(focus(), Key.Key_A, CONTROL)
    press(focus(), Key.Key_A, CONTROL)
    write("x")
    assert words(canvas) == ["paragraph:x"]
    canvas.session.undo()
    assert [kind_of(block).name for block in canvas.session.document.walk()] == [
        "paragraph",
        "section",
        "request",
        "request",
        "list",
        "page-break",
    ]


def test_a_change_from_elsewhere_ends_it(canvas):
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    canvas.session.apply("x", lambda document: document.__class__(template=document.template))
    assert not canvas.selection.is_on


def test_only_what_can_be_seen_is_marked(show, qtbot):  # noqa: F811
    canvas = show(*(paragraph(f"alinea {number}") for number in range(300)))
    made(canvas, qtbot)
    at(canvas, "1")
    for _time in range(2):
        press(focus(), Key.Key_A, CONTROL)
    marked = [said for said in shown(canvas) if said]
    assert 5 < len(marked) < 120
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert field(canvas, "300").textCursor().selectedText() == "alinea 299"
    press(focus(), Key.Key_Escape)
    assert not any(shown(canvas))


def test_what_has_no_words_is_shown_as_selected(show):  # noqa: F811
    canvas = show(paragraph("een"), paragraph(), page_break(), paragraph("twee"))
    before = canvas.grab().toImage()
    select(canvas, "1", 1, *[Key.Key_Down] * 3)
    canvas.grab()
    assert len(canvas.column.selected) == 4
    after = canvas.grab().toImage()
    row = canvas.column.row_at(Where(BlockId("3")))
    spot_ = canvas.column.mapTo(canvas, QPoint(row.left + 4, row.top + 3))
    assert before.pixelColor(spot_) != after.pixelColor(spot_)


def test_the_menu_does_with_all_of_it_what_it_says(canvas):
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    mouse(canvas, QEvent.Type.MouseButtonPress, place(canvas, "1", 6), button=Qt.MouseButton.RightButton)
    assert canvas.selection.is_on
    menu = canvas.column.guide.menu()
    actions = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert list(actions) == ["Cut", "Copy", "Paste", "Paste without formats", "Select all"]
    actions["Cut"].trigger()
    assert words(canvas) == ["paragraph:een  vier", "paragraph:vijf zes"]
    canvas.column.guide.menu().actions()[2].trigger()
    assert words(canvas)[1:3] == ["paragraph:twee", "paragraph:drie"]
    menu = canvas.column.guide.menu()
    assert [action.isEnabled() for action in menu.actions()] == [False, False, True, True, True]


def test_the_menu_opens_by_key(canvas, qtbot):
    edit = at(canvas, "1")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), edit.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(edit, event)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.actions()[-1].text().startswith("Select all")
    menu.close()


def test_keys_that_leave_it_select_nothing(canvas):
    for key in (Key.Key_Home, Key.Key_Tab, Key.Key_PageDown):
        select(canvas, "1", 4, *[Key.Key_Right] * 6)
        press(focus(), key)
        assert not canvas.selection.is_on
        assert not any(shown(canvas))


def test_selecting_begins_beside_the_words_and_on_what_has_none(show):  # noqa: F811
    canvas = show(paragraph("een"), page_break(), paragraph("twee"))
    column = canvas.column
    right = QPoint(column.width() - 4, place(canvas, "1", 0).y())
    assert column.childAt(right) is None
    drag(canvas, right, place(canvas, "3", 2))
    assert canvas.selection.stretch() == Stretch(spot("1", 3), spot("3", 2))
    mark = column.row_at(Where(BlockId("2")))
    drag(canvas, QPoint(mark.left + 20, mark.top + 3), place(canvas, "3", 2))
    assert canvas.selection.stretch() == Stretch(spot("2", 0, ""), spot("3", 2))
    press(focus(), Key.Key_Delete)
    assert words(canvas) == ["paragraph:een", "paragraph:ee"]


def test_a_click_with_shift_on_what_has_no_words_selects_up_to_there(show):  # noqa: F811
    canvas = show(paragraph("een"), page_break(), paragraph("twee"))
    at(canvas, "1", offset=1)
    mark = canvas.column.row_at(Where(BlockId("2")))
    middle = QPoint(mark.left + 20, mark.top + 3)
    widget = mouse(canvas, QEvent.Type.MouseButtonPress, middle, modifiers=SHIFT)
    mouse(canvas, QEvent.Type.MouseButtonRelease, middle, modifiers=SHIFT, to=widget)
    assert canvas.selection.stretch() == Stretch(spot("1", 1), spot("2", 0, ""))
    press(focus(), Key.Key_Backspace)
    assert words(canvas) == ["paragraph:e", "paragraph:twee"]


def test_all_blocks_that_are_selected_move_and_are_copied_and_deleted_together(canvas):
    before = canvas.session.document
    select(canvas, "1", 4, Key.Key_Down)
    stretch = canvas.selection.stretch()
    press(focus(), Key.Key_Down, Mod.AltModifier)
    assert [block.id for block in canvas.session.document.blocks] == ["3", "1", "2"]
    assert canvas.selection.stretch() == stretch
    press(focus(), Key.Key_Up, Mod.AltModifier | SHIFT)
    assert [block.id for block in canvas.session.document.blocks] == ["1", "2", "3"]
    canvas.blocks.duplicate()
    assert words(canvas)[2:4] == ["paragraph:een twee", "paragraph:drie vier"]
    canvas.session.undo()
    assert canvas.selection.stretch() == stretch
    canvas.blocks.delete()
    assert words(canvas) == ["paragraph:vijf zes"]
    for _time in range(3):
        canvas.session.undo()
    assert canvas.session.document is before


def test_three_clicks_select_a_word_and_then_the_paragraph(canvas):
    edit, at_ = field(canvas, "1"), place(canvas, "1", 5)
    inside = edit.viewport().mapFrom(canvas.column, at_)
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(edit.viewport(), left, pos=inside)
    QTest.mouseDClick(edit.viewport(), left, pos=inside)
    assert shown(canvas)[0] == "twee"
    mouse(canvas, QEvent.Type.MouseButtonPress, at_)
    mouse(canvas, QEvent.Type.MouseButtonRelease, at_)
    assert shown(canvas)[0] == "een twee"


def test_a_selection_from_a_text_that_is_no_longer_shown_is_none(show):  # noqa: F811
    canvas = show(quotation("woorden"), paragraph("een"), paragraph("twee"))
    at(canvas, "1", "attribution")
    press(focus(), Key.Key_Down, SHIFT)
    assert canvas.selection.is_on
    press(focus(), Key.Key_Delete)
    at(canvas, "3")
    canvas.session.undo()
    there = {row.line.where for row in canvas.column.rows}
    stretch = canvas.selection.stretch()
    assert stretch is None or {stretch.first.where, stretch.last.where} <= there
