"""The tabs over the left panes: their names where there is room for all of them, else icons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QTabWidget

from composer.ui import theme
from composer.ui.icons import icon
from composer.ui.tab_order import give_focus

# What stands for the names of the left panes where there is no room for those.
SIGNS = ("list-tree", "library", "pencil", "users", "bookmark")
# No narrower than this, in pixels, but where the names are.
NARROWEST = 250


class Tabs(QTabWidget):
    """Panes by their names; by their icons but the open one where there is no room for all names."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._is_short = False
        self.currentChanged.connect(lambda _place: self._chosen())

    def show_names(self, names: Sequence[str]) -> None:
        """Call the panes so, in order."""
        self._names = tuple(names)
        for place, name in enumerate(names):
            self.setTabToolTip(place, name)
            self.tabBar().setAccessibleTabName(place, name)
        self._name()

    def _chosen(self) -> None:
        self._name()
        self.fit()

    def name_width(self) -> int:
        """Return the room for all names."""
        metrics = QFontMetrics(QApplication.font())
        return sum(metrics.horizontalAdvance(name) + theme.px(16) for name in self._names) + theme.px(16)

    def _name(self) -> None:
        for place, (name, sign) in enumerate(zip(self._names, SIGNS, strict=False)):  # none while it is made
            is_sign = self._is_short and place != self.currentIndex()
            self.setTabText(place, "" if is_sign else name)
            self.setTabIcon(place, icon(sign, "muted") if is_sign else QIcon())

    def fit(self) -> None:
        """Show names or icons, as there is room."""
        is_short = self.width() < self.name_width()
        if is_short != self._is_short:
            self._is_short = is_short
            self._name()
        icons = self._icons_width() if is_short else 0
        self.setMinimumWidth(max(min(NARROWEST, self.name_width()), icons))

    def _icons_width(self) -> int:
        """Return the room for one name and icons for the rest, whichever of the panes is open."""
        bar = self.tabBar()
        here = max(0, self.currentIndex())
        metrics = QFontMetrics(bar.font())
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        shown = metrics.horizontalAdvance(self._names[here]) if self._names else 0
        return bar.sizeHint().width() + longest - shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from pane to pane by Ctrl+Tab; the keyboard comes to what can be done there."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self.currentIndex() != before:
            give_focus(self.currentWidget())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self.fit()
