import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer.errors import SaveFailed
from composer.model.settings import Settings
from composer.store.settings import read_settings, settings_path, write_settings
from composer.store.settings_lines import settings_in

CHOSEN = Settings(
    language="nl",
    theme="dark",
    scale=150,
    signs="keyboard",
    recent=("/brieven/één: a.pleidooi", "C:\\brieven\\b.yaml"),
    geometry="AdnQywAD",
    state="AAAA/wAA",
    splitters=(("panes", (280, 600, 0)),),
    houses=("/huizen",),
    libraries=("/teksten van het team",),
    documents="/brieven",
    exports="C:\\uit",
    author="Noor: de Vries",
    uses="keep",
    screens=(("s1920x1080+0+0", "AdnQywAD"), ("s800x800+0+0", "AAAA")),
)


def test_settings_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "new" / "folder" / "settings.yaml"
    write_settings(path, CHOSEN)
    assert read_settings(path) == CHOSEN


def test_there_are_no_settings_at_first(tmp_path):
    assert read_settings(tmp_path / "settings.yaml") == Settings()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe\x00",
        b"just words",
        b"theme: dark",
        b"pleidooi-settings: 1\ntheme: pink",
        b"pleidooi-settings: 1\nscale: 900",
        b"pleidooi-settings: 1\nsigns: loud",
        b"pleidooi-settings: 1\nuses: shout",
        b"pleidooi-settings: 1\nsplitters: [1, 2]",
        b"pleidooi-settings: 1\nrecent: [a",
        b"pleidooi-settings: 1\nsplitters: {panes: [a]}",
        b"pleidooi-settings: 1\nscreens: {a: [b]}",
    ],
)
def test_damaged_settings_begin_anew_and_are_kept_beside(damage, tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_bytes(damage)
    told = []
    assert read_settings(path, told.append) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.damaged.yaml").read_bytes() == damage
    assert told == [tmp_path / "settings.damaged.yaml"]


def test_what_a_later_version_added_is_left_alone(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text("pleidooi-settings: 2\ntheme: dark\nsound: loud\n")
    assert read_settings(path) == Settings(theme="dark")


def test_values_that_were_left_out_are_those_the_program_is_shipped_with(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text("pleidooi-settings: 1\nlanguage:\nsplitters:\n")
    assert read_settings(path) == Settings()


def test_a_folder_in_the_place_of_the_settings_is_no_crash(tmp_path):
    (tmp_path / "settings.yaml").mkdir()
    assert read_settings(tmp_path / "settings.yaml") == Settings()


def test_settings_that_cannot_be_saved_say_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SaveFailed):
        write_settings(tmp_path / "file" / "settings.yaml", CHOSEN)


def test_an_environment_variable_names_another_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_SETTINGS", str(tmp_path))
    assert settings_path() == tmp_path / "settings.yaml"


def test_settings_are_in_the_users_own_folder(monkeypatch):
    monkeypatch.delenv("PLEIDOOI_SETTINGS", raising=False)
    assert settings_path().parts[-2:] == ("pleidooi", "settings.yaml")


def test_twelve_documents_are_remembered_the_last_first():
    settings = Settings()
    for number in range(14):
        settings = settings.with_recent(f"{number}.yaml")
    settings = settings.with_recent("5.yaml")
    assert settings.recent[:3] == ("5.yaml", "13.yaml", "12.yaml")
    assert len(settings.recent) == 12


def test_a_document_that_is_gone_is_forgotten():
    assert Settings(recent=("a", "b")).without_recent("a").recent == ("b",)


def test_sizes_are_kept_by_the_name_of_the_splitter():
    settings = Settings().with_splitter("panes", (1, 2)).with_splitter("panes", (3, 4))
    assert settings.splitter("panes") == (3, 4)
    assert settings.splitter("other") == ()


# ---- line by line, and by the YAML reader


def as_yaml(text, tmp_path):
    """Reads settings by the YAML reader alone."""
    path = tmp_path / "by_yaml.yaml"
    path.write_bytes(f"# a remark is not ours\n{text}".encode())
    return read_settings(path)


@pytest.mark.parametrize("written", [CHOSEN, Settings(), Settings(recent=("/a b/c.yaml",), scale=125)])
def test_what_the_program_writes_is_read_without_the_yaml_reader(written, tmp_path):
    path = tmp_path / "settings.yaml"
    write_settings(path, written)
    assert settings_in(path.read_text(encoding="utf-8")) == written


WORDS = st.text(st.sampled_from("aZé0 :#-\"'\\[]{}\n\t\u00a0~"), max_size=12) | st.sampled_from(
    ("true", "no", "2024-01-01", "C:\\brief.yaml", "null", "012", "1.5")
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=st.lists(WORDS, max_size=3), name=WORDS, sizes=st.lists(st.integers(-5, 200_000), max_size=3))
def test_lines_say_what_the_yaml_reader_says_of_them(paths, name, sizes, tmp_path):
    path = tmp_path / "settings.yaml"
    written = Settings(
        recent=tuple(paths),
        splitters=((name, tuple(sizes)),),
        houses=tuple(paths),
        libraries=tuple(paths),
        author=name,
        screens=((name, "AA=="),),
    )
    write_settings(path, written)
    text = path.read_text(encoding="utf-8")
    assert settings_in(text) in (None, as_yaml(text, tmp_path))


LINES = st.sampled_from(
    (
        "pleidooi-settings: 1",
        "pleidooi-settings: 01",
        "theme: dark",
        "theme:  dark",
        "theme: dark ",
        'theme: "dark"',
        "theme: 'dark'",
        "theme: dark # at night",
        "language: nl",
        "language:",
        "scale: 150",
        "scale: 0150",
        "scale: a",
        "recent:",
        "  - een brief.yaml",
        "  -  twee.yaml",
        "  - drie: vier",
        "  - [vijf]",
        "  - 6",
        "  - - zeven",
        "recent: []",
        "splitters:",
        "splitters: {}",
        "  panes:",
        "  panes: []",
        "    - 12",
        "    - 012",
        "    brei",
        "geometry: AA==",
        "geometry: é",
        "author: Noor",
        "author: 12",
        "author:",
        "documents: [a]",
        "screens:",
        "screens: 1",
        "state: 12",
        "---",
        "",
    )
)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=7), end=st.sampled_from(("\n", "", "\r\n")))
def test_other_forms_are_left_to_the_yaml_reader(lines, end, tmp_path):
    text = "\n".join(["pleidooi-settings: 1", *lines]) + end
    assert settings_in(text) in (None, as_yaml(text, tmp_path))


# ---- screens


def test_the_place_of_the_window_is_kept_by_the_screens_there_were():
    settings = Settings().with_place("one", "A").with_place("two", "B").with_place("one", "C")
    assert [settings.place(screens) for screens in ("one", "two")] == ["C", "B"]
    assert settings.place("never seen") == "C"  # where it stood last


def test_screens_not_seen_for_long_are_forgotten():
    settings = Settings()
    for number in range(12):
        settings = settings.with_place(str(number), "A")
    assert [screens for screens, _place in settings.screens] == ["11", "10", "9", "8", "7", "6", "5", "4"]
