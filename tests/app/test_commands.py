import pytest

from composer.app import joints
from composer.app.commands import (
    OFFERED,
    add_block,
    ancestors,
    caret_at,
    delete_blocks,
    duplicate,
    is_empty,
    kinds_allowed,
    main_path,
    move,
    move_to,
    natural_kind,
    next_kind,
    numbers_of,
    text_length,
    text_paths,
)
from composer.app.history import Caret, said
from composer.blocks import KINDS, kind_of
from composer.compose.world import World
from composer.i18n import speak
from composer.model.document import BlockId, Document, Where
from composer.model.edits import DEPTH, Place, find, get_field
from composer.model.inline import parse_text, plain_text
from composer.model.text import Text
from tests.builders import (
    argument,
    bullets,
    example,
    examples,
    heading,
    item,
    letter,
    page_break,
    paragraph,
    part,
    preamble,
    request,
    salutation,
    section,
    signatures,
    template,
)


@pytest.fixture(autouse=True)
def english():
    speak("en")


def shape(document: Document) -> str:
    """Kinds and words of a document in a line: `section[argument:a[request:b]]`."""

    def said(block) -> str:
        path = main_path(block)
        words = get_field(block, path).plain if path else ""
        inner = f"[{' '.join(map(said, block.children))}]" if block.children else ""
        return kind_of(block).name + (f":{words}" if words else "") + inner

    return " ".join(map(said, document.blocks))


def after(step) -> str:
    assert step is not None
    return shape(step.document)


def at(document: Document, path: str = "text", block: str = "1") -> Where:
    assert find(document, BlockId(block))
    return Where(BlockId(block), path)


def split(document: Document, head: str, tail: str, block: str = "1", path: str = "text"):
    return joints.split(document, at(document, path, block), parse_text(head), parse_text(tail))


NESTED = letter(
    section("S", argument("a", request("r")), argument("b")), paragraph("p"), examples("", example("e"))
)


# ---- adding


def test_a_block_is_added_after_the_current_one():
    document = letter(paragraph("a"), paragraph("b"))
    step = add_block(document, "heading", BlockId("1"))
    assert after(step) == "paragraph:a heading paragraph:b"
    assert step.caret == Caret("b1", "text")
    assert said(step.label) == "Add heading"


def test_without_a_current_block_it_becomes_the_last():
    assert after(add_block(letter(paragraph("a")), "heading")) == "paragraph:a heading"


def test_a_block_goes_into_a_container_that_takes_it():
    assert after(add_block(letter(argument("a")), "request", BlockId("1"))) == "argument:a[request]"
    document = letter(section("s", argument("a")))
    assert after(add_block(document, "paragraph", BlockId("1"))) == "section:s[paragraph argument:a]"


def test_a_block_of_the_same_kind_stands_beside():
    assert after(add_block(letter(section("s")), "section", BlockId("1"))) == "section:s section"


def test_a_block_that_may_not_stand_there_goes_further_out():
    step = add_block(NESTED, "heading", BlockId("1.1.1"))
    assert after(step).startswith("section:S[argument:a[request:r] heading argument:b]")


def test_a_list_begins_with_an_item_and_examples_with_an_example():
    step = add_block(letter(), "list")
    assert step.caret == Caret("b1", "items.0.text")
    assert after(add_block(letter(), "examples")) == "examples[example]"
    assert add_block(letter(), "examples").caret == Caret("b2", "title")


def test_blocks_stand_no_deeper_than_four():
    deep = letter(section("1", section("2", section("3", argument("4")))))
    step = add_block(deep, "request", BlockId("1.1.1.1"))
    assert after(step) == "section:1[section:2[section:3[argument:4 request]]]"
    assert move_to(deep, BlockId("1.1.1"), Place(BlockId("1.1.1.1"), 0)) is None
    assert DEPTH == 4


def test_the_kinds_that_fit_beside_come_first():
    kinds = [kind.name for kind in kinds_allowed(NESTED, BlockId("1.1.1"))]
    assert sorted(kinds) == sorted(KINDS)
    assert set(kinds[:3]) == {"request", "paragraph", "list"}
    assert len(kinds_allowed(letter(), None)) == len(KINDS)


def test_kinds_are_offered_as_one_meets_them_in_a_letter():
    offered = [kind.name for kind in kinds_allowed(letter(), None)]
    first = ["salutation", "paragraph", "heading", "list"]
    assert offered[: len(first)] == first
    assert offered.index("closing") < offered.index("signatures")
    speak("nl")
    assert [kind.name for kind in kinds_allowed(letter(), None)] == offered


def test_every_kind_has_its_place_in_that_order():
    assert set(OFFERED) == set(KINDS)


# ---- deleting and duplicating


