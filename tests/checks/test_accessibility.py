"""What a reader with a screen reader would stumble over: headings, links, languages, pictures, tables."""

from dataclasses import replace

import pytest

from composer.checks.links import is_address, is_vague
from composer.checks.structure import check_elements
from composer.layout.page import Element, Layout
from composer.model.finding import Finding, Severity
from composer.model.language import is_language
from tests.builders import bullets, heading, item, laid_out, letter, paragraph, section
from tests.checks.documents import preflighted


def found(document, id_: str, **changes) -> list[Finding]:
    return [one for one in preflighted(document, **changes) if one.id == id_]


def places(document, id_: str) -> list[tuple[str, str]]:
    return [(one.at.block, one.at.field) for one in found(document, id_)]


# ---- headings


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((1, 2, 3, 1), []), ((1, 3), ["2"]), ((3, 1, 3, 2), ["3"]), ((2, 2, 1), []), ((1, 3, 1, 3), ["2", "4"])],
)
def test_a_heading_that_leaves_out_a_level_is_found(levels, expected):
    document = letter(*(heading("a", level) for level in levels))
    assert [block for block, _ in places(document, "skipped-heading")] == expected


def test_headings_within_a_section_count_too():
    document = letter(heading("a"), section("b", heading("c", 3)), heading("d", 3))
    assert all(one.advice for one in found(document, "skipped-heading"))
    assert [one.at.block for one in found(letter(heading("a", 1), section("b")), "skipped-heading")] == []


def test_a_heading_of_nothing_but_a_note_is_empty():
    (one,) = found(letter(heading("^[a]"), heading("b")), "empty-heading")
    assert (one.at.block, one.severity) == ("1", Severity.WARNING)
    assert found(letter(heading("{{x}}")), "empty-heading") == []


# ---- links


@pytest.mark.parametrize(
    "words", ["hier", "Klik hier", "hier.", "lees  meer »", "click HERE", "More information:"]
)
def test_words_that_fit_any_link_are_vague(words):
    assert is_vague(words)
    (one,) = found(letter(paragraph(f"Zie [{words}](https://a.nl).")), "vague-link")
    assert (one.at.block, one.at.field, one.severity) == ("1", "text", Severity.WARNING)
    assert words in one.sentence
    assert one.advice


@pytest.mark.parametrize(
    "words", ["het rapport", "stedenkring.example/wonen", "hier staat het plan", "info@a.nl"]
)
def test_words_that_say_where_a_link_leads_are_in_order(words):
    assert not is_vague(words)
    assert not is_address(words)
    assert preflighted(letter(paragraph(f"Zie [{words}](https://a.nl)."))) == ()


@pytest.mark.parametrize("words", ["https://a.nl", "http://a.nl/b ", f"a.nl/{'b' * 40}"])
def test_a_bare_address_is_found(words):
    (one,) = found(letter(bullets(item(f"[{words}](https://a.nl)"))), "bare-link")
    assert (one.at.block, one.at.field, one.severity) == ("1", "items.0.text", Severity.NOTE)


def test_a_link_of_several_runs_is_one_link():
    assert found(letter(paragraph("[klik **hier**](https://a.nl)")), "vague-link")
    assert not found(letter(paragraph("[klik **hier** voor het plan](https://a.nl)")), "vague-link")
    assert not found(letter(paragraph("[**hier**](https://a.nl)[ staat het](https://a.nl)")), "vague-link")


def test_links_in_notes_are_looked_at():
    assert places(letter(paragraph("a^[Zie [hier](https://a.nl).]")), "vague-link") == [("1", "text")]


@pytest.mark.parametrize(
    ("notation", "address", "advice"),
    [
        ("[a](javascript:alert)", "javascript:alert", "http, https"),
        ("[a](FILE:///etc/passwd)", "FILE:///etc/passwd", "http, https"),
        ("a^[[a](ftp://a.nl)]", "ftp://a.nl", "http, https"),
        ("[a](a.nl/b)", "a.nl/b", "https://"),
        ("[a](https://a.nl b)", "https://a.nl", "without spaces"),
        (f"[a](data:{'x' * 99})", "data:xxx", "http, https"),
    ],
)
def test_an_address_that_becomes_no_link_is_found(notation, address, advice):
    (one,) = found(letter(paragraph(notation)), "refused-link")
    assert (one.at.block, one.severity) == ("1", Severity.WARNING)
    assert address in one.sentence
    assert len(one.sentence) < 150
    assert advice in one.advice


@pytest.mark.parametrize("notation", ["[a](https://a.nl)", "zie [1](2)", "[a] (b.c)", "f(a.b)"])
def test_brackets_that_hold_no_address_are_words(notation):
    assert preflighted(letter(paragraph(notation))) == ()


def test_words_without_a_link_may_say_here():
    assert preflighted(letter(paragraph("klik **hier** {{title}}"), title="t")) == ()


# ---- languages


@pytest.mark.parametrize("tag", ["nl", "en-GB", "FY", "pap", "nds", "zh-Hant-TW"])
def test_a_language_is_known_by_its_code(tag):
    assert is_language(tag)


@pytest.mark.parametrize(("tag", "near"), [("gb", "en"), ("nld", "nl"), ("xx", ""), ("dk-DK", "da")])
def test_what_is_no_language_is_found_with_the_one_that_is_meant(tag, near):
    document = letter(
        paragraph(f"a [b]{{lang={tag}}} [c]{{lang={tag}}} ^[d [e]{{lang={tag}}}]"),
        section("f", paragraph("g", language=tag)),
        paragraph("h", language="en"),
        language=tag,
    )
    told = found(document, "unknown-language")
    assert [(one.at.block, one.at.field) for one in told] == [
        ("", "language"),
        ("1", "text"),
        ("2.1", "language"),
    ]
    assert all(tag in one.sentence for one in told)
    assert all(near in one.advice for one in told)


# ---- pictures and tables


def with_elements(*elements: Element) -> Layout:
    """Returns the layout of a paragraph with other elements; the paragraph belongs to the last of them."""
    layout = laid_out(letter(paragraph("a")))
    (page,) = layout.pages
    marks = tuple(mark._replace(element=len(elements) - 1) for mark in page.marks)
    return replace(layout, elements=elements, pages=(replace(page, marks=marks),))


def test_a_picture_without_words_is_found_where_it_stands():
    (one,) = check_elements(with_elements(Element("Figure", -1), Element("Caption", 0)))
    assert (one.id, one.at.block) == ("missing-alt", "1")
    assert list(check_elements(with_elements(Element("Figure", -1, (("alt", "Een kaart"),))))) == []


def test_a_picture_without_any_words_near_has_no_place():
    (one,) = check_elements(with_elements(Element("Figure", -1), Element("P", -1)))
    assert one.at.block == ""


def test_a_table_needs_a_header():
    rows = (Element("Table", -1), Element("TBody", 0), Element("TR", 1))
    (one,) = check_elements(with_elements(*rows, Element("TD", 2)))
    assert (one.id, one.at.block) == ("missing-header", "1")
    assert list(check_elements(with_elements(*rows, Element("TH", 2)))) == []
    assert list(check_elements(with_elements(*rows, Element("TH", 2), Element("P", -1)))) == []
