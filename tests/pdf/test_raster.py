"""Pages as pictures."""

from composer.pdf.raster import page_images
from tests.pdf.letters import EVERYTHING, file_of


def test_every_page_is_a_picture_of_the_size_asked_for():
    images = list(page_images(file_of(EVERYTHING).pdf, dpi=36))
    assert len(images) == len(file_of(EVERYTHING).layout.pages)
    for image in images:
        assert (image.width, image.height) == (298, 421)
        assert image.stride >= 4 * image.width
        assert len(image.pixels) == image.stride * image.height


def test_only_the_pages_asked_for_are_made_in_that_order():
    every = list(page_images(file_of(EVERYTHING).pdf, dpi=20))
    assert list(page_images(file_of(EVERYTHING).pdf, dpi=20, pages=(2, 0))) == [every[2], every[0]]


def test_paper_is_white_and_ink_is_not():
    (image,) = page_images(file_of(EVERYTHING).pdf, dpi=36, pages=[0])
    assert image.pixels[:3] == b"\xff\xff\xff"
    assert min(image.pixels[0::4]) < 128
