"""A real process that types is killed again and again: no acknowledged edit is lost, no file torn."""

import os
import random
import signal
import sys
from multiprocessing import get_context
from time import sleep

import pytest

from composer.app.recovery import candidates
from composer.store.documents import read_document
from composer.store.journal import BIN, read_journal
from tests.app.killed import counted, type_until_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def run_and_kill(context, folder, seed, *, untitled) -> tuple[int, int]:
    """Start the program, kill it after a while; return what it recovered, and what it acknowledged last."""
    chance = random.Random(seed)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=type_until_killed, args=(str(folder), theirs, seed, untitled))
    process.start()
    theirs.close()
    reading = ours.fileno()
    told = b""
    edits = chance.choice((0, 1, 3, 10, 40))
    while told.count(b"\n") <= edits:
        more = os.read(reading, 4096)
        assert more, "the program ended by itself"
        told += more
    sleep(chance.random() * 0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while more := os.read(reading, 65536):
        told += more
    ours.close()
    numbers = [int(line) for line in told.split(b"\n")[:-1]]  # a line that was cut off acknowledges nothing
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return numbers[0], numbers[-1]


@pytest.mark.parametrize("untitled", [False, True], ids=["with-a-file", "untitled"])
def test_no_acknowledged_edit_is_lost(memory_path, often, untitled):
    """25 kills each, between edits of every sort; 2,500 with --long. The window is killed in tests/ui."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.app.killed"])
    last = 0
    for seed in range(often(25, 2500)):
        begun, acknowledged = run_and_kill(context, memory_path, seed, untitled=untitled)
        assert begun >= last, f"kill {seed}: {last} was acknowledged, {begun} recovered"
        last = max(last, acknowledged)
        path = memory_path / "brief.pleidooi"
        if path.exists():
            read_document(path)
        strays = [one for one in memory_path.iterdir() if one.name not in {"journal", "versions", path.name}]
        assert all(one.suffix == ".tmp" for one in strays)
    assert last > 50
    found = candidates(memory_path / "journal")
    held = [counted(one.document) for one in found]
    held += [counted(read_document(path))] if path.exists() else []
    assert max(held) >= last
    for file in (memory_path / "journal" / BIN).iterdir():
        read_journal(file)
