"""What the kinds of a motion say: preamble, operative part, submitters, metadata."""

import pytest

from composer.model.document import BlockId, Where
from composer.model.flow import Columns, Group, Item, Para
from tests.builders import (
    field,
    item,
    labels,
    letter,
    metadata,
    operative,
    paragraph,
    paras,
    person,
    phrase,
    preamble,
    role,
    said,
    submitters,
    texts,
    walk,
    words,
)

SUBMITTERS = role("submitters", "submitter", plurals=(("wethouder", "wethouders"),))
ADDRESSEES = role("addressees", "addressee")
CHOICES = (("adopted", (("nl", "Aangenomen"), ("en", "Adopted"))), ("draft", (("nl", "Concept"),)))
STATUS = field("status", "choice", choices=CHOICES)


def lines(*people, **changes) -> list[str]:
    """What a block of submitters says of these people."""
    block = submitters("Door:", **changes)
    return texts(said(letter(block, people={"submitters": people}), roles=(SUBMITTERS,)))[1:]


# ---- preamble


def test_a_preamble_is_a_lead_over_a_list():
    (group,) = said(letter(preamble("Overwegende dat:", "a", item("b", item("c"))))).body
    lead, listed = group.children
    assert (words(lead.spans), lead.style) == ("Overwegende dat:", "preamble-lead")
    assert (listed.tag, listed.numbering, listed.children[0].style) == ("L", "Disc", "preamble-item")
    assert texts(said(letter(preamble("", "a")))) == ["a"]


def test_each_preamble_has_its_own_lead():
    document = letter(preamble("Constaterende dat:", "a"), preamble("Gelet op:", "b", marker="dash"))
    assert texts(said(document)) == ["Constaterende dat:", "a", "Gelet op:", "b"]
    assert labels(said(document)) == ["•", "–"]


def test_a_preamble_without_lead_has_that_of_the_template():
    phrases = (phrase("preamble", "Overwegende dat:"),)
    (lead, _item) = paras(said(letter(preamble("", "a")), phrases=phrases))
    assert (words(lead.spans), lead.at) == ("Overwegende dat:", Where(BlockId("1"), "lead"))
    assert texts(said(letter(preamble("Gelet op:", "a")), phrases=phrases))[0] == "Gelet op:"


def test_a_preamble_without_anything_says_nothing():
    assert said(letter(preamble())).body == ()


# ---- operative part


OPERATIVE = (
    phrase("operative", "{{asker}} verzoekt {{actor}}:"),
    phrase("asker", "de raad"),
    phrase("actor", "{{addressees}}"),
)


def test_requests_of_a_motion_are_numbered_unless_it_says_otherwise():
    assert labels(said(letter(operative("a", "b", "c")))) == ["1.", "2."]
    assert labels(said(letter(operative("a", "b", marker="letter")))) == ["a."]
    first = next(one for one in walk(*said(letter(operative("a", "b"))).body) if isinstance(one, Item))
    assert (first.style, first.at) == ("operative-item", Where(BlockId("1"), "items.0"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "De raad verzoekt het bestuur:"),
        ({"asker": "de BALV"}, "De BALV verzoekt het bestuur:"),
        ({"asker": "de BALV", "actor": "de minister"}, "De BALV verzoekt de minister:"),
    ],
)
def test_a_lead_is_made_of_asker_and_actor_as_the_template_says(changes, expected):
    document = letter(operative("", "a", **changes), people={"addressees": (person("het bestuur"),)})
    assert texts(said(document, phrases=OPERATIVE, roles=(ADDRESSEES,)))[0] == expected


def test_a_lead_of_the_author_stands_as_it_is_written():
    document = letter(operative("Beveelt aan het bestuur aan:", "a", asker="de BALV"))
    assert texts(said(document, phrases=OPERATIVE, roles=(ADDRESSEES,)))[0] == "Beveelt aan het bestuur aan:"


def test_without_phrases_and_lead_an_operative_part_is_its_requests():
    assert texts(said(letter(operative("", "a")))) == ["a"]
    assert said(letter(operative())).body == ()


# ---- submitters


@pytest.mark.parametrize(
    ("someone", "expected"),
    [
        (
            person("C. Noom", role="wethouder", organisation="gemeente Zaanstad"),
            "C. Noom, wethouder gemeente Zaanstad",
        ),
        (person("A", "B", role="wethouder", organisation="gemeente Ede"), "A en B, wethouders gemeente Ede"),
        (person("A", "B", role="raadslid"), "A en B, raadslid"),
        (person("A", "B", "C"), "A, B en C"),
        (person("A. de Vries", party="Lokaal"), "A. de Vries (Lokaal)"),
        (person("A", role="raadslid", party="Lokaal"), "A, raadslid (Lokaal)"),
        (person(organisation="gemeente Ede"), "gemeente Ede"),
    ],
)
def test_everybody_who_shares_an_entry_stands_on_one_line(someone, expected):
    assert lines(someone) == [expected]


def test_submitters_below_each_other_are_a_list():
    document = letter(submitters("Door:"), people={"submitters": (person("A"), person("B"))})
    (group,) = said(document, roles=(SUBMITTERS,)).body
    _label, listed = group.children
    assert isinstance(listed, Group)
    assert (listed.tag, len(listed.children)) == ("L", 2)


