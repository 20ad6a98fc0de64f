"""A process of its own for what comes from outside: it ends, whatever it does, and takes nothing along."""

import sys

import pytest

from composer import resources
from composer.__main__ import APART
from composer.app import apart
from composer.app.apart import Outcome, run_apart, run_command
from tests.foreign_fonts import REGULAR

ENDLESS = "while True: pass"
GREEDY = (
    "from composer.app.apart import confine\nconfine(256 * 1024 * 1024)\nkept = []\n"
    "while True: kept.append(bytearray(1024 * 1024))"
)


def test_the_program_calls_itself_by_the_name_it_knows():
    assert apart.COMMAND == APART


def test_what_goes_well_goes_well():
    assert run_apart(["font", str(REGULAR)]) is Outcome.WELL


@pytest.mark.parametrize("arguments", [[], ["font"], ["nothing", str(REGULAR)], ["font", "a", "b"]])
def test_it_does_only_what_it_knows(arguments):
    assert run_apart(arguments) is Outcome.BADLY


def test_a_task_without_an_end_is_ended():
    assert run_command([sys.executable, "-c", ENDLESS], seconds=0.5) is Outcome.TOO_LONG


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no memory of a process by itself")
def test_a_task_that_fills_the_memory_ends():
    assert run_command([sys.executable, "-c", GREEDY], seconds=60) is Outcome.BADLY


def test_the_packed_program_calls_itself_without_python(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(resources.path("fonts") / "nobody"))
    with pytest.raises(OSError, match="nobody"):
        run_apart(["font", str(REGULAR)])
