import pytest

from composer.app.commands import kinds_allowed
from composer.app.history import said
from composer.app.turning import turn_into
from composer.blocks import kind_of
from composer.i18n import speak
from composer.model.document import BlockId, Document
from composer.model.edits import find
from tests.builders import argument, examples, heading, letter, paragraph, request, section


@pytest.fixture(autouse=True)
def english():
    speak("en")


def shape(document: Document) -> str:
    def said_of(block) -> str:
        inner = f"[{' '.join(map(said_of, block.children))}]" if block.children else ""
        return kind_of(block).name + inner

    return " ".join(map(said_of, document.blocks))


def turned(document: Document, block: str, kind: str):
    step = turn_into(document, BlockId(block), kind)
    assert step is not None
    assert find(step.document, BlockId(block)) is None
    assert find(step.document, BlockId(step.caret.block))
    return step


def test_a_block_becomes_another_where_it_stands():
    step = turned(letter(heading("a"), paragraph("/"), paragraph("b")), "2", "heading")
    assert shape(step.document) == "heading heading paragraph"
    assert step.caret.block == step.document.blocks[1].id
    assert said(step.label) == "Add heading"


def test_a_container_begins_with_a_block_of_its_kind():
    step = turned(letter(paragraph("/")), "1", "examples")
    assert shape(step.document) == "examples[example]"
    assert step.caret.block == step.document.blocks[0].children[0].id


def test_what_may_not_stand_there_comes_further_out():
    step = turned(letter(examples("", paragraph("/")), paragraph("a")), "1.1", "heading")
    assert shape(step.document) == "examples heading paragraph"


def test_within_a_section_it_stays_within():
    step = turned(letter(section("", argument("", request("/")))), "1.1.1", "paragraph")
    assert shape(step.document) in {"section[argument[paragraph]]", "section[argument paragraph]"}


def test_a_block_that_is_not_there_becomes_nothing():
    assert turn_into(letter(paragraph("a")), BlockId("9"), "heading") is None


def test_every_kind_that_is_offered_can_be_chosen():
    document = letter(section("a", argument("b", paragraph("/"))))
    for kind in kinds_allowed(document, BlockId("1.1.1")):
        assert turn_into(document, BlockId("1.1.1"), kind.name) is not None
