"""What is printed before a text and belongs to another field: the organisations of an example."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.session import Session
from composer.compose.world import World
from composer.model.document import Where
from composer.ui.canvas import Canvas
from tests.builders import example, letter, paragraph, template
from tests.ui.keys import press

Key = Qt.Key


@pytest.fixture
def show(qtbot):
    def shown(*blocks) -> Canvas:
        canvas = Canvas(Session(letter(*blocks), World(template())))
        qtbot.addWidget(canvas)
        canvas.resize(700, 600)
        canvas.show()
        canvas.activateWindow()
        qtbot.waitUntil(canvas.isActiveWindow)
        canvas.setFocus()
        qtbot.waitUntil(lambda: canvas.column.placing.is_done, timeout=10_000)
        return canvas

    return shown


def title(canvas, block="2"):
    return next(row for row in canvas.column.rows if row.line.where == Where(block, "title"))


def test_organisations_are_seen_before_the_title_without_the_caret_there(show):
    named = example("In the wild", "text", organisations=("Zwolle", "Breda"))
    canvas = show(paragraph("p"), named, example("In the wild", "text"))
    row, other = title(canvas), title(canvas, "3")
    assert row.line.look.head.words == "Zwolle en Breda:"
    assert row.head > 0 == other.head
    assert "Zwolle en Breda" in row.widget.accessibleDescription()
    shot = canvas.column.grab().toImage()
    band = range(row.top - row.head, row.top)
    ground = shot.pixelColor(row.left + 300, row.top - 2)
    assert any(shot.pixelColor(x, y) != ground for x in range(row.left, row.left + 60) for y in band)


def test_a_click_on_the_organisations_goes_to_their_field(show):
    canvas = show(paragraph("p"), example("In the wild", "text", organisations=("Zwolle",)))
    row = title(canvas)
    at = QPoint(row.left + 10, row.top - row.head // 2)
    QTest.mouseClick(canvas.column, Qt.MouseButton.LeftButton, pos=at)
    control = canvas.column.panel().control("organisations")
    focus = QApplication.focusWidget()
    assert control is focus or control.isAncestorOf(focus)


def test_enter_and_backspace_keep_an_example_that_names_organisations(show):
    bare = example("", "", organisations=("Zwolle",))
    canvas = show(example("a", "b"), bare)
    canvas.focus_row(title(canvas))
    for key in (Key.Key_Return, Key.Key_Return, Key.Key_Return):
        press(canvas.edit(), key)
    assert ("Zwolle",) in [getattr(block, "organisations", ()) for block in canvas.session.document.blocks]
    canvas.focus_row(title(canvas))
    press(canvas.edit(), Key.Key_Backspace)
    assert ("Zwolle",) in [getattr(block, "organisations", ()) for block in canvas.session.document.blocks]
