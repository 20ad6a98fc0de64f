"""What is seen over a text in the column: the picture whose caption it is, or words of another field.

A picture is decoded on a thread of its own, at the size at which it is seen; until then its place is empty.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QImageIOHandler,
    QImageReader,
    QPainter,
    QPainterPath,
    QPen,
)

from composer.i18n import _
from composer.model.drawing import Close, Curve, Drawing, Line, Shape
from composer.model.picture import Image
from composer.ui import theme
from composer.ui.gui_thread import aside
from composer.ui.looks import Lead, Picture
from composer.ui.typography import Typography

if TYPE_CHECKING:
    from composer.ui.rows import Row

# Between what is over a text and the text, and within a frame, in points.
_GAP, _PADDING = 4.0, 8.0
# As the pages do it: a drawing is 96 to the inch, a picture of pixels at least 150.
_DRAWING_DPI, _LEAST_DPI = 96.0, 150.0
# How many bytes of decoded pictures are kept, and how many wait to be decoded.
_KEPT, _WAITING = 64_000_000, 6
_CAPS = {
    "butt": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "square": Qt.PenCapStyle.SquareCap,
}
_JOINS = {
    "miter": Qt.PenJoinStyle.SvgMiterJoin,
    "round": Qt.PenJoinStyle.RoundJoin,
    "bevel": Qt.PenJoinStyle.BevelJoin,
}

Key = tuple[str, int, int]


# ---- how large


def head_height(row: Row, type_: Typography, highest: int) -> int:
    """Return how much space what is over a text takes; a picture is at most so high."""
    look = row.line.look
    if isinstance(look.head, Lead):
        return round(type_.px(look.style.leading))
    if look.head is None:
        return 0
    return _size(look.head, type_, _room(row), highest).height() + round(type_.px(_GAP))


def _room(row: Row) -> int:
    return row.left + row.width - row.edge


def _size(picture: Picture, type_: Typography, width: int, highest: int) -> QSize:
    image = picture.image
    if image.problem or not (image.width and image.height):
        side = round(type_.px(_PADDING))
        words = QRect(0, 0, max(1, width - 2 * side), 10_000)
        metrics = QFontMetrics(type_.gutter_font())
        return QSize(width, metrics.boundingRect(words, _WRAPPED, why_not(image)).height() + 2 * side)
    dpi = _DRAWING_DPI if image.drawing else max(image.dpi, _LEAST_DPI)
    wide = type_.px(picture.width) or picture.share * width or type_.px(image.width / dpi * 72)
    wide = min(wide, width, highest * image.width / image.height)
    return QSize(max(1, round(wide)), max(1, round(wide * image.height / image.width)))


_WRAPPED = Qt.TextFlag.TextWordWrap.value


def why_not(image: Image) -> str:
    """Return why a picture is not seen, with its name, unless that only says in 64 digits what is in it."""
    name = "" if image.digest and image.digest in image.name else image.name
    told = (image.problem or _("this picture cannot be shown"), image.hint)
    return "\n".join(part for part in (name, *(words[:1].upper() + words[1:] for words in told)) if part)


# ---- painting


def paint_head(painter: QPainter, prints: Prints, type_: Typography, row: Row) -> None:
    """Paint what is over the text of a row."""
    look, top = row.line.look, row.top - row.head
    if isinstance(look.head, Lead):
        painter.setFont(type_.font(look.style))
        painter.setPen(theme.colour("muted"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(look.head.words, Qt.TextElideMode.ElideRight, row.width)
        painter.drawText(QPointF(row.left, top + type_.px(look.style.leading) * 0.75), words)
    elif look.head is not None:
        high = row.head - round(type_.px(_GAP))
        size = _size(look.head, type_, _room(row), high)
        _picture(painter, prints, type_, look.head.image, QRect(row.edge, top, size.width(), high))


def _picture(painter: QPainter, prints: Prints, type_: Typography, image: Image, place: QRect) -> None:
    if not image.problem:
        ratio = painter.device().devicePixelRatioF()
        pixels = prints.of(image, place.size() * ratio)
        if pixels is None:
            painter.fillRect(place, theme.colour("current"))
            return
        if not pixels.isNull():
            painter.fillRect(place, QColor("white"))  # the paper, where a picture lets it through
            painter.drawImage(place, pixels)
            return
    painter.setPen(QPen(theme.colour("field_line"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setFont(type_.gutter_font())
    painter.setPen(theme.colour("text"))
    side = round(type_.px(_PADDING))
    painter.drawText(place.adjusted(side, side, -side, -side), _WRAPPED, why_not(image))


# ---- decoding


class Prints:
    """Pictures at the sizes at which they are seen; `made` is called when one has come in."""

    def __init__(self, made: Callable[[], object]) -> None:
        self._made = made
        self._kept: OrderedDict[Key, QImage] = OrderedDict()
        self._waiting: OrderedDict[Key, tuple[Image, QSize]] = OrderedDict()
        self._busy: Key | None = None
        self._has_stopped = False

    def stop(self) -> None:
        """Tell nobody any more of what comes in."""
        self._has_stopped = True

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is being decoded."""
        return self._busy is None

    def of(self, image: Image, size: QSize) -> QImage | None:
        """Return a picture in pixels, a null one when it cannot be read, None while nobody knows yet."""
        key = image.digest, size.width(), size.height()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key != self._busy:
            self._waiting[key] = image, size
            self._waiting.move_to_end(key)
            while len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)  # has gone by; it is asked for again when it is seen
            self._next()
        return None

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        key, (image, size) = self._waiting.popitem()
        self._busy = key
        aside(lambda: decoded(image, size), lambda pixels: self._came(key, pixels))

    def _came(self, key: Key, pixels: QImage) -> None:
        if self._has_stopped:
            return
        self._busy = None
        self._kept[key] = pixels
        while len(self._kept) > 1 and sum(one.sizeInBytes() for one in self._kept.values()) > _KEPT:
            self._kept.popitem(last=False)
        self._next()
        self._made()


def decoded(image: Image, size: QSize) -> QImage:
    """Return a picture in so many pixels; a null one when it cannot be read. For any thread."""
    if image.drawing:
        return _drawn(image.drawing, size)
    buffer = QBuffer()
    buffer.setData(QByteArray(image.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    lies = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    reader.setScaledSize(size.transposed() if lies else size)
    return reader.read()


def _drawn(drawing: Drawing, size: QSize) -> QImage:
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size.width() / drawing.width, size.height() / drawing.height)
    for shape in drawing.shapes:
        _shape(painter, shape)
    painter.end()
    return made


def _shape(painter: QPainter, shape: Shape) -> None:
    path = QPainterPath()
    for part in shape.path:
        if isinstance(part, Close):
            path.closeSubpath()
        elif isinstance(part, Curve):
            path.cubicTo(part.x1, part.y1, part.x2, part.y2, part.x, part.y)
        elif isinstance(part, Line):
            path.lineTo(part.x, part.y)
        else:
            path.moveTo(part.x, part.y)
    path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
    if shape.fill:
        painter.fillPath(path, QColor.fromRgbF(*shape.fill))
    if shape.stroke:
        pen = QPen(QColor.fromRgbF(*shape.stroke), shape.stroke_width)
        pen.setCapStyle(_CAPS[shape.cap])
        pen.setJoinStyle(_JOINS[shape.join])
        pen.setMiterLimit(shape.miter)
        painter.strokePath(path, pen)
