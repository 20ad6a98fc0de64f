"""Hostile files are read, or refused in one line with place and advice; no traceback, no hang, no flood."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.corpus import FORMATS, hostile, main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer that ends what hangs")
@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_files_are_read_or_refused(format_, often):
    """800 of each, 300 pictures; 10,000 with --long. Each has two seconds of work and 512 MB."""
    count = often(300 if format_ in {"png", "jpg"} else 800, 10_000)
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.foreign", format_, str(count)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["bad"] == []
    assert told["refused"] + told["taken"] == count
    assert min(told["refused"], told["taken"]) > count // 20, "mutations must spoil many and spare some"


def test_a_number_always_gives_the_same_file(tmp_path):
    main(str(tmp_path), "60")
    for format_ in FORMATS:
        files = sorted((tmp_path / format_).iterdir())
        assert [file.read_bytes() for file in files] == list(hostile(format_, 60))
