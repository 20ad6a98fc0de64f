"""What is done to a great many fields at once: those in sight show it now, the others in time."""

import pytest
from PySide6.QtCore import Qt

from composer.model.inline import parse_text
from composer.ui.column import MANY
from composer.ui.text_edit import FieldEdit
from tests.builders import paragraph
from tests.ui.keys import press
from tests.ui.test_editor import focus, show  # noqa: F401  a fixture

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def canvas(show, qtbot):  # noqa: F811
    made = show(*(paragraph(f"woorden {n}") for n in range(MANY + 40)))
    qtbot.waitUntil(lambda: made.column.placing.is_done, timeout=20_000)
    return made


def all_shown(canvas) -> bool:
    rows = [row for row in canvas.column.rows if not row.line.is_panel]
    return all(isinstance(row.widget, FieldEdit) and row.widget.text() == row.text for row in rows)


def test_all_becomes_bold_and_back_again_where_one_looks_at_once(canvas, qtbot):
    first = canvas.column.rows[0]
    canvas.focus_row(first)
    for _time in range(2):
        press(focus(), Key.Key_A, Mod.ControlModifier)
    top = canvas.verticalScrollBar().value()
    press(focus(), Key.Key_B, Mod.ControlModifier)
    blocks = canvas.session.document.blocks
    assert [block.text for block in blocks] == [parse_text(f"**woorden {n}**") for n in range(MANY + 40)]
    assert canvas.verticalScrollBar().value() == top
    for row in canvas.column.placing.near_rows():
        assert row.line.is_panel or row.widget.text() == row.text
    assert any(row.widget is None for row in canvas.column.rows)
    assert canvas.selection.is_on
    qtbot.waitUntil(lambda: all_shown(canvas), timeout=20_000)
    press(focus(), Key.Key_Z, Mod.ControlModifier)
    assert canvas.session.document.blocks[-1].text == parse_text(f"woorden {MANY + 39}")
    qtbot.waitUntil(lambda: all_shown(canvas), timeout=20_000)


def test_who_goes_to_the_end_meanwhile_writes_there(canvas):
    canvas.focus_row(canvas.column.rows[0])
    for _time in range(2):
        press(focus(), Key.Key_A, Mod.ControlModifier)
    press(focus(), Key.Key_B, Mod.ControlModifier)
    press(focus(), Key.Key_End, Mod.ControlModifier)
    press(focus(), Key.Key_Backspace)
    assert canvas.session.document.blocks[-1].text == parse_text(f"**woorden {MANY + 39}"[:-1] + "**")
