"""What is chosen at the start of an empty block: the block becomes one of another kind."""

from composer.app.commands import Step, add_block, caret_at, main_path, named, new_block, takes
from composer.blocks import KINDS
from composer.i18n import N_
from composer.model.document import BlockId, Document
from composer.model.edits import Place, insert_blocks, place_of, remove_blocks


def turn_into(document: Document, identity: BlockId, kind_name: str) -> Step | None:
    """Put an empty block of a kind in the place of a block, else after what is around that.

    What the block held is gone. None where a block of the kind may stand nowhere.
    """
    place = place_of(document, identity)
    if place is None:
        return None
    left = remove_blocks(document, [identity])
    block = new_block(document, KINDS[kind_name])
    if takes(left, place.parent, block):
        made = insert_blocks(left, (block,), Place(place.parent, place.index))
        first = block.children[0] if block.children else block
        return Step(named(N_("Add {kind}"), block), made, caret_at(first, main_path(first)))
    step = add_block(document, kind_name, identity)
    return step and Step(step.label, remove_blocks(step.document, [identity]), step.caret)
