"""Where real programs are born, to be killed: a process that has loaded everything and has no window yet.

A fork of it is the program as it starts, without the second that loading takes. It has one thread and no
QApplication, so that nothing of Qt or of a thread is ever shared by two.
"""

import ctypes
import gc
import hashlib
import importlib
import json
import os
import pkgutil
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import composer
from composer.app.compile import compile_document
from composer.app.recovery import candidates
from composer.app.session import Session
from composer.app.world import world_of
from composer.pdf.raster import page_images
from composer.store.backups import OBJECTS
from composer.store.documents import read_document
from composer.store.journal import BIN, read_journal
from tests.bench.documents import SAMPLE
from tests.ui.killed_window import DOING, Life, live, typed

# A document is typed in by so many programs, then the next one is begun; so many are typed in at once.
PROGRAMS, AT_ONCE = 25, 4
PATIENCE = 90


def load() -> None:
    """Load all modules, and what the program keeps of fonts and words once it has laid out a letter."""
    for found in pkgutil.walk_packages(composer.__path__, "composer."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    document = read_document(SAMPLE)
    done = compile_document(document, world_of(document))
    assert next(page_images(done.pdf, dpi=20))
    gc.collect()
    gc.freeze()  # what all have is looked through by none
    if sys.platform == "linux":
        assert len([*Path("/proc/self/task").iterdir()]) == 1, "a thread would be lost in a fork"


@dataclass
class Killing:
    """One document, and the programs that type in it one after the other."""

    folder: Path
    programs: Iterator[int]
    untitled: bool
    tally: Counter[str]
    last: int = 0
    process: int = 0
    reading: int = -1
    told: bytes = b""
    enough: int = 0
    then: float = 0.0
    when: float = 0.0
    begun: float = 0.0
    errors: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.errors = self.folder / "errors.txt"
        if not self.untitled:
            Session.open(SAMPLE).save(self.life(0).path)

    def life(self, seed: int, doing: str = "", calls: int = 0) -> Life:
        return Life(self.folder, seed, self.untitled, doing, calls)

    def begin(self) -> bool:
        """Start the next program; return whether there was one."""
        seed = next(self.programs, None)
        if seed is None:
            return False
        chance = random.Random(seed)
        how, doing, calls = chance.random(), "", 0
        self.told, self.begun, self.enough = b"", monotonic(), chance.choice((1, 1, 2, 3))
        self.when, self.then = self.begun + PATIENCE, chance.random() * 0.4
        if how < 0.15:  # whatever it does: starting, most of the time
            self.when = self.begun + chance.random() * 0.8
        elif how < 0.6:
            doing, calls, self.enough = chance.choice([*DOING.values()]), chance.randrange(1, 16), 4
        self.reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(self.reading)
            end_with_parent()
            errors = os.open(self.errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(errors, 2)
            live(self.life(seed, doing, calls), writing)
        os.close(writing)
        return True

    def hear(self) -> bool:
        """Read what the program tells; return whether it is still there."""
        more = os.read(self.reading, 65536)
        self.told += more
        if self.told.count(b"\n") > self.enough:
            self.when = min(self.when, monotonic() + self.then)
        return bool(more)

    def kill(self) -> None:
        """End the program if it still runs, and look at what it left."""
        assert monotonic() - self.begun < PATIENCE, f"{self.folder.name}: nothing was told: {self.told!r}"
        os.kill(self.process, signal.SIGKILL)
        _process, status = os.waitpid(self.process, 0)
        while self.hear():
            pass
        os.close(self.reading)
        where = f"{self.folder.name}, kill {self.tally.total()}"
        wrong = self.errors.read_text() if self.errors.exists() else ""
        assert "Traceback" not in wrong, f"{where}: {wrong}"
        assert os.WIFSIGNALED(status), f"{where}: the program ended by itself, {status}: {wrong}"
        lines = self.told.split(b"\n")[:-1]  # a line that was cut off tells nothing
        how = [line.split()[1].decode() for line in lines if line.startswith(b"killed")]
        numbers = [int(line) for line in lines if line.isdigit()]
        self.tally[how[0] if how else "typing" if numbers else "starting"] += 1
        if numbers:
            assert numbers[0] >= self.last, f"{where}: {self.last} words were safe, {numbers[0]} came back"
            self.last = numbers[-1]
        self.is_whole()

    def is_whole(self) -> None:
        """Raise when a file is neither as it was nor as it should be."""
        data, path = self.folder / "data", self.life(0).path
        if path.exists():
            typed(read_document(path))
        for kept in (data / "versions" / OBJECTS).glob("*"):
            if kept.suffix != ".tmp":
                assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.name, f"{kept.name} is torn"
        for journal in (data / "journal" / BIN).glob("*.jsonl"):
            read_journal(journal)

    def end(self) -> None:
        """Raise unless a last start would be offered all that was safe."""
        from composer.app.versions import of_this_user

        os.environ["PLEIDOOI_DATA"] = str(self.folder / "data")
        held = [typed(one.document) for one in candidates(*of_this_user())]
        path = self.life(0).path
        held += [typed(read_document(path))] if path.exists() else []
        assert max(held) >= self.last > 0


def kill_all(folder: Path, first: int, kills: int, *, untitled: bool) -> Counter[str]:
    """Kill so many programs; return what they did at that moment."""
    tally: Counter[str] = Counter()
    documents = iter(range(first, first + kills, PROGRAMS))
    running: list[Killing] = []

    def more() -> None:
        while len(running) < AT_ONCE and (number := next(documents, None)) is not None:
            seeds = iter(range(number, min(number + PROGRAMS, first + kills)))
            running.append(Killing(folder / str(number), seeds, untitled, tally))
            running[-1].begin()

    try:
        more()
        while running:
            look(running)
            more()
    finally:
        for one in running:
            os.kill(one.process, signal.SIGKILL)
    return tally


def look(running: list[Killing]) -> None:
    """Wait until a program tells something or is to be killed."""
    wait = max(0.0, min(one.when for one in running) - monotonic())
    ready, _writing, _wrong = select.select([one.reading for one in running], [], [], wait)
    for one in tuple(running):
        is_there = one.hear() if one.reading in ready else True
        if is_there and monotonic() < one.when:
            continue
        one.kill()
        if not one.begin():
            running.remove(one)
            one.end()


def end_with_parent() -> None:
    """Let the system end this process with the one that began it, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


if __name__ == "__main__":
    load()
    place, begin_at, count, kind = sys.argv[1:]
    print(json.dumps(kill_all(Path(place), int(begin_at), int(count), untitled=kind == "untitled")))
