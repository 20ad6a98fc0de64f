"""What a template says by itself: phrases, the rows of its head, the words of people."""

import pytest

from composer.compose.fields import document_day
from composer.model.document import BlockId, Where
from composer.model.flow import Group, PageBreak, Para
from composer.model.template import HeadRow, Pair, Phrase
from tests.builders import (
    ADDRESSEES,
    field,
    letter,
    metadata,
    paragraph,
    paras,
    person,
    phrase,
    preamble,
    resolved,
    role,
    said,
    submitters,
    template,
    texts,
    words,
)

SUBMITTERS = role("submitters", "submitter")
PROPOSAL = Phrase(
    name="proposal",
    of="submitters",
    one=(("nl", "Ondergetekende stelt voor:"), ("en", "The undersigned proposes:")),
    many=(("nl", "Ondergetekenden stellen voor:"), ("en", "The undersigned propose:")),
)


def line(text: str, style: str = "body", **changes) -> HeadRow:
    return HeadRow(style=style, text=(("", text),), **changes)


@pytest.mark.parametrize(
    ("people", "language", "expected"),
    [
        ((person("A"),), "nl", "Ondergetekende stelt voor:"),
        ((person(organisation="gemeente Ede"),), "nl", "Ondergetekende stelt voor:"),
        ((person("A", "B"),), "nl", "Ondergetekenden stellen voor:"),
        ((person("A"), person("B")), "nl", "Ondergetekenden stellen voor:"),
        ((), "nl", "Ondergetekenden stellen voor:"),
        ((person("A"),), "en", "The undersigned proposes:"),
        ((person("A"), person("B")), "en", "The undersigned propose:"),
    ],
)
def test_a_formula_is_singular_with_one_person_and_else_plural(people, language, expected):
    document = letter(people={"submitters": people}, language=language)
    head = (line("{{phrase.proposal}}"),)
    assert texts(said(document, phrases=(PROPOSAL,), roles=(SUBMITTERS,), head=head)) == [expected]


def test_a_phrase_names_fields_and_an_author_may_name_a_phrase():
    phrases = (phrase("greeting", "Dag  {{addressees}} {{place}}!"),)
    document = letter(paragraph("{{phrase.greeting}}"), people={"addressees": (person("A"), person("B"))})
    changes = {"phrases": phrases, "roles": (ADDRESSEES,), "fields": (field("place"),)}
    assert texts(said(document, **changes)) == ["Dag A en B !"]


def test_a_phrase_whose_fields_are_all_empty_says_nothing():
    phrases = (phrase("to", "Aan {{addressees}}"),)
    head = (line("{{phrase.to}}"), line("altijd"))
    assert texts(said(letter(), phrases=phrases, roles=(ADDRESSEES,), head=head)) == ["altijd"]


# ---- the title


TITLE = (phrase("title", "Motie voor {{meeting}}"),)


@pytest.mark.parametrize(("title", "expected"), [("Eigen titel", "Eigen titel"), ("", "Motie voor BALV")])
def test_a_title_that_nobody_wrote_is_made_by_the_template(title, expected):
    document = letter(title=title, fields={"meeting": "BALV"})
    changes = {"phrases": TITLE, "fields": (field("meeting"),), "head": (line("{{title}}", heading=True),)}
    made = said(document, **changes)
    (heading,) = paras(made)
    assert (made.title, words(heading.spans)) == (expected, expected)
    assert (heading.tag, heading.outline, heading.at) == ("H1", 1, Where(field="title"))


def test_without_title_and_phrase_the_document_is_called_by_its_subject():
    assert said(letter(fields={"subject": "S"})).title == "S"


# ---- rows of the head


def test_a_line_of_the_head_is_in_its_style_and_leads_to_the_field_it_names():
    changes = {"fields": (field("place"),), "head": (line("Te {{place}}", "paragraph"),)}
    (para,) = paras(said(letter(fields={"place": "Ede"}), **changes))
    assert (words(para.spans), para.style, para.tag) == ("Te Ede", "paragraph", "P")
    assert para.at == Where(field="fields.place")
    assert said(letter(), **changes).body == ()


def test_a_line_that_names_a_phrase_leads_nowhere():
    (para,) = paras(said(letter(), phrases=(phrase("a", "b"),), head=(line("{{phrase.a}}"),)))
    assert para.at == Where()


HEAD = (line("eerst"), HeadRow(block="metadata"), line("dan"))
FIELDS = (field("a"),)


def test_a_row_of_a_kind_prints_the_blocks_with_which_the_document_begins():
    document = letter(metadata(), paragraph("tekst"), fields={"a": "b"})
    made = said(document, head=HEAD, fields=FIELDS)
    assert texts(made) == ["eerst", "b", "dan", "tekst"]
    assert [type(one) for one in made.body] == [Para, Group, Para, Para]


def test_a_row_of_a_kind_that_the_document_does_not_have_is_printed_all_the_same():
    made = said(letter(paragraph("tekst"), fields={"a": "b"}), head=HEAD, fields=FIELDS)
    assert texts(made) == ["eerst", "b", "dan", "tekst"]


def test_a_block_that_stands_elsewhere_stays_there_and_is_not_printed_twice():
    document = letter(paragraph("tekst"), metadata(), fields={"a": "b"})
    assert texts(said(document, head=HEAD, fields=FIELDS)) == ["eerst", "dan", "tekst", "b"]


def test_a_tail_may_print_a_block_too():
    people = {"submitters": (person("A"),)}
    tail = (HeadRow(block="submitters"), line("slot"))
    roles = (SUBMITTERS,)
    assert texts(said(letter(paragraph("a"), people=people), tail=tail, roles=roles)) == ["a", "A", "slot"]
    own = letter(submitters(), paragraph("a"), people=people)
    assert texts(said(own, tail=tail, roles=roles)) == ["A", "a", "slot"]


def test_the_label_of_an_empty_field_stays_in_the_head_when_the_template_says_so():
    row = HeadRow((Pair((("", "Zaak"),), "{{case}}"), Pair((("", "Plaats"),), "{{place}}")), "reference")
    fields = (field("case", show_empty=True), field("place"))
    assert texts(said(letter(), fields=fields, head=(row,))) == ["Zaak", ""]


def test_before_the_second_page_stands_the_head_alone():
    made = said(letter(paragraph("a")), head=(line("omslag"),), start_page=2)
    assert [type(one) for one in made.body] == [Para, PageBreak, Para]


# ---- the day


def test_a_document_is_dated_by_the_first_date_of_its_template():
    own = template(fields=(field("number"), field("meeting", "date"), field("date", "date")))
    document = letter(fields={"meeting": "2026-09-17", "date": "2026-01-01"})
    assert str(document_day(document, own)) == "2026-09-17"
    assert document_day(letter(), own) is None


def test_a_template_without_dates_looks_for_one_called_so():
    assert str(document_day(letter(fields={"date": "2026-01-01"}), template())) == "2026-01-01"


def test_what_a_kind_asks_for_may_be_said_in_the_language_of_the_block():
    document = letter(preamble("", "a", language="en"))
    lead, _item = paras(said(document, phrases=(phrase("preamble", "Overwegende dat:"),)))
    assert (lead.language, lead.at) == ("nl", Where(BlockId("1"), "lead"))


def test_phrases_are_among_what_may_be_named():
    assert resolved(letter(), phrases=(phrase("a", "b"),)).values["phrase.a"] == "b"
