"""Two versions of a block are told apart by field and by word."""

from dataclasses import replace

from composer.app.block_differences import (
    Piece,
    block_words,
    differences,
    readable,
    spoken,
    value_words,
    word_pieces,
)
from composer.model.document import BlockId, Origin
from composer.model.inline import parse_text
from tests.builders import (
    approval,
    argument,
    bullets,
    example,
    figure,
    heading,
    item,
    paragraph,
    part,
    request,
    section,
    source,
    table,
)


def told(before, after) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (one.path, one.label, [(piece.sort, piece.words) for piece in one.pieces])
        for one in differences(before, after)
    ]


def test_word_that_is_other_stands_behind_the_one_that_is_gone():
    assert word_pieces("Stel 50 miljoen beschikbaar", "Stel 60 miljoen beschikbaar") == (
        Piece("same", "Stel "),
        Piece("gone", "50"),
        Piece("new", "60"),
        Piece("same", " miljoen beschikbaar"),
    )


def test_number_is_one_word_with_its_thousands():
    assert word_pieces("Er zijn 31.000 huizen.", "Er zijn 13.000 huizen.") == (
        Piece("same", "Er zijn "),
        Piece("gone", "31.000"),
        Piece("new", "13.000"),
        Piece("same", " huizen."),
    )


def test_field_that_is_other_is_told_by_its_label():
    found = told(request("Zorg voor huizen.", to="BZK"), request("Zorg voor huizen.", to="VRO"))
    assert found == [("to", "To", [("gone", "BZK"), ("new", "VRO")])]


def test_who_a_block_is_and_where_it_came_from_makes_no_difference():
    block = paragraph("Tekst")
    other = replace(block, id=BlockId("b9"), origin=Origin("x", "abc"), language="en")
    assert differences(block, other) == ()


def test_form_alone_is_told_as_such():
    (found,) = differences(paragraph("een groot woord"), paragraph("een **groot** woord"))
    assert found.is_form_only
    assert spoken(found) == "Paragraph: only its form"


def test_block_of_another_kind_is_other_as_a_whole():
    assert told(paragraph("Een"), heading("Twee")) == [("", "Heading", [("gone", "Een"), ("new", "Twee")])]


def test_what_stands_within_is_compared_with_what_is_alike():
    before = section("Wonen", argument("Een", request("Bouw.")), argument("Twee"))
    after = section("Wonen", argument("Nul"), argument("Een", request("Bouw nu.")), argument("Twee"))
    found = told(before, after)
    assert found == [
        ("blocks.0", "Argument", [("new", "Nul")]),
        ("blocks.1.blocks.0.text", "Argument: Request", [("same", "Bouw"), ("new", " nu"), ("same", ".")]),
    ]


def test_child_that_came_or_went_is_told_whole():
    before, after = section("Wonen", argument("Een")), section("Wonen", argument("Een"), argument("Twee"))
    assert told(before, after) == [("blocks.1", "Argument", [("new", "Twee")])]
    assert told(after, before) == [("blocks.1", "Argument", [("gone", "Twee")])]


def test_child_of_another_kind_takes_no_place_of_one():
    before = section("Wonen", argument("Een"))
    after = section("Wonen", paragraph("Een"))
    sorts = [pieces for _path, _label, pieces in told(before, after)]
    assert sorts == [[("gone", "Een")], [("new", "Een")]]


def test_text_of_a_child_has_the_name_of_its_kind():
    before, after = section("Wonen", paragraph("Een")), section("Wonen", paragraph("Twee"))
    assert told(before, after) == [("blocks.0.text", "Paragraph", [("gone", "Een"), ("new", "Twee")])]


def test_every_sort_of_field_is_told_in_words():
    before = example("T", "Tekst", part("Aanpak", "Zo", "een"), organisations=("gemeente A",))
    after = example(
        "T",
        "Tekst",
        part("Aanpak", "Anders", "een", "twee"),
        organisations=("gemeente A", "gemeente B"),
        approved=approval("Wethouder"),
    )
    assert [(path, label) for path, label, _pieces in told(before, after)] == [
        ("organisations", "Organisations"),
        ("parts.0.text", "Parts 1: Text"),
        ("parts.0.items.1.text", "Parts 1: Items 2: Text"),
        ("approved.by", "Approved: By"),
    ]
    assert told(heading("A", level=1), heading("A", level=2, numbered=True))[0][2] == [
        ("gone", "1"),
        ("new", "2"),
    ]
    assert told(figure("media/a.png"), figure("media/b.png"))[0][1] == "Picture"
    assert told(table(("a", "b")), table(("a", "c")))[0][2][0] == ("same", "a | ")
    assert told(bullets("a"), bullets("a", marker="dash"))[0][2] == [("gone", "Bullets"), ("new", "Dashes")]
    assert told(bullets(item("a")), bullets(item("b", label="L")))[0][1].startswith("Items 1")


def test_notes_and_fields_are_told_where_they_stand():
    text = parse_text("Zie [@wrr-2021, p. 12; @rvs] en {{date}}^[Kort.].\n\nTweede")
    assert readable(text) == "Zie [wrr-2021 p. 12; rvs] en ⟦date⟧ [Note: Kort.].\nTweede"


def test_words_of_a_block_are_those_of_all_it_holds():
    assert block_words(section("Wonen", argument("Een", request("Bouw.")))) == "Wonen\nEen\nBouw."


def test_difference_is_told_in_one_sentence():
    (found,) = differences(paragraph("Stel 50 beschikbaar"), paragraph("Stel 60 beschikbaar"))
    assert spoken(found) == "Paragraph: gone: “50”, new: “60”"


def test_value_of_any_sort_is_told_in_words():
    assert value_words(None) == value_words("") == value_words(()) == "(nothing)"
    assert value_words(paragraph("Een.")) == "Een."
    assert value_words(parse_text("Een **twee**")) == "Een twee"
    assert value_words(source("wrr", author="WRR", title="Kiezen")) == "WRR, Kiezen"
    assert value_words((item("een"), item("twee", label="L"))) == "een; L: twee"
    assert value_words(2) == "2"
