"""Makes the pictures of the documentation from the real program: `python3 dev.py pictures`."""

import os
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from composer import resources
from composer.app.export import compile_file
from composer.pdf.raster import PageImage, page_images

FOLDER = Path(__file__).parent / "pictures"
DPI = 100
WINDOW = 1280, 800
PATIENCE = 30
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


def window() -> Path:
    """Write a picture of the window, in Dutch, with the caret in a request of the sample letter."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from composer.app.settings import Preferences
    from composer.model.document import BlockId, Where
    from composer.ui import theme
    from composer.ui.application import make_application
    from composer.ui.program import Program

    app = make_application([sys.argv[0]], "nl")
    app.setCursorFlashTime(0)
    theme.use_shipped_font(app)
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / "window.png"
    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "settings.yaml")
        for key, value in (("language", "nl"), ("theme", "light")):
            preferences.choose(key, value)
        program = Program(app, preferences)
        shown = program.open_window()
        shown.resize(*WINDOW)
        program.open_file(resources.templates() / "demo" / "samples" / "brief-woningen.yaml", shown)
        end = time.monotonic() + PATIENCE
        is_placed = False
        while time.monotonic() < end and not (is_placed and shown.preview and shown.preview.is_settled):
            app.processEvents()
            if not is_placed and shown.panes and shown.preview and shown.preview.is_settled:
                shown.panes.go_to(Where(BlockId("coaches-request"), "text"), focus=True)
                is_placed = True
        app.processEvents()
        shown.grab().save(str(target))
        shown.close_without_asking()
        program.stop()
    picture = Image.open(target).convert("RGB")
    picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main() -> int:
    """Write a picture of every sample document, and of the window with one."""
    for sample in sorted(resources.templates().glob("*/samples/*.yaml")):
        print(side_by_side(compile_file(sample).compilation.pdf, sample.stem))  # noqa: T201  says what it did
    print(window())  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
