from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from composer.app.session import Session
from composer.blocks import kind_of
from composer.compose.world import World
from composer.model.document import BlockId, Document, Where
from composer.model.edits import get_field, set_field
from composer.model.inline import parse_text
from composer.model.source import Source
from composer.model.template import FieldSpec
from composer.model.text import Cite, FreeNote, MergeField
from composer.ui import theme
from composer.ui.canvas import Canvas
from composer.ui.note_popover import NotePopover
from composer.ui.palettes import Scheme
from composer.ui.panel import ExtraFields
from composer.ui.row_widgets import BlockMark
from composer.ui.text_edit import FieldEdit
from tests.builders import (
    argument,
    bullets,
    closing,
    example,
    examples,
    heading,
    letter,
    page_break,
    paragraph,
    part,
    request,
    salutation,
    section,
    signatures,
    template,
)
from tests.ui.keys import ime_commit, press, type_text

Key, Mod = Qt.Key, Qt.KeyboardModifier


def session_of(*blocks, **changes) -> Session:
    return Session(letter(*blocks, **changes), World(template()))


@pytest.fixture
def show(qtbot):
    def shown(*blocks, **changes) -> Canvas:
        return shown_session(session_of(*blocks, **changes))

    def shown_session(session: Session) -> Canvas:
        canvas = Canvas(session)
        qtbot.addWidget(canvas)
        canvas.resize(700, 600)
        canvas.show()
        canvas.activateWindow()
        qtbot.waitUntil(canvas.isActiveWindow)
        canvas.setFocus()
        made(canvas, qtbot)
        return canvas

    shown.session = shown_session
    return shown


def made(canvas: Canvas, qtbot) -> None:
    qtbot.waitUntil(lambda: canvas.column.placing.is_done, timeout=10_000)


def field(canvas: Canvas, block: str, path: str = "text") -> FieldEdit:
    row = canvas.column.row_at(Where(BlockId(block), path))
    widget = canvas.column.make(row)
    assert isinstance(widget, FieldEdit)
    return widget


def at(canvas: Canvas, block: str, path: str = "text", offset: int = 0) -> FieldEdit:
    """Puts the caret there."""
    canvas.setFocus()
    canvas.go_to(Where(BlockId(block), path), offset)
    edit = QApplication.focusWidget()
    assert isinstance(edit, FieldEdit)
    return edit


def write(words: str) -> None:
    """Types where the caret is, wherever it goes."""
    for sign in words:
        type_text(focus(), sign)


def focus() -> QWidget:
    return QApplication.focusWidget()


def words(canvas: Canvas) -> list[str]:
    """Kind and words of each block, as the session has them."""
    said = []
    for block in canvas.session.document.walk():
        texts = [row.text.plain for row in canvas.column.rows if row.block is block and row.line.where.field]
        said.append(f"{kind_of(block).name}:{'|'.join(texts)}")
    return said


def text(canvas: Canvas, block: str, path: str = "text"):
    found = next(one for one in canvas.session.document.walk() if one.id == block)
    return get_field(found, path)


# ---- typing


def test_what_is_typed_is_in_the_document(show):
    canvas = show(paragraph("ab"))
    type_text(at(canvas, "1", offset=1), "— ➢ 😀")
    assert text(canvas, "1") == parse_text("a— ➢ 😀b")
    assert canvas.offset() == 6


def test_a_word_typed_is_one_step_back_with_its_caret(show):
    canvas = show(paragraph("een"), paragraph("x"))
    before = canvas.session.document
    type_text(at(canvas, "1", offset=3), " twee")
    assert canvas.session.undo_label == "Undo: Edit paragraph"
    at(canvas, "2")
    canvas.session.undo()
    assert canvas.session.document is before
    assert focus() is field(canvas, "1")
    assert field(canvas, "1").offset() == 3


def test_the_keys_for_undo_reach_the_session(show):
    canvas = show(paragraph("a"))
    before = canvas.session.document
    edit = at(canvas, "1", offset=1)
    type_text(edit, "b")
    press(edit, Key.Key_Z, Mod.ControlModifier)
    assert canvas.session.document is before
    press(edit, Key.Key_Z, Mod.ControlModifier | Mod.ShiftModifier)
    assert text(canvas, "1") == parse_text("ab")


