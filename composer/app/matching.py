"""Choosing by typing: which names hold what was typed, the nearest first; accents and case do not matter."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

_LIGATURES = str.maketrans({"ĳ": "ij", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "’": "'", "–": "-"})


def folded(words: str) -> str:
    """Return words without accents and case: Coördinatie, coordinatie."""
    decomposed = unicodedata.normalize("NFD", words.casefold().translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def matching(typed: str, items: Iterable[Item], names: Callable[[Item], tuple[str, str]]) -> tuple[Item, ...]:
    """Return the items that hold every word that was typed, in any order.

    `names` gives what an item is called, and what else it may be found by. First come those that begin so,
    then those of which a word does; within that they keep their order. Nothing typed matches everything.
    """
    parts = folded(typed).split()
    ranked = ((_rank(parts, *map(folded, names(item))), item) for item in items)
    found = [(rank, item) for rank, item in ranked if rank is not None]
    return tuple(item for _rank_, item in sorted(found, key=lambda one: one[0]))


def _rank(parts: list[str], name: str, others: str) -> int | None:
    if any(part not in name and part not in others for part in parts):
        return None
    if name.startswith(" ".join(parts)):
        return 0
    words = name.replace("-", " ").split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    return 2 if all(part in name for part in parts) else 3
