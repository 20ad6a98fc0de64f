"""Quotation marks and dashes as one types them: what a keyboard has becomes what print has, by language.

The same rules set them in print (`compose/typography.py`); here they look only at what was typed just now.
"""

import re
from typing import NamedTuple

from composer.compose.quotes import with_quotation_marks
from composer.compose.typography_words import Language, language_of

DASH = "–"
_APOSTROPHE = "’"
_ADDRESS = re.compile(r"://|www\.|@|\\")
_OPENERS = "([{<–—-/\u00a0"
# What an apostrophe stands before that is no word by itself, so that no quotation can begin with it.
_SURE = re.compile(r"(?:[stnkmr]|tis|twas|em|til|\d\ds?)(?![\w'’])")


class Instead(NamedTuple):
    """What stands better than the signs between two offsets."""

    start: int
    end: int
    words: str


def instead_of(before: str, after: str, tag: str) -> Instead | None:
    """Return what should stand instead of what was typed last; None when it is right as it is.

    `before` ends with the sign that was typed, `after` is what follows it in the same line, `tag` the BCP 47
    tag of the language. A hyphen behind a hyphen becomes a dash; an address keeps its signs.
    """
    if not before or _ADDRESS.search(before.rpartition(" ")[2]):
        return None
    end = len(before)
    if re.search(r"(?<!-)--$", before):
        return Instead(end - 2, end, DASH)
    language = language_of(tag)
    if before[-1] in "\"'":
        sign = _quotation_mark(before, after, language)
        return Instead(end - 1, end, sign) if sign != before[-1] else None
    return None if before[-1].isalnum() else _apostrophe(before, language)


def _quotation_mark(before: str, after: str, language: Language) -> str:
    """Return how print would set the last sign, as far as one can know before the rest is typed."""
    marks = language.marks
    openers = (*_OPENERS, marks.double_open, marks.single_open) if marks else ()
    opens = len(before) == 1 or before[-2].isspace() or before[-2] in openers
    rest = after.rstrip() if after[:1].strip() else ""
    if opens:
        rest = f"{rest or 'x'}'"  # as if it will be closed; an apostrophe is recognised by what follows
    return with_quotation_marks(before + rest, marks, language.elided)[len(before) - 1]


def _apostrophe(before: str, language: Language) -> Instead | None:
    """Return the apostrophe of ’s avonds, for which an opening mark was taken before its word was there."""
    if language.marks is None or language.marks.single_open == _APOSTROPHE:
        return None
    at = before.rfind(language.marks.single_open)
    match = _SURE.match(before, at + 1) if at >= 0 else None
    is_elided = (
        match
        and match.end() == len(before) - 1
        and (match[0][0].isdigit() or language.elided.match(match[0]))
    )
    return Instead(at, at + 1, _APOSTROPHE) if is_elided else None
