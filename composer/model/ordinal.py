"""Counting in letters and figures, as numbered sections, arguments and annexes are."""

import re

_PLACE = re.compile(r"\b[1aA]\b")


def letter(number: int) -> str:
    """Return 1 → a, 26 → z, 27 → aa: as spreadsheets and Word count in letters."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def numbered(pattern: str, number: int) -> str:
    """Fill a pattern as people write it: for 3, `1.` gives `3.`, `a)` gives `c)`, `§ 1` gives `§ 3`."""
    for sign, words in (("1", str(number)), ("a", letter(number)), ("A", letter(number).upper())):
        if sign in pattern:
            return pattern.replace(sign, words, 1)
    return pattern


def numbered_path(pattern: str, path: tuple[int, ...]) -> str:
    """Fill the places of a pattern with the last numbers of a path: for 2, 3 `1.1` gives `2.3`, `a.` `c.`."""
    places = len(_PLACE.findall(pattern))
    numbers = iter(path[len(path) - min(places, len(path)) :])

    def number(place: re.Match[str]) -> str:
        following = next(numbers, None)
        return "" if following is None else numbered(place[0], following)

    return _PLACE.sub(number, pattern)
