"""The patterns of a language, each taken apart when a word first needs it: most never are.

Pyphen takes all of them apart when it loads a language: 50 ms for Dutch, half a second for German.
"""

import re
from pathlib import Path

from pyphen import HyphDict, ignored, parse  # noqa: TID253  loaded with the first word that may be divided

_ASIDE = re.compile(rf"^(?:{'|'.join(map(re.escape, ignored))}).*$", re.MULTILINE)
# Patterns that spell a word otherwise when it is divided, and characters by number.
_RARE = re.compile(r"/.*=|\^\^")
_WITHOUT_DIGITS = dict.fromkeys(map(ord, "0123456789"))

Parsed = tuple[int, tuple[int, ...]] | tuple[()]


class _Patterns(dict[str, str | Parsed]):
    """Patterns by their letters."""

    def get(self, letters: str, default: object = None) -> Parsed:  # noqa: ARG002
        """Return where the numbers of a pattern begin and what they are; nothing when there is none."""
        found = super().get(letters, ())
        if isinstance(found, str):
            found = self[letters] = _parsed(found)
        return found


class Patterns(HyphDict):  # type: ignore[misc]
    """What pyphen finds the divisions of a word with."""

    def __init__(self, path: Path) -> None:
        """Read a file of patterns; one with patterns of a rare sort is taken apart by pyphen, all at once."""
        encoding, _, rest = path.read_bytes().partition(b"\n")
        text = _ASIDE.sub("", rest.decode(encoding.decode("ascii").strip()))
        if _RARE.search(text):
            super().__init__(path)
            return
        lines = list(filter(None, map(str.strip, text.split("\n"))))
        letters = "\n".join(lines).translate(_WITHOUT_DIGITS).split("\n")
        # A word without a number is no pattern, and leaves one of the same letters as it is.
        pairs = zip(letters, lines, strict=True)
        self.patterns = _Patterns(pair for pair in pairs if pair[0] != pair[1])
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, self.patterns))


def _parsed(pattern: str) -> Parsed:
    values = [int(number or 0) for number, _letter in parse(pattern)]
    valued = [i for i, value in enumerate(values) if value]
    return (valued[0], tuple(values[valued[0] : valued[-1] + 1])) if valued else ()
