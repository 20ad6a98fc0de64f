"""Which kinds of blocks come first where somebody writes."""

from composer.app.offering import kinds_offered
from composer.blocks import KINDS
from composer.model.document import BlockId
from tests.builders import (
    argument,
    closing,
    heading,
    letter,
    paragraph,
    request,
    salutation,
    section,
    signatures,
    template,
)

LETTER = template(start=("salutation", "paragraph", "closing", "signatures"))


def offered(document, at, of=LETTER):
    return [kind.name for kind in kinds_offered(document, of, BlockId(at) if at else None)]


def test_nothing_that_could_be_chosen_is_left_out():
    assert sorted(offered(letter(paragraph()), "1")) == sorted(KINDS)


def test_what_a_letter_has_once_and_has_comes_last():
    document = letter(salutation("Geachte"), paragraph(), closing("Groet"), signatures())
    found = offered(document, "2")
    assert set(found[-3:]) == {"salutation", "closing", "signatures"}
    assert found.index("contents") > found.index("table")


def test_what_the_template_begins_with_comes_first_where_its_place_is():
    assert offered(letter(paragraph(), paragraph("Tekst")), "1")[0] == "salutation"
    assert offered(letter(paragraph("Tekst"), paragraph()), "2")[:2] == ["closing", "signatures"]
    assert offered(letter(), None)[0] == "salutation"


def test_no_salutation_is_proposed_in_the_middle():
    document = letter(paragraph("a"), paragraph(), closing("Groet"))
    found = offered(document, "2")
    assert "salutation" not in found[:10]
    assert "signatures" not in found[:10]


def test_nothing_of_the_start_is_proposed_within_a_section():
    assert offered(letter(section("S", paragraph())), "1.1")[0] not in {"salutation", "closing", "signatures"}


def test_what_the_block_before_goes_on_with_comes_first():
    assert offered(letter(section("S", argument("a"), paragraph())), "1.2")[0] == "argument"


def test_what_the_document_has_already_comes_before_what_it_has_not():
    document = letter(
        salutation("G"), heading("Kop"), request("Vraag"), paragraph(), closing("x"), signatures()
    )
    found = offered(document, "4")
    assert found.index("request") < found.index("quotation")
    assert found[:2] == ["request", "heading"]


def test_what_an_empty_block_is_already_comes_behind():
    found = offered(letter(salutation("G"), paragraph("a"), paragraph(), closing("x"), signatures()), "3")
    assert found.index("paragraph") > found.index("page-break")
    assert offered(letter(salutation("G"), paragraph("a")), "2").index("paragraph") < 4
