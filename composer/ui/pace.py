"""How the window and its worker share one interpreter: who types goes first, garbage waits for a pause."""

import gc
import sys

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

# Seconds after which a thread gives way to one that waits. Python's own 5 ms are felt: a key press calls Qt
# some thirty times, and after each call it may have to wait so long for the thread that lays out.
GIVE_WAY = 0.0005
# Milliseconds without an edit after which nobody types.
PAUSE = 1500
# So many new objects are looked through even while somebody types: a few milliseconds between two keys.
MANY = 20_000


class Pace(QObject):
    """Sets the pace of a process with a window, from its making until `stop`.

    Garbage is collected in the window's thread only: a widget that ended in the worker's would crash. What is
    new is looked through in a pause of typing, everything when a window closes or another program is used.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app: QGuiApplication | None = app
        self._before = sys.getswitchinterval(), gc.isenabled()
        sys.setswitchinterval(GIVE_WAY)
        gc.disable()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: gc.collect(1))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: gc.collect(0))
        app.applicationStateChanged.connect(self._state_changed)

    def hear(self) -> None:
        """Hear that something was edited or shown; what it left behind is collected when this stops."""
        self._pause.start()
        if gc.get_count()[0] > MANY:
            self._soon.start()

    def collect(self) -> None:
        """Look through everything, as soon as nothing else is to be done."""
        QTimer.singleShot(0, self, gc.collect)

    def stop(self) -> None:
        """Leave the process as it was before; what was to be collected is left to Python."""
        if self._app is None:
            return
        self._app.applicationStateChanged.disconnect(self._state_changed)
        self._app = None
        self.deleteLater()
        interval, collected = self._before
        self._pause.stop()
        self._soon.stop()
        sys.setswitchinterval(interval)
        if collected:
            gc.enable()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationInactive:
            self.collect()
