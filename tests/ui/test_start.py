"""The first page: what can be begun, what was open before, by mouse and by keyboard."""

import logging
import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from composer import resources
from composer.app import templates
from composer.ui.cards import Card
from composer.ui.program import Program
from tests.bench.documents import SAMPLE
from tests.ui.hands import answer, close_menus, entry, keys, settle, show, texts

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def recent(preferences, tmp_path):
    """Three documents that were open before; the last one is gone by now."""
    files = [tmp_path / name for name in ("one.yaml", "two.yaml", "gone.yaml")]
    for path in reversed(files):
        shutil.copy(SAMPLE, path)
        preferences.opened(path)
    files[-1].unlink()
    return files[:-1]


def test_the_program_begins_with_the_templates_and_no_buttons_that_need_a_document(first):
    assert first.start_page.isVisible()
    assert "demo/letter" in first.start_page.templates.keys()  # noqa: SIM118  no mapping
    assert first.toolbar is None
    assert first.start_page.templates.width() >= first.start_page.templates.width_of(3)
    assert not first.statusBar().isVisible()
    assert not first.start_page.told.isVisible()
    assert not first.actions_["save"].isEnabled()
    assert first.windowTitle() == "Pleidooi"


def test_enter_begins_a_letter_at_once(first, qtbot):
    assert QApplication.focusWidget() is first.start_page.templates
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(qtbot, first)
    assert first.session.document.template == "demo/letter"
    assert first.session.document.language == "en"
    assert texts(first.session)[0] == "Salutation"
    assert first.toolbar.isVisible()
    assert not first.session.is_changed or first.session.path is None
    assert QApplication.focusWidget() is not None
    assert first.canvas.isAncestorOf(QApplication.focusWidget())


def test_a_click_on_a_card_begins_a_letter(first, qtbot):
    cards = first.start_page.templates
    QTest.mouseClick(cards.viewport(), LEFT, pos=cards.visualItemRect(cards.item(0)).center())
    assert first.session is not None


def test_the_documents_of_before_are_offered_unless_they_are_gone(recent, first):
    shown = first.start_page.recent
    assert [shown.item(row).text() for row in range(shown.count())] == ["one", "two"]
    assert shown.isVisible()


def test_arrow_and_enter_open_a_document_of_before(recent, first):
    for _card in range(first.start_page.templates.count()):
        if QApplication.focusWidget() is first.start_page.templates:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is first.start_page.recent
    QTest.keyClick(first.start_page.recent, Qt.Key.Key_Down)
    QTest.keyClick(first.start_page.recent, Qt.Key.Key_Return)
    assert first.session.path == recent[1]


def test_the_left_arrow_goes_back_to_the_templates(recent, first):
    first.start_page.recent.setFocus()
    QTest.keyClick(first.start_page.recent, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is first.start_page.templates


def test_tab_reaches_everything_in_reading_order(recent, first):
    page, seen = first.start_page, []
    for _step in range(4):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    assert seen[:3] == [page.templates, page.recent, page.open_button]


def test_the_button_asks_for_a_document(first, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_args: (str(file), "")))
    QTest.mouseClick(first.start_page.open_button, LEFT)
    assert first.session.path == file


def test_without_documents_of_before_it_says_what_will_be_there(first):
    assert not first.start_page.recent.isVisible()
    entry(first, "File", "Open recent")
    assert [action.text() for action in first.menus.recent.actions()] == ["No documents yet"]
    close_menus(first)


def test_a_document_that_is_gone_is_said_and_forgotten(recent, first, preferences):
    recent[0].unlink()
    seen = []
    answer("OK", seen)
    first.start_page.recent.setFocus()
    QTest.keyClick(first.start_page.recent, Qt.Key.Key_Return)
    assert seen == [
        ("“one.yaml” cannot be opened.", "There is no such file. Check the spelling of the name.")
    ]
    assert first.start_page.recent.count() == 1
    assert str(recent[0]) not in preferences.settings.recent
    assert first.session is None


