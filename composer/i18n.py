"""Words in a language: gettext for sentences, Babel for dates and lists.

Two languages live side by side: the one the program speaks to its user (`_`, `ngettext`) and the one a
document is written in (`words(language)`); neither ever decides the other.
"""

import gettext
import locale
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from composer import resources

LANGUAGES = ("nl", "en")
_spoken = ["en"]


def N_(message: str) -> str:  # noqa: N802  the name gettext tools look for
    """Mark a message for translation where it stands as data; it is translated where it is shown."""
    return message


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    base = language.split("-", maxsplit=1)[0].lower()
    return gettext.translation("pleidooi", resources.path("locale"), [base], fallback=True)


def words(language: str) -> Callable[[str], str]:
    """Return the translator into the language of a document; unknown languages speak English."""
    return _catalogue(language).gettext


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
    from babel.dates import format_date

    if language.split("-", maxsplit=1)[0] == "en":
        return format_date(day, "d MMMM y", locale="en_GB")
    return format_date(day, "long", locale=_babel_locale(language))


def join_list(items: Sequence[str], language: str) -> str:
    """Return items as a list in running text: `a, b en c`."""
    if len(items) < 2:
        return "".join(items)
    from babel.lists import format_list

    return format_list(list(items), locale=_babel_locale(language))


@lru_cache(maxsize=16)
def _babel_locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    if language.split("-", maxsplit=1)[0] == "en":
        return "en_GB"
    try:
        return str(Locale.parse(language, sep="-"))
    except (ValueError, UnknownLocaleError):
        return "en_GB"
