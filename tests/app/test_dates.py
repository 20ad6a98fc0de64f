from datetime import date, timedelta

import pytest

from composer.app.dates import read_date
from composer.i18n import OF_DOCUMENTS, long_date

DAY = date(2026, 2, 26)


@pytest.mark.parametrize(
    "words",
    [
        "2026-02-26",
        "2026-2-26",
        "26-2-2026",
        "26-02-2026",
        "26/2/2026",
        "26.2.2026",
        "26 2 2026",
        " 26  februari\t2026 ",
        "26 Februari 2026",
        "26 feb 2026",
        "26 feb. 2026",
        "donderdag 26 februari 2026",
        "do. 26 februari 2026",
        "Thursday, 26 February 2026",
        "26th February 2026",
        "26 February, 2026",
        "February 26, 2026",
        "Feb. 26 2026",
        "26e februari 2026",
    ],
)
def test_a_date_is_read_as_people_write_it(words):
    assert read_date(words) == DAY


@pytest.mark.parametrize("month", ["maart", "mrt", "mrt.", "March", "mar"])
def test_months_are_known_in_both_languages(month):
    assert read_date(f"1 {month} 2026") == date(2026, 3, 1)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "26", "30-2-2026", "2-26-2026", "26 foo 2026", "0-0-0000", "26-2-202"],
)
def test_what_is_no_date_is_none(words):
    assert read_date(words) is None


NOW = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("vandaag", NOW),
        ("today", NOW),
        ("Heute", NOW),
        ("aujourd’hui", NOW),
        ("hjoed", NOW),
        ("morgen", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 23)),
        ("Après-demain", date(2026, 11, 24)),
        ("übermorgen", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 24)),
        ("eergisteren", date(2026, 11, 20)),
        ("maandag", date(2026, 11, 23)),
        ("op donderdag", date(2026, 11, 26)),
        ("zondag", date(2026, 11, 29)),
        ("tiisdei", date(2026, 11, 24)),
    ],
)
def test_days_near_today_are_known_by_their_names(words, expected):
    assert read_date(words, NOW) == expected


@pytest.mark.parametrize("words", ["3 mei", "3-5", "3/5", "3.5.", "3. Mai", "le 3 mai", "May 3", "3 maaie"])
def test_without_a_year_it_is_the_nearest(words):
    assert read_date(words, NOW) == date(2027, 5, 3)
    assert read_date(words, date(2026, 6, 1)) == date(2026, 5, 3)


def test_a_day_that_has_just_been_is_nearer_than_next_year():
    assert read_date("20 nov", NOW) == date(2026, 11, 20)
    assert read_date("30 dec", date(2027, 1, 5)) == date(2026, 12, 30)


def test_a_leap_day_without_a_year_is_the_next_there_is():
    assert read_date("29 februari", NOW) == date(2028, 2, 29)
    assert read_date("30 februari", NOW) is None


@pytest.mark.parametrize(
    ("words", "year"), [("3/5/26", 2026), ("3-5-26", 2026), ("3 mei '56", 2056), ("3.5.57", 1957)]
)
def test_two_digits_are_a_year_at_most_thirty_ahead(words, year):
    assert read_date(words, NOW) == date(year, 5, 3)


@pytest.mark.parametrize("language", OF_DOCUMENTS)
def test_what_a_document_writes_out_is_read_again(language):
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(number)
        assert read_date(long_date(day, language), NOW) == day


def test_a_month_may_be_begun_as_long_as_it_is_one():
    assert read_date("5 febr. 2026") == date(2026, 2, 5)
    assert read_date("mar 3", NOW) == date(2027, 3, 3)
    assert read_date("mar. 3 mars 2026") == date(2026, 3, 3)
    assert read_date("3 ju 2026") is None
    assert read_date("3 jui 2026") is None
