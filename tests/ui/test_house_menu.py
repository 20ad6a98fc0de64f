"""The same document in the style of another house, from the toolbar and the menu."""

from pathlib import Path

import pytest

from composer import resources

SAMPLE = resources.templates() / "demo" / "samples" / "brief-woningen.yaml"


@pytest.fixture
def window(program, qtbot):
    shown = program.open_window()
    program.open_file(Path(SAMPLE), shown)
    qtbot.waitUntil(lambda: shown.preview is not None and shown.preview.is_settled, timeout=20_000)
    return shown


def choose(window, house: str) -> None:
    window.menus.house.aboutToShow.emit()
    (action,) = [action for action in window.menus.house.actions() if action.text() == house]
    action.trigger()


def test_the_menu_offers_every_house_that_has_this_kind(window):
    window.menus.house.aboutToShow.emit()
    shown = {action.text(): action.isChecked() for action in window.menus.house.actions()}
    assert shown == {"Stedenkring": True, "Waterlanden": False}


def test_another_house_changes_the_pages_and_loses_nothing(window, qtbot):
    before = window.session.document
    pages = window.preview.rendered.layout.pages
    choose(window, "Waterlanden")
    qtbot.waitUntil(lambda: window.preview.rendered.world.house.name == "Waterlanden", timeout=20_000)
    assert window.preview.rendered.layout.pages != pages
    assert window.session.document.blocks == before.blocks
    assert window.session.document.fields == before.fields
    assert "Waterlanden" in window.toolbar._house.text()
    window.actions_["undo"].trigger()
    assert window.session.document == before
    qtbot.waitUntil(lambda: window.preview.rendered.world.house.name == "Stedenkring", timeout=20_000)
    assert "Stedenkring" in window.toolbar._house.text()
