import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from composer.model.inline import parse_text, text_of
from composer.model.text import Cite, Format, FreeNote, MergeField, Reference, Run, Text
from composer.ui.inline import format_of, formats, insert, offset_of, position_of, read, set_format, write

pytestmark = pytest.mark.usefixtures("qapp")

SIGNS = "ab *[]{}^@~\\\n,;()é\u00a0x.😀e\u0301"
FORMAT = st.builds(
    Format,
    bold=st.booleans(),
    italic=st.booleans(),
    href=st.sampled_from(["", "https://a.nl"]),
    language=st.sampled_from(["", "en"]),
)
RUN = st.builds(Run, st.text(SIGNS, max_size=20), FORMAT)
INLINE = (
    RUN
    | st.builds(MergeField, st.sampled_from(["a.b", "date"]), FORMAT)
    | st.sampled_from([Cite((Reference("k", "p. 3"), Reference("z"))), Cite((Reference("k"),))])
    | st.lists(RUN, max_size=3).map(lambda runs: FreeNote(tuple(runs)))
)
TEXT = st.lists(st.lists(INLINE, max_size=5), max_size=3).map(text_of)
MANY = settings(max_examples=400, deadline=None)


def holding(notation: str) -> QTextDocument:
    document = QTextDocument()
    write(document, parse_text(notation))
    return document


def cursor_over(document: QTextDocument, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


# ---- laws


@MANY
@given(TEXT)
def test_what_is_written_is_read_back(text):
    document = QTextDocument()
    write(document, text)
    assert read(document) == text


@MANY
@given(TEXT, TEXT)
def test_what_was_there_before_leaves_no_trace(before, text):
    document = QTextDocument()
    write(document, before)
    write(document, text)
    assert read(document) == text


@MANY
@given(TEXT, st.integers(0, 80))
def test_an_offset_leads_to_a_position_and_back(text, offset):
    document = QTextDocument()
    write(document, text)
    position = position_of(document, offset)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    assert offset_of(document, position) == min(offset, len(cursor.selectedText()))


@MANY
@given(TEXT, st.integers(0, 60))
def test_no_letter_is_lost_where_a_text_is_parted(text, offset):
    document = QTextDocument()
    write(document, text)
    position = position_of(document, offset)
    head, tail = read(document, 0, position), read(document, position)

    def letters(*texts: Text) -> str:
        return "".join("".join(part.plain.split()) for part in texts)

    import unicodedata

    assert unicodedata.normalize("NFC", letters(head, tail)) == unicodedata.normalize("NFC", letters(text))


# ---- single rules


def test_two_equal_chips_beside_each_other_are_two():
    document = holding("a[@k][@k]b")
    assert len([item for item in read(document).inlines if isinstance(item, Cite)]) == 2


def test_an_object_that_is_no_chip_is_not_read():
    document = holding("ab")
    QTextCursor(document).insertText("\ufffc", QTextCharFormat())
    assert read(document) == parse_text("ab")


def test_a_weight_that_comes_from_the_look_is_not_bold():
    document = QTextDocument()
    font = QFont()
    font.setBold(True)
    document.setDefaultFont(font)
    write(document, parse_text("Kop"))
    assert read(document) == parse_text("Kop")


def test_an_emptied_document_keeps_its_font():
    document = QTextDocument()
    font = QFont()
    font.setPixelSize(31)
    document.setDefaultFont(font)
    write(document, parse_text("**Kop**"))
    write(document, Text())
    QTextCursor(document).insertText("x")
    assert QTextCursor(document).charFormat().font().pixelSize() in (-1, 31)
    assert document.defaultFont().pixelSize() == 31
    assert read(document) == parse_text("x")


def test_positions_count_an_emoji_as_two_and_offsets_as_one():
    document = holding("a😀b")
    assert position_of(document, 2) == 3
    assert offset_of(document, 3) == 2


def test_a_part_of_a_text_is_read_between_two_positions():
    document = holding("een **twee** drie")
    assert read(document, 4, 8) == parse_text("**twee**")
    assert read(document, 6) == parse_text("**ee** drie")


def test_bold_is_given_and_taken_over_runs_and_chips():
    document = holding("een *twee* {{date}}[@k] drie")
    set_format(cursor_over(document, 0, document.characterCount() - 1), bold=True)
    assert read(document) == parse_text("**een *twee* {{date}}**[@k] **drie**")
    assert all(form.bold for form in formats(cursor_over(document, 0, document.characterCount() - 1)))
    set_format(cursor_over(document, 0, document.characterCount() - 1), bold=False)
    assert read(document) == parse_text("een *twee* {{date}}[@k] drie")


def test_a_text_goes_in_at_the_caret():
    document = holding("een vier")
    insert(cursor_over(document, 4, 4), parse_text("**twee** drie "))
    assert read(document) == parse_text("een **twee** drie vier")


def test_a_run_without_properties_is_plain():
    assert format_of(QTextCharFormat()) == Format()


def test_setting_a_font_weight_often_loses_no_reference():
    """PySide6 6.12.0 before Python 3.12 lost one to None each time, and the process with them."""
    form = QTextCharFormat()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        form.setFontWeight(QFont.Weight.Bold)
    assert abs(sys.getrefcount(None) - before) < 100
