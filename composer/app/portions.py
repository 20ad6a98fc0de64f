"""What is in a stretch: as blocks of its own, and with another format. Pure functions, as in `stretch`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from composer.app.commands import text_paths
from composer.app.stretch import Reach, Stretch, reach_of
from composer.blocks.kind import schema_of
from composer.model.document import Block, BlockId, Document, Where
from composer.model.edits import get_field, set_field, with_children
from composer.model.slices import formats_in, formatted, part
from composer.model.text import Text


def portion(document: Document, stretch: Stretch) -> tuple[Block, ...]:
    """Return blocks that hold only what is in a stretch, without what holds them and is not in it itself."""
    return tuple(_taken(document.blocks, reach_of(document, stretch)))


def _taken(blocks: tuple[Block, ...], reach: Reach) -> Iterator[Block]:
    for block in blocks:
        children = tuple(_taken(block.children, reach))
        taken = _part_of(block, block, "", reach)
        if taken is None and not _is_in(block, reach):
            yield from children
        else:
            made = block if taken is None else taken
            yield replace(made, **({"blocks": children} if children != made.children else {}))


def _is_in(block: Block, reach: Reach) -> bool:
    return reach.touches(block.where()) and not reach.is_edge(block)


def _part_of(record: Any, block: Block, prefix: str, reach: Reach) -> Any:  # noqa: ANN401  a block or record
    """Return a block or record with only those of its words that are in a stretch, None when none are."""
    changes: dict[str, object] = {}
    declared: type = type(record)
    is_in = False
    for name, schema in schema_of(declared):
        value, path = getattr(record, name), f"{prefix}{name}"
        if schema.sort == "text":
            made: object = _words_in(value, block, path, reach)
            is_in = is_in or bool(made)
            made = made or Text()
        elif schema.sort == "grid":
            cells = [
                [_words_in(cell, block, f"{path}.{r}.{c}", reach) for c, cell in enumerate(row)]
                for r, row in enumerate(value)
            ]
            rows = [row for row in cells if any(cell is not None for cell in row)]
            is_in = is_in or bool(rows)
            made = tuple(tuple(cell or Text() for cell in row) for row in rows)
        elif schema.sort == "records":
            parts = [_part_of(item, block, f"{path}.{i}.", reach) for i, item in enumerate(value)]
            has_texts = schema.record is None or any(text_paths(item) for item in value)
            kept = tuple(item for item in parts if item is not None)
            is_in = is_in or bool(kept)
            made = kept if has_texts else value
        else:
            continue
        if made != value:
            changes[name] = made
    return (replace(record, **changes) if changes else record) if is_in else None


def _words_in(text: Text, block: Block, path: str, reach: Reach) -> Text | None:
    """Return what of a text is in a stretch; None when nothing is."""
    covered = reach.covered(Where(block.id, path), text)
    if covered is None or (covered[0] >= covered[1] and Where(block.id, path) not in reach.inner):
        return None
    return part(text, *covered)


def toggled(document: Document, stretch: Stretch, name: str) -> Document:
    """Return a document with a stretch bold or italic, or no longer so when all of it was."""
    reach = reach_of(document, stretch)
    found = [
        (Where(block.id, one.path), text, covered)
        for block in document.walk()
        if reach.touches(block.where()) or reach.is_edge(block)
        for one in text_paths(block)
        if (text := get_field(block, one.path))
        and (covered := reach.covered(Where(block.id, one.path), text))
        and covered[0] < covered[1]
    ]
    forms = [form for _where, text, covered in found for form in formats_in(text, *covered)]
    value = not (forms and all(getattr(form, name) for form in forms))
    made: dict[BlockId, dict[str, Text]] = {}
    for where, text, covered in found:
        made.setdefault(where.block, {})[where.field] = formatted(text, *covered, **{name: value})
    return replace(document, blocks=_with_texts(document.blocks, made))


def _with_texts(blocks: tuple[Block, ...], texts: dict[BlockId, dict[str, Text]]) -> tuple[Block, ...]:
    """Return blocks with other texts, each named by its block and path; all in one walk."""
    out = []
    for block in blocks:
        alone = Document(template="", blocks=(block,))
        for path, text in texts.get(block.id, {}).items():
            alone = set_field(alone, block.id, path, text)
        made = alone.blocks[0]
        if made.children:
            children = _with_texts(made.children, texts)
            made = with_children(made, children)
        out.append(made)
    return tuple(out)
