"""Words in a language: gettext for sentences, Babel for dates and lists.

Two languages live side by side: the one the program speaks to its user (`_`, `ngettext`) and the one a
document is written in (`words(language)`); neither ever decides the other.
"""

import gettext
import locale
import os
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from composer import resources

LANGUAGES = ("nl", "en")
# In these a document may be written too; their catalogues hold only what documents say by themselves.
OF_DOCUMENTS = (*LANGUAGES, "de", "fr", "fy")
# Each is called as its speakers call it, in every language of the window.
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch", "fr": "Français", "fy": "Frysk"}
_spoken = ["en"]


def N_(message: str) -> str:  # noqa: N802  the name gettext tools look for
    """Mark a message for translation where it stands as data; it is translated where it is shown."""
    return message


def _base(language: str) -> str:
    """Return a language without its country."""
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    base = _base(language)
    return gettext.translation("pleidooi", resources.path("locale"), [base], fallback=True)


def words(language: str) -> Callable[[str], str]:
    """Return the translator into the language of a document; unknown languages speak English."""
    return _catalogue(language).gettext


def in_each_language(message: str) -> tuple[tuple[str, str], ...]:
    """Return a message in every language of the program, for who cannot know yet in which it is said."""
    return tuple((language, words(language)(message)) for language in LANGUAGES)


def speak(language: str) -> None:
    """Set the language in which the program speaks to its user."""
    _spoken[0] = language


def spoken() -> str:
    """Return the language in which the program speaks to its user."""
    return _spoken[0]


def _(message: str) -> str:
    """Translate into the language of the user."""
    return _catalogue(_spoken[0]).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate into the language of the user, by number."""
    return _catalogue(_spoken[0]).ngettext(singular, plural, count)


def decimal(number: float) -> str:
    """Return a number as the user writes it: 2,2 in Dutch."""
    written = f"{number:g}"
    return written.replace(".", ",") if _spoken[0] == "nl" else written


def preferred_language() -> str:
    """Return the user's language: PLEIDOOI_LANGUAGE, else the locale of the system, else English."""
    named = os.environ.get("PLEIDOOI_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    named = named or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "nl" if named.lower().startswith(("nl", "dutch")) else "en"


def long_date(day: date, language: str) -> str:
    """Return a date as it is written out in a letter: `26 februari 2026`, `26 February 2026`."""
    base = _base(language)
    if base in _MONTHS and day.year >= 1000:
        return f"{day.day} {_MONTHS[base][day.month - 1]} {day.year}"
    from babel.dates import format_date

    if base == "en":
        return format_date(day, "d MMMM y", locale="en_GB")
    written = format_date(day, "long", locale=_babel_locale(language))
    if base == "fr" and day.day == 1:
        return ordinal(1, "fr") + written.removeprefix("1")
    # In CLDR the Frisian months have capitals; in Frisian they have none.
    return written.lower() if base == "fy" else written


# What the languages of most documents need of Babel, which takes 80 ms to load; it says the same.
_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_AND = {"nl": "en", "en": "and"}


def ordinal(number: int, language: str) -> str:
    """Return a number as that of a place in an order: `1e`, `1st`, `1.`, `1er`."""
    base = _base(language)
    if base == "fr":
        return f"{number}er" if number == 1 else f"{number}e"
    if base in _ORDINALS:
        return f"{number}{_ORDINALS[base]}"
    endings = ("th", "st", "nd", "rd")
    tens, ones = divmod(number % 100, 10)
    return f"{number}{endings[ones] if ones < len(endings) and tens != 1 else endings[0]}"


_ORDINALS = {"nl": "e", "fy": "e", "de": "."}


def in_digits(number: int | Decimal, language: str) -> str:
    """Return a number as a document writes it: `12.500,75`; up to four digits stay together, as in a year."""
    from babel.numbers import format_decimal

    exact = Decimal(number)
    exponent = exact.as_tuple().exponent
    decimals = "." + "0" * -exponent if isinstance(exponent, int) and exponent < 0 else ""
    said = format_decimal(
        exact,
        f"#,##0{decimals}",
        locale=_babel_locale(language),
        group_separator=abs(exact) >= _GROUPED,
    )
    return said.replace("\u202f", "\xa0")  # the narrow space of French is in few fonts


_GROUPED = 10_000


def join_list(items: Sequence[str], language: str) -> str:
    """Return items as a list in running text: `a, b en c`."""
    if len(items) < 2:
        return "".join(items)
    last = _AND.get(_base(language))
    if last:
        return f"{', '.join(items[:-1])} {last} {items[-1]}"
    from babel.lists import format_list

    return format_list(list(items), locale=_babel_locale(language))


@lru_cache(maxsize=16)
def _babel_locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    if _base(language) == "en":
        return "en_GB"
    try:
        return str(Locale.parse(language, sep="-"))
    except (ValueError, UnknownLocaleError):
        return "en_GB"
