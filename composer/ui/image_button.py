"""The button of a field that holds a picture: it says which, and asks for another."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from composer.app.pictures import PATTERNS, read_image
from composer.errors import ComposerError
from composer.i18n import _
from composer.ui import theme
from composer.ui.messages import tell

# A name longer than this says in 64 digits what is in the picture, and nothing to a person.
_LONGEST = 40


class ImageButton(QPushButton):
    """`edited` has the picture that was chosen, read and found good."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a picture."""
        super().__init__(parent)
        theme.dress(self, "framed")
        self.clicked.connect(self._ask)

    def show_value(self, value: object) -> None:
        """Show the name of a picture."""
        name = str(value or "")
        words = (
            name
            if len(name) <= _LONGEST
            else _("{sort} picture").format(sort=name.rpartition(".")[2].upper())
        )
        self.setText(words.replace("&", "&&") or _("Choose a picture…"))
        self.setAccessibleDescription(words or _("No picture yet"))

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
