"""Two states of a text side by side, with the words marked that the other one does not have."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from composer.app.differences import Difference, Pieces, Sort
from composer.i18n import N_, _
from composer.ui import theme

_SORTS = {
    Sort.CHANGED: N_("changed"),
    Sort.ADDED: N_("added"),
    Sort.REMOVED: N_("removed"),
    Sort.MOVED: N_("moved"),
}


def marked_up(pieces: Pieces, tint: str, words: str) -> str:
    """Return pieces as rich text; what only stands here is underlined on a tint, not coloured only."""
    look = f"background-color: {tint}; color: {words}; text-decoration: underline;"
    parts = (
        f'<span style="{look}">{_literal(piece.text)}</span>' if piece.is_other else _literal(piece.text)
        for piece in pieces
    )
    return "".join(parts)


def plain(pieces: Pieces) -> str:
    """Return pieces as one text."""
    return "".join(piece.text for piece in pieces)


def _literal(text: str) -> str:
    return escape(text).replace("\n", "<br>")


class SideText(QLabel):
    """One side of a difference: text that can be selected, in its own field."""

    def __init__(self, name: str, pieces: Pieces, nothing: str) -> None:
        """Show pieces, or in grey that there is nothing."""
        super().__init__(wordWrap=True)
        self._pieces, self._nothing = pieces, nothing
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumWidth(theme.px(160))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"{name}: {plain(pieces) or nothing}")
        theme.ground(self, "surface")
        self._paint_words()

    def _paint_words(self) -> None:
        self.setMargin(theme.px(8))
        if self._pieces:
            tint, words = theme.colour("selection").name(), theme.colour("selection_text").name()
            text = marked_up(self._pieces, tint, words)
        else:
            text = f'<span style="color: {theme.colour("muted").name()}">{escape(self._nothing)}</span>'
        if text != self.text():
            self.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the scale."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_nothing"):
            self._paint_words()


class SideBySide(QScrollArea):
    """Rows of two texts each, under what their place is called; scrolled by the arrows."""

    def __init__(self, before: str, after: str) -> None:
        """Name both sides."""
        super().__init__()
        self.names = "", ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportMargins(2, 2, 2, 2)  # where the ring is painted that shows the keyboard
        theme.dress(self.verticalScrollBar())
        inside = QWidget()
        theme.ground(inside, "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.px(8),) * 4)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.name(before, after)

    def event(self, event: QEvent) -> bool:
        """Paint a ring when the keyboard is here."""
        done = super().event(event)
        if event.type() is QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return done

    def name(self, before: str, after: str) -> None:
        """Name both sides of what is added from now on."""
        self.names, row = (before, after), self._grid.rowCount()
        self.setAccessibleName(_("{one} and {other} side by side").format(one=before, other=after))
        for place, name in enumerate(self.names):
            label = heading(name, 1.0)
            label.setContentsMargins(0, theme.px(8), 0, 0)
            self._grid.addWidget(label, row, place)

    def add(self, difference: Difference, below: QWidget | None = None, *, says_sort: bool = True) -> None:
        """Add a row; `below` is what can be answered about it."""
        row = self._grid.rowCount()
        place = difference.place
        title = f"{place} ({_(_SORTS[difference.sort])})" if says_sort else place
        label = QLabel(title, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(0, theme.px(8), 0, 0)
        self._grid.addWidget(label, row, 0, 1, 2)
        sides = difference.before, difference.after
        for place_, (name, pieces) in enumerate(zip(self.names, sides, strict=True)):
            self._grid.addWidget(SideText(f"{place}, {name}", pieces, _("not there")), row + 1, place_)
        if below is not None:
            self._grid.addWidget(below, row + 2, 0, 1, 2)


def heading(words: str, factor: float) -> QLabel:
    """Return a bold line."""
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = theme.font_at(label.font(), factor)
    font.setBold(True)
    label.setFont(font)
    return label
