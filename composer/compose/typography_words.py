"""What typography must know of a language: what stands before a number or a name, what behind a number."""

import re
from functools import lru_cache
from typing import NamedTuple

from composer.compose.quotes import QuotationMarks


class Language(NamedTuple):
    """The rules of a language: words in small letters, and patterns.

    `places` and `lettered` are what a number, or a letter, is the name of. `unit` and `month` match what
    belongs to the number before them, `name` the beginning of a name behind a title or initials. `ranges` and
    `measured` match the first number of a range and its hyphen, with both numbers in groups; `elided` what an
    apostrophe at the beginning of a word stands before.
    """

    places: frozenset[str]
    lettered: frozenset[str]
    titles: frozenset[str]
    months_before: frozenset[str]
    unit: re.Pattern[str]
    month: re.Pattern[str]
    name: re.Pattern[str]
    ranges: re.Pattern[str]
    measured: re.Pattern[str]
    elided: re.Pattern[str]
    marks: QuotationMarks | None


class _Words(NamedTuple):
    """Words of a language, parted by bars; `plural` are the places that a range follows."""

    places: str = ""
    lettered: str = ""
    plural: str = ""
    titles: str = ""
    particles: str = ""
    units: str = ""
    months: str = ""
    month_first: bool = False
    elided: str = ""
    marks: QuotationMarks | None = None


_ENGLISH_MARKS = QuotationMarks("“", "”", "‘", "’")
_UNITS = (
    "%|‰|°C|mm|cm|dm|m|km|ha|mm²|cm²|m²|km²|m³|g|kg|mg|kton|l|ml|MB|GB|W|kW|MW|GW|kWh|MWh|GWh|TWh|PJ|dB|fte"
)
_PLACES = "art.|artt.|p.|pp.|nr.|nrs.|no.|fig.|ca.|§|§§"

_DUTCH = _Words(
    # Numbers without the word behind them would say something else: € 19,2 | miljoen.
    places=(
        f"{_PLACES}|artikel|artikelen|lid|leden|blz.|pag.|pagina|pagina's|pagina’s|nummer|nummers|hfst.|hoofdstuk|"
        "hoofdstukken|par.|paragraaf|paragrafen|bijlage|bijlagen|tabel|tabellen|figuur|figuren|kader|deel|delen|"
        "onderdeel|onderdelen|punt|punten|agendapunt|noot|voetnoot|versie|fase|box|d.d.|max.|min."
    ),
    lettered="sub|onder|letter|onderdeel|lid",
    plural="pp.|p.|blz.|pagina's|pagina’s|artt.|artikelen|leden|nrs.|hoofdstukken|paragrafen|§§|§",
    titles="prof.|dr.|drs.|ir.|ing.|mr.|ds.|dhr.|mw.|mevr.|jhr.|st.",
    particles="van|de|den|der|ter|ten|te|het|in|op|von|du|la|le|el|al|'t|’t|'s|’s",
    units=f"{_UNITS}|procent|procentpunt|procentpunten|promille|duizend|miljoen|miljard|biljoen|mln.|mld.|mln|mld|uur",
    months="januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    elided="s|t|n|k|m|r|er|ie|ns",
    marks=_ENGLISH_MARKS,
)
_ENGLISH = _Words(
    places=(
        f"{_PLACES}|article|articles|arts.|section|sections|sec.|ss.|para.|paras.|paragraph|paragraphs|page|pages|"
        "nos.|number|chapter|chapters|ch.|vol.|volume|annex|appendix|table|tables|figure|figures|box|part|parts|"
        "note|footnote|item|phase|version"
    ),
    lettered="point|item|subsection",
    plural="pp.|p.|pages|arts.|articles|sections|ss.|paras.|paragraphs|nos.|chapters|§§|§",
    titles="Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Rev|St|Mr.|Mrs.|Ms.|Dr.|Prof.|Rev.|St.",
    particles="van|de|den|der|von|du|la|le|al|el|bin|ap",
    units=f"{_UNITS}|percent|per cent|thousand|million|billion|trillion|bn|am|pm|a.m.|p.m.",
    months="January|February|March|April|May|June|July|August|September|October|November|December",
    month_first=True,
    elided="tis|twas|em|til|cause|n|bout|round",
    marks=_ENGLISH_MARKS,
)
_WORDS = {
    "nl": _DUTCH,
    "en": _ENGLISH,
    "fy": _DUTCH._replace(
        places=f"{_PLACES}|artikel|lid|side|siden|haadstik|paragraaf|bylage|tabel|figuer|diel",
        units=f"{_UNITS}|prosint|miljoen|miljard|oere",
        months="jannewaris|febrewaris|maart|april|maaie|juny|july|augustus|septimber|oktober|novimber|desimber",
        elided="s|t|n|e|k|m|r|er",
    ),
    "de": _Words(
        places=f"{_PLACES}|Art.|Nr.|S.|Artikel|Absatz|Abs.|Seite|Kapitel|Anlage|Tabelle|Abbildung|Abb.",
        plural="S.|Seiten|Art.|Nrn.|§§",
        titles="Prof.|Dr.|Hr.|Fr.",
        particles="von|zu|van|der|de",
        units=f"{_UNITS}|Prozent|Tausend|Millionen|Million|Milliarden|Milliarde|Mio.|Mrd.|Uhr",
        months="Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        elided="s|n|ne|nen",
        marks=QuotationMarks("„", "“", "\u201a", "‘"),
    ),
}
_OTHER = _Words(places=_PLACES, plural="pp.|p.|§§", units=_UNITS)

CURRENCIES = frozenset(("€", "£", "$", "¥", "eur", "usd", "gbp"))
CAPITAL = "A-ZÀ-ÖØ-Þ"


@lru_cache(maxsize=32)
def language_of(tag: str) -> Language:
    """Return the rules of a language by its BCP 47 tag; one without rules of its own has what all share."""
    words = _WORDS.get(tag.split("-", maxsplit=1)[0].lower(), _OTHER)
    number = r"\d{1,3}(?:[.,]\d{1,3})?"
    units, months, titles = (_any(some) for some in (words.units, words.months, words.titles))
    plural = f"(?i:{_any(words.plural)})"
    return Language(
        places=_set(words.places) | CURRENCIES,
        lettered=_set(words.lettered),
        titles=_set(words.titles),
        months_before=_set(words.months) if words.month_first else frozenset(),
        unit=re.compile(rf"(?:{units})(?!\w)"),
        month=re.compile(rf"(?:{months})(?!\w)"),
        name=re.compile(f"[{CAPITAL}]|(?:(?i:{titles})|{_any(words.particles)}) "),
        ranges=re.compile(rf"(?<![\w.-]){plural}[ \u00a0](\d+)-(?=(\d+)(?![\w/-]|[.,:]\d))"),
        measured=re.compile(rf"(?<![\w/.,:-])({number})-(?=({number})[ \u00a0]?(?:{units})(?!\w))"),
        elided=re.compile(rf"(?i:{_any(words.elided)})(?![\w'’])"),
        marks=words.marks,
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.lower().split("|")) - {""}


def _any(words: str) -> str:
    """Return a pattern of words, of which the longest counts; none at all matches nothing."""
    longest_first = sorted(filter(None, words.split("|")), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"
