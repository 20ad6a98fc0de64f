"""In which forms words travel, on the clipboard and under the mouse; `clipboard` has those of blocks."""

from PySide6.QtCore import QMimeData

from composer.model.inline import parse_text, plain_text
from composer.model.text import Text
from composer.model.unparse import unparse_text

# Words of one field as our notation, so that chips come along.
TEXT = "application/x-pleidooi-text"
# Whole blocks with all they hold.
BLOCKS = "application/x-pleidooi-blocks"


def mime_of_text(text: Text) -> QMimeData:
    """Return words as our notation and as plain words."""
    made = QMimeData()
    made.setData(TEXT, unparse_text(text).encode())
    made.setText(text.plain)
    return made


def has_text(mime: QMimeData) -> bool:
    """Return whether there are words in it; files are for the window."""
    return mime.hasFormat(TEXT) or (mime.hasText() and not mime.hasUrls())


def text_in(mime: QMimeData) -> Text:
    """Return our own words with their chips, else the plain words."""
    if mime.hasFormat(TEXT):
        return parse_text(bytes(mime.data(TEXT).data()).decode("utf-8", "replace"))
    return plain_text(mime.text())
