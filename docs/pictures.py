"""Makes the pictures of the documentation from the real program: `python3 dev.py pictures`."""

import sys
from pathlib import Path

from PIL import Image

from composer import resources
from composer.app.export import compile_file
from composer.pdf.raster import PageImage, page_images

FOLDER = Path(__file__).parent / "pictures"
DPI = 100
MARGIN = 24
DESK = (222, 227, 232)


def picture(page: PageImage) -> Image.Image:
    """Return a page as a picture."""
    size = (page.width, page.height)
    return Image.frombuffer("RGB", size, page.pixels, "raw", "BGRX", page.stride, 1)


def side_by_side(pdf: bytes, name: str) -> Path:
    """Write all pages of a PDF next to each other on a grey desk."""
    pages = [picture(page) for page in page_images(pdf, dpi=DPI)]
    width = sum(page.width for page in pages) + MARGIN * (len(pages) + 1)
    height = max(page.height for page in pages) + 2 * MARGIN
    desk = Image.new("RGB", (width, height), DESK)
    x = MARGIN
    for page in pages:
        desk.paste(page, (x, MARGIN))
        x += page.width + MARGIN
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / f"{name}.png"
    desk.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main() -> int:
    """Write a picture of every sample document."""
    for sample in sorted(resources.templates().glob("*/samples/*.yaml")):
        print(side_by_side(compile_file(sample).compilation.pdf, sample.stem))  # noqa: T201  says what it did
    return 0


if __name__ == "__main__":
    sys.exit(main())
