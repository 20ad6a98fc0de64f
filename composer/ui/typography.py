"""Styles of a house as Qt needs them: fonts in pixels, colours that can be read in any theme."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from composer.model.house import House, Typeface
from composer.model.style import Style
from composer.ui import theme
from composer.ui.inline import Dress
from composer.ui.palettes import Scheme

# How many pixels a point of the page takes in the canvas: text of 10.5 pt is read at 16 pixels.
PIXELS = 1.5
# WCAG 2.2, 1.4.3
_CONTRAST = 4.5


class Typography:
    """The typography of a house at a scale."""

    def __init__(self, house: House, factor: float) -> None:
        self.factor = factor
        self._colours = house.palette
        self._faces = dict(house.typefaces)
        self._fallback = [name for face in house.fallback if (name := _family(face.regular))]
        self._fonts: dict[Style, QFont] = {}

    def px(self, points: float) -> float:
        """Return a distance of the page in pixels of the canvas."""
        return points * PIXELS * self.factor

    def font(self, style: Style) -> QFont:
        """Return the font of a style."""
        if style not in self._fonts:
            self._fonts[style] = self._font(style)
        return self._fonts[style]

    def label_font(self, style: Style) -> QFont:
        """Return the font of what stands before a text of a style."""
        font = QFont(self.font(style))
        font.setPixelSize(max(1, round(self.px(style.label_size or style.size))))
        font.setBold(style.label_bold or style.bold)
        return font

    def gutter_font(self) -> QFont:
        """Return the font of the names in the gutter."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(1, round(11.5 * self.factor)))
        return font

    def dress(self, style: Style) -> Dress:
        """Return what a field of a style needs besides its font."""
        gap = self.px(max(style.before, style.after))
        align = style.align if style.align in {"right", "center"} else "left"
        return Dress(self.px(style.leading), gap, theme.palette().link, align)

    def ink(self, name: str) -> QColor:
        """Return the colour of words; the house's own where it can be read."""
        if name not in self._colours or name == "ink" or theme.scheme() is Scheme.HIGH_CONTRAST:
            return theme.colour("text")
        return readable(QColor.fromRgbF(*self._colours[name]), theme.colour("surface"))

    def tint(self, name: str) -> QColor:
        """Return the ground of a frame: the house's in the light, its hue in the dark."""
        if theme.scheme() is Scheme.HIGH_CONTRAST or name not in self._colours:
            return theme.colour("surface")
        colour = QColor.fromRgbF(*self._colours[name])
        if theme.scheme() is Scheme.LIGHT:
            return colour
        hue = max(0.0, colour.hslHueF())
        return QColor.fromHslF(hue, min(0.3, colour.hslSaturationF()), 0.17)

    def _font(self, style: Style) -> QFont:
        face: Typeface | None = self._faces.get(style.face)
        own = _family(face.regular) if face else ""
        font = QFont(QApplication.font())
        font.setFamilies([name for name in (own, *self._fallback, *QApplication.font().families()) if name])
        font.setPixelSize(max(1, round(self.px(style.size))))
        font.setBold(style.bold)
        font.setItalic(style.italic)
        if face:
            for cut in (face.bold, face.italic, face.bold_italic):
                _family(cut)
        return font


@lru_cache(maxsize=64)
def _family(file: Path | None) -> str:
    """Return the family of a font file, empty when Qt cannot read it."""
    if file is None or not file.is_file():
        return ""
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def readable(colour: QColor, ground: QColor) -> QColor:
    """Return a colour, lighter or darker as far as its contrast on a ground needs."""
    step = 0.05 if ground.lightnessF() < 0.5 else -0.05
    made = QColor(colour)
    while contrast(made, ground) < _CONTRAST and 0.0 < made.lightnessF() + step < 1.0:
        hue = max(0.0, made.hslHueF())
        made = QColor.fromHslF(hue, made.hslSaturationF(), made.lightnessF() + step)
    return made


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
