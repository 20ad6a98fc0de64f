"""References to blocks and pages, and what becomes of those whose target is gone."""

import pytest

from composer.compose.references import is_reference
from composer.i18n import words as translated
from composer.model.document import BlockId, Where
from composer.model.flow import Span
from tests.builders import (
    annex,
    argument,
    bullets,
    figure,
    findings,
    heading,
    labels,
    letter,
    notes,
    operative,
    paragraph,
    paras,
    phrase,
    preamble,
    request,
    said,
    section,
    table,
    texts,
)

NUMBERING = (
    ("section", ("1.", "1.1")),
    ("heading", ("1",)),
    ("argument", ("a.",)),
    ("annex", ("A",)),
    ("request", ("1",)),
)
CONTENT = (
    heading("Kop", numbered=True, id="h1"),
    heading("Onder", 2, numbered=True, id="h2"),
    heading("Zonder nummer", id="bare"),
    section(
        "Een",
        section("Binnen", argument("arg", request("vraag", id="r1"), id="inner-a"), id="s2"),
        argument("los", id="outer-a"),
        id="s1",
    ),
    operative("Verzoekt:", "x", "y", id="op"),
    bullets("p", "q", marker="letter", id="letters"),
    bullets("p", id="dots"),
    preamble("", "p", marker="number", id="pre"),
    annex(
        "Bijlage",
        heading("Kop", numbered=True, id="ah"),
        section("S", argument("A", id="aa"), id="as"),
        id="a1",
    ),
    annex("", id="a2"),
    paragraph("tekst", id="p1"),
    figure("a.png", "Een kaart", id="f1"),
    figure("b.png", id="f2"),
    figure("c.png", "Nog een", id="f3"),
    table(("a", "b"), caption="Cijfers", id="t1"),
    table(("a", "b"), id="t2"),
    argument("op zich", id="alone"),
)


def printed(name: str, language: str = "en", **changes) -> str:
    document = letter(paragraph(f"{{{{{name}}}}}", id="here"), *CONTENT, language=language)
    return texts(said(document, numbering=NUMBERING, **changes))[0]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("h1", "section 1"),
        ("h2", "section 1.1"),
        ("s1", "section 1"),
        ("s2", "section 1.1"),
        ("r1", "request 1"),
        ("inner-a", "point a of section 1.1"),
        ("outer-a", "point a of section 1"),
        ("alone", "point a"),
        ("a1", "annex A"),
        ("a2", "annex B"),
        ("ah", "section 1 of annex A"),
        ("aa", "point a of section 1 of annex A"),
        ("f1", "figure 1"),
        ("f3", "figure 2"),
        ("t1", "table 1"),
        ("bare", "“Zonder nummer”"),
        ("op.2", "request 2"),
        ("letters.2", "point b"),
        ("pre.1", "point 1"),
    ],
)
def test_a_reference_prints_kind_and_number_of_its_target(target, expected):
    assert printed(f"ref:{target}") == expected
    assert printed(f"Ref:{target}") == expected[:1].upper() + expected[1:]


def test_a_reference_speaks_the_language_of_the_document():
    assert printed("ref:h1", "nl") == translated("nl")("section {number}").replace("{number}", "1")


def test_a_template_may_call_things_otherwise():
    phrases = (
        phrase("reference-heading", "hoofdstuk {{number}}"),
        phrase("reference-operative-item", "beslispunt {{number}}"),
    )
    assert printed("ref:h1", phrases=phrases) == "hoofdstuk 1"
    assert printed("ref:op.2", phrases=phrases) == "beslispunt 2"


LOST = ["gone", "p1", "f2", "t2", "dots.1", "op.3", "op.0", "op.x", "gone.1", "p1.1"]


@pytest.mark.parametrize("target", LOST)
def test_a_lost_target_stays_visible_and_is_found(target):
    document = letter(paragraph(f"Zie {{{{ref:{target}}}}}.", id="here"), *CONTENT)
    (para, *_rest) = paras(said(document, numbering=NUMBERING))
    assert para.spans[1] == Span(f"⟦ref:{target}?⟧", unknown=True)
    (found,) = [one for one in findings(document, numbering=NUMBERING) if one.id == "lost-reference"]
    assert (found.at, dict(found.arguments)) == (Where(BlockId("here"), "text"), {"target": target})


def test_a_reference_that_leads_somewhere_is_no_finding():
    assert findings(letter(paragraph("{{ref:h}} {{page:h}}"), heading("a", numbered=True, id="h"))) == []


def test_a_page_is_a_placeholder_that_names_its_block():
    document = letter(paragraph("**zie {{page:h}}**"), heading("a", id="h"), language="en")
    before, word, page = paras(said(document))[0].spans
    assert (before, word) == (Span("zie ", bold=True), Span("page ", bold=True))
    assert page == Span("0", bold=True, page_of="h")


def test_a_page_with_a_capital_begins_with_one():
    document = letter(paragraph("{{Page:h}}"), paragraph("a", id="h"), language="en")
    assert texts(said(document))[0] == "Page 0"


def test_a_page_of_nothing_stays_visible():
    assert texts(said(letter(paragraph("{{page:gone}}")))) == ["⟦page:gone?⟧"]


def test_a_note_may_refer_too():
    document = letter(paragraph("a^[Zie {{ref:h}}.]"), heading("b", numbered=True, id="h"), language="en")
    assert notes(said(document)) == ["Zie section 1."]


def test_a_title_with_a_note_or_a_break_is_quoted_as_plain_words():
    document = letter(paragraph("{{ref:h}}"), heading("Een\n**twee**^[noot]", id="h"))
    assert texts(said(document))[0] == "“Een twee”"


def test_signs_around_a_number_are_left_out():
    document = letter(paragraph("{{ref:s}}"), section("a", id="s"), language="en")
    assert texts(said(document, numbering=(("section", ("(1)",)),)))[0] == "section 1"
    assert "(1)" in labels(said(document, numbering=(("section", ("(1)",)),)))


@pytest.mark.parametrize(
    ("name", "expected"), [("ref:a", True), ("Page:b.2", True), ("ref:", False), ("date", False)]
)
def test_what_a_reference_is(name, expected):
    assert is_reference(name) is expected
