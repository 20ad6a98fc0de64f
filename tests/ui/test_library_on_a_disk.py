"""The window with a library on a real disk that is full or can only be read; nothing of it is played."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.store.test_real_disk import ALONE, SMALL


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the window said, in a process that alone sees the small disk."""
    folder = tmp_path_factory.mktemp("disk")
    can = (
        shutil.which("unshare")
        and not subprocess.run([*ALONE, SMALL, "sh", str(folder), "true"], check=False).returncode
    )
    if not can:
        pytest.skip("this system lets nobody have a small disk of his own")
    child = [sys.executable, "-m", "tests.ui.library_on_a_real_disk", str(folder)]
    ended = subprocess.run(
        [*ALONE, SMALL, "sh", str(folder), *child], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("disk", "reason", "menu"),
    [("full", "the disk is full", "Team"), ("read-only", "can only be read", "Team – only for reading")],
)
def test_window_finds_all_and_says_why_nothing_is_saved(told, disk, reason, menu):
    found = told[disk]
    assert found["found"] == "Gratis bussen"
    assert reason in found["said"]
    assert found["menu"] == menu
    assert found["is_whole"], "what the library had is as it was"
