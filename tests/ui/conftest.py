"""Where tests begin to touch Qt: no screen, our own fonts and no other, English unless said."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "assets" / "fonts"
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def _only_our_fonts() -> str:
    """Writes fontconfig's file and returns its path: a sign that our fonts lack then shows as missing."""
    folder = Path(tempfile.mkdtemp(prefix="pleidooi-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "fonts.conf"
    file.write_text(FONTCONFIG.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    return str(file)


# Qt reads these once, when the application begins.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = _only_our_fonts()

import pytest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from composer.app.settings import Preferences  # noqa: E402
from composer.ui import theme  # noqa: E402
from composer.ui.application import make_application, set_language  # noqa: E402
from composer.ui.palettes import Scheme  # noqa: E402
from composer.ui.program import Program  # noqa: E402
from tests.bench.documents import SAMPLE  # noqa: E402
from tests.ui.hands import settle, show  # noqa: E402
from tests.ui.keys import ime_commit, press, type_text  # noqa: E402, F401  also found here
from tests.ui.libraries import coach, library, own_data, team  # noqa: E402, F401  fixtures

# What the platform without a screen says of itself.
HARMLESS = r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(HARMLESS, extend=True))


@pytest.fixture(scope="session")
def qapp(qapp_args, pytestconfig) -> Iterator[QApplication]:
    """The application as the program makes it, in its own font; pytest-qt takes it from here."""
    app = make_application(["pleidooi"], "en")
    app.setCursorFlashTime(0)
    theme.use_shipped_font(app)
    theme.apply(app, Scheme.LIGHT)
    yield app
    # What is copied lives as long as this platform does, longer than Python: its end would be a crash.
    app.clipboard().clear()


@pytest.fixture(autouse=True)
def _as_it_was(qapp):
    """Gives every test English and the light theme, whatever the one before left."""
    yield
    set_language(qapp, "en")
    if (theme.scheme(), theme.scale()) != (Scheme.LIGHT, 1.0):
        theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["nl", "en"])
def language(request, qapp) -> str:
    """Runs a test in each language of the window."""
    set_language(qapp, request.param)
    return request.param


@pytest.fixture
def dutch(qapp) -> None:
    """Runs a test in Dutch."""
    set_language(qapp, "nl")


@pytest.fixture(params=[scheme.value for scheme in Scheme])
def scheme(request, qapp) -> Scheme:
    """Runs a test in each scheme."""
    made = Scheme(request.param)
    theme.apply(qapp, made)
    return made


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    """The settings of a user who speaks English and likes it light, in a folder of the test."""
    made = Preferences(tmp_path / "settings" / "settings.yaml")
    made.choose("language", "en")
    made.choose("theme", "light")
    return made


@pytest.fixture
def program(qapp, preferences):
    """The program without a window; it closes what the test leaves open."""
    made = Program(qapp, preferences)
    yield made
    for window in tuple(made.windows):
        window.close_without_asking()
    made.stop()
    # What is kept beyond a test is looked through once, not again whenever one of the windows to come closes.
    gc.collect()
    gc.freeze()


@pytest.fixture
def first(program, qtbot):
    """The window as it is when the program begins."""
    return show(qtbot, program.open_window())


@pytest.fixture
def file(tmp_path) -> Path:
    """The sample letter in a file of its own."""
    return Path(shutil.copy(SAMPLE, tmp_path / "brief.yaml"))


@pytest.fixture
def window(program, first, file, qtbot):
    """The window with the sample letter, its pages as they will be printed."""
    program.open_file(file, first)
    return settle(qtbot, first)
