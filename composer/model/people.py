"""The people of a document, by the roles that its template names: addressees, signatories, submitters."""

import re
import unicodedata
from dataclasses import dataclass

# What stands before a surname and does not count in an alphabetical order: Jack van der Hoek is under H.
_BEFORE_SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "à af aan aux bij bin d da das de degli del della den der des di do dos du el het ibn in la las le "
        "les lo los onder op over 's 't te ten ter thor tot uit uyt van ver vom von voor zu zum zur",
    )
)
_ARTICLES = frozenset(("an", "een", "het", "the", "'n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, several on one line, or an organisation; every part may be empty."""

    names: tuple[str, ...] = ()
    role: str = ""
    organisation: str = ""
    party: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    salutation: str = ""

    @property
    def title(self) -> str:
        """Return what this entry is called in a list: the names, else the organisation."""
        return ", ".join(self.names) or self.organisation


@dataclass(frozen=True, slots=True)
class People:
    """Persons by role, in the order of the document."""

    roles: tuple[tuple[str, tuple[Person, ...]], ...] = ()

    def of(self, role: str) -> tuple[Person, ...]:
        """Return the persons of a role; none when the document does not have it."""
        return dict(self.roles).get(role, ())


def by_surname(name: str) -> str:
    """Return what a name is sorted by: the surname without what stands before it, then the whole name.

    A surname of several words cannot be told from a second first name; its last word counts.
    """
    words = name.replace("’", "'").split()
    small = [i for i, word in enumerate(words) if word.casefold().rstrip("'") in _BEFORE_SURNAMES]
    start = small[-1] + 1 if small and small[-1] + 1 < len(words) else len(words) - 1
    return f"{sortable(' '.join(words[max(start, 0) :]))} {sortable(name)}"


def alphabetical(words: str) -> str:
    """Return what words are sorted by that do not begin with a first name: De Volkskrant is under V."""
    parts = words.replace("’", "'").split()
    while len(parts) > 1 and parts[0].casefold() in _BEFORE_SURNAMES | _ARTICLES:
        parts = parts[1:]
    return sortable(" ".join(parts))


def sortable(words: str) -> str:
    """Return words as they are compared in an alphabetical order: without accents, capitals and signs."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign == " ")
