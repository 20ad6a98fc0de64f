"""What two people did to one document: every sort of question is asked once, and the answers are taken."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from composer.app.conflict import look, take_merged
from composer.app.session import Session
from composer.model.document import BlockId
from composer.model.edits import find, remove_blocks, set_document_field, set_field
from composer.model.inline import parse_text
from composer.ui.conflict_window import ConflictWindow, Way
from composer.ui.sides import SideText
from tests.bench.documents import SAMPLE

INTRODUCTION, NEEDED = BlockId("introduction"), BlockId("needed-text")


@pytest.fixture
def path(tmp_path):
    return shutil.copy(SAMPLE, tmp_path / "brief.yaml")


def says(block, words):
    return lambda document: set_field(document, block, "text", parse_text(words))


def asked(qtbot, path, mine, theirs, *, saving=True):
    """A session, what somebody else saved, and the question about both."""
    session, other = Session.open(path), Session.open(path)
    for edit in theirs:
        other.apply("x", edit)
    other.save()
    for edit in mine:
        session.apply("x", edit)
    found = look(path, session.base).theirs
    window = ConflictWindow(session, found, saving=saving)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return session, found, window


@pytest.fixture
def contradicting(qtbot, path):
    """Each deleted what the other changed; both gave it another subject, one of them a place."""
    mine = (
        says(INTRODUCTION, "Van mij."),
        lambda document: remove_blocks(document, [NEEDED]),
        lambda document: set_document_field(document, "subject", "Mijn"),
    )
    theirs = (
        lambda document: remove_blocks(document, [INTRODUCTION]),
        says(NEEDED, "Van hen."),
        lambda document: set_document_field(document, "subject", "Hun"),
        lambda document: set_document_field(document, "place", "Zwolle"),
    )
    return asked(qtbot, path, mine, theirs)


def questions(window):
    return {conflict.path or conflict.block: conflict for conflict in window.merged.conflicts}


def test_every_sort_of_question_has_its_own_answers(contradicting):
    _session, _theirs, window = contradicting
    found = questions(window)
    assert set(found) == {"fields.subject", INTRODUCTION, NEEDED}
    words = {key: [button.text() for button in window.answers_of(one).values()] for key, one in found.items()}
    assert words == {
        "fields.subject": ["Keep mine", "Keep theirs"],
        INTRODUCTION: ["Keep it", "Delete it, as they did"],
        NEEDED: ["Keep it, as they changed it", "Delete it, as I did"],
    }
    assert window.accessibleDescription().count("3 contradict") == 1


def test_without_an_answer_nothing_is_lost(contradicting):
    session, theirs, window = contradicting
    window.merge_button.click()
    assert window.way is Way.MERGE
    take_merged(session, theirs, window.merged, window.choices)
    assert find(session.document, INTRODUCTION).text.plain == "Van mij."
    assert find(session.document, NEEDED).text.plain == "Van hen."
    assert session.document.field("subject") == "Mijn"
    assert session.document.field("place") == "Zwolle"


def test_answers_are_taken(contradicting):
    session, theirs, window = contradicting
    found = questions(window)
    window.answers_of(found["fields.subject"])["theirs"].click()
    window.answers_of(found[INTRODUCTION])["theirs"].click()
    window.answers_of(found[NEEDED])["mine"].click()
    take_merged(session, theirs, window.merged, window.choices)
    assert find(session.document, INTRODUCTION) is None
    assert find(session.document, NEEDED) is None
    assert session.document.field("subject") == "Hun"


def test_what_comes_in_by_itself_is_shown_too(contradicting):
    _session, _theirs, window = contradicting
    names = [label.accessibleName() for label in window.findChildren(SideText)]
    assert "Place, Put together by itself: Zwolle" in names
    assert "Subject, Theirs: Hun" in names


@pytest.mark.parametrize(
    ("name", "way"),
    [("Only theirs", Way.THEIRS), ("Only mine", Way.MINE), ("Save mine elsewhere…", Way.ELSEWHERE)],
)
def test_one_way_is_chosen_as_a_whole(contradicting, name, way):
    _session, _theirs, window = contradicting
    button = next(one for one in window.findChildren(QPushButton) if one.text() == name)
    assert button.accessibleDescription(), "what becomes of the other side is said"
    button.click()
    assert window.way is way


def test_escape_answers_nothing(contradicting, qtbot):
    _session, _theirs, window = contradicting
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.way is Way.LATER


def test_it_is_answered_with_the_keyboard_alone(contradicting, qtbot):
    _session, _theirs, window = contradicting
    reached = []
    for _step in range(20):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    radios = [one for one in reached if isinstance(one, QRadioButton)]
    assert len({radio.group() for radio in radios}) == 3
    ways = {window.merge_button, window.theirs_button, window.mine_button, window.later_button}
    assert ways <= set(reached)
    first = radios[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert "theirs" in window.choices.values()


def test_a_hostile_text_is_shown_as_it_stands(qtbot, path):
    hostile = "<img src='file:///etc/passwd'> & <b>vet</b>"
    _session, _theirs, window = asked(
        qtbot, path, [says(INTRODUCTION, "Mijn")], [says(INTRODUCTION, hostile)], saving=False
    )
    words = [label.text() for label in window.findChildren(SideText)]
    assert not any("<img" in one or "<b>" in one for one in words)
    assert any("&lt;b&gt;vet&lt;/b&gt;" in one for one in words)
    assert not window.elsewhere_button.isVisible()
    assert window.later_button.text() == "Later"


def test_it_is_said_in_both_languages_and_all_colours(qtbot, path, language, scheme):
    edits = [says(INTRODUCTION, "Mijn")], [says(INTRODUCTION, "Hun")]
    _session, _theirs, window = asked(qtbot, path, *edits)
    for button in (*window.findChildren(QPushButton), *window.findChildren(QRadioButton)):
        assert button.text()
        if button.isVisible():
            assert button.height() >= 24, "a target of 24 pixels"
    assert not window.grab().isNull()


def test_who_else_has_the_document_open_is_named(qtbot, path):
    session, other = Session.open(path), Session.open(path)
    other.apply("x", lambda document: set_document_field(document, "subject", "Hun"))
    other.save()
    session.apply("x", lambda document: set_document_field(document, "subject", "Mijn"))
    window = ConflictWindow(session, look(path, session.base).theirs, saving=True, who="Anna de Boer")
    qtbot.addWidget(window)
    assert window.accessibleDescription().startswith("Anna de Boer changed the file since you opened")
    assert "Subject, By Anna de Boer: Hun" in [one.accessibleName() for one in window.findChildren(SideText)]
