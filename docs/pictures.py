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
SMALL = 50
LETTERS = "brief-woningen", "letter-housing"
WINDOW = 1280, 800
PATIENCE = 30
MARGIN = 24
LOOKS = (
    ("nl", "light", "100"),
    ("nl", "dark", "100"),
    ("en", "light", "100"),
    ("en", "dark", "100"),
    ("nl", "high-contrast", "100"),
    ("nl", "light", "200"),
)
DESK = (222, 227, 232)


def picture(page: PageImage) -> Image.Image:
    """Return a page as a picture."""
    size = (page.width, page.height)
    return Image.frombuffer("RGB", size, page.pixels, "raw", "BGRX", page.stride, 1)


def desk_of(pages: list[Image.Image], name: str, across: int) -> Path:
    """Write pages on a grey desk, so many next to each other."""
    wide = max(page.width for page in pages) + MARGIN
    high = max(page.height for page in pages) + MARGIN
    rows = -(-len(pages) // across)
    desk = Image.new("RGB", (wide * min(across, len(pages)) + MARGIN, high * rows + MARGIN), DESK)
    for i, page in enumerate(pages):
        desk.paste(page, (MARGIN + i % across * wide, MARGIN + i // across * high))
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
    return smaller(target)


def smaller(target: Path) -> Path:
    """Give a picture 256 colours."""
    image = Image.open(target).convert("RGB")
    image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def of_libraries() -> list[Path]:
    """Write pictures of the pane of the libraries and of making a block, in Dutch."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from composer.app.settings import Preferences
    from composer.ui.application import make_application, set_language
    from composer.ui.program import Program
    from tests.ui.scenes import SCENES, Stage

    app = QApplication.instance() or make_application([sys.argv[0]], "nl")
    set_language(app, "nl")
    written = []
    for name in ("library-card", "library-alike"):
        with tempfile.TemporaryDirectory() as own:
            os.environ["PLEIDOOI_SETTINGS"] = os.environ["PLEIDOOI_DATA"] = own
            preferences = Preferences(Path(own) / "settings.yaml")
            for key, value in (("language", "nl"), ("theme", "light")):
                preferences.choose(key, value)
            program = Program(app, preferences)
            shown = SCENES[name](Stage(program, Path(own)))
            target = FOLDER / f"{name}.png"
            shown.grab().save(str(target))
            for opened in tuple(program.windows):
                opened.close_without_asking()
            program.stop()
        written.append(smaller(target))
    return written


def every_window(folder: Path) -> list[Path]:
    """Write a picture of every window and dialog, in both languages, light and dark; and of some at 200 %."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from composer.app.settings import Preferences
    from composer.ui import theme
    from composer.ui.application import make_application
    from composer.ui.program import Program
    from tests.ui.scenes import SCENES, Stage

    app = make_application([sys.argv[0]], "nl")
    app.setCursorFlashTime(0)
    theme.use_shipped_font(app)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language, look, scale in LOOKS:
        for name, scene in SCENES.items():
            with tempfile.TemporaryDirectory() as own:
                os.environ["PLEIDOOI_SETTINGS"] = os.environ["PLEIDOOI_DATA"] = own
                preferences = Preferences(Path(own) / "settings.yaml")
                for key, value in (("language", language), ("theme", look), ("scale", scale)):
                    preferences.choose(key, value)
                program = Program(app, preferences)
                shown = scene(Stage(program, Path(own)))
                app.processEvents()
                target = folder / f"{name}-{language}-{look}{'' if scale == '100' else f'-{scale}'}.png"
                shown.grab().save(str(target))
                for widget in app.topLevelWidgets():
                    widget.close_without_asking() if hasattr(
                        widget, "close_without_asking"
                    ) else widget.close()
                program.stop()
                written.append(target)
    return written


def main() -> int:
    """Write pictures of the sample letters, of the first page of every sample, and of some windows.

    With `--all` and a folder it writes every window in every look there instead.
    """
    if sys.argv[1:2] == ["--all"] and len(sys.argv) == 3:
        for path in every_window(Path(sys.argv[2])):
            print(path)  # noqa: T201  says what it did
        return 0
    samples = sorted(resources.templates().glob("*/samples/*.yaml"))
    files = {sample.stem: compile_file(sample).compilation.pdf for sample in samples}
    written = [
        desk_of([picture(page) for page in page_images(files[name], dpi=DPI)], name, across=2)
        for name in LETTERS
    ]
    first = [picture(next(page_images(pdf, dpi=SMALL, pages=[0]))) for pdf in files.values()]
    written += [desk_of(first, "samples", across=5), window(), *of_libraries()]
    for path in written:
        print(path)  # noqa: T201  says what it did
    return 0


if __name__ == "__main__":
    sys.exit(main())
