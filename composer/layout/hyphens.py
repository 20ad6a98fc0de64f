"""Where words may be divided: the patterns of TeX through pyphen, and what they do not know of Dutch.

Patterns are learnt from lists of words; the compounds that policy is written in stand in no list. There they
divide "zor-ginkoop", "woningbou-wimpuls", "gemeen-ter-apport".
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

# Patterns leave at least this many letters on each side: Renkema, Schrijfwijzer, asks for two or more and
# three read better in a narrow measure.
LEFT = RIGHT = 3
SHORTEST = LEFT + RIGHT

# Words that the patterns divide wrongly, with the divisions that are right, by base language.
EXCEPTIONS = {
    "nl": (
        "beleids-eva-lu-a-tie",
        "beleids-eva-lu-a-ties",
        "bench-mark",
        "case-ma-na-ge-ment",
        "case-ma-na-ger",
        "case-ma-na-gers",
        "eind-eva-lu-a-tie",
        "frame-work",
        "hot-spots",
        "live-stream",
        "out-rea-chend",
        "out-rea-chende",
        "smart-phone",
        "smart-phones",
        "stake-hol-der",
        "stake-hol-ders",
        "tus-sen-eva-lu-a-tie",
        "web-sites",
        "zorg-eco-no-mie",
    ),
    "en": (
        "home-owner",
        "home-owners",
        "policy-maker",
        "policy-makers",
        "policy-making",
        "readjust",
        "time-scale",
        "time-scales",
        "waste-water",
        "whistle-blower",
        "whistle-blowers",
        "whistle-blowing",
    ),
}

# Words that stand behind others in compounds, before which the patterns often miss the joint. They were held
# against a Dutch spelling dictionary of 155,000 words: of 76 divisions that came of them all were right but
# those of a few misspelt words.
COMPOUNDS = {
    "nl": """
    aanbied aanbod aandacht aandeel aanleg aanpak aansluiting aanvraag aanvrag aanwijzing advies adviseur
    afdeling afname afspraak afsprak agenda akkoord ambitie analyse effect eigenaar energie evenement expert
    impact impuls inbreng indicatie indicator infrastructuur initiatief initiatiev inkomen inkomst inkoop
    inname innovatie inrichting inspanning inspectie instantie instelling instroom instrument integratie
    interventie investering invulling inwoner inzet inzicht kwaliteit lening locatie netwerk onderhoud
    ondernem ondersteun onderwijs onderzoek ontwerp ontwikkel opbouw opbrengst opdracht opgave opleiding
    oplossing opvang organisatie overeenkomst overheden overheid overlast overleg overzicht praktijk
    problematiek programma project rapport specialist stelsel strategie structuur subsidie tarief toezicht
    traject transitie uitbreiding uitgave uitkering uitval uitvoering uitwisseling urgentie
    """,
}
# The word before it has at least four letters: "her-" and "mee-" are left to the patterns.
LEAST_BEFORE = 4

# Never before a vowel with a diaeresis, which by the spelling rules would lose it at the line end, nor within
# the one sound of "milieu" and "serieus".
_NEVER = {"nl": re.compile("(?=[äëïöü])|(?<=i)(?=eu)")}
# A syllable has a vowel: a part without one ("star-ter-s-leningen") is wrong on one of its sides.
_VOWELS = {"nl": frozenset("aeiouyàáâäèéêëìíîïòóôöùúûü")}

# Letters of a word: the longest that anybody writes have some eighty.
LONGEST = 500

_LETTERS = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def divisions(word: str, language: str) -> tuple[int, ...]:
    """Return the indices before which a word may be divided with a hyphen, ascending.

    Only runs of six letters or more are divided, and none of more than `LONGEST`: no language has such a
    word, and to divide it takes longer than all else. A language without patterns divides nothing.
    """
    patterns = _patterns(language)
    if patterns is None:
        return ()
    base = language.split("-", maxsplit=1)[0]
    found: list[int] = []
    for match in _LETTERS.finditer(word):
        if len(match[0]) <= LONGEST:
            found += (match.start() + index for index in _of_letters(match[0].lower(), patterns, base))
    return tuple(found)


def _of_letters(letters: str, patterns: "Pyphen", base: str) -> list[int]:
    exception = _exceptions(base).get(letters)
    if exception is not None:
        return [index for index in exception if LEFT <= index <= len(letters) - RIGHT]
    found = list(map(int, patterns.positions(letters)))
    joints = _joints(letters, base)
    if any(joint not in found or not {joint - 2, joint - 1, joint + 1}.isdisjoint(found) for joint in joints):
        found = _joined(letters, joints, patterns)
    never = _NEVER.get(base)
    if never is not None:
        wrong = {match.start() for match in never.finditer(letters)}
        found = [index for index in found if index not in wrong]
    return _between_syllables(letters, found, base)


def _joints(letters: str, base: str) -> list[int]:
    """Return where known words begin within a compound."""
    pattern = _compounds(base)
    if pattern is None or len(letters) < LEAST_BEFORE + RIGHT:
        return []
    return [match.start() for match in pattern.finditer(letters, LEAST_BEFORE)]


def _joined(letters: str, joints: list[int], patterns: "Pyphen") -> list[int]:
    """Return the divisions of each word of a compound for itself, and those between them."""
    found: list[int] = []
    for start, end in zip((0, *joints), (*joints, len(letters)), strict=True):
        found += [start] if start else []
        found += (start + int(index) for index in patterns.positions(letters[start:end]))
    return found


def _between_syllables(letters: str, found: list[int], base: str) -> list[int]:
    """Return the divisions that have a vowel between them and the next on both sides."""
    vowels = _VOWELS.get(base)
    if vowels is None:
        return found
    edges = [0, *found, len(letters)]
    wrong: set[int] = set()
    for start, end in pairwise(edges):
        if vowels.isdisjoint(letters[start:end]):
            wrong |= {start, end}
    return [index for index in found if index not in wrong]


@lru_cache(maxsize=16)
def _exceptions(base: str) -> dict[str, tuple[int, ...]]:
    table = {}
    for entry in EXCEPTIONS.get(base, ()):
        parts = entry.split("-")
        table[entry.replace("-", "")] = tuple(len("".join(parts[:i])) for i in range(1, len(parts)))
    return table


@lru_cache(maxsize=16)
def _compounds(base: str) -> "re.Pattern[str] | None":
    words = sorted(COMPOUNDS.get(base, "").split(), key=len, reverse=True)
    return re.compile("|".join(words)) if words else None


@lru_cache(maxsize=16)
def _patterns(language: str) -> "Pyphen | None":
    """Load the patterns of a language when the first word of it may need a hyphen."""
    import pyphen

    from composer.layout.patterns import Patterns

    british = {"en": "en_GB"}.get(language, language.replace("-", "_"))
    name = pyphen.language_fallback(british)
    if not name:
        return None
    path = pyphen.LANGUAGES[name]
    pyphen.hdcache.setdefault(path, Patterns(path))  # where it looks before it reads a file itself
    return pyphen.Pyphen(lang=name, left=LEFT, right=RIGHT)
