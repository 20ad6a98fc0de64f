"""The gallery: pictures of templates by a sample, made once and kept until anything of a house is another."""

import shutil

import pytest

from composer import resources
from composer.app import templates
from composer.app.gallery import Gallery
from composer.app.templates import first_page, new_document, sample_of
from composer.app.world import template_of
from composer.store import page_pictures
from composer.store.own_folders import page_pictures_folder
from composer.store.page_pictures import KEPT, keep_picture, kept_picture
from composer.store.samples import samples_in


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PLEIDOOI_DATA", str(tmp_path / "data"))


@pytest.fixture
def made(monkeypatch):
    """Counts the pictures that are really made."""
    found = []

    def counted(template, *rest):
        found.append(template)
        return first_page(template, *rest)

    monkeypatch.setattr(templates, "first_page", counted)
    return found


@pytest.fixture
def houses(tmp_path):
    """A folder with a house of its own, whose letter has a sample."""
    shutil.copytree(resources.templates() / "demo", tmp_path / "houses" / "eigen")
    for sample in (tmp_path / "houses" / "eigen" / "samples").glob("*.yaml"):
        sample.write_text(sample.read_text("utf-8").replace("template: demo/", "template: eigen/"), "utf-8")
    return tmp_path / "houses"


def test_a_picture_is_made_once(made):
    first = Gallery("nl", (), 148).picture("demo/letter")
    again = Gallery("nl", (), 148).picture("demo/letter")
    assert first == again
    assert made == ["demo/letter"]
    assert (first.width, len(first.pixels)) == (148, first.stride * first.height)


def test_another_language_or_width_is_another_picture(made):
    for language, width in (("nl", 148), ("en", 148), ("nl", 200)):
        Gallery(language, (), width).picture("demo/letter")
    assert len(made) == 3


def test_a_change_in_a_house_makes_it_anew(made, houses):
    before = Gallery("nl", (houses,), 148).picture("eigen/letter")
    Gallery("nl", (houses,), 148).picture("eigen/letter")
    house = houses / "eigen" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace("Stedenkring", "Stedenbond"), "utf-8")
    sample = houses / "eigen" / "samples" / "brief-woningen.yaml"
    sample.write_text(sample.read_text("utf-8").replace("Geachte", "Dierbare"), "utf-8")
    assert Gallery("nl", (houses,), 148).picture("eigen/letter") != before
    assert made == ["eigen/letter", "eigen/letter"]


@pytest.mark.parametrize("damage", [b"", b"nothing", "short"])
def test_a_damaged_picture_is_made_again(made, damage):
    good = Gallery("nl", (), 148).picture("demo/letter")
    (file,) = page_pictures_folder().glob("*.page")
    if damage == "short":
        keep_picture(file.stem, b"\1\0\0\0\1\0\0\0\1\0\0\0x")
    else:
        file.write_bytes(damage)
    assert Gallery("nl", (), 148).picture("demo/letter") == good
    assert len(made) == 2


def test_a_font_of_another_size_makes_it_anew_and_one_gallery_looks_once(made, houses):
    (houses / "eigen" / "own.ttf").write_bytes(b"font")
    gallery = Gallery("nl", (houses,), 148)
    for _again in range(2):
        gallery.picture("eigen/letter")
    (houses / "eigen" / "own.ttf").write_bytes(b"another font")
    gallery.picture("eigen/letter")
    assert made == ["eigen/letter"]
    Gallery("nl", (houses,), 148).picture("eigen/letter")
    assert made == ["eigen/letter", "eigen/letter"]


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(page_pictures, "KEPT", 3)
    for number in range(6):
        keep_picture(f"{number}", b"pixels")
    assert len(list(page_pictures_folder().glob("*.page"))) == 3
    assert KEPT > 50


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path, made):
    (tmp_path / "data").write_text("a file")
    Gallery("nl", (), 148).picture("demo/letter")
    assert kept_picture("any") is None
    assert made == ["demo/letter"]


def test_the_sample_is_that_of_the_house_in_the_language_that_is_spoken():
    letter = template_of("demo/letter")
    assert sample_of(letter, "en").language == "en"
    assert sample_of(letter, "nl").language == "nl"
    assert sample_of(letter, "fy") is not None
    other = sample_of(template_of("waterlanden/letter"), "en")
    assert (other.template, other.language) == ("waterlanden/letter", "nl")


def test_a_house_without_a_sample_of_a_kind_shows_that_of_another():
    template = template_of("waterlanden/council-motion")
    sample = sample_of(template, "nl")
    assert sample.template == "waterlanden/council-motion"
    assert sample.blocks == sample_of(template_of("demo/council-motion"), "nl").blocks


def test_a_kind_without_any_sample_is_shown_empty(houses, tmp_path):
    shutil.copy(houses / "eigen" / "letter.yaml", houses / "eigen" / "kattebel.yaml")
    template = template_of("eigen/kattebel", (houses,))
    assert sample_of(template, "nl", (houses,)) is None
    assert new_document(template, "nl").blocks
    assert first_page("eigen/kattebel", "nl", (houses,), 100).width == 100


def test_a_sample_that_cannot_be_read_gives_an_empty_page(houses):
    samples = houses / "eigen" / "samples"
    for path in samples.glob("*.yaml"):
        path.write_text("template: eigen/letter\nblocks: [\n", "utf-8")
    (samples / "bytes.yaml").write_bytes(b"template: eigen/letter\n\xff\xfe")
    (samples / "other.yaml").write_text("something: else\n", "utf-8")
    assert {one.language for one in samples_in(houses / "eigen")} == {"nl"}
    assert "bytes" not in {one.path.stem for one in samples_in(houses / "eigen")}
    assert sample_of(template_of("eigen/letter", (houses,)), "nl", (houses,)) is None


def test_pictures_are_kept_in_the_folder_of_the_platform(monkeypatch):
    monkeypatch.delenv("PLEIDOOI_DATA")
    assert "pleidooi" in page_pictures_folder().parts
