"""The real program with a hand that types in it: recovers what it is offered, types, saves, until killed."""

import itertools
import os
import random
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from composer.blocks.kind import texts_of
from composer.model.document import Document
from composer.store.disk import DISK, FileLayer
from composer.ui import safety
from composer.ui.application import make_application
from composer.ui.recovery_window import RecoveryWindow
from composer.ui.start_up import start
from composer.ui.window import Window
from tests.ui.hands import field, keys
from tests.ui.keys import press, type_text

WORD = re.compile(r"w(\d+)")
# Where the hand begins to type: a paragraph of the sample, of a new letter.
BLOCKS = ("introduction", "b2")
# What a program may be doing with the disk, by a module on the way there; the first counts.
DOING = {
    "backups.py": "backup",
    "recovery.py": "recovery",
    "locks.py": "lock",
    "keeping.py": "journal",
    "session.py": "save",
}


@dataclass(frozen=True)
class Life:
    """One run of the program: where, on which kind of document, with which luck.

    While it is `doing` something, it kills itself at so many calls to the disk; at 0 it does not.
    """

    folder: Path
    seed: int
    untitled: bool
    doing: str = ""
    calls: int = 0

    @property
    def path(self) -> Path:
        return self.folder / "brief.pleidooi"


def typed(document: Document) -> int:
    """How many words of the hand a document has, without a gap; raises when one is lost in between."""
    words = " ".join(text.plain for block in document.walk() for _path, text in texts_of(block))
    numbers = {int(number) for number in WORD.findall(words)}
    assert numbers == set(range(1, len(numbers) + 1)), f"lost in between: {sorted(numbers)}"
    return len(numbers)


def until(holds: Callable[[], object]) -> None:
    while not holds():
        QTest.qWait(10)


def refuse_questions() -> None:
    """End with an error when something is asked, as of a conflict: nobody else writes here."""
    asked = QApplication.activeModalWidget()
    if asked is not None:
        said = " ".join(label.text() for label in asked.findChildren(QLabel))
        sys.stderr.write(f"Traceback of none, but it asks: {type(asked).__name__} {said}\n")
        os._exit(2)


def windows() -> list[Window]:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible())
    return [one for one in shown if one.session is not None]


def recovered(offered: RecoveryWindow) -> Window:
    """Press Enter on what is offered first; return the window with the work."""
    until(offered.isVisible)
    press(offered.recover_button, Qt.Key.Key_Return, text="\r")
    until(lambda: any(one.session.is_changed for one in windows()))
    if shiboken6.isValid(offered):  # else there was nothing more to recover
        offered.reject()
    return next(one for one in windows() if one.session.is_changed)


def type_on(shown: Window, told: int, chance: random.Random, *, untitled: bool) -> None:
    """Type words for ever; tell of each once the program says that it is safe."""
    session = shown.session
    number = typed(session.document)
    os.write(told, b"%d\n" % number)
    shown.activateWindow()
    until(lambda: shown.isActiveWindow() and shown.canvas is not None)
    field(shown, next(block.id for block in session.document.walk() if block.id in BLOCKS))
    while True:
        for _word in range(chance.choice((1, 1, 2))):
            number += 1
            type_text(QApplication.focusWidget(), f"w{number} ")
            QTest.qWait(chance.choice((0, 1, 20)))
        if chance.random() < 0.1:
            type_text(QApplication.focusWidget(), "\n")
        if not untitled and chance.random() < 0.3:
            keys(shown, "Ctrl+S")
        assert typed(session.document) == number, "what was typed did not arrive"
        until(lambda: session.keeper is not None and session.keeper.is_safe)
        os.write(told, b"%d\n" % number)


def doing() -> str:
    """What the program does with the disk just now."""
    frame, names = sys._getframe(), set()
    while frame is not None:
        names.add(Path(frame.f_code.co_filename).name)
        frame = frame.f_back
    return next((what for name, what in DOING.items() if name in names), "other")


def die_at(life: Life, told: int) -> None:
    """Let the program be killed at a call to the disk, before it, after it, or when half is written."""
    number = itertools.count(1)

    def dying(name: str, really: Callable[..., object]) -> Callable[..., object]:
        def do(self: FileLayer, *arguments: object) -> object:
            if doing() != life.doing or next(number) != life.calls:
                return really(self, *arguments)
            os.write(told, f"killed {life.doing} {name}\n".encode())
            if name == "write":
                descriptor, data = arguments
                really(self, descriptor, data[: len(data) // 2])
            elif life.seed % 2:
                really(self, *arguments)
            os.kill(os.getpid(), signal.SIGKILL)
            raise SystemExit

        return do

    for name, really in [(name, each) for name, each in vars(type(DISK)).items() if name[0] != "_"]:
        setattr(type(DISK), name, dying(name, really))


def live(life: Life, told: int) -> None:
    """Start the program as its user does, and type; tell of each word that is safe."""
    for name in ("DATA", "SETTINGS", "HOUSES"):
        os.environ[f"PLEIDOOI_{name}"] = str(life.folder / name.lower())
    if life.calls:
        die_at(life, told)
    app, chance = make_application(["pleidooi"], "en"), random.Random(life.seed)

    def hand(offered: RecoveryWindow | None) -> None:
        try:
            if offered is not None:
                type_on(recovered(offered), told, chance, untitled=life.untitled)
            if life.untitled:
                first = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))
                first.program.new_document("demo/letter", first)
            until(windows)
            type_on(windows()[0], told, chance, untitled=life.untitled)
        except BaseException:  # noqa: BLE001  nobody else would hear of it
            import traceback

            traceback.print_exc()
            os._exit(2)

    watch = QTimer(app, interval=200)
    watch.timeout.connect(refuse_questions)
    watch.start()
    look = safety.look_for_work
    safety.look_for_work = lambda program: look(
        program, lambda offered: QTimer.singleShot(0, app, lambda: hand(offered))
    )
    start([life.path] if life.path.exists() else [])
    os._exit(3)
