"""The line over the pages, and the one that says what went wrong."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from composer.i18n import N_, _
from composer.ui import theme
from composer.ui.desk import Desk, Fit, page_words
from composer.ui.icons import icon

CHOICES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SPACE = 10
BUSY = N_("Updating…")


class PreviewBar(QWidget):
    """The line over the pages: which one this is, how large, and what decides that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = self._short = ""
        self.page, self.busy = QLabel(), QLabel()
        self.smaller, self.larger, self.size_ = QToolButton(), QToolButton(), QToolButton()
        self.fits = {Fit.WIDTH: QToolButton(), Fit.PAGE: QToolButton()}
        self.choices = {Fit.WIDTH: QAction(self), Fit.PAGE: QAction(self)}
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.page)
        self._row.addSpacing(theme.px(SPACE))
        for button in (self.smaller, self.size_, self.larger, *self.fits.values()):
            theme.dress(button, "quiet")
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._row.addWidget(self.busy)
        self.smaller.setIcon(icon("minus", "muted"))
        self.larger.setIcon(icon("plus", "muted"))
        self.smaller.clicked.connect(lambda: desk.step_zoom(-1))
        self.larger.clicked.connect(lambda: desk.step_zoom(1))
        for fit, button in self.fits.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, fit=fit: self._choose_fit(fit))
            self.choices[fit].triggered.connect(lambda _checked, fit=fit: self._choose_fit(fit))
        self._menu = QMenu(self)
        self._menu.addActions(list(self.choices.values()))
        self._menu.addSeparator()
        for choice in CHOICES:
            action = self._menu.addAction(_percent(choice))
            action.triggered.connect(lambda _checked, choice=choice: desk.set_zoom(choice))
        self.size_.setMenu(self._menu)
        self.size_.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        desk.zoomed.connect(self._zoomed)
        self._measure()
        self._zoomed()

    def _measure(self) -> None:
        """Space everything at the user's scale."""
        self._row.setContentsMargins(theme.px(14), theme.px(3), theme.px(12), theme.px(4))
        self._row.setSpacing(theme.px(2))

    def _choose_fit(self, fit: Fit) -> None:
        self._desk.set_fit(fit)
        self._zoomed()  # a button pressed again stays down

    def _zoomed(self) -> None:
        self.size_.setText(_percent(self._desk.zoom))
        for fit, button in self.fits.items():
            button.setChecked(self._desk.fit is fit)
        self._make_room()  # a larger number is wider

    def show_page(self, number: int, count: int) -> None:
        """Say which page this is."""
        words = page_words(number, count) if count else _("No pages yet")
        if words != self._words:
            self._words, self._short = words, f"{number}\N{THIN SPACE}/\N{THIN SPACE}{count}" if count else ""
            self.page.setAccessibleName(words)
            self._make_room()

    def show_busy(self, *, busy: bool) -> None:
        """Say that pages are being made, or be quiet."""
        self.busy.setText(_(BUSY) if busy else "")
        self._make_room()

    def retranslate(self) -> None:
        """Say everything in the language of the user."""
        for fit, words in ((Fit.WIDTH, _("Page width")), (Fit.PAGE, _("Whole page"))):
            self.fits[fit].setText(words)
            self.choices[fit].setText(words)
        for button, words in (
            (self.smaller, _("Zoom out")),
            (self.larger, _("Zoom in")),
            (self.size_, _("Size of the pages")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Return the room for what is never left out: nearer and farther, and the number of the page."""
        return QSize(self._width_with(self._short), super().minimumSizeHint().height())

    def _width_with(self, words: str, *more: QWidget) -> int:
        widgets = (self.smaller, self.larger, *more)
        width = sum(widget.sizeHint().width() + self._row.spacing() for widget in widgets)
        margins = self._row.contentsMargins()
        width += margins.left() + margins.right() + theme.px(SPACE) + self._row.spacing()
        return width + self.page.fontMetrics().horizontalAdvance(words) + theme.px(6)

    def _make_room(self) -> None:
        """Leave out what there is no room for, the last first; the menu has it too."""
        self.size_.setVisible(self._width_with(self._short, self.size_) <= self.width())
        room = self.width() - self._width_with(self._words, self.size_)
        self.page.setText(self._words if room >= 0 else self._short)
        for widget in (self.busy, *self.fits.values()):
            room -= widget.sizeHint().width() + self._row.spacing()
            widget.setVisible(room >= 0)
        self._row.activate()  # else what stays is squeezed until Qt comes to it

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("window"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))


def _percent(zoom: float) -> str:
    return f"{round(zoom * 100)}\N{NARROW NO-BREAK SPACE}%"


class Notice(QWidget):
    """A quiet line that says what went wrong; gone when it goes well again."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self.words = QLabel(wordWrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence."""
        side = theme.px(18)
        self._sign.setPixmap(icon("triangle-alert", "warning").pixmap(QSize(side, side)))
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("request_tint"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
