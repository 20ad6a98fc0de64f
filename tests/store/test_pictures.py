"""What is a picture and what is not: read by content, refused in words, never an exception."""

import os
import random

import pytest
from PIL import Image as Pillow

from composer.store import limits
from composer.store.pictures import read_picture
from tests.pictures import bomb, camera, encoded, jpeg, picture, png, svg, wide_profile

# How many mutated pictures of each sort are read; a nightly run asks for more.
MUTANTS = int(os.environ.get("PLEIDOOI_MUTANTS", "400"))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16"])
def test_a_png_of_any_depth_is_read(mode: str):
    image = read_picture(png(40, 30, mode), "a.png")
    assert (image.sort, image.width, image.height, image.problem) == ("png", 40, 30, "")


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_of_any_colours_is_read(mode: str):
    image = read_picture(jpeg(40, 30, mode, progressive=True), "a.jpg")
    assert (image.sort, image.width, image.height, image.problem) == ("jpeg", 40, 30, "")
    assert image.printing_colours == (mode == "CMYK")


def test_a_drawing_is_read_as_lines():
    image = read_picture(svg(40, 30), "a.svg")
    assert (image.sort, image.width, image.height) == ("svg", 40, 30)
    assert image.drawing is not None
    assert len(image.drawing.shapes) == 1


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\n  ", b"<?xml version='1.0'?>"])
def test_a_drawing_may_begin_with_more_than_its_first_element(start: bytes):
    assert read_picture(start + svg(), "a.svg").problem == ""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_measures_as_one_sees_it(orientation: int):
    image = read_picture(jpeg(40, 30, exif=camera(orientation=orientation)), "a.jpg")
    assert (image.width, image.height) == ((40, 30) if orientation < 5 else (30, 40))


@pytest.mark.parametrize(("told", "taken"), [((300, 300), 300), ((1, 1), 0), ((100_000, 100_000), 0)])
def test_what_a_file_says_of_its_resolution_is_believed_within_reason(told, taken):
    assert read_picture(png(dpi=told), "a.png").dpi == pytest.approx(taken, abs=0.1)


def test_a_picture_that_moves_says_so():
    frames = [picture(width=20), picture(width=20).rotate(90)]
    data = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert read_picture(data, "a.png").moves
    assert not read_picture(png(), "a.png").moves


def test_the_content_tells_what_it_is_not_the_name():
    assert read_picture(jpeg(), "a.png").sort == "jpeg"
    assert read_picture(png(), "a.svg").sort == "png"


def test_a_picture_is_named_after_its_content():
    one, other = read_picture(png(), "a.png"), read_picture(png(), "b.png")
    assert one.content_name == other.content_name == f"{one.digest}.png"
    assert read_picture(jpeg(), "a").content_name.endswith(".jpg")
    assert one != other
    assert one == read_picture(png(), "a.png")


REFUSED = {
    "a text": (b"hello", "not a picture"),
    "nothing": (b"", "not a picture"),
    "a page of the web": (b"<html></html>", "not an SVG drawing"),
    "a GIF": (b"GIF89a" + bytes(50), "GIF"),
    "a WebP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
    "a TIFF": (b"II*\x00" + bytes(50), "TIFF"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
    "half a PNG": (png()[: len(png()) // 2], "damaged"),
    "half a JPEG": (jpeg(400, 300)[:2000], "damaged"),
    "a PNG without a header": (b"\x89PNG\r\n\x1a\n", "damaged"),
    "a JPEG without a header": (b"\xff\xd8\xff\xe0", "damaged"),
    "a bomb": (bomb(30_000, 30_000), "40 million"),
    "a bomb beyond what Pillow opens": (bomb(65_000, 5_600)[:40] + bytes(100), "damaged"),
    "a script": (svg(content="<script>alert(1)</script>"), "script"),
    "a picture from elsewhere": (svg(content='<image href="https://example.org/a.png"/>'), "image"),
    "a reference to a file": (b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg/>', "DOCTYPE"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_says_why_and_what_to_do(name: str):
    data, why = REFUSED[name]
    image = read_picture(data, "a.png")
    assert why in image.problem
    assert image.hint
    assert (image.width, image.height) == (0, 0)
    assert image.data == data


def test_a_picture_of_more_than_40_million_pixels_is_not_unpacked():
    assert "40 million" in read_picture(bomb(8001, 5000), "a.png").problem
    assert read_picture(bomb(8000, 5000), "a.png").problem == ""


def test_a_picture_of_more_than_25_megabytes_is_not_looked_at():
    data = png() + bytes(limits.PICTURE_BYTES)
    assert "25 MB" in read_picture(data, "a.png").problem


def test_a_profile_that_is_none_does_no_harm():
    assert read_picture(png(icc_profile=b"nonsense"), "a.png").problem == ""
    assert read_picture(jpeg(icc_profile=wide_profile()), "a.jpg").problem == ""


@pytest.mark.parametrize(
    "data", [png(60, 40), jpeg(60, 40, exif=camera()), svg()], ids=["png", "jpeg", "svg"]
)
def test_no_mutilated_picture_ever_raises(data: bytes):
    chance = random.Random(len(data))
    for _ in range(MUTANTS):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.2:
            del broken[chance.randrange(len(broken)) :]
        image = read_picture(bytes(broken), "a")
        assert image.problem or (image.width > 0 and image.height > 0)
        if image.sort in ("png", "jpeg") and not image.problem:
            assert max(image.width, image.height) < Pillow.MAX_IMAGE_PIXELS
