"""The real window is killed while somebody types in it: what was safe is there at the next start."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

# What some of a hundred programs were doing when they were killed; see killed_window.DOING.
DOING = {"typing", "starting", "journal", "recovery"}


@pytest.mark.parametrize("kind", ["with-a-file", "untitled"])
def test_no_word_that_was_safe_is_lost_when_the_window_is_killed(memory_path, often, kind):
    """100 kills each; 2,500 each with --long. No file is torn, no conflict told, no error met."""
    kills = often(100, 2500)
    nursery = [sys.executable, "-m", "tests.ui.nursery", str(memory_path), "0", str(kills), kind]
    ended = subprocess.run(nursery, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-5000:]
    tally = json.loads(ended.stdout)
    print(tally)
    assert sum(tally.values()) == kills
    asked = DOING | {"save", "backup"} if kind == "with-a-file" else DOING
    assert asked <= set(tally), tally
