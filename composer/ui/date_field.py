"""A date: typed as people write it, written out on leaving, or taken from a calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from composer.app.dates import read_date
from composer.i18n import _, long_date, spoken
from composer.ui import theme
from composer.ui.controls import Checked
from composer.ui.icons import icon

_YEAR = re.compile(r"\d{4}")


class DateField(Checked):
    """A line whose value is an ISO date; Alt+↓ opens the calendar."""

    def __init__(self, parent: QWidget | None = None, *, language: str = "nl") -> None:
        """Write dates out in the language of the document."""
        super().__init__(
            self._iso, self._long, lambda: _("This is not a date. Write 3 May, 3-5-2026 or today."), parent
        )
        self._language = language
        self._told: object = None
        self._calendar: CalendarPopup | None = None
        self._open = QAction(icon("calendar", "muted"), "", self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the program's language of now."""
        self._open.setToolTip(_("Calendar (Alt+↓)"))
        self._open.setText(_("Calendar"))

    def set_language(self, language: str) -> None:
        """Write dates out in another language."""
        if language != self._language:
            value = self._iso(self.text())
            self._language = language
            if value and not self.hasFocus():
                self.show_value(value)

    def _tell(self, words: str) -> None:
        """Tell a date once it is whole: `3 mei 20` may go on, and the pages need not follow it."""
        if not words.strip() or _is_whole(words):
            super()._tell(words)
            self._told = self._iso(words) or ""
        else:
            self._complain("")

    def show_value(self, value: object) -> None:
        """Show a value as it is written out; what is being typed, and not told yet, stays."""
        is_typing = self.hasFocus() and self.isModified() and not _is_whole(self.text())
        if is_typing and (value or "") == (self._told or ""):
            return
        self._told = value
        super().show_value(value)

    def settle(self) -> None:
        """Tell what was typed, written out in full, or say what is wrong with it."""
        value = self._iso(self.text())
        if value is not None and value != self._told:
            self._told = value
            self.edited.emit(value)
        super().settle()
        self.setModified(False)

    @staticmethod
    def _iso(words: str) -> str | None:
        day = read_date(words)
        return day.isoformat() if day else None

    def _long(self, value: object) -> str:
        day = read_date(str(value))
        return long_date(day, self._language) if day else str(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+↓, as a choice opens."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Open the calendar under the line, at its date or at today."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
        self._calendar.open_at(read_date(self.text()) or date.today(), spoken())  # noqa: DTZ011  the wall's date

    def take(self, day: date) -> None:
        """Take a date from the calendar."""
        self.setText(self._long(day.isoformat()))
        self._complain("")
        self._told = day.isoformat()
        self.edited.emit(self._told)


def _is_whole(words: str) -> bool:
    """Return whether a date needs no more letters: it has its year, or is none of digits."""
    return not any(sign.isdigit() for sign in words) or bool(_YEAR.search(words))


class CalendarPopup(QFrame):
    """A month to choose a day from; Escape closes it."""

    def __init__(self, line: DateField) -> None:
        """Belong to a line."""
        super().__init__(line, Qt.WindowType.Popup)
        self._line = line
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        for name, sign in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:  # Qt's own arrows are black in every theme
                button.setIcon(icon(sign))
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.calendar)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def open_at(self, day: date, language: str) -> None:
        """Show the month of a day, its names in a language."""
        self.calendar.setLocale(QLocale("en_GB" if language.startswith("en") else language))
        self.calendar.setAccessibleName(_("Calendar"))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.colour("muted"))  # Qt has weekends in red
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, quiet)
        self.calendar.setMinimumSize(theme.px(296), theme.px(236))  # targets of 24 pixels
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))
        self.show()
        self.calendar.setFocus()

    def _take(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self._line.take(date(day.year(), day.month(), day.day()))
            self._line.setFocus()