def test_undo_is_not_taken_from_the_window(show):
    from PySide6.QtCore import QEvent

    edit = at(show(paragraph("a")), "1")
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Z, Mod.ControlModifier)
    event.ignore()
    QApplication.sendEvent(edit, event)
    assert event.matches(QKeySequence.StandardKey.Undo)
    assert not event.isAccepted()


def test_a_jump_of_the_caret_begins_a_new_step(show):
    canvas = show(paragraph("een"))
    edit = at(canvas, "1", offset=3)
    type_text(edit, "x")
    press(edit, Key.Key_Left)
    press(edit, Key.Key_Left)
    type_text(edit, "y")
    canvas.session.undo()
    assert text(canvas, "1") == parse_text("eenx")


def test_composed_letters_are_typed(show):
    canvas = show(paragraph("caf"))
    ime_commit(at(canvas, "1", offset=3), "é", preedit="´")
    assert text(canvas, "1") == parse_text("café")


def test_letters_being_composed_are_not_in_the_document(show):
    from PySide6.QtGui import QInputMethodEvent

    canvas = show(paragraph("caf"))
    QApplication.sendEvent(at(canvas, "1", offset=3), QInputMethodEvent("´", []))
    assert text(canvas, "1") == parse_text("caf")


def test_signs_no_document_may_hold_are_not_typed(show):
    canvas = show(paragraph("a"))
    type_text(at(canvas, "1", offset=1), "\ufffc\u200bb")
    assert text(canvas, "1") == parse_text("ab")
    assert field(canvas, "1").toPlainText() == "ab"


def test_shift_enter_is_a_line_break(show):
    canvas = show(paragraph("ab"))
    edit = at(canvas, "1", offset=1)
    press(edit, Key.Key_Return, Mod.ShiftModifier, text="\r")
    assert text(canvas, "1") == parse_text("a\nb")
    assert len(canvas.session.document.blocks) == 1


def test_a_heading_emptied_and_typed_anew_keeps_its_size_and_is_not_bold(show):
    canvas = show(heading("Kop"))
    edit = at(canvas, "1")
    size = edit.document().size().height()
    edit.selectAll()
    press(edit, Key.Key_Backspace)
    type_text(edit, "Nieuw")
    assert text(canvas, "1") == parse_text("Nieuw")
    assert edit.document().size().height() == size


# ---- bold, italic, links


@pytest.mark.parametrize(("key", "notation"), [(Key.Key_B, "**een** twee"), (Key.Key_I, "*een* twee")])
def test_a_selection_becomes_bold_or_italic_and_plain_again(show, key, notation):
    canvas = show(paragraph("een twee"))
    edit = at(canvas, "1")
    edit.select(0, 3)
    press(edit, key, Mod.ControlModifier)
    assert text(canvas, "1") == parse_text(notation)
    press(edit, key, Mod.ControlModifier)
    assert text(canvas, "1") == parse_text("een twee")


def test_what_is_typed_next_is_bold(show):
    canvas = show(paragraph("een "))
    edit = at(canvas, "1", offset=4)
    canvas.toggle("bold")
    type_text(edit, "twee")
    canvas.toggle("bold")
    type_text(edit, " drie")
    assert text(canvas, "1") == parse_text("een **twee** drie")


def test_a_format_is_a_step_of_its_own(show):
    canvas = show(paragraph("een"))
    edit = at(canvas, "1", offset=3)
    type_text(edit, "x")
    edit.selectAll()
    canvas.toggle("italic")
    canvas.session.undo()
    assert text(canvas, "1") == parse_text("eenx")


def test_words_typed_behind_a_link_or_a_chip_are_not_part_of_it(show):
    canvas = show(paragraph("[site](https://a.nl)[@k]"))
    type_text(at(canvas, "1", offset=5), "x")
    edit = at(canvas, "1", offset=4)
    type_text(edit, "y")
    assert text(canvas, "1") == parse_text("[site](https://a.nl)y[@k]x")
    ime_commit(at(canvas, "1", offset=4), "z")
    assert text(canvas, "1") == parse_text("[site](https://a.nl)zy[@k]x")


def test_words_typed_within_a_link_are_part_of_it(show):
    canvas = show(paragraph("[site](https://a.nl)"))
    type_text(at(canvas, "1", offset=2), "x")
    assert text(canvas, "1") == parse_text("[sixte](https://a.nl)")


