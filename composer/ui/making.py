"""Work of a window that lasts: a line says how far it is, once it takes more than a moment, and stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from composer.app.progress import INTERVAL, PATIENCE
from composer.i18n import N_

if TYPE_CHECKING:
    from composer.app.progress import Watched
    from composer.ui.window import Window


class Making:
    """What a window makes now; one thing at a time."""

    def __init__(self, window: Window) -> None:
        """Begin with nothing to do."""
        self._window = window
        self._watched: Watched | None = None
        self._is_told = False
        self._words: Callable[[], str] = str
        self._sign = ""
        self._looking = QTimer(window)
        self._looking.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Return whether something is being made."""
        return self._watched is not None

    def begin(self, watched: Watched, words: Callable[[], str], sign: str) -> None:
        """Tell of work from now on, by its own words when it has any yet, else by these."""
        self._watched, self._is_told, self._words, self._sign = watched, False, words, sign
        self._looking.start(round(PATIENCE * 1000))

    def end(self) -> None:
        """Tell of it no longer."""
        self._looking.stop()
        self._watched = None
        panes = self._window.panes
        if self._is_told and panes is not None and not self._window.is_closed:
            panes.strip.hide()

    def _look(self) -> None:
        watched, panes = self._watched, self._window.panes
        if watched is None or panes is None:
            return
        if self._is_told:
            panes.strip.retranslate()
            return
        self._is_told = True
        self._looking.start(round(INTERVAL * 1000))
        words = self._words
        panes.strip.say(lambda: watched.words or words(), (N_("Cancel"), watched.cancel), sign=self._sign)