def test_deleting_puts_the_caret_at_the_end_of_what_stands_before():
    step = delete_blocks(letter(paragraph("a😀[@k]"), request("b")), [BlockId("2")])
    assert after(step) == "paragraph:a😀"
    assert step.caret == Caret("1", "text", 3, 3)
    assert said(step.label) == "Delete request"


def test_deleting_the_first_goes_to_the_next_and_all_to_nowhere():
    document = letter(paragraph("a"), request("b"))
    assert delete_blocks(document, [BlockId("1")]).caret == Caret("2", "text")
    step = delete_blocks(document, [BlockId("1"), BlockId("2")])
    assert (step.document.blocks, step.caret, said(step.label)) == ((), Caret(), "Delete 2 blocks")
    assert delete_blocks(document, [BlockId("x")]) is None


def test_a_container_goes_with_all_it_holds():
    assert after(delete_blocks(NESTED, [BlockId("1")])) == "paragraph:p examples[example:e]"


def test_a_copy_has_ids_of_its_own():
    step = duplicate(letter(argument("a", request("r"))), BlockId("1"))
    assert after(step) == "argument:a[request:r] argument:a[request:r]"
    assert len({block.id for block in step.document.walk()}) == 4
    assert duplicate(letter(), BlockId("1")) is None


# ---- moving


@pytest.mark.parametrize(
    ("block", "by", "shape_after"),
    [
        ("2", -1, "section:S[argument:a[request:r] argument:b paragraph:p] examples[example:e]"),
        ("1.1.1", 1, "section:S[argument:a request:r argument:b] paragraph:p examples[example:e]"),
        ("1.1.1", -1, "section:S[request:r argument:a argument:b] paragraph:p examples[example:e]"),
        ("1.2", -1, "section:S[argument:b argument:a[request:r]] paragraph:p examples[example:e]"),
        ("1.2", 1, "section:S[argument:a[request:r]] argument:b paragraph:p examples[example:e]"),
        ("2", 1, "section:S[argument:a[request:r] argument:b] examples[example:e] paragraph:p"),
    ],
)
def test_a_block_moves_as_one_reads(block, by, shape_after):
    step = move(NESTED, BlockId(block), by)
    assert after(step) == shape_after
    assert said(step.label).startswith("Move ")


def test_the_first_does_not_move_up_nor_the_last_down():
    assert move(NESTED, BlockId("1"), -1) is None
    assert move(NESTED, BlockId("3"), 1) is None
    assert move(NESTED, BlockId("x"), 1) is None


def test_a_block_is_dragged_only_where_it_may_stand():
    step = move_to(NESTED, BlockId("1.1.1"), Place(BlockId("1.2"), 0))
    assert after(step).startswith("section:S[argument:a argument:b[request:r]]")
    assert move_to(NESTED, BlockId("2"), Place(BlockId("3"), 0)) is None
    assert move_to(NESTED, BlockId("1"), Place(BlockId("1.1"), 0)) is None
    assert move_to(NESTED, BlockId("2"), Place(None, 1)) is None
    assert move_to(NESTED, BlockId("x"), Place(None, 1)) is None


def test_moving_there_and_back_gives_an_equal_document():
    there = move(NESTED, BlockId("2"), -1).document
    assert move(there, BlockId("2"), 1).document == NESTED


# ---- what follows what


def test_the_natural_kind():
    assert next_kind(NESTED, BlockId("1.1")).name == "argument"
    assert next_kind(NESTED, BlockId("2")).name == "paragraph"
    assert next_kind(NESTED, BlockId("3.1")).name == "example"
    assert next_kind(NESTED, BlockId("x")).name == "paragraph"
    assert natural_kind(NESTED, BlockId("3")).name == "example"
    assert natural_kind(NESTED, None).name == "paragraph"


def test_the_containers_around_a_block():
    assert [block.id for block in ancestors(NESTED, BlockId("1.1.1"))] == ["1.1", "1"]


def test_the_texts_of_a_block_in_order():
    block = example("t", "x", part("p", "y", "i"))
    paths = [one.path for one in text_paths(block)]
    assert paths[:4] == ["title", "text", "parts.0.title", "parts.0.text"]
    assert [one.path for one in text_paths(block) if one.main][-1] == "parts.0.items.0.text"


def test_a_page_break_has_no_text_and_no_caret():
    assert main_path(page_break()) == ""
    assert caret_at(page_break(), "", end=True).position == 0
    assert is_empty(page_break())


def test_the_length_of_a_text_counts_chips_and_paragraphs():
    assert text_length(parse_text("ab[@k]\n\ncd")) == 6
    assert text_length(Text()) == 0


def test_numbers_are_told_without_laying_out():
    assert numbers_of(NESTED, World(template()))[BlockId("1.2")] == "b."


# ---- Enter


def test_enter_parts_a_paragraph():
    step = split(letter(paragraph("een twee")), "een ", "twee")
    assert after(step) == "paragraph:een  paragraph:twee"
    assert step.caret == Caret("b1", "text")


