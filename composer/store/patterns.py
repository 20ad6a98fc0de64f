"""Reads how a template writes what repeats: notes, sources, numbers, markers, signs of print."""

import re
from collections.abc import Sequence

from composer.blocks import KINDS
from composer.i18n import _
from composer.model.source import VARIABLES
from composer.model.template import NOTES_AGAIN, SOURCES_ORDERS, BibliographyStyle, NoteStyle, Typography
from composer.store.values import Sheet, advice, is_null, shown, taken
from composer.store.yaml import Mapping, Node, Scalar

OF_NOTES = ("source", "locator", "separator", "again", "restart")
OF_A_BIBLIOGRAPHY = ("source", "order")
MARKERS = {"request": "➢", "bullet": "•", "dash": "–"}

_PLACE = re.compile(r"\{([^{}]*)\}")
_FIRST = {"1", "a", "A"}


def read_notes(sheet: Sheet, node: Node, plain: NoteStyle) -> NoteStyle:
    """Returns how notes name their sources, where it differs from `plain`."""
    values = sheet.fields(node, _("notes"), OF_NOTES)

    def pattern(name: str, default: str, known: Sequence[str]) -> str:
        return taken(values, name, lambda value: _pattern(sheet, value, known), default)

    return NoteStyle(
        source=pattern("source", plain.source, ("type", *VARIABLES)),
        locator=pattern("locator", plain.locator, ("locator",)),
        separator=taken(values, "separator", sheet.words, plain.separator),
        again=taken(values, "again", lambda value: sheet.choice(value, NOTES_AGAIN, "again"), plain.again),
        restart=taken(
            values, "restart", lambda value: sheet.choice(value, KINDS, _("kind of block")), plain.restart
        ),
    )


def read_bibliography(sheet: Sheet, node: Node, plain: BibliographyStyle) -> BibliographyStyle:
    """Returns how a list of sources names them, where it differs from `plain`."""
    values = sheet.fields(node, _("a bibliography"), OF_A_BIBLIOGRAPHY)
    known = ("type", *VARIABLES)
    return BibliographyStyle(
        source=taken(values, "source", lambda value: _pattern(sheet, value, known), plain.source),
        order=taken(
            values, "order", lambda value: sheet.choice(value, SOURCES_ORDERS, _("order")), plain.order
        ),
    )


def _pattern(sheet: Sheet, node: Node, known: Sequence[str]) -> str:
    words = sheet.words(node)
    for name in _PLACE.findall(words):
        if name not in known:
            raise sheet.refuse(
                node, _("unknown variable '{name}'").format(name=shown(f"{{{name}}}")), advice(name, known)
            )
    return words


def read_numbering(sheet: Sheet, node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns how the numbers of kinds look, by what they count."""
    counters = {kind.counter for kind in KINDS.values() if kind.counter}
    values = sheet.fields(node, _("numbering"), sorted(counters))
    return tuple((name, _patterns(sheet, value)) for name, value in values.items())


def _patterns(sheet: Sheet, node: Node) -> tuple[str, ...]:
    """Returns the pattern of a number, or one for each level."""
    items = (node,) if isinstance(node, Scalar) else sheet.items(node)
    for item in items or (node,):
        words = sheet.words(item) if items else ""
        if not _FIRST & set(words):
            reason = _("'{pattern}' holds no number").format(pattern=shown(words))
            raise sheet.refuse(item, reason, _("write it as the first one looks, with 1, a or A"))
    return tuple(sheet.words(item) for item in items)


def read_markers(sheet: Sheet, node: Node) -> tuple[tuple[str, str], ...]:
    """Returns the markers that a template has of its own."""
    values = sheet.fields(node, _("markers"), MARKERS)
    return tuple((name, sheet.words(value)) for name, value in values.items())


def read_typography(sheet: Sheet, node: Node, plain: Typography) -> Typography:
    """Returns what is set as print wants it; a bare yes or no speaks of everything."""
    if not isinstance(node, Mapping):
        return Typography(*[sheet.flag(node)] * len(Typography._fields))
    values = sheet.fields(node, _("typography"), Typography._fields)
    said = {name: sheet.flag(value) for name, value in values.items() if not is_null(value)}
    return plain._replace(**said)