def test_a_new_window_shows_the_first_page_beside_the_document(window, program, qtbot):
    keys(window, "Ctrl+N")
    other = show(qtbot, program.windows[-1])
    assert other is not window
    assert other.start_page.isVisible()
    assert other.pos() != window.pos()
    assert other.start_page.recent.item(0).text() == "brief"


def test_a_card_shows_the_page_it_begins(first, qtbot):
    cards = first.start_page.templates
    qtbot.waitUntil(lambda: cards.picture("demo/letter") is not None, timeout=20_000)
    assert cards.picture("demo/letter").width() in {147, 148}


def test_a_picture_that_cannot_be_made_is_only_logged(program, qtbot, monkeypatch, caplog, tmp_path):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path))  # where no picture of before is kept
    monkeypatch.setattr(templates, "first_page", broken)
    with caplog.at_level(logging.ERROR, "composer.start"):
        first = show(qtbot, program.open_window())
        qtbot.waitUntil(lambda: bool(caplog.records), timeout=20_000)
    assert first.isVisible()
    assert first.start_page.templates.picture("demo/letter") is None


def test_closing_while_pictures_are_drawn_is_quiet(program, first, qtbot):
    first.start_page._draw()
    first.close()
    program.executor.submit(int).result()
    qtbot.wait(1)
    assert not program.windows


def test_a_damaged_template_says_so_and_cannot_be_chosen(qapp, preferences, tmp_path, qtbot, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(preferences.path.parent))
    shutil.copytree(resources.templates() / "demo", tmp_path / "houses" / "broken")
    (tmp_path / "houses" / "broken" / "letter.yaml").write_text("pleidooi-template: 1\nlabel: [")
    preferences.choose("houses", (str(tmp_path / "houses"),))
    program = Program(qapp, preferences)
    try:
        first = show(qtbot, program.open_window())
        cards = first.start_page.templates
        assert "broken/letter" not in cards.keys()  # noqa: SIM118  no mapping

        def rows() -> list[int]:
            return [row for row in range(cards.count()) if cards.item(row).text() == "broken/letter"]

        qtbot.waitUntil(lambda: bool(rows()), timeout=20_000)
        cards.setCurrentRow(rows()[0])
        QTest.keyClick(cards, Qt.Key.Key_Return)
        assert first.session is None
        assert rows() == [cards.count() - 1]
        said = first.start_page.told.text().replace("\u200b", "")
        assert said.startswith(str(tmp_path / "houses" / "broken" / "letter.yaml") + ":3:1: ")
        assert first.start_page.told.isVisible()
    finally:
        for window in tuple(program.windows):
            window.close_without_asking()
        program.stop()


def test_houses_that_are_there_twice_are_told_with_where_they_are_and_which_counts(
    qapp, preferences, tmp_path, qtbot, monkeypatch
):
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(preferences.path.parent))
    shutil.copytree(resources.templates() / "demo", tmp_path / "our houses" / "demo")
    preferences.choose("houses", (str(tmp_path / "our houses"),))
    program = Program(qapp, preferences)
    try:
        first = show(qtbot, program.open_window())
        told = first.start_page.told
        qtbot.waitUntil(told.isVisible, timeout=20_000)
        ours, shipped = tmp_path / "our houses" / "demo", resources.templates() / "demo"
        assert told.text().replace("\u200b", "") == (
            f"The house “demo” is in several folders; {ours} counts, and not {shipped}."
        )
        assert told.width() <= first.start_page.width()
        shutil.rmtree(ours)
        first.start_page.retranslate()
        assert not told.isVisible()
    finally:
        for window in tuple(program.windows):
            window.close_without_asking()
        program.stop()


