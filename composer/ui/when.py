"""Times as a user says them: today 14:02, yesterday 9:15, 12 March 2026 17:30."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from composer.i18n import _


def when(time: datetime, now: datetime | None = None) -> str:
    """Return a time, which knows its zone, in that of this machine."""
    here = time.astimezone()
    today = (now or datetime.now().astimezone()).date()
    clock = QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    if here.date() == today:
        return _("today {time}").format(time=clock)
    if here.date() == today - timedelta(days=1):
        return _("yesterday {time}").format(time=clock)
    return f"{QLocale().toString(QDate(here.year, here.month, here.day), 'd MMMM yyyy')} {clock}"


def size_words(count: int) -> str:
    """Return a number of bytes as it is said: 12 kB."""
    return QLocale().formattedDataSize(count, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
