"""The window under the clock: how long a key press takes, when its pixels are there, how soon a window opens.

`python -m tests.bench.desktop bare|ours [FILE]` is a process of its own that ends at its first paint.
"""

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
from tests.bench.measure import ROOT

SIZE = (1280, 800)
PATIENCE_MS = 30_000
# Milliseconds between keys of somebody who types fast.
RHYTHM_MS = 30
SENTENCE = "de gemeente helpt wie wil verhuizen "


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

    def stretch(self, signs: str) -> list[float]:
        """Type without waiting for pixels; return how many milliseconds each key took."""
        from PySide6.QtCore import QEventLoop, QTimer

        spent: list[float] = []
        loop = QEventLoop()
        keys = iter(signs)
        timer = QTimer()

        def strike() -> None:
            sign = next(keys, "")
            if sign:
                spent.append(self.press(sign))
            else:
                loop.quit()

        timer.timeout.connect(strike)
        timer.start(RHYTHM_MS)
        loop.exec()
        timer.stop()
        self._wait(self._is_settled)
        return spent


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
    from composer.model.inline import parse_text, unparse_text

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
        "while_busy_ms": [round(spent, 3) for spent in stretch],
        "while_busy_p95_ms": p95(stretch),
    }


def p95(values: list[float]) -> float:
    """Return the value that one in twenty is above."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * 0.95))], 3)


# ---- starting


def start(file: Path, n: int) -> dict[str, object]:
    """Return milliseconds from the start of a process to the first paint: a bare window, ours, ours empty."""
    ways = {"bare": ("bare",), "ours": ("ours", str(file)), "empty": ("ours",)}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(n + 1):
        for name, words in ways.items():
            found[name].append(_started(words))
    ms = {name: [round(1000 * spent, 1) for spent in runs[1:]] for name, runs in found.items()}
    medians = {name: median(runs) for name, runs in ms.items()}
    return {
        "bare_ms": ms["bare"],
        "document_ms": ms["ours"],
        "empty_ms": ms["empty"],
        "ratio": round(medians["ours"] / medians["bare"], 3),
        "empty_ratio": round(medians["empty"] / medians["bare"], 3),
    }


def _started(words: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        environment |= dict.fromkeys(
            ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA"), folder
        )
        begin = time()
        done = subprocess.run(
            (sys.executable, "-m", "tests.bench.desktop", *words),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return float(done.stdout.split()[-1]) - begin


def _paint_once(words: list[str]) -> None:
    """Open a window, say when it was painted first, and end."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        is_done = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            if event.type() is QEvent.Type.Paint and not self.is_done:
                self.is_done = True
                QTimer.singleShot(0, lambda: (print(repr(time()), flush=True), os._exit(0)))
            return False

    watch = Watch()
    if words[0] == "bare":
        app = QApplication(["bare"])
        app.installEventFilter(watch)
        window = QMainWindow()
        window.resize(*SIZE)
        window.show()
        app.exec()
        return
    from composer.ui.application import make_application
    from composer.ui.start_up import start as begin

    make_application(["pleidooi"]).installEventFilter(watch)
    begin([Path(file) for file in words[1:]])


if __name__ == "__main__":
    _paint_once(sys.argv[1:])
