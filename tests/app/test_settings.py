import pytest

from composer.app.settings import ENTRIES, IN_MENUS, Preferences, Settings
from composer.errors import SaveFailed
from composer.model.settings import LANGUAGES, THEMES


def test_what_was_chosen_is_there_the_next_time(tmp_path):
    path = tmp_path / "settings.yaml"
    preferences = Preferences(path)
    preferences.choose("theme", "dark")
    preferences.choose("scale", "150")
    assert Preferences(path).settings == Settings(theme="dark", scale=150)


def test_listeners_hear_what_changed_until_they_stop(tmp_path):
    heard = []
    preferences = Preferences(tmp_path / "settings.yaml")
    stop = preferences.subscribe(heard.append)
    preferences.choose("language", "nl")
    preferences.choose("language", "nl")
    stop()
    preferences.choose("language", "en")
    assert heard == [Settings(language="nl")]


def test_documents_are_remembered_by_their_whole_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    preferences = Preferences(tmp_path / "settings.yaml")
    preferences.opened(tmp_path / "a.yaml")
    preferences.opened((tmp_path / "b.yaml").relative_to(tmp_path))
    assert preferences.settings.recent == (str(tmp_path / "b.yaml"), str(tmp_path / "a.yaml"))
    preferences.vanished(tmp_path / "b.yaml")
    assert preferences.settings.recent == (str(tmp_path / "a.yaml"),)


def test_settings_that_cannot_be_saved_hold_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    preferences = Preferences(tmp_path / "file" / "settings.yaml")
    with pytest.raises(SaveFailed):
        preferences.choose("theme", "dark")
    assert preferences.settings.theme == "dark"


def test_the_users_own_file_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(tmp_path))
    assert Preferences().path == tmp_path / "settings.yaml"


def test_every_choice_of_the_form_is_a_value_of_the_settings():
    choices = {entry.key: [key for key, _words in entry.choices] for entry in IN_MENUS}
    assert tuple(choices["language"]) == LANGUAGES
    assert tuple(choices["theme"]) == THEMES
    assert {int(size) for size in choices["scale"]} <= set(range(100, 201))


def test_every_entry_of_the_form_is_a_setting_of_the_type_of_its_row():
    values = {"text": str, "folder": str, "folders": tuple}
    for entry in ENTRIES:
        value = getattr(Settings(), entry.key)
        assert isinstance(value, values.get(entry.type, (str, int))), entry.key
