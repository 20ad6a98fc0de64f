"""A citation, changed in a small card under its mark: which sources its note holds, and where in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.i18n import _
from composer.model.text import Cite, Reference
from composer.ui import theme
from composer.ui.card import Card
from composer.ui.chips import chip_words
from composer.ui.controls import Choice, Line

if TYPE_CHECKING:
    from composer.model.source import Source

WIDTH = 420


class Done(Protocol):
    """What to do with the citation; `ended` says that its author is ready, not only gone elsewhere."""

    def __call__(self, cite: Cite | None, *, ended: bool) -> None:
        """Take the citation, None when it holds no source any more."""


class _Line(NamedTuple):
    source: Choice
    place: Line
    remove: QPushButton


class CiteCard(Card):
    """A card with a line for every source; however one leaves it, what was chosen is kept.

    Enter and Esc go back to the text, where one undo takes the change back.
    """

    def __init__(self, parent: QWidget, cite: Cite, sources: tuple[Source, ...], done: Done) -> None:
        """Show a citation; every source of the document can take the place of another."""
        super().__init__(parent)
        self._done: Done | None = done
        self._lines: list[_Line] = []
        self.setAccessibleName(_("Citation"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        space = theme.px(10)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(theme.px(4))
        column.addLayout(self._grid)
        for number, words in enumerate((_("Source"), _("Page or place"))):
            self._grid.addWidget(QLabel(words, self), 0, number)
        choices = tuple((one.key, _words(one, sources)) for one in sources)
        for reference in cite.references:
            self._add(reference, choices)
        hint = QLabel(_("Enter or Esc goes back to the text; undo there takes the change back."), self)
        hint.setWordWrap(True)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        column.addWidget(hint)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_went)

    def _add(self, reference: Reference, choices: tuple[tuple[str, str], ...]) -> None:
        line = _Line(Choice(self), Line(self), QPushButton(_("Remove"), self))
        line.source.set_choices(choices)
        line.source.show_value(reference.key)
        line.source.setAccessibleName(_("Source"))
        line.source.view().setMinimumWidth(theme.px(WIDTH))
        line.place.setText(reference.locator)
        line.place.setAccessibleName(_("Page or place"))
        line.place.setPlaceholderText(_("p. 12"))
        line.place.setMaximumWidth(theme.px(110))
        theme.dress(line.place)
        theme.dress(line.remove, "framed")
        line.remove.setAutoDefault(False)
        said = line.source.currentText()
        line.remove.setAccessibleName(_("Remove the citation of {name}").format(name=said))
        line.remove.clicked.connect(lambda _checked=False: self._remove(line))
        row = len(self._lines) + 1
        for number, widget in enumerate(line):
            self._grid.addWidget(widget, row, number)
        self._lines.append(line)

    def _remove(self, line: _Line) -> None:
        index = self._lines.index(line)
        self._lines.remove(line)
        if not self._lines:
            self._finish(ended=True)
            return
        self._lines[min(index, len(self._lines) - 1)].place.setFocus()
        for widget in line:
            widget.hide()
        self.adjustSize()

    def show_under(self, place: QPoint, left: int, width: int) -> None:
        """Show the card under a place, within a column; the keyboard goes to the page."""
        self.put_under(place, left, width)
        self.show()
        self.raise_()
        self._lines[0].place.setFocus()
        self._lines[0].place.selectAll()

    def put_under(self, place: QPoint, left: int, width: int) -> None:
        """Put the card under a place, within a column."""
        wide = min(width, theme.px(WIDTH))
        self.setFixedWidth(wide)
        self.move(max(left, min(place.x() - theme.px(16), left + width - wide)), place.y() + theme.px(6))
        self.adjustSize()

    def finish(self, *, ended: bool = False) -> None:
        """Keep what was chosen and go; back to the text when its author is ready."""
        self._finish(ended=ended)

    def _cite(self) -> Cite | None:
        references = tuple(
            Reference(str(line.source.currentData()), line.place.text().strip()) for line in self._lines
        )
        return Cite(references) if references else None

    def _finish(self, *, ended: bool) -> None:
        done, self._done = self._done, None
        if done is not None:
            cite = self._cite()
            self.hide()
            self.deleteLater()
            done(cite, ended=ended)

    def _focus_went(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Go when the keyboard does; a list that drops down belongs to the card."""
        if now is None or self._done is None:
            return
        widget: QWidget | None = now
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        if widget is None and self.isVisible() and now.window() is self.window():
            self._finish(ended=False)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  as Qt calls it
        """Go round within the card."""
        stops = [widget for line in self._lines for widget in line]
        if self._done is None or not stops:
            return False  # Qt asks too when the card is hidden
        focus = QApplication.focusWidget()
        here = next((i for i, one in enumerate(stops) if one is focus), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the text by Enter and Esc; a button is pressed by Enter too."""
        key, focus = event.key(), QApplication.focusWidget()
        is_enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and isinstance(focus, QPushButton):
            focus.click()
        elif is_enter or key == Qt.Key.Key_Escape:
            self._finish(ended=True)
        event.accept()


def _words(source: Source, sources: tuple[Source, ...]) -> str:
    """Return who and when, and what it is called: one author may have written several things in a year."""
    short, title = chip_words(Cite((Reference(source.key),)), sources), source.get("title")
    return f"{short}: {title}" if title and title != short else short
