"""What differs between two states of a document, in the words of the author: place by place, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from composer.app.called import part_called, value_called
from composer.app.fields import names_in, plain_words
from composer.app.merge_tree import Tree
from composer.blocks.kind import kind_of, texts_of
from composer.compose.fields import value_words
from composer.i18n import LANGUAGE_NAMES, _, spoken
from composer.model.document import Block, BlockId, Document
from composer.model.house import in_language
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.source import Source
from composer.model.template import Template

# Texts longer than this, in words, are shown whole: to compare them would take longer than a look at them.
MOST_WORDS = 4000
FIRST_WORDS = 40

_NO_BLOCK = BlockId("")
NO_CHIPS: Mapping[str, str] = {}
_WORDS = re.compile(r"\s+|[^\s]+")
_PARTS = ("title", "language", "template")


class Sort(Enum):
    """What became of a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Piece(NamedTuple):
    """Some words of a text; `is_other` says that the other state does not have them there."""

    text: str
    is_other: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that is not the same: what it is called, and what stands there in both states.

    `block` is its block, empty for a part of the document itself.
    """

    place: str
    sort: Sort
    before: Pieces = ()
    after: Pieces = ()
    block: BlockId = _NO_BLOCK


def differences(before: Document | None, after: Document, template: Template) -> tuple[Difference, ...]:
    """Return all that differs, in the order of reading: parts of the document itself, then its blocks."""
    was = before or Document(template=after.template, language=after.language)
    return (*_of_head(was, after, template), *_of_blocks(was, after, template))


def marked(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Return two texts in pieces, with the words marked that the other one does not have."""
    ours, theirs = _WORDS.findall(one), _WORDS.findall(other)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        return _whole(one), _whole(other)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        is_other = tag != "equal"
        left += [Piece("".join(ours[a:b]), is_other)] if b > a else []
        right += [Piece("".join(theirs[c:d]), is_other)] if d > c else []
    return tuple(left), tuple(right)


def words_of(value: object, chips: Mapping[str, str] = NO_CHIPS) -> str:
    """Return what a block, or a value of the document itself, says to its reader.

    `chips` are the words of fields and references in the texts of a block.
    """
    if isinstance(value, Block):
        return "\n".join(plain_words(text, chips) for _path, text in texts_of(value))
    if isinstance(value, Source):
        return "\n".join(words for _name, words in value.variables)
    if isinstance(value, Person):
        parts = (value.title, value.role, value.organisation, value.party, *value.address, value.email)
        return ", ".join(dict.fromkeys(part for part in parts if part))
    if isinstance(value, tuple):
        return "\n".join(words_of(one) for one in value)
    return _plain_words(value)


def _plain_words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Image):
        return value.name
    return "" if value is None else str(value)


def name_of(block: Block, chips: Mapping[str, str] = NO_CHIPS) -> str:
    """Return what the author calls a block: its kind and how it begins."""
    kind = _(kind_of(block).label)
    words = " ".join(words_of(block, chips).split())
    if len(words) > FIRST_WORDS:
        words = words[:FIRST_WORDS].rsplit(" ", 1)[0].rstrip(".,;:") + "…"
    return f"{kind}: {words}" if words else kind


def part_words(path: str, value: object, template: Template, chips: Mapping[str, str] = NO_CHIPS) -> str:
    """Return what a part of the document itself says: a date written out, a choice by its label."""
    part, _dot, key = path.partition(".")
    spec = template.field(key) if part == "fields" else None
    if spec and isinstance(value, str | int):
        return value_words(spec, value, spoken())
    if path == "language":
        return LANGUAGE_NAMES.get(str(value), str(value))
    if path == "template" and value == template.id:
        return in_language(template.label, spoken()) or template.id
    return words_of(value, chips)


# ---- the document besides its blocks


def _of_head(was: Document, now: Document, template: Template) -> Iterator[Difference]:
    before, after = _parts(was), _parts(now)
    for path in dict.fromkeys((*after, *before)):
        one, other = before.get(path), after.get(path)
        if one != other:
            place = part_called(path, template, now if other else was)
            said, becomes = (part_words(path, value, template) or None for value in (one, other))
            yield _difference(place, said, becomes)


def _parts(document: Document) -> dict[str, object]:
    return {
        **{name: getattr(document, name) for name in _PARTS},
        **{f"fields.{key}": value for key, value in document.fields},
        **{f"people.{key}": persons for key, persons in document.people.roles},
        **{f"sources.{source.key}": source for source in document.sources},
        **{f"media.{image.name}": image for image in document.media},
    }


# ---- blocks


def _of_blocks(was: Document, now: Document, template: Template) -> Iterator[Difference]:
    chips = names_in(now, template, otherwise=names_in(was, template))
    before, after = Tree.of(was.blocks), Tree.of(now.blocks)
    ids_before, ids_after = list(before.own), list(after.own)
    moved: set[BlockId] = set()  # what a block holds moves with it
    steps = SequenceMatcher(a=ids_before, b=ids_after, autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        for identity in ids_before[a:b]:
            if identity not in after.own:
                gone = before.own[identity]
                yield _difference(name_of(gone, chips), _said(gone, chips), None, identity)
        for identity in ids_after[c:d]:
            parent = after.parent[identity]
            if identity in before.own and (tag != "equal" or before.parent[identity] != parent):
                moved.add(identity)
            is_moved = identity in moved and parent not in moved
            yield from _of_block(before.own.get(identity), after.own[identity], chips, is_moved=is_moved)


def _of_block(
    was: Block | None, now: Block, chips: Mapping[str, str], *, is_moved: bool
) -> Iterator[Difference]:
    name = name_of(now, chips)
    if was is None:
        yield _difference(name, None, _said(now, chips), now.id)
    elif was != now:
        one, other = _said(was, chips), _said(now, chips)
        if one == other:
            one, other = (
                f"{words}\n{_settings(block, than)}"
                for words, block, than in ((one, was, now), (other, now, was))
            )
        yield _difference(name, one, other, now.id)
    elif is_moved:
        words = _whole(_said(now, chips))
        yield Difference(name, Sort.MOVED, words, words, now.id)


def _said(block: Block, chips: Mapping[str, str]) -> str:
    return words_of(block, chips) or _(kind_of(block).label)


def _settings(block: Block, other: Block) -> str:
    """Return what is set otherwise in a block than in another one that says the same."""
    if type(block) is not type(other):
        return _(kind_of(block).label)
    found = (
        (item.metadata["schema"], getattr(block, item.name), getattr(other, item.name))
        for item in fields(block)
        if "schema" in item.metadata
    )
    return "\n".join(
        f"{_(schema.label)}: {value_called(schema, value)}"
        for schema, value, their in found
        if value != their
    )


def _difference(place: str, one: str | None, other: str | None, block: BlockId = _NO_BLOCK) -> Difference:
    if one is None or other is None:
        sort = Sort.ADDED if one is None else Sort.REMOVED
        return Difference(place, sort, _whole(one or ""), _whole(other or ""), block)
    return Difference(place, Sort.CHANGED, *marked(one, other), block)


def _whole(words: str) -> Pieces:
    return (Piece(words),) if words else ()
