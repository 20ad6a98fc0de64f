"""The window under the clock: what a key press takes, when its pixels are there, how soon a window opens."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, time
from typing import Any

from composer.model.document import Document
from composer.model.settings import Settings
from composer.store.settings import write_settings
from tests.bench.documents import SAMPLE
from tests.bench.measure import ROOT, installed

SIZE = (1280, 800)
PATIENCE_MS = 30_000
# Milliseconds between keys of somebody who types fast.
RHYTHM_MS = 30
SENTENCE = "de gemeente helpt wie wil verhuizen "
# What somebody has chosen who has used the program before.
CHOSEN = Settings(language="nl", recent=(str(SAMPLE),))


class Desk:
    """An open window, or its preview alone, with a document to type in."""

    def __init__(self, document: Document, stack: ExitStack, *, alone: bool = False) -> None:
        """Open it and wait until everything that can be seen is painted."""
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from composer.app.session import Session
        from composer.app.settings import Preferences
        from composer.app.world import world_of
        from composer.ui.application import make_application

        self.app = make_application(["bench"])
        self.session = Session(document, world_of(document))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        preferences = Preferences(Path(folder) / "settings.yaml")
        opened = _only_preview(self.session, stack) if alone else None
        self.window, self.preview = opened or _open(self.app, self.session, preferences, stack)
        self._wait(lambda: self.preview.rendered is not None and self._is_settled())

    def _is_settled(self) -> bool:
        return self.preview.rendered.document is self.session.document and self.preview.is_settled

    def _wait(self, holds: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        late = QTimer(singleShot=True)
        late.timeout.connect(lambda: loop.exit(1))
        late.start(PATIENCE_MS)
        stop = self.preview.settled.connect(lambda: holds() and loop.quit())
        failed = self.preview.failed.connect(lambda _words: loop.exit(1))
        code = 0 if holds() else loop.exec()
        self.preview.settled.disconnect(stop)
        self.preview.failed.disconnect(failed)
        if code:
            raise TimeoutError

    def press(self, sign: str) -> float:
        """Press a key and return how many milliseconds the window needed to deal with it."""
        begin = perf_counter()
        if self.window is None:
            _type_at_the_end(self.session, sign)
        else:
            from PySide6.QtCore import QEvent, Qt
            from PySide6.QtGui import QKeyEvent
            from PySide6.QtWidgets import QApplication

            key = Qt.Key.Key_Space if sign == " " else Qt.Key(ord(sign.upper()))
            for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                none = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(self.app.focusWidget(), QKeyEvent(sort, key, none, sign))
        return (perf_counter() - begin) * 1000

    def pixels(self, sign: str) -> tuple[float, float]:
        """Press a key; return what it took, and after how long its pixels were on the screen, both in ms."""
        begin = perf_counter()
        spent = self.press(sign)
        self._wait(self._is_settled)
        self.app.processEvents()
        return spent, (perf_counter() - begin) * 1000

    def stretch(self, signs: str) -> list[tuple[float, float]]:
        """Type without waiting for pixels; return how long each key waited and what it took, both in ms.

        A key waits while the window is busy with something else, such as showing pages that are ready.
        """
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        found: list[tuple[float, float]] = []
        loop = QEventLoop()
        keys = iter(signs)
        timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        due = perf_counter()

        def strike() -> None:
            nonlocal due
            sign = next(keys, "")
            if not sign:
                loop.quit()
                return
            waited = max(0.0, perf_counter() - due) * 1000
            found.append((waited, self.press(sign)))
            due = max(due + RHYTHM_MS / 1000, perf_counter())
            timer.start(round((due - perf_counter()) * 1000))

        timer.timeout.connect(strike)
        timer.start(0)
        loop.exec()
        self._wait(self._is_settled)
        return found


def _open(app: Any, session: Any, preferences: Any, stack: ExitStack) -> tuple[Any, Any]:
    from composer.model.document import Where
    from composer.ui.program import Program

    program = Program(app, preferences)
    stack.callback(program.stop)
    window = program.open_window(session)
    window.resize(*SIZE)
    stack.callback(window.close_without_asking)
    window.activateWindow()
    window.canvas.go_to(Where(_typed_block(session.document), "text"))
    window.canvas.setFocus()
    return window, window.preview


def _only_preview(session: Any, stack: ExitStack) -> tuple[None, Any]:
    from concurrent.futures import ThreadPoolExecutor

    from composer.ui.gui_thread import post
    from composer.ui.preview import Preview

    executor = stack.enter_context(ThreadPoolExecutor(1))
    preview = Preview(session, executor, post)
    stack.callback(preview.close)
    preview.resize(560, SIZE[1])
    preview.show()
    preview.show_block(_typed_block(session.document))
    return None, preview


def _typed_block(document: Document) -> str:
    """Return the paragraph in the middle of a document: what is after it moves with each line more."""
    blocks = [block.id for block in document.walk() if type(block).__name__ == "Paragraph"]
    return blocks[len(blocks) // 2]


def _type_at_the_end(session: Any, sign: str) -> None:
    from composer.model.edits import get_field, set_field
    from composer.model.inline import parse_text
    from composer.model.unparse import unparse_text

    block = _typed_block(session.document)

    def edit(document: Document) -> Document:
        found = next(one for one in document.walk() if one.id == block)
        return set_field(document, block, "text", parse_text(unparse_text(get_field(found, "text")) + sign))

    session.apply("Type", edit, merge=f"{block}.text")


def typing(document: Document, n: int, *, alone: bool) -> dict[str, object]:
    """Return how long keys take by themselves, until their pixels are there, and in a stretch of typing.

    With the preview `alone`, a key is an edit of the session: what it costs without a text pane beside it.
    """
    signs = (SENTENCE * (n // len(SENTENCE) + 2))[: n + 5]
    with ExitStack() as stack:
        desk = Desk(document, stack, alone=alone)
        for sign in signs[:5]:
            desk.pixels(sign)
        both = [desk.pixels(sign) for sign in signs[5:]]
        stretch = desk.stretch(signs[5:])
        pages = len(desk.preview.rendered.layout.pages)
        surface = "preview" if desk.window is None else "window"
    handler, pixels = ([round(pair[i], 3) for pair in both] for i in (0, 1))
    busy = [round(spent, 3) for _waited, spent in stretch]
    felt = [round(waited + spent, 3) for waited, spent in stretch]
    after = [round(there - spent, 3) for spent, there in zip(handler, pixels, strict=True)]
    return {
        "surface": surface,
        "pages": pages,
        "handler_ms": handler,
        "handler_p95_ms": p95(handler),
        "pixels_ms": pixels,
        "pixels_p95_ms": p95(pixels),
        "handler_to_pixels_ms": after,
        "handler_to_pixels_p95_ms": p95(after),
        "while_busy_ms": busy,
        "while_busy_p95_ms": p95(busy),
        "while_busy_felt_ms": felt,
        "while_busy_felt_p95_ms": p95(felt),
    }


def p95(values: list[float]) -> float:
    """Return the value that one in twenty is above."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * 0.95))], 3)


