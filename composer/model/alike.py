"""How alike two texts are, in words without accents, capitals and signs; an OCR of a text is like it.

It compares stretches of letters across the ends of words, so that a space, a hyphen at the end of a line or a
letter that was misread costs a few stretches and not a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

# Letters of a stretch: in five, two texts of one language share little, and a misread letter spoils five.
STRETCH = 5
# Of the stretches of the shorter text this part is in the other one. Measured on Dutch letters of 2 pages:
# other texts share up to 0.36, a scan with one letter in twenty misread keeps 0.78, one in twelve 0.67.
ALIKE = 0.62
# Shorter than this, a text says too little to be recognised within a longer one.
FEWEST_LETTERS = 40

Relation = Literal["same", "part", "whole"]

# A word that is divided at the end of a line: the hyphen of a keyboard, of Unicode, the soft one.
_DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)")
_WORD = re.compile(r"[^\W_]+")
# What OCR mistakes for each other, after folding.
_MISREAD = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "ß": "s"})


class Likeness(NamedTuple):
    """How alike two texts are, from 0 to 1, and how: `part` when the first is within the second."""

    share: float
    relation: Relation


def folded_words(words: str) -> tuple[str, ...]:
    """Return the words of a text in small letters without accents; a lone letter, such as a bullet, is none.

    Words that were divided at the end of a line are whole again.
    """
    whole = _DIVIDED.sub("", words)
    plain = unicodedata.normalize("NFKD", whole).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(word for word in _WORD.findall(bare) if len(word) > 1 or word.isdigit())


def likeness(one: str, other: str) -> Likeness | None:
    """Return how alike two texts are, None when they are not.

    Equal words are alike however few they are; a text without words is like none.
    """
    return compare(folded_words(one), folded_words(other))


def compare(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """Return the same for texts whose words are folded already."""
    if not one or not other:
        return None
    if one == other:
        return Likeness(1.0, "same")
    mine, theirs = _stretches(one), _stretches(other)
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < FEWEST_LETTERS - STRETCH and len(longer) > 2 * len(shorter):
        return None
    shared = len(mine & theirs)
    within = shared / len(shorter) if shorter else 0.0
    if within < ALIKE:
        return None
    if shared / len(longer) >= ALIKE:
        return Likeness(shared / len(mine | theirs), "same")
    return Likeness(within, "part" if shorter is mine else "whole")


def telling_words(words: str, limit: int = 12) -> tuple[str, ...]:
    """Return the words by which a text is best found again: its longest ones, each once, longest first."""
    return tuple(sorted(dict.fromkeys(folded_words(words)), key=len, reverse=True)[:limit])


def most_alike(words: str, others: Iterable[tuple[str, str]]) -> tuple[tuple[str, Likeness], ...]:
    """Return which of these texts, each under a key, are like one; those most alike first."""
    mine = folded_words(words)
    pairs = ((key, compare(mine, folded_words(text))) for key, text in others)
    found = [(key, like) for key, like in pairs if like is not None]
    return tuple(sorted(found, key=lambda pair: -pair[1].share))


def _stretches(words: tuple[str, ...]) -> frozenset[str]:
    letters = "".join(words).translate(_MISREAD)
    last = max(1, len(letters) - STRETCH + 1)
    return frozenset(letters[place : place + STRETCH] for place in range(last))
