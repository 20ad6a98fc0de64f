"""The houses over the cards of their templates: as tabs, or as a choice where these lack room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from composer.i18n import _
from composer.ui import theme

if TYPE_CHECKING:
    from composer.ui.cards import Cards
    from composer.ui.controls import Choice


class HouseTabs(QWidget):
    """Chooses the house whose cards are shown, where there is more than one; made after the first paint."""

    def __init__(self, cards: Cards) -> None:
        """Follow cards from now on."""
        super().__init__()
        self._cards = cards
        self._houses: tuple[str, ...] = ()
        self.bar: QTabBar | None = None
        self.choice: Choice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        cards.houses_changed.connect(self._show)
        self.hide()

    def _show(self, houses: tuple[str, ...]) -> None:
        self._houses = houses
        self.setVisible(len(houses) > 1)
        if len(houses) < 2:
            return
        bar = self.bar or self._make()
        bar.blockSignals(True)  # nothing is chosen by filling it
        while bar.count():
            bar.removeTab(0)
        for name in ("", *houses):
            bar.addTab(name.replace("&", "&&"))
        bar.setCurrentIndex(("", *houses).index(self._cards.house))
        bar.blockSignals(False)
        self.retranslate()
        self._fit()

    def _make(self) -> QTabBar:
        from composer.ui.controls import Choice

        self.bar, self.choice = QTabBar(), Choice(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setMinimumWidth(1)  # else it would make the room that it lacks
        theme.dress(self.bar)
        self._row.addWidget(self.bar)
        self._row.addWidget(self.choice, 1)
        self._row.addStretch(0)
        QWidget.setTabOrder(self.bar, self.choice)
        QWidget.setTabOrder(self.choice, self._cards)
        self.bar.currentChanged.connect(self._chosen)
        self.choice.edited.connect(lambda house: self._chosen(("", *self._houses).index(str(house))))
        return self.bar

    def _chosen(self, place: int) -> None:
        self._cards.show_house(("", *self._houses)[place])
        self._agree()

    def _agree(self) -> None:
        """Let the tabs and the choice say the same."""
        if self.bar is None or self.choice is None:
            return
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex(("", *self._houses).index(self._cards.house))
        self.bar.blockSignals(False)
        self.choice.show_value(self._cards.house)

    def _fit(self) -> None:
        """Show tabs where all of them have room."""
        if self.bar is None or self.choice is None:
            return
        has_room = self.bar.sizeHint().width() <= self.width()
        held = self.bar.hasFocus() or self.choice.hasFocus()
        self.bar.setVisible(has_room)
        self.choice.setVisible(not has_room)
        if held:
            (self.bar if has_room else self.choice).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def retranslate(self) -> None:
        """Say it in the language of now."""
        if self.bar is None or self.choice is None or not self.bar.count():
            return
        self.bar.setTabText(0, _("All houses"))
        self.choice.set_choices((("", _("All houses")), *((house, house) for house in self._houses)))
        for one in (self.bar, self.choice):
            one.setAccessibleName(_("Houses"))
        self._agree()
        self._fit()
