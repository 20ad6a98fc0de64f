"""One page on the desk: paper with a picture of what is printed, framed and marked as it is told."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from composer.ui import theme
from composer.ui.palettes import PALETTES, Scheme


class PageView(QWidget):
    """One sheet of paper. A picture that is too small or too old is shown until the right one is there."""

    clicked = Signal(QPointF)  # in parts of the page, 0 to 1

    def __init__(self, desk: QWidget) -> None:
        super().__init__(desk)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.image: QImage | None = None
        self._frames: tuple[QRectF, ...] = ()
        self._words: tuple[QRectF, ...] = ()
        self._pressed: QPoint | None = None

    def show_image(self, image: QImage) -> None:
        """Show a picture from now on."""
        self.image = image
        self.update()

    def show_frames(self, frames: tuple[QRectF, ...]) -> None:
        """Frame parts of the page, given in parts of its size."""
        if frames != self._frames:
            self._frames = frames
            self.update()

    @property
    def frames(self) -> tuple[QRectF, ...]:
        """Return what is framed, in parts of the size of the page."""
        return self._frames

    def show_words(self, words: tuple[QRectF, ...]) -> None:
        """Mark the words at the caret, given in parts of the size of the page."""
        if words != self._words:
            self._words = words
            self.update()

    @property
    def words(self) -> tuple[QRectF, ...]:
        """Return which words are marked, in parts of the size of the page."""
        return self._words

    def _box(self, part: QRectF) -> QRectF:
        """Return a part of the page in pixels."""
        return QRectF(
            part.x() * self.width(),
            part.y() * self.height(),
            part.width() * self.width(),
            part.height() * self.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, picture and frames."""
        painter = QPainter(self)
        # A page is printed on white paper, whatever the scheme; so are the colours upon it.
        paper = PALETTES[Scheme.LIGHT]
        if self.image is None:
            painter.fillRect(event.rect(), QColor(paper.paper))
        else:
            self._paint_image(painter, self.image, event)
        if self._frames:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(paper.focus), theme.px(1.5)))
            for part in self._frames:
                painter.drawRoundedRect(self._box(part).adjusted(-3, -2, 3, 2), 3, 3)
        for box in (self._box(part).toRect() for part in self._words):  # a line for who sees no tint
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(box, QColor(paper.selection))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            line = QRect(box.x(), box.bottom() - theme.px(2) + 1, box.width(), theme.px(2))
            painter.fillRect(line, QColor(paper.focus))

    def _paint_image(self, painter: QPainter, image: QImage, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = image.deviceIndependentSize()
        if image.devicePixelRatio() == ratio and abs(size.width() - self.width()) * ratio < 2:
            painter.fillRect(event.rect(), QColor(PALETTES[Scheme.LIGHT].paper))
            painter.drawImage(QPointF(0, 0), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click, unless the mouse went elsewhere."""
        pressed, self._pressed = self._pressed, None
        place = event.position()
        if pressed is None or (place.toPoint() - pressed).manhattanLength() > theme.px(6):
            super().mouseReleaseEvent(event)
            return
        self.clicked.emit(QPointF(place.x() / self.width(), place.y() / self.height()))
