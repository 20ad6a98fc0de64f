"""The list of findings, and what the status bar says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from composer.app.preview import Extent, Rendered
from composer.app.session import Session
from composer.compose.world import World
from composer.model.document import Where
from composer.model.edits import set_field
from composer.model.finding import error, note, warning
from composer.model.inline import parse_text
from composer.ui.application import set_language
from composer.ui.findings import FindingsPane
from composer.ui.meter import FindingsButton, PageMeter, SavedLabel
from tests.builders import argument, laid_out, letter, paragraph, request, resolved, section, template
from tests.ui.keys import press

DOCUMENT = letter(paragraph("Een begin."), section("S", argument("A", request("R"))))
NOTE = note(
    "long", "The document has {used} pages; the template asks for {budget} at most.", used=3, budget=2
)
WARNING = warning(
    "field", "There is no field “{name}”.", Where("2.1.1", "text"), hint="Choose another.", name="x"
)
ERROR = error(
    "character",
    "No font of this house has the character {character} ({code}).",
    Where("1"),
    character="☃",
    code="U+2603",
)


def found(*findings, document=DOCUMENT, used=1.0, budget=2.0, lines_over=0):
    numbers = resolved(document).numbers
    extent = Extent(used, budget, lines_over)
    return Rendered(document, World(template()), laid_out(document), findings, numbers, extent)


@pytest.fixture
def pane(qtbot):
    shown = FindingsPane()
    qtbot.addWidget(shown)
    shown.resize(420, 300)
    shown.show()
    return shown


def spoken(pane):
    role = Qt.ItemDataRole.AccessibleTextRole
    return [pane.list.item(row).data(role) for row in range(pane.list.count())]


# ---- the list


def test_without_findings_it_says_so(pane):
    assert pane.empty.isVisible()
    assert pane.empty.text() == "Nothing to report"
    pane.show_findings(found(NOTE))
    assert not pane.empty.isVisible()
    pane.show_findings(found())
    assert pane.empty.isVisible()


def test_errors_come_first_and_each_says_how_much_it_matters_and_where_it_is(pane):
    pane.show_findings(found(NOTE, WARNING, ERROR))
    assert spoken(pane) == [
        "Error: No font of this house has the character ☃ (U+2603). Paragraph: Een begin.",
        "Warning: There is no field “x”. Choose another. Request 1a",
        "Note: The document has 3 pages; the template asks for 2 at most.",
    ]


def test_enter_and_a_double_click_go_to_the_place(qtbot, pane):
    pane.show_findings(found(WARNING, ERROR))
    pane.list.setCurrentRow(1)
    with qtbot.waitSignal(pane.chosen) as told:
        press(pane.list, Qt.Key.Key_Return)
    assert told.args == [WARNING.at]
    place = pane.list.visualItemRect(pane.list.item(0)).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(pane.chosen) as told:
        qtbot.mouseDClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [ERROR.at]


def test_what_is_chosen_stays_chosen_while_others_come_and_go(pane):
    pane.show_findings(found(NOTE))
    pane.list.setCurrentRow(0)
    pane.show_findings(found(NOTE, ERROR))
    assert pane.list.currentRow() == 1


def test_the_same_findings_are_not_listed_anew(pane, monkeypatch):
    rendered = found(ERROR)
    pane.show_findings(rendered)
    monkeypatch.setattr(pane, "_fill", pytest.fail)
    pane.show_findings(replace(rendered))


def test_long_sentences_take_the_lines_they_need(qtbot, pane):
    pane.show_findings(found(NOTE))

    def height():
        return pane.list.visualItemRect(pane.list.item(0)).height()

    wide = height()
    pane.resize(220, 300)
    qtbot.waitUntil(lambda: height() > wide)
    assert pane.list.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("scheme")
def test_every_row_is_painted_chosen_or_not(pane):
    pane.show_findings(found(NOTE, WARNING, ERROR))
    pane.activateWindow()
    pane.list.setFocus()
    pane.list.setCurrentRow(1)
    shot = pane.grab().toImage()
    assert len({shot.pixelColor(x, y).rgb() for x in range(0, 200, 2) for y in range(0, 200, 2)}) > 10


def test_it_follows_the_language(qtbot, qapp, pane):
    pane.show_findings(found(WARNING))
    set_language(qapp, "nl")
    qtbot.waitUntil(lambda: spoken(pane)[0].startswith("Waarschuwing: "))


# ---- the status bar


@pytest.fixture
def meter(qtbot):
    shown = PageMeter()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_meter_says_how_much_of_the_pages_is_used(meter):
    meter.show_extent(Extent(1.93, 2.0, 0))
    assert meter.words.text() == "Pages 1.9 of 2"
    assert meter.over.isHidden()
    assert meter.gauge.isVisible()
    assert meter.gauge.share == pytest.approx(0.965)
    assert meter.accessibleName() == "Pages 1.9 of 2"


@pytest.mark.parametrize(("lines", "words"), [(1, "1 line too many"), (19, "19 lines too many")])
def test_too_much_is_said_in_words(meter, lines, words):
    meter.show_extent(Extent(2.43, 2.0, lines))
    assert meter.over.text() == words
    assert meter.over.isVisible()
    assert meter.accessibleName() == f"Pages 2.4 of 2, {words}"
    meter.grab()


def test_without_a_budget_there_is_a_number_and_no_bar(meter):
    assert meter.words.text() == ""
    meter.show_extent(Extent(3.0, 0.0, 0))
    assert meter.words.text() == "Pages 3"
    assert meter.gauge.isHidden()


def test_the_meter_counts_in_the_language_of_the_user(qtbot, qapp, meter):
    meter.show_extent(Extent(2.43, 2.0, 19))
    set_language(qapp, "nl")
    qtbot.waitUntil(lambda: meter.words.text() == "Pagina’s 2,4 van 2")
    assert meter.over.text() == "19 regels te veel"


@pytest.mark.parametrize(
    ("findings", "words", "name"),
    [
        ((), "No findings", "No findings"),
        ((NOTE,), "1 finding", "1 finding"),
        ((NOTE, WARNING), "2 findings", "2 findings"),
        ((NOTE, WARNING, ERROR), "3 findings", "3 findings, 1 of them an error"),
    ],
)
def test_the_button_counts_findings_and_names_errors(qtbot, findings, words, name):
    button = FindingsButton()
    qtbot.addWidget(button)
    button.show_rendered(found(*findings))
    assert button.text().strip() == words
    assert button.accessibleName() == name
    assert not button.icon().isNull()


def test_the_label_says_whether_all_is_saved_and_since_when(qtbot, tmp_path):
    session = Session(DOCUMENT, World(template()))
    label = SavedLabel(session, clock=lambda: datetime(2026, 3, 2, 14, 2, tzinfo=UTC))
    qtbot.addWidget(label)
    assert label.text() == "○ Not saved"
    session._saved = session.document
    label.retranslate()
    assert label.text() == "● Saved"
    session._notify(type("Change", (), {"before": DOCUMENT, "after": DOCUMENT}))
    assert label.text() == "● Saved 14:02"
    assert label.accessibleName() == "Saved 14:02"
    session.apply("Type", lambda document: set_field(document, "1", "text", parse_text("Anders")))
    assert label.text() == "○ Not saved"
    session.undo()
    assert label.text() == "● Saved 14:02"


def test_the_label_of_another_session_knows_nothing_of_the_first(qtbot, qapp):
    first, second = Session(DOCUMENT, World(template())), Session(DOCUMENT, World(template()))
    label = SavedLabel(first)
    qtbot.addWidget(label)
    label.follow(second)
    first._saved = DOCUMENT
    first._notify(type("Change", (), {"before": DOCUMENT, "after": DOCUMENT}))
    assert label.text() == "○ Not saved"
    set_language(qapp, "nl")
    label.show()
    qtbot.waitUntil(lambda: label.text() == "○ Niet bewaard")


def test_the_page_of_an_empty_document_is_not_no_page(qtbot):
    meter = PageMeter()
    qtbot.addWidget(meter)
    meter.show_extent(Extent(0.0, 2.0, 0))
    assert meter.words.text() == "Nothing on the page yet"