def test_enter_after_a_heading_begins_a_paragraph():
    assert after(split(letter(heading("k")), "k", "")) == "heading:k paragraph"


def test_enter_in_the_title_of_a_section_begins_its_content():
    assert after(split(letter(section("s")), "s", "", path="title")) == "section:s[paragraph]"
    document = letter(section("s", argument("a")))
    assert after(split(document, "s", "", path="title")) == "section:s[argument argument:a]"


def test_enter_in_an_argument_begins_the_next_and_its_requests_follow_the_words():
    document = letter(section("s", argument("ab", request("r"))))
    assert after(split(document, "ab", "", "1.1")) == "section:s[argument:ab[request:r] argument]"
    assert after(split(document, "a", "b", "1.1")) == "section:s[argument:a argument:b[request:r]]"


def test_enter_in_an_empty_request_goes_back_to_the_arguments():
    document = letter(section("s", argument("a", request("r"), request())))
    assert after(split(document, "", "", "1.1.2")) == "section:s[argument:a[request:r] argument]"


def test_enter_in_an_empty_argument_goes_back_to_running_text():
    document = letter(section("s", argument("a"), argument()))
    assert after(split(document, "", "", "1.2")) == "section:s[argument:a paragraph]"


def test_enter_in_an_empty_example_leaves_the_frame():
    document = letter(examples("t", example("a"), example()))
    step = split(document, "", "", "1.2", "text")
    assert after(step) == "examples:t[example:a] paragraph"


def test_enter_in_the_empty_title_of_the_next_example_leaves_the_frame():
    step = split(letter(example("a", "b"), example()), "", "", "2", "title")
    assert after(step) == "example:a paragraph"


def test_enter_in_the_empty_title_of_an_example_goes_on_in_its_text():
    assert split(letter(example()), "", "", "1", "title").caret == Caret("1", "text")
    for blocks in ((paragraph("p"), example()), (example("a"), example(organisations=("Stad",)))):
        assert split(letter(*blocks), "", "", "2", "title").caret == Caret("2", "text")


def test_enter_in_a_title_goes_on_in_the_text():
    document = letter(example("tu", "x"))
    step = split(document, "t", "u", path="title")
    assert step.document.blocks[0].title == parse_text("t")
    assert step.document.blocks[0].text == parse_text("u\n\nx")
    assert step.caret == Caret("1", "text")


def test_enter_before_an_empty_paragraph_goes_into_it():
    step = split(letter(salutation("Geachte leden,"), paragraph(), paragraph("p")), "Geachte leden,", "")
    assert after(step) == "salutation:Geachte leden, paragraph paragraph:p"
    assert step.caret == Caret("2", "text")


def test_enter_in_an_empty_paragraph_before_an_empty_one_begins_another():
    assert after(split(letter(paragraph(), paragraph()), "", "")) == "paragraph paragraph paragraph"


def test_enter_within_the_text_of_an_example_begins_a_paragraph_of_it():
    step = split(letter(examples("t", example("a", "bc"))), "b", "c", "1.1", "text")
    (made,) = step.document.blocks[0].blocks
    assert made.text == parse_text("b\n\nc")
    assert step.caret == Caret("1.1", "text", 2, 2)


def test_enter_behind_the_text_of_an_example_begins_the_next():
    step = split(letter(examples("t", example("a", "b"))), "b", "", "1.1", "text")
    assert after(step) == "examples:t[example:a example]"


def test_enter_in_a_list_begins_an_item():
    step = split(letter(bullets(item("ab", item("c")))), "a", "b", path="items.0.text")
    (block,) = step.document.blocks
    assert [one.text.plain for one in block.items] == ["a", "b"]
    assert [len(one.items) for one in block.items] == [0, 1]
    assert step.caret == Caret("1", "items.1.text")


def test_enter_in_an_empty_item_leaves_the_list():
    step = split(letter(bullets("a", "")), "", "", path="items.1.text")
    assert [kind_of(block).name for block in step.document.blocks] == ["list", "paragraph"]
    assert len(step.document.blocks[0].items) == 1
    assert after(split(letter(bullets("")), "", "", path="items.0.text")) == "paragraph"


def test_enter_where_nothing_is_does_nothing():
    assert joints.split(letter(), Where(BlockId("x"), "text"), Text(), Text()) is None


# ---- Backspace


def join(document: Document, block: str, path: str = "text"):
    return joints.join(document, Where(BlockId(block), path))


def test_backspace_takes_away_an_empty_block():
    step = join(letter(paragraph("a"), paragraph()), "2")
    assert after(step) == "paragraph:a"
    assert step.caret == Caret("1", "text", 1, 1)


