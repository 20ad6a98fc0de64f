"""Three-way merge: nothing that either side wrote is lost, and only what both changed is asked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.app.merge import merge, settle
from composer.app.merge_tree import Tree, moved
from composer.model.document import BlockId, Document
from composer.model.edits import (
    Place,
    find,
    insert_blocks,
    move_block,
    place_of,
    remove_blocks,
    remove_source,
    set_document_field,
    set_field,
    set_people,
    set_source,
)
from composer.model.inline import parse_text
from composer.model.people import Person
from composer.model.picture import Image
from composer.model.source import Source
from tests.builders import heading, letter, paragraph, section

NAMES = "abcdef"


def par(name, text=""):
    return paragraph(text or f"{name} words", id=BlockId(name))


def sec(name, *blocks):
    return section(f"{name} title", *blocks, id=BlockId(name))


def text(words):
    return parse_text(words)


def typed(document, block, words, path="text"):
    return set_field(document, BlockId(block), path, text(words))


def order(document):
    """The ids of a document, with brackets around what a block holds."""

    def of(blocks):
        return " ".join(
            f"{block.id}({of(block.children)})" if block.children else str(block.id) for block in blocks
        )

    return of(document.blocks)


@pytest.fixture
def base():
    return letter(par("a"), sec("s", par("b"), par("c")), sec("t", par("d")), par("e"), title="Title")


# ---- what only one side changed


def test_what_one_side_changed_is_taken(base):
    mine, theirs = typed(base, "a", "mine"), typed(base, "c", "theirs")
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.document == typed(mine, "c", "theirs")


def test_two_fields_of_one_block_are_no_conflict(base):
    one = replace(base, blocks=(heading("Kop", 1, id=BlockId("h")),))
    mine, theirs = typed(one, "h", "Anders"), set_field(one, BlockId("h"), "level", 2)
    merged = merge(one, mine, theirs)
    assert merged.conflicts == ()
    assert merged.document.blocks == (heading("Anders", 2, id=BlockId("h")),)


def test_both_made_the_same_change(base):
    changed = typed(base, "a", "same")
    assert merge(base, changed, changed).document == changed
    assert merge(base, changed, typed(changed, "b", "more")).conflicts == ()


def test_blocks_added_by_both_stand_behind_what_they_followed(base):
    mine = insert_blocks(base, (par("m"),), Place(BlockId("s"), 1))
    theirs = insert_blocks(base, (par("n"), par("o")), Place(BlockId("s"), 2))
    assert order(merge(base, mine, theirs).document) == "a s(b m c n o) t(d) e"


def test_blocks_added_under_one_id_are_two(base):
    mine = insert_blocks(base, (par("b1", "mine"),), Place(None, 0))
    theirs = insert_blocks(base, (sec("b1", par("b2")),), Place(None, 4))
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert order(merged.document) == "b1 a s(b c) t(d) e b3(b2)"


def test_moves_of_both_are_done(base):
    mine = move_block(base, BlockId("e"), Place(None, 0))
    theirs = move_block(base, BlockId("b"), Place(BlockId("t"), 1))
    assert order(merge(base, mine, theirs).document) == "e a s(c) t(d b)"


def test_where_both_moved_a_block_it_stands_where_i_put_it(base):
    mine = move_block(base, BlockId("e"), Place(None, 0))
    theirs = move_block(base, BlockId("e"), Place(BlockId("s"), 0))
    assert merge(base, mine, theirs).document == mine


def test_blocks_moved_into_each_other_stay_a_tree(base):
    mine = move_block(base, BlockId("s"), Place(BlockId("t"), 0))
    theirs = move_block(base, BlockId("t"), Place(BlockId("s"), 0))
    assert merge(base, mine, theirs).document == mine


def test_what_one_side_deleted_and_the_other_left_alone_is_gone(base):
    mine, theirs = remove_blocks(base, [BlockId("a")]), remove_blocks(base, [BlockId("s")])
    assert order(merge(base, mine, theirs).document) == "t(d) e"


# ---- what both changed


def test_a_field_that_both_changed_stands_twice_until_it_is_settled(base):
    mine, theirs = typed(base, "b", "mine"), typed(base, "b", "theirs")
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.sort, conflict.block, conflict.fields) == ("changed", "b", ("text",))
    assert conflict.base.text == find(base, BlockId("b")).text
    assert order(merged.document) == "a s(b b1 c) t(d) e"
    assert find(merged.document, conflict.copy).text == text("theirs")
    assert settle(merged.document, conflict, "both") == merged.document
    assert settle(merged.document, conflict, "mine") == mine
    assert settle(merged.document, conflict, "theirs") == theirs


def test_a_container_keeps_what_it_holds_whoever_is_right_about_its_title(base):
    mine = typed(typed(base, "s", "Mijn", "title"), "b", "more")
    theirs = typed(base, "s", "Hun", "title")
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert order(merged.document) == "a s(b c) b1 t(d) e"
    settled = settle(merged.document, conflict, "theirs")
    assert find(settled, BlockId("s")).title == text("Hun")
    assert settled == typed(mine, "s", "Hun", "title")


def test_a_block_that_became_another_kind_on_one_side_and_was_changed_on_the_other(base):
    other = heading("Kop", 1, id=BlockId("a"))
    theirs = replace(base, blocks=(other, *base.blocks[1:]))
    assert merge(base, base, theirs).document == theirs
    merged = merge(base, typed(base, "a", "mine"), theirs)
    assert merged.conflicts[0].fields == ("kind",)
    assert settle(merged.document, merged.conflicts[0], "theirs") == theirs
    assert merge(base, typed(base, "b", "x"), theirs).document == typed(theirs, "b", "x")
    assert merge(base, theirs, typed(base, "b", "x")).document == typed(theirs, "b", "x")


def test_a_block_they_deleted_and_i_changed_stays_with_what_it_is_in(base):
    mine, theirs = typed(base, "b", "mine"), remove_blocks(base, [BlockId("s")])
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert merged.document == mine
    assert (conflict.sort, conflict.block) == ("deleted by them", "s")
    assert hash(conflict), "it is a key of the answers"
    assert settle(merged.document, conflict, "theirs") == theirs
    assert settle(merged.document, conflict, "mine") == mine


def test_a_block_i_deleted_and_they_changed_comes_back_with_what_it_is_in(base):
    mine, theirs = remove_blocks(base, [BlockId("s")]), typed(base, "b", "theirs")
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert merged.document == theirs
    assert (conflict.sort, conflict.block) == ("deleted by me", "s")
    assert settle(merged.document, conflict, "theirs") == theirs
    assert settle(merged.document, conflict, "mine") == mine


def test_what_was_added_or_moved_into_a_container_that_the_other_deleted_keeps_it(base):
    less = remove_blocks(base, [BlockId("s")])
    more = insert_blocks(base, (par("n"),), Place(BlockId("s"), 1))
    into = move_block(base, BlockId("e"), Place(BlockId("s"), 0))
    for changed in (more, into):
        for mine, theirs in ((less, changed), (changed, less)):
            merged = merge(base, mine, theirs)
            assert {block.id for block in changed.walk()} == {block.id for block in merged.document.walk()}
            assert len(merged.conflicts) == 1


def test_what_they_took_out_of_a_container_before_deleting_it_does_not_keep_it(base):
    theirs = remove_blocks(move_block(base, BlockId("b"), Place(None, 0)), [BlockId("s")])
    merged = merge(base, typed(base, "b", "mine"), theirs)
    assert merged.conflicts == ()
    assert merged.document == typed(theirs, "b", "mine")


# ---- the document besides its blocks


def test_fields_people_and_sources_are_merged_by_name(base):
    start = set_source(set_document_field(base, "date", "2026-01-01"), Source("A"))
    mine = set_people(set_document_field(start, "place", "Utrecht"), "addressees", (Person(names=("X",)),))
    theirs = set_source(set_document_field(start, "date", "2026-02-02"), Source("B"))
    merged = merge(start, replace(mine, title="Mijn"), remove_source(theirs, "A"))
    assert merged.conflicts == ()
    assert dict(merged.document.fields) == {"date": "2026-02-02", "place": "Utrecht"}
    assert merged.document.people.of("addressees") == (Person(names=("X",)),)
    assert merged.document.sources == (Source("B"),)
    assert merged.document.title == "Mijn"


def changed(document, words):
    document = set_document_field(document, "date", words)
    document = set_people(document, "addressees", (Person(names=(words,)),))
    return replace(set_source(document, Source("A", variables=(("title", words),))), title=words)


def test_what_both_changed_of_it_is_mine_until_it_is_settled(base):
    mine, theirs = changed(base, "mine"), changed(base, "theirs")
    merged = merge(base, mine, theirs)
    paths = [conflict.path for conflict in merged.conflicts]
    assert paths == ["title", "fields.date", "people.addressees", "sources.A"]
    assert merged.document == mine
    document = merged.document
    for conflict in merged.conflicts:
        assert settle(document, conflict, "mine") == settle(document, conflict, "both") == document
        document = settle(document, conflict, "theirs")
    assert document == theirs


def test_what_was_deleted_and_changed_of_it_stays_until_it_is_settled(base):
    start = changed(base, "start")
    mine = replace(changed(base, "mine"), title="start")
    theirs = replace(start, fields=(), sources=())
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(start, one, other)
        assert [conflict.path for conflict in merged.conflicts] == ["fields.date", "sources.A"]
        assert merged.document.field("date") == "mine"
        assert merged.document.sources == mine.sources
    document = merge(start, mine, theirs).document
    for conflict in merge(start, mine, theirs).conflicts:
        document = settle(document, conflict, "theirs")
    assert (document.fields, document.sources) == ((), ())


def test_pictures_are_merged_by_name_and_content(base):
    def seen(document, *pictures):
        return replace(document, media=tuple(Image(name=name, digest=digest) for name, digest in pictures))

    start = seen(base, ("a.png", "1"))
    merged = merge(
        start, seen(start, ("a.png", "1"), ("b.png", "2")), seen(start, ("a.png", "3"), ("c.png", "4"))
    )
    assert merged.conflicts == ()
    assert [(image.name, image.digest) for image in merged.document.media] == [
        ("a.png", "3"), ("b.png", "2"), ("c.png", "4"),
    ]  # fmt: skip
    mine, theirs = seen(start, ("a.png", "5")), seen(start, ("a.png", "6"))
    merged = merge(start, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.path, merged.document) == ("media.a.png", mine)
    assert settle(merged.document, conflict, "theirs") == theirs


def test_an_empty_field_is_a_value(base):
    start = set_document_field(base, "date", "1")
    theirs = set_document_field(start, "date", None)
    assert merge(start, set_document_field(start, "x", "y"), theirs).document.fields == (
        ("date", None),
        ("x", "y"),
    )


# ---- without the document both began with


def test_without_a_beginning_both_are_there_and_what_differs_is_asked(base):
    mine = insert_blocks(typed(base, "b", "mine"), (par("m"),), Place(None, 0))
    theirs = insert_blocks(typed(base, "b", "theirs"), (par("n"),), Place(None, 4))
    merged = merge(None, mine, theirs)
    assert order(merged.document) == "m a s(b b1 c) t(d) e n"
    assert [(conflict.block, conflict.fields) for conflict in merged.conflicts] == [("b", ("text",))]
    assert merge(None, base, base).document == base


# ---- properties


WORDS = st.sampled_from(("one", "two", "three"))


@st.composite
def edited(draw, document: Document, mark: str):
    """A document after some edits; blocks that were added, and words that were typed, bear the mark."""
    for number in range(draw(st.integers(0, 5))):
        ids = [block.id for block in document.walk()]
        act = draw(st.sampled_from(("type", "insert", "move", "delete", "move", "insert")))
        one = draw(st.sampled_from(ids)) if ids else None
        boxes = [None, *(block.id for block in document.walk() if type(block) is type(sec("x")))]
        parent = draw(st.sampled_from(boxes))
        index = draw(st.integers(0, 4))
        new = draw(st.sampled_from((f"{mark}{number}", f"b{number}")))
        if act == "insert" and new not in ids:
            make = draw(st.sampled_from((par, sec)))
            document = insert_blocks(document, (make(new),), Place(parent, index))
            path = "text" if make is par else "title"
            document = typed(document, new, f"{mark}{number} new", path)
        elif one and act == "type":
            path = "text" if hasattr(find(document, one), "text") else "title"
            document = typed(document, one, f"{mark}{number} typed", path)
        elif one and act == "move":
            document = move_block(document, one, Place(parent, index))
        elif one and act == "delete" and len(ids) > 2:
            document = remove_blocks(document, [one])
    return document


BASE = letter(
    par("a"), sec("s", par("b"), sec("u", par("c"), par("d")), par("e")), sec("t", par("f")), par("g")
)
PAIRS = st.tuples(edited(BASE, "m"), edited(BASE, "t"))


def words_of(document):
    return {
        (block.text if hasattr(block, "text") else block.title).plain: block.id for block in document.walk()
    }


def check(document):
    ids = [block.id for block in document.walk()]
    assert len(ids) == len(set(ids))
    for identity in ids:
        assert place_of(document, identity)


@settings(max_examples=400, deadline=None)
@given(PAIRS)
def test_one_side_alone_is_what_it_is(pair):
    _mine, theirs = pair
    assert merge(BASE, BASE, theirs) == merge(BASE, theirs, BASE) == merge(BASE, theirs, theirs)
    assert merge(BASE, BASE, theirs).document == theirs
    tree = Tree.of(theirs.blocks)
    # and not only because that is asked first
    outside = letter(par("z"))
    doubled = replace(theirs, blocks=(*theirs.blocks, *outside.blocks))
    merged = merge(BASE, replace(BASE, blocks=(*BASE.blocks, *outside.blocks)), theirs)
    assert merged.conflicts == ()
    assert order(remove_blocks(merged.document, [BlockId("z")])) == order(theirs)
    assert {block.id for block in merged.document.walk()} == {block.id for block in doubled.walk()}
    assert moved(tree, tree) == set()


@settings(max_examples=400, deadline=None)
@given(PAIRS)
def test_no_word_of_either_side_is_lost_and_none_comes_from_nowhere(pair):
    mine, theirs = pair
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(BASE, one, other)
        check(merged.document)
        made = words_of(merged.document)
        for side in (one, other):
            assert {words for words in words_of(side) if words not in words_of(BASE)} <= made.keys()
        assert made.keys() <= words_of(one).keys() | words_of(other).keys()
        untouched = words_of(one).keys() & words_of(other).keys()
        assert untouched <= made.keys()


@settings(max_examples=300, deadline=None)
@given(PAIRS)
def test_settling_everything_for_one_side_brings_back_its_words(pair):
    mine, theirs = pair
    merged = merge(BASE, mine, theirs)
    document = merged.document
    for conflict in merged.conflicts:
        document = settle(document, conflict, "mine")
        check(document)
    lost = words_of(mine).keys() - words_of(document).keys()
    assert lost <= words_of(BASE).keys() - words_of(theirs).keys()  # only what they alone changed or deleted


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_what_only_one_side_touched_is_never_asked(pair):
    mine, theirs = pair
    for conflict in merge(BASE, mine, theirs).conflicts:
        for side in (mine, theirs):
            note = f"{conflict} {order(mine)} | {order(theirs)}"
            assert find(side, conflict.block) != find(BASE, conflict.block), note


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_merging_again_with_the_result_asks_nothing(pair):
    mine, theirs = pair
    merged = merge(BASE, mine, theirs).document
    assert merge(theirs, merged, theirs).document == merged
    assert merge(mine, mine, merged).document == merged