# ---- chips


def test_a_source_and_a_field_are_put_in_at_the_caret(show):
    canvas = show(paragraph("ab"), sources=(Source("k", "report", (("author", "WRR"),)),))
    at(canvas, "1", offset=1)
    canvas.insertions.cite("k")
    canvas.insertions.insert(MergeField("date"))
    assert text(canvas, "1") == parse_text("a[@k]{{date}}b")
    press(focus(), Key.Key_Backspace)
    assert text(canvas, "1") == parse_text("a[@k]b")


def test_a_chip_is_one_step_of_the_caret(show):
    canvas = show(paragraph("a[@k]b"))
    edit = at(canvas, "1", offset=1)
    press(edit, Key.Key_Right)
    assert canvas.offset() == 2
    press(edit, Key.Key_Right)
    assert canvas.offset() == 3


def test_a_reference_says_what_it_prints_and_takes_the_room_of_that(show, qtbot):
    words = "{{ref:1}} " * 12
    canvas = show(heading("A title that is rather long"), paragraph(words), paragraph("q"))
    edit, row = at(canvas, "2"), canvas.column.row_at(Where(BlockId("2"), "text"))
    high = edit.height()
    canvas.set_numbers({BlockId("1"): "1"})
    canvas.column.placing.settle()
    assert edit.height() == row.height == edit.content_height(row.width) < high


def test_chips_come_along_on_the_clipboard(show):
    canvas = show(paragraph("a **b**[@k]{{date}}"), paragraph("x"))
    edit = at(canvas, "1")
    edit.selectAll()
    press(edit, Key.Key_C, Mod.ControlModifier)
    press(at(canvas, "2", offset=1), Key.Key_V, Mod.ControlModifier)
    assert text(canvas, "2") == parse_text("xa **b**[@k]{{date}}")


def test_pasted_words_are_no_notation_and_carry_nothing_odd(show):
    canvas = show(paragraph("x"))
    QApplication.clipboard().setText("a\r\n*b*\u200b\ufffc")
    press(at(canvas, "1", offset=1), Key.Key_V, Mod.ControlModifier)
    assert words(canvas) == ["paragraph:x", "paragraph:a", "paragraph:*b*"]
    assert text(canvas, canvas.session.document.blocks[2].id) == parse_text("\\*b\\*")


def popover(canvas: Canvas) -> NotePopover:
    return next(one for one in canvas.column.findChildren(NotePopover) if one.isVisible())


def test_a_note_is_written_in_a_card_and_stands_as_a_chip(show):
    canvas = show(paragraph("ab"))
    at(canvas, "1", offset=1)
    canvas.insertions.insert_note()
    assert popover(canvas).isVisible()
    type_text(focus(), "Zie *bijlage*.")
    press(focus(), Key.Key_Return)
    assert text(canvas, "1") == parse_text(r"a^[Zie \*bijlage\*.]b")
    assert focus() is field(canvas, "1")
    canvas.session.undo()
    assert text(canvas, "1") == parse_text("ab")


def test_escape_keeps_what_was_written_in_a_note_and_one_undo_takes_it_back(show):
    canvas = show(paragraph("a^[noot]b"))
    edit = at(canvas, "1")
    edit.chip_chosen.emit(1)
    type_text(focus(), "x")
    press(focus(), Key.Key_Escape)
    assert text(canvas, "1") == parse_text("a^[nootx]b")
    canvas.session.undo()
    assert text(canvas, "1") == parse_text("a^[noot]b")
    canvas.insertions.insert_note()
    press(focus(), Key.Key_Return)
    assert text(canvas, "1") == parse_text("a^[noot]b")


def test_a_click_on_a_note_opens_it_and_an_empty_one_goes(show, qtbot):
    canvas = show(paragraph("a^[noot]b"))
    edit = field(canvas, "1")
    cursor = QTextCursor(edit.document())
    cursor.setPosition(1)
    left = edit.cursorRect(cursor).center()
    qtbot.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=left + QPoint(14, 0))
    focus().selectAll()
    press(focus(), Key.Key_Delete)
    press(focus(), Key.Key_Return)
    assert text(canvas, "1") == parse_text("ab")


