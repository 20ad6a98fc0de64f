"""A specimen of a template: one document with every kind of block, every field and every role."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of
from composer.model.document import Block, BlockId, Document, FieldValue
from composer.model.inline import parse_text
from composer.model.people import People, Person
from composer.model.source import Source
from composer.model.template import FieldSpec, Template

# With a link, since links have a colour of their own.
_TEXT = parse_text("Aa [bb](https://example.org)")
_CITING = parse_text("Aa [@source, p. 1]^[Bb [cc](https://example.org)]")
_WORDS = "Aa"
# As much as a careful author puts into an envelope's window.
_PERSON = Person(
    names=("A. de Vries",),
    role="Voorzitter",
    organisation="Vaste Kamercommissie",
    party="Partij",
    address=("Postbus 20018", "2500 EA Den Haag"),
    email="info@example.org",
    salutation="Geachte leden,",
)
# What a container holds that may hold anything.
_ANYTHING = ("paragraph", "list", "request")
_DEPTH = 3


def specimen(template: Template, language: str) -> Document:
    """Return a document in which everything that a template can print is printed."""
    roles = ((role.key, (_PERSON,)) for role in template.roles)
    blocks = (*(_block(kind, _DEPTH) for kind in KINDS), replace(_block("paragraph", 0), text=_CITING))  # type: ignore[call-arg]
    return Document(
        template=template.id,
        language=language,
        title=_WORDS,
        fields=tuple((spec.key, _value(spec)) for spec in template.fields),
        people=People(tuple(roles)),
        sources=(Source("source", "report", (("author", _WORDS), ("title", _WORDS), ("issued", "2026"))),),
        blocks=tuple(_numbered(blocks, count(1))),
    )


def _value(spec: FieldSpec) -> FieldValue:
    if spec.choices:
        return spec.choices[0][0]
    samples: dict[str, FieldValue] = {"date": "2026-02-26", "number": 12, "yes-no": True}
    return samples.get(spec.type, _WORDS)


def _block(kind: str, depth: int) -> Block:
    """Return a block with something in each of its fields; `depth` is how many levels may be within it."""
    made: Block = _record(KINDS[kind].block, depth)
    return made


def _content(schema: Schema, record: type, depth: int) -> object:
    """Return something to put into a field, nothing where its default will do."""
    plain: dict[str, object] = {"text": _TEXT, "texts": (_TEXT,), "words": _WORDS, "strings": (_WORDS,)}
    if schema.sort in plain:
        return plain[schema.sort]
    if schema.sort == "record" and schema.record:
        return _record(schema.record, depth)
    if schema.sort == "records" and depth:
        return (_record(schema.record or record, depth - 1),)
    if schema.sort == "blocks" and depth:
        return tuple(_block(kind, depth - 1) for kind in schema.kinds or _ANYTHING)
    return None


def _record(record: type, depth: int) -> Any:  # noqa: ANN401  a value of the type that is given
    values = ((name, _content(schema, record, depth)) for name, schema in schema_of(record))
    return record(**{name: value for name, value in values if value})


def _numbered(blocks: tuple[Block, ...], numbers: Iterator[int]) -> Iterator[Block]:
    for block in blocks:
        changes: dict[str, Any] = {"id": BlockId(f"b{next(numbers)}")}
        if block.children:
            changes["blocks"] = tuple(_numbered(block.children, numbers))
        yield replace(block, **changes)
