"""How the shapes of an SVG file are painted: attributes, and the same properties in `style`.

A property that would change the picture is either read or refused; one that cannot is left alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from composer.i18n import N_, _
from composer.model.drawing import Cap, Colour, Join
from composer.store.svg_value import DrawingRefused, Matrix, colour, length, numbers, shortened, transform

Words = Mapping[str, str]
_T = TypeVar("_T")

_CAPS: dict[str, Cap] = {"butt": "butt", "round": "round", "square": "square"}
_JOINS: dict[str, Join] = {"miter": "miter", "round": "round", "bevel": "bevel"}
_RULES = {"nonzero": False, "evenodd": True}

# Properties that would change the picture, with the values that leave it as it is.
_HARMLESS_VALUES = {
    "clip-path": ("none",),
    "color": ("black", "#000", "#000000", "currentcolor", "inherit"),
    "display": ("inline", "block"),
    "fill-opacity": ("1", "1.0", "100%"),
    "filter": ("none",),
    "marker": ("none",),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mask": ("none",),
    "mix-blend-mode": ("normal",),
    "opacity": ("1", "1.0", "100%"),
    "paint-order": ("normal",),
    "stroke-dasharray": ("none",),
    "stroke-opacity": ("1", "1.0", "100%"),
    "transform-origin": ("0 0",),
    "vector-effect": ("none",),
    "visibility": ("visible",),
}
_PAINTED = (
    "fill",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "transform",
)
# What editors write into `style` although it paints nothing here: type, rendering hints, their own notes.
_IDLE_PROPERTY = re.compile(
    r"(?:font|text|letter|word|writing|shape|image|color|solid|stop|flood|lighting|-inkscape)-.+"
    r"|font|line-height|white-space|direction|overflow|isolation|enable-background|clip-rule|stroke-dashoffset"
)

_SOLID = N_("use solid colours; mix a light tint instead of making a colour transparent")
_OUTLINE = N_("cut the shapes themselves in the drawing program, so that nothing has to be hidden")
_INLINE = N_("unlink the copies in the drawing program, so that every shape is drawn in full")
_TEXT = N_("convert text to paths in the drawing program")
PLAIN = N_("save the drawing as plain SVG, with only paths in solid colours")
_HINTS = {
    "text": _TEXT,
    "tspan": _TEXT,
    "textPath": _TEXT,
    "image": N_("trace the picture to paths in the drawing program"),
    "use": _INLINE,
    "symbol": _INLINE,
    "style": N_("save the drawing with presentation attributes in place of a style sheet"),
    "linearGradient": _SOLID,
    "radialGradient": _SOLID,
    "pattern": _SOLID,
    "opacity": _SOLID,
    "fill-opacity": _SOLID,
    "stroke-opacity": _SOLID,
    "clipPath": _OUTLINE,
    "clip-path": _OUTLINE,
    "mask": _OUTLINE,
    "display": N_("delete what is hidden"),
    "visibility": N_("delete what is hidden"),
    "stroke-dasharray": N_("convert the stroke to a path in the drawing program"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What an element hands down to the elements inside it."""

    matrix: Matrix
    fill: Colour | None = (0.0, 0.0, 0.0)
    stroke: Colour | None = None
    stroke_width: float = 1.0
    cap: Cap = "butt"
    join: Join = "miter"
    miter: float = 4.0
    even_odd: bool = False


def words_of(attributes: Words) -> dict[str, str]:
    """Returns attributes and the properties in `style` together; a property wins from its attribute."""
    words = {}
    for name, value in attributes.items():
        bare = name.rpartition(" ")[2]
        if bare in ("href", "src") or name.lower().startswith("on"):
            raise refused(bare, _("the drawing refers to something else or acts by itself with '{name}'"))
        if bare == name:
            words[name] = value
    words |= _properties(words.get("style", ""))
    for name in words.keys() & _HARMLESS_VALUES.keys():
        if " ".join(words[name].lower().split()) not in _HARMLESS_VALUES[name]:
            raise refused(name, _("the drawing uses '{name}', which cannot be painted here"))
    return words


def _properties(style: str) -> dict[str, str]:
    properties = {}
    for declaration in style.split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if name in _PAINTED or name in _HARMLESS_VALUES:
            properties[name] = value
        elif (name or colon) and not _IDLE_PROPERTY.fullmatch(name):
            raise refused(name, _("the style has '{name}', which cannot be used here"))
    return properties


def style_of(words: Words, above: Style) -> Style:
    """Returns how an element is painted, given how the element around it is."""
    inner = transform(words.get("transform", ""))
    return Style(
        matrix=inner.within(above.matrix),
        fill=_read(words, "fill", colour, above.fill),
        stroke=_read(words, "stroke", colour, above.stroke),
        stroke_width=_read(words, "stroke-width", extent, above.stroke_width),
        cap=_read(words, "stroke-linecap", _CAPS.__getitem__, above.cap),
        join=_read(words, "stroke-linejoin", _JOINS.__getitem__, above.join),
        miter=_read(words, "stroke-miterlimit", _miter, above.miter),
        even_odd=_read(words, "fill-rule", _RULES.__getitem__, above.even_odd),
    )


def _read(words: Words, name: str, meaning: Callable[[str], _T], above: _T) -> _T:
    """Returns what an attribute means, or what the element around it says."""
    value = words.get(name, "inherit").strip()
    if value == "inherit":
        return above
    try:
        return meaning(value)
    except KeyError:
        reason = _("'{value}' is not a value of '{name}'").format(value=shortened(value), name=name)
        raise DrawingRefused(reason, _(PLAIN)) from None


def extent(words: str) -> float:
    """Returns a length that is at least 0."""
    size = length(words)
    if size < 0:
        raise DrawingRefused(_("'{value}' is less than zero").format(value=shortened(words)), _(PLAIN))
    return size


def _miter(words: str) -> float:
    (limit,) = numbers(words)
    if limit < 1:
        raise DrawingRefused(_("a miter limit is less than 1"), _(PLAIN))
    return limit


def refused(name: str, reason: str) -> DrawingRefused:
    """Returns a refusal with the advice that goes with a name; the name takes the place of {name}."""
    return DrawingRefused(reason.format(name=shortened(name)), _(_HINTS.get(name, PLAIN)))
