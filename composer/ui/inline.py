"""Text ↔ QTextDocument. The truth is in properties of our own; the look of a run is derived from them.

Qt counts in UTF-16, the program in characters: only this module converts. An offset counts characters; a
chip, a line break and the end of a paragraph are one each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from composer.model.inline import parse_text, text_of
from composer.model.text import PLAIN, Cite, Format, FreeNote, Inline, MergeField, Run, Text
from composer.model.unparse import unparse_text

_OWN = int(QTextFormat.Property.UserProperty)
BOLD, ITALIC, HREF, LANGUAGE, CHIP = (_OWN + n for n in range(1, 6))
CHIP_OBJECT = int(QTextFormat.ObjectTypes.UserObject) + 1

OBJECT = "\ufffc"
LINE = "\u2028"
_KEEP = QTextCursor.MoveMode.KeepAnchor

Chip = Cite | FreeNote | MergeField


@dataclass(frozen=True, slots=True)
class Dress:
    """How a field looks by nature: the height of a line, the space between paragraphs, links; in pixels."""

    line: float = 0.0
    gap: float = 0.0
    link: str = "#0f5c94"
    align: str = "left"


PLAIN_DRESS = Dress()


# ---- formats


def char_format(form: Format, dress: Dress = PLAIN_DRESS) -> QTextCharFormat:
    """Return what Qt needs for a run of a format; only what differs from the field's own font."""
    made = QTextCharFormat()
    if form.bold:
        made.setProperty(BOLD, True)
        made.setFontWeight(QFont.Weight.Bold)
    if form.italic:
        made.setProperty(ITALIC, True)
        made.setFontItalic(True)
    if form.href:
        made.setProperty(HREF, form.href)
        made.setForeground(QColor(dress.link))
        made.setFontUnderline(True)
    if form.language:
        made.setProperty(LANGUAGE, form.language)
    return made


def format_of(form: QTextFormat) -> Format:
    """Return the format that the properties of a run say."""
    if form.isEmpty():
        return PLAIN
    return Format(
        bool(form.property(BOLD)),
        bool(form.property(ITALIC)),
        form.stringProperty(HREF),
        form.stringProperty(LANGUAGE),
    )


def is_chip(form: QTextFormat) -> bool:
    """Return whether a character is a chip; its object type says so, nothing else."""
    return form.objectType() == CHIP_OBJECT


def chip_of(form: QTextFormat) -> Chip | None:
    """Return the citation, note or field that a chip stands for."""
    item = next(parse_text(form.stringProperty(CHIP)).inlines, None) if is_chip(form) else None
    if isinstance(item, MergeField):
        return replace(item, format=format_of(form))
    return None if isinstance(item, Run) else item


def chip_format(item: Chip, dress: Dress = PLAIN_DRESS) -> QTextCharFormat:
    """Return the format of the one character that stands for a citation, note or field."""
    made = char_format(item.format if isinstance(item, MergeField) else PLAIN, dress)
    bare = replace(item, format=PLAIN) if isinstance(item, MergeField) else item
    made.setObjectType(CHIP_OBJECT)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    made.setProperty(CHIP, unparse_text(text_of([[bare]])))
    return made


