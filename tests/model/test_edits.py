"""Edits of a document: what is not touched stays the same object."""

import pytest

from composer.model.document import BlockId
from composer.model.edits import (
    Place,
    children_of,
    find,
    get_field,
    insert_blocks,
    move_block,
    new_id,
    place_of,
    remove_blocks,
    remove_source,
    replace_block,
    set_document_field,
    set_field,
    set_people,
    set_source,
    with_new_ids,
)
from composer.model.inline import parse_text
from tests.builders import (
    approval,
    argument,
    bullets,
    example,
    item,
    letter,
    paragraph,
    part,
    person,
    request,
    section,
    source,
    table,
)

TEXT = parse_text("Nieuw.")


@pytest.fixture
def document():
    """1 paragraph, 2 section with 2.1 argument (2.1.1 request) and 2.2 argument, 3 paragraph."""
    return letter(
        paragraph("Een."),
        section("Twee", argument("Eén", request("Vraag")), argument("Twee")),
        paragraph("Drie."),
    )


def order(document):
    return [block.id for block in document.walk()]


# ---- finding


def test_a_block_is_found_by_its_id_however_deep(document):
    assert find(document, "2.1.1").text.plain == "Vraag"
    assert find(document, "9") is None


def test_a_place_names_what_holds_a_block_and_which_in_order_it_is(document):
    assert place_of(document, "3") == Place(None, 2)
    assert place_of(document, "2.2") == Place("2", 1)
    assert place_of(document, "9") is None


def test_children_are_those_of_a_block_or_of_the_document(document):
    assert children_of(document, None) is document.blocks
    assert [block.id for block in children_of(document, "2")] == ["2.1", "2.2"]
    assert children_of(document, "1") == children_of(document, "9") == ()


# ---- ids


def test_a_new_id_is_the_lowest_that_is_free():
    document = letter(paragraph(id=BlockId("b1")), paragraph(id=BlockId("b3")))
    assert new_id(document) == "b2"
    assert new_id(document, ["b2"]) == "b4"


def test_copies_have_ids_of_their_own_all_the_way_down(document):
    copies = with_new_ids(document, (document.blocks[1],))
    ids = [block.id for block in letter(*copies).walk()]
    assert ids == ["b1", "b2", "b3", "b4"]
    assert copies[0].blocks[0].text is document.blocks[1].blocks[0].text


# ---- fields


def test_a_block_takes_the_place_of_the_one_with_its_id(document):
    after = replace_block(document, paragraph("Nieuw.", id=BlockId("3")))
    assert find(after, "3").text == TEXT
    assert after.blocks[:2] == document.blocks[:2]
    assert replace_block(document, paragraph("x", id=BlockId("9"))) is document


def test_setting_a_field_deep_down_keeps_everything_beside_the_way(document):
    after = set_field(document, "2.1.1", "text", TEXT)
    assert find(after, "2.1.1").text == TEXT
    assert after.blocks[0] is document.blocks[0]
    assert after.blocks[2] is document.blocks[2]
    assert find(after, "2.2") is find(document, "2.2")
    assert find(after, "2.1") is not find(document, "2.1")


def test_a_field_of_a_block_that_is_gone_changes_nothing(document):
    assert set_field(document, "9", "text", TEXT) is document


@pytest.mark.parametrize("path", ["items.1.text", "items.0.items.0.text"])
def test_a_field_within_a_list_is_named_by_its_path(path):
    document = letter(bullets(item("a", item("aa")), item("b")))
    after = set_field(document, "1", path, TEXT)
    assert get_field(find(after, "1"), path) == TEXT
    assert after != document


def test_a_field_within_a_part_of_an_example_is_named_by_its_path():
    document = letter(example("Titel", "", part("Deel", "tekst")))
    after = set_field(document, "1", "parts.0.title", TEXT)
    assert get_field(find(after, "1"), "parts.0.title") == TEXT
    assert get_field(find(after, "1"), "parts.0.text").plain == "tekst"


def test_a_whole_item_is_set_by_its_number():
    document = letter(bullets("a", "b"))
    after = set_field(document, "1", "items.1", item("nieuw"))
    assert get_field(find(after, "1"), "items.1").text.plain == "nieuw"


