"""A report of a problem: what the user reads and then may send to the makers; nothing is sent from here."""

import platform
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from composer import __version__
from composer.app.log import private_names, scrubbed
from composer.app.session import Session
from composer.blocks.kind import kind_of
from composer.errors import DocumentError
from composer.store.files import read_bytes, save

# Of each log file no more than its end.
LOG_BYTES = 100_000
_READ = 2_000_000

LIBRARIES = (
    "pyside6-essentials", "reportlab", "pypdfium2", "uharfbuzz", "pillow", "pyyaml", "babel", "pyphen",
)  # fmt: skip


def report(session: Session | None, log: Path | None, details: str = "") -> str:
    """Return all that a report holds, as the text that is saved: the user reads what is sent.

    Versions, how many blocks of which kind a document has, the log, and `details`, as of the crash window. No
    word of the document but what the details say, no path, no name of a user or a machine.
    """
    names = private_names()
    parts = ["Pleidooi, report of a problem", "", *_versions(), ""]
    if session is not None:
        parts += [*_document(session), ""]
    if details:
        parts += ["Details", scrubbed(details, names), ""]
    for file in _logs(log):
        parts += [file.name, scrubbed(_end_of(file), names), ""]
    return "\n".join(parts)


def save_report(path: Path, text: str) -> None:
    """Save a report as the user has read and perhaps changed it; raises SaveFailed."""
    save(path, text.encode(errors="replace"))


def _versions() -> list[str]:
    lines = [
        f"Pleidooi {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"bundled: {getattr(sys, 'frozen', False)}",
    ]
    for name in LIBRARIES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not there")
    return lines


def _document(session: Session) -> list[str]:
    document = session.document
    kinds = Counter(kind_of(block).name for block in document.walk())
    return [
        f"template {document.template}, language {document.language}",
        "blocks: " + ", ".join(f"{count} {name}" for name, count in sorted(kinds.items())),
        f"people: {sum(len(persons) for _role, persons in document.people.roles)}",
        f"sources: {len(document.sources)}, pictures: {len(document.media)}, words: {session.word_count}",
        f"in a file: {session.path is not None}, changed: {session.is_changed}",
        f"steps to undo: {len(session.history.done)}",
    ]


def _logs(log: Path | None) -> list[Path]:
    if log is None:
        return []
    return sorted(file for file in log.parent.glob(f"{log.name}*") if file.is_file())


def _end_of(file: Path) -> str:
    try:
        return read_bytes(file, _READ)[-LOG_BYTES:].decode(errors="replace")
    except DocumentError as error:
        return error.reason
