"""Searching while somebody types, in a library of any size: the first index, opening it, every key."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from composer.app.shelf import Filters, Shelf
from composer.store.index_file import FILE
from composer.store.library import open_library
from tests.bench.library import THEMES, fill, vocabulary
from tests.bench.measure import peak_mib

# The library that performance.md asks for has so many hits for a common word.
COMMON = 0.28
WORDS = 40
Report = dict[str, object]


class _Timed(NamedTuple):
    seconds: float
    processor: float


def search(number: int, folder: Path | None = None) -> Report:
    """Measures a library of so many blocks, in `folder`, where it is made unless there is one already."""
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary) / "library"
        if not place.exists():
            fill(place, number)
        return _measured(place, Path(temporary) / "cache", number)


def _measured(place: Path, cache: Path, number: int) -> Report:
    shelf = Shelf([open_library(place)], cache)
    cold = _timed(shelf.refresh)
    shelf.close()
    shelf = Shelf([open_library(place)], cache)
    opened = _timed(lambda: shelf.search("gemeenten"))
    unchanged = _timed(shelf.refresh)
    common, hits = _common_word(cache / FILE, number)
    filters = Filters(themes=THEMES[:1], states=("adopted",))
    report = {
        "first_ms": _ms(opened.seconds),
        "warm_ms": _typed(shelf),
        "cold_s": round(cold.seconds, 2),
        "cold_s_per_20000": round(cold.seconds / number * 20_000, 2),
        "cold_processor_s_per_20000": round(cold.processor / number * 20_000, 2),
        "unchanged_s": round(unchanged.seconds, 3),
        "common_hits": hits,
        "common_ms": [_ms(_timed(lambda: shelf.search(common)).seconds) for _ in range(20)],
        "common_filtered_ms": [_ms(_timed(lambda: shelf.search(common, filters)).seconds) for _ in range(20)],
        "cache_mib": sum(file.stat().st_size for file in cache.iterdir()) >> 20,
        "peak_mib": peak_mib(),
    }
    report["typing_p95_ms"] = quantiles(report["warm_ms"], n=20)[-1]
    shelf.close()
    return report


def _typed(shelf: Shelf) -> list[float]:
    """Types words letter by letter, every other one behind the one before; returns milliseconds by key."""
    words = vocabulary()[11 : 11 + WORDS]
    before = ["", *(f"{word} " for word in words)]
    texts = [
        (before[i] if i % 2 else "") + word[:end]
        for i, word in enumerate(words)
        for end in range(1, len(word) + 1)
    ]
    return [_ms(_timed(partial(shelf.search, text)).seconds) for text in texts]


def _common_word(path: Path, number: int) -> tuple[str, int]:
    """Returns a word that is in about as many texts as is asked, and in how many it is."""
    db = sqlite3.connect(path)
    found = db.execute(
        "select term, doc from vocabulary where length(term) > 2 and term not like '0%' "
        "order by abs(doc - ?) limit 1",
        (COMMON * number,),
    ).fetchone()
    db.close()
    return found


def _timed(work: Callable[[], object]) -> _Timed:
    begun, processor = time.perf_counter(), time.process_time()
    work()
    return _Timed(time.perf_counter() - begun, time.process_time() - processor)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
