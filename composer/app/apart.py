"""A process of its own, with an end to its time and memory.

It is for what comes from outside and is read by code that we did not write: a file made to hang or to fill
the memory stops that process and no other.
"""

import subprocess
import sys
from collections.abc import Sequence
from enum import Enum

# The name of the command by which the program starts itself for this; people never type it.
COMMAND = "apart"
SECONDS = 20.0
MEMORY = 1024 * 1024 * 1024


class Outcome(Enum):
    """How such a process ended."""

    WELL = "well"
    BADLY = "badly"
    TOO_LONG = "too long"


def run_apart(arguments: Sequence[str], *, seconds: float = SECONDS) -> Outcome:
    """Let the program do a task in a process that ends after some seconds, whatever it does."""
    return run_command([*_itself(), COMMAND, *arguments], seconds=seconds)


def run_command(command: Sequence[str], *, seconds: float) -> Outcome:
    """Run a command that reads and says nothing."""
    nothing = subprocess.DEVNULL
    # No window flashes up on Windows.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603  the program itself, and names of files as arguments
            command,
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            timeout=seconds,
            creationflags=flags,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome.TOO_LONG
    return Outcome.BADLY if done.returncode else Outcome.WELL


def confine(memory: int = MEMORY) -> None:
    """Give this process no more than so many bytes from now on, where the system can count them.

    Windows has no such limit for a process that sets it itself; there only the time ends it.
    """
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))


def _itself() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "composer"]
