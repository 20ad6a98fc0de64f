"""The only way from another thread into the window's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


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
