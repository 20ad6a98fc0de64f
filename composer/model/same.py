"""How far two rows of values are the same objects: what an edit left alone is not looked into."""

from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import is_not
from typing import TypeVar

Value = TypeVar("Value")


def common(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return how many objects two rows share at their beginning and at their end; none is counted twice."""
    least = min(len(one), len(other))
    head = next(compress(count(), map(is_not, one, other)), least)
    tail = next(compress(count(), map(is_not, reversed(one), reversed(other))), least)
    return head, min(tail, least - head)


def differing(one: Sequence[Value], other: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """Yield what stands at one place of two rows, equally long, and is not one object."""
    return compress(zip(one, other, strict=True), map(is_not, one, other))
