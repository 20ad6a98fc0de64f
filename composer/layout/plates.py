"""Pictures in their size on paper."""

from composer.layout.box import Plate
from composer.model.flow import Figure

# Pixels to the inch: at least so many of a picture on paper, and how many a drawing has.
LEAST_DPI = 150.0
DRAWING_DPI = 96.0


def plate(figure: Figure, x: float, room: tuple[float, float], align: str, element: int) -> Plate:
    """Return a picture as large as it asks to be, in a room so wide and so high; points."""
    image = figure.image
    across, down = room
    dpi = DRAWING_DPI if image.drawing else max(image.dpi, LEAST_DPI)
    wide = figure.width or figure.share * across or image.width / dpi * 72
    wide = min(wide, across, down * image.width / image.height)
    rest = across - wide
    left = x + (rest if align == "right" else rest / 2 if align == "center" else 0.0)
    return Plate(image, left, wide, wide * image.height / image.width, element)
