"""Quotation marks and apostrophes in place of the two straight signs that a keyboard has for both."""

import re
from typing import NamedTuple

_SIGNS = re.compile("[\"'“”„‘’\u201a]")
# Where a single quotation can end at all: behind a word, before none.
_END = re.compile(r"(?<=\S)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W\d_])")
_YEAR = re.compile(r"\d\d(?!\d)")
_OPENERS = "([{<–—-/"


class QuotationMarks(NamedTuple):
    """The marks of a language, the outer pair usually the double one."""

    double_open: str
    double_close: str
    single_open: str
    single_close: str


def with_quotation_marks(words: str, marks: QuotationMarks | None, elided: re.Pattern[str]) -> str:
    """Return words with the marks of a language, as many characters as they were.

    A straight sign behind a digit stays (feet, inches) unless a quotation is open there, and so does one
    between two spaces. `elided` matches what an apostrophe at the beginning of a word stands before, as in
    ’s avonds. Without marks only apostrophes within words are set.
    """
    if marks is None:
        return _APOSTROPHE.sub("’", words)
    signs = list(words)
    pending = {'"': 0, "'": 0}
    last_end = max((match.start() for match in _END.finditer(words)), default=-1)
    for match in _SIGNS.finditer(words):
        quote = _Quote(words, signs, match.start(), marks)
        if match[0] == '"':
            signs[quote.at] = _double(quote, pending)
        elif match[0] == "'":
            starts = quote.at < last_end and not quote.is_elision(elided)
            signs[quote.at] = _single(quote, pending, starts=starts)
        elif not quote.is_within_word:
            _count(match[0], marks, pending)
    return "".join(signs)


class _Quote(NamedTuple):
    """One sign with what stands around it; what is before it has been set already."""

    words: str
    signs: list[str]
    at: int
    marks: QuotationMarks

    @property
    def before(self) -> str:
        return self.signs[self.at - 1] if self.at else " "

    @property
    def after(self) -> str:
        return self.words[self.at + 1 : self.at + 2] or " "

    @property
    def opens(self) -> bool:
        openers = (*_OPENERS, self.marks.double_open, self.marks.single_open)
        return (self.before.isspace() or self.before in openers) and not self.after.isspace()

    @property
    def is_within_word(self) -> bool:
        return self.before.isalnum() and self.after.isalpha()

    @property
    def is_measure(self) -> bool:
        return self.before.isdigit() and not self.after.isalpha()

    def is_elision(self, elided: re.Pattern[str]) -> bool:
        return bool(elided.match(self.words, self.at + 1) or _YEAR.match(self.words, self.at + 1))


def _double(quote: _Quote, pending: dict[str, int]) -> str:
    if quote.opens:
        pending['"'] += 1
        return quote.marks.double_open
    if pending['"']:
        pending['"'] -= 1
        return quote.marks.double_close
    return '"' if quote.is_measure or quote.before.isspace() else quote.marks.double_close


def _single(quote: _Quote, pending: dict[str, int], *, starts: bool) -> str:
    if quote.is_within_word:
        return "’"
    if quote.opens:
        pending["'"] += starts
        return quote.marks.single_open if starts else "’"
    if pending["'"]:
        pending["'"] -= 1
        return quote.marks.single_close
    return "'" if quote.is_measure or quote.before.isspace() else "’"


def _count(sign: str, marks: QuotationMarks, pending: dict[str, int]) -> None:
    """Keep count of quotations that somebody opened and closed with the right marks."""
    straight, step = {
        marks.double_open: ('"', 1),
        marks.double_close: ('"', -1),
        marks.single_open: ("'", 1),
        marks.single_close: ("'", -1),
    }.get(sign, ('"', 0))
    pending[straight] = max(0, pending[straight] + step)
