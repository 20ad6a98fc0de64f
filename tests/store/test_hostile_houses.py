"""A damaged or hostile logo, font or link: refused by its name, and all else goes on."""

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from composer import i18n, resources
from composer.__main__ import main
from composer.app.export import compile_file
from composer.app.templates import offers
from composer.errors import TemplateError
from composer.store.folders import house_folders
from composer.store.templates import find_template
from tests.audit import audit, tree_text
from tests.store.builders import HEAD, written

FONTS = resources.path("fonts")
REGULAR = "source-sans-3/SourceSans3-Regular.ttf"
COLOURS = ["ink", "brand", "accent", "grey", "rule", "tint", "link", "unknown"]
HOUSE = (
    "pleidooi-house: 1\ncolours: {" + ", ".join(f'{role}: "#102030"' for role in COLOURS) + "}\n"
    "typefaces: {text: {regular: own.ttf}}\npage: {}\n"
    "logo: {file: logo.svg, at: [25, 10], height: 10, alt: Logo}\n"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">%s</svg>'
LOGO = SVG % '<path d="M0 0h9v9z"/>'
DOCUMENT = HEAD.replace("demo/letter", "{house}/letter") + "blocks: [{kind: paragraph, text: Een tekst.}]\n"


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("PLEIDOOI_LANGUAGE", "en")
    yield
    i18n.speak("en")


def house(folder: Path, name: str, logo: bytes | str = LOGO, font: bytes = b"") -> Path:
    """Writes a house with a logo and a font of its own, and a template."""
    written(folder, logo, f"{name}/logo.svg")
    written(folder, font or (FONTS / REGULAR).read_bytes(), f"{name}/own.ttf")
    written(folder, "pleidooi-template: 1\n", f"{name}/letter.yaml")
    return written(folder, HOUSE, f"{name}/house.yaml").parent


def exported(folder: Path, name: str) -> int:
    """Exports a document in one of the houses of a folder; returns the exit code."""
    path = written(folder, DOCUMENT.replace("{house}", name), f"{name}.yaml")
    return main(["export", str(path), "-o", str(folder / f"{name}.pdf"), "--templates", str(folder)])


def check_the_others_work(folder: Path, refused: str, capsys) -> None:
    """Checks that a house is refused in one line that names the file, and that its neighbour works."""
    house(folder, "good")
    assert exported(folder, "bad") == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert refused in err
    assert not (folder / "bad.pdf").exists()
    assert exported(folder, "good") == 0
    assert audit((folder / "good.pdf").read_bytes()) == []
    told = {offer.id: offer for offer in offers("en", [folder])}
    assert refused in told["bad/letter"].problem
    assert told["bad/letter"].template is None
    assert told["good/letter"].problem == ""
    assert told["demo/letter"].problem == ""


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + SVG % "<title>&b;</title>"
)
LOGOS = {
    "empty": b"",
    "cut off": LOGO[:60].encode(),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "no drawing": b"<html><body/></html>",
    "too large": (SVG % f"<desc>{' ' * 1_000_001}</desc>").encode(),
    "entities": BOMB.encode(),
    "an entity of a file": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>' + (SVG % "&a;").encode(),
    "a script": (SVG % "<script>alert(1)</script>").encode(),
    "a picture from elsewhere": (SVG % '<image href="http://example.org/a.png"/>').encode(),
    "a reference to a file": (SVG % '<use href="/etc/passwd#a"/>').encode(),
    "a style from elsewhere": (SVG % '<style>@import url("http://example.org")</style>').encode(),
    "a gradient": (SVG % '<path d="M0 0h9v9z" fill="url(#a)"/>').encode(),
    "nested without end": ("<g>" * 5000).join(SVG.split("%s", 1)).encode(),
    "odd numbers": (SVG % '<path d="M0 0h1e999v9z"/>').encode(),
}


@pytest.mark.parametrize("sort", LOGOS)
def test_a_logo_that_is_damaged_or_hostile_is_refused_by_its_name(sort, tmp_path, capsys):
    house(tmp_path, "bad", logo=LOGOS[sort])
    check_the_others_work(tmp_path, str(tmp_path / "bad" / "logo.svg"), capsys)