# ---- starting


def start(file: Path, n: int) -> dict[str, object]:
    """Return milliseconds from the start of a process to the first paint: a bare window, ours, ours empty.

    `document` is the window that opens with a document, `shown` the document in it, which is read after that.

    With Python's compiled files kept, as an installed program has them; a first round, not counted, makes
    them where they may be written.
    """
    ways = {"bare": ("bare",), "ours": ("ours", str(file)), "shown": ("shown", str(file)), "empty": ("ours",)}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(n + 1):
        for name, words in ways.items():
            found[name].append(_started(words))
    ms = {name: [round(1000 * spent, 1) for spent in runs[1:]] for name, runs in found.items()}
    medians = {name: median(runs) for name, runs in ms.items()}
    return {
        "bare_ms": ms["bare"],
        "document_ms": ms["ours"],
        "shown_ms": ms["shown"],
        "empty_ms": ms["empty"],
        "ratio": round(medians["ours"] / medians["bare"], 3),
        "shown_ratio": round(medians["shown"] / medians["bare"], 3),
        "empty_ratio": round(medians["empty"] / medians["bare"], 3),
    }


def _started(words: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = installed() | {"QT_QPA_PLATFORM": "offscreen", "PLEIDOOI_SETTINGS": folder}
        environment |= dict.fromkeys(
            ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA"), folder
        )
        write_settings(Path(folder) / "settings.yaml", CHOSEN)
        begin = time()
        done = subprocess.run(
            (sys.executable, "-m", "tests.bench.first_paint", *words),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return float(done.stdout.split()[-1]) - begin
