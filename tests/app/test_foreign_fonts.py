"""A font that a house brings is tried apart before it is read; one that is trouble is refused by name."""

import pytest

from composer import resources
from composer.app import apart, foreign_fonts
from composer.app.apart import Outcome, run_apart
from composer.app.world import template_of
from composer.errors import TemplateError
from composer.store.own_folders import tried_fonts_folder
from tests.foreign_fonts import HOSTILE, REGULAR

TEMPLATE = "pleidooi-template: 1\nlike: demo/letter\n"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Writes a house with a font of its own, on a machine where none was tried."""
    monkeypatch.setattr(foreign_fonts, "_KNOWN", {})
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))

    def written(font: bytes):
        folder = tmp_path / "houses" / "eigen"
        folder.mkdir(parents=True, exist_ok=True)
        demo = (resources.templates() / "demo" / "house.yaml").read_text(encoding="utf-8")
        regular = "source-sans-3/SourceSans3-Regular.ttf"
        assert regular in demo
        (folder / "house.yaml").write_text(demo.replace(regular, "own.ttf"), encoding="utf-8")
        for logo in (resources.templates() / "demo").glob("*.svg"):
            (folder / logo.name).write_bytes(logo.read_bytes())
        (folder / "own.ttf").write_bytes(font)
        (folder / "brief.yaml").write_text(TEMPLATE, encoding="utf-8")
        return tmp_path / "houses"

    return written


def test_a_font_that_is_fit_is_tried_once_for_ever(house, monkeypatch):
    calls = []

    def counted(arguments):
        calls.append(arguments)
        return run_apart(arguments)

    monkeypatch.setattr(apart, "run_apart", counted)
    folder = house(REGULAR.read_bytes())
    for _again in range(2):
        assert template_of("eigen/brief", [folder]).house.name
    monkeypatch.setattr(foreign_fonts, "_KNOWN", {})  # as in the next process
    assert template_of("eigen/brief", [folder]).house.name
    assert len(calls) == 1


def test_what_was_tried_need_not_be_kept(house, monkeypatch, tmp_path):
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    assert template_of("eigen/brief", [house(REGULAR.read_bytes())]).house.name
    assert not tried_fonts_folder().exists()


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_font_that_would_end_the_program_is_refused_by_its_name(sort, house):
    folder = house(HOSTILE[sort])
    for _again in range(2):
        with pytest.raises(TemplateError, match=r"own\.ttf.*take another copy") as refused:
            template_of("eigen/brief", [folder])
    assert refused.value.path.endswith("own.ttf")
    assert template_of("demo/letter").house.name


def test_a_font_that_takes_too_long_is_refused(house, monkeypatch):
    monkeypatch.setattr(apart, "run_apart", lambda _arguments: Outcome.TOO_LONG)
    with pytest.raises(TemplateError, match="cannot be read safely"):
        template_of("eigen/brief", [house(REGULAR.read_bytes())])
