"""Undo and redo: labelled snapshots, typing in one stretch is one step."""

import pytest

from composer.app.history import PAUSE, Caret, Entry, History
from tests.builders import letter, paragraph

DOCUMENTS = [letter(paragraph(f"versie {n}")) for n in range(6)]
CARETS = [Caret("1", "text", n, n) for n in range(6)]


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def history(clock):
    return History(clock)


def step(number, merge="", label="Type"):
    return Entry(
        label, DOCUMENTS[number], DOCUMENTS[number + 1], CARETS[number], CARETS[number + 1], merge=merge
    )


def test_what_is_undone_comes_back_by_redo_in_order(history):
    first, second = step(0), step(1)
    history.push(first)
    history.push(second)
    assert history.undo() is second
    assert history.undo() is first
    assert history.undo() is None
    assert history.redo() is first
    assert history.redo() is second
    assert history.redo() is None


def test_a_new_step_forgets_what_was_undone(history):
    history.push(step(0))
    history.undo()
    history.push(step(1))
    assert history.redo() is None
    assert len(history.done) == 1


def test_typing_in_one_field_is_one_step_until_a_pause(history, clock):
    history.push(step(0, "1.text"))
    clock.now += PAUSE * 0.9
    history.push(step(1, "1.text", label="Later"))
    clock.now += PAUSE * 0.9
    history.push(step(2, "1.text"))
    assert len(history.done) == 1
    (joined,) = history.done
    assert joined == Entry("Type", DOCUMENTS[0], DOCUMENTS[3], CARETS[0], CARETS[3], "1.text")
    clock.now += PAUSE
    history.push(step(3, "1.text"))
    assert len(history.done) == 2


def test_typing_in_another_field_is_another_step(history):
    history.push(step(0, "1.text"))
    history.push(step(1, "2.text"))
    assert len(history.done) == 2


def test_a_step_without_a_stretch_never_joins(history):
    history.push(step(0))
    history.push(step(1))
    assert len(history.done) == 2


def test_typing_after_undo_is_a_step_of_its_own(history):
    history.push(step(0, "1.text"))
    history.pause()
    history.push(step(1, "1.text"))
    history.undo()
    history.push(step(1, "1.text"))
    assert len(history.done) == 2


def test_typing_after_redo_is_a_step_of_its_own(history):
    history.push(step(0, "1.text"))
    history.undo()
    history.redo()
    history.push(step(1, "1.text"))
    assert len(history.done) == 2


def test_a_pause_ends_a_stretch_at_once(history):
    history.pause()
    history.push(step(0, "1.text"))
    history.pause()
    history.push(step(1, "1.text"))
    assert len(history.done) == 2
