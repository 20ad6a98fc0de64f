"""The toolbar: what is done all the time, with words as long as there is room for them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from composer.i18n import _
from composer.ui import theme
from composer.ui.actions import Actions
from composer.ui.icons import icon

_FILES, _STEPS, _MARKS, _NOTES = (
    ("new", "open", "save"),
    ("undo", "redo"),
    ("bold", "italic"),
    ("footnote", "source"),
)
_WORDS, _NO_WORDS = (
    Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    Qt.ToolButtonStyle.ToolButtonIconOnly,
)


# What has words and what is left out, from much room to little; all of it is in the menus too.
_WAYS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((*_FILES, *_NOTES), ()),
    ((*_FILES, *_NOTES), ("house",)),
    (_NOTES, ("house",)),
    ((), ("house",)),
    ((), ("house", *_MARKS)),
    ((), ("house", *_MARKS, *_STEPS)),
)


class Toolbar(QToolBar):
    """The buttons of a window; where it is narrow the house goes first, then words, the main button never."""

    def __init__(
        self, actions: Actions, menus: tuple[QMenu, QMenu], export: Callable[[], object], parent: QWidget
    ) -> None:
        """Show the actions of a window; the menus are those of blocks to add and of houses."""
        super().__init__(parent)
        kinds, houses = menus
        self._actions = actions
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(_WORDS)
        self._add(_FILES, words=True)
        self.addSeparator()
        self._add(_STEPS, words=False)
        self._rule = self.addSeparator()
        self.add_button = QToolButton()
        self.add_button.setIcon(icon("plus"))
        self.add_button.setToolButtonStyle(_WORDS)
        self.add_button.setMenu(kinds)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.dress(self.add_button, "framed")
        self.addWidget(self.add_button)
        self._add(_MARKS, words=False)
        self._add(_NOTES, words=True)
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(room)
        self._house = QToolButton()
        self._house.setMenu(houses)
        self._house.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._house.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        theme.dress(self._house)
        self._house_place = self.addWidget(self._house)
        self.export_button = QToolButton()
        self.export_button.clicked.connect(lambda _checked=False: export())
        theme.dress(self.export_button, "primary")
        self.addWidget(self.export_button)
        theme.dress(self)

    def _add(self, names: tuple[str, ...], *, words: bool) -> None:
        for name in names:
            self.addAction(self._actions[name])
            if not words:
                self.button(name).setToolButtonStyle(_NO_WORDS)

    def button(self, name: str) -> QToolButton:
        """Return the button of a command that is not left out."""
        button = self.widgetForAction(self._actions[name])
        if not isinstance(button, QToolButton):
            raise TypeError(name)
        return button

    def _leave_out(self, names: tuple[str, ...]) -> None:
        """Leave out these steps and marks, and no other."""
        self._rule.setVisible(_STEPS[0] not in names)
        for group, following in ((_STEPS, self._rule), (_MARKS, self._actions[_NOTES[0]])):
            for name in group:
                action = self._actions[name]
                is_there = self.widgetForAction(action) is not None
                if name in names and is_there:
                    self.removeAction(action)
                elif name not in names and not is_there:
                    self.insertAction(following, action)
                    self.button(name).setToolButtonStyle(_NO_WORDS)
                    self.button(name).setAccessibleName(action.iconText())

    def show_house(self, name: str) -> None:
        """Say whose house style the document has."""
        words = _("House: {house}").format(house=name)
        if words != self._house.accessibleName():
            self._house.setText(words.replace("&", "&&"))
            self._house.setAccessibleName(words)
            self._house.setToolTip(_("Choose another house style"))
            self.fit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(_("Toolbar"))
        self.add_button.setText(_("Block"))
        self.add_button.setToolTip(_("Add a block after this one"))
        self.export_button.setText(_("Export PDF"))
        self.export_button.setToolTip(self._actions["export"].toolTip())
        self._leave_out(())
        for name in (*_FILES, *_STEPS, *_MARKS, *_NOTES):
            self.button(name).setAccessibleName(self._actions[name].iconText())
        self.fit()

    def fit(self) -> None:
        """Leave out as much as must be for the rest to have room."""
        wide = (*_FILES, *_NOTES)
        for with_words, left_out in _WAYS:
            self._house_place.setVisible("house" not in left_out)
            for name in wide:
                self.button(name).setToolButtonStyle(_WORDS if name in with_words else _NO_WORDS)
            self._leave_out(left_out)
            if self._width() <= self.width():
                break

    def _width(self) -> int:
        layout = self.layout()
        if layout is None:
            return 0
        layout.invalidate()
        return layout.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        self.fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scale, which ends with new rules of style."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "export_button"):
            self.fit()
