"""A list over or beside the text that is filled anew at every key: its items stay, what they show changes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from composer.ui import theme


class FilledList(QListWidget):
    """One line a row, all of one height; who fills it paints it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.dress(self.verticalScrollBar())

    def hold(self, count: int) -> None:
        """Have just so many items; those that stay are the same."""
        while self.count() > count:
            self.takeItem(self.count() - 1)
        while self.count() < count:
            self.addItem(QListWidgetItem())

    def height_of(self, most: int) -> int:
        """Return the height for what there is, up to a number of rows."""
        return self.sizeHintForRow(0) * min(most, self.count()) if self.count() else 0
