"""A font tried out as a document would use it: opened, measured with all its characters, and embedded."""

from io import BytesIO
from pathlib import Path

from composer.layout.words import words_of
from composer.pdf.file import PackedDocument
from composer.pdf.fonts import FontFile

# As many characters of a font as a long document has; one after the other they go through every reader.
MOST = 20_000


def try_font(path: Path) -> None:
    """Use a font in every way the program does; whatever goes wrong is raised."""
    from reportlab.pdfgen.canvas import Canvas

    font = FontFile(path)
    canvas = Canvas(BytesIO())
    document = canvas._doc  # ReportLab has no other way to add a font
    document.__class__ = PackedDocument
    document.begin()
    font.begin(document)
    for code in font.characters()[:MOST]:
        if code > ord(" "):
            font.encode(words_of(font)[chr(code)], 10, document)
    canvas.showPage()
    canvas.save()
