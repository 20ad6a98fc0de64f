import pytest

from composer.app.signs import Instead, instead_of


def typed(keys: str, tag: str = "nl", after: str = "") -> str:
    """What stands there after these signs were typed one by one."""
    words = ""
    for key in keys:
        words += key
        found = instead_of(words, after, tag)
        if found:
            words = words[: found.start] + found.words + words[found.end :]
    return words


@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        ('Hij zei: "Ja."', "Hij zei: “Ja.”"),
        ("een 'nieuw' begin", "een ‘nieuw’ begin"),
        ("\"Een 'nieuw' begin\"", "“Een ‘nieuw’ begin”"),
        ('("Ja")', "(“Ja”)"),
        ("'s avonds en 't huis, zo'n foto's", "’s avonds en ’t huis, zo’n foto’s"),
        ("'s-Hertogenbosch", "’s-Hertogenbosch"),
        ("de jaren '90 en", "de jaren ’90 en"),
        ("'er is hoop'", "‘er is hoop’"),
        ("'tafels' en", "‘tafels’ en"),
        ("Den Haag -- Utrecht", "Den Haag – Utrecht"),
        ("--- ", "–- "),
        ("5' hoog en 6\" breed", "5' hoog en 6\" breed"),
        ("https://a.nl/x--y'z", "https://a.nl/x--y'z"),
        ("naam--x@a.nl", "naam–x@a.nl"),
        ("zonder-meer", "zonder-meer"),
        ("", ""),
    ],
)
def test_what_is_typed_in_dutch_becomes_what_print_has(keys, stands):
    assert typed(keys) == stands


@pytest.mark.parametrize(
    ("tag", "keys", "stands"),
    [
        ("en", "'tis \"so\", it's 'so'", "’tis “so”, it’s ‘so’"),
        ("en-GB", "the '90s, the '60s", "the ’90s, the ‘60s"),
        ("de", "\"Ja\", 'so'", "„Ja“, \u201aso‘"),
        ("fr", '"l\'eau"', '"l\'eau"'),
    ],
)
def test_every_language_has_its_own_marks(tag, keys, stands):
    assert typed(keys, tag) == stands


def test_a_mark_before_a_word_that_stands_there_opens():
    assert instead_of('"', "woord en meer", "nl") == Instead(0, 1, "“")
    assert instead_of("'", "s avonds", "nl") == Instead(0, 1, "’")
    assert instead_of("'", "samen", "nl") == Instead(0, 1, "‘")


def test_a_mark_behind_a_word_closes_whatever_follows():
    assert instead_of('“woord"', " en", "nl") == Instead(6, 7, "”")
    assert instead_of("foto'", "s", "nl") == Instead(4, 5, "’")


def test_a_sign_that_is_right_stays():
    assert instead_of("a b", "", "nl") is None
    assert instead_of("”", "", "nl") is None
