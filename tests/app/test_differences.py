"""What differs between two states of a document, in the words of its author."""

from dataclasses import replace

import pytest

from composer.app.differences import MOST_WORDS, Piece, Sort, differences, marked, name_of, words_of
from composer.app.session import Session
from composer.model.document import BlockId
from composer.model.edits import (
    Place,
    insert_blocks,
    move_block,
    remove_blocks,
    set_document_field,
    set_field,
)
from composer.model.inline import parse_text
from composer.model.people import People, Person
from composer.model.picture import Image
from composer.model.source import Source
from tests.bench.documents import SAMPLE
from tests.builders import paragraph


@pytest.fixture(scope="module")
def session():
    return Session.open(SAMPLE)


def found(session, after, before=None):
    told = differences(before or session.document, after, session.world.template)
    return [(one.place, one.sort) for one in told]


def test_a_document_differs_nowhere_from_itself(session):
    assert found(session, session.document) == []


def test_the_words_that_the_other_side_lacks_are_marked():
    assert marked("een oud woord", "een nieuw woord") == (
        (Piece("een "), Piece("oud", is_other=True), Piece(" woord")),
        (Piece("een "), Piece("nieuw", is_other=True), Piece(" woord")),
    )
    assert marked("een", "een twee")[0] == (Piece("een"),)


@pytest.mark.parametrize(("one", "other"), [("", "a"), ("a  b\nc", "a b c"), ("x" * 20, "")])
def test_marking_loses_no_sign(one, other):
    assert tuple("".join(piece.text for piece in side) for side in marked(one, other)) == (one, other)


def test_a_very_long_text_is_not_compared_word_by_word():
    long = "woord " * MOST_WORDS
    assert marked(long, "kort") == ((Piece(long),), (Piece("kort"),))


def test_a_text_that_changed_is_told_with_its_block(session):
    after = set_field(session.document, BlockId("introduction"), "text", parse_text("Andere woorden"))
    assert found(session, after) == [("Paragraph: Andere woorden", Sort.CHANGED)]


def test_blocks_that_came_and_went_are_told_in_order(session):
    after = remove_blocks(session.document, [BlockId("introduction")])
    after = insert_blocks(after, (paragraph("Erbij.", id=BlockId("new")),), Place(None, 0))
    (first, added), (second, removed) = found(session, after)
    assert (first, added) == ("Paragraph: Erbij.", Sort.ADDED)
    assert second.startswith("Paragraph: ")
    assert removed is Sort.REMOVED


def test_a_block_that_only_moved_is_told_as_moved(session):
    after = move_block(session.document, BlockId("examples"), Place(None, 8))
    told = found(session, after)
    assert [sort for _place, sort in told] == [Sort.MOVED]
    assert told[0][0].startswith("Examples")


def test_a_setting_of_a_block_that_changed_is_told(session):
    after = set_field(session.document, BlockId("practice"), "level", 2)
    (told,) = differences(session.document, after, session.world.template)
    assert told.sort is Sort.CHANGED
    assert any(piece.is_other for piece in told.after)


def test_parts_of_the_document_are_called_as_in_its_forms(session):
    after = set_document_field(session.document, "subject", "Anders")
    after = replace(after, title="Titel", language="en", sources=())
    places = dict(found(session, after))
    assert places["Title"] is Sort.CHANGED
    assert places["Language"] is Sort.CHANGED
    assert places["Subject"] is Sort.CHANGED
    assert {place for place in places if place.startswith("Source ")}


def test_without_a_state_before_everything_is_added(session):
    told = differences(None, session.document, session.world.template)
    assert {one.sort for one in told} == {Sort.ADDED}
    assert len(told) >= len(list(session.document.walk()))


def test_every_value_has_words():
    person = Person(names=("Anna",), role="wethouder", address=("Straat 1",))
    assert words_of((person,)) == "Anna, wethouder, Straat 1"
    assert words_of(Source("k", variables=(("title", "Titel"),))) == "Titel"
    assert words_of(Image(name="foto.png")) == "foto.png"
    assert (words_of(None), words_of(3), words_of(value=True)) == ("", "3", "yes")
    assert words_of(People().roles) == ""


def test_a_block_is_called_by_its_kind_and_how_it_begins():
    assert name_of(paragraph("")) == "Paragraph"
    assert name_of(paragraph("Een twee drie vier vijf zes zeven. Achtentwintig")).endswith("zeven…")
