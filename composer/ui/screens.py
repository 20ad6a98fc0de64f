"""Which screens there are: windows are remembered by them, as a laptop is used with a desk's screens and without."""

from PySide6.QtGui import QGuiApplication


def these_screens() -> str:
    """Return a word for the screens there are now, their sizes and places; the same set has the same word."""
    places = (screen.geometry() for screen in QGuiApplication.screens())
    words = sorted(f"{one.width()}x{one.height()}+{one.x()}+{one.y()}" for one in places)
    return "s" + "_".join(words)
