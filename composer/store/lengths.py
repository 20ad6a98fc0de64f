"""Lengths as houses write them: millimetres in the file, points inside."""

from composer.i18n import _
from composer.store.values import Sheet
from composer.store.yaml import Node

POINTS = 72 / 25.4
SHORTEST = 1.0  # millimetres, of what must be seen
_LONGEST = 2000.0


def length(sheet: Sheet, node: Node, shortest: float = 0) -> float:
    """Returns millimetres in points."""
    return sheet.number(node, shortest, _LONGEST) * POINTS


def pair(sheet: Sheet, node: Node, shortest: float = 0) -> tuple[float, float]:
    """Returns two lengths in points."""
    items = sheet.items(node)
    if len(items) != len("xy"):
        raise sheet.unexpected(node, _("two lengths"), _("write [x, y] in millimetres from the top left"))
    return length(sheet, items[0], shortest), length(sheet, items[1], shortest)
