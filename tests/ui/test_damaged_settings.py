"""Settings that could not be read: the program begins anew, and says so where one looks first."""

import pytest

from composer.app.settings import Preferences
from composer.ui.application import set_language
from composer.ui.program import Program
from tests.ui.hands import show


@pytest.fixture
def damaged(qapp, tmp_path):
    path = tmp_path / "settings" / "settings.yaml"
    path.parent.mkdir()
    path.write_text("pleidooi-settings: 1\nhouses: [half", encoding="utf-8")
    made = Program(qapp, Preferences(path))
    set_language(qapp, "en")
    yield made
    for window in tuple(made.windows):
        window.close_without_asking()
    made.stop()


def test_the_first_page_says_that_settings_begin_anew_and_where_the_old_ones_are(damaged, qtbot, tmp_path):
    window = show(qtbot, damaged.open_window())
    told = window.start_page.told
    qtbot.waitUntil(told.isVisible)
    words = told.text().replace("\u200b", "")
    assert "Your settings could not be read and begin anew" in words
    assert str(tmp_path / "settings" / "settings.damaged.yaml") in words
    assert (tmp_path / "settings" / "settings.damaged.yaml").read_text(encoding="utf-8").endswith("[half")


def test_a_document_opened_at_once_says_it_over_the_text(damaged, qtbot, file):
    damaged.start([file])
    qtbot.waitUntil(lambda: damaged.windows[0].panes is not None)
    strip = damaged.windows[0].panes.strip
    qtbot.waitUntil(strip.isVisible)
    assert "Your settings could not be read" in strip.words.text()
    set_language(damaged.app, "nl")
    qtbot.waitUntil(lambda: damaged.windows[0].panes.strip.close_button.toolTip() == "Sluiten")


def test_sound_settings_say_nothing(program, first):
    assert program.preferences.trouble == ""
    assert "settings" not in first.start_page.told.text()
