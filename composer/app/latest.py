"""Work off the window's thread: one job runs, one waits, and a newer one takes the place of that."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Generic, TypeVar

Result = TypeVar("Result")
Post = Callable[[Callable[[], None]], None]


class Cancelled(Exception):
    """The result is not wanted any more; raised within the work by `checkpoint`."""


class Latest(Generic[Result]):
    """Runs the newest work; a running one finishes and is shown, so that fast typing still refreshes.

    `post` brings a call to the thread of the window. `done` and `failed` are called there.
    """

    def __init__(
        self,
        executor: Executor,
        post: Post,
        done: Callable[[Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Begin with nothing to do."""
        self._executor = executor
        self._post = post
        self._done = done
        self._failed = failed
        self._waiting: Callable[[], Result] | None = None
        self._running = False
        self._generation = 0

    @property
    def is_busy(self) -> bool:
        """Return whether something runs or waits."""
        return self._running or self._waiting is not None

    def run(self, work: Callable[[], Result]) -> None:
        """Do this as soon as possible; what waited before is forgotten."""
        self._waiting = work
        if not self._running:
            self._start()

    def cancel(self) -> None:
        """Want no result of what runs or waits; the running work stops at its next checkpoint."""
        self._waiting = None
        self._generation += 1

    def checkpoint(self, generation: int | None = None) -> Callable[[], None]:
        """Return what work calls between its steps: it raises Cancelled once the result is not wanted."""
        wanted = self._generation if generation is None else generation

        def check() -> None:
            if self._generation != wanted:
                raise Cancelled

        return check

    def _start(self) -> None:
        work, self._waiting = self._waiting, None
        if work is None:
            return
        self._running = True
        generation = self._generation
        future = self._executor.submit(work)
        future.add_done_callback(lambda ended: self._post(lambda: self._ended(ended, generation)))

    def _ended(self, future: "Future[Result]", generation: int) -> None:
        self._running = False
        if future.cancelled():  # the executor ended before its turn came
            return
        error = future.exception()
        if generation == self._generation and not isinstance(error, Cancelled):
            if error is None:
                self._done(future.result())
            else:
                self._failed(error)
        if not self._running:
            self._start()
