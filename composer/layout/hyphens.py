"""Where words may be divided: the patterns of TeX through pyphen, with exceptions of our own."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

# Patterns leave at least this many letters on each side: Renkema, Schrijfwijzer, asks for two or more and
# three read better in a narrow measure.
LEFT = RIGHT = 3
SHORTEST = LEFT + RIGHT

# Words that the patterns divide wrongly, with the divisions that are right, by base language.
EXCEPTIONS = {
    "nl": ("cli-ënt", "cli-ën-ten", "zzp’er", "zzp’ers", "be-leids-ruim-te", "ca-me-ra’s"),
    "en": (),
}

_LETTERS = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def divisions(word: str, language: str) -> tuple[int, ...]:
    """Return the indices before which a word may be divided with a hyphen, ascending.

    Only runs of six letters or more are divided. A language without patterns divides nothing.
    """
    patterns = _patterns(language)
    if patterns is None:
        return ()
    found: list[int] = []
    for match in _LETTERS.finditer(word):
        found += (match.start() + index for index in _of_letters(match[0], patterns, language))
    return tuple(found)


def _of_letters(letters: str, patterns: "Pyphen", language: str) -> list[int]:
    exception = _exceptions(language.split("-", maxsplit=1)[0]).get(letters.lower())
    if exception is not None:
        return [index for index in exception if LEFT <= index <= len(letters) - RIGHT]
    return list(patterns.positions(letters))


@lru_cache(maxsize=16)
def _exceptions(language: str) -> dict[str, tuple[int, ...]]:
    table = {}
    for entry in EXCEPTIONS.get(language, ()):
        parts = entry.split("-")
        table[entry.replace("-", "")] = tuple(len("".join(parts[:i])) for i in range(1, len(parts)))
    return table


@lru_cache(maxsize=16)
def _patterns(language: str) -> "Pyphen | None":
    """Load the patterns of a language, 50 ms for Dutch, when the first word of it may need a hyphen."""
    import pyphen

    british = {"en": "en_GB"}.get(language, language.replace("-", "_"))
    name = pyphen.language_fallback(british)
    return pyphen.Pyphen(lang=name, left=LEFT, right=RIGHT) if name else None
