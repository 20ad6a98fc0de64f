"""Printing: which pages, how often, and in bands that are the page they were cut from."""

import pytest

from composer.app.compile import compile_document
from composer.app.printing import BAND, bands, in_copies, pages_of
from composer.app.world import world_of
from composer.pdf.raster import page_images
from composer.store.documents import read_document
from tests.bench.documents import SAMPLE


@pytest.fixture(scope="module")
def compilation():
    document = read_document(SAMPLE)
    return compile_document(document, world_of(document))


@pytest.mark.parametrize("dpi", [72, 150, 301])
def test_bands_put_together_are_the_page(compilation, dpi):
    (whole,) = page_images(compilation.pdf, dpi=dpi, pages=[1])
    rows = {}
    for band in bands(compilation, (1,), dpi):
        for row in range(band.image.height):
            start = row * band.image.stride
            rows.setdefault(band.top + row, band.image.pixels[start : start + band.image.width * 4])
    assert len(rows) >= whole.height
    unlike = 0
    for row in range(whole.height):
        line = whole.pixels[row * whole.stride : row * whole.stride + whole.width * 4]
        unlike += sum(abs(a - b) > 96 for a, b in zip(line, rows[row], strict=True))
    assert unlike < whole.height * whole.width * 0.004  # a shade at the edges of letters, no row elsewhere


def test_a_band_is_small_however_fine_the_printer(compilation):
    made = list(bands(compilation, (0, 1), 2400))
    assert {band.page for band in made} == {0, 1}
    assert all(band.image.width * band.image.height <= BAND * 1.1 for band in made)
    assert max(band.image.width for band in made) == pytest.approx(595.28 / 72 * 600, abs=2)


def test_bands_that_are_not_wanted_are_given_back(compilation):
    made = bands(compilation, (0, 1), 150)
    next(made)
    made.close()
    assert next(made, None) is None


def test_ranges_count_from_one_and_name_no_page_that_is_not_there():
    assert pages_of((), 3) == (0, 1, 2)
    assert pages_of(((2, 2), (1, 9)), 3) == (1, 0, 1, 2)
    assert pages_of(((0, 1),), 3) == (0,)
    assert pages_of(((7, 9),), 3) == ()


def test_copies_one_after_the_other_or_page_by_page():
    assert in_copies((0, 1), 2, collated=True, backwards=False) == (0, 1, 0, 1)
    assert in_copies((0, 1), 2, collated=False, backwards=False) == (0, 0, 1, 1)
    assert in_copies((0, 1), 2, collated=True, backwards=True) == (1, 0, 1, 0)
