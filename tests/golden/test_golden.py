"""What every reference document looks like: its lines and places, its tags, its pages.

`pytest --accept tests/golden` rewrites what differs; the commit says why.
"""

from difflib import unified_diff
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from composer import resources
from composer.app.compile import Compilation
from composer.app.export import compile_file
from composer.pdf.raster import page_images
from tests.golden.dump import layout_text, tags_text

HERE = Path(__file__).parent
SAMPLES = {path.stem: path for path in resources.templates().glob("*/samples/*.yaml")}
OWN = {path.parent.name: path for path in HERE.glob("*/document.yaml")}
DOCUMENTS = dict(sorted({**SAMPLES, **OWN}.items()))
DPI = 60
# Of the 255 steps of a channel, and of all pixels the part that may be further off: edges of letters.
TOLERANCE = 40
STRAY = 0.0005
# Enough for text, tints and logo; a reference takes a third of the room that way.
COLOURS = 64

each = pytest.mark.parametrize("name", DOCUMENTS)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@lru_cache(maxsize=4)
def compiled(name: str) -> Compilation:
    return compile_file(DOCUMENTS[name]).compilation


def test_every_folder_of_references_has_its_document():
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "_."}
    assert folders <= set(DOCUMENTS)


@each
def test_lines_stand_where_they_stood(name: str, accept: bool):
    compare(HERE / name / "layout.txt", layout_text(compiled(name).layout), accept=accept)


@each
def test_tags_are_what_they_were(name: str, accept: bool):
    compare(HERE / name / "tags.txt", tags_text(compiled(name).pdf), accept=accept)


@each
def test_pages_look_as_they_looked(name: str, accept: bool, tmp_path: Path):
    pages = [picture(image) for image in page_images(compiled(name).pdf, dpi=DPI)]
    folder = HERE / name
    for old in sorted(folder.glob("page-*.png"))[len(pages) :] if accept else ():
        old.unlink()
    told = [look(folder / f"page-{i}.png", page, tmp_path, accept=accept) for i, page in enumerate(pages, 1)]
    if any(told):
        pytest.fail("\n".join(filter(None, told)), pytrace=False)
    assert len(list(folder.glob("page-*.png"))) == len(pages), "there were more pages"


# ---- texts


def compare(reference: Path, actual: str, *, accept: bool) -> None:
    expected = reference.read_text("utf-8") if reference.exists() else ""
    if actual == expected:
        return
    if accept:
        reference.parent.mkdir(exist_ok=True)
        reference.write_text(actual, "utf-8", newline="\n")
        return
    lines = unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=2)
    pytest.fail("\n".join((f"{shown(reference)} (--accept rewrites it)", *lines)), pytrace=False)


def shown(reference: Path) -> str:
    return reference.relative_to(HERE).as_posix()


# ---- pictures


def picture(image) -> Image.Image:
    """Returns a page as Pillow knows it."""
    size = (image.width, image.height)
    return Image.frombuffer("RGB", size, image.pixels, "raw", "BGRX", image.stride, 1)


def look(reference: Path, actual: Image.Image, folder: Path, *, accept: bool) -> str:
    """Returns nothing when a page looks as it did, else a sentence with the folder in which to look."""
    expected = Image.open(reference).convert("RGB") if reference.exists() else None
    if expected is not None and alike(actual, expected):
        return ""
    if accept:
        reference.parent.mkdir(exist_ok=True)
        few = actual.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(reference, optimize=True)
        return ""
    expected = expected or Image.new("RGB", actual.size, "white")
    if expected.size == actual.size:
        difference(actual, expected).save(folder / f"{reference.stem}-diff.png")
    actual.save(folder / f"{reference.stem}-actual.png")
    expected.save(folder / f"{reference.stem}-expected.png")
    return f"{shown(reference)} looks different (--accept rewrites it); see {folder}"


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Returns white on black what is further off than the tolerance in any channel."""
    bands = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point(lambda step: 255 if step > TOLERANCE else 0)


def alike(one: Image.Image, other: Image.Image) -> bool:
    return (
        one.size == other.size and difference(one, other).histogram()[255] <= STRAY * one.width * one.height
    )


# ---- the comparison itself


def test_a_moved_line_is_told_in_a_diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(globals(), "HERE", tmp_path)
    reference = tmp_path / "layout.txt"
    reference.write_text("page 1\n  mark 10.0\n", "utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"layout\.txt[\s\S]*-  mark 10\.0\n\+  mark 11\.0"):
        compare(reference, "page 1\n  mark 11.0\n", accept=False)
    compare(reference, "page 1\n  mark 11.0\n", accept=True)
    assert reference.read_text("utf-8") == "page 1\n  mark 11.0\n"


def test_a_page_that_looks_different_leaves_three_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(globals(), "HERE", tmp_path)
    reference, page = tmp_path / "page-1.png", Image.new("RGB", (50, 50), "white")
    assert look(reference, page, tmp_path, accept=True) == ""
    faint, dark = (Image.new("RGB", (50, 50), (step,) * 3) for step in (255 - TOLERANCE, 254 - TOLERANCE))
    assert look(reference, faint, tmp_path, accept=False) == ""
    assert "page-1.png looks different" in look(reference, dark, tmp_path, accept=False)
    left = {path.stem for path in tmp_path.iterdir()}
    assert left == {"page-1", "page-1-actual", "page-1-expected", "page-1-diff"}
    assert Image.open(tmp_path / "page-1-diff.png").histogram()[255] == 2500
    assert look(reference, Image.new("RGB", (60, 50)), tmp_path, accept=False)
    assert look(reference, dark, tmp_path, accept=True) == ""
    assert look(reference, dark, tmp_path, accept=False) == ""
