"""The menu of houses: the same document in the style of another association."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from composer.errors import TemplateError
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.app.session import Session


class HouseMenu(QMenu):
    """Offers the houses that have the kind of this document; what is chosen can be undone."""

    def __init__(self, session: Callable[[], Session | None], parent: QWidget) -> None:
        """Ask which document is shown each time the menu opens."""
        super().__init__(parent)
        self._session = session
        self._window = parent
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        session = self._session()
        if session is None:
            return
        from composer.app.templates import houses_of

        group = QActionGroup(self)
        for template, house in houses_of(session.document.template):
            action = self.addAction(house.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(template == session.document.template)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, template=template, house=house: self.choose(template, house)
            )

    def choose(self, template: str, house: str) -> None:
        """Set the document in the template of another house."""
        session = self._session()
        if session is None:
            return
        from composer.app.history import translated
        from composer.app.templates import in_house

        try:
            session.apply(
                translated(N_("House style of {house}"), house=house),
                lambda document: in_house(document, template),
            )
        except TemplateError as error:
            from composer.ui.messages import tell

            tell(self._window, error)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setTitle(_("&House style"))
