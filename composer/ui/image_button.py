"""The button of a field that holds a picture: it says which, and asks for another."""

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from composer.app.pictures import PATTERNS, read_image
from composer.errors import ComposerError
from composer.i18n import _
from composer.ui import theme
from composer.ui.literal import literal_tip
from composer.ui.messages import tell

# A name longer than this says in 64 digits what is in the picture, and nothing to a person.
_LONGEST = 40
# So many letters of a name are seen at least.
_SHORTEST = 8


class ImageButton(QPushButton):
    """`edited` has the picture that was chosen, read and found good."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a picture."""
        super().__init__(parent)
        theme.dress(self, "framed")
        self._words = ""
        self.clicked.connect(self._ask)

    def show_value(self, value: object) -> None:
        """Show the name of a picture."""
        name = str(value or "")
        words = (
            name
            if len(name) <= _LONGEST
            else _("{sort} picture").format(sort=name.rpartition(".")[2].upper())
        )
        self._words = words or _("Choose a picture…")
        self.setAccessibleDescription(words or _("No picture yet"))
        self.setToolTip(literal_tip(name))
        self.setText(self._words.replace("&", "&&"))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room for some letters of a long name, whose middle gives way."""
        least = super().minimumSizeHint()
        some = self._around() + self.fontMetrics().averageCharWidth() * _SHORTEST
        return QSize(min(least.width(), some), least.height())

    def sizeHint(self) -> QSize:
        """Return the room for the whole name."""
        words = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(self._around() + words, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _around(self) -> int:
        """Return what stands beside the words on both sides."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(
            self.text().replace("&&", "&")
        )

    def _fit(self) -> None:
        room = self.width() - self._around()
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, max(room, 0))
        if words != self.text().replace("&&", "&"):
            self.setText(words.replace("&", "&&"))

    def choose(self, path: Path) -> None:
        """Take the picture in a file, or say why it cannot be used."""
        try:
            image = read_image(path)
        except ComposerError as error:
            tell(self, error)
        else:
            self.edited.emit(image)

    def _ask(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = _("Pictures ({patterns})").format(patterns=" ".join(PATTERNS))
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture"), folder, kinds)
        if name:
            self.choose(Path(name))
