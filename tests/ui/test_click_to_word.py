"""From the page to the word and back: a click puts the caret there, a caret marks its word on the page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.pointing import word_at
from composer.app.preview import boxes_of
from composer.blocks.kind import texts_of
from composer.model.document import BlockId, Where
from composer.model.edits import find
from composer.model.text import Run
from composer.ui import theme
from tests.ui.hands import field, keys, settle
from tests.ui.keys import press, type_text

TEXT = Where(BlockId("introduction"), "text")


def plain(window):
    """Returns the words of the text as the editor counts them, a chip as one sign."""
    text = dict(texts_of(find(window.session.document, TEXT.block)))[TEXT.field]
    return "".join(one.text if isinstance(one, Run) else "*" for one in text.inlines)


def boxes(window, where, offset):
    rendered = window.preview.rendered
    return word_at(rendered, where, offset, tuple(range(len(rendered.layout.pages))))


def click(window, box, part=0.5):
    """Clicks in a box on the pages, at a part of its width."""
    layout = window.preview.rendered.layout
    view = window.preview.desk.pages[box.page]
    x, y = box.x + box.width * part, box.y + box.height / 2
    place = QPoint(round(x / layout.width * view.width()), round(y / layout.height * view.height()))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)


def marked(window):
    """Returns the words that are marked on the pages, in points."""
    layout = window.preview.rendered.layout
    return [
        (number, part.x() * layout.width, part.y() * layout.height, part.width() * layout.width)
        for number, page in enumerate(window.preview.desk.pages)
        for part in page.words
    ]


def test_what_is_typed_after_a_click_stands_where_was_clicked(window):
    offset = plain(window).index("steden")
    (box,) = boxes(window, TEXT, offset)
    click(window, box, 0.001)
    assert (window.canvas.current_block(), window.canvas.offset()) == (TEXT.block, offset)
    type_text(QApplication.focusWidget(), "grote ")
    assert "grote steden" in plain(window)


def test_a_click_behind_a_word_puts_the_caret_behind_it(window):
    offset = plain(window).index("steden")
    (box,) = boxes(window, TEXT, offset)
    click(window, box, 0.999)
    assert window.canvas.offset() == offset + len("steden")


def test_a_click_on_a_note_goes_to_its_mark(window, qtbot):
    layout = window.preview.rendered.layout
    notes = [
        (number, mark)
        for number, page in enumerate(layout.pages)
        for mark in page.marks
        if mark.at.block == "needed-text"
        and layout.elements[layout.elements[mark.element].parent].tag == "Note"
    ]
    number, mark = notes[-1]
    view = window.preview.desk.pages[number]
    place = QPoint(
        round((mark.x + 20) / layout.width * view.width()),
        round((mark.y - 3) / layout.height * view.height()),
    )
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    edit = window.canvas.edit()
    assert window.canvas.current_block() == "needed-text"
    assert edit.chip_at(edit.textCursor().position()) is not None


def test_the_word_at_the_caret_is_marked_and_follows_it(window, qtbot):
    edit = field(window, "introduction")
    press(edit, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: len(marked(window)) == 1)
    first = marked(window)
    for _step in range(20):
        press(edit, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(marked(window)) == 1 and marked(window) != first)
    ((page, x, y, width),) = marked(window)
    (box,) = boxes(window, TEXT, window.canvas.offset())
    assert (page, round(x), round(y), round(width)) == (
        box.page,
        round(box.x),
        round(box.y),
        round(box.width),
    )


def test_the_mark_is_where_the_word_is_after_typing(window, qtbot):
    edit = field(window, "introduction")
    press(edit, Qt.Key.Key_Home)
    type_text(edit, "Geachte lezer, ")
    settle(qtbot, window)
    offset = window.canvas.offset()
    assert offset == len("Geachte lezer, ")
    (box,) = boxes(window, TEXT, offset)
    qtbot.waitUntil(lambda: [round(one[1]) for one in marked(window)] == [round(box.x)])


def test_a_mark_is_a_tint_and_a_line(window, qtbot):
    field(window, "introduction")
    qtbot.waitUntil(lambda: len(marked(window)) == 1)
    view = next(page for page in window.preview.desk.pages if page.words)
    (part,) = view.words
    shot = view.grab().toImage()
    ratio = shot.devicePixelRatio()
    x = round((part.x() + part.width() / 2) * view.width() * ratio)
    below = round(((part.y() + part.height()) * view.height() - 1) * ratio)
    above = round((part.y() * view.height() + 1) * ratio)
    assert shot.pixelColor(x, below) == QColor(theme.PALETTES[theme.Scheme.LIGHT].focus)
    assert shot.pixelColor(x, above) not in [QColor("white"), shot.pixelColor(x, below)]


def test_a_word_out_of_sight_is_scrolled_to(window, qtbot):
    field(window, "introduction")
    qtbot.waitUntil(lambda: len(marked(window)) == 1)
    field(window, "invitation")
    qtbot.waitUntil(lambda: bool(marked(window)) and marked(window)[0][0] == 1)
    qtbot.waitUntil(window.preview.marks.are_seen)


def test_a_field_without_words_marks_none(window, qtbot):
    edit = field(window, "introduction")
    qtbot.waitUntil(lambda: len(marked(window)) == 1)
    keys(window, "Ctrl+A")
    press(edit, Qt.Key.Key_Delete)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: marked(window) == [])
    assert not boxes_of(window.preview.rendered.layout, BlockId("introduction"))
