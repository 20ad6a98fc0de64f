"""What signs at the start of a paragraph make of it: `- ` a list, `1. ` a numbered one, `➢ ` a request.

The signs are those that people type in other programs; a pure function, as in `commands`.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from composer.app.commands import (
    RUNNING_TEXT,
    Step,
    caret_at,
    main_path,
    named,
    new_block,
    takes,
    text_paths,
)
from composer.blocks import KINDS, kind_of
from composer.i18n import N_
from composer.model.document import Block, Document, Where
from composer.model.edits import Place, find, get_field, insert_blocks, place_of, remove_blocks, set_field
from composer.model.slices import length, part
from composer.model.text import Text


class _Beginning(NamedTuple):
    """What is typed before the space, the kind it makes, and the marker when that is a list."""

    signs: re.Pattern[str]
    kind: str
    marker: str = ""


_BEGINNINGS = (
    _Beginning(re.compile(r"[-–*•·]"), "list", "bullet"),
    _Beginning(re.compile(r"1[.)]"), "list", "number"),
    _Beginning(re.compile(r"a[.)]"), "list", "letter"),
    _Beginning(re.compile(r"➢|[-=]>"), "request"),
    _Beginning(re.compile(r">"), "quotation"),
)
_SPACES = " \u00a0"


def begun(document: Document, where: Where, before: str) -> Step | None:
    """Return what a paragraph becomes in its place when `before` stands in front of the caret in it.

    None unless that is one of the signs with a space behind it; what follows goes along.
    """
    block, place = find(document, where.block), place_of(document, where.block)
    found = _beginning(before)
    if found is None or block is None or place is None or not _is_running(block, where):
        return None
    text: Text = get_field(block, where.field)
    rest = part(text, len(before), length(text))
    made = replace(new_block(document, KINDS[found.kind], rest), language=block.language)
    left = remove_blocks(document, [block.id])
    if not takes(left, place.parent, made):
        return None
    label = named(N_("Turn into {kind}"), made)
    turned = insert_blocks(left, (made,), Place(place.parent, place.index))
    if found.marker:
        turned = set_field(turned, made.id, "marker", found.marker)
    return Step(label, turned, caret_at(made, main_path(made)))


def _beginning(before: str) -> _Beginning | None:
    if before[-1:] not in _SPACES or len(before) < len("- "):
        return None
    return next((one for one in _BEGINNINGS if one.signs.fullmatch(before[:-1])), None)


def _is_running(block: Block, where: Where) -> bool:
    """Return whether a text is all there is of a block of running text."""
    paths = [one.path for one in text_paths(block)]
    return kind_of(block).name == RUNNING_TEXT and where.field == main_path(block) and paths == [where.field]