def test_enter_on_a_selected_chip_opens_it(show):
    canvas = show(paragraph("a^[noot]b"))
    edit = at(canvas, "1")
    edit.select(1, 2)
    press(edit, Key.Key_Return)
    type_text(focus(), "en")
    press(focus(), Key.Key_Return)
    assert text(canvas, "1") == parse_text("a^[nooten]b")


def test_chips_say_what_they_are():
    from composer.ui.chips import chip_words, spoken

    sources = (Source("k", "report", (("author", "WRR"), ("issued", "2021"))),)
    (cite,) = parse_text("[@k; @b; @c]").inlines
    assert isinstance(cite, Cite)
    assert chip_words(cite, sources) == "WRR 2021 + 2"
    assert chip_words(cite, ()) == "k + 2"
    assert spoken(cite, sources) == "Source: WRR 2021 + 2"
    (note,) = parse_text("^[Een heel lange noot die niet in een chip past]").inlines
    assert isinstance(note, FreeNote)
    assert chip_words(note, ()).endswith("…")
    assert spoken(MergeField("date"), ()) == "Field: date"
    assert chip_words(MergeField("date"), (), {"date": "Datum"}) == "Datum"


def test_the_caret_passes_a_field_by_the_name_the_template_gives_it(show, monkeypatch):
    canvas = show(paragraph("a{{event_date}}"))
    spec = FieldSpec(key="event_date", type="date", label=(("nl", "Datum van het debat"),))
    canvas.session.world = World(replace(template(), fields=(spec,)))
    heard = []
    monkeypatch.setattr(canvas, "announce", heard.append)
    at(canvas, "1", offset=0)
    press(focus(), Key.Key_Right)
    assert heard == ["Field: Datum van het debat"]


def test_the_card_of_a_note_says_which_key_keeps_it(show):
    canvas = show(paragraph("a"))
    at(canvas, "1", offset=1)
    canvas.insertions.insert_note()
    said = [label.text() for label in canvas.findChildren(QLabel) if label.isVisible()]
    assert "Enter or Esc goes back to the text; undo there takes the note back." in said


# ---- blocks


def test_enter_begins_the_next_block(show):
    canvas = show(heading("Kop"), paragraph("x"))
    at(canvas, "1", offset=3)
    write("\nnieuw")
    assert words(canvas) == ["heading:Kop", "paragraph:nieuw", "paragraph:x"]
    assert canvas.session.undo_label == "Undo: Edit paragraph"


def test_enter_goes_into_the_empty_paragraph_that_waits(show):
    canvas = show(salutation(), paragraph(), closing())
    at(canvas, "1")
    write("Geachte leden,\nTekst\nMeer")
    assert words(canvas) == ["salutation:Geachte leden,", "paragraph:Tekst", "paragraph:Meer", "closing:"]


def test_enter_within_the_text_of_an_example_leaves_it_one_example(show):
    canvas = show(examples("", example("Titel", "een twee")))
    at(canvas, "1.1", offset=4)
    write("\nnieuw ")
    assert text(canvas, "1.1").plain == "een\n\nnieuw twee"
    canvas.session.undo()
    canvas.session.undo()
    assert text(canvas, "1.1").plain == "een twee"


def test_enter_parts_a_text_and_backspace_joins_it(show):
    canvas = show(paragraph("een **twee**"))
    press(at(canvas, "1", offset=4), Key.Key_Return)
    assert words(canvas) == ["paragraph:een ", "paragraph:twee"]
    press(focus(), Key.Key_Backspace)
    assert words(canvas) == ["paragraph:een twee"]
    assert canvas.offset() == 4
    assert text(canvas, "1") == parse_text("een **twee**")


def test_enter_in_a_list_is_an_item(show):
    canvas = show(bullets("een"))
    at(canvas, "1", "items.0.text", 3)
    write("\ntwee\n\nweer")
    assert words(canvas) == ["list:een|twee", "paragraph:weer"]


def test_enter_replaces_what_is_selected(show):
    canvas = show(paragraph("abcd"))
    edit = at(canvas, "1")
    edit.select(1, 3)
    press(edit, Key.Key_Return)
    assert words(canvas) == ["paragraph:a", "paragraph:d"]


