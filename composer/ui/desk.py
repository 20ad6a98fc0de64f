"""A desk with pages: one below the other, near or far, scrolled by whoever reads.

It knows nothing of documents: it says which pages can be seen and what was clicked.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from composer.i18n import _
from composer.ui import theme
from composer.ui.page_view import PageView

# Between the pages and around them, in pixels at 100 %.
MARGIN = 20
GAP = 20
# The shadow reaches this far; each step is this dark.
SHADOW, SHADOW_ALPHA = 9, 3
NEAREST, FARTHEST = 3.0, 0.2
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
# For so many milliseconds after the user scrolled, nothing else moves the pages.
SCROLL_PAUSE = 1000


def page_words(number: int, count: int) -> str:
    """Return what a page is called, counting from 1."""
    return _("Page {number} of {count}").format(number=number, count=count)


class Fit(Enum):
    """What decides how large a page is shown."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point of a page, in parts of its size, and where in the viewport it stands."""

    page: int
    x: float
    y: float
    at: QPoint


class _Sheets(QWidget):
    """What is scrolled: the desk with the shadows of the pages."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("desk"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        reach = theme.px(SHADOW)
        for page in self.children():
            if isinstance(page, PageView) and event.rect().intersects(
                page.geometry().adjusted(-reach, -reach, reach, reach + 2)
            ):
                self._shadow(painter, QRectF(page.geometry()), reach)

    def _shadow(self, painter: QPainter, page: QRectF, reach: int) -> None:
        """Paint a soft shadow, a little below the page."""
        painter.setBrush(QColor(0, 16, 32, SHADOW_ALPHA))
        for step in range(reach, 0, -1):
            painter.drawRoundedRect(page.adjusted(-step, 2 - step, step, 2 + step), step, step)


class Desk(QScrollArea):
    """Pages of one size below each other, as wide as the room, whole, or as near as the user wants."""

    page_clicked = Signal(int, QPointF)  # pages from 0, the point in parts of the page
    moved = Signal()  # other pages may be visible, or the same at another size
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages: list[PageView] = []
        self.fit = Fit.WIDTH
        self._zoom = 1.0
        self._told = (1.0, Fit.WIDTH)
        self._paper = (595.28, 841.89)  # points
        self._sheets = _Sheets()
        self.setWidget(self._sheets)
        self._since_scroll = QElapsedTimer()
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.actionTriggered.connect(self._since_scroll.start)
            bar.valueChanged.connect(self.moved)

    # ---- what is shown

    def show_paper(self, count: int, width: float, height: float) -> None:
        """Show so many pages of a size in points; those that stay keep their pictures."""
        anchor = self._anchor()
        is_changed = count != len(self.pages) or (width, height) != self._paper
        while len(self.pages) > count:
            page = self.pages.pop()
            page.hide()
            page.setParent(None)
            page.deleteLater()
        for number in range(len(self.pages), count):
            page = PageView(self._sheets)
            page.clicked.connect(lambda place, number=number: self.page_clicked.emit(number, place))
            self.pages.append(page)
            page.show()
        if is_changed:
            self._paper = (width, height)
            self.retranslate()
            self._place(anchor)

    def retranslate(self) -> None:
        """Name the pages in the language of the user."""
        for number, page in enumerate(self.pages, 1):
            page.setAccessibleName(page_words(number, len(self.pages)))

    @property
    def zoom(self) -> float:
        """Return how large a page is shown, 1.0 is its size in print."""
        return self._zoom

    def set_fit(self, fit: Fit) -> None:
        """Let the room decide how large a page is shown."""
        self.fit = fit
        self._place(self._anchor())

    def set_zoom(self, zoom: float, around: QPoint | None = None) -> None:
        """Show pages at a size; what is at a point of the viewport, else in its middle, stays there."""
        anchor = self._anchor(around or self.viewport().rect().center())
        self.fit = Fit.FREE
        self._zoom = min(NEAREST, max(FARTHEST, zoom))
        self._place(anchor)

    def step_zoom(self, direction: int) -> None:
        """Go to the next size up (1) or down (-1)."""
        if direction > 0:
            self.set_zoom(next((step for step in STEPS if step > self._zoom + 0.005), NEAREST))
        else:
            self.set_zoom(next((step for step in reversed(STEPS) if step < self._zoom - 0.005), FARTHEST))

    def page_width(self) -> int:
        """Return how many real pixels wide a page is shown."""
        return round(self._size()[0] * self.devicePixelRatioF())

    def visible_pages(self) -> list[int]:
        """Return the pages of which something can be seen, from 0."""
        if not self.isVisible() or not self.pages:
            return []
        top = self.verticalScrollBar().value() - theme.px(MARGIN)
        bottom = top + self.viewport().height()
        first = max(0, (top + theme.px(GAP)) // self._pitch())
        return list(range(first, min(len(self.pages), -(-bottom // self._pitch()))))

    def current_page(self) -> int:
        """Return the page in the middle of the viewport, from 0."""
        if not self.pages:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return min(len(self.pages) - 1, max(0, (middle - theme.px(MARGIN)) // self._pitch()))

    def user_scrolls(self) -> bool:
        """Return whether the user moved the pages just now."""
        return self._since_scroll.isValid() and self._since_scroll.elapsed() < SCROLL_PAUSE

    def rect_of(self, number: int, part: QRectF) -> QRect:
        """Return a part of a page on the desk."""
        page = self.pages[number].geometry()
        return QRectF(
            page.x() + part.x() * page.width(),
            page.y() + part.y() * page.height(),
            part.width() * page.width(),
            part.height() * page.height(),
        ).toAlignedRect()

    def sees(self, number: int, part: QRectF) -> bool:
        """Return whether the beginning of a part of a page can be seen."""
        rect = self.rect_of(number, part)
        top = self.verticalScrollBar().value()
        height = self.viewport().height()
        return top <= rect.top() and min(rect.bottom(), rect.top() + height // 2) <= top + height

    def reveal(self, number: int, part: QRectF) -> None:
        """Scroll until a part of a page can be seen, by no more than is needed, with some room around it."""
        rect = self.rect_of(number, part)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        room = min(theme.px(48), max(0, (height - rect.height()) // 2))
        if rect.top() - room < bar.value() or rect.height() > height:
            bar.setValue(rect.top() - room)
        elif rect.bottom() + room > bar.value() + height:
            bar.setValue(rect.bottom() + room - height)

    # ---- where pages lie

    def _pixels_per_point(self) -> float:
        return self.logicalDpiX() / 72

    def _size(self) -> tuple[int, int]:
        width, height = self._paper
        scale = self._zoom * self._pixels_per_point()
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _pitch(self) -> int:
        return self._size()[1] + theme.px(GAP)

    def _fitted(self) -> float:
        """Return the zoom at which pages fit, with room for the scroll bar when there will be one."""
        if self.fit is Fit.FREE:
            return self._zoom
        margin = 2 * theme.px(MARGIN)
        width, height = (side * self._pixels_per_point() for side in self._paper)
        room = self.maximumViewportSize()
        by_width = max(1, room.width() - margin) / width
        by_height = max(1, room.height() - margin) / height
        if self.fit is Fit.PAGE:
            return max(FARTHEST, min(by_width, by_height))
        if len(self.pages) > 1 or by_width > by_height:
            bar = self.verticalScrollBar().sizeHint().width()
            by_width = max(1, room.width() - margin - bar) / width
        return min(NEAREST, max(FARTHEST, by_width))

    def _anchor(self, at: QPoint | None = None) -> Anchor:
        """Return which point of which page is at a point of the viewport, by default at its top."""
        at = at or QPoint(self.viewport().width() // 2, 0)
        if not self.pages:
            return Anchor(0, 0.5, 0.0, QPoint(at.x(), theme.px(MARGIN)))
        x = at.x() + self.horizontalScrollBar().value()
        y = at.y() + self.verticalScrollBar().value()
        number = min(len(self.pages) - 1, max(0, (y - theme.px(MARGIN)) // self._pitch()))
        page = self.pages[number].geometry()
        return Anchor(number, (x - page.x()) / page.width(), (y - page.y()) / page.height(), at)

    def _place(self, anchor: Anchor) -> None:
        """Lay the pages out at the size that is wanted, and put a point of them where it was."""
        before, self._told = self._told, (self._fitted(), self.fit)
        self._zoom = self._told[0]
        width, height = self._size()
        margin, pitch = theme.px(MARGIN), self._pitch()
        room = self.maximumViewportSize().width()
        tall = margin * 2 + len(self.pages) * pitch - theme.px(GAP)
        if tall > self.maximumViewportSize().height():
            room -= self.verticalScrollBar().sizeHint().width()
        whole = max(room, width + 2 * margin)
        self._sheets.resize(whole, max(tall, self.maximumViewportSize().height()))  # all of it is desk
        for number, page in enumerate(self.pages):
            page.setGeometry((whole - width) // 2, margin + number * pitch, width, height)
        if self.pages:
            page_box = self.pages[min(anchor.page, len(self.pages) - 1)].geometry()
            self.horizontalScrollBar().setValue(
                round(page_box.x() + anchor.x * page_box.width() - anchor.at.x())
            )
            self.verticalScrollBar().setValue(
                round(page_box.y() + anchor.y * page_box.height() - anchor.at.y())
            )
        self._sheets.update()
        if (self._zoom, self.fit) != before:
            self.zoomed.emit()
        self.moved.emit()

    # ---- what the user does

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages fitting; the top of what is read stays at the top."""
        anchor = self._anchor()
        super().resizeEvent(event)
        self._place(anchor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl zoom around the mouse."""
        self._since_scroll.start()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() / 120
            place = self.viewport().mapFromGlobal(event.globalPosition().toPoint())
            self.set_zoom(self._zoom * 1.1**turned, place)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and zoom by the keyboard; arrows and page keys are Qt's own."""
        bar = self.verticalScrollBar()
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Home: lambda: bar.setValue(bar.minimum()),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Space: lambda: bar.setValue(bar.value() + bar.pageStep()),
        }
        zooms = {
            Qt.Key.Key_Plus: lambda: self.step_zoom(1),
            Qt.Key.Key_Equal: lambda: self.step_zoom(1),
            Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
            Qt.Key.Key_0: lambda: self.set_fit(Fit.WIDTH),
        }
        if step := (zooms if control and Qt.Key(key) in zooms else steps).get(Qt.Key(key)):
            self._since_scroll.start()
            step()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show pages anew on another screen, in another scheme or at another scale."""
        done = super().event(event)
        if event.type() in {QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange, QEvent.Type.Show}:
            self._place(self._anchor())
        elif event.type() is QEvent.Type.PaletteChange:
            self._sheets.update()
        return done
