"""One job at a time, the newest next, every result in the thread that asked."""

import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Queue
from time import monotonic, sleep

import pytest

from composer.app.latest import Cancelled, Latest

PATIENCE = 10


class Window:
    """A thread with a queue, as a window has; `run_until` is its event loop."""

    def __init__(self):
        self.calls = Queue()
        self.done = []
        self.failed = []
        self.threads = set()

    def latest(self, executor):
        return Latest(executor, self.calls.put, self._done, self._failed)

    def _done(self, result):
        self.threads.add(threading.current_thread())
        self.done.append(result)

    def _failed(self, error):
        self.threads.add(threading.current_thread())
        self.failed.append(error)

    def step(self, seconds=0.001):
        try:
            self.calls.get(timeout=seconds)()
        except Empty:
            return

    def run_until(self, holds):
        end = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < end
            self.step()


class Works:
    """Jobs that count how many of them run at the same time."""

    def __init__(self):
        self.running = 0
        self.most = 0
        self.lock = threading.Lock()

    def job(self, number, seconds):
        def work():
            with self.lock:
                self.running += 1
                self.most = max(self.most, self.running)
            sleep(seconds)
            with self.lock:
                self.running -= 1
            return number

        return work


@pytest.fixture
def executor():
    with ThreadPoolExecutor(4) as made:
        yield made


def test_forty_requests_end_with_the_newest_and_never_two_run_at_once(executor):
    window, works = Window(), Works()
    latest = window.latest(executor)
    for number in range(40):
        latest.run(works.job(number, 0.05))
        end = monotonic() + 0.01
        while monotonic() < end:
            window.step()
    window.run_until(lambda: not latest.is_busy)
    assert window.done[0] == 0
    assert window.done[-1] == 39
    assert window.done == sorted(set(window.done))
    assert 2 <= len(window.done) < 40
    assert works.most == 1
    assert window.threads == {threading.current_thread()}
    assert window.failed == []


def test_the_running_job_is_shown_though_a_newer_one_waits(executor):
    window, gate = Window(), threading.Event()
    latest = window.latest(executor)
    latest.run(lambda: gate.wait(PATIENCE) and "old")
    latest.run(lambda: "forgotten")
    latest.run(lambda: "new")
    assert latest.is_busy
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert window.done == ["old", "new"]


def test_a_failure_is_told_and_does_not_stop_later_work(executor):
    window = Window()
    latest = window.latest(executor)
    latest.run(lambda: 1 / 0)
    window.run_until(lambda: window.failed)
    latest.run(lambda: "well")
    window.run_until(lambda: window.done)
    assert isinstance(window.failed[0], ZeroDivisionError)
    assert window.done == ["well"]


def test_a_failure_lets_the_waiting_job_run(executor):
    window, gate = Window(), threading.Event()
    latest = window.latest(executor)
    latest.run(lambda: gate.wait(PATIENCE) and 1 / 0)
    latest.run(lambda: "well")
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert len(window.failed) == 1
    assert window.done == ["well"]


def test_after_cancel_nothing_is_told_and_what_waits_never_runs(executor):
    window, gate = Window(), threading.Event()
    latest = window.latest(executor)
    latest.run(lambda: gate.wait(PATIENCE) and "unwanted")
    latest.run(lambda: pytest.fail("it was cancelled"))
    latest.cancel()
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert window.done == window.failed == []


def test_after_cancel_new_work_is_done(executor):
    window, gate = Window(), threading.Event()
    latest = window.latest(executor)
    latest.run(lambda: gate.wait(PATIENCE) and "unwanted")
    latest.cancel()
    latest.run(lambda: "wanted")
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert window.done == ["wanted"]


def test_a_checkpoint_ends_cancelled_work_and_that_is_no_failure(executor):
    window, begun, gate, ended = Window(), threading.Event(), threading.Event(), []
    latest = window.latest(executor)
    check = latest.checkpoint()

    def work():
        check()
        begun.set()
        gate.wait(PATIENCE)
        try:
            check()
        except Cancelled:
            ended.append(True)
            raise

    latest.run(work)
    assert begun.wait(PATIENCE)
    latest.cancel()
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert ended == [True]
    assert window.done == window.failed == []


def test_a_checkpoint_of_a_named_generation_is_past_from_the_start(executor):
    latest = Window().latest(executor)
    with pytest.raises(Cancelled):
        latest.checkpoint(generation=-1)()


def test_work_that_the_executor_never_began_is_forgotten():
    window, gate = Window(), threading.Event()
    executor = ThreadPoolExecutor(1)
    executor.submit(gate.wait, PATIENCE)
    latest = window.latest(executor)
    latest.run(lambda: pytest.fail("it was never to begin"))
    executor.shutdown(wait=False, cancel_futures=True)
    gate.set()
    window.run_until(lambda: not latest.is_busy)
    assert window.done == window.failed == []


def test_done_may_ask_for_the_next_job_itself(executor):
    window = Window()
    results = []

    def done(number):
        results.append(number)
        if number < 3:
            latest.run(lambda: number + 1)

    latest = Latest(executor, window.calls.put, done, pytest.fail)
    latest.run(lambda: 0)
    window.run_until(lambda: len(results) == 4)
    assert results == [0, 1, 2, 3]
