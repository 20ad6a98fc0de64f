import pytest

from composer import i18n
from composer.model.document import BlockId, Where
from composer.model.finding import Severity, error, fill, note, warning


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Geen plaats", "Geen plaats"),
        ("{a} en {b}", "een en {a}"),
        ("{a}{a}", "eeneen"),
        ("{c}", "{c}"),
        ("{a", "{a"),
        ("{", "{"),
        ("{}", "{}"),
        ("{{a}}", "{een}"),
        ("a} {a}", "a} een"),
        ("", ""),
    ],
)
def test_words_take_the_places_that_bear_their_name(message, expected):
    assert fill(message, (("a", "een"), ("b", "{a}"))) == expected


@pytest.mark.parametrize(
    ("make", "severity"), [(error, Severity.ERROR), (warning, Severity.WARNING), (note, Severity.NOTE)]
)
def test_a_finding_says_its_sentence_and_its_advice_with_its_words(make, severity, monkeypatch):
    monkeypatch.setattr(i18n, "_spoken", ["xx"])
    found = make("id", "{n} pages", Where(BlockId("1")), hint="Make it {n}.", n=3)
    assert (found.severity, found.sentence, found.advice) == (severity, "3 pages", "Make it 3.")


def test_a_finding_without_a_hint_has_no_advice():
    assert error("id", "Wrong").advice == ""
