"""What a list of library blocks says of each."""

from datetime import UTC, datetime

import pytest

from composer.app.library_words import (
    age_words,
    kind_icon,
    kind_words,
    language_words,
    meta_words,
    spoken,
    uses_words,
)
from composer.model.hit import Hit

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def hit(**changes) -> Hit:
    values = {
        "id": "wijk",
        "digest": "abc",
        "library": "/l",
        "library_name": "Team",
        "kind": "example",
        "title": "Wijkbedrijf",
        "snippet": (("Het ", False), ("wijkbedrijf", True), (" helpt.", False)),
        "text": "Het wijkbedrijf helpt.",
        "state": "adopted",
        "time": "2026-06-14T00:00:00Z",
        "author": "A",
        "owner": "Team",
        "review_by": "",
        "language": "nl",
        "length": "",
        "organisation": "",
        "themes": (),
        "tags": (),
    }
    return Hit(**values | changes)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2026-06-15T00:00:00Z", "today"),
        ("2026-06-16T00:00:00Z", "today"),
        ("2026-06-14T00:00:00Z", "1 day old"),
        ("2026-06-02T00:00:00Z", "13 days old"),
        ("2026-06-01T00:00:00Z", "2 weeks old"),
        ("2026-04-01T00:00:00Z", "2 months old"),
        ("2025-06-15T00:00:00Z", "12 months old"),
        ("2023-06-15T00:00:00Z", "3 years old"),
        ("once", ""),
    ],
)
def test_age_is_told_as_people_do(time, words):
    assert age_words(time, NOW) == words


def test_use_is_told_when_there_is_any():
    assert [uses_words(count) for count in (0, 1, 3)] == ["", "used in 1 document", "used in 3 documents"]


def test_last_line_tells_state_wording_age_and_use():
    words = meta_words(hit(length="short", uses=2, time="9999-01-01T00:00:00Z"))
    assert words == "Adopted · NL short · today · used in 2 documents"
    assert meta_words(hit(forked=True)).startswith("Conflict · A · NL · ")


def test_screen_reader_hears_kind_title_text_and_state():
    said = spoken(hit(time="9999-01-01T00:00:00Z"))
    assert said == "Example: Wijkbedrijf. Het wijkbedrijf helpt.. Adopted · NL · today"


def test_kinds_and_languages_have_names_and_signs():
    assert [kind_words(kind) for kind in ("source", "request", "strange")] == ["Source", "Request", "strange"]
    assert [kind_icon(kind) for kind in ("source", "example", "strange")] == [
        "bookmark",
        "lightbulb",
        "file-text",
    ]
    assert [language_words(one) for one in ("nl", "en-GB", "tlh")] == ["Nederlands", "English", "tlh"]
