"""A template on top of those that it takes over: what the last of them says counts, name by name.

Nothing is read here: a layer keeps what its file says with the sheet that knows the file, so that whatever is
refused is refused on its own line.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Table
from typing import NamedTuple, TypeVar

from composer.store.values import Sheet, is_null
from composer.store.yaml import Mapping, Node

Read = TypeVar("Read")
# What a template says of a page of its own house; in another house it would stand in the wrong place.
OF_ITS_HOUSE = ("page", "letterhead", "logo", "foot")


class Layer(NamedTuple):
    """What one template says."""

    sheet: Sheet
    values: Table[str, Node]


def last(layers: Sequence[Layer], key: str) -> tuple[Sheet, Node] | None:
    """Returns what the last layer that has it says under a name."""
    said = ((layer.sheet, layer.values[key]) for layer in reversed(layers) if says(layer, key))
    return next(said, None)


def says(layer: Layer, key: str) -> bool:
    """Returns whether a layer says something under a name."""
    return key in layer.values and not is_null(layer.values[key])


def whole(layers: Sequence[Layer], key: str, read: Callable[[Sheet, Node], Read], default: Read) -> Read:
    """Returns what the last layer says, read as one thing."""
    found = last(layers, key)
    return default if found is None else read(*found)


def over(layers: Sequence[Layer], key: str, read: Callable[[Sheet, Node, Read], Read], base: Read) -> Read:
    """Returns what all layers say, each read as changes of what is before it."""
    for layer in layers:
        if says(layer, key):
            base = read(layer.sheet, layer.values[key], base)
    return base


def by_name(
    layers: Sequence[Layer],
    key: str,
    read: Callable[[Sheet, Node], tuple[Read, ...]],
    name_of: Callable[[Read], str],
) -> tuple[Read, ...]:
    """Returns named things of all layers in the order in which they were named first.

    A later layer replaces one in its place, and leaves out one that it calls null.
    """
    found: dict[str, Read | None] = {name: None for layer in layers for name in _names(layer, key)}
    for sheet, node in _uncovered(layers, key):
        found.update((name_of(one), one) for one in read(sheet, node))
    return tuple(one for one in found.values() if one is not None)


def _uncovered(layers: Sequence[Layer], key: str) -> Iterator[tuple[Sheet, Node]]:
    """Yield what each layer says without what a later one says better, and without what it leaves out."""
    for i, layer in enumerate(layers):
        node = layer.values.get(key)
        if node is None or is_null(node):
            continue
        if not isinstance(node, Mapping):
            yield layer.sheet, node
            continue
        later = {name for other in layers[i + 1 :] for name in _names(other, key)}
        before = {name for other in layers[:i] for name in _names(other, key)}
        entries = tuple(
            (name, value)
            for name, value in node.entries
            if str(name.value) not in later and not (is_null(value) and str(name.value) in before)
        )
        yield layer.sheet, node._replace(entries=entries)


def _names(layer: Layer, key: str) -> tuple[str, ...]:
    node = layer.values.get(key)
    return tuple(str(name.value) for name, _value in node.entries) if isinstance(node, Mapping) else ()
