"""What is otherwise between two versions of a block, by field and by word, in words a reader knows."""

import re
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from composer.blocks import kind_of
from composer.blocks.kind import Schema, schema_of, texts_of
from composer.i18n import N_, _
from composer.model.document import Block, BlockId, walk
from composer.model.source import Source
from composer.model.text import Cite, FreeNote, Inline, MergeField, Run, Text

Sort = Literal["same", "gone", "new"]

# A number is one word with its thousands and decimals: who misreads 31.000 as 13.000 sees both whole.
_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)+|\w+|[^\w\s]+")


class Piece(NamedTuple):
    """Some words, and whether they are in both versions, only in the first or only in the second."""

    sort: Sort
    words: str


class Difference(NamedTuple):
    """A field in which two versions differ: its path, what it is called, its words piece by piece.

    All pieces are the same where only the form of the words is otherwise: bold, a link, a language.
    """

    path: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_form_only(self) -> bool:
        """Return whether the words are the same."""
        return all(piece.sort == "same" for piece in self.pieces)


class _Field(NamedTuple):
    label: str
    words: str
    value: object


def differences(before: Block, after: Block) -> tuple[Difference, ...]:
    """Return the fields in which two versions of a block differ, in the order of the second, then the first.

    Who a block is, and where it came from, makes no difference.
    """
    if type(before) is not type(after):
        pieces = Piece("gone", block_words(before)), Piece("new", block_words(after))
        return (Difference("", _(kind_of(after).label), tuple(piece for piece in pieces if piece.words)),)
    old, new = dict(_fields(before)), dict(_fields(after))
    found = []
    for path in dict.fromkeys((*new, *old)):
        was, now = old.get(path), new.get(path)
        shown = now or was
        if shown and (was is None or now is None or was.value != now.value):
            pieces_of = word_pieces(was.words if was else "", now.words if now else "")
            found.append(Difference(path, shown.label, pieces_of))
    return (*found, *_child_differences(before, after))


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word; what is gone stands before what is new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        for sort, words in (("gone", old[i:j]), ("new", new[k:m])):
            if words:
                pieces.append(Piece("gone" if sort == "gone" else "new", "".join(words)))
    return tuple(pieces)


def block_words(block: Block) -> str:
    """Return all printed words of a block and of what it holds, a paragraph a text."""
    texts = (readable(text) for one in walk((block,)) for _path, text in texts_of(one))
    return "\n".join(words for words in texts if words.strip())


def readable(text: Text) -> str:
    """Return a text as words, with its notes and citations in brackets where they stand."""
    return "\n".join("".join(map(_inline, paragraph)) for paragraph in text.paragraphs)


def value_words(value: object) -> str:
    """Return a field, a record, a source or a whole block as words; what is empty as that."""
    if isinstance(value, Block):
        return block_words(value)
    if isinstance(value, Text):
        return readable(value)
    if isinstance(value, Source):
        return ", ".join(words for _name, words in value.variables)
    if isinstance(value, tuple):
        return "; ".join(map(value_words, value)) or _("(nothing)")
    if is_dataclass(value):
        return ": ".join(field.words for _path, field in _fields(value))
    return str(value) if value not in (None, "") else _("(nothing)")


def bare(block: Block) -> Block:
    """Return a block without ids and origins, those of what it holds included: what two versions compare."""
    children = tuple(bare(child) for child in block.children)
    changes: dict[str, object] = {"id": BlockId(""), "origin": None, "language": ""}
    if children:
        changes["blocks"] = children
    return replace(block, **changes)  # type: ignore[arg-type]  # containers only have blocks


def paired(
    before: tuple[Block, ...], after: tuple[Block, ...]
) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield what stands within two versions in pairs: alike blocks together, a lone one beside None."""
    matcher = SequenceMatcher(
        None, [_key(block) for block in before], [_key(block) for block in after], False
    )
    for _tag, i, j, k, m in matcher.get_opcodes():
        old, new = list(before[i:j]), list(after[k:m])
        while old or new:
            if old and new and type(old[0]) is type(new[0]):
                yield old.pop(0), new.pop(0)
            elif old and (not new or all(type(old[0]) is not type(other) for other in new)):
                yield old.pop(0), None
            else:
                yield None, new.pop(0)


def _key(block: Block) -> tuple[str, str]:
    own = "\n".join(readable(text) for _path, text in texts_of(block))
    return kind_of(block).name, own


def _child_differences(before: Block, after: Block) -> Iterator[Difference]:
    for place, (old, new) in enumerate(paired(before.children, after.children)):
        shown = new or old
        if shown is None:
            continue
        path = f"blocks.{place}"
        name = _(kind_of(shown).label)
        if old is None or new is None:
            sort: Sort = "gone" if new is None else "new"
            yield Difference(path, name, (Piece(sort, block_words(shown)),))
            continue
        for inner in differences(old, new):
            label = name if inner.label in (name, _("Text")) else f"{name}: {inner.label}"
            yield inner._replace(path=f"{path}.{inner.path}".rstrip("."), label=label)


def _fields(record: object, prefix: str = "", around: str = "") -> Iterator[tuple[str, _Field]]:
    """Yield every field of a block or record that has a value, children left out."""
    declared: type = type(record)
    for name, schema in schema_of(declared):
        value, path = getattr(record, name), f"{prefix}{name}"
        label = f"{around}{_(schema.label)}"
        if schema.sort == "records":
            for place, item in enumerate(value):
                yield from _fields(item, f"{path}.{place}.", f"{label} {place + 1}: ")
        elif schema.sort == "record":
            if value is not None:
                yield from _fields(value, f"{path}.", f"{label}: ")
        elif schema.sort != "blocks" and value not in (Text(), (), "", None):
            yield path, _Field(label, _words(schema, value), value)


def _words(schema: Schema, value: object) -> str:
    if isinstance(value, Text):
        return readable(value)
    if isinstance(value, tuple):
        rows = (item if isinstance(item, tuple) else (item,) for item in value)
        cells = (" | ".join(readable(c) if isinstance(c, Text) else str(c) for c in row) for row in rows)
        return "\n".join(cells)
    if schema.sort == "choice":
        return _(dict(zip(schema.choices, schema.choice_labels, strict=True)).get(str(value), str(value)))
    if schema.sort == "flag":
        return _("yes") if value else _("no")
    return str(value)


def _inline(item: Inline) -> str:
    match item:
        case Run():
            return item.text
        case MergeField():
            return f"⟦{item.name}⟧"
        case Cite():
            return f"[{'; '.join(' '.join(filter(None, one)) for one in _references(item))}]"
        case FreeNote():
            return f" [{_('Note')}: {''.join(map(_inline, item.inlines))}]"


def _references(cite: Cite) -> Iterator[tuple[str, str]]:
    return ((reference.key, reference.locator) for reference in cite.references)


# What tells whose words a piece is, for those who do not see its colour.
SPOKEN: dict[Sort, str] = {"same": "", "gone": N_("gone: “{words}”"), "new": N_("new: “{words}”")}


def spoken(difference: Difference) -> str:
    """Return a difference as one sentence: what it is called, what is gone, what is new."""
    told = [
        _(SPOKEN[piece.sort]).format(words=piece.words.strip())
        for piece in difference.pieces
        if piece.sort != "same" and piece.words.strip()
    ]
    words = ", ".join(told) if told else _("only its form")
    return f"{difference.label}: {words}"
