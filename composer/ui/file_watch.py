"""Hears when the file of a document may have become another one, and has it looked at.

What the file holds decides, never that something happened to it: our own saves tell nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from composer.app.conflict import Looked, look
from composer.ui.gui_thread import aside

if TYPE_CHECKING:
    from composer.app.session import Session

# Milliseconds in which several events are one: a save is a new file, a rename, a sync.
TOGETHER = 150


class FileWatch(QObject):
    """Follows the file of a session, under another name too; `looked` tells what a look at it told.

    Both the file and its folder are watched, since a file that was replaced is another one to the system. On
    a disk that tells of no events, and for what was missed, `look` is called when a window gets the keyboard.
    """

    looked = Signal(object)  # Looked

    def __init__(self, session: Session, parent: QObject) -> None:
        """Begin to watch."""
        super().__init__(parent)
        self.looks = 0
        self._session = session
        self._is_looking = self._asked_again = self._is_closed = False
        self._events = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=TOGETHER)
        self._soon.timeout.connect(self.look)
        self._events.fileChanged.connect(self._heard)
        self._events.directoryChanged.connect(self._heard)
        self.follow()

    def follow(self) -> None:
        """Watch the file that the session has now."""
        path = self._session.path
        wanted = [str(path.parent), str(path)] if path else []
        watched = [*self._events.directories(), *self._events.files()]
        if gone := [name for name in watched if name not in wanted]:
            self._events.removePaths(gone)
        if new := [name for name in wanted if name not in watched and Path(name).exists()]:
            self._events.addPaths(new)

    def close(self) -> None:
        """Look no more."""
        self._is_closed = True
        self._soon.stop()
        self._events.blockSignals(True)
        if watched := [*self._events.directories(), *self._events.files()]:
            self._events.removePaths(watched)

    def _heard(self, _path: str) -> None:
        if not self._soon.isActive():  # who is never quiet is looked at all the same
            self._soon.start()

    def look(self) -> None:
        """Look at the file, on a thread of its own: a disk may hang."""
        path, base = self._session.path, self._session.base
        if path is None or self._is_closed:
            return
        if self._is_looking:
            self._asked_again = True
            return
        self._is_looking, self._asked_again = True, False
        self.follow()
        aside(lambda: look(path, base), self._asker(path, base))

    def _asker(self, path: Path, base: str | None) -> Callable[[Looked], None]:
        def done(found: Looked) -> None:
            self._is_looking = False
            if self._is_closed:
                return
            self.looks += 1
            if self._asked_again or (path, base) != (self._session.path, self._session.base):
                self.look()  # what was found may be what we ourselves saved since
            else:
                self.looked.emit(found)

        return done
