"""Options for the whole suite; pytest looks for them no deeper than here."""

import random

import pytest

# The parameter of a test on random documents that stands for the seed of this run.
CHANCE = "chance"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --accept` rewrite the references of tests/golden, and `--seed` repeat a random document."""
    parser.addoption("--accept", action="store_true", help="rewrite the references of tests/golden")
    parser.addoption("--seed", type=int, help="the seed of the one random document that no run has twice")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of this run; the processes of one run share it."""
    if config.option.seed is None:
        config.option.seed = random.randrange(1_000_000, 1_000_000_000)


def pytest_report_header(config: pytest.Config) -> str:
    """Tell the seed of this run."""
    return f"random documents: --seed {config.option.seed} makes those of this run again"


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Return the parameter of a test as the seed of a random document; `CHANCE` is another one each run."""
    if request.param != CHANCE:
        return int(request.param)
    print(f"--seed {request.config.option.seed}")
    return int(request.config.option.seed)
