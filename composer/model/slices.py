"""Parts of texts: cut out, put together, formatted. An offset counts characters as `Run` has them.

A chip counts as one, so does the end of a paragraph.
"""

from collections.abc import Iterator
from dataclasses import replace

from composer.model.inline import text_of
from composer.model.text import Format, Inline, MergeField, Run, Text

# Paragraphs that need not be in normal form, such as one that ends with a line break; never none at all.
Piece = list[list[Inline]]


def length(text: Text) -> int:
    """Return the offset of the end of a text."""
    return sum(map(_size, text.inlines)) + max(0, len(text.paragraphs) - 1)


def piece(text: Text, start: int = 0, end: int | None = None) -> Piece:
    """Return what stands between two offsets; an end of a paragraph between them parts the piece too."""
    last = length(text) if end is None else end
    out: Piece = [[]]
    for at, item in _items(text):
        if item is None:
            if start <= at < last:
                out.append([])
            continue
        size = _size(item)
        first, behind = max(start, at) - at, min(last, at + size) - at
        if first < behind:
            out[-1].append(replace(item, text=item.text[first:behind]) if isinstance(item, Run) else item)
    return out


def joined(*pieces: Piece) -> Text:
    """Return pieces behind each other as one text; the first paragraph of each goes on the last one."""
    out: Piece = [[]]
    for one in pieces:
        out[-1].extend(one[0])
        out += [list(paragraph) for paragraph in one[1:]]
    return text_of(out)


def part(text: Text, start: int, end: int | None = None) -> Text:
    """Return what stands between two offsets as a text; the same object when that is all of it."""
    last = length(text) if end is None else end
    return text if start <= 0 and last >= length(text) else joined(piece(text, start, last))


def stripped(text: Text) -> Text:
    """Return a text without spaces at its edges."""
    out = piece(text)
    if out[0] and isinstance(first := out[0][0], Run):
        out[0][0] = replace(first, text=first.text.lstrip(" "))
    if out[-1] and isinstance(last := out[-1][-1], Run):
        out[-1][-1] = replace(last, text=last.text.rstrip(" "))
    return text_of(out)


def without(text: Text, start: int, end: int) -> Text:
    """Return a text without what stands between two offsets."""
    return text if start >= end else joined(piece(text, 0, start), piece(text, end))


def put_in(text: Text, offset: int, other: Text) -> Text:
    """Return a text with another one in it, whose first and last paragraph become part of those around."""
    return joined(piece(text, 0, offset), piece(other), piece(text, offset)) if other.paragraphs else text


def formats_in(text: Text, start: int, end: int) -> Iterator[Format]:
    """Yield the formats of the runs and fields between two offsets."""
    for paragraph in piece(text, start, end):
        for item in paragraph:
            if isinstance(item, MergeField) or (isinstance(item, Run) and item.text.strip()):
                yield item.format


def formatted(text: Text, start: int, end: int, **changes: object) -> Text:
    """Return a text with the format between two offsets changed; citations and notes have none."""
    middle = [
        [
            replace(item, format=replace(item.format, **changes))  # type: ignore[arg-type]
            if isinstance(item, Run | MergeField)
            else item
            for item in paragraph
        ]
        for paragraph in piece(text, start, end)
    ]
    return joined(piece(text, 0, start), middle, piece(text, end))


def _size(item: Inline) -> int:
    return len(item.text) if isinstance(item, Run) else 1


def _items(text: Text) -> Iterator[tuple[int, Inline | None]]:
    """Yield each inline with its offset; None is the end of a paragraph that another one follows."""
    at = 0
    for i, paragraph in enumerate(text.paragraphs):
        if i:
            yield at, None
            at += 1
        for item in paragraph:
            yield at, item
            at += _size(item)