def test_backspace_in_an_empty_block_takes_it_away(show):
    canvas = show(paragraph("a"), paragraph())
    press(at(canvas, "2"), Key.Key_Backspace)
    assert words(canvas) == ["paragraph:a"]
    assert (focus(), canvas.offset()) == (field(canvas, "1"), 1)


def test_alt_and_an_arrow_move_a_block_with_its_caret(show):
    canvas = show(paragraph("een"), paragraph("twee"), paragraph("drie"))
    press(at(canvas, "3", offset=2), Key.Key_Up, Mod.AltModifier)
    press(focus(), Key.Key_Up, Mod.AltModifier)
    assert words(canvas) == ["paragraph:drie", "paragraph:een", "paragraph:twee"]
    assert (canvas.current_block(), canvas.offset()) == ("3", 2)
    press(focus(), Key.Key_Down, Mod.AltModifier | Mod.ShiftModifier)
    assert words(canvas) == ["paragraph:een", "paragraph:drie", "paragraph:twee"]
    canvas.session.undo()
    assert words(canvas) == ["paragraph:drie", "paragraph:een", "paragraph:twee"]


def test_blocks_are_added_deleted_and_copied_by_name(show):
    canvas = show(paragraph("a"))
    at(canvas, "1")
    canvas.blocks.add("heading")
    type_text(focus(), "Kop")
    assert words(canvas) == ["paragraph:a", "heading:Kop"]
    canvas.blocks.duplicate()
    canvas.blocks.delete()
    assert words(canvas) == ["paragraph:a", "heading:Kop"]
    assert canvas.current_block() == "b1"


def test_a_block_without_words_takes_the_keyboard(show):
    canvas = show(paragraph("a"), page_break(), paragraph("b"))
    press(at(canvas, "1", offset=1), Key.Key_Down)
    assert isinstance(focus(), BlockMark)
    assert canvas.current_block() == "2"
    press(focus(), Key.Key_Return)
    assert words(canvas) == ["paragraph:a", "page-break:", "paragraph:", "paragraph:b"]
    press(focus(), Key.Key_Up)
    press(focus(), Key.Key_Delete)
    assert words(canvas) == ["paragraph:a", "paragraph:", "paragraph:b"]


def test_an_empty_document_invites(show, qtbot):
    canvas = show()
    assert canvas.invitation.isVisible()
    buttons = canvas.invitation._buttons
    qtbot.mouseClick(buttons["salutation"], Qt.MouseButton.LeftButton)
    assert not canvas.invitation.isVisible()
    write("Geachte\nlezer")
    assert words(canvas) == ["salutation:Geachte", "paragraph:lezer"]
    for _ in range(20):
        canvas.session.undo()
    assert canvas.invitation.isVisible()


def test_the_invitation_is_reached_by_keyboard(show):
    canvas = show()
    canvas.setFocus()
    press(focus(), Key.Key_Space, text=" ")
    assert len(canvas.session.document.blocks) == 1


# ---- going about


def test_arrows_go_from_text_to_text(show):
    canvas = show(paragraph("een"), paragraph("twee"))
    press(at(canvas, "1", offset=2), Key.Key_Down)
    assert (canvas.current_block(), canvas.offset()) == ("2", 2)
    press(focus(), Key.Key_Home)
    press(focus(), Key.Key_Left)
    assert (canvas.current_block(), canvas.offset()) == ("1", 3)
    press(focus(), Key.Key_Right)
    assert (canvas.current_block(), canvas.offset()) == ("2", 0)
    press(focus(), Key.Key_Up)
    assert canvas.current_block() == "1"
    press(focus(), Key.Key_End, Mod.ControlModifier)
    assert (canvas.current_block(), canvas.offset()) == ("2", 4)
    press(focus(), Key.Key_Home, Mod.ControlModifier)
    assert (canvas.current_block(), canvas.offset()) == ("1", 0)


def test_page_down_goes_a_screen_further(show):
    canvas = show(*(paragraph(f"alinea {i}") for i in range(100)))
    press(at(canvas, "1"), Key.Key_PageDown)
    assert 5 < int(canvas.current_block()) < 40
    press(focus(), Key.Key_PageUp)
    assert canvas.current_block() == "1"


ORDER = ("Request 1", "To", "Theme", "Reference", "Heading")


