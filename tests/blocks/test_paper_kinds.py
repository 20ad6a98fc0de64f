"""What the kinds of papers and publications say: byline, quotation, annex, bibliography, nested sections."""

import pytest

from composer.model.flow import Group, Item, PageBreak, Para, Span
from composer.model.template import BibliographyStyle
from tests.builders import (
    annex,
    bibliography,
    byline,
    heading,
    labels,
    letter,
    paragraph,
    paras,
    phrase,
    quotation,
    said,
    section,
    source,
    texts,
    words,
)


def test_a_byline_is_a_line_of_its_own_style():
    (para,) = said(letter(byline("Merenstad"))).body
    assert (words(para.spans), para.style) == ("Merenstad", "byline")


def test_a_quotation_is_a_block_quotation_with_whose_it_is():
    (group,) = said(letter(quotation("a\n\nb", "C"))).body
    assert (group.tag, group.style) == ("BlockQuote", "quotation")
    assert [para.style for para in group.children] == [
        "quotation-text",
        "quotation-text",
        "quotation-attribution",
    ]


def test_a_quotation_without_attribution_is_its_words():
    assert texts(said(letter(quotation("a")))) == ["a"]
    assert said(letter(quotation())).body == ()


# ---- annexes


def test_an_annex_begins_a_page_and_is_called_by_its_letter():
    page_break, group = said(letter(annex("Cijfers", paragraph("a")), language="en")).body
    assert isinstance(page_break, PageBreak)
    assert isinstance(group, Group)
    title = group.children[0]
    assert isinstance(title, Para)
    assert (words(title.spans), title.tag, title.outline) == ("Annex A – Cijfers", "H2", 2)


def test_an_annex_without_a_title_is_its_letter_and_one_without_a_number_its_title():
    document = letter(annex(), annex("Cijfers", numbered=False), annex("", numbered=False), language="en")
    assert texts(said(document)) == ["Annex A", "Cijfers"]


def test_only_the_first_paragraph_of_the_title_of_an_annex_is_named_and_a_bookmark():
    first, second = paras(said(letter(annex("a\n\nb"), language="en")))
    assert [words(first.spans), words(second.spans)] == ["Annex A – a", "b"]
    assert (first.outline, second.outline) == (2, 0)


def test_headings_and_sections_in_an_annex_are_numbered_anew_and_after_it_go_on():
    inner = (heading("b", numbered=True), section("c"))
    document = letter(
        heading("a", numbered=True), section("s"), annex("A", *inner), annex("B", *inner), section("t")
    )
    assert labels(said(document)) == ["1", "1.", "1", "1.", "1", "1.", "2."]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_in_an_annex_are_a_level_deeper(level):
    document = letter(annex("a", heading("b", level)))
    _title, inner = paras(said(document))
    assert (inner.tag, inner.outline) == (f"H{level + 2}", level + 2)


def test_there_is_no_heading_below_the_sixth_level():
    document = letter(annex("a", section("b", section("c", heading("d", 3)))))
    assert [para.tag for para in paras(said(document))] == ["H2", "H4", "H5", "H6"]


# ---- sections within each other


def test_a_section_within_another_is_a_level_deeper_and_looks_so():
    outer, inner = paras(said(letter(section("a", section("b")))))
    assert (outer.tag, outer.style) == ("H3", "section-title")
    assert (inner.tag, inner.style, inner.outline) == ("H4", "section-title-inner", 4)


# ---- lists of sources


SOURCES = (
    source("wrr", author="WRR", title="Zorg", issued="2021"),
    source("berg", author="Van den Berg, J.", title="Wie betaalt?", issued="2024-05-01"),
    source("none", title="Het onderzoek"),
    source("kring", author="De Kenniskring", title="Oud *en* wijs", URL="https://kring.example/oud"),
)
CITED = paragraph("a[@wrr] b[@kring; @berg]")


def listed(*blocks, sources=SOURCES, **style) -> list[str]:
    """The lines of a list of sources."""
    document = said(letter(*blocks, sources=sources), bibliography=BibliographyStyle(**style))
    group = document.body[-1]
    assert isinstance(group, Group)
    return [words(one.children[0].spans) for one in group.children if isinstance(one, Item)]


def test_sources_that_are_cited_are_listed_by_author_without_articles():
    assert listed(CITED, bibliography()) == [
        "Van den Berg, J. Wie betaalt?, 2024.",
        "De Kenniskring. Oud *en* wijs.",
        "WRR. Zorg, 2021.",
    ]


def test_all_sources_are_listed_when_the_block_says_so():
    lines = listed(CITED, bibliography(uncited=True))
    assert (len(lines), lines[2]) == (4, "Het onderzoek.")


@pytest.mark.parametrize(
    ("order", "expected"), [("cited", ["WRR", "Kenn", "Berg"]), ("given", ["WRR", "Berg", "Kenn"])]
)
def test_the_order_is_that_of_the_template(order, expected):
    lines = listed(CITED, bibliography(), order=order)
    assert [name in line for name, line in zip(expected, lines, strict=True)] == [True] * 3


def test_sources_that_nobody_cites_come_last_in_the_order_of_notes():
    assert listed(CITED, bibliography(uncited=True), order="cited")[-1] == "Het onderzoek."


def test_a_pattern_may_emphasise_and_the_words_of_a_source_may_not():
    document = said(letter(CITED, bibliography(), sources=SOURCES[3:]))
    (entry,) = document.body[-1].children
    assert entry.children[0].spans == (
        Span("De Kenniskring. "),
        Span("Oud *en* wijs", italic=True),
        Span("."),
    )


def test_an_address_is_a_link():
    style = BibliographyStyle(source="{title}[ {URL}]")
    document = said(letter(CITED, bibliography(), sources=SOURCES[3:]), bibliography=style)
    span = document.body[-1].children[0].children[0].spans[-1]
    assert span == Span("https://kring.example/oud", href="https://kring.example/oud")


@pytest.mark.parametrize(
    ("title", "expected"), [("Wie?", "Wie?"), ("Hoe!", "Hoe!"), ("Kort.", "Kort."), ("Zo", "Zo.")]
)
def test_a_sentence_that_has_ended_does_not_end_again(title, expected):
    sources = (source("a", title=title),)
    assert listed(bibliography(uncited=True), sources=sources, source="*{title}*.") == [expected]


def test_without_sources_a_list_says_nothing():
    assert said(letter(bibliography())).body == ()
    assert said(letter(bibliography(), sources=SOURCES)).body == ()
    assert (
        said(
            letter(bibliography(uncited=True), sources=(source("a"),)),
            bibliography=BibliographyStyle(source="{title}"),
        ).body
        == ()
    )


def test_the_name_of_an_annex_is_that_of_the_template():
    phrases = (phrase("reference-annex", "appendix {{number}}"),)
    assert texts(said(letter(annex("a")), phrases=phrases)) == ["Appendix A – a"]
