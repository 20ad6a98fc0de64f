"""A library block as it will be printed in the house of the document: pictures on white paper."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from composer.app.latest import Latest
from composer.model.document import Document
from composer.ui import theme
from composer.ui.gui_thread import post
from composer.ui.literal import literal
from composer.ui.palettes import PALETTES, Scheme

if TYPE_CHECKING:
    from composer.app.block_picture import Cutting, World

# Of the width there is, the paper takes this much at most, in pixels at 100 %.
WIDEST = 620
_PAPER = 14

_log = logging.getLogger("composer.library")


class BlockPicture(QScrollArea):
    """Pictures below each other, and below them what there is to say `about` the block.

    What is shown stays until the next ones are made.
    """

    def __init__(self, executor: Executor, parent: QWidget | None = None) -> None:
        """Begin empty; the executor is the one that makes all pictures."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.ground(self, "desk")
        self._pictures: Latest[tuple[Cutting, ...]] = Latest(executor, post, self._made, self._broke)
        self._of: tuple[Document, World] | None = None
        self._paper = _Paper()
        self.about = QLabel()
        self.about.setWordWrap(True)
        literal(self.about)
        self.about.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(0)
        for widget in (self._paper, self.about):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self._measure()
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            theme.dress(bar)

    def show_block(self, document: Document, world: World, words: str) -> None:
        """Show the only block of a document; `words` say for a screen reader what it says."""
        self._of = document, world
        self.setAccessibleDescription(words)
        self._ask()

    def clear(self) -> None:
        """Show nothing."""
        self._of = None
        self._pictures.cancel()
        self._paper.show_images(())

    @property
    def is_settled(self) -> bool:
        """Return whether what is shown is what was asked for."""
        return not self._pictures.is_busy

    @property
    def is_empty(self) -> bool:
        """Return whether there is no picture."""
        return not self._paper.images

    def retranslate(self, name: str) -> None:
        """Say what it is."""
        self.setAccessibleName(name)

    def stop(self) -> None:
        """Want no more pictures."""
        self._pictures.cancel()

    def changeEvent(self, event: QEvent) -> None:
        """Keep measure with the font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_column"):
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, theme.px(8))
        side = theme.px(_PAPER)
        self.about.setContentsMargins(side, 0, side, 0)

    def _ask(self) -> None:
        if self._of is None:
            return
        document, world = self._of
        check: Callable[[], None] = self._pictures.checkpoint()
        room = self.viewport().width() - 4 * theme.px(_PAPER)
        width = round(max(120, min(theme.px(WIDEST), room)) * self.devicePixelRatioF())

        def work() -> tuple[Cutting, ...]:
            from composer.app.block_picture import picture_block  # by the worker: nobody waits for it

            return picture_block(document, world, width, check)

        self._pictures.run(work)

    def _made(self, cuttings: tuple[Cutting, ...]) -> None:
        if self._of is None:
            return
        ratio = self.devicePixelRatioF()
        self._paper.show_images(tuple(_image(one, ratio) for one in cuttings))
        self.verticalScrollBar().setValue(0)

    def _broke(self, error: BaseException) -> None:
        _log.error("no picture of a library block", exc_info=error)
        self._paper.show_images(())


class _Paper(QWidget):
    """The white paper with the pictures on it."""

    def __init__(self) -> None:
        super().__init__()
        self.images: tuple[QImage, ...] = ()

    def show_images(self, images: tuple[QImage, ...]) -> None:
        self.images = images
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(_PAPER)
        height = sum(image.deviceIndependentSize().height() + side for image in self.images)
        width = max((image.deviceIndependentSize().width() for image in self.images), default=0)
        return QSize(round(width) + 4 * side, round(height) + 3 * side if self.images else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("desk"))
        if not self.images:
            return
        side = theme.px(_PAPER)
        widest = max(image.deviceIndependentSize().width() for image in self.images)
        left = max(side, (self.width() - widest) / 2 - side)
        height = sum(image.deviceIndependentSize().height() + side for image in self.images) + side
        paper = QRectF(left, side, widest + 2 * side, height)
        painter.fillRect(paper, QColor(PALETTES[Scheme.LIGHT].paper))
        painter.setPen(theme.colour("line"))
        painter.drawRect(paper)
        y = paper.y() + side
        for image in self.images:
            painter.drawImage(QRectF(left + side, y, *_size(image)), image)
            y += image.deviceIndependentSize().height() + side


def _size(image: QImage) -> tuple[float, float]:
    size = image.deviceIndependentSize()
    return size.width(), size.height()


def _image(cutting: Cutting, ratio: float) -> QImage:
    page = cutting.page
    whole = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    made = whole.copy(cutting.left, cutting.top, cutting.width, cutting.height)
    made.setDevicePixelRatio(ratio)
    return made
