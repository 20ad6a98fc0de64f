from dataclasses import replace

import pytest

from composer.compose.citations import MANY_NOTES, named_source, number_notes
from composer.model.document import BlockId, Document, Where
from composer.model.flow import Span
from composer.model.template import NoteStyle
from composer.model.text import FreeNote, Run, Text
from tests.builders import (
    argument,
    bullets,
    example,
    findings,
    heading,
    item,
    letter,
    notes,
    paragraph,
    part,
    request,
    said,
    section,
    source,
    texts,
)

WRR = source("wrr", author="WRR", title="Kiezen", issued="2021-09-15")
RVS = source("rvs", title="Ruimte")
SOURCES = (WRR, RVS)


def ids(document, **changes) -> list[str]:
    return [finding.id for finding in findings(document, **changes)]


# ---- numbers


def test_notes_are_numbered_by_their_first_mark_in_reading_order():
    document = letter(
        heading("h^[1]"),
        section("s^[2]", argument("a^[3]", request("r^[4]"))),
        bullets(item("t^[6]", item("u^[7]"), label="l^[5]")),
        example("x^[8]", "y^[9]", part("p^[10]", "q^[11]", item("z^[12]"))),
    )
    assert notes(said(document)) == [str(number) for number in range(1, 13)]
    printed = ["h1", "s2", "a3", "r4", "l5 t6", "u7", "x8", "y9", "p10", "q11", "z12"]
    assert texts(said(document)) == printed


def test_a_mark_knows_its_note():
    (para,) = said(letter(paragraph("a[@wrr]"), sources=SOURCES)).body
    assert [(span.text, span.note) for span in para.spans] == [("a", 0), ("1", 1)]


def test_two_marks_side_by_side_are_not_read_as_one_number():
    document = letter(paragraph("a^[x]^[y] b^[z]"))
    assert texts(said(document)) == ["a1,2 b3"]


def test_marks_go_on_over_the_paragraphs_of_one_text():
    assert texts(said(letter(paragraph("a^[x]\n\nb^[y]")))) == ["a1", "b2"]


def test_a_note_knows_the_text_that_marks_it():
    (note,) = said(letter(bullets("a^[x]"))).notes
    assert note.body.at == Where(BlockId("1"), "items.0.text")
    assert (note.body.style, note.body.language) == ("note", "nl")


# ---- what a note says


def test_a_note_names_its_sources_in_order_with_the_place_in_each():
    document = letter(paragraph("a[@rvs; @wrr, p. 12]"), sources=SOURCES)
    assert notes(said(document)) == ["Ruimte; WRR: Kiezen 2021, p. 12"]


def test_separator_and_locator_are_those_of_the_template():
    style = NoteStyle(source="{title}", locator=" ({locator})", separator=" / ")
    document = letter(paragraph("a[@rvs, p. 1; @wrr]"), sources=SOURCES)
    assert notes(said(document, notes=style)) == ["Ruimte (p. 1) / Kiezen"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("[{author}: ]{title}[ {issued}]", "Kiezen"),
        ("{author}{title}", "Kiezen"),
        ("[{title}, {author}]", ""),
        ("[los ]{title}", "los Kiezen"),
        ("", ""),
    ],
)
def test_an_optional_part_disappears_when_a_variable_in_it_is_empty(pattern, expected):
    assert named_source(source("k", title="Kiezen"), pattern) == expected


def test_words_of_a_source_that_look_like_a_place_stay_as_they_are():
    assert named_source(source("k", author="{title}", title="T"), "{author} {title}") == "{title} T"


@pytest.mark.parametrize(
    ("issued", "expected"),
    [("2021", "2021"), ("2021-09", "2021"), ("2021-09-15", "2021"), ("najaar 2021", "najaar 2021")],
)
def test_a_date_of_issue_is_printed_as_its_year(issued, expected):
    assert named_source(source("k", issued=issued), "{issued}") == expected


def test_another_date_is_printed_as_it_is():
    assert named_source(source("k", accessed="2021-09-15"), "{accessed}") == "2021-09-15"


def test_a_citation_within_a_free_note_is_printed_in_place():
    document = letter(paragraph("a^[Zie **ook** [@wrr, p. 3; @rvs].]"), sources=SOURCES)
    assert notes(said(document)) == ["Zie ook WRR: Kiezen 2021, p. 3; Ruimte."]


def test_a_free_note_keeps_its_formats_and_looks_up_its_fields():
    document = letter(paragraph("a^[**b** {{title}} {{x}}]"), title="T")
    (note,) = said(document).notes
    assert [(span.text, span.bold, span.unknown) for span in note.body.spans] == [
        ("b", True, False),
        (" ", False, False),
        ("T", False, False),
        (" ", False, False),
        ("⟦x?⟧", False, True),
    ]


