"""What a team puts beside the shipped houses, in the window: a new kind of document, a newer template."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer import resources
from composer.app.export import compile_file
from composer.model.document import Where
from tests.test_shipped_templates import MEMBERS_LETTER
from tests.ui.hands import answer, settle, show, speak
from tests.ui.keys import type_text


@pytest.fixture
def team(tmp_path, preferences, monkeypatch) -> Path:
    """The folder of a team, with a copy of the shipped house under another name."""
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(preferences.path.parent))
    shutil.copytree(resources.templates() / "demo", tmp_path / "team" / "club")
    preferences.choose("houses", (str(tmp_path / "team"),))
    return tmp_path / "team"


def test_one_file_makes_a_new_kind_that_is_begun_written_and_exported_in_the_window(
    team, program, qtbot, tmp_path
):
    (team / "club" / "ledenbrief.yaml").write_text(MEMBERS_LETTER, encoding="utf-8")
    first = show(qtbot, program.open_window())
    cards = first.start_page.templates
    qtbot.waitUntil(lambda: "club/ledenbrief" in cards.keys(), timeout=20_000)  # noqa: SIM118  no mapping
    row = next(row for row in range(cards.count()) if cards.keys()[row] == "club/ledenbrief")
    assert cards.item(row).text() == "Letter to members"
    cards.setCurrentRow(row)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    settle(qtbot, first)
    session = first.session
    assert session.document.template == "club/ledenbrief"
    assert [block.text.plain for block in session.document.blocks] == [""]
    type_text(QApplication.focusWidget(), "Nieuws uit de steden")
    settle(qtbot, first)
    first.panes.go_to(Where(field="fields.date"))
    form = first.panes.fields.form
    assert [form.problem(f"fields.{key}") for key in ("date", "volume", "open")] == ["", "", ""]
    session.save(tmp_path / "nieuws.yaml")
    checked = compile_file(tmp_path / "nieuws.yaml")
    assert checked.compilation.pdf.startswith(b"%PDF")
    words = [span.text for mark in checked.compilation.layout.pages[0].marks for span in mark.setting.spans]
    assert "Nieuws uit de steden" in words


CHANGED = """version: 3
changes:
  2: {nl: Kleinere koppen, en: Smaller headings}
  3: {nl: Een ander adres, en: Another address}
"""


def letter_with(version: int, team: Path) -> Path:
    template = team / "club" / "letter.yaml"
    lines = template.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("version:")]
    template.write_text("".join(kept) + CHANGED, encoding="utf-8")
    file = team.parent / "brief.yaml"
    head = f"pleidooi: 1\ntemplate: club/letter\nwritten-with: club/letter {version}\n"
    file.write_text(f"{head}blocks: [{{kind: paragraph, text: Woord}}]\n", encoding="utf-8")
    return file


def test_opening_with_a_newer_template_says_what_changed(team, program, qtbot):
    window = settle(qtbot, program.open_file(letter_with(1, team)))
    strip = window.panes.strip
    assert strip.words.text() == (
        "The template is of version 3; the document was written with version 1.\n"
        "New in the template: Smaller headings\nNew in the template: Another address"
    )
    strip.buttons[0].click()
    assert window.panes.findings.isVisible()
    assert not strip.isVisible()


def test_it_is_said_once_and_in_the_language_of_now(team, program, qtbot):
    window = settle(qtbot, program.open_file(letter_with(2, team)))
    assert "Another address" in window.panes.strip.words.text()
    assert "Smaller" not in window.panes.strip.words.text()
    speak(qtbot, window, "nl")
    assert "versie 3" in window.panes.strip.words.text()
    window.panes.strip.close_button.click()
    type_text(QApplication.focusWidget(), "x")
    settle(qtbot, window)
    assert not window.panes.strip.isVisible()


def test_a_document_of_this_version_is_opened_without_a_word(team, program, qtbot):
    window = settle(qtbot, program.open_file(letter_with(3, team)))
    assert not window.panes.strip.isVisible()


# ---- what is damaged


def test_a_document_of_a_damaged_house_is_refused_by_the_name_of_the_house_and_others_open(
    team, program, qtbot, file
):
    shutil.copytree(team / "club", team / "kapot")
    (team / "kapot" / "house.yaml").write_text("pleidooi-house: 1\nname: [\n", encoding="utf-8")
    broken = team.parent / "kapot.yaml"
    broken.write_text("pleidooi: 1\ntemplate: kapot/letter\nblocks: []\n", encoding="utf-8")
    seen = []
    answer("OK", seen)
    assert program.open_file(broken) is None
    ((words, more),) = seen
    assert words == "“kapot/house.yaml” cannot be opened."
    assert more.startswith("Line 3, column 1: ")
    assert settle(qtbot, program.open_file(file)).session.document.template == "demo/letter"


def test_a_drawing_with_a_script_is_a_finding_and_the_rest_is_shown(team, program, qtbot):
    (team.parent / "media").mkdir()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/><path d="M0 0h9"/></svg>'
    (team.parent / "media" / "kaart.svg").write_text(svg, encoding="utf-8")
    path = team.parent / "kaart.yaml"
    blocks = "[{kind: figure, image: media/kaart.svg, alt: Een kaart}, {kind: paragraph, text: Woord}]"
    path.write_text(f"pleidooi: 1\ntemplate: club/position-paper\nblocks: {blocks}\n", encoding="utf-8")
    window = settle(qtbot, program.open_file(path))
    window.show_findings()
    role = Qt.ItemDataRole.AccessibleTextRole
    shown = window.panes.findings.list
    said = [shown.item(row).data(role) for row in range(shown.count())]
    assert any("media/kaart.svg" in one and "'script'" in one for one in said)
    assert window.preview.rendered.layout.pages[0].marks
