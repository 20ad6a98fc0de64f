"""Headings and centred texts of a few lines: set in lines of about one length, as a compositor would."""

from functools import lru_cache

from composer.layout.lines import Setting, set_lines
from composer.layout.metrics import Metrics
from composer.layout.runs import Type
from composer.model.flow import Para, Span

# Longer texts are no headings, whatever they are called.
MOST_LINES = 4
# How finely the narrowest measure is sought: halvings of the room.
_STEPS = 7
_SHARES = {"left": 0.0, "center": 0.5, "right": 1.0}


def is_headline(para: Para, type_: Type) -> bool:
    """Return whether the lines of a paragraph are to be balanced."""
    return type_.align != "justify" and (bool(para.outline) or type_.align == "center")


@lru_cache(maxsize=1024)
def set_headline(
    spans: tuple[Span, ...], type_: Type, width: float, language: str, metrics: Metrics
) -> Setting:
    """Return spans in as many lines as they need, all as short as that allows; else as `set_lines`."""
    found = set_lines(spans, type_, width, language, metrics)
    count = len(found.lines)
    if not 1 < count <= MOST_LINES or found.overfull:
        return found
    narrow, wide = width / 2, width
    for _step in range(_STEPS):
        middle = round((narrow + wide) / 2, 3)
        tried = set_lines(spans, type_, middle, language, metrics)
        if len(tried.lines) == count and not tried.overfull and not _more_hyphens(tried, found):
            found, wide = tried, middle
        else:
            narrow = middle
    return _moved(found, width)


def _more_hyphens(one: Setting, other: Setting) -> bool:
    return sum(line.hyphenated for line in one.lines) > sum(line.hyphenated for line in other.lines)


def _moved(setting: Setting, width: float) -> Setting:
    """Return lines of a narrower measure where they stand in a wider one."""
    shift = _SHARES[setting.type.align] * (width - setting.width)
    return Setting(
        setting.spans,
        setting.type,
        width,
        font=setting.font,
        runs=setting.runs,
        lines=tuple(line._replace(x=line.x + shift) for line in setting.lines),
        overfull=setting.overfull,
        missing=setting.missing,
    )
