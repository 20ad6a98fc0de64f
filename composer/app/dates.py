"""Dates as people write them: `26 februari 2026`, `26-2-2026`, `2026-02-26`, `3 mei`, `3/5/26`, `morgen`."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from composer.i18n import OF_DOCUMENTS

# Two digits are the nearest year that ends so, at most this many years ahead.
_AHEAD = 30

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DIGITS = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{4}|\d{2}))?\.?")
_YEAR = r"(?:,? (\d{4}|['’]?\d{2}))?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|e|\.)? ?(?:of )?([^\W\d]+)\.?{_YEAR}")
_MONTH_FIRST = re.compile(rf"([^\W\d]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_BEFORE = re.compile(r"(?:(?:op|de|le|la|am|den|der|on|the|it) )+")

# Babel has no words for days near today.
_NEAR = {
    "eergisteren": -2, "gisteren": -1, "vandaag": 0, "nu": 0, "morgen": 1, "overmorgen": 2,
    "yesterday": -1, "today": 0, "now": 0, "tomorrow": 1, "day after tomorrow": 2,
    "vorgestern": -2, "gestern": -1, "heute": 0, "ubermorgen": 2,
    "avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "apres-demain": 2,
    "earjuster": -2, "juster": -1, "hjoed": 0, "moarn": 1, "oermoarn": 2,
}  # fmt: skip


def read_date(words: str, today: date | None = None) -> date | None:
    """Return the date that somebody wrote in a language that documents have, None when it is none.

    In digits the month is the second number, as all of Europe has it. Without a year it is the one nearest to
    `today`; a day of the week alone is the next one. `today` is by default that of the wall.
    """
    now = today or date.today()  # noqa: DTZ011  the wall's date
    plain = _plain(words)
    if found := _ISO.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DIGITS.fullmatch(plain):
        return _dated(found[1], int(found[2]), found[3], now)
    if (days := _days_ahead(plain, now)) is not None:
        return now + timedelta(days)
    for said in (plain, _without_weekday(plain)):  # "mar" is a month in English, a day in French
        if found := _DAY_FIRST.fullmatch(said):
            return _dated(found[1], _month(found[2]), found[3], now)
        if found := _MONTH_FIRST.fullmatch(said):
            return _dated(found[2], _month(found[1]), found[3], now)
    return None


def _plain(words: str) -> str:
    """Return words in small letters without accents, without an article before them."""
    apart = unicodedata.normalize("NFKD", " ".join(words.split()).lower().replace("’", "'"))
    return _BEFORE.sub("", "".join(sign for sign in apart if not unicodedata.combining(sign)), count=1)


def _dated(day: str, month: int, year: str | None, now: date) -> date | None:
    if not year:
        return _nearest(int(day), month, now)
    digits = year.lstrip("'")
    return _day(int(digits) if len(digits) == 4 else _century(int(digits), now), month, int(day))


def _century(short: int, now: date) -> int:
    year = now.year // 100 * 100 + short
    return year - 100 if year > now.year + _AHEAD else year


def _nearest(day: int, month: int, now: date) -> date | None:
    """Return the day and month of the year in which they are nearest; 29 February may be years ahead."""
    near = range(now.year - 1, now.year + 2)
    found = [one for year in near if (one := _day(year, month, day))]
    ahead = (one for year in range(now.year + 2, now.year + 9) if (one := _day(year, month, day)))
    return min(found, key=lambda one: abs(one - now)) if found else next(ahead, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days_ahead(plain: str, now: date) -> int | None:
    if plain in _NEAR:
        return _NEAR[plain]
    weekday = _weekdays("wide").get(plain)
    return None if weekday is None else (weekday - now.weekday() - 1) % 7 + 1


def _without_weekday(plain: str) -> str:
    first, space, rest = plain.partition(" ")
    name = first.rstrip(".,")
    is_weekday = name in _weekdays("wide") or (name in _weekdays("abbreviated") and rest[:1].isdigit())
    return _BEFORE.sub("", rest, count=1) if space and is_weekday else plain


def _month(word: str) -> int:
    """Return the month that a word names or begins, 0 for none: `febr` is one, `ju` none."""
    names = _months()
    if word in names:
        return names[word]
    begun = {month for name, month in names.items() if len(word) >= 3 and name.startswith(word)}
    return begun.pop() if len(begun) == 1 else 0


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    from babel.dates import get_month_names

    return {
        _plain(name).rstrip("."): month
        for language in OF_DOCUMENTS
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, locale=language).items()
    }


@lru_cache(maxsize=2)
def _weekdays(width: str) -> Mapping[str, int]:
    """Return the days of the week by their names in all languages, 0 for Monday."""
    from babel.dates import get_day_names

    return {
        _plain(name).rstrip("."): day
        for language in OF_DOCUMENTS
        for day, name in get_day_names("wide" if width == "wide" else "abbreviated", locale=language).items()
    }