def test_tab_goes_through_texts_and_controls_in_order_and_out(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    before, after = QLineEdit(), QLineEdit()
    canvas = Canvas(session_of(paragraph("a"), request("r"), heading("k")))
    layout = QVBoxLayout(window)
    for widget in (before, canvas, after):
        layout.addWidget(widget)
    window.resize(700, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    seen = []
    for _ in range(12):
        press(focus(), Key.Key_Tab, text="\t")
        seen.append(focus().accessibleName())
        if focus() is after:
            break
    assert seen[0] == "Paragraph"
    assert [seen.index(name) for name in ORDER] == sorted(seen.index(name) for name in ORDER)
    assert focus() is after
    press(focus(), Key.Key_Backtab, Mod.ShiftModifier)
    assert canvas.has_focus()
    canvas.go_to(Where(BlockId("1"), "text"))
    press(focus(), Key.Key_Backtab, Mod.ShiftModifier)
    assert focus() is before


def test_where_the_caret_is_is_told(show, qtbot):
    canvas = show(paragraph("een"), example("t", "x"))
    with qtbot.waitSignal(canvas.where_changed) as told:
        at(canvas, "2", "text", 1)
    assert told.args == [Where(BlockId("2"), "text")]
    assert canvas.offset() == 1


def test_going_somewhere_does_not_take_the_keyboard(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    canvas = Canvas(session_of(*(paragraph(str(i)) for i in range(200))))
    canvas.setParent(window)
    canvas.setGeometry(0, 40, 600, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    canvas.go_to(Where(BlockId("150"), "text"))
    assert focus() is line
    assert canvas.current_block() == "150"
    row = canvas.column.row_at(Where(BlockId("150"), "text"))
    assert canvas.port().intersects(row.widget.geometry())
    canvas.setFocus()
    assert focus() is row.widget


def test_a_place_within_a_block_is_found(show):
    canvas = show(bullets("a", "b"), request("r"))
    canvas.go_to(Where(BlockId("1"), "items.1"))
    assert focus() is field(canvas, "1", "items.1.text")
    canvas.go_to(Where(BlockId("2"), "theme"))
    assert focus().accessibleName() == "Theme"
    canvas.go_to(Where(BlockId("nowhere"), "text"))


# ---- what a block has besides


def panel(canvas: Canvas) -> ExtraFields:
    return next(row.widget for row in canvas.column.rows if row.line.is_panel)


def test_other_fields_stand_under_the_block_with_the_caret(show):
    canvas = show(paragraph("a"), request("r"))
    at(canvas, "2")
    line = panel(canvas).control("to")
    type_text(line, "Sterk")
    assert canvas.session.document.blocks[1].to == "Sterk"
    assert canvas.session.undo_label == "Undo: Edit request"
    canvas.session.undo()
    assert line.text() == ""
    at(canvas, "1")
    assert [row.block.id for row in canvas.column.rows if row.line.is_panel] == ["1"]


def test_a_choice_a_number_and_a_flag_are_set(show, qtbot):
    canvas = show(heading("k"), bullets("a"))
    at(canvas, "1")
    level = panel(canvas).control("level")
    level.setFocus()
    press(level, Key.Key_Down)
    assert canvas.session.document.blocks[0].level == 2
    press(panel(canvas).control("numbered"), Key.Key_Space, text=" ")
    assert canvas.session.document.blocks[0].numbered
    at(canvas, "2", "items.0.text")
    press(panel(canvas).control("marker"), Key.Key_Down)
    assert canvas.session.document.blocks[1].marker == "number"


def test_lines_of_words_take_the_room_there_is(show):
    canvas = show(example("t", "x"))
    at(canvas, "1", "title")
    lines = panel(canvas).stops()
    for line, words in zip(lines, ("Gemeente Zutphen; Stichting", "j.de.boer@zutphen.example"), strict=False):
        type_text(line, words)
        assert line.fontMetrics().horizontalAdvance(words) < line.width() - theme.px(8)
    edge = panel(canvas).width()
    assert all(line.geometry().right() < edge for line in lines)
    assert not any(one.geometry().intersects(two.geometry()) for one, two in pairwise(lines))


def test_several_words_are_parted_by_a_semicolon(show):
    canvas = show(example("t", "x"))
    at(canvas, "1", "title")
    type_text(panel(canvas).control("organisations"), "Haarlem; Zwolle;")
    assert canvas.session.document.blocks[0].organisations == ("Haarlem", "Zwolle")


def test_empty_texts_show_only_where_one_writes(show):
    canvas = show(paragraph("a"), example("t"))
    fields = [row.line.where.field for row in canvas.column.rows if row.block.id == "2"]
    assert fields == ["title"]
    at(canvas, "2", "title")
    fields = [row.line.where.field for row in canvas.column.rows if row.block.id == "2"]
    assert fields[:2] == ["title", "text"]


# ---- what comes from outside


def test_a_change_from_elsewhere_is_shown_and_leaves_other_fields_alone(show):
    canvas = show(paragraph("een"), paragraph("twee"))
    other = field(canvas, "1")
    revision = other.document().revision()
    canvas.session.apply(
        "x", lambda document: set_field(document, BlockId("2"), "text", parse_text("*drie*"))
    )
    assert field(canvas, "2").text() == parse_text("*drie*")
    assert other.document().revision() == revision


def test_numbers_and_findings_are_said_too(show):
    canvas = show(section("s", argument("a"), argument("b")))
    assert field(canvas, "1.2").accessibleName() == "Argument b"
    canvas.set_numbers({BlockId("1.2"): "z."})
    canvas.set_findings({BlockId("1.2"): 2})
    assert field(canvas, "1.2").accessibleName() == "Argument z"
    assert "findings: 2" in field(canvas, "1.2").accessibleDescription()


def test_a_screen_reader_meets_the_texts_in_order(show, qtbot):
    canvas = show(paragraph("a"), paragraph("b"))
    press(at(canvas, "1", offset=1), Key.Key_Return)
    press(focus(), Key.Key_Up, Mod.AltModifier)
    made(canvas, qtbot)
    tree = QAccessible.queryAccessibleInterface(canvas.column)
    fields = [tree.child(i).object() for i in range(tree.childCount())]
    assert [one for one in fields if isinstance(one, FieldEdit)] == [
        row.widget for row in canvas.column.rows if isinstance(row.widget, FieldEdit)
    ]
    inside = QAccessible.queryAccessibleInterface(fields[0])
    assert inside.role() == QAccessible.Role.EditableText


def test_the_words_follow_the_language(show, dutch):
    canvas = show(request("r"), page_break())
    canvas.retranslate()
    assert field(canvas, "1").accessibleName() == "Verzoek 1"


def test_the_text_follows_scale_and_theme(show, qapp):
    canvas = show(paragraph("een " * 30))
    height = field(canvas, "1").height()
    canvas.set_scale(2.0)
    assert field(canvas, "1").height() > 1.9 * height
    theme.apply(qapp, Scheme.DARK)
    assert canvas.grab().toImage().pixelColor(3, 3) == theme.colour("surface")


# ---- many blocks


def test_a_long_document_is_made_in_time_and_stays_in_place(show, qtbot):
    session = session_of(*(paragraph("woord " * (i % 60 + 1)) for i in range(400)))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(700, 600)
    canvas.show()
    assert sum(row.widget is not None for row in canvas.column.rows) < 60
    canvas.verticalScrollBar().setValue(5000)
    top = next(canvas.column.placing.visible_rows())
    offset = top.top - canvas.verticalScrollBar().value()
    made(canvas, qtbot)
    assert all(row.widget is not None for row in canvas.column.rows)
    assert abs(top.top - canvas.verticalScrollBar().value() - offset) <= 1


def test_no_field_lies_over_another(show, qtbot):
    canvas = show(
        section("s " * 80, argument("a " * 90, request("r " * 50)), argument("b")),
        examples("t", example("e", "x " * 100, part("p", "y"))),
        bullets("een", "twee " * 60),
        signatures("l"),
    )
    at(canvas, "1.1.1")
    canvas.resize(480, 600)
    made(canvas, qtbot)
    rows = canvas.column.rows
    for row, below in pairwise(rows):
        assert row.widget.geometry().bottom() < below.widget.geometry().top()
        if isinstance(row.widget, FieldEdit):
            assert row.widget.height() >= row.widget.document().size().height()
            assert row.widget.verticalScrollBar().value() == 0


def test_typing_a_line_more_makes_room_at_once(show):
    canvas = show(paragraph("een"), paragraph("twee"))
    edit = at(canvas, "1", offset=3)
    type_text(edit, " woord" * 30)
    assert edit.height() >= edit.document().size().height()
    assert field(canvas, "2").y() >= edit.y() + edit.height()


# ---- the invariant


def agrees(canvas: Canvas) -> None:
    """Rows are the document in order; every made field says its text."""
    document = canvas.session.document
    order = [block.id for block in document.walk()]
    shown = list(dict.fromkeys(row.line.where.block for row in canvas.column.rows))
    assert [one for one in order if one in shown] == shown
    hidden = set(order) - set(shown)
    assert all(block.children for block in document.walk() if block.id in hidden)
    for row in canvas.column.rows:
        if isinstance(row.widget, FieldEdit):
            assert row.text is get_field(row.block, row.line.where.field)
            assert row.widget.text() == row.text
    tops = [row.top for row in canvas.column.rows]
    assert tops == sorted(tops)
    here = focus()
    assert here is None or canvas.isAncestorOf(here) or here is canvas


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("type", "enter", "back", "up", "down", "bold", "break", "add", "delete", "source"),
                *("field", "undo", "redo", "go", "duplicate", "select", "tab", "arrow"),
            ]
        ),
        st.integers(0, 40),
    ),
    min_size=5,
    max_size=40,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTIONS)
