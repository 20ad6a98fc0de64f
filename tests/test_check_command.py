"""`pleidooi check` on houses and templates: lines for people, JSON for programs, exit codes for both."""

import json
import os
import shutil
from pathlib import Path

import pytest

from composer import i18n, resources
from composer.__main__ import main
from tests.store.builders import written

DEMO = resources.templates() / "demo"
REGULAR = "source-sans-3/SourceSans3-Regular.ttf"


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("PLEIDOOI_LANGUAGE", "en")
    yield
    i18n.speak("en")


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """Returns a copy of the shipped house."""
    return Path(shutil.copytree(DEMO, tmp_path / "club", ignore=shutil.ignore_patterns("samples")))


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    return written(path.parent, text.replace(old, new, 1), path.name)


def lines(capsys) -> tuple[list[str], str]:
    out, err = capsys.readouterr()
    return out.splitlines(), err


def test_the_shipped_house_is_in_order(capsys):
    assert main(["check", str(DEMO)]) == 0
    count = len(list(DEMO.glob("*.yaml"))) - 1
    assert lines(capsys) == ([f"{DEMO}: {count} templates, 0 findings"], "")


@pytest.mark.parametrize("name", ["", "house.yaml"])
def test_findings_of_a_house_have_file_line_and_column(name, club, capsys):
    changed(club / "house.yaml", 'grey: "#56646f"', 'grey: "#9aa7b0"')
    assert main(["check", str(club / name)]) == 0
    found, _ = lines(capsys)
    number = 1 + (club / "house.yaml").read_text("utf-8").split("\n").index('  grey: "#9aa7b0"')
    assert found[0].startswith(f"{club / 'house.yaml'}:{number}:3: warning: ")
    assert found[0].endswith("[low-contrast]")


def test_findings_of_a_template_can_be_read_by_programs(club, capsys):
    path = changed(club / "letter.yaml", "\nnumbering:", "\nstyles:\n  adress: {size: 9}\nnumbering:")
    assert main(["check", "--json", str(path)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    number = 1 + path.read_text("utf-8").split("\n").index("  adress: {size: 9}")
    assert (row["id"], row["severity"]) == ("unused-style", "warning")
    place = {"file": str(path), "line": number, "column": 3, "block": "", "field": "styles.adress"}
    assert row["place"] == place
    assert "adress" in row["message"]
    assert "“address”" in row["hint"]


def test_a_template_that_cannot_be_read_is_an_error_in_its_house_and_refused_by_itself(club, capsys):
    path = changed(club / "letter.yaml", "page-budget", "page-buget")
    assert main(["check", str(club)]) == 1
    (line, summary), _ = lines(capsys)
    assert line.startswith(f"{path}:5:1: error: ")
    assert "'page-budget'" in line
    assert "1 finding" in summary
    assert main(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"{path}:5:1: unknown field 'page-buget'")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pleidooi-house: 1", "pleidooi-house: 2", "newer version"),
        ("tagline:", "tag-line:", "did you mean 'tagline'?"),
        ("left: 25", "left: 160", "the margins leave no room for text"),
        ("height: 12", "height: twelve", "expected a number"),
        (REGULAR, REGULAR.replace("Regular", "Regula"), "did you mean"),
        ("nl: logo.svg", "nl: logos.svg", "there is no file 'logos.svg'"),
        ("grey:", "gray:", "the colours lack 'grey' (correct 'gray' to 'grey')"),
        ("  brand:", "  brnad:", ":9:"),
        (
            "size: 10.5, leading",
            "size: 10,5, leading",
            "unknown field '5' of a style (write a number with a point",
        ),
        ("colour: grey", "colour: gray", "unknown colour 'gray'"),
    ],
)
def test_a_house_that_cannot_be_read_is_refused_in_one_line(old, new, said, club, capsys):
    changed(club / "house.yaml", old, new)
    assert main(["check", str(club)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"{club / 'house.yaml'}:")
    assert said in err


def test_a_folder_without_a_house_and_a_pipe_are_refused_as_before(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    assert "this is a folder" in capsys.readouterr().err
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.yaml")
        assert main(["check", str(tmp_path / "pipe.yaml")]) == 2
        assert capsys.readouterr().err.startswith(f"{tmp_path / 'pipe.yaml'}:1:1: ")
