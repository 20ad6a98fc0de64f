"""The real window is killed while somebody types in it: what was safe is there at the next start."""

import os
import random
import shutil
import signal
import sys
from multiprocessing import get_context
from time import sleep

import pytest

from composer.app.recovery import candidates
from composer.app.session import Session
from composer.app.versions import of_this_user
from composer.store.documents import read_document
from tests.bench.documents import SAMPLE
from tests.ui.killed_window import run_until_killed, typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

# A document is typed in by so many programs, then the next one is begun.
LIVES = 25


def run_and_kill(context, folder, environment, seed, *, untitled) -> tuple[int, int]:
    """Start the program, kill it after a while; return how many words it began with, and told last."""
    chance = random.Random(seed)
    ours, theirs = context.Pipe(duplex=False)
    arguments = (str(folder), environment, theirs, seed, untitled)
    process = context.Process(target=run_until_killed, args=arguments)
    process.start()
    theirs.close()
    reading, told = ours.fileno(), b""
    acknowledged = chance.choice((1, 2, 5, 9))
    while told.count(b"\n") <= acknowledged:
        more = os.read(reading, 4096)
        assert more, "the program ended by itself"
        told += more
    sleep(chance.random() * 0.5)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while more := os.read(reading, 65536):
        told += more
    ours.close()
    numbers = [int(line) for line in told.split(b"\n")[:-1]]  # a line that was cut off tells nothing
    return numbers[0], numbers[-1]


@pytest.mark.parametrize("untitled", [False, True], ids=["with-a-file", "untitled"])
def test_no_word_that_was_safe_is_lost_when_the_window_is_killed(tmp_path, monkeypatch, often, untitled):
    """3 kills each; 2,500 each with --long."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.ui.killed_window"])
    kills = often(3, 2500)
    for number in range(0, kills, LIVES):
        folder = tmp_path / str(number)
        folder.mkdir()
        names = ("DATA", "SETTINGS")
        environment = {f"PLEIDOOI_{name}": str(folder / name.lower()) for name in names}
        environment |= {name: os.environ[name] for name in ("QT_QPA_PLATFORM", "FONTCONFIG_FILE")}
        path = folder / "brief.pleidooi"
        if not untitled:
            Session.open(SAMPLE).save(path)
        last = 0
        for seed in range(number, min(number + LIVES, kills)):
            begun, safe = run_and_kill(context, folder, environment, seed, untitled=untitled)
            assert begun >= last, f"kill {seed}: {last} words were safe, {begun} came back"
            last = max(last, safe)
            if path.exists():
                read_document(path)
        monkeypatch.setenv("PLEIDOOI_DATA", environment["PLEIDOOI_DATA"])
        held = [typed(one.document) for one in candidates(*of_this_user())]
        held += [typed(read_document(path))] if path.exists() else []
        assert max(held) >= last > 0
        shutil.rmtree(folder)
