"""Copying, cutting and pasting by keys, within a document, between windows and from other programs."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QTextOption
from PySide6.QtWidgets import QApplication

from composer.app.foreign import LARGE
from composer.model.document import BlockId
from composer.model.inline import parse_text
from composer.ui import clipboard as clipboard_module
from composer.ui.mime import BLOCKS
from tests.builders import bullets, heading, page_break, paragraph, request, section, source
from tests.pictures import png
from tests.ui.hands import field, keys
from tests.ui.keys import press, type_text
from tests.ui.test_editor import at, focus, session_of, show, text, words  # noqa: F401  fixtures
from tests.ui.test_selection import select

Key, Mod = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=NL><!--StartFragment-->
<h1>Kop<o:p></o:p></h1><p class=MsoNormal>In <b>vet</b> <del>weg</del>tekst.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>punt</p><!--EndFragment--></body></html>"""


def put_there(**forms) -> None:
    mime = QMimeData()
    if "html" in forms:
        mime.setHtml(forms["html"])
    if "text" in forms:
        mime.setText(forms["text"])
    if "image" in forms:
        mime.setImageData(forms["image"])
    if "urls" in forms:
        mime.setUrls(forms["urls"])
    QApplication.clipboard().setMimeData(mime)


def paste(modifiers=CONTROL):
    press(focus(), Key.Key_V, modifiers)


def test_blocks_are_copied_in_every_form_and_pasted_as_blocks(show):  # noqa: F811
    canvas = show(heading("Kop"), request("Doe dit"), paragraph("slot"))
    select(canvas, "1", 0, *[Key.Key_Right] * 11)
    press(focus(), Key.Key_C, CONTROL)
    mime = QApplication.clipboard().mimeData()
    assert mime.hasFormat(BLOCKS)
    assert "➢ Doe dit" in mime.html()
    assert mime.text() == "Kop\n➢ Doe dit"
    at(canvas, "3", offset=4)
    paste()
    assert words(canvas) == [
        "heading:Kop",
        "request:Doe dit",
        "paragraph:slot",
        "heading:Kop",
        "request:Doe dit",
    ]
    assert canvas.session.undo_label == "Undo: Paste"
    canvas.session.undo()
    assert len(canvas.session.document.blocks) == 3


def test_what_is_cut_is_one_step_and_comes_back_by_pasting(show):  # noqa: F811
    canvas = show(paragraph("een twee"), paragraph("drie vier"))
    before = canvas.session.document
    select(canvas, "1", 4, *[Key.Key_Right] * 9)
    press(focus(), Key.Key_X, CONTROL)
    assert words(canvas) == ["paragraph:een  vier"]
    assert canvas.session.undo_label == "Undo: Cut"
    paste()
    assert words(canvas) == ["paragraph:een", "paragraph:twee", "paragraph:drie", "paragraph:vier"]
    canvas.session.undo()
    canvas.session.undo()
    assert canvas.session.document is before


def test_words_cut_within_a_text_keep_their_chips(show):  # noqa: F811
    canvas = show(paragraph("a **b**[@k]{{date}}c"), paragraph("x"))
    edit = at(canvas, "1")
    edit.select(2, 5)
    press(edit, Key.Key_X, CONTROL)
    assert text(canvas, "1") == parse_text("a c")
    at(canvas, "2", offset=1)
    paste()
    assert text(canvas, "2") == parse_text("x**b**[@k]{{date}}")


def test_sources_come_along_into_another_document(show):  # noqa: F811
    canvas = show(paragraph("a[@k]"), sources=(source("k", title="T"),))
    edit = at(canvas, "1")
    edit.selectAll()
    press(edit, Key.Key_C, CONTROL)
    other = show(paragraph("x"))
    at(other, "1", offset=1)
    paste()
    assert text(other, "1") == parse_text("xa[@k]")
    assert other.session.document.sources == canvas.session.document.sources


def test_text_of_word_becomes_blocks_and_what_was_left_out_is_said(show, qtbot):  # noqa: F811
    canvas = show(paragraph("voor na"))
    at(canvas, "1", offset=5)
    put_there(html=WORD, text="plat")
    with qtbot.waitSignal(canvas.clipboard.told) as told:
        paste()
    assert words(canvas) == [
        "paragraph:voor",
        "heading:Kop",
        "paragraph:In vet tekst.",
        "list:|punt",
        "paragraph:na",
    ]
    assert told.args[0]() == "Left out: deleted text of tracked changes (1)."
    canvas.session.undo()
    assert words(canvas) == ["paragraph:voor na"]


