"""A new page where one writes: what Ctrl+Enter does in running text. A pure function, as in `commands`."""

from dataclasses import replace

from composer.app import joints
from composer.app.commands import RUNNING_TEXT, Step, main_path, named, new_block, takes, text_paths
from composer.app.history import Caret
from composer.blocks import KINDS, kind_of
from composer.i18n import N_
from composer.model.document import Document, Where
from composer.model.edits import Place, children_of, find, insert_blocks, place_of
from composer.model.text import Text

BREAK = "page-break"


def break_page(document: Document, where: Where, head: Text, tail: Text) -> Step | None:
    """Let what stands behind the caret begin a new page; `head` stands before it, `tail` behind it.

    None in what is no running text, and where a page break may not stand.
    """
    block, place = find(document, where.block), place_of(document, where.block)
    if block is None or place is None or kind_of(block).name != RUNNING_TEXT:
        return None
    if not takes(document, place.parent, new_block(document, KINDS[BREAK])):
        return None
    if not head and tail:
        return _between(document, Place(place.parent, place.index), Caret(where.block, where.field))
    siblings = children_of(document, place.parent)
    behind = siblings[place.index + 1] if place.index + 1 < len(siblings) else None
    at = Place(place.parent, place.index + 1)
    if not tail and behind is not None:
        paths = [one.path for one in text_paths(behind)]
        return _between(document, at, Caret(behind.id, main_path(behind) if paths else ""))
    step = joints.split(document, where, head, tail)
    return step and _between(step.document, at, step.caret)


def _between(document: Document, place: Place, caret: Caret) -> Step:
    made = new_block(document, KINDS[BREAK])
    step = Step(named(N_("Add {kind}"), made), insert_blocks(document, (made,), place))
    return replace(step, caret=caret)
