"""The real program with a hand that types in it: recovers what it is offered, types, saves, until killed."""

import os
import random
import re
from multiprocessing.connection import Connection
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.app.recovery import candidates
from composer.app.versions import of_this_user
from composer.blocks.kind import texts_of
from composer.model.document import Document
from composer.ui import canvas, crash, panes, preview, program, recovery_window, window  # noqa: F401  loaded once
from composer.ui.application import make_application
from composer.ui.recovery_window import RecoveryWindow
from composer.ui.start_up import start
from composer.ui.window import Window
from tests.ui.hands import field, keys
from tests.ui.keys import press, type_text

WORD = re.compile(r"w(\d+)")
# Where the hand begins to type: a paragraph of the sample, of a new letter.
BLOCKS = ("introduction", "b2")


def typed(document: Document) -> int:
    """How many words of the hand a document has, without a gap; raises when one is lost in between."""
    words = " ".join(text.plain for block in document.walk() for _path, text in texts_of(block))
    numbers = {int(number) for number in WORD.findall(words)}
    assert numbers == set(range(1, len(numbers) + 1)), f"lost in between: {sorted(numbers)}"
    return len(numbers)


def until(holds) -> None:
    while not holds():
        QTest.qWait(5)


def windows() -> list[Window]:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible())
    return [one for one in shown if one.session is not None]


def recovered() -> Window:
    """Press Enter on what is offered first; return the window with the work."""
    offered: list[RecoveryWindow] = []

    def is_offered() -> bool:
        offered.extend(one for one in QApplication.topLevelWidgets() if isinstance(one, RecoveryWindow))
        return bool(offered) and offered[0].isVisible()

    until(is_offered)
    press(offered[0].recover_button, Qt.Key.Key_Return, text="\r")
    until(lambda: any(one.session.is_changed for one in windows()))
    if shiboken6.isValid(offered[0]):  # else there was nothing more to recover
        offered[0].reject()
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
        for _word in range(chance.choice((1, 1, 2, 5))):
            number += 1
            type_text(QApplication.focusWidget(), f"w{number} ")
            QTest.qWait(chance.choice((0, 1, 20)))
        if chance.random() < 0.1:
            type_text(QApplication.focusWidget(), "\n")
        if not untitled and chance.random() < 0.15:
            keys(shown, "Ctrl+S")
        assert typed(session.document) == number, "what was typed did not arrive"
        until(lambda: session.keeper is not None and session.keeper.is_safe)
        os.write(told, b"%d\n" % number)


def run_until_killed(
    folder: str, environment: dict[str, str], telling: Connection, seed: int, untitled: bool
) -> None:
    """Start the program as its user does."""
    os.environ.update(environment)
    app = make_application(["pleidooi"], "en")
    path, chance = Path(folder) / "brief.pleidooi", random.Random(seed)
    is_left = bool(candidates(*of_this_user()))

    def hand() -> None:
        try:
            if is_left:
                shown = recovered()
            else:
                if untitled:
                    until(lambda: any(isinstance(one, Window) for one in QApplication.topLevelWidgets()))
                    first = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))
                    first.program.new_document("demo/letter", first)
                until(lambda: bool(windows()))
                shown = windows()[0]
            type_on(shown, telling.fileno(), chance, untitled=untitled)
        except BaseException:  # noqa: BLE001  nobody else would hear of it
            import traceback

            traceback.print_exc()
            os._exit(2)

    QTimer.singleShot(0, app, hand)
    start([path] if path.exists() else [])
    os._exit(3)
