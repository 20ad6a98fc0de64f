"""Dates as people write them: `26 februari 2026`, `Thursday 26 Feb 2026`, `26-2-2026`, `2026-02-26`."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from composer.i18n import LANGUAGES

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIGITS = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4})")
_DAY_FIRST = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{1,2})(?:st|nd|rd|th|e)? ([^\W\d]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"(?:[^\W\d]+\.?, )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def read_date(words: str) -> date | None:
    """Return the date that somebody wrote in Dutch or English, None when it is none.

    The year has four digits; a month in digits is the second number, as both languages have it in Europe.
    """
    words = " ".join(words.split())
    if found := _ISO.fullmatch(words):
        return _day(found[1], int(found[2]), found[3])
    if found := _DIGITS.fullmatch(words):
        return _day(found[3], int(found[2]), found[1])
    if found := _DAY_FIRST.fullmatch(words):
        return _day(found[3], _months().get(found[2].lower(), 0), found[1])
    if found := _MONTH_FIRST.fullmatch(words):
        return _day(found[3], _months().get(found[1].lower(), 0), found[2])
    return None


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    from babel.dates import get_month_names

    return {
        name.lower().rstrip("."): month
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, locale=language).items()
    }
