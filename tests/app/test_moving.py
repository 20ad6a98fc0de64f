from composer.app.history import said
from composer.app.moving import behind, duplicate, move_blocks, shift, topmost
from composer.model.document import BlockId
from composer.model.edits import Place
from tests.app.test_stretch import said as words
from tests.builders import argument, example, examples, heading, letter, paragraph, request, section

A_LETTER = letter(
    paragraph("een"),
    section("S", argument("reden", request("r")), paragraph("binnen")),
    heading("Kop"),
    examples("", example("E")),
)


def some(*identities: str) -> tuple[BlockId, ...]:
    return tuple(map(BlockId, identities))


def test_what_another_one_holds_is_not_there_twice():
    assert [block.id for block in topmost(A_LETTER, some("3", "2.1.1", "2"))] == ["2", "3"]


def test_blocks_move_together_and_in_order():
    step = move_blocks(A_LETTER, some("3", "1"), Place(None, 4))
    assert [block.id for block in step.document.blocks] == ["2", "4", "1", "3"]
    assert said(step.label) == "Move 2 blocks"
    step = move_blocks(A_LETTER, some("1", "3"), Place(BlockId("2"), 1))
    assert words(step.document)[:4] == [
        "Section: S",
        "  Argument: reden",
        "    Request: r",
        "  Paragraph: een",
    ]


def test_blocks_do_not_go_where_one_of_them_may_not_stand():
    assert move_blocks(A_LETTER, some("1", "3"), Place(BlockId("4"), 0)) is None
    assert move_blocks(A_LETTER, some("2"), Place(BlockId("2.1"), 0)) is None
    assert move_blocks(A_LETTER, some("1", "2"), Place(None, 0)) is None
    assert move_blocks(A_LETTER, (), Place(None, 0)) is None


def test_blocks_go_a_place_further_together():
    document = letter(paragraph("a"), paragraph("b"), paragraph("c"))
    assert [block.id for block in shift(document, some("1", "2"), 1).document.blocks] == ["3", "1", "2"]
    assert [block.id for block in shift(document, some("2", "3"), -1).document.blocks] == ["2", "3", "1"]
    assert shift(document, some("1", "2"), -1) is None
    assert shift(document, (), 1) is None
    assert said(shift(document, some("1"), 1).label) == "Move paragraph"


def test_copies_stand_behind_the_last_of_them():
    step = duplicate(A_LETTER, some("1", "3"))
    assert words(step.document)[5:8] == ["Heading: Kop", "Paragraph: een", "Heading: Kop"]
    assert said(step.label) == "Duplicate 2 blocks"
    assert said(duplicate(A_LETTER, some("1")).label) == "Duplicate paragraph"
    assert duplicate(A_LETTER, some("1", "4.1")) is None
    assert duplicate(A_LETTER, ()) is None


def test_behind_a_block_and_behind_everything():
    assert behind(A_LETTER, BlockId("2.1")) == Place(BlockId("2"), 1)
    assert behind(A_LETTER, None) == Place(None, 4)
