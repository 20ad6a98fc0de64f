"""Which regular expressions are safe to run: those that cannot try for ever.

Python's `re` holds the whole program while it matches, and nothing can stop it. So an expression is judged
before it is used: where it can take the same words in several ways, those ways multiply.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import inf, log10
from re import _constants as op  # type: ignore[attr-defined]  # named by a test: the reader of `re` itself
from re import _parser as reader  # type: ignore[attr-defined]
from typing import NamedTuple

# Ten to this power is as many steps as one text may take, about a second of a desktop machine.
MOST = 9.6
# Two parts may take the same words when they share one of these signs, or of those in the expression.
_RANGES = ((10, 10), (32, 126), (0xA0, 0x180), (0x370, 0x530), (0x2010, 0x2045))
_SAMPLE = frozenset(chr(code) for low, high in _RANGES for code in range(low, high + 1))
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)

Signs = frozenset[str]
Node = tuple[object, object]


class _Part(NamedTuple):
    """What a part of an expression can begin with, whether it can be nothing, and in how many ways it goes.

    `ways` is the power of ten of them, inf where nothing limits them.
    """

    first: Signs
    is_optional: bool
    ways: float


def effort(pattern: str, length: int) -> float:
    """Return the power of ten of the steps that an expression may take at most in a text of a length.

    An estimate for the worst text; inf for what doubles with every letter. Raises re.error for what is no
    expression.
    """
    alphabet = _SAMPLE | frozenset(pattern)
    alphabet |= frozenset(sign.swapcase() for sign in alphabet if len(sign.swapcase()) == 1)
    judge = _Judge(alphabet, log10(max(10, length)))
    return judge.length + judge.sequence(reader.parse(pattern), frozenset()).ways


def is_safe(pattern: str, length: int) -> bool:
    """Return whether an expression may be tried on texts up to a length; raises re.error."""
    return effort(pattern, length) <= MOST


class _Judge:
    """Judges the parts of one expression; `length` is the power of ten of the length of the text."""

    def __init__(self, alphabet: Signs, length: float) -> None:
        self.alphabet = alphabet
        self.length = length

    def sequence(self, nodes: Iterable[Node], follow: Signs) -> _Part:
        """Judge parts one after the other, before signs that may follow."""
        first, is_optional, ways = frozenset[str](), True, 0.0
        for node in reversed(tuple(nodes)):
            part = self._part(node, follow | first if is_optional else first)
            first = part.first | first if part.is_optional else part.first
            is_optional = is_optional and part.is_optional
            ways += part.ways
        return _Part(first, is_optional, ways)

    def _part(self, node: Node, follow: Signs) -> _Part:  # noqa: PLR0911  one line for each part there is
        name, value = node
        if name in _REPEATS:
            return self._repeat(value, follow)  # type: ignore[arg-type]
        if name is op.SUBPATTERN:
            return self.sequence(value[3], follow)  # type: ignore[index]
        if name is op.ATOMIC_GROUP:
            return self.sequence(value, follow)  # type: ignore[arg-type]
        if name is op.BRANCH:
            return self._branch(value[1], follow)  # type: ignore[index]
        if name in {op.ASSERT, op.ASSERT_NOT}:
            return _Part(frozenset(), is_optional=True, ways=self.sequence(value[1], frozenset()).ways)  # type: ignore[index]
        if name is op.AT:
            return _Part(frozenset(), is_optional=True, ways=0.0)
        if name in {op.GROUPREF, op.GROUPREF_EXISTS}:  # whatever its group was
            return _Part(self.alphabet, is_optional=True, ways=0.0 if name is op.GROUPREF else inf)
        return _Part(self._signs(name, value), is_optional=False, ways=0.0)

    def _repeat(self, value: tuple[int, int, Sequence[Node]], follow: Signs) -> _Part:
        least, most, nodes = value
        endless = most == op.MAXREPEAT
        alone = self.sequence(nodes, frozenset())
        body = self.sequence(nodes, follow | alone.first if most > 1 else follow)
        ways = body.ways * (1 if most <= 1 else inf if endless else most) if body.ways else 0.0
        if least != most and (body.first & follow or body.is_optional):
            ways += self.length if endless else log10(most - least + 1)
        return _Part(body.first, body.is_optional or least == 0, ways)

    def _branch(self, branches: Sequence[Sequence[Node]], follow: Signs) -> _Part:
        parts = [self.sequence(branch, follow) for branch in branches]
        begins = [part.first | follow if part.is_optional else part.first for part in parts]
        share = any(one & other for i, one in enumerate(begins) for other in begins[:i])
        return _Part(
            frozenset().union(*(part.first for part in parts)),
            any(part.is_optional for part in parts),
            max(part.ways for part in parts) + (log10(len(parts)) if share else 0.0),
        )

    def _signs(self, name: object, value: object) -> Signs:
        """Return which signs one of a kind can be; in either case, so that it holds for both."""
        if name is op.ANY:
            return self.alphabet
        if name is op.LITERAL:
            return _cases(chr(int(str(value))))
        if name is op.NOT_LITERAL:
            return self.alphabet - {chr(int(str(value)))}
        if name is op.RANGE:
            return self._range(*value)  # type: ignore[misc]
        if name is op.CATEGORY:
            return _of_category(_CATEGORIES[value], self.alphabet)
        return self._class(value)  # type: ignore[arg-type]

    def _range(self, low: int, high: int) -> Signs:
        within = (sign for sign in self.alphabet if any(low <= ord(one) <= high for one in _cases(sign)))
        return frozenset((chr(low), chr(high), *within))

    def _class(self, items: Sequence[Node]) -> Signs:
        held = frozenset[str]().union(*(self._signs(*item) for item in items if item[0] is not op.NEGATE))
        return self.alphabet - held if items[0][0] is op.NEGATE else held


def _cases(sign: str) -> Signs:
    return frozenset((sign, *(one for one in (sign.lower(), sign.upper()) if len(one) == 1)))


@lru_cache(maxsize=32)
def _of_category(category: str, alphabet: Signs) -> Signs:
    return frozenset(sign for sign in alphabet if re.match(category, sign))
