"""A disk in memory that tells what could be on it after the power went at any moment.

What was written to a file and not synced may be there, in part, as zeros, or not at all; a name that was
made, moved or deleted since its folder was synced may be so or may not. Each combination is an image: files
by path.
"""

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Image = dict[Path, bytes]
# One change of names: a path, and the file it then names, None when it names none.
Change = tuple[tuple[Path, int | None], ...]


@dataclass
class Moment:
    """The disk at one moment: what it certainly holds, and what it may or may not."""

    names: dict[Path, int]
    pending: list[Change]
    data: dict[int, bytes]
    synced: dict[int, bytes | None]

    def images(self) -> Iterator[Image]:
        for done in itertools.product((True, False), repeat=len(self.pending)):
            names: dict[Path, int | None] = dict(self.names)
            for change, is_done in zip(self.pending, done, strict=True):
                sources = [number for _path, number in change if number is not None]
                # A file can only be renamed once its first name is there.
                if is_done and all(number in {*names.values()} or len(change) == 1 for number in sources):
                    names.update(change)
            there = {path: number for path, number in names.items() if number is not None}
            numbers = sorted(set(there.values()))
            for contents in itertools.product(*(self._contents(number) for number in numbers)):
                held = dict(zip(numbers, contents, strict=True))
                yield {path: held[number] for path, number in there.items()}

    def _contents(self, number: int) -> list[bytes]:
        now, sure = self.data[number], self.synced[number]
        if now == sure:
            return [now]
        before = sure or b""
        half = (len(before) + len(now)) // 2
        parts = [now, before, now[:half], now[: len(before)] + bytes(len(now) - len(before)), b""]
        return list(dict.fromkeys(parts if sure is None else parts[:4]))


@dataclass
class Memory:
    """The file layer in memory; `moments` has the disk as it was after every call, with what was marked."""

    mark: object = None
    corrupts: bool = False
    moments: list[tuple[object, str, Moment]] = field(default_factory=list)
    before: Callable[[str], None] = lambda _call: None
    _names: dict[Path, int] = field(default_factory=dict)
    _sure: dict[Path, int] = field(default_factory=dict)
    _pending: list[Change] = field(default_factory=list)
    _data: dict[int, bytes] = field(default_factory=dict)
    _synced: dict[int, bytes | None] = field(default_factory=dict)

    @classmethod
    def holding(cls, image: Image, **how) -> "Memory":
        """A disk on which files have long been."""
        disk = cls(**how)
        for number, (path, content) in enumerate(image.items()):
            disk._names[path] = disk._sure[path] = number
            disk._data[number] = disk._synced[number] = content
        return disk

    def content(self, path: Path) -> bytes | None:
        return self._data[self._names[path]] if path in self._names else None

    def put(self, path: Path, content: bytes) -> None:
        """What somebody else saves, on the disk at once."""
        number = len(self._data)
        self._names[path] = self._sure[path] = number
        self._data[number] = self._synced[number] = content

    def images(self) -> Iterator[tuple[object, str, Image]]:
        for mark, call, moment in self.moments:
            for image in moment.images():
                yield mark, call, image

    def _done(self, call: str) -> None:
        moment = Moment(dict(self._sure), list(self._pending), dict(self._data), dict(self._synced))
        self.moments.append((self.mark, call, moment))
        self.before(call)

    def _change(self, *change: tuple[Path, int | None]) -> None:
        self._pending.append(change)
        for path, number in change:
            if number is None:
                self._names.pop(path, None)
            else:
                self._names[path] = number

    def resolve(self, path):
        return path

    def mode(self, path):
        return stat.S_IFREG | 0o644 if path in self._names else None

    def create(self, path, permissions):
        if path in self._names:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        number = len(self._data)
        self._data[number], self._synced[number] = b"", None
        self._change((path, number))
        self._done("create")
        return number

    def write(self, descriptor, data):
        content = bytes(data)
        if self.corrupts and content:
            content = content[:-1] + bytes((content[-1] ^ 1,))
        self._data[descriptor] += content
        self._done("write")
        return len(data)

    def sync(self, descriptor):
        self._synced[descriptor] = self._data[descriptor]
        self._done("sync")

    def close(self, descriptor):
        self._done("close")

    def permit(self, path, permissions):
        self._done("permit")

    def read(self, path):
        return self._data[self._names[path]]

    def replace(self, source, target):
        self._change((target, self._names[source]), (source, None))
        self._done("replace")

    def sync_folder(self, folder):
        left = []
        for change in self._pending:
            if all(path.parent == folder for path, _number in change):
                for path, number in change:
                    if number is None:
                        self._sure.pop(path, None)
                    else:
                        self._sure[path] = number
            else:
                left.append(change)
        self._pending = left
        self._done("sync_folder")

    def remove(self, path):
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._change((path, None))
        self._done("remove")

    def make_folder(self, folder, permissions):
        pass

    def hold(self, path):
        return -1

    def lock(self, descriptor):
        pass

    def wait(self, seconds):
        pass
