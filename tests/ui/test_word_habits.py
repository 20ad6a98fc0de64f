"""What the fingers of somebody who knows Word do without thinking, over the borders of blocks too."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.model.inline import parse_text
from tests.builders import bullets, heading, page_break, paragraph
from tests.ui.keys import press, type_text
from tests.ui.test_editor import at, field, focus, show, text, words  # noqa: F401  fixtures

Key, Mod = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier


@pytest.fixture
def canvas(show):  # noqa: F811
    return show(paragraph("een twee"), paragraph("drie vier"), paragraph("vijf zes"))


def place(canvas):
    return canvas.current_block(), canvas.offset()


# ---- going


@pytest.mark.parametrize(
    ("begin", "key", "end"),
    [
        (("1", 8), Key.Key_Right, ("2", 0)),
        (("2", 0), Key.Key_Left, ("1", 8)),
        (("2", 5), Key.Key_Left, ("2", 0)),
        (("2", 5), Key.Key_Up, ("2", 0)),
        (("2", 0), Key.Key_Up, ("1", 0)),
        (("2", 5), Key.Key_Down, ("3", 0)),
        (("1", 0), Key.Key_Up, ("1", 0)),
    ],
)
def test_control_and_arrows_go_by_words_and_paragraphs_from_text_to_text(canvas, begin, key, end):
    edit = at(canvas, begin[0], offset=begin[1])
    press(edit, key, CONTROL)
    assert place(canvas) == end


def test_an_arrow_goes_on_from_the_edge_of_what_is_selected(canvas):
    edit = at(canvas, "2")
    for key, block in ((Key.Key_Up, "1"), (Key.Key_Down, "3")):
        edit = at(canvas, "2")
        edit.select(2, 6)
        press(edit, key)
        assert canvas.current_block() == block
        assert not edit.textCursor().hasSelection()


def test_control_shift_and_arrows_select_whole_paragraphs(canvas):
    at(canvas, "1", offset=4)
    press(focus(), Key.Key_Down, CONTROL | SHIFT)
    assert canvas.edit().textCursor().selectedText() == "twee"
    press(focus(), Key.Key_Down, CONTROL | SHIFT)
    press(focus(), Key.Key_Delete)
    assert words(canvas) == ["paragraph:een ", "paragraph:vijf zes"]
    at(canvas, "3", offset=5)
    press(focus(), Key.Key_Up, CONTROL | SHIFT)
    assert canvas.edit().textCursor().selectedText() == "vijf "


def test_two_clicks_select_a_word_a_third_the_paragraph(canvas):
    edit = at(canvas, "2", offset=5)
    there = edit.cursorRect().center() + QPoint(3, 0)
    QTest.mouseDClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert edit.textCursor().selectedText() == "vier"
    QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert edit.textCursor().selectedText() == "drie vier"


# ---- deleting


def test_delete_at_the_end_joins_the_next_paragraph_and_undo_parts_them(canvas):
    before = canvas.session.document
    edit = at(canvas, "1", offset=8)
    press(edit, Key.Key_Delete)
    assert words(canvas) == ["paragraph:een tweedrie vier", "paragraph:vijf zes"]
    assert place(canvas) == ("1", 8)
    assert canvas.session.undo_label == "Undo: Join texts"
    canvas.session.undo()
    assert canvas.session.document is before
    assert place(canvas) == ("1", 8)


def test_control_with_delete_or_backspace_joins_at_the_edges_and_takes_words_elsewhere(canvas):
    press(at(canvas, "2", offset=9), Key.Key_Delete, CONTROL)
    assert words(canvas)[1] == "paragraph:drie viervijf zes"
    press(at(canvas, "2", offset=0), Key.Key_Backspace, CONTROL)
    assert words(canvas) == ["paragraph:een tweedrie viervijf zes"]
    assert place(canvas) == ("1", 8)
    press(focus(), Key.Key_Backspace, CONTROL)
    assert words(canvas) == ["paragraph:een drie viervijf zes"]


def test_delete_in_an_empty_paragraph_takes_it_away(show):  # noqa: F811
    canvas = show(paragraph("een"), paragraph(""), heading("Kop"))
    press(at(canvas, "2"), Key.Key_Delete)
    assert words(canvas) == ["paragraph:een", "heading:Kop"]
    assert place(canvas) == ("3", 0)


def test_delete_takes_what_comes_next_whatever_it_is(show):  # noqa: F811
    canvas = show(paragraph("een"), page_break(), paragraph(""), bullets("a", "b"))
    for expected in (
        ["paragraph:een", "paragraph:", "list:a|b"],
        ["paragraph:een", "list:a|b"],
        ["paragraph:eena", "list:b"],
    ):
        press(at(canvas, "1", offset=3), Key.Key_Delete)
        assert [one.replace(":|", ":").replace("||", "|") for one in words(canvas)] == expected
        assert place(canvas) == ("1", 3)


def test_delete_at_the_very_end_does_nothing(canvas):
    before = canvas.session.document
    press(at(canvas, "3", offset=8), Key.Key_Delete)
    assert canvas.session.document is before


# ---- writing


def test_bold_in_the_midst_of_a_word_is_for_the_whole_word(canvas):
    edit = at(canvas, "1", offset=6)
    canvas.toggle("bold")
    assert text(canvas, "1") == parse_text("een **twee**")
    assert place(canvas) == ("1", 6)
    canvas.toggle("bold")
    assert text(canvas, "1") == parse_text("een twee")
    edit.select(8, 8)
    canvas.toggle("bold")
    type_text(edit, "x")
    assert text(canvas, "1") == parse_text("een twee**x**")


def test_shift_and_enter_break_the_line_in_the_same_paragraph(canvas):
    press(at(canvas, "1", offset=4), Key.Key_Return, SHIFT, text="\r")
    assert text(canvas, "1").plain == "een\ntwee"
    assert len(canvas.session.document.blocks) == 3


def test_a_dead_key_over_a_selection_replaces_it_with_its_letter(canvas):
    edit = at(canvas, "1")
    edit.select(4, 8)
    QApplication.sendEvent(edit, QInputMethodEvent("´", []))
    committed = QInputMethodEvent("", [])
    committed.setCommitString("é")
    QApplication.sendEvent(edit, committed)
    assert text(canvas, "1") == parse_text("een é")


def test_all_is_selected_by_the_second_time(canvas):
    for expected in (False, True):
        press(focus() if expected else at(canvas, "2", offset=2), Key.Key_A, CONTROL)
        assert canvas.selection.is_on is expected
    type_text(focus(), "x")
    assert words(canvas) == ["paragraph:x"]


def test_control_and_enter_begin_a_page_and_undo_takes_it_back(canvas):
    before = canvas.session.document
    press(at(canvas, "1", offset=4), Key.Key_Return, CONTROL, text="\r")
    assert [one.partition(":")[0] for one in words(canvas)][:3] == ["paragraph", "page-break", "paragraph"]
    type_text(focus(), "x")
    assert canvas.column.current.text.plain == "xtwee"
    canvas.session.undo()
    canvas.session.undo()
    assert canvas.session.document is before


def test_control_and_enter_in_a_heading_break_the_line(show):  # noqa: F811
    canvas = show(heading("een twee"))
    press(at(canvas, "1", offset=3), Key.Key_Return, CONTROL, text="\r")
    assert text(canvas, "1").plain.split("\n")[0] == "een"
    assert len(canvas.session.document.blocks) == 1


def test_a_page_down_and_up_again_leads_back_to_the_same_letter(show):  # noqa: F811
    canvas = show(*(paragraph(f"regel {number} met wat woorden erin") for number in range(80)))
    at(canvas, "3", offset=9)
    press(focus(), Key.Key_PageDown)
    block, offset = place(canvas)
    assert int(block) > 10
    assert abs(offset - 9) <= 1
    press(focus(), Key.Key_PageUp)
    assert canvas.current_block() == "3"
    assert abs(canvas.offset() - 9) <= 1
    press(focus(), Key.Key_PageUp)
    assert place(canvas) == ("1", 0)
