"""The menu of the fields that a text may hold; the list of all commands has what is in it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from composer.i18n import _, spoken
from composer.model.text import MergeField

if TYPE_CHECKING:
    from composer.ui.window import Window


class FieldsMenu(QMenu):
    """Offers the fields by what the template calls them; one that is chosen goes in at the caret."""

    def __init__(self, window: Window) -> None:
        """Ask what there is each time the menu opens."""
        super().__init__(window)
        self._window = window
        self.aboutToShow.connect(self._fill)

    def retranslate(self) -> None:
        """Say the name in the language of now."""
        self.setTitle(_("Fiel&d"))

    def _fill(self) -> None:
        from composer.app.fields import field_labels

        self.clear()
        session = self._window.session
        labels = field_labels(session.world, spoken()) if session else {}
        for name, label in labels.items():
            action = self.addAction(label.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, name=name: self._insert(name))
        if not labels:
            self.addAction(_("This template has no fields")).setEnabled(False)

    def _insert(self, name: str) -> None:
        if self._window.canvas is not None:
            self._window.canvas.insertions.insert(MergeField(name))
