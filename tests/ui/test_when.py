"""Times as they are said, and told apart."""

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale

from composer.ui.when import each_when, when

NOON = datetime(2026, 3, 12, 12, 5, 9).astimezone()


def test_two_times_of_one_minute_are_told_apart_by_their_seconds(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("nl_NL"))
    try:
        times = [NOON, NOON + timedelta(seconds=40), NOON + timedelta(minutes=3)]
        assert each_when(times, NOON) == ["today 12:05:09", "today 12:05:49", "today 12:08"]
        assert when(NOON, NOON) == "today 12:05"
        assert when(NOON, NOON + timedelta(days=1), seconds=True) == "yesterday 12:05:09"
    finally:
        QLocale.setDefault(before)
