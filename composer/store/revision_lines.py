"""The summary of a revision straight from its file, for an index that reads every file of a library.

Whatever is not exactly as the program writes it is left to `store/revisions.py`. What is read here may still
be refused there for a value that no search looks at; whoever opens the block is then told.
"""

from collections.abc import Iterator
from functools import lru_cache

from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of
from composer.model.inline import parse_text
from composer.model.revision import LENGTHS, STATES, Length, State, Summary, Wording
from composer.store.revisions import (
    DIGEST,
    FORMAT,
    ID,
    KEY,
    OF_A_REVISION,
    OF_A_VARIANT,
    REVIEW_DATE,
    TIME,
    short_digest,
)
from composer.store.schema import names_of
from composer.store.summaries import title_of
from composer.store.values import LANGUAGE
from composer.store.yaml_lines import OtherFormError, need, plain_in
from composer.store.yaml_text import Plain

_STATES: dict[str, State] = {state: state for state in STATES}
_LENGTHS: dict[str, Length] = {length: length for length in LENGTHS}


def summary_in(data: bytes) -> Summary | None:
    """Returns the summary of a revision in the form in which the program writes it, None for others."""
    try:
        tree = plain_in(data.decode())
        return _summary(_table(tree, OF_A_REVISION), short_digest(data))
    except (OtherFormError, UnicodeDecodeError):
        return None


def _summary(tree: dict[str, Plain], digest: str) -> Summary:
    need(tree.get(KEY) is not True and tree.get(KEY) == FORMAT)
    id_, time, state = (_words(tree, name) for name in ("id", "time", "state"))
    review_by = _words(tree, "review_by")
    parents = _strings(tree, "parents")
    need(bool(ID.fullmatch(id_) and TIME.fullmatch(time) and state in _STATES))
    need(all(map(DIGEST.fullmatch, parents)) and (not review_by or bool(REVIEW_DATE.fullmatch(review_by))))
    title = _words(tree, "title")
    wordings = tuple(_wording(variant, title) for variant in _list(tree, "variants"))
    need("sources" not in tree or all(one.text.strip() for one in wordings))  # a source has other words
    need(bool(wordings) and len({one[:2] for one in wordings}) == len(wordings))
    return Summary(
        digest,
        id_,
        parents,
        _STATES[state],
        title,
        _words(tree, "owner"),
        review_by,
        _words(tree, "organisation"),
        _strings(tree, "themes"),
        _strings(tree, "tags"),
        _words(tree, "author"),
        time,
        wordings,
    )


def _wording(variant: Plain, title: str) -> Wording:
    tree = _table(variant, OF_A_VARIANT)
    language, length = _words(tree, "language"), _words(tree, "length")
    need(bool(LANGUAGE.fullmatch(language)) and length in _LENGTHS)
    block = tree.get("block")
    text = "\n".join(_block_words(block))
    kind = block["kind"] if isinstance(block, dict) else ""
    return Wording(language, _LENGTHS[length], str(kind), title or title_of(text), text)


def _block_words(tree: Plain) -> Iterator[str]:
    """Yields what a block prints and then what those within it do, as `summaries.words_in`."""
    if not isinstance(tree, dict):
        raise OtherFormError
    kind = KINDS.get(str(tree.get("kind")))
    if kind is None:
        raise OtherFormError
    yield from _record_words(tree, kind.block)
    for child in _list(tree, "blocks") if "blocks" in tree else ():
        yield from _block_words(child)


def _record_words(tree: Plain, record: type, shorthand: str = "") -> Iterator[str]:
    if isinstance(tree, str) and shorthand:
        tree = {shorthand: tree}
    values = _table(tree, names_of(record))
    for name, schema in _printed(record):
        if name in values:
            yield from _value_words(values[name], schema, record)


def _value_words(value: Plain, schema: Schema, record: type) -> Iterator[str]:
    match schema.sort, value:
        case "text", str():
            if words := parse_text(value).plain:
                yield words
        case "words", str():
            if value:
                yield value
        case "texts" | "strings" | "grid", list():
            inner = "words" if schema.sort == "strings" else "text"
            for item in value:
                yield from _value_words(item, _OF_SORT["texts" if isinstance(item, list) else inner], record)
        case "record", dict():
            yield from _record_words(value, schema.record or record)
        case "records", list():
            for item in value:
                yield from _record_words(item, schema.record or record, schema.shorthand)
        case _:
            raise OtherFormError


_OF_SORT = {
    "text": Schema(sort="text", label=""),
    "texts": Schema(sort="texts", label=""),
    "words": Schema(sort="words", label=""),
}


@lru_cache(maxsize=64)
def _printed(record: type) -> tuple[tuple[str, Schema], ...]:
    """Return the fields that print words, in order."""
    without = {"blocks", "choice", "integer", "flag", "image"}
    return tuple(
        (name, schema) for name, schema in schema_of(record) if schema.printed and schema.sort not in without
    )


# ---- values


def _table(tree: Plain, known: tuple[str, ...]) -> dict[str, Plain]:
    if not isinstance(tree, dict) or not tree.keys() <= set(known):
        raise OtherFormError
    return tree


def _words(tree: dict[str, Plain], name: str) -> str:
    value = tree.get(name, "")
    if not isinstance(value, str):
        raise OtherFormError
    return value


def _list(tree: dict[str, Plain], name: str) -> list[Plain]:
    value = tree.get(name)
    if not isinstance(value, list):
        raise OtherFormError
    return value


def _strings(tree: dict[str, Plain], name: str) -> tuple[str, ...]:
    items = _list(tree, name) if name in tree else []
    found = tuple(item for item in items if isinstance(item, str))
    need(len(found) == len(items))
    return found
