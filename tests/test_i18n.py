import locale
from datetime import date

import pytest
from babel.dates import format_date
from babel.lists import format_list

from composer import i18n

DAY = date(2026, 2, 26)


@pytest.fixture(autouse=True)
def _spoken(monkeypatch):
    monkeypatch.setattr(i18n, "_spoken", ["en"])


@pytest.mark.parametrize("language", ["nl", "nl-BE", "NL"])
def test_words_of_a_document_are_those_of_its_language(language):
    assert i18n.words(language)("Request:") == "Verzoek:"


@pytest.mark.parametrize("language", ["xx", "sv-SE", "", "../../etc"])
def test_an_unknown_language_speaks_english(language):
    assert i18n.words(language)("Request:") == "Request:"


def test_a_marked_message_stays_as_it_is():
    assert i18n.N_("Request:") == "Request:"


def test_the_program_speaks_the_language_of_its_user():
    assert i18n._("Request:") == "Request:"
    i18n.speak("nl")
    assert i18n._("Request:") == "Verzoek:"


def test_the_language_of_the_user_does_not_decide_that_of_a_document():
    i18n.speak("nl")
    assert i18n.words("en")("Request:") == "Request:"


@pytest.mark.parametrize(("count", "expected"), [(0, "pages"), (1, "page"), (2, "pages")])
def test_a_message_may_depend_on_a_number(count, expected):
    assert i18n.ngettext("page", "pages", count) == expected


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"PLEIDOOI_LANGUAGE": "nl", "LANG": "en_GB.UTF-8"}, "en_GB", "nl"),
        ({"PLEIDOOI_LANGUAGE": "en", "LANG": "nl_NL.UTF-8"}, "nl_NL", "en"),
        ({"LC_ALL": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, None, "nl"),
        ({"LC_MESSAGES": "nl_BE", "LANG": "en_GB"}, None, "nl"),
        ({"LANG": "nl_NL"}, None, "nl"),
        ({}, "Dutch_Netherlands", "nl"),
        ({}, "de_DE", "en"),
        ({}, None, "en"),
    ],
)
def test_the_user_is_spoken_to_in_dutch_where_the_surroundings_are_dutch(
    environment, system, expected, monkeypatch
):
    for name in ("PLEIDOOI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda: (system, "UTF-8"))
    assert i18n.preferred_language() == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "26 februari 2026"),
        ("nl-BE", "26 februari 2026"),
        ("en", "26 February 2026"),
        ("en-US", "26 February 2026"),
        ("de", "26. Februar 2026"),
        ("fr", "26 février 2026"),
        ("fy", "26 febrewaris 2026"),
        ("xx", "26 February 2026"),
        ("", "26 February 2026"),
        ("not a language", "26 February 2026"),
    ],
)
def test_a_date_is_written_out(language, expected):
    assert i18n.long_date(DAY, language) == expected


@pytest.mark.parametrize(
    ("items", "language", "expected"),
    [
        ([], "nl", ""),
        (["a"], "nl", "a"),
        (["a", "b"], "nl", "a en b"),
        (["a", "b", "c"], "nl", "a, b en c"),
        (("a", "b", "c"), "en", "a, b and c"),
        (["a", "b"], "xx", "a and b"),
    ],
)
def test_items_are_joined_as_in_running_text(items, language, expected):
    assert i18n.join_list(items, language) == expected


@pytest.mark.parametrize("language", ["nl", "en", "nl-BE", "en-US"])
def test_dates_and_lists_that_need_no_babel_are_those_of_babel(language: str):
    locale_name = "en_GB" if language.startswith("en") else "nl"
    form = "d MMMM y" if language.startswith("en") else "long"
    for month in range(1, 13):
        day = date(2026, month, 7 + month)
        assert i18n.long_date(day, language) == format_date(day, form, locale=locale_name)
    for count in range(2, 5):
        assert i18n.join_list("abcd"[:count], language) == format_list(
            list("abcd"[:count]), locale=locale_name
        )
