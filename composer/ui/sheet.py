"""What the panes of fields, people and sources have in common: they follow a session and edit by its steps.

A sheet that is not seen does nothing; it catches up when it is shown.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from composer.app.history import Label
from composer.app.session import Change, Session
from composer.model.document import Document
from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.literal import literal, literal_tip


class Sheet(QWidget):
    """Shows a part of a document; its heirs say in `refresh` what, and nothing else follows the session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow a session from now on."""
        super().__init__(parent)
        self.session = session
        self._stale = True
        self._typed = ""
        theme.ground(self, "panel")
        self.destroyed.connect(session.subscribe(self._changed))

    @property
    def document(self) -> Document:
        """Return the document as it is now."""
        return self.session.document

    def refresh(self, typed: str) -> None:
        """Show the document as it is now; `typed` is the row this change comes from, empty for none."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Speak the program's language of now."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def edit(
        self, label: Label, edit: Callable[[Document], Document], *, merge: str = "", typed: str = ""
    ) -> None:
        """Make a step of the session; steps of one `merge` are one until the author pauses."""
        self._typed = typed
        try:
            self.session.apply(label, edit, origin=self, merge=merge)
        finally:
            self._typed = ""

    def _changed(self, _change: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh(self._typed)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody saw it."""
        self._catch_up()
        super().showEvent(event)


class Page(QScrollArea):
    """A column that scrolls, with room around it."""

    def __init__(self, parent: QWidget | None = None, *, indented: bool = True) -> None:
        """Begin empty; `indented` keeps everything off the edge, as lists that reach it are not."""
        super().__init__(parent)
        self._indented = indented
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.column = QVBoxLayout()
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self.column)
        around.addStretch(1)
        self.setWidget(inside)
        for widget in (self, self.viewport(), inside):
            widget.setAutoFillBackground(False)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        side = theme.px(12) if self._indented else 0
        self.column.setContentsMargins(side, theme.px(12), side, theme.px(16))
        self.column.setSpacing(theme.px(12 if self._indented else 4))


class Drawer(Sheet):
    """A list, and one of its entries opened in its place; Escape or the arrow goes back to the list."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Begin with the list."""
        super().__init__(session, parent)
        self.pages = QStackedWidget(self)
        self.list_page = QWidget()
        self.entry_page = Page()
        self.back = QToolButton(self.entry_page)
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.setIcon(icon("chevron-left"))
        self.back.clicked.connect(self.close_entry)
        theme.dress(self.back, "quiet")
        self._last_tool = self.back
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.px(2))
        self.tools.addWidget(self.back)
        self.tools.addStretch(1)
        self.entry_page.column.addLayout(self.tools)
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.entry_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    @property
    def is_open(self) -> bool:
        """Return whether an entry is open."""
        return self.pages.currentWidget() is self.entry_page

    def show_entry(self) -> None:
        """Show the entry in place of the list."""
        self.pages.setCurrentWidget(self.entry_page)

    def close_entry(self) -> None:
        """Go back to the list."""
        self.pages.setCurrentWidget(self.list_page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Escape."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_entry()
        else:
            super().keyPressEvent(event)

    def tool(self, name: str, call: Callable[[], object]) -> QToolButton:
        """Return a button beside the way back."""
        button = tool_button(name, call, self.entry_page)
        self.tools.addWidget(button)
        self.setTabOrder(self._last_tool, button)
        self._last_tool = button
        return button


def tool_button(name: str, call: Callable[[], object], parent: QWidget) -> QToolButton:
    """Return a button with an icon; its words come with `name_button`."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.clicked.connect(lambda _checked=False: call())
    theme.dress(button)
    return button


def name_button(button: QToolButton, words: str, *, key: str = "") -> None:
    """Say what a button without words does."""
    button.setToolTip(literal_tip(f"{words} ({key})" if key else words))
    button.setAccessibleName(words)


class Heading(QLabel):
    """Words over a part of a pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        literal(self)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
