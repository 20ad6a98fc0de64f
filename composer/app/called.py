"""What the author calls the parts of a document, in the language of the window; never by a key."""

from collections.abc import Iterator

from composer.blocks.kind import Schema, kind_of, schema_of
from composer.compose.called import field_called
from composer.i18n import N_, _, spoken
from composer.model.document import SENT, Block, Document, Where
from composer.model.house import in_language
from composer.model.template import Template
from composer.model.text import Text
from composer.model.unparse import unparse_text

_PARTS = {"title": N_("Title"), "language": N_("Language"), "template": N_("Template")}
# What the program keeps among the fields of a document besides those of the template.
_KEPT = {SENT: N_("Sent on")}


def part_called(path: str, template: Template, document: Document | None = None) -> str:
    """Return what a part of the document itself is called: `fields.date`, `people.cc.0.role`, `title`.

    With a document a source is called by its title. What neither it nor the template knows is called by its
    key, which is then all that there is.
    """
    part, _dot, rest = path.partition(".")
    key = rest if part in {"sources", "media"} else rest.partition(".")[0]
    if part in {"fields", "people"}:
        if key in _KEPT:
            return _(_KEPT[key])
        return in_language(field_called(template, key), spoken()) or key
    if part == "sources":
        return _("Source {key}").format(key=_source_called(key, document))
    if part == "media":
        return _("Picture {name}").format(name=key)
    return _(_PARTS[part]) if part in _PARTS else in_language(field_called(template, path), spoken()) or path


def place_called(where: Where, template: Template, block: Block | None) -> str:
    """Return what a place is called in a list: a field of the document, else the kind of the block it is in.

    A field that is not what the block mostly consists of is named behind the kind.
    """
    if block is None:
        return part_called(where.field, template)
    kind, inner = _(kind_of(block).label), inner_called(block, where.field)
    return f"{kind}, {inner}" if inner else kind


def inner_called(block: Block, path: str) -> str:
    """Return what a field of a block is called within it: `caption`; empty for its main text, and a cell."""
    steps = [step for step in path.split(".") if not step.isdecimal()]
    declared: type = type(block)
    labels = list(_labels(declared, steps))
    if not labels or labels[-1].sort in {"blocks", "grid", "records"}:
        return ""
    main = next((name for name, schema in schema_of(declared) if schema.sort in {"text", "texts"}), "")
    return "" if steps == [main] else ", ".join(_(schema.label).lower() for schema in labels)


def value_called(schema: Schema, value: object) -> str:
    """Return a setting of a block in words: a choice by its label, yes or no, a number."""
    if schema.sort == "choice" and value in schema.choices:
        return _(schema.choice_labels[schema.choices.index(str(value))])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Text):
        return unparse_text(value)  # only its form is otherwise: the notation shows it
    if schema.record is not None or schema.sort in {"texts", "grid"}:
        return _("only its form")
    return str(value)


def _labels(declared: type, steps: list[str]) -> Iterator[Schema]:
    record: type | None = declared
    for step in steps:
        schema = dict(schema_of(record)).get(step) if record else None
        if schema is None:
            return
        yield schema
        record = schema.record or (record if schema.sort == "records" else None)


def _source_called(key: str, document: Document | None) -> str:
    found = next((one for one in document.sources if one.key == key), None) if document else None
    return (found.get("title") if found else "") or key
