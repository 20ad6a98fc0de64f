"""Anything may be done in the window in any order: nothing breaks, views agree, undo leads to the start."""

from tests.conftest import CHANCE
from tests.ui.actions import Person, close_popups, must_hold
from tests.ui.hands import settle

STEPS = 500
# Sequences of a run; `--long` takes a hundred. The last one is another one each time.
FEW, MANY = 6, 100


def pytest_generate_tests(metafunc):
    count = MANY if metafunc.config.getoption("--long") else FEW
    metafunc.parametrize("seed", [*range(count - 1), CHANCE], indirect=True)


def test_nothing_breaks_whatever_is_done(window, qtbot, seed):
    begin = window.session.document
    person = Person(window, seed)
    for _step in range(STEPS):
        person.act()
        try:
            must_hold(window)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, {len(person.done)} steps: {person.done[-6:]}") from error
    after = window.session.document
    steps = 0
    while window.session.undo_label:
        window.session.undo()
        steps += 1
    must_hold(window)
    assert window.session.document is begin
    for _step in range(steps):
        window.session.redo()
    must_hold(window)
    assert window.session.document is after
    close_popups()
    settle(qtbot, window)
