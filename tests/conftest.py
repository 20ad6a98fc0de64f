"""Options for the whole suite; pytest looks for them no deeper than here."""

import ctypes
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from composer.i18n import speak

# The files that take longest come first, so that no process is left alone with one of them at the end.
FIRST = (
    "test_random_actions.py",
    "test_access.py",
    "test_foreign.py",
    "test_verapdf.py",
    "test_killed.py",
    "test_killed_window.py",
    "test_faults.py",
    "test_crashes.py",
    "test_golden.py",
    "test_journey.py",
    "test_window.py",
    "test_window_looks.py",
    "test_literal_words.py",
)
# The parameter of a test on random documents that stands for the seed of this run.
CHANCE = "chance"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--accept` rewrite the references of tests/golden, and `--seed` repeat a random document.

    `--long` tries crashes, faults and hostile files in full number.
    """
    parser.addoption("--accept", action="store_true", help="rewrite the references of tests/golden")
    parser.addoption("--seed", type=int, help="the seed of the one random document that no run has twice")
    parser.addoption("--long", action="store_true", help="crashes, faults and hostile files in full number")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of this run; the processes of one run share it."""
    if config.option.seed is None:
        config.option.seed = random.randrange(1_000_000, 1_000_000_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; within a file all stays as it is."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.name, len(FIRST)))


def pytest_report_header(config: pytest.Config) -> str:
    """Tell the seed of this run."""
    return f"random documents: --seed {config.option.seed} makes those of this run again"


@pytest.fixture(autouse=True, scope="session")
def nobodys_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test read or write the settings, houses and journals of who runs it."""
    folder = tmp_path_factory.mktemp("machine")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SETTINGS", "DATA", "HOUSES"):
            patch.setenv(f"PLEIDOOI_{name}", str(folder / name.lower()))
        yield


@pytest.fixture(autouse=True)
def english() -> None:
    """Begin every test in English, whatever the one before it spoke."""
    speak("en")


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Return the parameter of a test as the seed of a random document; `CHANCE` is another one each run."""
    if request.param != CHANCE:
        return int(request.param)
    print(f"--seed {request.config.option.seed}")
    return int(request.config.option.seed)


@pytest.fixture
def often(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Return which of two numbers of times to try: the one for every run, or the one of `--long`."""
    return lambda usually, in_full: in_full if request.config.getoption("--long") else usually


@pytest.fixture
def memory_path(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder, in memory where there is room for it.

    For what writes thousands of files and does not ask whether they survive the end of the power.
    """
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 48 * 2**20:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="pleidooi-", dir=memory) as folder:
        yield Path(folder).resolve()


@pytest.fixture
def bound_by_rights() -> Iterator[None]:
    """Let the rights of files bind this test, as they bind everybody but the administrator.

    On Linux an administrator gives up the two capabilities for it in this thread, and those it begins.
    """
    if os.name == "nt":
        pytest.skip("the rights of folders do not bind on Windows")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("rights do not bind an administrator")
    libc = ctypes.CDLL(None, use_errno=True)
    head, now = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, now) == 0
    less = (ctypes.c_uint32 * 6)(*now)
    less[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH among the effective ones
    assert libc.capset(head, less) == 0
    yield
    assert libc.capset(head, now) == 0
