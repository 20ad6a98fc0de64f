"""Which screens there are: a laptop is used at a desk with others, and windows are remembered by them."""

from PySide6.QtGui import QGuiApplication


def these_screens() -> str:
    """Return a word for the screens there are now, their sizes and places; the same set has the same word."""
    places = (screen.geometry() for screen in QGuiApplication.screens())
    words = sorted(f"{one.width()}x{one.height()}+{one.x()}+{one.y()}" for one in places)
    return "s" + "_".join(words)
