"""Hostile files are read, or refused in one line with place and advice; no traceback, no hang, no flood."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from composer.blocks import KINDS
from tests.store.corpus import FORMATS, SEEDS, hostile, main

MANY = 10_000  # that one process reads: what it keeps of a hundred thousand is no work of any of them
ROOT = Path(__file__).resolve().parents[2]


def tried(format_, count, first):
    """What one process makes of these files."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.foreign", format_, str(count), str(first)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["bad"] == []
    return {name: told[name] for name in ("refused", "taken")}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer that ends what hangs")
@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_files_are_read_or_refused(format_, often):
    """10,000 of each, 100,000 with --long; of houses, which are also printed in, 500 and 10,000.

    Each has two seconds of work and 512 MB.
    """
    count = often(500, 10_000) if format_ in {"house", "template"} else often(10_000, 100_000)
    told = Counter()
    for first in range(0, count, MANY):
        told.update(tried(format_, min(count, first + MANY), first))
    assert told["refused"] + told["taken"] == count
    assert min(told["refused"], told["taken"]) > count // 20, "mutations must spoil many and spare some"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer that ends what hangs")
@pytest.mark.parametrize("sort", ["a loop in Python", "a loop in C"])
def test_what_hangs_is_ended(sort):
    """The watch itself: without it the test above could wait for ever."""
    loop = {"a loop in Python": "while True: pass", "a loop in C": "sum(itertools.repeat(0))"}[sort]
    code = f"import itertools\nfrom tests.store import foreign\nforeign.watch()\nforeign.allow(0.1)\n{loop}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode not in {0, None}
    assert "Hang" in done.stderr or "in <module>" in done.stderr


def test_a_number_always_gives_the_same_file(tmp_path):
    main(str(tmp_path), "60")
    for format_ in FORMATS:
        files = sorted((tmp_path / format_).iterdir())
        assert [file.read_bytes() for file in files] == list(hostile(format_, 60))


def test_every_kind_of_block_is_among_the_files_that_are_spoiled():
    for kind in KINDS:
        assert any(f"kind: {kind}\n".encode() in seed for seed in SEEDS), kind
