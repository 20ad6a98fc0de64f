"""Progress for a person at a terminal: one line that keeps still until the work has lasted half a second."""

from time import monotonic
from typing import Protocol

from composer.i18n import _

PATIENCE = 0.5
INTERVAL = 0.1


class Terminal(Protocol):
    """What is written to."""

    def write(self, words: str, /) -> object:
        """Write words."""

    def flush(self) -> object:
        """Show them now."""

    def isatty(self) -> bool:
        """Return whether a person is looking."""


class TerminalProgress:
    """Call it with a stage, how much of it is done, and of how much; `close` wipes the line."""

    def __init__(self, terminal: Terminal) -> None:
        """Begin counting time; nothing is ever shown where nobody looks."""
        self._terminal = terminal
        self._looking = terminal.isatty()
        self._next = monotonic() + PATIENCE
        self._shown = 0

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Show how far the work is."""
        if not self._looking or monotonic() < self._next:
            return
        line = _("{stage}: page {done} of {of}").format(stage=_(stage), done=done, of=of)
        self._terminal.write("\r" + line.ljust(self._shown))
        self._terminal.flush()
        self._shown = len(line)
        self._next = monotonic() + INTERVAL

    def close(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._terminal.write("\r" + " " * self._shown + "\r")
            self._terminal.flush()
            self._shown = 0
