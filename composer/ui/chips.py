"""Chips: citations, notes and merge fields as they stand in running text; painted, one character each."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPyTextObject, QTextDocument, QTextFormat

from composer.app.fields import called
from composer.i18n import _
from composer.model.inline import parse_text
from composer.model.source import Source
from composer.model.text import Cite, FreeNote, MergeField, Run, Text
from composer.ui import theme
from composer.ui.inline import CHIP, Chip, is_chip

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONGEST = 28
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_FIRST_NOTE = "pleidooi_first_note"


def chip_words(item: Chip, sources: tuple[Source, ...], fields: Mapping[str, str] = NO_FIELDS) -> str:
    """Return what a chip says: `WRR 2021 + 4`, the first words of a note, what a field is called.

    `fields` says what the template calls its fields, by their names.
    """
    match item:
        case Cite(references):
            source = next((one for one in sources if one.key == references[0].key), None)
            named = (source.get("author") or source.get("title"), source.get("issued")) if source else ()
            words = " ".join(part for part in named if part) or references[0].key
            more = len(references) - 1
            return _shortened(words) + (f" + {more}" if more else "")
        case FreeNote(inlines):
            return _shortened(" ".join(Text((inlines,)).plain.split())) or _("Note")
        case MergeField(name):
            return _shortened(called(name, fields))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def spoken(item: Chip, sources: tuple[Source, ...], fields: Mapping[str, str] = NO_FIELDS) -> str:
    """Return what a screen reader says when the caret passes a chip."""
    words = chip_words(item, sources, fields)
    match item:
        case Cite(references):
            places = ", ".join(one.locator for one in references if one.locator)
            return _("Source: {name}").format(name=f"{words}, {places}" if places else words)
        case FreeNote(inlines):
            return _("Note: {text}").format(text=Text((inlines,)).plain)
        case MergeField():
            return _("Field: {name}").format(name=words)


def set_first_note(document: QTextDocument, number: int) -> bool:
    """Tell a document the number of its first note; return whether that is news."""
    if document.property(_FIRST_NOTE) == number:
        return False
    document.setProperty(_FIRST_NOTE, number)
    return True


@lru_cache(maxsize=1024)
def _item(notation: str) -> Chip | None:
    item = next(parse_text(notation).inlines, None)
    return None if isinstance(item, Run) else item


class ChipPainter(QPyTextObject):
    """Paints every chip of a canvas; registered with the layout of each document and kept alive."""

    def __init__(
        self,
        parent: QObject,
        sources: Callable[[], tuple[Source, ...]],
        fields: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(parent)
        self._sources = sources
        self._fields = fields

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """Return the size of a chip: a little wider than its words, as high as a line of text.

        It is never wider than its text, such as a cell of a table.
        """
        number, words = self._words(document, position, form)
        font = document.defaultFont()
        metrics = QFontMetricsF(font)
        width = QFontMetricsF(_small(font)).horizontalAdvance(number + words)
        width += metrics.height() * 0.7
        room = document.textWidth() - 2 * document.documentMargin()
        return QSizeF(min(width, room) if room > 0 else width, metrics.height())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        position: int,
        form: QTextFormat,
    ) -> None:
        """Paint one chip."""
        rect = QRectF(rect)
        number, words = self._words(document, position, form)
        font = document.defaultFont()
        small = _small(font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = rect.height() * 0.08
        body = rect.adjusted(edge, edge, -edge, -edge)
        painter.setPen(theme.colour("field_line") if self._is_field(form) else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("chip"))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(theme.colour("chip_text"))
        painter.setFont(small)
        metrics = QFontMetricsF(small)
        said = metrics.elidedText(
            number + words, Qt.TextElideMode.ElideRight, rect.width() - rect.height() / 2
        )
        left = rect.left() + (rect.width() - metrics.horizontalAdvance(said)) / 2
        baseline = body.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left, baseline), said)
        painter.restore()

    @staticmethod
    def _is_field(form: QTextFormat) -> bool:
        return isinstance(_item(form.stringProperty(CHIP)), MergeField)

    def _words(self, document: QTextDocument, position: int, form: QTextFormat) -> tuple[str, str]:
        item = _item(form.stringProperty(CHIP))
        if item is None:
            return "", "?"
        words = chip_words(item, self._sources(), self._fields())
        if isinstance(item, MergeField):
            return "", words
        first = document.property(_FIRST_NOTE)
        if not first:
            return "", words
        return f"{first + _notes_before(document, position)}".translate(_SUPERSCRIPT) + " ", words


def _small(font: QFont) -> QFont:
    return theme.font_at(font, 0.8)


def _notes_before(document: QTextDocument, position: int) -> int:
    """Return how many notes stand before a position in a document."""
    count = 0
    block = document.begin()
    while block.isValid() and block.position() < position:
        iterator = block.begin()
        while not iterator.atEnd() and iterator.fragment().position() < position:
            fragment = iterator.fragment()
            form = fragment.charFormat()
            if is_chip(form) and not isinstance(_item(form.stringProperty(CHIP)), MergeField):
                count += min(fragment.length(), position - fragment.position())
            iterator += 1
        block = block.next()
    return count
