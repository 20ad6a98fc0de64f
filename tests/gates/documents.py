"""Every document that has to pass the gates: samples, golden ones, letters of `../shared`, random ones."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from composer import resources
from composer.app.compile import Compilation, compile_document
from composer.app.world import world_of
from composer.compose.world import World
from composer.model.document import Document
from composer.store.documents import read_document
from tests.conftest import CHANCE
from tests.gates.any_document import any_document, any_world

TESTS = Path(__file__).parents[1]
SAMPLES = sorted(resources.templates().glob("*/samples/*.yaml"))
GOLDEN = sorted(TESTS.glob("golden/*/document.yaml"))
# Real documents, where they are at hand; the project itself does not carry them.
LETTERS = sorted((TESTS.parent.parent / "shared" / "letters").glob("*.yaml"))
FILES = {path.parent.name if path in GOLDEN else path.stem: path for path in (*SAMPLES, *GOLDEN, *LETTERS)}
assert len(FILES) == len(SAMPLES) + len(GOLDEN) + len(LETTERS), "two documents of one name"
SEEDS = {f"seed-{seed}": seed for seed in range(50)}
NAMES = (*FILES, *SEEDS, CHANCE)


class Made(NamedTuple):
    """A document with the world it is composed in, and what became of it."""

    document: Document
    world: World
    compilation: Compilation


def made_by_name(name: str, seed: int) -> Made:
    """Return the compiled document of a name; `seed` is that of the one that no run has twice."""
    if name in FILES:
        return _made_from_file(FILES[name])
    return _made_by_chance(SEEDS.get(name, seed))


@cache
def _made_from_file(path: Path) -> Made:
    document = read_document(path)
    return _made(document, world_of(document))


@cache
def _made_by_chance(seed: int) -> Made:
    return _made(any_document(seed), any_world(seed))


def _made(document: Document, world: World) -> Made:
    return Made(document, world, compile_document(document, world))
