"""Icons: the line drawings of `assets/icons` in the colour that the palette has when they are painted."""

import os
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap

from composer import resources
from composer.ui import theme
from composer.ui.palettes import Scheme

_INK = b"currentColor"


def icon(name: str, purpose: str = "text") -> QIcon:
    """Return an icon by its name in Lucide, in the colour for a purpose (a name of `Palette`).

    Raises FileNotFoundError when it was not copied to `assets/icons`.
    """
    if f"{name}.svg" not in _files():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, purpose))


def app_icon() -> QIcon:
    """Return the icon of the program."""
    return icon("app")


@lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    return frozenset(os.listdir(resources.path("icons")))  # noqa: PTH208  names will do


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    return resources.path(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _picture(name: str, colour: str, side: int) -> QImage:
    """Return a drawing in a colour, as a square of so many real pixels."""
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(_INK, colour.encode())))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


class _Engine(QIconEngine):
    """Paints one icon; asks for its colour each time."""

    def __init__(self, name: str, purpose: str) -> None:
        super().__init__()
        self._name = name
        self._purpose = purpose

    def _colour(self, mode: QIcon.Mode) -> str:
        purpose = self._purpose
        if mode is QIcon.Mode.Disabled:
            purpose = "disabled"
        elif mode is QIcon.Mode.Selected and (purpose == "text" or theme.scheme() is Scheme.HIGH_CONTRAST):
            purpose = "selection_text"
        return theme.colour(purpose).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Paint the icon in the middle of a rectangle, sharp on any screen."""
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        image = _picture(self._name, self._colour(mode), max(1, round(side * ratio)))
        corner = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
        painter.drawImage(QRect(corner, QSize(side, side)), image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon on nothing, in real pixels."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """Return an engine for the same icon."""
        return _Engine(self._name, self._purpose)

    def key(self) -> str:
        """Return what Qt calls the engine."""
        return "pleidooi"

    def iconName(self) -> str:
        """Return the name of the icon."""
        return self._name