def test_a_field_within_a_record_is_named_by_its_path():
    document = letter(example("Titel", approved=approval("Raad")))
    after = set_field(document, "1", "approved.by", "College")
    assert get_field(find(after, "1"), "approved.by") == "College"


# ---- blocks


def test_blocks_are_inserted_before_what_stands_there(document):
    new = (paragraph("a", id=BlockId("x")), paragraph("b", id=BlockId("y")))
    assert order(insert_blocks(document, new, Place(None, 1))) == [
        "1",
        "x",
        "y",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "3",
    ]
    assert order(insert_blocks(document, new, Place("2", 2))) == [
        "1",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "x",
        "y",
        "3",
    ]
    assert order(insert_blocks(document, new[:1], Place("2.2", 0))) == [
        "1",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "x",
        "3",
    ]


def test_a_removed_block_goes_with_all_it_holds(document):
    assert order(remove_blocks(document, ["2.1"])) == ["1", "2", "2.2", "3"]
    assert order(remove_blocks(document, ["1", "2.1.1"])) == ["2", "2.1", "2.2", "3"]


def test_removing_keeps_what_is_not_on_the_way(document):
    after = remove_blocks(document, ["2.1.1"])
    assert after.blocks[0] is document.blocks[0]
    assert find(after, "2.2") is find(document, "2.2")
    assert remove_blocks(document, ["9"]) == document


@pytest.mark.parametrize(
    ("block", "place", "expected"),
    [
        ("1", Place(None, 3), "2 2.1 2.1.1 2.2 3 1"),
        ("3", Place(None, 0), "3 1 2 2.1 2.1.1 2.2"),
        ("1", Place(None, 2), "2 2.1 2.1.1 2.2 1 3"),
        ("1", Place(None, 0), "1 2 2.1 2.1.1 2.2 3"),
        ("1", Place(None, 1), "1 2 2.1 2.1.1 2.2 3"),
        ("2.1.1", Place("2.2", 0), "1 2 2.1 2.2 2.1.1 3"),
        ("2.1", Place("2", 2), "1 2 2.2 2.1 2.1.1 3"),
        ("2.1", Place(None, 0), "2.1 2.1.1 1 2 2.2 3"),
        ("3", Place("2", 1), "1 2 2.1 2.1.1 3 2.2"),
    ],
)
def test_a_block_moves_with_all_it_holds_to_a_place_as_it_was_before(document, block, place, expected):
    after = move_block(document, block, place)
    assert order(after) == expected.split()
    assert find(after, block) is find(document, block)


@pytest.mark.parametrize("block", ["2", "9"])
def test_a_block_is_never_moved_into_itself(document, block):
    assert move_block(document, block, Place("2.1", 0)) is document


# ---- the document


def test_a_field_of_the_document_keeps_its_place(document):
    after = set_document_field(set_document_field(document, "a", "1"), "b", "2")
    after = set_document_field(after, "a", "3")
    assert after.fields == (("a", "3"), ("b", "2"))
    assert set_document_field(after, "a", None).field("a") is None


def test_a_role_without_people_is_left_out(document):
    after = set_people(document, "addressees", (person("Eva"),))
    assert after.people.of("addressees") == (person("Eva"),)
    assert set_people(after, "addressees", ()).people.roles == ()


def test_a_source_takes_the_place_of_the_one_with_its_key(document):
    one, other = source("wrr", title="Een"), source("wrr", title="Twee")
    after = set_source(set_source(document, one), source("scp", title="Drie"))
    assert [found.key for found in after.sources] == ["wrr", "scp"]
    after = set_source(after, other)
    assert after.sources[0] == other
    assert [found.key for found in remove_source(after, "wrr").sources] == ["scp"]


def test_a_cell_is_set_by_its_row_and_column():
    document = letter(table(("a", "b"), ("c", "d")))
    made = set_field(document, BlockId("1"), "rows.1.0", TEXT)
    assert get_field(made.blocks[0], "rows.1.0") == TEXT
    assert made.blocks[0].rows[0] is document.blocks[0].rows[0]
    assert made.blocks[0].rows[1][1] is document.blocks[0].rows[1][1]
    longer = set_field(made, BlockId("1"), "rows.0", (TEXT,))
    assert longer.blocks[0].rows[0] == (TEXT,)
