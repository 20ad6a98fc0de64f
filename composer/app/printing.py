"""Pages for a printer: the exported PDF as pictures of the printer's fineness, band by band.

A page at 600 dots per inch is 140 MB; a band is a tenth of that. Only the worker that paints may call it.
"""

from collections.abc import Generator
from typing import NamedTuple

from composer.app.compile import Compilation
from composer.pdf.raster import PageImage, Pages

# No finer, however fine the printer: no eye sees it, and every page takes four times as long.
FINEST = 600
# About so many pixels a band has.
BAND = 4_000_000


class Band(NamedTuple):
    """Part of a page as a picture: `top` is how many pixels of the page stand above it."""

    page: int
    top: int
    image: PageImage


def bands(compilation: Compilation, pages: tuple[int, ...], dpi: float) -> Generator[Band, None, None]:
    """Yield pages, counted from 0, in bands from top to bottom, at so many dots per inch."""
    scale = min(dpi, FINEST) / 72
    opened = Pages(compilation.pdf)
    try:
        for page in pages:
            width, height = opened.size(page)
            rows = max(1, round(BAND / (width * scale)))
            for top in range(0, max(1, round(height * scale)), rows):
                yield Band(page, top, opened.band(page, scale, top, rows))
    finally:
        opened.close()


def pages_of(ranges: tuple[tuple[int, int], ...], count: int) -> tuple[int, ...]:
    """Return the pages, from 0, of ranges that count from 1, in the order they are given; all without any."""
    chosen = ranges or ((1, count),)
    return tuple(page - 1 for first, last in chosen for page in range(max(1, first), min(last, count) + 1))


def in_copies(pages: tuple[int, ...], copies: int, *, collated: bool, backwards: bool) -> tuple[int, ...]:
    """Return pages as often as they are wanted: copy by copy when `collated`, else page by page."""
    ordered = tuple(reversed(pages)) if backwards else pages
    return ordered * copies if collated else tuple(page for page in ordered for _copy in range(copies))
