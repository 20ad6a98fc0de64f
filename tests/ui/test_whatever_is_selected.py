"""Anything selected, typed over, cut, pasted and dropped: rows and document agree, undo goes back."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from composer.app.commands import takes
from composer.app.session import Session
from composer.compose.world import World
from composer.model.document import BlockId
from composer.model.edits import place_of
from composer.ui.canvas import Canvas
from composer.ui.carry import mime_of_blocks
from composer.ui.row_widgets import BlockMark
from composer.ui.text_edit import FieldEdit
from tests.builders import (
    argument,
    bullets,
    example,
    examples,
    figure,
    heading,
    item,
    letter,
    page_break,
    paragraph,
    preamble,
    quotation,
    request,
    salutation,
    section,
    signatures,
    source,
    table,
    template,
)
from tests.imports.dumps import GOOGLE, OUTLOOK, WORD
from tests.ui.keys import ime_commit, press, type_text
from tests.ui.test_dragging import over
from tests.ui.test_editor import act, agrees, focus
from tests.ui.test_selection import mouse

Key, Mod = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier
FOREIGN = (WORD, OUTLOOK, GOOGLE, "<b>x</b>", "<ul><li>a<li>b</ul>", "<table><tr><td>a<td>b</table>")
ARROWS = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End)
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("extend", "extend", "extend", "all", "edge", "page", "mouse", "click", "escape"),
                *("copy", "cut", "paste", "paste", "plain", "html", "words", "compose", "erase", "bold"),
                *("type", "enter", "back", "undo", "redo", "go", "break", "add", "arrow"),
                *("drop block", "drop words", "carry"),
            ]
        ),
        st.integers(0, 60),
    ),
    min_size=5,
    max_size=40,
)


def a_document():
    return letter(
        salutation("Geachte"),
        heading("Kop"),
        paragraph("een **twee** [@k] drie\n\nvier"),
        section("S", argument("a[@k]", request("r"), request("s")), argument("b")),
        examples("", example("e", "x")),
        bullets("een", item("twee", item("diep"))),
        table(("a", "b"), ("c", "d")),
        figure("weg.png", "onderschrift"),
        page_break(),
        preamble("lead", "een", "twee"),
        quotation("woorden", "wie"),
        signatures(),
        sources=(source("k", title="T"),),
    )


def is_sound(document) -> None:
    ids = [block.id for block in document.walk()]
    assert len(ids) == len(set(ids))
    for block in document.walk():
        assert takes(document, place_of(document, block.id).parent, block)


def do(canvas: Canvas, action: str, n: int) -> None:
    here = focus()
    if not isinstance(here, FieldEdit | BlockMark):
        act(canvas, "go", n)
        return
    keys = {
        "all": (Key.Key_A, CONTROL),
        "edge": ((Key.Key_Home, Key.Key_End)[n % 2], CONTROL | SHIFT),
        "page": ((Key.Key_PageUp, Key.Key_PageDown)[n % 2], SHIFT),
        "escape": (Key.Key_Escape, Mod.NoModifier),
        "copy": (Key.Key_C, CONTROL),
        "cut": (Key.Key_X, CONTROL),
        "paste": (Key.Key_V, CONTROL),
        "plain": (Key.Key_V, CONTROL | SHIFT),
        "erase": (Key.Key_Delete, Mod.NoModifier),
    }
    if action == "extend":
        for _time in range(1 + n % 12):
            press(focus(), ARROWS[n % 6], SHIFT)
    elif action in keys:
        press(here, *keys[action])
    elif action in {"html", "words"}:
        mime = QMimeData()
        if action == "html":
            mime.setHtml(FOREIGN[n % len(FOREIGN)])
        mime.setText(("een", "een\ntwee", "1. a\n2. b", "➢ doe")[n % 4])
        QApplication.clipboard().setMimeData(mime)
        press(here, Key.Key_V, CONTROL)
    elif action == "compose":
        QApplication.sendEvent(here, QInputMethodEvent("´", []))
        ime_commit(focus(), "é")
    elif action == "type":
        type_text(here, ["a", " ", "é", "😀", "*", "x"][n % 6])
    else:
        by_mouse(canvas, action, n)


def by_mouse(canvas: Canvas, action: str, n: int) -> None:
    rows = [row for row in canvas.column.rows if not row.line.is_panel]
    row = rows[n % len(rows)]
    at = QPoint(row.left + n * 5 % max(1, row.width), row.top + row.height // 2)
    blocks = [block.id for block in canvas.session.document.walk()]
    if action == "mouse":
        widget = mouse(canvas, QEvent.Type.MouseButtonPress, at)
        other = rows[n * 7 % len(rows)]
        to = QPoint(other.left + 20, other.top + other.height // 2)
        mouse(canvas, QEvent.Type.MouseMove, to, to=widget)
        mouse(canvas, QEvent.Type.MouseButtonRelease, to, to=widget)
    elif action == "click":
        widget = mouse(canvas, QEvent.Type.MouseButtonPress, at, modifiers=SHIFT if n % 2 else Mod.NoModifier)
        mouse(canvas, QEvent.Type.MouseButtonRelease, at, to=widget)
    elif action == "drop block":
        over(canvas, mime_of_blocks(canvas.session, [BlockId(blocks[n * 3 % len(blocks)])]), at)
    elif action == "drop words":
        mime = QMimeData()
        mime.setHtml(FOREIGN[n % len(FOREIGN)])
        over(canvas, mime, at)
    elif action == "carry":
        canvas.dragging.start_drag = lambda mime: over(canvas, mime, at)
        canvas.dragging.carry_text()
    else:
        act(canvas, action, n)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTIONS)
def test_rows_and_document_agree_whatever_is_selected(qtbot, actions):
    start = a_document()
    session = Session(start, World(template()))
    canvas = Canvas(session)
    canvas.resize(600, 500)
    canvas.show()
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    canvas.setFocus()
    QApplication.clipboard().setText("klad")
    try:
        for action, n in actions:
            do(canvas, action, n)
            agrees(canvas)
            is_sound(session.document)
        while session.history.done:
            session.undo()
            agrees(canvas)
        assert session.document is start
    finally:
        canvas.close_session()
        canvas.close()
        canvas.deleteLater()
