"""A disk that fails where it is told to."""

import errno
from dataclasses import dataclass, field

from composer.store.disk import DISK


@dataclass
class Faulty:
    """The disk, of which one call fails once, or always; `calls` tells what was asked of it."""

    call: str = ""
    error: BaseException = field(default_factory=lambda: OSError(errno.EIO, "input/output error"))
    times: int = 1
    skip: int = 0
    calls: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def __getattr__(self, name):
        def do(*arguments):
            self.calls.append(name)
            if name == self.call:
                self.skip -= 1
                if self.skip < 0 < self.times:
                    self.times -= 1
                    raise self.error
            if name == "wait":
                return self.waited.append(*arguments)
            return getattr(DISK, name)(*arguments)

        return do
