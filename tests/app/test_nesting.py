import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.app.commands import main_path, takes, text_paths
from composer.app.history import said
from composer.app.nesting import has_level, nest, unnest
from composer.blocks.kind import texts_of
from composer.i18n import speak
from composer.model.document import BlockId, Document, Where
from composer.model.edits import find, get_field
from tests.builders import (
    argument,
    bullets,
    example,
    examples,
    heading,
    item,
    letter,
    paragraph,
    part,
    request,
    section,
    table,
)


@pytest.fixture(autouse=True)
def english():
    speak("en")


def shape(document: Document) -> str:
    def said_of(block) -> str:
        path = main_path(block)
        words = get_field(block, path).plain if path else ""
        return words + (f"[{' '.join(map(said_of, block.children))}]" if block.children else "")

    return " ".join(map(said_of, document.blocks))


def words_in_order(document: Document) -> list[str]:
    return shape(document).replace("[", " ").replace("]", " ").split()


def at(block: str, path: str = "text") -> Where:
    return Where(BlockId(block), path)


def items(document: Document, block: str = "1") -> str:
    def said_of(one) -> str:
        return one.text.plain + (f"[{' '.join(map(said_of, one.items))}]" if one.items else "")

    return " ".join(map(said_of, find(document, BlockId(block)).items))


# ---- blocks


def test_a_block_goes_into_the_one_before_it():
    step = nest(letter(section("s", paragraph("a")), paragraph("b")), at("2"))
    assert shape(step.document) == "s[a b]"
    assert (step.caret.block, step.caret.field, said(step.label)) == ("2", "text", "Indent paragraph")


def test_what_the_one_before_may_not_hold_goes_into_its_last():
    document = letter(examples("x", example("e")), paragraph("p"))
    assert nest(document, at("2")) is None
    document = letter(section("s", argument("a")), request("r"))
    assert shape(nest(document, at("2")).document) == "s[a r]"
    again = nest(nest(document, at("2")).document, at("2"))
    assert shape(again.document) == "s[a[r]]"


def test_the_first_and_what_stands_after_no_container_stay():
    assert nest(letter(paragraph("a"), paragraph("b")), at("1")) is None
    assert nest(letter(paragraph("a"), paragraph("b")), at("2")) is None


def test_a_block_comes_out_behind_its_container():
    step = unnest(letter(section("s", paragraph("a"), paragraph("b")), paragraph("c")), at("1.2"))
    assert shape(step.document) == "s[a] b c"
    assert said(step.label) == "Outdent paragraph"


def test_what_follows_goes_along_or_nothing_does():
    document = letter(section("s", argument("a"), request("r"), request("q")))
    step = unnest(document, at("1.1"))
    assert shape(step.document) == "s a[r q]"
    assert words_in_order(step.document) == words_in_order(document)
    assert unnest(letter(section("s", paragraph("a"), paragraph("b"))), at("1.1")) is None


def test_what_may_not_stand_further_out_stays():
    assert unnest(letter(paragraph("a")), at("1")) is None
    document = letter(examples("x", example("e")))
    step = unnest(document, at("1.1", "title"))
    assert step is None or words_in_order(step.document) == ["x", "e"]


def test_only_the_text_that_a_block_begins_with_moves_it():
    document = letter(section("s"), table(("a", "b")), example("e", "t"))
    assert nest(document, at("2", "rows.0.0")) is None
    assert nest(document, at("3", "text")) is None
    assert shape(nest(document, at("2", "caption")).document) == "s[] e"
    inside = letter(section("s", table(("a", "b"))))
    assert unnest(inside, at("1.1", "rows.0.1")) is None


def test_a_block_that_is_not_there_stays_so():
    assert nest(letter(), at("9")) is None
    assert unnest(letter(), at("9")) is None


# ---- headings


def test_a_heading_goes_a_level_down_and_up_and_no_further():
    document = letter(heading("a", level=2))
    step = nest(document, at("1"))
    assert step.document.blocks[0].level == 3
    assert nest(step.document, at("1")) is None
    up = unnest(document, at("1"))
    assert up.document.blocks[0].level == 1
    assert unnest(up.document, at("1")) is None


