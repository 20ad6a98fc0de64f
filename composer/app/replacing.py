"""Replace: what was found says something else, in one step, after a look at what would become of it.

Chips are never touched: what covers a citation, a note, a merge field or the end of a paragraph stays.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from composer.app.find import CHIP, TITLE, Found, Hit, Query, compiled
from composer.app.history import Label
from composer.app.letters import Sign, inlines_of, signs_of, text_from
from composer.i18n import _, ngettext
from composer.model.characters import clean
from composer.model.document import Block, BlockId, Document
from composer.model.edits import get_field, set_document_field, set_field, with_children
from composer.model.text import PLAIN, FreeNote, Text

# How much is shown around a hit, in characters.
AROUND = 32


class Glimpse(NamedTuple):
    """A hit with what stands around it, and what it would become."""

    before: str
    words: str
    after: str
    instead: str


def glimpse(found: Found, hit: Hit, instead: str) -> Glimpse:
    """Return a hit with a few words around it; one that cannot change stays what it is."""
    words = hit.passage.words
    before = words[max(0, hit.start - AROUND) : hit.start]
    after = words[hit.end : hit.end + AROUND]
    cut_before = "…" if hit.start > AROUND else ""
    cut_after = "…" if hit.end + AROUND < len(words) else ""
    new = _instead(found.query, hit, instead) if hit.can_change else hit.words
    return Glimpse(cut_before + _line(before), _line(hit.words), _line(after) + cut_after, _line(new))


def _line(words: str) -> str:
    return words.replace(CHIP, "[…]").replace("\n", " ")


def problem_with(found: Found, instead: str) -> str:
    """Return what is wrong with what shall stand instead, empty when nothing is."""
    if not found.query.is_pattern or not found.hits:
        return ""
    try:
        _instead(found.query, found.hits[0], instead)
    except (re.error, IndexError):
        return _("What stands after “\\” must be the number of a group in the expression.")
    return ""


def _instead(query: Query, hit: Hit, instead: str) -> str:
    if not query.is_pattern:
        return clean(instead)
    match = compiled(query).match(hit.passage.words, hit.start)
    return clean(match.expand(instead)) if match else hit.words


def replaced(document: Document, found: Found, instead: str, hits: Sequence[Hit] | None = None) -> Document:
    """Return a document in which hits, all of them when none are named, say something else.

    New words have the format of the first letter they stand for. The hits must be those of this document.
    """
    if problem_with(found, instead):
        return document
    chosen = [hit for hit in (found.hits if hits is None else hits) if hit.can_change]
    known = {block.id: block for block in document.walk()}
    changed: dict[BlockId, Block] = {}
    for where, group in groupby(sorted(chosen, key=lambda hit: hit.passage.place), lambda hit: hit.where):
        of_field = tuple(group)
        changes = [(hit.passage.note, *hit[1:], _instead(found.query, hit, instead)) for hit in of_field]
        if where.block:
            block = changed.get(where.block, known[where.block])
            changed[where.block] = _block_with(block, where.field, changes)
        else:
            document = _fields_with(document, where.field, of_field[0].passage.words, changes)
    blocks = _exchanged(document.blocks, changed)
    return document if blocks is document.blocks else replace(document, blocks=blocks)


Changes = Sequence[tuple[int, int, int, str]]


def _fields_with(document: Document, field: str, words: str, changes: Changes) -> Document:
    new = _words_with(words, changes)
    return replace(document, title=new) if field == TITLE else set_document_field(document, field, new)


def _block_with(block: Block, field: str, changes: Changes) -> Block:
    value = get_field(block, field)
    new = _words_with(value, changes) if isinstance(value, str) else _text_with(value, changes)
    return set_field(Document(template="", blocks=(block,)), block.id, field, new).blocks[0]


def _exchanged(blocks: tuple[Block, ...], changed: Mapping[BlockId, Block]) -> tuple[Block, ...]:
    """Return blocks with others in their places, however deep they stand; what is not touched is shared."""
    made = []
    for old in blocks:
        children = _exchanged(old.children, changed)
        block = changed.get(old.id, old)
        if children is not old.children:
            block = with_children(block, children)
        made.append(block)
    return blocks if all(a is b for a, b in zip(made, blocks, strict=True)) else tuple(made)


def _words_with(words: str, changes: Changes) -> str:
    for _note, start, end, new in sorted(changes, reverse=True):
        words = words[:start] + new + words[end:]
    return words


def _text_with(text: Text, changes: Changes) -> Text:
    signs = signs_of(text.paragraphs)
    for note, start, end, new in sorted(changes, reverse=True):
        if note < 0:
            signs[start:end] = _new_signs(signs, start, new)
        else:
            free = signs[note]
            if isinstance(free, FreeNote):
                within = signs_of((free.inlines,))
                within[start:end] = _new_signs(within, start, new)
                signs[note] = FreeNote(tuple(inlines_of(within)))
    return text_from(signs)


def _new_signs(signs: list[Sign], start: int, words: str) -> list[Sign]:
    first = signs[start]
    form = first[1] if isinstance(first, tuple) else PLAIN
    return [(sign, form) for sign in words]


def replace_label(count: int) -> Label:
    """Return what undo calls the replacing of some hits."""
    return lambda: ngettext("Replace {count} place", "Replace {count} places", count).format(count=count)
