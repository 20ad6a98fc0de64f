"""What the status bar says of a document: how long it is, what there is to report, whether it is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QToolButton, QWidget

from composer.app.session import Session
from composer.i18n import _, ngettext
from composer.model.finding import Severity
from composer.ui import theme
from composer.ui.icons import icon

if TYPE_CHECKING:
    from composer.app.preview import Extent, Rendered


# What Qt leaves between the parts of a status bar, and a little.
_BETWEEN = 12


def decimal(value: float) -> str:
    """Return a number as the user writes it, with one figure behind the comma or none: `1,9`, `2`."""
    rounded = round(value, 1)
    return QLocale().toString(rounded, "f", 0 if rounded == int(rounded) else 1)


def extent_words(extent: Extent) -> str:
    """Return how long a document is: `Pages 1.9 of 2`; the one page of an empty one is not nothing."""
    used = decimal(extent.used)
    if not round(extent.used, 1):
        return _("Nothing on the page yet")
    if not extent.budget:
        return _("Pages {used}").format(used=used)
    return _("Pages {used} of {budget}").format(used=used, budget=decimal(extent.budget))


def over_words(extent: Extent) -> str:
    """Return how much is too much, empty when nothing is."""
    count = extent.lines_over
    if not count:
        return ""
    return ngettext("{count} line too many", "{count} lines too many", count).format(count=count)


class Status(QStatusBar):
    """What there is to say of a document in one line, as much of it as there is room for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.saved, self.findings, self.pages, self.words = (
            SavedLabel(session),
            FindingsButton(),
            PageMeter(),
            QLabel(),
        )
        self.setSizeGripEnabled(False)
        self.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # never wider than the window
        for widget in (self.saved, self.findings, self.pages, self.words):
            self.addWidget(widget)
        theme.dress(self)

    def fit(self) -> None:
        """Leave out what there is no room for: the count of words, the bar of the pages, what is saved."""
        for left_out in range(4):
            self.words.setVisible(left_out < 1)
            self.pages.show_gauge(shown=left_out < 2)
            self.saved.setVisible(left_out < 3)
            shown = (self.saved, self.findings, self.pages, self.words)
            room = sum(one.sizeHint().width() + _BETWEEN for one in shown if not one.isHidden())
            if room <= self.width():
                return

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        self.pages.retranslate()
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "words"):
            self.fit()


class PageMeter(QWidget):
    """How much of the pages there may be is used, in words and as a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._extent: Extent | None = None
        self._has_gauge = True
        self.words, self.over = QLabel(), QLabel()
        self.gauge = _Gauge()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for widget in (self.words, self.gauge, self.over):
            row.addWidget(widget)
        self.retranslate()

    def show_extent(self, extent: Extent) -> None:
        """Show how long a document is."""
        if extent != self._extent:
            self._extent = extent
            self.retranslate()

    def show_gauge(self, *, shown: bool) -> None:
        """Show the bar beside the words, where there is anything to measure."""
        if shown != self._has_gauge:
            self._has_gauge = shown
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        extent = self._extent
        if extent is None:
            self.gauge.hide()
            return
        over = over_words(extent)
        self.words.setText(extent_words(extent))
        self.over.setText(over)
        self.over.setVisible(bool(over))
        self.gauge.setVisible(self._has_gauge and bool(extent.budget))
        self.gauge.show_share(extent.used / extent.budget if extent.budget else 0.0)
        self.setAccessibleName(", ".join(part for part in (extent_words(extent), over) if part))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Gauge(QWidget):
    """A bar filled as far as a share; beyond the whole it takes another colour, and the words say so."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(8))

    def show_share(self, share: float) -> None:
        if share != self.share:
            self.share = share
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(theme.colour("accent" if self.share <= 1 else "request"))
        width = max(self.height(), round(self.width() * min(1.0, self.share)))
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)


class FindingsButton(QToolButton):
    """How many findings there are, with the sign of the gravest; pressing it shows them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rendered: Rendered | None = None
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.dress(self)
        self.retranslate()

    def show_rendered(self, rendered: Rendered) -> None:
        """Count the findings of a document."""
        self._rendered = rendered
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        findings = self._rendered.findings if self._rendered else ()
        count = len(findings)
        found = {finding.severity for finding in findings}
        if Severity.ERROR in found:
            self.setIcon(icon("circle-alert", "error"))
        elif Severity.WARNING in found:
            self.setIcon(icon("triangle-alert", "warning"))
        else:
            self.setIcon(icon("info" if found else "circle-check", "muted"))
        words = ngettext("{count} finding", "{count} findings", count).format(count=count)
        self.setText(" " + (words if count else _("No findings")))
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        told = ngettext("{count} of them an error", "{count} of them errors", errors).format(count=errors)
        self.setToolTip(told if errors else _("Show the findings"))
        spoken = self.text().strip()
        self.setAccessibleName(f"{spoken}, {told}" if errors else spoken)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class SavedLabel(QLabel):
    """Whether what is written is in its file, and since when; the dot is full when it is."""

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._at: datetime | None = None
        self._session = session
        self._unsubscribe = session.subscribe(lambda change: self._changed(change.before is change.after))
        self.retranslate()

    def follow(self, session: Session) -> None:
        """Tell of another document from now on."""
        self._unsubscribe()
        self._at = None
        self._session = session
        self._unsubscribe = session.subscribe(lambda change: self._changed(change.before is change.after))
        self.retranslate()

    def _changed(self, was_saved: bool) -> None:  # noqa: FBT001  one fact, told by one lambda
        if was_saved:
            self._at = self._clock()
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the user."""
        if self._session.is_changed:
            words = "○ " + _("Not saved")
        elif self._at is None:
            words = "● " + _("Saved")
        else:
            words = "● " + _("Saved {time}").format(time=f"{self._at:%H:%M}")
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words[2:])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
