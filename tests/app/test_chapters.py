"""Headings with what stands under them."""

import pytest

from composer.app.chapters import duplicate, move, part_of, shift, with_parts
from composer.app.history import said
from composer.model.document import BlockId
from composer.model.edits import Place
from tests.builders import annex, closing, heading, letter, paragraph, salutation, section

A_PAPER = letter(
    salutation("s", id="s"),
    paragraph("i", id="i"),
    heading("A", id="A"),
    paragraph("a", id="a"),
    heading("A1", id="A1", level=2),
    paragraph("a1", id="a1"),
    heading("A2", id="A2", level=2),
    heading("B", id="B"),
    paragraph("b", id="b"),
    closing("c", id="c"),
    annex("X", heading("H", id="H"), paragraph("h", id="h"), heading("I", id="I"), id="X"),
)
WHOLE = "s i A a A1 a1 A2 B b c X"


def ids(step) -> str:
    return " ".join(block.id for block in step.document.blocks) if step else ""


@pytest.mark.parametrize(
    ("block", "part"),
    [("A", "a A1 a1 A2"), ("A1", "a1"), ("A2", ""), ("B", "b"), ("i", ""), ("X", ""), ("H", "h")],
)
def test_a_part_ends_at_the_next_of_its_level_and_at_what_there_is_once(block, part):
    heading_ = next(one for one in A_PAPER.walk() if one.id == block)
    assert " ".join(one.id for one in part_of(A_PAPER, heading_)) == part


def test_sections_belong_to_a_heading_of_the_first_level_only():
    document = letter(
        heading("h", id="1"), section("S", id="2"), heading("k", level=2, id="3"), section("T", id="4")
    )
    assert [one.id for one in part_of(document, document.blocks[0])] == ["2", "3", "4"]
    assert part_of(document, document.blocks[2]) == ()


@pytest.mark.parametrize(
    ("block", "by", "order"),
    [
        ("A", 1, "s i B b A a A1 a1 A2 c X"),
        ("B", -1, "s i B b A a A1 a1 A2 c X"),
        ("A", -1, "s A a A1 a1 A2 i B b c X"),
        ("A1", 1, "s i A a A2 A1 a1 B b c X"),
        ("A2", -1, "s i A a A2 A1 a1 B b c X"),
        ("A1", -1, "s i A A1 a1 a A2 B b c X"),
        ("A2", 1, "s i A a A1 a1 B b A2 c X"),
        ("B", 1, ""),  # behind the closing nothing goes by itself
        ("i", -1, "i s A a A1 a1 A2 B b c X"),
    ],
)
def test_a_heading_goes_up_and_down_with_its_part(block, by, order):
    step = shift(A_PAPER, (BlockId(block),), by)
    assert ids(step) == order
    if step and block == "A":
        assert said(step.label) == "Move heading with its text"
        assert step.caret.block == "A"


def test_a_heading_does_not_pass_what_there_is_once_and_goes_out_of_what_holds_it():
    document = letter(salutation("s", id="s"), heading("A", id="A"), paragraph("a", id="a"))
    assert shift(document, (BlockId("A"),), -1) is None
    assert shift(document, (BlockId("A"),), 1) is None
    assert shift(document, (), 1) is None
    step = shift(A_PAPER, (BlockId("H"),), -1)
    assert ids(step) == "s i A a A1 a1 A2 B b c H h X"
    step = shift(A_PAPER, (BlockId("I"),), 1)
    assert ids(step) == f"{WHOLE} I"


def test_a_heading_of_a_lower_level_goes_before_the_one_above_it():
    document = letter(paragraph("p", id="p"), heading("A", id="A"), heading("A1", id="A1", level=2))
    assert ids(shift(document, (BlockId("A1"),), -1)) == "p A1 A"
    document = letter(section("S", id="S"), section("T", id="T"), heading("A", id="A", level=2))
    assert ids(shift(document, (BlockId("A"),), -1)) == "S A T"
    document = letter(heading("A", id="A", level=2), section("S", id="S"), section("T", id="T"))
    assert ids(shift(document, (BlockId("A"),), 1)) == "S A T"


def test_what_is_selected_of_a_part_goes_with_it_and_others_as_they_are():
    both = tuple(map(BlockId, ("A1", "a1")))
    assert ids(shift(A_PAPER, both, 1)) == "s i A a A2 A1 a1 B b c X"
    document = letter(*(paragraph(one, id=one) for one in "abc"))
    assert ids(shift(document, (BlockId("a"), BlockId("b")), 1)) == "c a b"


def test_a_heading_is_moved_and_copied_with_its_part():
    step = move(A_PAPER, (BlockId("B"),), Place(None, 1))
    assert ids(step) == "s B b i A a A1 a1 A2 c X"
    assert said(step.label) == "Move heading with its text"
    assert move(A_PAPER, (BlockId("A"),), Place(None, 4)) is None  # into itself
    step = duplicate(A_PAPER, (BlockId("B"),))
    assert [block.text.plain for block in step.document.blocks[7:11]] == ["B", "b", "B", "b"]
    assert said(step.label) == "Duplicate heading with its text"
    assert said(move(A_PAPER, (BlockId("i"),), Place(None, 0)).label) == "Move paragraph"
    assert with_parts(A_PAPER, map(BlockId, ("B", "A2"))) == ("A2", "B", "b")
