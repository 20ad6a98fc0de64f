"""Which screens there are: a laptop is used at a desk with others, and windows are remembered by them."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from composer.ui import theme

# What the system draws around a window.
_FRAME, _TITLE = 16, 48


def these_screens() -> str:
    """Return a word for the screens there are now, their sizes and places; the same set has the same word."""
    places = (screen.geometry() for screen in QGuiApplication.screens())
    words = sorted(f"{one.width()}x{one.height()}+{one.x()}+{one.y()}" for one in places)
    return "s" + "_".join(words)


def fit_to_screen(window: QWidget, size: tuple[int, int]) -> None:
    """Give a window a size of the 8 px rhythm at the user's scale, no larger than its screen has room for."""
    room = window.screen().availableSize()
    wide, tall = theme.px(size[0]), theme.px(size[1])
    window.resize(min(wide, room.width() - _FRAME), min(tall, room.height() - _TITLE))
