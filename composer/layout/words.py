"""Words as a font sets them: measured once, kept, with the places where they may be divided."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from composer.layout.hyphens import divisions
from composer.layout.margin import BEFORE, BEHIND, SOFT_HYPHEN
from composer.layout.metrics import Font

# A font forgets its words when it has measured so many.
MOST_WORDS = 100_000
# A break after a hyphen, slash or dash of the source, with two letters at least on both sides.
_AFTER_SIGN = re.compile(r"(?<=\w\w)[-/–](?=\w\w)")
# An address may break after its separators, wherever they are.
_ADDRESS = re.compile(r"://|^www\.|@\w+\.\w")
_AFTER_SEPARATOR = re.compile(r"(?<=[\w/])[/.?&=_@-](?=\w)")


class Division(NamedTuple):
    """A place where a word may be divided, widths in thousandths of an em.

    `before` is the letter it comes before, `end` the width of what stays on the line, hyphen included,
    `start` the width of the same letters in the undivided word. `kern` is the kerning before the hyphen,
    `hang` how far the sign at the line end stands out of a justified column.
    """

    before: int
    end: float
    start: float
    kern: int
    hyphen: bool
    hang: float


class Word:
    """Letters set in one font without a space, compared by identity: the same letters are the same object.

    Widths in thousandths of an em; `hang_before` and `hang_behind` are how far its first and its last sign
    stand out of a justified column.
    """

    __slots__ = ("font", "hang_before", "hang_behind", "kerns", "sums", "text", "width")

    def __init__(self, text: str, font: Font, kerns: tuple[int, ...], sums: tuple[float, ...]) -> None:
        """Keep the text, the kerning behind each character and the width up to it, per mille of an em."""
        self.text = text
        self.font = font
        self.kerns = kerns
        self.sums = sums
        self.width = sums[-1]
        self.hang_before = BEFORE.get(text[:1], 0.0) * (sums[1] + kerns[0]) if text else 0.0
        self.hang_behind = _hang(text, kerns, sums, len(text))


def _hang(text: str, kerns: tuple[int, ...], sums: tuple[float, ...], end: int) -> float:
    """Return how far the last of the first `end` letters stands out."""
    part = BEHIND.get(text[end - 1 : end])
    return part * (sums[end] - sums[end - 1] + kerns[end - 1]) if part else 0.0


class _Words(dict[str, Word]):
    """The words of one font by their letters, each measured when it is first asked for."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, text: str) -> Word:
        if len(self) >= MOST_WORDS:
            self.clear()
        advances, kerns = self.font.shape(text)
        sums = (0.0, *accumulate(advance - kern for advance, kern in zip(advances, kerns, strict=True)))
        made = self[text] = Word(text, self.font, kerns, sums)
        return made


@lru_cache(maxsize=256)
def words_of(font: Font) -> Mapping[str, Word]:
    """Return the words of a font as it sets them; every text is in it."""
    return _Words(font)


@lru_cache(maxsize=20_000)
def part(whole: Word, start: int, end: int, hyphen_kern: int | None) -> Word:
    """Return the letters start…end of a word, followed by a soft hyphen when its kerning is given."""
    text = whole.text[start:end]
    kerns = whole.kerns[start:end]
    base = whole.sums[start]
    sums = tuple(total - base for total in whole.sums[start : end + 1])
    if end < len(whole.text):
        kerns = (*kerns[:-1], hyphen_kern or 0)
    if hyphen_kern is not None:
        text += SOFT_HYPHEN
        kerns = (*kerns, 0)
        sums = (*sums, sums[-1])
    return Word(text, whole.font, kerns, sums)


@lru_cache(maxsize=100_000)
def divisions_of(whole: Word, language: str) -> tuple[Division, ...]:
    """Return where a word may be divided; an empty language means that no hyphen of ours is allowed."""
    text, kerns, sums = whole.text, whole.kerns, whole.sums
    found = []
    is_address = bool(_ADDRESS.search(text))
    for index in divisions(text, language) if language and not is_address else ():
        kern, hyphen = _hyphen_after(text[index - 1], whole.font)
        end = sums[index] + kerns[index - 1] - kern + hyphen
        hang = BEHIND[SOFT_HYPHEN] * hyphen
        found.append(Division(index, end, sums[index], kern, hyphen=True, hang=hang))
    signs = _AFTER_SEPARATOR if is_address else _AFTER_SIGN
    for match in signs.finditer(text):
        index = match.end()
        end = sums[index] + kerns[index - 1]
        hang = _hang(text, kerns, sums, index)
        found.append(Division(index, end, sums[index], 0, hyphen=False, hang=hang))
    return tuple(sorted(found))


def every_letter(whole: Word) -> tuple[Division, ...]:
    """Return a division before every letter but the first, for a word that no line can hold."""
    sums, kerns = whole.sums, whole.kerns
    indices = range(1, len(whole.text))
    return tuple(Division(i, sums[i] + kerns[i - 1], sums[i], 0, hyphen=False, hang=0.0) for i in indices)


@lru_cache(maxsize=4096)
def _hyphen_after(letter: str, font: Font) -> tuple[int, float]:
    """Return the kerning between a letter and a hyphen, and the width of the hyphen."""
    advances, kerns = font.shape(letter + "-")
    return kerns[0], advances[1]
