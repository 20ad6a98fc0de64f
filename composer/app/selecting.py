"""What keys do to a selection over several texts: pure functions that return a Step, as in `commands`."""

from composer.app import joints
from composer.app.commands import Step
from composer.app.history import Caret, Label, translated
from composer.app.portions import toggled
from composer.app.stretch import Spot, Stretch, erase
from composer.i18n import N_
from composer.model.document import Document
from composer.model.edits import find, get_field
from composer.model.slices import length, part
from composer.model.text import Text

DELETED = translated(N_("Delete text"))
REPLACED = translated(N_("Replace text"))


def caret_of(spot: Spot | None, since: Spot | None = None) -> Caret:
    """Return the caret at a place, with what lies between it and another place selected."""
    if spot is None:
        return Caret()
    where, offset = spot
    if since is None:
        return Caret(where.block, where.field, offset, offset)
    return Caret(
        where.block,
        where.field,
        since.offset,
        offset,
        since=since.where if since.where != where else None,
    )


def delete(document: Document, stretch: Stretch, label: Label = DELETED) -> Step:
    """Take away what is selected."""
    left = erase(document, stretch)
    return Step(label, left.document, caret_of(left.spot))


def part_there(document: Document, stretch: Stretch) -> Step | None:
    """Take away what is selected and go on behind it, in a block or item of its own: what Enter does."""
    left = erase(document, stretch, join=False)
    if left.behind is not None or left.spot is None or not left.spot.where.field:
        return Step(REPLACED, left.document, caret_of(left.behind or left.spot))
    where, offset = left.spot
    text: Text = get_field(find(left.document, where.block), where.field)
    step = joints.split(left.document, where, part(text, 0, offset), part(text, offset, length(text)))
    return step and Step(REPLACED, step.document, step.caret)


def toggle(document: Document, stretch: Stretch, name: str, caret: Caret) -> Step:
    """Make what is selected bold or italic, or no longer so; the selection stays."""
    return Step(translated(N_("Format text")), toggled(document, stretch, name), caret)