def test_without_formats_it_is_plain(show):  # noqa: F811
    canvas = show(paragraph("x"))
    at(canvas, "1", offset=1)
    put_there(html="<b>vet</b>", text="**vet**")
    paste(CONTROL | SHIFT)
    assert text(canvas, "1") == parse_text(r"x\*\*vet\*\*")


def test_a_picture_becomes_a_figure(show, tmp_path, qtbot):  # noqa: F811
    canvas = show(paragraph("x"))
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    at(canvas, "1", offset=1)
    put_there(image=image)
    paste()
    assert words(canvas) == ["paragraph:x", "figure:"]
    assert len(canvas.session.document.media) == 1
    (tmp_path / "foto.png").write_bytes(png(4, 4))
    (tmp_path / "kapot.png").write_bytes(b"GIF89a")
    put_there(urls=[QUrl.fromLocalFile(str(tmp_path / name)) for name in ("foto.png", "kapot.png")])
    with qtbot.waitSignal(canvas.clipboard.told) as told:
        paste()
    assert [one.split(":")[0] for one in words(canvas)] == ["paragraph", "figure", "figure"]
    assert told.args[0]().startswith("kapot.png: it is a GIF file")


def test_a_picture_of_a_browser_is_taken_when_its_html_only_names_it(show):  # noqa: F811
    canvas = show(paragraph("x"))
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    at(canvas, "1", offset=1)
    put_there(html='<img src="https://a.nl/foto.png">', image=image)
    paste()
    assert words(canvas) == ["paragraph:x", "figure:"]


def test_an_address_becomes_a_link(show):  # noqa: F811
    canvas = show(paragraph("zie "))
    at(canvas, "1", offset=4)
    put_there(urls=[QUrl("https://a.nl/x")], text="https://a.nl/x")
    paste()
    assert text(canvas, "1") == parse_text("zie [https://a.nl/x](https://a.nl/x)")


