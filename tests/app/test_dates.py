from datetime import date

import pytest

from composer.app.dates import read_date

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
    ["", "soon", "26", "26-2", "26-2-26", "30-2-2026", "2-26-2026", "26 foo 2026", "26 februari", "0-0-0000"],
)
def test_what_is_no_date_is_none(words):
    assert read_date(words) is None