def test_a_heading_of_the_first_level_comes_out_of_its_section():
    step = unnest(letter(section("s", heading("a"))), at("1.1"))
    assert shape(step.document) == "s a"


# ---- items


def test_an_item_goes_under_the_one_before_with_all_it_holds():
    document = letter(bullets(item("a", item("b")), item("c", item("d")), item("e")))
    step = nest(document, at("1", "items.1.text"))
    assert items(step.document) == "a[b c[d]] e"
    assert step.caret.field == "items.0.items.1.text"
    assert nest(document, at("1", "items.0.text")) is None


def test_an_item_comes_out_with_what_follows_it():
    document = letter(bullets(item("a", item("b", label="L"), item("c"), item("d")), item("e")))
    step = unnest(document, at("1", "items.0.items.1.label"))
    assert items(step.document) == "a[b] c[d] e"
    assert step.caret.field == "items.1.label"
    assert unnest(document, at("1", "items.1.text")) is None


def test_there_and_back_is_where_it_was():
    document = letter(bullets("a", "b", "c"))
    step = nest(document, at("1", "items.2.text"))
    back = unnest(step.document, Where(BlockId("1"), step.caret.field))
    assert back.document == document


def test_items_of_another_sort_do_not_nest():
    document = letter(examples("x", example("e", "t", part("p", "q", "one", "two"))))
    assert nest(document, at("1.1", "parts.0.text")) is None
    assert unnest(document, at("1.1", "parts.0.text")) is None
    inner = nest(document, at("1.1", "parts.0.items.1.text"))
    assert inner.caret.field == "parts.0.items.0.items.0.text"
    assert unnest(document, at("1.1", "parts.0.items.1.text")) is None


# ---- whatever the document


def leaves():
    words = st.sampled_from("abcdefgh")
    lists = st.lists(words, min_size=1, max_size=3).map(lambda some: bullets(*some))
    return words.map(paragraph) | words.map(request) | st.builds(heading, words, st.integers(1, 3)) | lists


def containers(inner):
    held = st.lists(inner, max_size=3)
    return st.builds(lambda title, some: section(title, *some), st.sampled_from("xyz"), held) | st.builds(
        lambda title, some: argument(title, *some), st.sampled_from("uvw"), held
    )


DOCUMENTS = st.lists(st.recursive(leaves(), containers, max_leaves=8), min_size=1, max_size=5)


def in_order(document: Document) -> list[str]:
    return [text.plain for block in document.walk() for _path, text in texts_of(block)]


def stands_well(document: Document) -> bool:
    """Every block is where it may be, and no two have one id."""
    ids = [block.id for block in document.walk()]
    held = [(block, child) for block in document.walk() for child in block.children]
    before = {id(child) for block, child in held if not takes(document, block.id, child)}
    return len(ids) == len(set(ids)) and not before


@given(DOCUMENTS, st.lists(st.tuples(st.booleans(), st.integers(0, 40)), max_size=8))
def test_the_order_in_which_one_reads_never_changes(blocks, moves):
    document = letter(*blocks)
    words = in_order(document)
    stood_well = stands_well(document)
    for deeper, chosen in moves:
        places = [block.where(one.path) for block in document.walk() for one in text_paths(block)]
        where = places[chosen % len(places)]
        step = nest(document, where) if deeper else unnest(document, where)
        if step is not None:
            document = step.document
            assert in_order(document) == words
            assert get_field(find(document, BlockId(step.caret.block)), step.caret.field) is not None
            assert stands_well(document) or not stood_well


def test_items_and_headings_have_a_level_and_nothing_else_has():
    document = letter(bullets("a"), heading("b"), paragraph("c"), table(("d",)))
    has = [
        has_level(document, Where(BlockId(block), path))
        for block, path in (
            ("1", "items.0.text"),
            ("2", "text"),
            ("3", "text"),
            ("4", "rows.0.0"),
            ("1", "items.7.text"),
            ("x", "text"),
        )
    ]
    assert has == [True, True, False, False, False, False]
