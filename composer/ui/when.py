"""Times as a user says them: today 14:02, yesterday 9:15, 12 March 2026 17:30."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from composer.i18n import _


def when(time: datetime, now: datetime | None = None, *, seconds: bool = False) -> str:
    """Return a time, which knows its zone, in that of this machine; with its seconds if wished."""
    here = time.astimezone()
    today = (now or datetime.now().astimezone()).date()
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    if seconds:
        form = form.replace("mm", "mm:ss")
    clock = QLocale().toString(QTime(here.hour, here.minute, here.second), form)
    if here.date() == today:
        return _("today {time}").format(time=clock)
    if here.date() == today - timedelta(days=1):
        return _("yesterday {time}").format(time=clock)
    return f"{QLocale().toString(QDate(here.year, here.month, here.day), 'd MMMM yyyy')} {clock}"


def each_when(times: Sequence[datetime], now: datetime | None = None) -> list[str]:
    """Return several times, those of one minute with the seconds that alone tell them apart."""
    often = Counter(when(time, now) for time in times)
    return [when(time, now, seconds=often[when(time, now)] > 1) for time in times]


def size_words(count: int) -> str:
    """Return a number of bytes as it is said: 12 kB."""
    return QLocale().formattedDataSize(count, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
