"""A line over the panes: what just happened, what can be done about it. It never takes the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from composer.i18n import _
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.literal import literal

# What can be done: its words, not yet translated, and what it does.
Choice = tuple[str, Callable[[], object]]


class Strip(QWidget):
    """One sentence, until it is answered, closed or another takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing to say."""
        super().__init__(parent)
        self._sign, self.words = QLabel(), QLabel(wordWrap=True)
        literal(self.words)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown: tuple[str, str] = ("info", "muted")
        self._say: Callable[[], str] = str
        self.buttons: list[QToolButton] = []
        self._choices: tuple[Choice, ...] = ()
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("x", "muted"))
        self.close_button.clicked.connect(self.hide)
        theme.dress(self.close_button)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.close_button)
        self._measure()
        self.retranslate()
        self.hide()

    def say(
        self, words: Callable[[], str], *choices: Choice, sign: str = "info", purpose: str = "muted"
    ) -> None:
        """Show a sentence; it is asked for anew when the language changes."""
        self._say, self._choices, self._shown = words, choices, (sign, purpose)
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        for place, (_label, call) in enumerate(choices):
            button = QToolButton()
            button.clicked.connect(lambda _checked=False, call=call: self._choose(call))
            theme.dress(button, "framed")
            self._row.insertWidget(2 + place, button)
            self.buttons.append(button)
        self.close_button.raise_()  # the last that Tab comes to, as it is the last in the row
        self.retranslate()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words.text()))

    def _choose(self, call: Callable[[], object]) -> None:
        self.hide()
        call()

    def retranslate(self) -> None:
        """Say it in the language of now."""
        self.words.setText(self._say())
        self.setAccessibleName(self.words.text())
        for button, (label, _call) in zip(self.buttons, self._choices, strict=True):
            button.setText(_(label))
        self.close_button.setToolTip(_("Close"))
        self.close_button.setAccessibleName(_("Close"))
        self._paint_sign()

    def _measure(self) -> None:
        self._row.setContentsMargins(theme.px(14), theme.px(4), theme.px(12), theme.px(5))
        self._row.setSpacing(theme.px(8))

    def _paint_sign(self) -> None:
        name, purpose = self._shown
        side = theme.px(18)
        self._sign.setPixmap(icon(name, purpose).pixmap(QSize(side, side), self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange} and hasattr(self, "_row"):
            self._measure()
            self._paint_sign()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a hairline below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("current"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
