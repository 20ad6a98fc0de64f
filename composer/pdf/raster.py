"""Pages of a PDF as pictures, by PDFium: what the preview shows and pictures in the README are made of."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class PageImage(NamedTuple):
    """A page as rows of 32-bit pixels (blue, green, red, unused); `stride` is the bytes of a row."""

    pixels: bytes
    width: int
    height: int
    stride: int


def page_images(pdf: bytes, *, dpi: float, pages: Iterable[int] | None = None) -> Iterator[PageImage]:
    """Yield pages of a PDF, all of them when no numbers (from 0) are given."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)) if pages is None else pages:
            bitmap = document[number].render(scale=dpi / 72, prefer_bgrx=True, maybe_alpha=False)
            yield PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        document.close()
