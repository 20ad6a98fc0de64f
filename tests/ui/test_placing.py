"""Where rows stand: what is below a text that grows moves along, and what is far is put there in time."""

import copy
from random import Random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from composer.app.session import Session
from composer.compose.world import World
from composer.model.document import BlockId, Where
from composer.model.edits import remove_blocks
from composer.ui.canvas import Canvas
from composer.ui.rows import arrange, grow
from composer.ui.text_edit import FieldEdit
from tests.builders import (
    argument,
    bullets,
    example,
    examples,
    heading,
    letter,
    page_break,
    paragraph,
    request,
    salutation,
    section,
    signatures,
    template,
)
from tests.ui.keys import press, type_text

SENTENCE = "Steden zijn onmisbaar voor de welvaart van het land en willen daarover graag in gesprek. "


def a_letter(times: int = 1):
    body = [
        heading("Gezond"),
        paragraph(SENTENCE * 2),
        examples("", example("Haarlem", SENTENCE), example("Zwolle", SENTENCE * 2)),
        section("Wat is nodig?", argument(SENTENCE, request("Zorg voor een wet"), paragraph("Nu."))),
        bullets("een", "twee", "drie"),
        request(SENTENCE),
        page_break(),
    ]
    return letter(salutation("Geachte leden,"), *(body * times), paragraph("Slot."), signatures())


@pytest.fixture
def show(qtbot):
    def shown(times: int = 1) -> Canvas:
        canvas = Canvas(Session(a_letter(times), World(template())))
        qtbot.addWidget(canvas)
        canvas.resize(700, 600)
        canvas.show()
        canvas.activateWindow()
        qtbot.waitUntil(canvas.isActiveWindow)
        is_done(canvas, qtbot)
        return canvas

    return shown


def is_done(canvas, qtbot):
    qtbot.waitUntil(lambda: canvas.column.placing.is_done, timeout=20_000)


def wrongly_placed(canvas):
    """The rows whose widgets are seen elsewhere than where the row stands."""
    bar, port = canvas.verticalScrollBar().value(), canvas.viewport().size()
    seen = QRect(0, bar, port.width(), port.height())
    return [
        row.line.where
        for row in canvas.column.rows
        if row.widget is not None
        and (row.widget.geometry().intersects(seen) or QRect(0, row.top, 700, row.height).intersects(seen))
        and (row.widget.y(), row.widget.height()) != (row.top, max(1, row.height))
    ]


def shape(arrangement):
    frames = [(frame.left, frame.top, frame.width, frame.height) for frame in arrangement.frames]
    return sorted(frames), sorted(rule[:3] for rule in arrangement.rules), arrangement.height


@pytest.mark.parametrize("width", [700, 431])
def test_growing_a_row_leaves_what_arranging_anew_would_make(show, qtbot, width):
    canvas = show()
    canvas.resize(width, 600)
    is_done(canvas, qtbot)
    column, random = canvas.column, Random(4)
    left, wide = column.placing.sides()
    rows = [copy.copy(row) for row in column.rows]
    made = arrange(rows, column.type, left, wide, 24)
    for _ in range(60):
        index = random.randrange(len(rows))
        grow(made, rows, index, random.choice((-3, 17, 24, 40)))
        again = [copy.copy(row) for row in rows]
        wanted = arrange(again, column.type, left, wide, 24)
        assert [row.top for row in rows] == [row.top for row in again]
        for found, true in zip(shape(made)[:2], shape(wanted)[:2], strict=True):
            assert [pytest.approx(one) for one in true] == found
        assert made.height == wanted.height


def test_what_is_seen_moves_at_once_and_what_is_far_in_time(show, qtbot):
    canvas = show(times=12)
    canvas.setFocus()
    canvas.go_to(Where(BlockId("2"), "text"), 5)
    is_done(canvas, qtbot)
    placing, last = canvas.column.placing, canvas.column.rows[-1]
    before = last.widget.y()
    for _ in range(3):
        type_text(QApplication.focusWidget(), SENTENCE)
        assert wrongly_placed(canvas) == []
    assert last.top > before
    assert last.widget.y() == before, "nobody has seen that yet"
    assert not placing.is_done
    is_done(canvas, qtbot)
    assert all(row.widget.y() == row.top for row in canvas.column.rows if row.widget)


def test_whoever_scrolls_meanwhile_sees_everything_in_its_place(show):
    canvas = show(times=12)
    canvas.setFocus()
    canvas.go_to(Where(BlockId("3"), "text"), 5)
    QApplication.focusWidget().insertPlainText(SENTENCE * 40)
    assert canvas.column.rows[-1].top - canvas.column.rows[-1].widget.y() > canvas.height(), "by a screen"
    bar = canvas.verticalScrollBar()
    for part in (0.3, 1.0, 0.6, 0.0, 0.1, 0.2):
        bar.setValue(round(bar.maximum() * part))
        assert wrongly_placed(canvas) == []


def test_blocks_that_go_and_come_back_leave_nothing_in_the_wrong_place(show, qtbot):
    canvas = show(times=8)
    canvas.setFocus()
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    gone = [block.id for block in canvas.session.document.blocks[3:20]]
    canvas.session.apply("Delete", lambda document: remove_blocks(document, gone))
    assert wrongly_placed(canvas) == []
    canvas.session.undo()
    assert wrongly_placed(canvas) == []
    canvas.go_to(Where(BlockId("2"), "text"), 3)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wrongly_placed(canvas) == []
    is_done(canvas, qtbot)
    assert all(row.widget.y() == row.top for row in canvas.column.rows if row.widget)


def test_enter_shows_all_lines_once(show, monkeypatch):
    canvas = show(times=3)
    canvas.setFocus()
    canvas.go_to(Where(BlockId("2"), "text"), 3)
    shown = []
    show_lines = canvas.column.show_lines
    monkeypatch.setattr(
        canvas.column, "show_lines", lambda *given: shown.append(len(given[0])) or show_lines(*given)
    )
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(shown) == 1
    assert isinstance(QApplication.focusWidget(), FieldEdit)


def test_a_narrow_pane_gives_the_room_of_the_names_to_the_text(show, qtbot):
    canvas = show()
    left, _width = canvas.column.placing.sides()
    canvas.resize(260, 600)
    is_done(canvas, qtbot)
    narrow, width = canvas.column.placing.sides()
    assert narrow < left / 2
    assert width > 260 * 0.75
    assert wrongly_placed(canvas) == []
    canvas.grab()  # with no room for names, and marks of findings that fit
    canvas.set_findings({BlockId("2"): 3})
    canvas.grab()
