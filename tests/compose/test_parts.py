"""What a template wants a document to consist of."""

from composer.model.document import BlockId, Where
from composer.model.template import HeadRow, PartSpec
from tests.builders import (
    bibliography,
    field,
    findings,
    letter,
    metadata,
    operative,
    paragraph,
    preamble,
    section,
    source,
)

PARTS = (
    PartSpec(kind="metadata", required=True, most=1),
    PartSpec(kind="preamble"),
    PartSpec(kind="operative", required=True),
)
A, B, C = preamble("", "a"), operative("", "b"), paragraph("c")
# Said in the language of who reads it.
DICTUM = (("nl", "Dictum"), ("en", "Operative part"))


def found(*blocks, **changes):
    changes.setdefault("parts", PARTS)
    return [(one.id, one.at, dict(one.arguments)) for one in findings(letter(*blocks), **changes)]


def test_a_document_that_has_its_parts_in_order_has_nothing_to_tell():
    assert found(metadata(), C, A, A, B, C) == []


def test_a_part_that_is_missing_is_found_by_its_name():
    assert [(one, said["kind"]) for one, _at, said in found(metadata(), A)] == [("missing-part", DICTUM)]


def test_a_part_that_the_template_prints_itself_is_not_missed():
    assert found(B, head=(HeadRow(block="metadata"),)) == []
    assert found(B, tail=(HeadRow(block="metadata"),)) == []


def test_a_part_within_another_block_is_not_there():
    assert [one for one, *_rest in found(metadata(), section("s", B))] == ["missing-part"]


def test_more_of_a_part_than_the_template_has_is_found_at_the_first_too_many():
    ((one, at, said),) = found(metadata(), metadata(), metadata(), B)
    assert (one, at, said["most"]) == ("many-parts", Where(BlockId("2")), "1")


def test_a_part_out_of_order_is_found_where_it_stands():
    ((one, at, said),) = found(metadata(), B, A)
    assert (one, at, said["other"]) == ("part-order", Where(BlockId("3")), DICTUM)


def test_without_parts_everything_goes():
    assert found(B, A, parts=()) == []


def test_a_choice_that_the_template_does_not_offer_is_found():
    status = field("status", "choice", choices=(("draft", (("", "Draft"),)), ("held", (("", "Held"),))))
    for value, expected in (("draft", []), ("", []), (None, []), ("lost", ["bad-choice"])):
        document = letter(C, fields={"status": value})
        assert [one.id for one in findings(document, fields=(status,))] == expected


def test_all_sources_listed_is_as_good_as_cited():
    document = letter(bibliography(uncited=True), sources=(source("a", title="A"),))
    assert findings(document) == []
    assert [one.id for one in findings(letter(bibliography(), sources=document.sources))] == [
        "uncited-source"
    ]
