"""Where the values of a house or a template stand in their file, by the path of names that leads to them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from composer.errors import TemplateError
from composer.model.language import is_language
from composer.store import limits, yaml
from composer.store.files import read_bytes


class Places(NamedTuple):
    """Line and column, from 1, by path (`colours.grey`, `letterhead.0`); texts by language with theirs."""

    lines: Mapping[str, tuple[int, int]]
    said: tuple[tuple[str, tuple[str, ...]], ...]


def read_places(path: Path) -> Places:
    """Returns the places in a file; raises TemplateError when it is no YAML that the program reads."""
    data = read_bytes(path, limits.YAML_BYTES, refusal=TemplateError)
    found = tuple(_walk(yaml.read_yaml(data, str(path), refusal=TemplateError), ""))
    said = ((path, _languages(node)) for path, _place, node in found)
    return Places(
        lines={path: place for path, place, _node in found},
        said=tuple((path, languages) for path, languages in said if languages),
    )


def _walk(node: yaml.Node, path: str) -> Iterator[tuple[str, tuple[int, int], yaml.Node]]:
    before = f"{path}." if path else ""
    if isinstance(node, yaml.Mapping):
        for key, value in node.entries:
            yield f"{before}{key.value}", (key.line, key.column), value
            yield from _walk(value, f"{before}{key.value}")
    elif isinstance(node, yaml.Sequence):
        for i, item in enumerate(node.items):
            yield f"{before}{i}", (item.line, item.column), item
            yield from _walk(item, f"{before}{i}")


def _languages(node: yaml.Node) -> tuple[str, ...]:
    """Returns the languages of a text that is given by language; anything else has none."""
    if not isinstance(node, yaml.Mapping):
        return ()
    keys = tuple(str(key.value) for key, value in node.entries if isinstance(value, yaml.Scalar))
    return keys if len(keys) == len(node.entries) and all(map(is_language, keys)) else ()
