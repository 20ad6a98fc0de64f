"""What the canvas shows of a document besides the words of its blocks; and how blocks of it begin."""

from composer.app.commands import add_block, new_block
from composer.app.speech import field_lines, listed_sources, people_of, said_phrase
from composer.app.templates import new_document
from composer.blocks import KINDS
from composer.model.document import Document
from tests.builders import (
    field,
    letter,
    paragraph,
    person,
    phrase,
    role,
    source,
    template,
    words,
)

TEMPLATE = template(
    fields=(field("date", "date"), field("case", show_empty=True)),
    roles=(role("submitters", "submitter", plurals=(("wethouder", "wethouders"),)),),
    phrases=(
        phrase("preamble", "Overwegende dat:"),
        phrase("operative", "{{asker}} verzoekt {{actor}}:"),
        phrase("submitters", "Indiener:", "Indieners:", of="submitters"),
    ),
)
PEOPLE = {"submitters": (person("A", "B", role="wethouder"),)}


def test_fields_phrases_people_and_sources_are_those_that_are_printed():
    document = letter(
        paragraph("a[@a]"), fields={"date": "2026-02-01"}, people=PEOPLE, sources=(source("a", title="T"),)
    )
    assert [(one.label, one.words) for one in field_lines(document, TEMPLATE)] == [
        ("Date", "1 februari 2026"),
        ("Case", ""),
    ]
    assert said_phrase(document, TEMPLATE, "submitters", {}) == "Indieners:"
    assert said_phrase(document, TEMPLATE, "operative", {"asker": "Wij"}) == "Wij verzoekt :"
    assert said_phrase(document, TEMPLATE, "nothing", {}) == ""
    assert people_of(document, TEMPLATE, "submitters")[0].role == "wethouders"
    assert [words(spans) for spans in listed_sources(document, TEMPLATE, uncited=False)] == ["T."]


def test_a_block_that_begins_with_an_item_has_one_to_type_in():
    for name in ("preamble", "operative", "list"):
        block = new_block(Document(template="t"), KINDS[name])
        assert len(block.items) == 1
    step = add_block(Document(template="t"), "preamble")
    assert step.caret.field == "lead"
    assert new_block(Document(template="t"), KINDS["example"]).parts == ()


def test_a_new_document_begins_with_blocks_to_type_in():
    document = new_document(template(start=("preamble", "operative", "unknown")), "nl")
    assert [(block.id, len(block.items)) for block in document.blocks] == [("b1", 1), ("b2", 1)]
