"""Pictures where one writes: seen over their captions, with room left to write, and why not when not."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from composer.app.session import Session
from composer.compose.world import World
from composer.store.pictures import read_picture
from composer.ui.canvas import Canvas
from composer.ui.placing import HIGHEST
from tests.builders import figure, letter, paragraph, template
from tests.pictures import jpeg, png, svg
from tests.ui.keys import press, type_text

RED = '<rect width="40" height="30" fill="#ff0000"/>'


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
        canvas.grab()
        qtbot.waitUntil(lambda: canvas.column.prints.is_settled)
        return canvas

    return shown


def over(canvas, block="1") -> QRect:
    """Where the picture of a block is, with the gap below it."""
    row = next(row for row in canvas.column.rows if row.line.where.block == block)
    return QRect(row.edge, row.top - row.head, row.left + row.width - row.edge, row.head)


def colour(canvas, at: QPoint) -> QColor:
    return canvas.column.grab(QRect(at, at)).toImage().pixelColor(0, 0)


def test_a_drawing_is_seen_over_its_caption(show):
    canvas = show(figure("a.svg", "Caption"), media=(read_picture(svg(content=RED), "a.svg"),))
    place = over(canvas)
    assert colour(canvas, place.topLeft() + QPoint(10, 10)) == QColor("#ff0000")
    assert place.bottom() < canvas.column.rows[0].widget.y()


@pytest.mark.parametrize(("data", "name"), [(png(400, 300), "a.png"), (jpeg(400, 300), "a.jpg")])
def test_a_picture_of_pixels_is_seen_at_the_size_it_is_printed_in(show, data, name):
    image = read_picture(data, name)
    canvas = show(paragraph("p"), figure(name, "Caption", width="50%"), media=(image,))
    place = over(canvas, "2")
    shown = [pixels for pixels in canvas.column.prints._kept.values() if not pixels.isNull()]
    assert [pixels.width() for pixels in shown] == [round(place.width() / 2)]
    assert colour(canvas, place.topLeft() + QPoint(30, 30)) == shown[0].pixelColor(30, 30)


def test_a_high_picture_leaves_room_to_write_beside_it(show):
    canvas = show(figure("a.png", "Caption", width="100%"), media=(read_picture(png(300, 900), "a.png"),))
    assert over(canvas).height() <= canvas.viewport().height() * HIGHEST + 10
    before = over(canvas).height()
    canvas.resize(700, 400)
    assert over(canvas).height() < before


def test_the_room_of_a_picture_is_there_before_it_is_decoded(show, monkeypatch):
    monkeypatch.setattr("composer.ui.heads.aside", lambda _work, _done: None)
    monkeypatch.setattr("composer.ui.heads.Prints.is_settled", True)
    canvas = show(figure("a.png", "Caption"), media=(read_picture(png(400, 300), "a.png"),))
    assert over(canvas).height() > 100
    assert not canvas.column.prints._kept


def test_a_picture_without_words_has_a_line_for_its_caption(show):
    canvas = show(figure("a.png"), media=(read_picture(png(), "a.png"),))
    edit = canvas.column.rows[0].widget
    assert "Picture" in edit.accessibleDescription()
    assert "Figure" not in edit.accessibleDescription()
    QTest.mouseClick(canvas.column, Qt.MouseButton.LeftButton, pos=over(canvas).topLeft() + QPoint(8, 8))
    type_text(canvas.edit(), "c")
    assert canvas.session.document.blocks[0].caption.plain == "c"
    press(canvas.edit(), Qt.Key.Key_Backspace)
    canvas.session.undo()
    assert canvas.session.document.blocks[0].image == "a.png"


@pytest.mark.parametrize(
    ("media", "reason"),
    [((), "not in the document"), ((read_picture(b"GIF89a", "a.png"),), "GIF")],
    ids=("missing", "damaged"),
)
def test_a_picture_that_cannot_be_seen_says_why(show, media, reason):
    from composer.ui.heads import why_not

    canvas = show(figure("a.png", "Caption"), media=media)
    head = canvas.column.rows[0].line.look.head
    assert reason in why_not(head.image)
    assert why_not(head.image).startswith("a.png")
    place = over(canvas)
    dark = canvas.column.grab(place).toImage()
    inked = {dark.pixelColor(x, y).name() for x in range(12, 200) for y in range(12, place.height() - 12)}
    assert len(inked) > 5


def test_a_picture_that_is_chosen_is_seen_at_once(show, qtbot):
    from composer.app.pictures import with_image

    canvas = show(figure("", caption="Caption"))
    assert over(canvas).height() == 0
    image = read_picture(png(400, 300), "a.png")
    canvas.session.apply(lambda: "x", lambda document: with_image(document, "1", "image", image))
    assert over(canvas).height() > 100
    canvas.session.undo()
    assert over(canvas).height() == 0


@pytest.mark.parametrize("caption", ["", "Caption"])
def test_backspace_before_a_caption_keeps_the_picture(show, caption):
    canvas = show(paragraph("p"), figure("a.png", caption), media=(read_picture(png(), "a.png"),))
    row = next(row for row in canvas.column.rows if row.line.where.block == "2")
    canvas.focus_row(row).select(0, 0)
    press(canvas.edit(), Qt.Key.Key_Backspace)
    assert [type(block).__name__ for block in canvas.session.document.blocks] == ["Paragraph", "Figure"]
