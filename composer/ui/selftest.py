"""`pleidooi selftest`: the acceptance of a bundle. A real window writes, shows, saves, reopens, exports."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer

from composer import resources
from composer.app.export import compile_file
from composer.app.settings import Preferences
from composer.app.writing import write_pdf
from composer.i18n import _
from composer.model.document import BlockId
from composer.model.edits import set_field
from composer.model.inline import plain_text
from composer.ui.application import make_application
from composer.ui.program import Program
from composer.ui.window import Window

PATIENCE = 30.0
WORDS = "Zelftest: één verzoek ➢ en € 50."


class SelfTestFailed(Exception):
    """A step did not do what it must; the message names it."""


def selftest() -> int:
    """Run every step, say each on standard output, and return 0 when all went well."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="pleidooi-") as folder:
        os.environ["PLEIDOOI_DATA"] = folder  # no journal of it among those of the user
        program = Program(app, Preferences(Path(folder) / "settings.yaml"))
        try:
            for step in _steps(program, Path(folder)):
                print(f"ok  {step}")  # noqa: T201  the report is what it is for
        except SelfTestFailed as error:
            print(f"FAILED  {error}")  # noqa: T201
            return 1
        finally:
            for window in tuple(program.windows):
                window.close_without_asking()
            program.stop()
    return 0


def _steps(program: Program, folder: Path) -> Iterator[str]:
    window = program.open_window()
    _wait(window.isVisible, _("the window opens"))
    yield _("the window opens")
    _demand(program.new_document("demo/letter", window) is window, _("a new letter"))
    yield _("a new letter")
    session = window.session
    if session is None:
        raise SelfTestFailed(_("a new letter"))
    written = plain_text(WORDS)
    session.apply(_("Typing"), lambda document: set_field(document, BlockId("b2"), "text", written))
    _wait(lambda: _shows(window, WORDS), _("the preview shows what was written"))
    yield _("the preview shows what was written")
    file = folder / "zelftest.pleidooi"
    session.save(file)
    _demand(not session.is_changed and file.is_file(), _("the letter is saved"))
    yield _("the letter is saved")
    again = program.open_file(file, program.open_window())
    _demand(again is not None and again.session is not None, _("the letter is opened again"))
    yield _("the letter is opened again")
    for sample in sorted(resources.templates().glob("*/samples/*.yaml")):
        pdf = folder / f"{sample.stem}.pdf"
        write_pdf(program.executor.submit(compile_file, sample).result().compilation, pdf)
        _demand(pdf.read_bytes().startswith(b"%PDF-1.7"), sample.name)
        yield _("{name} is exported").format(name=sample.name)


def _shows(window: Window, words: str) -> bool:
    rendered = window.preview.rendered if window.preview else None
    if rendered is None:
        return False
    settings = [mark.setting for page in rendered.layout.pages for mark in page.marks]
    said = ("".join(span.text for span in setting.spans) for setting in settings)
    return any(words in text.replace("\u00a0", " ") for text in said)  # print binds what typing does not


def _demand(holds: bool, step: str) -> None:  # noqa: FBT001  a fact and its name
    if not holds:
        raise SelfTestFailed(step)


def _wait(holds: Callable[[], bool], step: str) -> None:
    """Let the program run until something holds."""
    end = monotonic() + PATIENCE
    while not holds():
        if monotonic() > end:
            raise SelfTestFailed(step)
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
