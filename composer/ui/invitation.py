"""An empty document: what it could begin with."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.commands import RUNNING_TEXT, kinds_allowed
from composer.blocks import KINDS
from composer.i18n import _
from composer.model.document import Document
from composer.ui import theme
from composer.ui.icons import icon

_COLUMNS = 3


class Invitation(QScrollArea):
    """A sentence and the kinds of blocks to choose from; made when it is seen, which few documents need."""

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self._columns = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take the keyboard
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        theme.dress(self.verticalScrollBar())
        self.hide()

    def _make(self) -> None:
        inside = QWidget()
        self._title = QLabel()
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setFont(theme.font_at(self.font(), 1.4))
        self._title.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._grid = grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for kind in kinds_allowed(Document(template=""), None):
            self._buttons[kind.name] = self._button(kind.name)
        layout = QVBoxLayout(inside)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addSpacing(theme.px(16))
        layout.addLayout(grid)
        layout.addStretch(3)
        layout.setAlignment(grid, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # a scroll area wants it otherwise
        self.retranslate()
        self._fit()

    def _fit(self) -> None:
        """Stand in as many columns as there is room for."""
        wide = max(button.sizeHint().width() for button in self._buttons.values()) + theme.px(8)
        columns = max(1, min(_COLUMNS, (self.width() - theme.px(32)) // wide))
        if columns != self._columns:
            self._columns = columns
            for i, button in enumerate(self._buttons.values()):
                self._grid.addWidget(button, i // columns, i % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        if self._buttons:
            self._fit()

    def _button(self, kind: str) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(icon(KINDS[kind].icon, "accent"))
        button.setIconSize(QSize(theme.px(18), theme.px(18)))
        button.setMinimumSize(theme.px(140), theme.px(36))
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _checked=False: self.kind_chosen.emit(kind))
        theme.dress(button, "framed")
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Be there when one is seen."""
        if not self._buttons:
            self._make()
        super().showEvent(event)

    def take_focus(self) -> None:
        """Give the keyboard to the choice of running text."""
        if self._buttons:
            self._buttons[RUNNING_TEXT].setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        if not self._buttons:
            return
        self._title.setText(_("What does it begin with?"))
        self._hint.setText(_("Choose a first block; Enter then makes the next one."))
        for name, button in self._buttons.items():
            button.setText(" " + _(KINDS[name].label))  # Qt leaves too little beside the icon
            button.setAccessibleName(_("Begin with: {kind}").format(kind=_(KINDS[name].label)))
