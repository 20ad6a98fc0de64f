"""Pages of a PDF as pictures, by PDFium: what the preview shows and pictures in the README are made of."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class PageImage(NamedTuple):
    """A page as rows of 32-bit pixels (blue, green, red, unused); `stride` is the bytes of a row."""

    pixels: bytes
    width: int
    height: int
    stride: int


class Pages:
    """A PDF kept open for pictures of its pages, numbered from 0; it belongs to the thread that opened it."""

    def __init__(self, pdf: bytes) -> None:
        """Open a PDF."""
        import pypdfium2

        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._document[number].get_size()
        return float(width), float(height)

    def image(self, number: int, scale: float) -> PageImage:
        """Return a page, `scale` pixels to the point."""
        return self._image(number, scale, (0.0, 0.0, 0.0, 0.0))

    def band(self, number: int, scale: float, top: int, rows: int) -> PageImage:
        """Return so many rows of pixels of a page from row `top`; fewer at its foot."""
        height = self.size(number)[1]
        below = max(0.0, height - (top + rows) / scale)
        return self._image(number, scale, (0.0, below, 0.0, top / scale))

    def _image(self, number: int, scale: float, crop: tuple[float, float, float, float]) -> PageImage:
        """Return a page without what is cropped: left, below, right and above, in points."""
        page = self._document[number]
        bitmap = page.render(scale=scale, crop=crop, prefer_bgrx=True, maybe_alpha=False)
        return PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)

    def close(self) -> None:
        """Give back what PDFium holds; nothing may be asked afterwards."""
        self._document.close()


def page_images(pdf: bytes, *, dpi: float, pages: Iterable[int] | None = None) -> Iterator[PageImage]:
    """Yield pages of a PDF, all of them when no numbers (from 0) are given."""
    opened = Pages(pdf)
    try:
        for number in range(len(opened)) if pages is None else pages:
            yield opened.image(number, dpi / 72)
    finally:
        opened.close()