def test_backspace_joins_two_texts():
    step = join(letter(salutation("a"), paragraph("**b**\n\nc")), "2")
    assert step.document.blocks[0].text == parse_text("a**b**\n\nc")
    assert step.caret == Caret("1", "text", 1, 1)


def test_backspace_leaves_a_container_and_the_first_block_alone():
    document = letter(paragraph("a"), argument("b", request("r")))
    assert join(document, "2") is None
    assert join(document, "1") is None
    assert join(document, "x") is None


def test_backspace_in_an_item_joins_it_to_the_one_before():
    step = join(letter(bullets("a", "b")), "1", "items.1.text")
    assert [one.text.plain for one in step.document.blocks[0].items] == ["ab"]
    assert step.caret == Caret("1", "items.0.text", 1, 1)
    step = join(letter(bullets("a", "")), "1", "items.1.text")
    assert len(step.document.blocks[0].items) == 1


def test_backspace_at_the_start_of_a_list_gives_the_paragraph_back():
    step = join(letter(paragraph("a"), bullets("")), "2", "items.0.text")
    assert after(step) == "paragraph:a paragraph"
    step = join(letter(paragraph("a"), bullets(item("b", item("c")), "d")), "2", "items.0.text")
    assert after(step).startswith("paragraph:a paragraph:b list")
    assert [one.text.plain for one in step.document.blocks[2].items] == ["c", "d"]
    assert step.caret == Caret("b1", "text")
    step = join(letter(bullets("b")), "1", "items.0.text")
    assert after(step) == "paragraph:b"


def test_backspace_frees_no_item_with_a_label_and_none_of_a_preamble():
    labelled = bullets(item("b", label="x"))
    assert join(letter(paragraph("a"), labelled), "2", "items.0.text") is None
    step = join(letter(paragraph("a"), preamble("", "b")), "2", "items.0.text")
    assert [kind_of(block).name for block in step.document.blocks] == ["paragraph", "preamble"]


def test_enter_in_an_empty_item_in_the_midst_parts_the_list():
    step = split(letter(bullets("a", "", "c")), "", "", path="items.1.text")
    assert [kind_of(block).name for block in step.document.blocks] == ["list", "paragraph", "list"]
    assert [len(block.items) for block in step.document.blocks[::2]] == [1, 1]
    step = split(letter(bullets("", "c")), "", "", path="items.0.text")
    assert [kind_of(block).name for block in step.document.blocks] == ["paragraph", "list"]


def test_enter_in_an_empty_item_within_an_item_goes_one_level_out():
    step = split(letter(bullets(item("a", item("")))), "", "", path="items.0.items.0.text")
    assert [one.text.plain for one in step.document.blocks[0].items] == ["a", ""]
    assert step.caret == Caret("1", "items.1.text")


def test_backspace_on_signatures_takes_them_away():
    assert after(join(letter(paragraph("a"), signatures()), "2", "label")) == "paragraph:a"


def test_plain_words_are_no_notation():
    assert after(split(letter(paragraph("a*b")), "a", r"\*b")) == "paragraph:a paragraph:*b"
    assert plain_text("*b") == parse_text(r"\*b")


# ---- Delete


def behind(document: Document, block: str, other: str, path: str = "text", other_path: str = "text"):
    return joints.join_behind(document, Where(BlockId(block), path), Where(BlockId(other), other_path))


def test_delete_at_the_end_joins_what_comes_next_and_the_caret_stays():
    step = behind(letter(paragraph("a"), paragraph("b")), "1", "2")
    assert after(step) == "paragraph:ab"
    assert step.caret == Caret("1", "text", 1, 1)


def test_delete_in_an_empty_block_takes_it_away_and_the_next_is_written_in():
    step = behind(letter(paragraph(""), paragraph("b")), "1", "2")
    assert after(step) == "paragraph:b"
    assert step.caret == Caret("2", "text")


def test_delete_takes_a_block_without_words_and_an_item_out_of_its_list():
    assert after(behind(letter(paragraph("a"), page_break()), "1", "2", other_path="")) == "paragraph:a"
    step = behind(letter(paragraph("a"), bullets("b", "c")), "1", "2", other_path="items.0.text")
    assert after(step).startswith("paragraph:ab list")
    step = behind(letter(paragraph("a"), bullets("")), "1", "2", other_path="items.0.text")
    assert step.caret == Caret("1", "text", 1, 1)
    step = behind(letter(bullets("a", "b")), "1", "1", "items.0.text", "items.1.text")
    assert [one.text.plain for one in step.document.blocks[0].items] == ["ab"]


def test_delete_leaves_alone_what_cannot_be_joined():
    document = letter(paragraph("a"), argument("b", request("r")))
    assert behind(document, "1", "2", other_path="title") is None
    assert behind(document, "1", "x") is None
    assert behind(letter(page_break(), paragraph("b")), "1", "2", path="") is not None