def test_rows_and_document_agree_whatever_happens(qtbot, actions):
    start = letter(
        salutation("Geachte"),
        heading("Kop"),
        section("S", argument("a[@k]", request("r")), argument("b")),
        examples("", example("e", "x")),
        bullets("een", "twee"),
        page_break(),
        signatures(),
    )
    session = Session(start, World(template()))
    canvas = Canvas(session)
    canvas.resize(600, 500)
    canvas.show()
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    canvas.setFocus()
    assert isinstance(focus(), FieldEdit)
    try:
        for action, n in actions:
            act(canvas, action, n)
            agrees(canvas)
        while session.history.done:
            session.undo()
            agrees(canvas)
        assert session.document is start
    finally:
        canvas.close_session()
        canvas.close()
        canvas.deleteLater()


KINDS = [
    "paragraph",
    "heading",
    "request",
    "argument",
    "section",
    "list",
    "example",
    "examples",
    "page-break",
]


def act(canvas: Canvas, action: str, n: int) -> None:
    here = focus()
    rows = canvas.column.rows
    if not isinstance(here, FieldEdit | BlockMark) or action == "go":
        if rows:
            canvas.setFocus()
            canvas.go_to(rows[n % len(rows)].line.where, n % 7)
        return
    keys = {
        "enter": (Key.Key_Return, Mod.NoModifier),
        "back": (Key.Key_Backspace, Mod.NoModifier),
        "up": (Key.Key_Up, Mod.AltModifier),
        "down": (Key.Key_Down, Mod.AltModifier),
        "bold": (Key.Key_B, Mod.ControlModifier),
        "break": (Key.Key_Return, Mod.ControlModifier),
        "undo": (Key.Key_Z, Mod.ControlModifier),
        "redo": (Key.Key_Y, Mod.ControlModifier),
        "tab": (Key.Key_Tab, Mod.NoModifier),
        "arrow": ([Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down][n % 4], Mod.NoModifier),
    }
    if action in keys:
        press(here, *keys[action])
    elif action == "type":
        type_text(here, ["a", " ", "é", "😀", "*", "b c"][n % 6])
    elif action == "select" and isinstance(here, FieldEdit):
        here.select(n % 4, n % 9)
    else:
        commands = {
            "add": lambda: canvas.blocks.add(KINDS[n % len(KINDS)]),
            "delete": canvas.blocks.delete,
            "duplicate": canvas.blocks.duplicate,
            "source": lambda: canvas.insertions.cite("k"),
            "field": lambda: canvas.insertions.insert(MergeField("date")),
        }
        commands.get(action, lambda: None)()


def test_a_click_puts_the_caret_there(show, qtbot):
    canvas = show(paragraph("een"), request("twee"))
    edit = field(canvas, "2")
    QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 5))
    assert (focus(), canvas.current_block()) == (edit, "2")
    qtbot.waitUntil(lambda: any(row.line.is_panel for row in canvas.column.rows))
    assert isinstance(canvas.session.document, Document)
