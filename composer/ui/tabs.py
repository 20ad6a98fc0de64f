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
# What a tab of an icon has around it, and what the handles between the panes take.
_AROUND, _HANDLES = 24, 4
# The text keeps this beside the gutter, narrow as that may be, which grows with the letters.
_GUTTER, _LINE = 60, 160
# The pages keep room for the line over them, until letters are very large.
_BAR, _LARGEST = 230, 1.35


def least_text() -> int:
    """Return how wide the text stays beside the tabs."""
    return theme.px(_GUTTER) + _LINE


def least_pages() -> int:
    """Return how wide the pages stay beside the tabs and the text."""
    return round(_BAR * min(theme.scale(), _LARGEST))


class Tabs(QTabWidget):
    """Panes by their names; by their icons but the open one where there is no room for all names.

    On a small screen in large letters the open one too is an icon: whichever it is, all can be reached.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._is_short = self._is_tiny = False
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
            is_open = place == self.currentIndex()
            is_sign = self._is_tiny or (self._is_short and not is_open)
            self.setTabText(place, "" if is_sign else name)
            self.setTabIcon(place, icon(sign, "accent" if is_open else "muted") if is_sign else QIcon())

    def fit(self) -> None:
        """Show names or icons, as there is room."""
        is_short = self.width() < self.name_width()
        icons = self._icons_width()
        is_tiny = is_short and self.width() < icons
        if (is_short, is_tiny) != (self._is_short, self._is_tiny):
            self._is_short, self._is_tiny = is_short, is_tiny
            self._name()
        room = min(icons, self.window().width() - least_text() - least_pages() - _HANDLES)
        least = max(len(self._names) * self._sign_width(), room) if is_short else 0
        self.setMinimumWidth(max(min(NARROWEST, self.name_width()), least))

    def _icons_width(self) -> int:
        """Return the room for one name and icons for the rest, whichever of the panes is open."""
        metrics = QFontMetrics(QApplication.font())
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        return (len(self._names) - 1) * self._sign_width() + longest + theme.px(28)

    @staticmethod
    def _sign_width() -> int:
        return theme.icon_size().width() + theme.px(_AROUND)

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
