"""Chips that are changed where they stand in a text: citations, notes and fields. Pure functions."""

from composer.app.history import Caret, Label, translated
from composer.i18n import N_
from composer.model.document import Document, Where
from composer.model.edits import find, get_field, set_field
from composer.model.inline import text_of
from composer.model.slices import Piece, joined, length, piece
from composer.model.text import Cite, FreeNote, Inline, MergeField, Text

Chip = Cite | FreeNote | MergeField

_ADDED = {Cite: N_("Add a citation"), FreeNote: N_("Add a footnote"), MergeField: N_("Add a field")}
_CHANGED = {
    Cite: N_("Change a citation"),
    FreeNote: N_("Change a footnote"),
    MergeField: N_("Change a field"),
}
_REMOVED = {
    Cite: N_("Remove a citation"),
    FreeNote: N_("Remove a footnote"),
    MergeField: N_("Remove a field"),
}


def chip_in(document: Document, where: Where, offset: int) -> Chip | None:
    """Return the chip that stands behind an offset of a text, None when there is none."""
    block = find(document, where.block)
    text: Text = get_field(block, where.field) if block and where.field else Text()
    items: list[Inline] = [item for one in piece(text, offset, offset + 1) for item in one]
    item = items[0] if len(items) == 1 else None
    return item if isinstance(item, Chip) else None


def put_chip(document: Document, where: Where, offset: int, old: Chip | None, new: Chip | None) -> Document:
    """Return the document with a chip in the place of another one, of nothing, or gone.

    The same document when the other one is no longer there, or its text is gone.
    """
    block = find(document, where.block)
    if block is None or (old is not None and chip_in(document, where, offset) != old):
        return document
    text: Text = get_field(block, where.field)
    behind = min(offset, length(text)) + (old is not None)
    middle: Piece = [[new]] if new is not None else [[]]
    changed = joined(piece(text, 0, offset), middle, piece(text, behind))
    return set_field(document, where.block, where.field, text_of(changed.paragraphs))


def chip_label(old: Chip | None, new: Chip | None) -> Label:
    """Return what the step is called that puts one chip in the place of another."""
    if old is None:
        return translated(_ADDED[type(new)] if new is not None else "")
    return translated(_REMOVED[type(old)] if new is None else _CHANGED[type(old)])


def behind(where: Where, offset: int, new: Chip | None) -> Caret:
    """Return the caret behind a chip, or where it was."""
    at = offset + (new is not None)
    return Caret(where.block, where.field, at, at)