def fonts() -> dict[str, bytes]:
    whole = (FONTS / REGULAR).read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 0xFF
    return {
        "empty": b"x",
        "cut off": whole[: len(whole) // 2],
        "changed": bytes(changed),
        "without a directory": whole[:12],
        "a web page": b"<html>" * 1000,
        "a web font": b"wOF2" + whole[4:],
        "PostScript": b"OTTO" + whole[4:],
        "a collection": b"ttcf" + whole[4:],
        "ten thousand tables": whole[:4] + b"\xff\xff" + whole[6:],
    }


@pytest.mark.parametrize("sort", fonts())
def test_a_font_that_is_damaged_or_hostile_is_refused_by_its_name(sort, tmp_path, capsys):
    house(tmp_path, "bad", font=fonts()[sort])
    check_the_others_work(tmp_path, "own.ttf", capsys)


@pytest.mark.parametrize("name", ["logo.svg", "own.ttf"])
def test_a_file_that_is_not_there_is_refused_by_its_name(name, tmp_path, capsys):
    (house(tmp_path, "bad") / name).unlink()
    check_the_others_work(tmp_path, f"'{name}'", capsys)


@pytest.mark.parametrize("name", ["logo.svg", "own.ttf"])
@pytest.mark.parametrize("sort", ["a circle", "nowhere", "a folder", "a device"])
def test_a_link_in_a_house_that_leads_to_no_file_is_refused_by_its_name(sort, name, tmp_path, capsys):
    link = house(tmp_path, "bad") / name
    link.unlink()
    targets = {
        "a circle": link,
        "nowhere": tmp_path / "gone",
        "a folder": tmp_path,
        "a device": Path(os.devnull),
    }
    link.symlink_to(targets[sort])
    check_the_others_work(tmp_path, f"'{name}'", capsys)


@pytest.mark.parametrize("name", ["../logo.svg", "/etc/passwd", "C:/logo.svg", "a\\logo.svg", "x" * 300])
def test_the_name_of_a_file_elsewhere_is_refused(name, tmp_path, capsys):
    folder = house(tmp_path, "bad")
    text = (folder / "house.yaml").read_text("utf-8").replace("logo.svg", f"'{name}'")
    written(folder, text, "house.yaml")
    check_the_others_work(tmp_path, "is not a file of this house", capsys)


def test_a_name_cannot_give_orders_to_a_terminal(tmp_path, capsys):
    folder = house(tmp_path, "bad")
    text = (folder / "house.yaml").read_text("utf-8").replace("logo.svg", '"\\e[31mlogo.svg"')
    written(folder, text, "house.yaml")
    house(tmp_path, "good")
    assert exported(tmp_path, "bad") == 2
    assert "\x1b" not in capsys.readouterr().err


def test_a_house_that_is_no_yaml_hides_no_other(tmp_path, capsys):
    written(house(tmp_path, "bad"), b"\x00\xff", "house.yaml")
    check_the_others_work(tmp_path, str(tmp_path / "bad" / "house.yaml"), capsys)


# ---- folders of houses


def test_a_folder_that_leads_in_a_circle_or_has_too_long_a_name_is_refused_when_it_is_named(tmp_path):
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for folder in (circle, tmp_path / ("x" * 300), written(tmp_path, "", "file")):
        with pytest.raises(TemplateError, match="there is no such folder"):
            find_template("demo/letter", [folder])
        assert "demo" in house_folders((), installed=[folder])


def test_a_house_whose_file_leads_in_a_circle_is_not_there(tmp_path):
    folder = tmp_path / "houses" / "bad"
    folder.mkdir(parents=True)
    (folder / "house.yaml").symlink_to(folder / "house.yaml")
    assert find_template("demo/letter", [tmp_path / "houses"]).id == "demo/letter"


# ---- links in a document

HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<b>",
    "vbscript:x",
    "ftp://example.org",
    "//example.org",
    "\\\\\\\\server\\\\share",
    "https://example.org /x",
]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_link_is_printed_as_it_stands_and_leads_nowhere(address, tmp_path):
    text = f"'Een [woord]({address}) en [een goed woord](https://example.org/).'"
    path = written(tmp_path, HEAD + f"blocks: [{{kind: paragraph, text: {text}}}]\n")
    compilation = compile_file(path).compilation
    assert audit(compilation.pdf) == []
    # The address of the house stands in its letterhead.
    with pikepdf.open(BytesIO(compilation.pdf)) as pdf:
        links = [str(link.A.URI) for page in pdf.pages for link in page.get("/Annots", ()) if "/A" in link]
    assert [link for link in links if "stedenkring" not in link] == ["https://example.org/"]
    ((_, printed),) = [block for block in tree_text(compilation.pdf) if "goed woord" in block[1]]
    assert printed.startswith("Een [woord](")
    found = [finding.id for finding in compilation.findings]
    assert ("refused-link" in found) == (address[0] != "\\")


def test_a_hostile_link_in_a_letterhead_leads_nowhere(tmp_path):
    folder = house(tmp_path, "bad")
    line = "'[a](javascript:alert(1)) [b](https://example.org/)'"
    place = f"letterhead: [{{name: a, at: [120, 10], width: 80, style: sender, lines: [{line}]}}]\n"
    written(folder, HOUSE + place, "house.yaml")
    path = written(tmp_path, DOCUMENT.replace("{house}", "bad"))
    with pikepdf.open(BytesIO(compile_file(path, [tmp_path]).compilation.pdf)) as pdf:
        assert [str(link.A.URI) for link in pdf.pages[0].Annots] == ["https://example.org/"]
