"""The log: on this machine, of a limited size, with numbers and places in the program; no words of anybody.

No text of a document, no path, no name of a user or a machine is ever in it: what logs gives ids and sizes,
and whatever slips through is replaced here. Nothing is ever sent anywhere.
"""

from __future__ import annotations

import getpass
import logging
import platform
import re
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import SaveFailed
from composer.store.files import make_folder
from composer.store.own_folders import PRIVATE, log_folder

if TYPE_CHECKING:
    from types import TracebackType

SIZE, OLD = 500_000, 3
LONGEST = 300

# A path with a folder in it, of Unix or Windows, up to what cannot be part of one.
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/][^\s\\/:'\"<>|*?]+[\\/][^:'\"<>|*?\n]*")
_SHORTEST_NAME = 3


def private_names() -> tuple[tuple[str, str], ...]:
    """Return what must not leave this machine, the longest first, and the words that stand for it."""
    found = [(str(Path.home()), "HOME"), (platform.node(), "MACHINE")]
    with suppress(OSError, KeyError, ImportError):  # a user without a name, as in a container
        found.append((getpass.getuser(), "USER"))
    known = [(name, word) for name, word in found if len(name) >= _SHORTEST_NAME]
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))


def scrubbed(text: str, names: tuple[tuple[str, str], ...]) -> str:
    """Return a text without paths and without some names; a path is replaced by what it ends with."""
    for name, word in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", word, text, flags=re.IGNORECASE)
    return _PATH.sub("PATH", text)


class Formatter(logging.Formatter):
    """Writes an entry on one line; of an exception its type and where it came from, never what it says."""

    def __init__(self) -> None:
        """Learn what is private here."""
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s %(message)s")
        self._names = private_names()

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  as logging names it
        """Return the line of an entry."""
        line = " ".join(super().formatMessage(record).split())
        line = scrubbed(line, self._names)
        return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

    def formatException(  # noqa: N802  as logging names it
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the types of an exception and of its causes, with the places in the program."""
        lines = []
        error = ei[1]
        while error is not None:
            lines.append(type(error).__name__)
            lines += [
                f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802  as logging names it
        """Return nothing: a stack shows lines of files by their paths."""
        return ""


def log_file() -> Path | None:
    """Return the file that is logged to, None when there is none."""
    for handler in logging.getLogger("composer").handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename)
    return None


def start_log(folder: Path | None = None) -> Path | None:
    """Write what is logged to a file that cannot grow for ever; return it, or None when there can be none."""
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        """Says nothing when it cannot write, as on a full disk: that would be a traceback per entry."""

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  as logging names it
            pass

    file = (folder or log_folder()) / "pleidooi.log"
    try:
        make_folder(file.parent, permissions=PRIVATE)
        handler = Quiet(file, maxBytes=SIZE, backupCount=OLD, encoding="utf-8")
    except (OSError, SaveFailed):
        return None
    handler.setFormatter(Formatter())
    log = logging.getLogger("composer")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return file
