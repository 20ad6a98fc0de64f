"""Progress for people: at a terminal, or in words that a window asks for; still for the first half second."""

from time import monotonic
from typing import Protocol

from composer.app.latest import Cancelled
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
        line = progress_words(stage, done, of)
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


class Watched:
    """Work that one thread does while another looks on; give it to the work as its progress.

    Whoever looks may ask for the words, and wish that the work ended: then its next step raises Cancelled.
    """

    def __init__(self) -> None:
        """Begin before the first step."""
        self._step: tuple[str, int, int] | None = None
        self._is_unwanted = False

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Note how far the work is."""
        if self._is_unwanted:
            raise Cancelled
        self._step = stage, done, of

    def cancel(self) -> None:
        """Wish that the work ended."""
        self._is_unwanted = True

    @property
    def words(self) -> str:
        """Return how far the work is, empty before its first step."""
        return progress_words(*self._step) if self._step else ""


def progress_words(stage: str, done: int, of: int) -> str:
    """Return a stage, marked with N_, and how many pages of it are done, in the language of the user."""
    return _("{stage}: page {done} of {of}").format(stage=_(stage), done=done, of=of)
