"""The pace of a process with a window: who types goes first, garbage is collected in a pause."""

import gc
import sys
import weakref

import pytest
from PySide6.QtCore import Qt

from composer.ui import pace as module
from composer.ui.pace import GIVE_WAY, Pace
from composer.ui.program import Program


class Knot:
    """Something that only the collector can free."""

    def __init__(self):
        self.me = self


@pytest.fixture
def pace(qapp, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 20)
    before = sys.getswitchinterval(), gc.isenabled()
    made = Pace(qapp)
    yield made
    made.stop()
    assert (sys.getswitchinterval(), gc.isenabled()) == before


def knot():
    return weakref.ref(Knot())


def test_the_worker_gives_way_soon_and_nothing_is_collected_by_the_way(pace):
    assert sys.getswitchinterval() == pytest.approx(GIVE_WAY)
    assert not gc.isenabled()


def test_what_an_edit_left_behind_is_collected_in_a_pause(pace, qtbot):
    left = knot()
    assert left() is not None
    pace.hear()
    qtbot.waitUntil(lambda: left() is None)


def test_much_is_collected_without_waiting_for_a_pause(pace, qtbot, monkeypatch):
    monkeypatch.setattr(module, "MANY", 0)
    pace._pause.setInterval(1_000_000)
    left = knot()
    pace.hear()
    qtbot.waitUntil(lambda: left() is None)


@pytest.mark.parametrize("news", ["a window has closed", "another program is used"])
def test_old_garbage_is_collected_when_nobody_types_here(pace, qapp, qtbot, news):
    old = Knot()
    left = weakref.ref(old)
    gc.collect()  # it is among the old now
    del old
    gc.collect(1)
    assert left() is not None
    if news == "a window has closed":
        pace.collect()
    else:
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: left() is None)


def test_the_program_keeps_the_pace_until_it_ends(program):
    assert not gc.isenabled()
    program.stop()
    assert gc.isenabled()


def test_a_program_that_has_ended_collects_no_more(qapp, preferences, monkeypatch):
    calls = []
    ended = Program(qapp, preferences)
    monkeypatch.setattr(ended.pace, "collect", lambda: calls.append(1))
    ended.stop()
    ended.stop()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert calls == []
