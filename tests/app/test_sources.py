import pytest

from composer.app.session import Session
from composer.app.sources import (
    LABELS,
    automatic_key,
    change_variable,
    cited_in,
    find_source,
    key_problem,
    new_source,
    note_preview,
    put_source,
    variables_of,
    with_variable,
)
from composer.compose.world import World
from composer.model.document import Where
from composer.model.inline import parse_text
from composer.model.source import VARIABLES, Source
from composer.model.unparse import unparse_text
from tests.builders import letter, paragraph, section, source, template

WRR = source("wrr-2021", author="WRR", title="Kiezen", issued="2021-09-15")


def a_letter():
    return letter(
        paragraph("Een [@wrr-2021, p. 3; @ander] en ^[zie [@wrr-2021] **vet**]"),
        section("Kop", paragraph("Niets"), paragraph("Twee [@wrr-2021] [@wrr-2021]")),
        sources=(WRR, source("rvs", author="Raad", issued="2023")),
    )


def test_a_note_reads_as_the_house_has_it():
    session = Session(a_letter(), World(template()))
    assert note_preview(session, "wrr-2021") == "WRR: Kiezen 2021"
    assert note_preview(session, "gone") == ""


def test_texts_that_cite_a_source_are_named_once_each():
    assert cited_in(a_letter(), "wrr-2021") == (Where("1", "text"), Where("2.2", "text"))
    assert cited_in(a_letter(), "rvs") == ()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"author": "WRR", "issued": "2021"}, "wrr-2021"),
        ({"author": "Jansen, P.", "issued": "2019-03"}, "jansen-2019"),
        ({"author": "De Raad voor Cultuur", "issued": "2020"}, "raad-2020"),
        ({"author": "Müller"}, "muller"),
        ({"title": "Wet op de …", "issued": "2015"}, "wet-2015"),
        ({"author": "Raad", "issued": "2023", "title": "x"}, "raad-2023"),
        ({}, "source"),
        ({"author": "日本"}, "source"),
    ],
)
def test_a_key_is_made_of_author_and_year(variables, expected):
    assert automatic_key(letter(), source("", **variables)) == expected


def test_a_key_that_is_taken_gets_a_number():
    document = letter(sources=(source("wrr-2021"), source("wrr-2021-2")))
    assert automatic_key(document, source("", author="WRR", issued="2021")) == "wrr-2021-3"
    assert automatic_key(document, source("wrr-2021", author="WRR", issued="2021")) == "wrr-2021"


def test_an_automatic_key_follows_author_and_year_and_so_do_citations():
    document = change_variable(a_letter(), "wrr-2021", "author", "Raad")
    assert [one.key for one in document.sources] == ["raad-2021", "rvs"]
    first, _, _, last = document.walk()
    assert unparse_text(first.text) == "Een [@raad-2021, p. 3; @ander] en ^[zie [@raad-2021] **vet**]"
    assert unparse_text(last.text) == "Twee [@raad-2021] [@raad-2021]"


def test_a_key_of_the_authors_own_stays():
    document = change_variable(a_letter(), "rvs", "author", "Iemand")
    assert [one.key for one in document.sources] == ["wrr-2021", "rvs"]
    assert document.blocks == a_letter().blocks
    assert change_variable(document, "gone", "author", "x") is document


def test_another_key_is_followed_by_citations_and_the_place_stays():
    document = put_source(a_letter(), "wrr-2021", Source("kiezen", "report", WRR.variables))
    assert [one.key for one in document.sources] == ["kiezen", "rvs"]
    assert cited_in(document, "kiezen") == cited_in(a_letter(), "wrr-2021")


@pytest.mark.parametrize("key", ["", "a b", "-", "a]", "@a", "a;b", "rvs"])
def test_a_key_that_no_citation_could_name_is_refused(key):
    assert key_problem(a_letter(), WRR, key)


@pytest.mark.parametrize("key", ["wrr-2021", "a", "één_2", "a.b:c/d"])
def test_a_key_that_is_accepted_can_be_cited(key):
    assert key_problem(a_letter(), WRR, key) == ""
    renamed = put_source(a_letter(), "wrr-2021", Source(key, "report"))
    assert parse_text(unparse_text(next(renamed.walk()).text)) == next(renamed.walk()).text
    assert cited_in(renamed, key)


def test_a_variable_without_words_is_taken_out():
    assert with_variable(WRR, "title", "").variables == (("author", "WRR"), ("issued", "2021-09-15"))
    assert with_variable(WRR, "type", "book").type == "book"


def test_the_form_shows_what_matters_for_the_type_and_what_is_there():
    assert variables_of(source("x", note="Let op")) == (
        "author",
        "title",
        "issued",
        "publisher",
        "URL",
        "note",
    )
    assert "accessed" in variables_of(Source("x", "webpage"))


def test_every_variable_has_a_label():
    assert set(LABELS) == set(VARIABLES)


def test_a_new_source_has_a_free_key():
    document = letter(sources=(source("source"),))
    assert new_source(document).key == "source-2"
    assert find_source(document, "source") == document.sources[0]
