"""One option for the whole suite; pytest looks for options no deeper than here."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --accept` rewrite the references of tests/golden."""
    parser.addoption("--accept", action="store_true", help="rewrite the references of tests/golden")