def test_a_megabyte_is_read_beside_the_window(show, qtbot):  # noqa: F811
    canvas = show(paragraph("voor"))
    at(canvas, "1", offset=4)
    put_there(html="<p>woorden en woorden</p>" * (LARGE // 20))
    said = []
    canvas.clipboard.reading.connect(said.append)
    paste()
    assert callable(said[0])
    assert len(canvas.session.document.blocks) == 1
    qtbot.waitUntil(lambda: len(canvas.session.document.blocks) > 9000, timeout=60_000)
    assert said[1:] == [None]


def test_reading_can_be_stopped(show, qtbot):  # noqa: F811
    canvas = show(paragraph("voor"))
    at(canvas, "1", offset=4)
    put_there(html="<p>woorden en woorden</p>" * (LARGE // 20))
    said = []
    canvas.clipboard.reading.connect(said.append)
    paste()
    said[0]()
    assert said[1:] == [None]
    canvas.clipboard._worker.shutdown()
    qtbot.wait(50)
    assert len(canvas.session.document.blocks) == 1


def test_nothing_on_the_clipboard_changes_nothing(show):  # noqa: F811
    canvas = show(paragraph("x"))
    before = canvas.session.document
    at(canvas, "1", offset=1)
    QApplication.clipboard().clear()
    paste()
    put_there(html="<p></p>")
    paste()
    press(focus(), Key.Key_C, CONTROL)
    press(focus(), Key.Key_X, CONTROL)
    assert canvas.session.document is before


def test_a_block_without_words_is_copied_too(show):  # noqa: F811
    canvas = show(page_break(), paragraph("x"))
    at_break = canvas.column.make(canvas.column.rows[0])
    at_break.setFocus()
    press(at_break, Key.Key_C, CONTROL)
    at(canvas, "2", offset=1)
    paste()
    assert words(canvas) == ["page-break:", "paragraph:x", "page-break:"]


def test_an_item_is_pasted_into_a_list(show):  # noqa: F811
    canvas = show(bullets("een", "twee"), section("S"))
    at(canvas, "1", "items.0.text", 3)
    put_there(text="- a\n- b")
    paste()
    assert words(canvas)[0] == "list:een|a||b|twee"  # the empty label of the item with the caret


def test_menu_and_window_paste_where_the_keyboard_is(window):
    canvas = window.canvas
    canvas.setFocus()
    block = canvas.session.document.blocks[0].id
    canvas.go_to(canvas.session.document.blocks[0].where("text"))
    count = len(canvas.session.document.blocks)
    put_there(text="een\ntwee")
    window.actions_["paste"].trigger()
    assert len(canvas.session.document.blocks) == count + 2
    window.actions_["undo"].trigger()
    window.actions_["paste-plain"].trigger()
    assert len(canvas.session.document.blocks) == count + 2
    assert canvas.session.document.blocks[0].id != block or BlockId(block)


def test_reading_is_told_over_the_panes(window, qtbot):
    canvas = window.canvas
    canvas.setFocus()
    put_there(html="<p>woorden en woorden</p>" * (LARGE // 20))
    window.actions_["paste"].trigger()
    assert window.panes.strip.isVisible()
    assert window.panes.strip.words.text() == "Reading what you paste…"
    window.panes.strip.buttons[0].click()
    assert not window.panes.strip.isVisible()
    canvas.clipboard._worker.shutdown()


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"text": "x"}, True),
        ({"urls": [QUrl("https://a.nl")]}, True),
        ({"urls": [QUrl.fromLocalFile("/nowhere/a.png")]}, True),
        ({"urls": [QUrl.fromLocalFile("/nowhere/a.pleidooi")]}, False),
        ({}, False),
    ],
)
def test_documents_are_for_the_window(qapp, forms, expected):
    put_there(**forms)
    assert clipboard_module.can_take(QApplication.clipboard().mimeData()) is expected


def test_what_is_pasted_into_an_empty_document_are_its_first_blocks(show):  # noqa: F811
    canvas = show()
    put_there(text="een\n➢ doe")
    canvas.clipboard.run("paste")
    assert words(canvas) == ["paragraph:een", "request:doe"]


def test_something_large_goes_where_one_writes_when_one_wrote_meanwhile(show, qtbot):  # noqa: F811
    canvas = show(paragraph("voor"), paragraph("na"))
    at(canvas, "1", offset=4)
    put_there(html="<p>woorden en woorden</p>" * (LARGE // 20))
    paste()
    type_text(at(canvas, "2", offset=2), "x")
    qtbot.waitUntil(lambda: len(canvas.session.document.blocks) > 9000, timeout=60_000)
    assert canvas.session.document.blocks[1].text == parse_text("nax")


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("image/png", png(4, 4)[:40]),
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60),
        ("image/x-unknown", b"whatever it is"),
    ],
    ids=["cut off", "empty", "unknown"],
)
def test_a_picture_that_cannot_be_read_is_said_in_the_window(window, form, data):
    field(window, "introduction").select(3, 3)
    before = window.session.document
    mime = QMimeData()
    mime.setData(form, data)
    QApplication.clipboard().setMimeData(mime)
    keys(window, "Ctrl+V")
    assert window.session.document is before
    assert window.panes.strip.isVisible()
    assert "damaged or of an unknown sort" in window.panes.strip.words.text()
    type_text(focus(), "x")
    assert window.canvas.offset() == 4


def test_a_file_that_is_no_picture_is_said_in_the_window(window, tmp_path):
    (tmp_path / "tabel.xlsx").write_bytes(b"PK")
    field(window, "introduction")
    put_there(urls=[QUrl.fromLocalFile(str(tmp_path / "tabel.xlsx"))])
    before = window.session.document
    keys(window, "Ctrl+V")
    assert window.session.document is before
    assert window.panes.strip.words.text().startswith("tabel.xlsx cannot stand in a text")


def test_a_picture_whose_bytes_can_be_read_is_taken_by_them(show):  # noqa: F811
    canvas = show(paragraph("x"))
    at(canvas, "1", offset=1)
    mime = QMimeData()
    mime.setData("image/png", png(4, 4))
    QApplication.clipboard().setMimeData(mime)
    paste()
    assert words(canvas) == ["paragraph:x", "figure:"]


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"text": "een"}, "paragraph:vooreen|na"),
        ({"html": "<p>een</p><p>twee</p>"}, "paragraph:twee|"),
        ({"html": "<h1>Kop</h1><ul><li>a</li><li>b</li></ul>"}, "list:a b|"),
    ],
)
def test_the_caret_is_behind_what_was_pasted(show, forms, expected):  # noqa: F811
    canvas = show(paragraph("voorna"))
    at(canvas, "1", offset=4)
    put_there(**forms)
    paste()
    type_text(focus(), "|")
    kind, _colon, said = expected.partition(":")
    row = canvas.column.current
    assert type(row.block).__name__.lower() == kind
    assert row.text.plain == said.rpartition(" ")[2], words(canvas)


def test_a_word_without_end_is_pasted_and_breaks_anywhere(show):  # noqa: F811
    """Qt looks through the rest of a word for each of its lines: of a million signs that is minutes."""
    canvas = show(paragraph("een twee"))
    at(canvas, "1", offset=3)
    assert focus().wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    put_there(text="W" * 100_000)
    paste()
    assert len(text(canvas, "1").plain) > 100_000
    assert focus().wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    canvas.session.undo()
    assert focus().wordWrapMode() is QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
