"""Counting in letters and figures, as numbered sections, arguments and annexes are."""


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
