"""Options for the whole suite; pytest looks for them no deeper than here."""

from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--accept` rewrite the references of tests/golden, and `--long` try everything more often."""
    parser.addoption("--accept", action="store_true", help="rewrite the references of tests/golden")
    parser.addoption("--long", action="store_true", help="crashes, faults and hostile files in full number")


@pytest.fixture
def often(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Return which of two numbers of times to try: the one for every run, or the one of `--long`."""
    return lambda usually, in_full: in_full if request.config.getoption("--long") else usually