_ALIGNMENTS = {
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


def _block_format(dress: Dress, *, first: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    if dress.align in _ALIGNMENTS:
        made.setAlignment(_ALIGNMENTS[dress.align])
    if dress.line:
        made.setLineHeight(dress.line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    if not first:
        made.setTopMargin(dress.gap)
    return made


def format_after(document: QTextDocument, position: int) -> QTextCharFormat:
    """Return what the character after a position of Qt looks like, an empty format at the end."""
    cursor = QTextCursor(document)
    if position + 1 >= document.characterCount():
        return QTextCharFormat()
    cursor.setPosition(position + 1)
    return cursor.charFormat()


def next_format(cursor: QTextCursor, form: QTextCharFormat) -> Format | None:
    """Return what to type in at a caret so as to go on with no chip and with no link that ends there.

    `form` is what Qt would type in; None when that is right.
    """
    link = form.stringProperty(HREF)
    if not link and not is_chip(form) and not form.hasProperty(CHIP):
        return None
    goes_on = (
        link
        and not cursor.atBlockStart()
        and format_after(cursor.document(), cursor.position()).stringProperty(HREF) == link
    )
    own = PLAIN if is_chip(form) else format_of(form)
    return replace(own, href=link if goes_on else "")


def toggled(form: QTextCharFormat, name: str) -> Format:
    """Return what to type in when `bold` or `italic` is switched; it belongs to no link."""
    here = replace(format_of(form), href="")
    return replace(here, bold=not here.bold) if name == "bold" else replace(here, italic=not here.italic)


# ---- writing


def write(document: QTextDocument, text: Text, dress: Dress = PLAIN_DRESS) -> None:
    """Make a text the content of a document; its default font is its natural typography and stays."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    cursor.setBlockFormat(_block_format(dress, first=True))
    cursor.setCharFormat(QTextCharFormat())
    cursor.setBlockCharFormat(QTextCharFormat())
    insert(cursor, text, dress)
    cursor.endEditBlock()


def insert(cursor: QTextCursor, text: Text, dress: Dress = PLAIN_DRESS) -> None:
    """Insert a text in the place of what is selected, as one edit."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for i, paragraph in enumerate(text.paragraphs):
        if i:
            cursor.insertBlock(_block_format(dress, first=False), QTextCharFormat())
        for item in paragraph:
            if isinstance(item, Run):
                cursor.insertText(item.text.replace("\n", LINE), char_format(item.format, dress))
            else:
                cursor.insertText(OBJECT, chip_format(item, dress))
    cursor.setCharFormat(QTextCharFormat())
    cursor.endEditBlock()


def set_format(cursor: QTextCursor, dress: Dress = PLAIN_DRESS, **changes: object) -> None:
    """Change the format of what is selected; chips stay what they are."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    found = list(_fragments(cursor.document(), start, end))
    cursor.beginEditBlock()
    for position, words, form in found:
        part = QTextCursor(cursor.document())
        part.setPosition(position)
        part.setPosition(position + units(words), _KEEP)
        changed = replace(format_of(form), **changes)  # type: ignore[arg-type]
        item = chip_of(form)
        if item is None:
            part.setCharFormat(char_format(changed, dress))
        elif isinstance(item, MergeField):
            part.setCharFormat(chip_format(replace(item, format=changed), dress))
    cursor.endEditBlock()


def formats(cursor: QTextCursor) -> tuple[Format, ...]:
    """Return the formats of the runs and fields that are selected."""
    found = _fragments(cursor.document(), cursor.selectionStart(), cursor.selectionEnd())
    return tuple(
        format_of(form)
        for _position, _words, form in found
        if not is_chip(form) or isinstance(chip_of(form), MergeField)
    )


# ---- reading


def read(document: QTextDocument, start: int = 0, end: int | None = None) -> Text:
    """Return the content of a document, or what stands between two positions of Qt, as a Text."""
    last = document.characterCount() if end is None else end
    paragraphs: list[list[Inline]] = []
    block = document.findBlock(start) if start else document.begin()
    while block.isValid() and block.position() <= last:
        paragraphs.append([item for part in _block_fragments(block, start, last) for item in _inlines(*part)])
        block = block.next()
    return text_of(paragraphs)


def _inlines(_position: int, words: str, form: QTextCharFormat) -> Iterator[Inline]:
    item = chip_of(form)
    if item is not None:
        yield from (item for sign in words if sign == OBJECT)  # equal neighbours share one fragment
        words = words.replace(OBJECT, "")
    words = words.replace(OBJECT, "").replace(LINE, "\n")
    if words:
        yield Run(words, format_of(form))


def _fragments(document: QTextDocument, start: int, end: int) -> Iterator[tuple[int, str, QTextCharFormat]]:
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        yield from _block_fragments(block, start, end)
        block = block.next()


def _block_fragments(block: QTextBlock, start: int, end: int) -> Iterator[tuple[int, str, QTextCharFormat]]:
    """Yield position, words and format of what a block has between two positions."""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        first, length = fragment.position(), fragment.length()
        if first < end and first + length > start:
            words = fragment.text()
            if first < start or first + length > end:
                words = _cut(words, max(0, start - first), min(length, end - first))
            yield max(first, start), words, fragment.charFormat()
        iterator += 1


# ---- counting


def units(words: str) -> int:
    """Return how many positions words take in Qt."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _cut(words: str, start: int, end: int) -> str:
    coded = words.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    return coded.decode("utf-16-le", "surrogatepass")


def offset_of(document: QTextDocument, position: int) -> int:
    """Return the offset in the Text of a position of Qt."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(position, document.characterCount() - 1), _KEEP)
    return len(cursor.selectedText())


def position_of(document: QTextDocument, offset: int) -> int:
    """Return the position of Qt of an offset in the Text; past the end is the end."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    return units(cursor.selectedText()[: max(0, offset)])
