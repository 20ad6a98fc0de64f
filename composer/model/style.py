"""How a piece of flow looks: sizes in points, colours and faces by the names the house gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One resolved style. Distances in points; `indent` and `label_at` count from the container's edge.

    `before` and `after` are the space around it: between two neighbours the larger counts, at the top of a
    page none. `tint` and `bar` make a frame, `padding` is the room inside it. `rule_between` draws a hairline
    between the groups within a group. `border` is the colour of a hairline around the words of a paragraph,
    `padding_side` from them. `new_page` begins a page.
    """

    face: str = "text"
    size: float = 10.5
    leading: float = 14.5
    bold: bool = False
    italic: bool = False
    colour: str = "ink"
    link_colour: str = "link"
    align: str = field(default="left", metadata={"choices": ("left", "justify", "right", "center")})
    hyphenate: bool = True
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    label_at: float = 0.0
    label_colour: str = ""
    label_bold: bool = False
    label_size: float = 0.0
    keep_next: bool = False
    keep_previous: bool = False
    keep_together: bool = False
    tint: str = ""
    bar: str = ""
    bar_width: float = 2.0
    padding: float = 0.0
    padding_side: float = 0.0
    rule_between: str = ""
    border: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class StyleRule:
    """What a style changes of its parent; kinds give rules, houses and templates override them by name."""

    name: str
    parent: str = "body"
    changes: tuple[tuple[str, object], ...] = ()


def rule(name: str, parent: str = "body", **changes: object) -> StyleRule:
    """Return a rule; an unknown property is a mistake in the program and raises TypeError."""
    unknown = set(changes) - {item.name for item in fields(Style)}
    if unknown:
        raise TypeError(name, unknown)
    return StyleRule(name, parent, tuple(changes.items()))


def resolve_styles(*layers: tuple[StyleRule, ...]) -> Mapping[str, Style]:
    """Return every style by name; a later layer changes what an earlier one says, property by property.

    The parent of the last layer that names one counts. A rule whose parent is unknown or in a circle
    stands on the plain style.
    """
    parents: dict[str, str] = {}
    changes: dict[str, dict[str, object]] = {}
    for layer in layers:
        for item in layer:
            parents[item.name] = item.parent
            changes.setdefault(item.name, {}).update(item.changes)
    done: dict[str, Style] = {}

    def style(name: str, below: tuple[str, ...]) -> Style:
        if name not in done:
            known = name in changes and name not in below
            parent = style(parents[name], (*below, name)) if known and parents[name] != name else Style()
            done[name] = replace(parent, **changes[name]) if known else Style()  # type: ignore[arg-type]
        return done[name]

    for name in changes:
        style(name, ())
    return done
