"""A process that opens a window, says when it was painted first, and ends: `bare`, or `ours [FILE…]`.

With `shown FILE` it says when the document was painted first, which comes after the window.

Nothing is imported here that the window does not need, so that each pays for its own only. An event filter
would tell of the paint as well, but for one PySide makes some hundred Python classes.
"""

import os
import sys
from time import time
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget


def main(words: list[str]) -> None:
    """Open the window that the first word names, and end with its first paint."""
    if words[0] == "bare":
        from PySide6.QtWidgets import QApplication, QMainWindow

        app = QApplication(["bare"])
        window = type("Bare", (QMainWindow,), {"paintEvent": _painted})()
        window.resize(1280, 800)
        window.show()
        app.exec()
    else:
        import composer.__main__
        import composer.ui.start_up
        from composer.ui.window import Window

        seen: type[QMainWindow | QWidget] = Window
        if words[0] == "shown":
            from composer.ui.panes import Panes

            seen = Panes
        seen.paintEvent = _painted  # type: ignore[method-assign]
        composer.__main__.main(words[1:])


def _painted(seen: "QWidget", _event: object) -> None:
    """End when everything that is painted with the window is; before any timer, whenever it is due."""
    from PySide6.QtCore import Qt

    window = cast("QMainWindow", seen.window())
    window.iconSizeChanged.connect(_end, Qt.ConnectionType.QueuedConnection)
    window.iconSizeChanged.emit(window.iconSize())


def _end(_size: object) -> None:
    print(repr(time()), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