def test_a_note_within_a_note_is_passed_over():
    note = FreeNote((Run("b"), FreeNote((Run("c"),)), Run("d")))
    block = replace(paragraph(), text=Text(((Run("a"), note),)))
    assert notes(said(letter(block))) == ["bd"]


# ---- again


def numbered(again: str, *notations: str, **kwargs) -> tuple[list[str], list[str]]:
    document = letter(*map(paragraph, notations), sources=SOURCES, **kwargs)
    flow = said(document, notes=NoteStyle(again=again))
    return texts(flow), notes(flow)


def test_repeat_names_a_source_in_full_every_time():
    assert numbered("repeat", "a[@wrr]", "b[@wrr]") == (["a1", "b2"], ["WRR: Kiezen 2021"] * 2)


@pytest.mark.parametrize(("language", "see"), [("nl", "WRR, zie noot 1"), ("en", "WRR, see note 1")])
def test_refer_sends_the_reader_back_to_the_first_note(language, see):
    marks, said_notes = numbered("refer", "a[@wrr]", "b[@rvs]", "c[@wrr, p. 4]", language=language)
    assert marks == ["a1", "b2", "c3"]
    assert said_notes == ["WRR: Kiezen 2021", "Ruimte", f"{see}, p. 4"]


def test_refer_names_a_source_without_author_by_its_title():
    assert numbered("refer", "a[@rvs]", "b[@rvs]", language="en")[1] == ["Ruimte", "Ruimte, see note 1"]


def test_refer_names_a_source_in_full_twice_within_one_note():
    assert numbered("refer", "a[@rvs; @rvs, p. 2]")[1] == ["Ruimte; Ruimte, p. 2"]


def test_refer_counts_a_free_note_that_names_the_source():
    assert numbered("refer", "a^[Zie [@rvs]]", "b[@rvs]", language="en")[1] == [
        "Zie Ruimte",
        "Ruimte, see note 1",
    ]


def test_reuse_gives_an_equal_citation_the_number_it_had():
    assert numbered("reuse", "a[@wrr]", "b[@rvs]", "c[@wrr]") == (
        ["a1", "b2", "c1"],
        ["WRR: Kiezen 2021", "Ruimte"],
    )


def test_reuse_gives_a_citation_of_another_place_a_note_of_its_own():
    assert numbered("reuse", "a[@rvs]", "b[@rvs, p. 2]")[0] == ["a1", "b2"]


# ---- what is wrong


def test_an_unknown_key_stays_visible_and_is_found_where_it_is_cited():
    document = letter(paragraph("a[@wrr; @nee]"), sources=(WRR,))
    (note,) = said(document).notes
    assert note.body.spans[-1] == Span("⟦nee?⟧", unknown=True)
    (found,) = findings(document)
    assert (found.id, found.at) == ("unknown-source", Where(BlockId("1"), "text"))
    assert "nee" in found.sentence


def test_an_unknown_key_within_a_free_note_is_found():
    assert ids(letter(paragraph("a^[Zie [@nee]]"))) == ["unknown-source"]


def test_a_source_that_no_text_cites_is_noted():
    (found,) = findings(letter(paragraph("a[@wrr]"), sources=SOURCES))
    assert (found.id, found.at) == ("uncited-source", Where(field="sources.rvs"))


def test_a_crowd_of_notes_in_one_text_is_found():
    assert ids(letter(paragraph("a" + "^[x]" * MANY_NOTES))) == []
    assert ids(letter(paragraph("a" + "^[x]" * (MANY_NOTES + 1)))) == ["many-notes"]


# ---- numbers that begin anew


def book(*items: str) -> Document:
    """Build a document of items, each a heading and one text."""
    return letter(*(block for text in items for block in (heading("Kop"), paragraph(text))), sources=SOURCES)


def test_numbers_begin_anew_where_the_template_wants_it():
    document = book("a^[Een.] b^[Twee.]", "c^[Drie.]", "d^[Vier.] e^[Vijf.]")
    numbered = number_notes(document, NoteStyle(restart="heading"))
    assert [note.printed for note in numbered.notes] == [1, 2, 1, 1, 2]
    assert [note.number for note in numbered.notes] == [1, 2, 3, 4, 5]


def test_numbers_of_deeper_headings_go_on():
    document = letter(heading("Een"), paragraph("a^[1]"), heading("Onder", level=2), paragraph("b^[2]"))
    numbered = number_notes(document, NoteStyle(restart="heading"))
    assert [note.printed for note in numbered.notes] == [1, 2]


def test_a_note_refers_back_within_its_own_item_only():
    document = book("a[@wrr] b[@wrr]", "c[@wrr]")
    one, two, three = notes(said(document, notes=NoteStyle(again="refer", restart="heading")))
    assert two != one == three
