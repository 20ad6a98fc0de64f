"""Files for the tests of the store, and documents of every kind of block that there is."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TypeVar, cast

from hypothesis import strategies as st

from composer.blocks import KINDS
from composer.blocks.kind import Kind, Schema, schema_of
from composer.model.characters import clean
from composer.model.document import Block, BlockId, Document, Origin
from composer.model.inline import parse_text
from composer.model.people import People, Person
from composer.model.source import VARIABLES, Source

Value = TypeVar("Value")

HEAD = "pleidooi: 1\ntemplate: demo/letter\n"


def written(folder: Path, content: str | bytes, name: str = "letter.yaml") -> Path:
    """Puts a file into a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cleaned(value: Value) -> Value:
    """Returns a document, or anything in it, without what no document may hold."""
    done: object = value
    if isinstance(value, str):
        done = clean(value)
    elif isinstance(value, tuple):
        done = tuple(cleaned(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        done = type(value)(**{item.name: cleaned(getattr(value, item.name)) for item in fields(value)})
    return cast("Value", done)


WORDS = st.text(max_size=12)
NAMES = st.text(min_size=1, max_size=12).map(clean)
LANGUAGES = st.sampled_from(("", "nl", "en", "nl-BE"))
NOTATION = st.lists(
    st.one_of(
        st.sampled_from(
            ("**a**", "*b*", "[@c, p. 1; @d]", "^[e]", "{{f.g}}", "[h]{lang=en}", "~", "\\*", "\n", "\n\n")
        ),
        st.text(max_size=6),
    ),
    max_size=6,
)
TEXTS = NOTATION.map(lambda parts: parse_text("".join(parts)))


def values(schema: Schema, record: type, depth: int) -> st.SearchStrategy[object]:
    """Returns values of one field; `record` is what declares it."""
    inner = schema.record or record
    by_sort: dict[str, Callable[[], st.SearchStrategy[object]]] = {
        "text": lambda: TEXTS,
        "texts": lambda: st.lists(TEXTS, max_size=3).map(tuple),
        "grid": lambda: st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=3).map(tuple),
        "words": lambda: WORDS,
        "image": lambda: WORDS,
        "strings": lambda: st.lists(WORDS, max_size=3).map(tuple),
        "choice": lambda: st.sampled_from(schema.choices),
        "integer": lambda: st.integers(schema.minimum, schema.maximum),
        "flag": st.booleans,
        "record": lambda: st.none() | records(inner, depth),
        "records": lambda: (
            st.lists(records(inner, depth - 1), max_size=2).map(tuple) if depth else st.just(())
        ),
        "blocks": lambda: (
            st.lists(blocks(schema.kinds, depth - 1), max_size=2).map(tuple) if depth else st.just(())
        ),
    }
    return by_sort[schema.sort]()


def records(record: type, depth: int) -> st.SearchStrategy[object]:
    """Returns records of a class with any of their fields."""
    return st.builds(record, **{name: values(schema, record, depth) for name, schema in schema_of(record)})


def blocks_of(kind: Kind, depth: int) -> st.SearchStrategy[Block]:
    """Returns blocks of a kind, without ids."""
    record: type = kind.block
    own = {name: values(schema, record, depth) for name, schema in schema_of(record)}
    origin = st.none() | st.builds(Origin, WORDS, WORDS, st.booleans())
    return st.builds(kind.block, origin=origin, language=LANGUAGES, **own)


def blocks(kinds: tuple[str, ...], depth: int) -> st.SearchStrategy[Block]:
    """Returns blocks of some kinds, of any when none is named, without ids."""
    return st.sampled_from(kinds or tuple(KINDS)).flatmap(lambda name: blocks_of(KINDS[name], depth))


def with_ids(content: tuple[Block, ...], number: int = 0) -> tuple[tuple[Block, ...], int]:
    """Gives blocks and all in them ids that differ."""
    done = []
    for block in content:
        number += 1
        changes = {name: getattr(block, name) for name in block.__dataclass_fields__} | {
            "id": BlockId(f"k{number}")
        }
        if block.children:
            changes["blocks"], number = with_ids(block.children, number)
        done.append(type(block)(**changes))
    return tuple(done), number


PERSONS = st.builds(
    Person,
    names=st.lists(WORDS, max_size=3).map(tuple),
    role=WORDS,
    organisation=WORDS,
    party=WORDS,
    address=st.lists(WORDS, max_size=3).map(tuple),
    email=WORDS,
    salutation=WORDS,
)
PEOPLE = st.dictionaries(NAMES, st.lists(PERSONS, max_size=2).map(tuple), max_size=2).map(
    lambda roles: People(tuple(roles.items()))
)
SOURCES = st.dictionaries(
    NAMES, st.tuples(WORDS, st.dictionaries(st.sampled_from(VARIABLES), WORDS, max_size=3)), max_size=2
).map(
    lambda found: tuple(
        Source(key, sort, tuple(variables.items())) for key, (sort, variables) in found.items()
    )
)
FIELDS = st.dictionaries(
    NAMES, st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none()), max_size=3
).map(lambda fields: tuple(fields.items()))
DOCUMENTS = st.builds(
    Document,
    template=st.just("demo/letter"),
    language=st.sampled_from(("nl", "en", "en-GB")),
    title=WORDS,
    fields=FIELDS,
    people=PEOPLE,
    sources=SOURCES,
    blocks=st.lists(blocks((), 2), max_size=3).map(lambda content: with_ids(tuple(content))[0]),
)
