"""What a search in the libraries is narrowed by: two choices that are always seen, the rest in a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from composer.app.library_words import STATES, kind_words, language_words
from composer.i18n import _
from composer.model.hit import Choices, Filters
from composer.ui import theme
from composer.ui.controls import Choice
from composer.ui.icons import icon
from composer.ui.sheet import name_button


class FilterRow(QWidget):
    """A row of filters; `changed` tells that another search is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without any filter."""
        super().__init__(parent)
        self.filters = Filters()
        self._choices = Choices()
        self.kinds, self.themes = Choice(self), Choice(self)
        self.more = QToolButton(self)
        self.more.setIcon(icon("ellipsis"))
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.dress(self.more)
        self._grid = QGridLayout(self)
        self._is_narrow_here: bool | None = None
        self.menu.aboutToShow.connect(self._fill)
        self.kinds.edited.connect(lambda value: self._set(kinds=_one(value)))
        self.themes.edited.connect(lambda value: self._set(themes=_one(value)))
        self._measure()

    def show_choices(self, choices: Choices) -> None:
        """Offer what there is; what is chosen stays."""
        self._choices = choices
        kinds = sorted((kind_words(kind), kind) for kind, _count in choices.kinds)
        self._offer(self.kinds, _("All kinds"), [(kind, words) for words, kind in kinds], self.filters.kinds)
        themes = [(theme_, theme_) for theme_, _count in choices.themes]
        self._offer(self.themes, _("All themes"), themes, self.filters.themes)
        self.more.setIcon(icon("ellipsis", "accent" if self._has_more() else "text"))
        self._place()

    def clear(self) -> None:
        """Ask for nothing any more."""
        self._become(Filters())

    @property
    def is_narrow(self) -> bool:
        """Return whether something is asked for."""
        return self.filters != Filters()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.kinds.setAccessibleName(_("Kind"))
        self.themes.setAccessibleName(_("Theme"))
        name_button(self.more, _("More filters"))
        self.show_choices(self._choices)

    @staticmethod
    def _offer(
        choice: Choice, every: str, values: Sequence[tuple[str, str]], chosen: tuple[str, ...]
    ) -> None:
        choice.set_choices((("", every), *values))
        choice.show_value(chosen[0] if chosen else "")

    def _has_more(self) -> bool:
        return self.filters._replace(kinds=(), themes=()) != Filters()

    def _set(self, **changes: tuple[str, ...]) -> None:
        self._become(self.filters._replace(**changes))  # type: ignore[arg-type]  # by their names

    def _become(self, filters: Filters) -> None:
        if filters != self.filters:
            self.filters = filters
            self.show_choices(self._choices)
            self.changed.emit()

    def _fill(self) -> None:
        self.menu.clear()
        filters, choices = self.filters, self._choices
        states = [(state, _(words)) for state, words in STATES.items()]
        self._group(_("State"), states, filters.states, "states")
        languages = [(one, language_words(one)) for one, _count in choices.languages]
        self._group(_("Language"), languages, filters.languages, "languages")
        named = [(one, one) for one, _count in choices.organisations if one]
        self._group(_("Organisation"), named, filters.organisations, "organisations")
        self.menu.addSeparator()
        forked = self.menu.addAction(_("Only conflicts"))
        forked.setCheckable(True)
        forked.setChecked(filters.forked)
        forked.triggered.connect(lambda on: self._become(self.filters._replace(forked=on)))
        self.menu.addAction(_("All filters off")).triggered.connect(lambda _on=False: self.clear())

    def _group(self, title: str, values: Sequence[tuple[str, str]], chosen: Sequence[str], name: str) -> None:
        menu = self.menu.addMenu(title)
        menu.setEnabled(bool(values))
        for value, words in values:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.triggered.connect(lambda on, value=value: self._toggled(name, value, on=on))

    def _toggled(self, name: str, value: str, *, on: bool) -> None:
        others = tuple(other for other in getattr(self.filters, name) if other != value)
        self._set(**{name: (*others, value) if on else others})

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_grid"):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or below each other where the words would be cut."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        words = (self.kinds.currentText(), self.themes.currentText())
        needed = sum(self.fontMetrics().horizontalAdvance(one) + theme.px(44) for one in words)
        is_narrow = self.width() < needed + self.more.sizeHint().width() + theme.px(28)
        if is_narrow != self._is_narrow_here:
            self._is_narrow_here = is_narrow
            self._grid.addWidget(self.kinds, 0, 0)
            self._grid.addWidget(self.themes, *((1, 0, 1, 2) if is_narrow else (0, 1)))
            self._grid.addWidget(self.more, 0, 1 if is_narrow else 2)
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, 0 if is_narrow else 1)

    def _measure(self) -> None:
        self._grid.setContentsMargins(theme.px(12), 0, theme.px(8), theme.px(8))
        self._grid.setSpacing(theme.px(4))
        self._place()


def _one(value: object) -> tuple[str, ...]:
    return (str(value),) if value else ()
