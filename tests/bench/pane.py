"""The text pane under the clock: a long document opened and scrolled through, and memory over many edits."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count, takewhile
from pathlib import Path
from time import perf_counter
from typing import Any

from composer.model.document import Document
from tests.bench.desktop import SIZE, Desk, p95
from tests.bench.documents import grown

BLOCKS = 1000
# Pixels of one turn of the wheel, and how many turns are measured.
TURN, TURNS = 120, 400
# So many edits are undone in a row.
SPAN = 100


def of_blocks(document: Document, blocks: int) -> Document:
    """Return the document grown until it has about so many blocks."""
    sizes = takewhile(
        lambda made: len(list(made.walk())) < blocks, (grown(document, times) for times in count(1))
    )
    return max(sizes, key=lambda made: len(list(made.walk())), default=document)


def pane(document: Document, n: int) -> dict[str, object]:
    """Return how soon 1,000 blocks are there, how long frames take, how memory grows over edits."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    long = of_blocks(document, BLOCKS)
    report: dict[str, object] = {"blocks": len(list(long.walk()))}
    with ExitStack() as stack:
        report |= _opened(long, stack)
    with ExitStack() as stack:
        report |= _edited(document, n, stack)
    return report


def _opened(document: Document, stack: ExitStack) -> dict[str, object]:
    from PySide6.QtWidgets import QApplication

    from composer.app.session import Session
    from composer.app.world import world_of
    from composer.ui.application import make_application
    from composer.ui.canvas import Canvas

    app = QApplication.instance() or make_application(["bench"])
    begin = perf_counter()
    canvas = Canvas(Session(document, world_of(document)))
    canvas.resize(SIZE[0] // 2, SIZE[1])
    canvas.show()
    app.processEvents()
    canvas.grab()
    first = perf_counter() - begin
    stack.callback(canvas.close)
    unmade = list(_frames(canvas, app))
    while not canvas.column.placing.is_done:
        app.processEvents()
    made = list(_frames(canvas, app))
    return {
        "open_ms": round(first * 1000, 1),
        "frame_ms": made,
        "frame_p95_ms": p95(made),
        "frame_most_ms": max(made),
        "unmade_frame_p95_ms": p95(unmade),
        "unmade_frame_most_ms": max(unmade),
    }


def _frames(canvas: Any, app: Any) -> Iterator[float]:
    """Scroll by turns of the wheel and yield what each took until it was painted, in ms."""
    bar = canvas.verticalScrollBar()
    bar.setValue(0)
    app.processEvents()
    for _turn in range(TURNS):
        begin = perf_counter()
        bar.setValue(bar.value() + TURN)
        canvas.viewport().repaint()
        yield round((perf_counter() - begin) * 1000, 3)
        app.processEvents()


def _edited(document: Document, n: int, stack: ExitStack) -> dict[str, object]:
    """Type n signs, undoing a hundred at a time; memory is read after a tenth and at the end."""
    desk = Desk(document, stack)
    session = desk.session
    early = 0.0
    for number in range(n):
        session.history.pause()
        desk.press("e" if number % 7 else " ")
        if number % SPAN == SPAN - 1:
            for _step in range(SPAN):
                session.undo()
            desk.app.processEvents()
        if number == n // 10:
            early = _resident_mib()
    desk.app.processEvents()
    late = _resident_mib()
    return {"edits": n, "early_mib": early, "late_mib": late, "growth_mib": round(late - early, 1)}


def _resident_mib() -> float:
    """Return the memory of this process that is in use now; only Linux tells it so."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (line,) = (one for one in lines if one.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)
