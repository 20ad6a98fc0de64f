"""Where the files that come with the program are, in a source tree or in a frozen bundle."""

import sys
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def path(relative: str) -> Path:
    """Return the absolute path of a shipped file, such as `fonts/…`, below `assets/`."""
    return _root() / "assets" / relative


def templates() -> Path:
    """Return the folder of the shipped houses."""
    return _root() / "templates"
