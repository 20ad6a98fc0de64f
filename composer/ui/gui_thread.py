"""The only way from another thread into the window's, and a way out of it for what waits for a disk."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Result = TypeVar("Result")


class _Bridge(QObject):
    """Lives in the thread of the window and calls there what is asked anywhere."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, call: Callable[[], object]) -> None:
        call()


# This module is first imported by the thread of the window, and that makes the bridge part of it.
_BRIDGE = _Bridge()


def post(call: Callable[[], object]) -> None:
    """Have the window's thread make a call soon, in the order of asking; from any thread.

    What the call raises goes to `sys.excepthook`.
    """
    _BRIDGE.asked.emit(call)


def aside(work: Callable[[], Result], done: Callable[[Result], object]) -> None:
    """Do work on a thread of its own, which nobody waits for; `done` gets its result on the window's thread.

    For what asks a disk, which may hang. What the work raises goes to `threading.excepthook`.
    """

    def run() -> None:
        result = work()
        post(lambda: done(result))

    threading.Thread(target=run, name="aside", daemon=True).start()
