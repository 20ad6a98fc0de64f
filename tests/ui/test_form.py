"""Forms: real key presses in every type of field."""

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView

from composer.app.dates import read_date
from composer.i18n import long_date
from composer.ui.form import Form, Row
from tests.ui.keys import ime_commit, press, type_text

CHOICES = (("", "–"), ("draft", "Draft"), ("held", "Held"))
ROWS = (
    Row("subject", "Subject", "text", "Zorg", required=True),
    Row("names", "Names", "lines", "A\nB"),
    Row("text", "Text", "long-text", ""),
    Row("date", "Date", "date", "2026-02-24", hint="Of the letter"),
    Row("number", "Number", "number", 12),
    Row("status", "Status", "choice", "held", CHOICES),
    Row("public", "Public & open", "yes-no", value=True),
)

# What the platform without a screen says of a window that pops up.
POPUPS = pytest.mark.qt_log_ignore(r"This plugin does not support", extend=True)


@pytest.fixture
def form(qtbot):
    made = Form(ROWS)
    qtbot.addWidget(made)
    made.resize(280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.said = []
    made.edited.connect(lambda key, value: made.said.append((key, value)))
    return made


def entry(form, key):
    """Where the keys of a row go."""
    control = form.control(key)
    return control.focusProxy() or control


def shown(form, key):
    field = entry(form, key)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def retype(form, key, words):
    field = entry(form, key)
    field.setFocus()
    field.selectAll()
    press(field, Qt.Key.Key_Delete)
    type_text(field, words)


def test_values_are_shown_and_nobody_is_told(form):
    assert shown(form, "subject") == "Zorg"
    assert shown(form, "names") == "A\nB"
    assert shown(form, "date") == "24 februari 2026"
    assert shown(form, "number") == "12"
    assert form.control("status").currentText() == "Held"
    assert form.control("public").isChecked()
    assert form.said == []


def test_typing_tells_the_words_sign_by_sign(form):
    retype(form, "subject", "één")
    assert form.said == [("subject", ""), ("subject", "é"), ("subject", "éé"), ("subject", "één")]


def test_what_an_input_method_commits_is_told(form):
    entry(form, "text").setFocus()
    ime_commit(entry(form, "text"), "é", preedit="´")
    assert form.said == [("text", "é")]


def test_one_line_stays_one_line(form):
    retype(form, "subject", "a\nb")
    assert form.said[-1] == ("subject", "ab")
    entry(form, "subject").selectAll()
    QApplication.clipboard().setText("een\ntwee")
    entry(form, "subject").paste()
    assert form.said[-1] == ("subject", "een twee")


def test_lines_grow_with_their_words(form, qtbot):
    before = form.control("names").height()
    retype(form, "names", "a\nb\nc\nd")
    assert form.said[-1] == ("names", "a\nb\nc\nd")
    qtbot.waitUntil(lambda: form.control("names").height() > before)


@pytest.mark.parametrize("words", ["26 februari 2026", "26-2-2026", "2026-02-26", "26 feb 2026"])
def test_a_date_is_told_in_iso_and_written_out_on_leaving(words, form):
    retype(form, "date", words)
    assert form.said[-1] == ("date", "2026-02-26")
    entry(form, "number").setFocus()
    assert shown(form, "date") == "26 februari 2026"
    assert form.problem("date") == ""


def test_a_date_is_written_out_in_the_language_of_the_document(form):
    form.set_language("en")
    assert shown(form, "date") == "24 February 2026"


def test_an_entry_that_is_no_date_stays_and_says_why(form):
    retype(form, "date", "volgende week")
    assert [value for key, value in form.said if key == "date"] == [""]
    entry(form, "number").setFocus()
    assert shown(form, "date") == "volgende week"
    assert form.said[-1] == ("date", "volgende week")
    assert form.problem("date") in [label.text() for label in form.findChildren(QLabel)]
    assert form.problem("date") in form.control("date").accessibleDescription()
    retype(form, "date", "1 mei 2026")
    assert form.problem("date") == ""
    assert "Of the letter" in [label.text() for label in form.findChildren(QLabel)]


def test_what_was_no_date_in_the_file_is_shown_and_said(form):
    form.set_values({"date": "ooit"})
    assert shown(form, "date") == "ooit"
    assert form.problem("date")


def test_an_emptied_date_is_no_problem(form):
    retype(form, "date", "")
    entry(form, "number").setFocus()
    assert form.said[-1] == ("date", "")
    assert form.problem("date") == ""


def test_a_form_can_be_settled_before_saving(form):
    retype(form, "date", "ooit")
    form.settle()
    assert form.said[-1] == ("date", "ooit")


@pytest.mark.parametrize("words", ["3 mei", "3-5", "vandaag", "morgen", "3/5/26"])
def test_a_date_in_few_words_is_taken_and_written_out_by_enter(words, form):
    day = read_date(words)
    retype(form, "date", words)
    press(entry(form, "date"), Qt.Key.Key_Return)
    assert form.said[-1] == ("date", day.isoformat())
    assert shown(form, "date") == long_date(day, "nl")
    assert QApplication.focusWidget() is entry(form, "date")


def test_a_date_that_is_being_typed_is_told_when_it_is_whole(form):
    retype(form, "date", "3 mei 2026")
    assert [value for key, value in form.said if key == "date"] == ["", "2026-05-03"]
    retype(form, "date", "3 mei")
    form.set_values({"date": ""})  # what is there already; the words that are typed stay
    assert shown(form, "date") == "3 mei"
    form.settle()
    assert form.said[-1] == ("date", read_date("3 mei").isoformat())


def test_what_is_no_date_is_kept_by_enter_too(form):
    retype(form, "date", "binnenkort")
    press(entry(form, "date"), Qt.Key.Key_Return)
    assert shown(form, "date") == "binnenkort"
    assert form.problem("date") == "This is not a date. Write 3 May, 3-5-2026 or today."


@POPUPS
def test_the_calendar_is_walked_by_keys_and_speaks_the_language_of_the_window(form, dutch):
    field = form.control("date")
    field.setFocus()
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._calendar
    assert popup.calendar.locale().language() == QLocale.Language.Dutch
    view = popup.calendar.findChild(QTableView)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert form.said == [("date", "2026-03-04")]
    assert QApplication.focusWidget() is field


@POPUPS
def test_the_calendar_opens_by_key_and_gives_a_date(form):
    field = form.control("date")
    field.setFocus()
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field._calendar
    assert calendar.isVisible()
    assert calendar.calendar.selectedDate() == QDate(2026, 2, 24)
    calendar.calendar.clicked.emit(QDate(2026, 3, 2))
    assert not calendar.isVisible()
    assert form.said == [("date", "2026-03-02")]
    assert shown(form, "date") == "2 maart 2026"


@POPUPS
def test_escape_closes_the_calendar(form):
    field = form.control("date")
    field.open_calendar()
    QTest.keyClick(field._calendar, Qt.Key.Key_Escape)
    assert not field._calendar.isVisible()
    assert form.said == []


def test_a_number_is_told_as_a_number(form):
    retype(form, "number", "34")
    assert form.said[-1] == ("number", 34)
    retype(form, "number", "veel")
    entry(form, "date").setFocus()
    assert form.said[-1] == ("number", "veel")
    assert form.problem("number")


def test_a_choice_is_told_by_its_value(form):
    field = form.control("status")
    field.setFocus()
    press(field, Qt.Key.Key_Up)
    assert form.said == [("status", "draft")]


def test_a_value_that_is_no_choice_is_shown_as_it_is(form):
    form.set_values({"status": "lost"})
    assert form.control("status").currentText() == "lost"


def test_the_wheel_never_makes_a_choice(form):
    field = form.control("status")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert field.currentText() == "Held"


def test_yes_or_no_is_told(form):
    press(form.control("public"), Qt.Key.Key_Space)
    assert form.said == [("public", False)]


def test_what_is_being_typed_is_left_alone_by_its_own_echo(form):
    retype(form, "number", "007")
    form.set_rows(
        [Row("number", "Number", "number", 7) if row.key == "number" else row for row in ROWS], typed="number"
    )
    assert shown(form, "number") == "007"
    form.set_values({"number": 8})
    assert shown(form, "number") == "8"


def test_rows_of_the_same_keys_keep_their_controls_and_the_keyboard(form):
    field = entry(form, "subject")
    field.setFocus()
    form.set_rows([Row(row.key, row.label.upper(), row.type, row.value, row.choices) for row in ROWS])
    assert entry(form, "subject") is field
    assert field.hasFocus()
    assert "SUBJECT" in [label.text() for label in form.findChildren(QLabel)]


def test_other_rows_take_the_place_of_the_old(form):
    form.set_rows([Row("a", "A")])
    assert list(form.keys()) == ["a"]


def test_every_field_has_a_name_and_says_what_it_wants(form):
    for row in ROWS:
        field = entry(form, row.key)
        assert field.accessibleName() == row.label
    named = QAccessible.queryAccessibleInterface(entry(form, "subject"))
    assert named.text(QAccessible.Text.Name) == "Subject"
    assert "required" in entry(form, "subject").accessibleDescription()
    assert "Of the letter" in form.control("date").accessibleDescription()
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert buddies == {entry(form, row.key) for row in ROWS}


def test_tab_goes_through_the_fields_as_one_reads(form, qtbot):
    entry(form, "subject").setFocus()
    visited = []
    for _row in ROWS:
        visited.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert visited == [entry(form, row.key) for row in ROWS]


def test_what_is_required_says_so_only_while_it_is_empty(form):
    required = [label for label in form.findChildren(QLabel) if label.text() == "required"]
    assert not any(label.isVisible() for label in required)
    form.set_values({"subject": ""})
    assert [label.isVisible() for label in required].count(True) == 1


@pytest.mark.parametrize("key", ["subject", "date", "names"])
def test_undo_goes_on_to_the_window(key, form):
    from PySide6.QtGui import QShortcut

    heard = []
    QShortcut("Ctrl+Z", form).activated.connect(lambda: heard.append("undo"))
    retype(form, key, "x")
    QTest.keyClick(entry(form, key), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
    assert shown(form, key) == "x"


def test_a_problem_may_come_from_outside(form):
    form.set_problem("subject", "Taken")
    assert form.problem("subject") == "Taken"
    assert "Taken" in entry(form, "subject").accessibleDescription()
    form.set_problem("subject", "")
    assert form.problem("subject") == ""


def test_a_form_can_be_painted_in_every_scheme(scheme, form):
    assert not form.grab().isNull()
