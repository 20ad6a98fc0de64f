"""Shows words of documents and libraries as they stand: Qt takes for HTML what looks like it."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox


def literal(*shown: QLabel | QMessageBox) -> None:
    """Let labels and boxes show every sign of what they say."""
    for one in shown:
        one.setTextFormat(Qt.TextFormat.PlainText)


def literal_tip(words: str) -> str:
    """Return what a tooltip must be given to show these words."""
    return f'<span style="white-space: pre-wrap">{escape(words)}</span>' if "<" in words else words
