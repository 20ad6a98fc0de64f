"""The parts of docs/ that follow from the code; run as a program, it brings them up to date."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of
from composer.model.style import Style

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- made by tests/store/reference.py: {name} -->", "<!-- end -->"


def kinds_table() -> str:
    """Returns every kind with its fields as a Markdown table."""
    rows = [
        f"| `{name}` | {'<br>'.join(_fields(kind.block)) or '–'} |" for name, kind in sorted(KINDS.items())
    ]
    return "\n".join(("| kind | fields |", "|---|---|", *rows))


def styles_table() -> str:
    """Returns every property of a style as a Markdown table."""
    rows = []
    for item in fields(Style):
        choices = item.metadata.get("choices")
        sort = " · ".join(f"`{choice}`" for choice in choices) if choices else _SORTS[item.type]
        default = str(item.default).lower() if isinstance(item.default, bool) else item.default
        rows.append(f"| `{item.name}` | {sort} | {f'`{default}`' if default != '' else 'none'} |")
    return "\n".join(("| property | value | default |", "|---|---|---|", *rows))


TABLES: dict[str, tuple[str, Callable[[], str]]] = {
    "kinds": ("format.md", kinds_table),
    "styles": ("houses.md", styles_table),
}

_SORTS = {str: "a name", float: "points", bool: "`true` or `false`"}


def with_table(text: str, name: str) -> str:
    """Returns a page with one of its tables made anew."""
    begin = BEGIN.format(name=name)
    before, _begin, rest = text.partition(begin)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(name)
    return f"{before}{begin}\n\n{TABLES[name][1]()}\n\n{end}{after}"


def _fields(record: type, seen: tuple[type, ...] = ()) -> Iterator[str]:
    defaults = {item.name: item.default for item in fields(record)}
    for name, schema in schema_of(record):
        words = _SAYS[schema.sort](schema)
        inner = schema.record or record
        if schema.sort in ("record", "records"):
            again = inner is record or inner in seen
            words = "list of the same" if again else f"{words} ({', '.join(_fields(inner, (*seen, record)))})"
        if schema.sort in ("choice", "integer", "flag"):
            words += f", else `{str(defaults[name]).lower()}`"
        hidden = not schema.printed and not seen
        yield f"`{name}`: {words}" + " – needed" * schema.required + " – never printed" * hidden


def _shorthand(schema: Schema) -> str:
    return f"list, a bare text is its `{schema.shorthand}`" if schema.shorthand else "list"


_SAYS: dict[str, Callable[[Schema], str]] = {
    "text": lambda _schema: "notation",
    "texts": lambda _schema: "list of notation",
    "grid": lambda _schema: "list of rows, each a list of notation",
    "words": lambda _schema: "plain words",
    "image": lambda _schema: "the name of a picture in `media`",
    "strings": lambda _schema: "list of plain words",
    "choice": lambda schema: " · ".join(f"`{choice}`" for choice in schema.choices),
    "integer": lambda schema: f"{schema.minimum} to {schema.maximum}",
    "flag": lambda _schema: "`true` or `false`",
    "record": lambda _schema: "fields",
    "records": _shorthand,
    "blocks": lambda schema: "blocks: " + (", ".join(f"`{kind}`" for kind in schema.kinds) or "any"),
}


if __name__ == "__main__":
    for table, (page, _make) in TABLES.items():
        path = DOCS / page
        path.write_text(with_table(path.read_text("utf-8"), table), "utf-8")
