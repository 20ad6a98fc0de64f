"""Two states of a document side by side: what differs, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.app.differences import differences
from composer.i18n import _, ngettext
from composer.ui import theme
from composer.ui.literal import literal
from composer.ui.screens import fit_to_screen
from composer.ui.sides import SideBySide, heading

if TYPE_CHECKING:
    from composer.model.document import Document
    from composer.model.template import Template

# More rows than anybody reads; a document that was begun anew has as many as it has blocks.
MOST = 200


class CompareWindow(QDialog):
    """What differs between two states; it changes neither."""

    def __init__(
        self,
        title: str,
        names: tuple[str, str],
        states: tuple[Document | None, Document],
        template: Template,
        parent: QWidget | None = None,
    ) -> None:
        """Compare the first state, None when there is none, with the second."""
        super().__init__(parent)
        found = differences(*states, template)
        self.setWindowTitle(title)
        self.sides = SideBySide(*names)
        for one in found[:MOST]:
            self.sides.add(one)
        count = ngettext("{count} place differs.", "{count} places differ.", len(found))
        words = count.format(count=len(found)) if found else _("Both say the same.")
        if len(found) > MOST:
            words += " " + _("The first {count} are shown.").format(count=MOST)
        self.told = QLabel(words, wordWrap=True)
        literal(self.told)
        self.close_button = QPushButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        theme.dress(self.close_button, "framed")
        self.setAccessibleDescription(words)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.px(20),) * 4)
        whole.setSpacing(theme.px(12))
        whole.addWidget(heading(title, 1.15))
        whole.addWidget(self.told)
        whole.addWidget(self.sides, 1)
        whole.addLayout(buttons)
        fit_to_screen(self, (860, 620))
        self.sides.setFocus(Qt.FocusReason.OtherFocusReason)