PEOPLE = (
    person("Anton van Zeeland"),
    person("Zoë Ĳsbrandij"),
    person("Jack van der Hoek"),
    person("Özlem Ünal"),
    person("Marije Eleveld", "Anna Aa"),
    person(),
    person("Geert in ’t Veld"),
)


def test_submitters_are_in_the_order_of_the_document():
    assert lines(*PEOPLE)[0] == "Anton van Zeeland"


def test_submitters_are_sorted_by_surname_without_what_stands_before_it():
    assert lines(*PEOPLE, order="surname") == [
        "",
        "Marije Eleveld en Anna Aa",
        "Jack van der Hoek",
        "Zoë Ĳsbrandij",
        "Özlem Ünal",
        "Geert in ’t Veld",
        "Anton van Zeeland",
    ]


def rows(*people, arrangement) -> list[Columns]:
    block = submitters(arrangement=arrangement)
    document = said(letter(block, people={"submitters": people}), roles=(SUBMITTERS,))
    return [one for one in walk(*document.body) if isinstance(one, Columns)]


def test_in_a_table_every_entry_is_a_row_and_a_column_that_nobody_fills_is_left_out():
    (first, second) = rows(person("A", role="b", organisation="c"), person("D"), arrangement="table")
    assert [[words(para.spans) for para in cell] for cell in first.columns] == [["A"], ["b c"]]
    assert [[words(para.spans) for para in cell] for cell in second.columns] == [["D"], []]
    (full,) = rows(person("A", role="b", party="c"), arrangement="table")
    assert len(full.columns) == 3


def test_in_columns_three_stand_side_by_side():
    people = [person(name, role="b", party="c") for name in "ADEF"]
    first, second = rows(*people, arrangement="columns")
    assert [words(para.spans) for para in first.columns[0]] == ["A", "b", "c"]
    assert [bool(cell) for cell in second.columns] == [True, False, False]
    (two,) = rows(*people[:2], arrangement="columns")
    assert len(two.columns) == 2


@pytest.mark.parametrize("arrangement", ["list", "table", "columns"])
def test_nobody_is_nothing(arrangement):
    phrases = (phrase("submitters", "Indiener:", "Indieners:", of="submitters"),)
    assert said(letter(submitters(arrangement=arrangement)), phrases=phrases, roles=(SUBMITTERS,)).body == ()


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((person("A"),), "Indiener:"),
        ((person("A", "B"),), "Indieners:"),
        ((person("A"), person("B")), "Indieners:"),
    ],
)
def test_the_label_of_the_template_is_by_how_many_they_are(people, expected):
    phrases = (phrase("submitters", "Indiener:", "Indieners:", of="submitters"),)
    document = letter(submitters(), people={"submitters": people})
    assert texts(said(document, phrases=phrases, roles=(SUBMITTERS,)))[0] == expected


def test_positions_are_in_the_plural_wherever_they_are_named():
    document = letter(
        paragraph("{{submitter.role}}"), people={"submitters": (person("A", "B", role="wethouder"),)}
    )
    assert texts(said(document, roles=(SUBMITTERS,))) == ["wethouders"]


# ---- metadata


def head(fields, language="nl", **values) -> list[tuple[str, str]]:
    """Label and value of every line that a block of metadata says."""
    document = said(letter(metadata(), fields=values, language=language), fields=fields)
    items = [one for one in walk(*document.body) if isinstance(one, Item)]
    return [(words(one.label), words(one.children[0].spans)) for one in items]


def test_metadata_says_the_fields_of_the_template_in_its_order():
    fields = (field("date", "date"), field("number"))
    assert head(fields, number="M-1", date="2026-02-26") == [("Date", "26 februari 2026"), ("Number", "M-1")]


def test_a_label_without_a_value_is_printed_when_the_template_says_so():
    fields = (field("case", show_empty=True), field("number"))
    assert head(fields) == [("Case", "")]
    assert head(fields, case=None, number="1") == [("Case", ""), ("Number", "1")]


@pytest.mark.parametrize(("language", "expected"), [("nl", "Aangenomen"), ("en", "Adopted")])
def test_a_status_is_a_word_of_the_language_of_the_document(language, expected):
    assert head((STATUS,), language=language, status="adopted") == [("Status", expected)]


def test_a_status_is_framed_and_nothing_else_is():
    document = said(letter(metadata(), fields={"status": "draft", "a": "b"}), fields=(STATUS, field("a")))
    styles = [para.style for para in walk(*document.body) if isinstance(para, Para)]
    assert styles == ["metadata-choice", "metadata-value"]
    empty = said(letter(metadata()), fields=(field("status", "choice", choices=CHOICES, show_empty=True),))
    assert [para.style for para in walk(*empty.body) if isinstance(para, Para)] == ["metadata-value"]


def test_metadata_leads_to_the_fields():
    document = said(letter(metadata(), fields={"a": "b"}), fields=(field("a"),))
    assert {one.at for one in walk(*document.body) if isinstance(one, Item | Para)} == {
        Where(field="fields.a")
    }


def test_without_fields_metadata_says_nothing():
    assert said(letter(metadata()), fields=(field("a"),)).body == ()
