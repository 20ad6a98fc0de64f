"""The file layer: every call to the system that writes, locks, moves or deletes a file, and reads it back.

Nothing else in the program makes such a call, so that a test can let each of them fail, record them, or end
the program between two.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_FAR = 2**31 - 2


class FileLayer(Protocol):
    """What the program asks of the system; `DISK` is the system, a test hands in another."""

    def resolve(self, path: Path) -> Path:
        """Returns the file that a path leads to, through all links."""

    def mode(self, path: Path) -> int | None:
        """Returns the type and permission bits of a file, None when there is none."""

    def create(self, path: Path, permissions: int) -> int:
        """Opens a file that must not exist yet, for writing."""

    def write(self, descriptor: int, data: memoryview) -> int:
        """Writes some of the data; returns how much."""

    def sync(self, descriptor: int) -> None:
        """Waits until what was written is on the disk."""

    def close(self, descriptor: int) -> None:
        """Closes an open file."""

    def permit(self, path: Path, permissions: int) -> None:
        """Sets the permission bits of a file."""

    def read(self, path: Path) -> bytes:
        """Returns the content of a file."""

    def replace(self, source: Path, target: Path) -> None:
        """Gives a file the place and the name of another, at once."""

    def sync_folder(self, folder: Path) -> None:
        """Waits until the names in a folder are on the disk."""

    def remove(self, path: Path) -> None:
        """Deletes a file."""

    def make_folder(self, folder: Path, permissions: int) -> None:
        """Makes a folder and those it is in; one that is there is left as it is."""

    def hold(self, path: Path) -> int:
        """Opens something that is there and locks it; BlockingIOError when another process has it locked.

        The lock ends when the descriptor is closed, or with the process, however it ends.
        """

    def lock(self, descriptor: int) -> None:
        """Locks an open file; BlockingIOError when another process has it locked."""

    def wait(self, seconds: float) -> None:
        """Waits."""


class _Disk:
    """The system itself."""

    def resolve(self, path: Path) -> Path:
        return Path(os.path.realpath(path))

    def mode(self, path: Path) -> int | None:
        try:
            return path.stat().st_mode
        except FileNotFoundError:
            return None

    def create(self, path: Path, permissions: int) -> int:
        flags = (
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        )
        return os.open(path, flags, permissions)

    def write(self, descriptor: int, data: memoryview) -> int:
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        if sys.platform == "darwin":
            import fcntl

            # On macOS fsync leaves the data in the cache of the drive; a network disk may not know the other.
            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def permit(self, path: Path, permissions: int) -> None:
        path.chmod(permissions)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink()

    def make_folder(self, folder: Path, permissions: int) -> None:
        folder.mkdir(mode=permissions, parents=True, exist_ok=True)

    def hold(self, path: Path) -> int:
        # Windows locks only what was opened for writing, and never a folder.
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0) if os.name == "nt" else os.O_RDONLY
        descriptor = os.open(path, flags)
        try:
            self.lock(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def lock(self, descriptor: int) -> None:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR, os.SEEK_SET)  # a locked byte cannot be read, so one that no file has
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise BlockingIOError(error.errno, error.strerror) from error
            finally:
                os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


DISK: FileLayer = _Disk()