def test_a_document_in_place_of_the_page_stops_the_search_for_templates(program, file, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(templates, "offers", lambda *given: asked.append(given) or ())
    window = program.open_window()
    program.open_file(file, window)
    qtbot.waitUntil(lambda: window.preview.is_settled, timeout=20_000)
    assert not window.start_page.isVisible()
    assert asked == []


def test_the_window_is_seen_before_its_document_is_read(program, file, qtbot):
    program.start([file])
    (window,) = program.windows
    assert window.session is None
    assert window.start_page is None
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.path == file
    assert window.canvas.isVisible()


def test_every_document_of_the_start_gets_a_window(program, file, qtbot):
    other = file.with_name("other.yaml")
    shutil.copy(file, other)
    program.start([file, other])
    qtbot.waitUntil(lambda: len(program.windows) == 2)
    assert [window.session.path for window in program.windows] == [file, other]


def test_a_document_of_the_start_that_cannot_be_read_leads_to_the_page(program, tmp_path, qtbot):
    seen = []
    answer("OK", seen)
    program.start([tmp_path / "gone.yaml"])
    (window,) = program.windows
    qtbot.waitUntil(lambda: bool(seen) and window.start_page is not None)
    assert window.start_page.isVisible()


def test_a_window_closed_before_its_document_is_read_reads_none(program, file, qtbot):
    program.start([file])
    program.windows[0].close()
    qtbot.wait(50)
    assert program.windows == []


def test_a_document_alone_opens_without_the_page(program, file):
    window = program.open_file(file)
    assert window.start_page is None
    assert window.session.path == file


def test_a_document_that_cannot_be_opened_leads_to_the_page(program, tmp_path, qtbot):
    seen = []
    answer("OK", seen)
    assert program.open_file(tmp_path / "weg.yaml") is None
    assert seen
    assert program.windows[0].start_page is not None


# What the first page has no use for, and what it takes to import it at every start.
NOT_YET = (
    "composer.app.session",
    "composer.app.preview",
    "composer.blocks",
    "composer.layout",
    "composer.store.yaml",
    "composer.ui.canvas",
    "composer.ui.files",
    "composer.ui.toolbar",
    "concurrent.futures",
    "reportlab",
    "yaml",
)
FIRST_WINDOW = """
import sys
from pathlib import Path
from composer.app.settings import Preferences
from composer.ui.application import make_application
from composer.ui.cards import Card
from composer.ui.program import Program
settings, file, *names = sys.argv[1:]
program = Program(make_application(["pleidooi"]), Preferences(Path(settings)))
program.open_file(Path(file)) if file else program.open_window()
print(*sorted(name for name in names if name in sys.modules))
program.stop()
"""


@pytest.mark.parametrize(
    ("with_document", "not_yet"),
    [(False, NOT_YET), (True, ("composer.app.preview", "composer.layout", "reportlab", "babel"))],
)
@pytest.mark.usefixtures("recent")
def test_a_start_imports_nothing_that_the_first_paint_has_no_use_for(
    with_document, not_yet, file, preferences
):
    shown = str(file) if with_document else ""
    done = subprocess.run(
        (sys.executable, "-c", FIRST_WINDOW, str(preferences.path), shown, *not_yet),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PLEIDOOI_SETTINGS": str(preferences.path.parent)},
    )
    assert done.stdout.split() == [], done.stderr
    assert done.returncode == 0


def test_the_cards_of_one_house_are_chosen_by_its_tab(first):
    page = first.start_page
    houses = page.houses.bar
    assert [houses.tabText(place) for place in range(houses.count())][:2] == ["All houses", "Stedenkring"]
    everything = page.templates.count()
    houses.setFocus()
    QTest.keyClick(houses, Qt.Key.Key_Right)
    assert page.templates.house == "Stedenkring"
    assert 0 < page.templates.count() < everything
    first.program.choose("language", "nl")
    assert page.templates.house == "Stedenkring"
    QTest.keyClick(houses, Qt.Key.Key_Left)
    assert page.templates.count() == everything


def test_one_house_alone_needs_no_tabs(first):
    page = first.start_page
    page.templates.show_house("Stedenkring")
    page.templates.show_cards([Card("a/b", "Brief", "Waterlanden")])
    assert not page.houses.isVisible()
    assert page.templates.count() == 1
