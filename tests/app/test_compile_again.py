"""A document compiled after an edit, from what the compilation before left, is the document compiled anew."""

import random
from dataclasses import replace

import pytest

from composer.app.compile import LaidOut, compile_document, lay_out_document
from composer.app.world import world_of
from composer.blocks.kind import texts_of
from composer.blocks.paragraph import Paragraph
from composer.blocks.section import Section
from composer.model.document import Block, BlockId, Document
from composer.model.edits import set_field
from composer.model.inline import parse_text
from composer.store.documents import read_document
from tests.pdf.letters import DOCUMENTS, EVERYTHING

NOTATIONS = (
    "Een zin.",
    "Een zin met een noot.^[De noot zelf, met {{subject}}.]",
    "Zie {{ref:b3}}, {{subject}} en {{nobody.knows}}.",
    "Zie {{page:b3}}.",
    "Een lange alinea die over regels loopt. " * 30,
    "",
)


def edited(document: Document, chance: random.Random, number: int) -> Document:
    """Do one thing an author does: write, add, remove, move a block, change a field or a name."""
    blocks = list(document.blocks)
    place = chance.randrange(len(blocks))
    new = Paragraph(id=BlockId(f"new{number}"), text=parse_text(chance.choice(NOTATIONS)))
    match chance.randrange(7):
        case 0:
            blocks.insert(place, new)
        case 1 if len(blocks) > 3:
            del blocks[place]
        case 2:
            blocks.insert(chance.randrange(len(blocks)), blocks.pop(place))
        case 3:
            return replace(document, fields=(*document.fields[1:], ("subject", f"Onderwerp {number}")))
        case 4:
            blocks.insert(place, Section(id=BlockId(f"new{number}"), title=new.text, blocks=()))
        case 5:
            return replace(document, sources=document.sources[1:])
        case _:
            writable = [block for block in document.walk() if "text" in dict(texts_of(block))]
            if writable:
                return set_field(document, chance.choice(writable).id, "text", new.text)
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize("path", DOCUMENTS.values(), ids=DOCUMENTS)
def test_edits_in_a_row_give_the_same_file(path):
    document = read_document(path)
    world = world_of(document)
    chance = random.Random(path.name)
    last: LaidOut | None = None
    for number in range(25):
        document = edited(document, chance, number)
        again = compile_document(document, world, before=last)
        fresh = compile_document(document, world)
        assert again.findings == fresh.findings
        assert again.pdf == fresh.pdf
        last = again.laid_out


def test_what_did_not_change_is_not_said_again():
    document = read_document(EVERYTHING)
    world = world_of(document)
    before = lay_out_document(document, world)
    block = next(block for block in document.blocks if isinstance(block, Paragraph))
    changed = set_field(document, block.id, "text", parse_text("Anders."))
    after = lay_out_document(changed, world, before=before)
    old = {id(flow) for told in before.said.told for flow in told.flows}
    fresh = [told.blocks[0].id for told in after.said.told for flow in told.flows if id(flow) not in old]
    assert set(fresh) == {block.id}


def test_blocks_that_refer_to_others_are_always_asked():
    target: Block = Section(id=BlockId("s"), title=parse_text("Kop"))
    refers = Paragraph(id=BlockId("p"), text=parse_text("Zie {{ref:s}}."))
    document = Document(template="demo/letter", blocks=(refers, target))
    before = lay_out_document(document, world_of(document))
    assert [told.blocks[0].id for told in before.said.told if not told.holds(frozenset())] == ["p"]


def test_what_an_edit_left_alone_is_the_very_same():
    document = read_document(EVERYTHING)
    world = world_of(document)
    before = lay_out_document(document, world)
    block = next(block for block in document.blocks if isinstance(block, Paragraph))
    changed = set_field(document, block.id, "text", parse_text("Anders."))
    after = lay_out_document(changed, world, before=before)
    one, other = before.said, after.said
    assert other.resolved.numbers is one.resolved.numbers
    assert other.rows == one.rows
    assert all(row is old for row, old in zip(other.rows, one.rows, strict=True))
    assert other.flow.notes is one.flow.notes or other.resolved.notes is not one.resolved.notes
    differ = [new for new, old in zip(other.flow.body, one.flow.body, strict=True) if new is not old]
    assert len(differ) <= 1 + sum(told.refers for told in other.told)


def test_who_refers_to_a_block_and_says_the_same_is_the_very_same():
    target: Block = Section(id=BlockId("s"), title=parse_text("Kop"))
    refers = Paragraph(id=BlockId("p"), text=parse_text("Zie {{ref:s}}."))
    other = Paragraph(id=BlockId("q"), text=parse_text("Eerst zo."))
    document = Document(template="demo/letter", blocks=(refers, other, target))
    before = lay_out_document(document, world_of(document))
    changed = set_field(document, BlockId("q"), "text", parse_text("Nu anders."))
    after = lay_out_document(changed, world_of(document), before=before)
    assert after.said.told[0].flows is before.said.told[0].flows
