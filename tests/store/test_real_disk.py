"""A real disk that is full or can only be read; the faults of `test_files` are played, this one is not."""

import json
import shutil
import subprocess
import sys

import pytest

ALONE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
SMALL = 'mount -t tmpfs -o size=96k small "$1" && shift && exec "$@"'


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What came of saving there, in a process that alone sees the small disk."""
    folder = tmp_path_factory.mktemp("disk")
    if (
        not shutil.which("unshare")
        or subprocess.run([*ALONE, SMALL, "sh", str(folder), "true"], check=False).returncode
    ):
        pytest.skip("this system lets nobody have a small disk of his own")
    child = [sys.executable, "-m", "tests.store.on_a_real_disk", str(folder)]
    ended = subprocess.run(
        [*ALONE, SMALL, "sh", str(folder), *child], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize(
    ("disk", "reason"), [("full", "the disk is full"), ("read-only", "that disk can only be read")]
)
def test_nothing_is_lost_on_a_real_disk_that_takes_no_more(told, disk, reason):
    found = told[disk]
    assert reason in found["document"]
    assert found["is_whole"], "the old file and what the library had are as they were"
    assert found["is_changed"], "what was typed is still to be saved"
    assert reason in found["library"]
    assert found["left"] == [], "no half a file stays"


def test_a_library_on_a_real_disk_that_can_only_be_read_says_so(told):
    assert told["full"]["may_write"]
    assert not told["read-only"]["may_write"]
