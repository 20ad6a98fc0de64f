"""The panes of fields, people and sources: typed in, undone, and following the document."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from composer.app.session import Session
from composer.app.sources import cited_in
from composer.compose.world import World
from composer.model.edits import set_document_field, set_field
from composer.model.inline import parse_text
from composer.ui.application import set_language
from composer.ui.sheets import FieldsSheet, PeopleSheet, SourcesSheet
from tests.builders import ADDRESSEES, field, letter, paragraph, person, role, source, template
from tests.ui.keys import press, type_text

ALT = Qt.KeyboardModifier.AltModifier
FIELDS = (
    field("date", "date", required=True),
    field("subject", required=True),
    field("status", "choice", choices=(("draft", (("en", "Draft"), ("nl", "Concept"))),)),
    field("public", "yes-no"),
    field("number", "number"),
)
ROLES = (
    ADDRESSEES,
    role("signatories", "signatory"),
    replace(role("enclosures", "enclosure", plain=True), label=(("en", "Enclosures"), ("nl", "Bijlagen"))),
)


@pytest.fixture
def session():
    document = letter(
        paragraph("Volgens [@wrr-2021]"),
        paragraph("Niets"),
        title="Brief",
        fields={"date": "2026-02-24", "subject": "Zorg", "old": "x"},
        people={
            "addressees": (person(organisation="Tweede Kamer", address=("Postbus 20018",)),),
            "signatories": (person("A. de Vries", role="wethouder"), person("B. Jansen")),
            "guests": (person("C"),),
        },
        sources=(
            source("wrr-2021", author="WRR", title="Kiezen", issued="2021"),
            source("wet", title="Wet maatschappelijke ondersteuning"),
        ),
    )
    return Session(document, World(template(fields=FIELDS, roles=ROLES)))


@pytest.fixture
def show(session, qtbot):
    def shown(kind):
        sheet = kind(session)
        qtbot.addWidget(sheet)
        sheet.resize(280, 800)
        sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        return sheet

    return shown


def entry(form, key):
    control = form.control(key)
    return control.focusProxy() or control


def words(form, key):
    widget = entry(form, key)
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def retype(form, key, text):
    widget = entry(form, key)
    widget.setFocus()
    widget.selectAll()
    press(widget, Qt.Key.Key_Delete)
    type_text(widget, text)


def entries(listed):
    return [listed.item(row).text() for row in range(listed.count())]


# ---- fields


def test_the_fields_of_the_template_are_shown_with_title_and_language(show):
    form = show(FieldsSheet).form
    names = ["date", "subject", "status", "public", "number", "old"]
    assert list(form.keys()) == ["title", "language", *(f"fields.{name}" for name in names)]
    assert words(form, "title") == "Brief"
    assert words(form, "fields.date") == "24 februari 2026"
    assert form.control("language").currentText() == "Nederlands"


def test_typing_in_a_field_is_one_step_that_undo_takes_back(show, session):
    form = show(FieldsSheet).form
    retype(form, "fields.subject", "Wonen")
    assert session.document.field("subject") == "Wonen"
    assert session.undo_label == "Undo: Change Subject"
    retype(form, "title", "Nieuw")
    session.undo()
    assert words(form, "title") == "Brief"
    session.undo()
    assert words(form, "fields.subject") == "Zorg"
    assert not session.history.done
    session.redo()
    assert words(form, "fields.subject") == "Wonen"


def test_every_type_of_field_reaches_the_document(show, session):
    form = show(FieldsSheet).form
    retype(form, "fields.date", "2-3-2026")
    retype(form, "fields.number", "12")
    press(form.control("fields.public"), Qt.Key.Key_Space)
    press(form.control("fields.status"), Qt.Key.Key_Down)
    press(form.control("language"), Qt.Key.Key_Down)
    fields = {
        "date": "2026-03-02",
        "subject": "Zorg",
        "old": "x",
        "number": 12,
        "public": True,
        "status": "draft",
    }
    assert dict(session.document.fields) == fields
    assert session.document.language == "en"
    assert words(form, "fields.date") == "2 March 2026"


def test_an_emptied_field_is_empty_in_the_document(show, session):
    retype(show(FieldsSheet).form, "fields.subject", "")
    assert session.document.field("subject") is None


def test_a_change_from_elsewhere_is_shown_and_not_made_again(show, session):
    form = show(FieldsSheet).form
    session.apply("x", lambda document: set_document_field(document, "subject", "Elders"))
    assert words(form, "fields.subject") == "Elders"
    assert len(session.history.done) == 1


def test_a_sheet_that_is_not_seen_catches_up_when_it_is(show, session):
    sheet = show(FieldsSheet)
    sheet.hide()
    session.apply("x", lambda document: set_document_field(document, "subject", "Elders"))
    assert words(sheet.form, "fields.subject") == "Zorg"
    sheet.show()
    assert words(sheet.form, "fields.subject") == "Elders"


def test_a_field_that_the_template_does_not_have_says_so(show):
    form = show(FieldsSheet).form
    assert "not printed" in entry(form, "fields.old").accessibleDescription()


def test_typing_in_the_text_pane_leaves_the_form_alone(show, session, monkeypatch):
    sheet = show(FieldsSheet)
    field = entry(sheet.form, "fields.subject")
    field.setFocus()
    session.apply("type", lambda document: set_field(document, "2", "text", parse_text("Iets")))
    assert field.hasFocus()


# ---- people


def test_people_stand_under_their_roles(show):
    sheet = show(PeopleSheet)
    assert entries(sheet.role("addressees")) == ["Tweede Kamer"]
    assert entries(sheet.role("signatories")) == ["A. de Vries", "B. Jansen"]
    assert entries(sheet.role("enclosures")) == []
    assert entries(sheet.role("guests")) == ["C"]


def test_a_person_is_opened_by_enter_and_changed_in_one_step(show, session):
    sheet = show(PeopleSheet)
    sheet.role("signatories").setCurrentRow(1)
    press(sheet.role("signatories"), Qt.Key.Key_Return)
    assert sheet.is_open
    retype(sheet.form, "role", "voorzitter")
    assert session.document.people.of("signatories")[1].role == "voorzitter"
    session.undo()
    assert session.document.people.of("signatories")[1].role == ""
    assert words(sheet.form, "role") == ""
    assert not session.history.done


def test_escape_goes_back_to_where_the_person_is_in_the_list(show):
    sheet = show(PeopleSheet)
    sheet.open("signatories", 1)
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.is_open
    assert sheet.role("signatories").currentRow() == 1
    assert sheet.role("signatories").hasFocus()


def test_several_names_and_address_lines_are_typed_below_each_other(show, session):
    sheet = show(PeopleSheet)
    sheet.open("addressees", 0)
    retype(sheet.form, "names", "A\nB")
    retype(sheet.form, "address", "Plein 2\nDen Haag")
    someone = session.document.people.of("addressees")[0]
    assert (someone.names, someone.address) == (("A", "B"), ("Plein 2", "Den Haag"))


def test_somebody_is_added_and_named_at_once(show, session, qtbot):
    sheet = show(PeopleSheet)
    qtbot.mouseClick(sheet.add_button("enclosures"), Qt.MouseButton.LeftButton)
    assert sheet.is_open
    assert list(sheet.form.keys()) == ["names"]
    assert entry(sheet.form, "names").hasFocus()
    type_text(entry(sheet.form, "names"), "Kaart")
    assert session.document.people.of("enclosures")[0].names == ("Kaart",)
    session.undo()
    session.undo()
    assert not sheet.is_open
    assert session.document.people.of("enclosures") == ()


def test_people_are_put_in_order_by_alt_with_the_arrows(show, session):
    listed = show(PeopleSheet).role("signatories")
    listed.setFocus()
    listed.setCurrentRow(0)
    press(listed, Qt.Key.Key_Down, ALT)
    assert [one.title for one in session.document.people.of("signatories")] == ["B. Jansen", "A. de Vries"]
    assert listed.currentItem().text() == "A. de Vries"
    press(listed, Qt.Key.Key_Down, ALT)
    assert len(session.history.done) == 1
    session.undo()
    assert entries(listed) == ["A. de Vries", "B. Jansen"]


def test_an_open_person_is_moved_and_stays_open(show, session, qtbot):
    sheet = show(PeopleSheet)
    sheet.open("signatories", 0)
    qtbot.mouseClick(sheet._down, Qt.MouseButton.LeftButton)
    assert [one.title for one in session.document.people.of("signatories")] == ["B. Jansen", "A. de Vries"]
    assert words(sheet.form, "names") == "A. de Vries"
    assert not sheet._down.isEnabled()


def test_a_person_is_removed_by_delete_or_by_the_button(show, session, qtbot):
    sheet = show(PeopleSheet)
    sheet.role("signatories").setFocus()
    press(sheet.role("signatories"), Qt.Key.Key_Delete)
    assert entries(sheet.role("signatories")) == ["B. Jansen"]
    sheet.open("signatories", 0)
    qtbot.mouseClick(sheet._delete, Qt.MouseButton.LeftButton)
    assert not sheet.is_open
    assert session.document.people.of("signatories") == ()


# ---- sources


def test_sources_are_listed_and_searched(show):
    sheet = show(SourcesSheet)
    assert entries(sheet.entries) == ["WRR 2021", "Wet maatschappelijke ondersteuning"]
    type_text(sheet.line, "MAATSCH")
    assert entries(sheet.entries) == ["Wet maatschappelijke ondersteuning"]
    type_text(sheet.line, "xyz")
    assert sheet._none.isVisible()


def test_enter_adds_the_source_that_is_not_there_yet(show, session):
    sheet = show(SourcesSheet)
    type_text(sheet.line, "wet")
    press(sheet.line, Qt.Key.Key_Return, text="\r")
    assert len(session.document.sources) == 2  # it is there
    type_text(sheet.line, " op de jeugd")
    assert "Enter" in sheet._none.text()
    press(sheet.line, Qt.Key.Key_Return, text="\r")
    assert words(sheet.form, "title") == session.document.sources[-1].get("title") == "wet op de jeugd"
    assert sheet.line.text() == ""
    session.undo()
    assert len(session.document.sources) == 2


def test_the_note_follows_what_is_typed(show, session):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    assert sheet.note.text() == "WRR: Kiezen 2021"
    retype(sheet.form, "title", "Kiezen voor zorg")
    assert sheet.note.text() == "WRR: Kiezen voor zorg 2021"
    session.undo()
    assert sheet.note.text() == "WRR: Kiezen 2021"
    assert not session.history.done


def test_the_key_follows_author_and_year_in_one_step_of_undo(show, session):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    retype(sheet.form, "author", "Raad")
    assert words(sheet.form, "key") == "raad-2021"
    assert words(sheet.form, "author") == "Raad"
    assert cited_in(session.document, "raad-2021")
    assert len(session.history.done) == 1
    session.undo()
    assert [one.key for one in session.document.sources] == ["wrr-2021", "wet"]


def test_a_key_of_ones_own_is_followed_by_citations(show, session):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    retype(sheet.form, "key", "kiezen")
    assert [one.key for one in session.document.sources] == ["kiezen", "wet"]
    assert cited_in(session.document, "kiezen")
    assert sheet.is_open


def test_a_key_that_is_taken_is_refused_in_words(show, session):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    retype(sheet.form, "key", "wet")
    assert sheet.form.problem("key")
    assert "wet" in [one.key for one in session.document.sources]
    assert len({one.key for one in session.document.sources}) == 2


def test_a_source_is_inserted_by_its_key(show, qtbot):
    sheet = show(SourcesSheet)
    sheet.open("wet")
    with qtbot.waitSignal(sheet.insert_requested) as signal:
        qtbot.mouseClick(sheet.insert, Qt.MouseButton.LeftButton)
    assert signal.args == ["wet"]


def test_where_a_source_is_cited_is_shown_and_led_to(show, session, qtbot):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    assert entries(sheet.cited) == ["Volgens"]
    assert sheet.cited.isVisible()
    with qtbot.waitSignal(sheet.block_chosen) as signal:
        press(sheet.cited, Qt.Key.Key_Return)
    assert signal.args == ["1"]
    session.apply("x", lambda document: set_field(document, "2", "text", parse_text("Ook [@wrr-2021]")))
    assert entries(sheet.cited) == ["Volgens", "Ook"]
    sheet.open("wet")
    assert entries(sheet.cited) == []
    assert not sheet.cited.isVisible()


def test_a_source_is_added_written_and_removed(show, session, qtbot):
    sheet = show(SourcesSheet)
    qtbot.mouseClick(sheet.add_button, Qt.MouseButton.LeftButton)
    assert entry(sheet.form, "author").hasFocus()
    type_text(entry(sheet.form, "author"), "RIVM")
    retype(sheet.form, "issued", "2024")
    assert session.document.sources[-1].key == "rivm-2024"
    qtbot.mouseClick(sheet._delete, Qt.MouseButton.LeftButton)
    assert len(session.document.sources) == 2
    assert not sheet.is_open


def test_another_type_asks_for_other_things(show, session):
    sheet = show(SourcesSheet)
    sheet.open("wrr-2021")
    press(sheet.form.control("type"), Qt.Key.Key_Down)
    assert session.document.sources[0].type == "webpage"
    assert "accessed" in list(sheet.form.keys())


def test_delete_in_the_list_removes_a_source_and_undo_brings_it_back(show, session):
    sheet = show(SourcesSheet)
    sheet.entries.setFocus()
    press(sheet.entries, Qt.Key.Key_Delete)
    assert entries(sheet.entries) == ["Wet maatschappelijke ondersteuning"]
    session.undo()
    assert len(entries(sheet.entries)) == 2


def test_undoing_the_source_that_is_open_goes_back_to_the_list(show, session):
    sheet = show(SourcesSheet)
    sheet.add()
    session.undo()
    assert not sheet.is_open


# ---- all of them


@pytest.mark.parametrize("kind", [FieldsSheet, PeopleSheet, SourcesSheet])
def test_a_sheet_speaks_the_language_of_the_program(kind, show, qapp):
    sheet = show(kind)
    before = {label.text() for label in sheet.findChildren(QLabel)}
    set_language(qapp, "nl")
    sheet.retranslate()
    after = {label.text() for label in sheet.findChildren(QLabel)}
    if kind is not SourcesSheet:
        assert before != after


@pytest.mark.parametrize("kind", [FieldsSheet, PeopleSheet, SourcesSheet])
def test_a_sheet_can_be_painted_in_every_scheme(kind, show, scheme):
    assert not show(kind).grab().isNull()


@pytest.mark.parametrize("kind", [FieldsSheet, PeopleSheet, SourcesSheet])
def test_every_button_and_field_of_a_sheet_has_a_name(kind, show):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QListWidget, QPlainTextEdit

    sheet = show(kind)
    if kind is SourcesSheet:
        sheet.open("wrr-2021")
    if kind is PeopleSheet:
        sheet.open("signatories", 0)
    for type_ in (QAbstractButton, QComboBox, QListWidget, QPlainTextEdit):
        for widget in sheet.findChildren(type_):
            words = getattr(widget, "text", str)()
            assert widget.accessibleName() or words or not widget.isVisible(), widget
