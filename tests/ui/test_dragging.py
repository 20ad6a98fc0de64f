"""Dragging words, blocks, pictures and documents over the text, with the events that Qt sends."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from composer.model.document import BlockId
from composer.model.inline import parse_text
from composer.ui.carry import mime_of_blocks
from tests.builders import argument, heading, paragraph, request, section, source
from tests.pictures import png
from tests.ui.test_editor import at, field, made, session_of, show, text, words  # noqa: F401  fixtures
from tests.ui.test_selection import mouse, place, select

Key, Mod = Qt.Key, Qt.KeyboardModifier
BOTH = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def over(canvas, mime, at_, modifiers=Mod.NoModifier, *, release=True):
    """Drags something over the column and lets it go there; returns the last move and the drop."""
    how = BOTH, mime, Qt.MouseButton.LeftButton, modifiers
    enter = QDragEnterEvent(at_, *how)
    enter.ignore()
    QApplication.sendEvent(canvas.column, enter)
    if not enter.isAccepted():
        return None, None
    move = QDragMoveEvent(at_, *how)
    QApplication.sendEvent(canvas.column, move)
    drop = QDropEvent(QPointF(at_), *how)
    if release:
        QApplication.sendEvent(canvas.column, drop)
    return move, drop


def carry(canvas, monkeypatch, start, to, modifiers=Mod.NoModifier):
    """Presses on what is selected, moves the mouse, and lets what is carried go elsewhere."""
    moves = []

    def start_drag(mime):
        moves.append(over(canvas, mime, to, modifiers))

    monkeypatch.setattr(canvas.dragging, "start_drag", start_drag)
    widget = mouse(canvas, QEvent.Type.MouseButtonPress, start)
    mouse(canvas, QEvent.Type.MouseMove, start + QPoint(30, 0), to=widget)
    mouse(canvas, QEvent.Type.MouseButtonRelease, to, to=widget)
    return moves


def gutter(canvas, block, *, lower=False):
    row = next(row for row in canvas.column.rows if row.block.id == block)
    return QPoint(20, row.top + (row.height - 2 if lower else 2))


def test_words_are_carried_to_another_text_in_one_step(show, monkeypatch):  # noqa: F811
    canvas = show(paragraph("een twee"), paragraph("drie"))
    before = canvas.session.document
    at(canvas, "1").select(3, 8)
    moves = carry(canvas, monkeypatch, place(canvas, "1", 5), place(canvas, "2", 4))
    assert moves[0][0].dropAction() is Qt.DropAction.MoveAction
    assert words(canvas) == ["paragraph:een", "paragraph:drie twee"]
    assert (canvas.current_block(), canvas.offset()) == ("2", 9)
    assert canvas.session.undo_label == "Undo: Move text"
    assert canvas.dragging.mark is None
    canvas.session.undo()
    assert canvas.session.document is before


def test_with_control_they_are_copied(show, monkeypatch):  # noqa: F811
    canvas = show(paragraph("een twee"), paragraph("drie"))
    at(canvas, "1").select(3, 8)
    moves = carry(canvas, monkeypatch, place(canvas, "1", 5), place(canvas, "2", 4), Mod.ControlModifier)
    assert moves[0][0].dropAction() is Qt.DropAction.CopyAction
    assert words(canvas) == ["paragraph:een twee", "paragraph:drie twee"]


def test_what_is_selected_over_blocks_is_carried_too(show, monkeypatch):  # noqa: F811
    canvas = show(paragraph("een"), heading("Kop"), paragraph("drie"), paragraph("slot"))
    select(canvas, "1", 0, *[Key.Key_Down] * 2)
    carry(canvas, monkeypatch, place(canvas, "2", 1), place(canvas, "4", 4))
    assert words(canvas) == ["paragraph:drie", "paragraph:slot", "paragraph:een", "heading:Kop"]


def test_a_click_on_what_is_selected_puts_the_caret_there(show):  # noqa: F811
    canvas = show(paragraph("een twee"), paragraph("drie"))
    select(canvas, "1", 0, *[Key.Key_Down])
    widget = mouse(canvas, QEvent.Type.MouseButtonPress, place(canvas, "1", 5))
    assert canvas.selection.is_on
    mouse(canvas, QEvent.Type.MouseButtonRelease, place(canvas, "1", 5), to=widget)
    assert not canvas.selection.is_on
    assert (canvas.current_block(), canvas.offset()) == ("1", 5)


def test_a_block_is_carried_by_its_name_in_the_margin(show, monkeypatch):  # noqa: F811
    canvas = show(paragraph("een"), heading("Kop"), paragraph("drie"))
    moves = carry(canvas, monkeypatch, gutter(canvas, "3"), gutter(canvas, "1"))
    assert len(moves) == 1
    assert [block.id for block in canvas.session.document.blocks] == ["3", "1", "2"]
    assert canvas.session.undo_label == "Undo: Move paragraph"


def test_blocks_go_only_where_they_may_stand(show):  # noqa: F811
    canvas = show(section("S", argument("reden", request("r"))), heading("Kop"))
    mime = mime_of_blocks(canvas.session, [BlockId("2")])
    right = QPoint(canvas.column.placing.sides()[0] + 60, gutter(canvas, "1.1.1", lower=True).y())
    over(canvas, mime, right)
    (left,) = canvas.session.document.blocks
    assert [block.id for block in left.children] == ["1.1", "2"]
    own = mime_of_blocks(canvas.session, [BlockId("1")])
    move, _drop = over(canvas, own, right)
    assert not move.isAccepted()


def test_a_line_shows_where_it_goes_and_leaving_takes_it_away(show):  # noqa: F811
    canvas = show(paragraph("een"), heading("Kop"), paragraph("drie"))
    mime = mime_of_blocks(canvas.session, [BlockId("1")])
    over(canvas, mime, gutter(canvas, "3", lower=True), release=False)
    mark = canvas.dragging.mark
    assert mark.isVisible()
    assert mark.y() >= canvas.column.rows[-1].top
    assert mark.width() > 100
    QApplication.sendEvent(canvas.column, QDragLeaveEvent())
    assert canvas.dragging.mark is None
    assert len(canvas.session.document.blocks) == 3
    words_ = QMimeData()
    words_.setText("x")
    over(canvas, words_, place(canvas, "1", 2), release=False)
    assert canvas.dragging.mark.width() < 10
    canvas.grab()


def test_blocks_of_another_window_are_copied_with_their_sources(show):  # noqa: F811
    canvas = show(paragraph("een"))
    other = session_of(request("doe[@k]"), sources=(source("k", title="T"),))
    move, _drop = over(canvas, mime_of_blocks(other, [BlockId("1")]), gutter(canvas, "1", lower=True))
    assert move.dropAction() is Qt.DropAction.CopyAction
    assert [block.split(":")[0] for block in words(canvas)] == ["paragraph", "request"]
    assert canvas.session.document.sources == other.document.sources
    assert len(other.document.blocks) == 1


def test_words_of_another_program_go_into_the_text_under_the_mouse(show):  # noqa: F811
    canvas = show(paragraph("een drie"))
    mime = QMimeData()
    mime.setHtml("<b>twee</b> ")
    mime.setText("twee ")
    over(canvas, mime, place(canvas, "1", 4))
    assert text(canvas, "1") == parse_text("een **twee**drie")


def test_a_picture_becomes_a_figure_between_blocks(show, tmp_path):  # noqa: F811
    canvas = show(section("S", paragraph("een")), paragraph("twee"))
    (tmp_path / "foto.png").write_bytes(png(4, 4))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "foto.png"))])
    over(canvas, mime, gutter(canvas, "2", lower=True))
    assert [block.split(":")[0] for block in words(canvas)] == ["section", "paragraph", "paragraph", "figure"]
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setImageData(image)
    over(canvas, mime, gutter(canvas, "1"))
    assert words(canvas)[0].startswith("figure")


def test_documents_are_opened_by_the_window(window, file, tmp_path, qtbot):
    from shutil import copy

    other = copy(file, tmp_path / "tweede.yaml")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(other))])
    before, count = window.session.document, len(window.program.windows)
    over(window.canvas, mime, QPoint(200, 100))
    assert window.session.document is before
    qtbot.waitUntil(lambda: len(window.program.windows) > count)


def test_near_the_edge_the_text_scrolls(show, qtbot):  # noqa: F811
    canvas = show(*(paragraph("woorden " * 20) for _number in range(60)))
    made(canvas, qtbot)
    mime = mime_of_blocks(canvas.session, [BlockId("1")])
    over(canvas, mime, QPoint(20, canvas.viewport().height() - 5), release=False)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() > 100)
    canvas.dragging.end()
    stopped = canvas.verticalScrollBar().value()
    qtbot.wait(80)
    assert canvas.verticalScrollBar().value() == stopped


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_document_takes_blocks(show, count):  # noqa: F811
    canvas = show(*[paragraph("x")] * count)
    other = session_of(request("doe"))
    over(canvas, mime_of_blocks(other, [BlockId("1")]), QPoint(20, 2))
    assert words(canvas)[0] == "request:doe"
