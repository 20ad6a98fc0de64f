"""A test that asks for `made` is run for every document that has to pass; `filed` is for those of files."""

import pytest

from tests.conftest import CHANCE
from tests.gates.documents import FILES, NAMES, Made, made_by_name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", tuple(FILES) if "filed" in metafunc.fixturenames else NAMES)


@pytest.fixture
def made(name: str, request: pytest.FixtureRequest) -> Made:
    """Return the compiled document of a name."""
    seed = request.config.option.seed
    if name == CHANCE:
        print(f"--seed {seed}")
    return made_by_name(name, seed)


@pytest.fixture
def filed(made: Made) -> Made:
    """Return the compiled document of a file."""
    return made
