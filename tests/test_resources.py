import sys

import pytest

from composer import resources


@pytest.fixture(autouse=True)
def _anew():
    resources._root.cache_clear()
    yield
    resources._root.cache_clear()


def test_shipped_files_are_found_in_the_source_tree():
    assert resources.path("fonts/source-sans-3/SourceSans3-Regular.ttf").is_file()


def test_shipped_houses_are_found_in_the_source_tree():
    assert (resources.templates() / "demo" / "house.yaml").is_file()


def test_a_bundle_says_where_its_files_are(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.path("fonts/a.ttf") == tmp_path / "assets" / "fonts" / "a.ttf"
    assert resources.templates() == tmp_path / "templates"
