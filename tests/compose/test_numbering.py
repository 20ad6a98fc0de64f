from tests.builders import (
    annex,
    argument,
    heading,
    labels,
    letter,
    paragraph,
    request,
    resolved,
    said,
    section,
)


def test_sections_are_numbered_through_the_document():
    assert labels(said(letter(section("a"), paragraph("b"), section("c")))) == ["1.", "2."]


def test_arguments_begin_anew_in_every_section():
    document = letter(section("a", argument("b"), argument("c")), section("d", argument("e")))
    assert labels(said(document)) == ["1.", "a.", "b.", "2.", "a."]


def test_arguments_count_on_over_what_stands_between_them():
    assert labels(said(letter(argument("a"), paragraph("b"), argument("c")))) == ["a.", "b."]


def test_a_section_that_is_not_numbered_is_skipped():
    document = letter(section("a"), section("b", numbered=False), section("c"))
    assert labels(said(document)) == ["1.", "2."]


def test_a_section_in_a_section_counts_on():
    assert labels(said(letter(section("a", section("b")), section("c")))) == ["1.", "2.", "3."]


def test_headings_are_numbered_by_level():
    levels = (1, 2, 2, 3, 1, 2)
    document = letter(*(heading("a", level, numbered=True) for level in levels))
    assert labels(said(document)) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_headings_that_are_not_numbered_do_not_count():
    document = letter(heading("a", numbered=True), heading("b"), heading("c", numbered=True))
    assert labels(said(document)) == ["1", "2"]


def test_requests_are_counted_through_the_document():
    document = letter(section("a", argument("b", request("c"))), request("d"))
    numbers = resolved(document, numbering=(("request", ("1",)),)).numbers
    assert [numbers["1.1.1"], numbers["2"]] == ["1", "2"]


def test_numbers_are_written_as_the_template_shows():
    document = letter(section("a", argument("b")))
    assert labels(said(document, numbering=(("section", ("A",)), ("argument", ("(1)",))))) == ["A", "(1)"]


def test_a_counter_that_the_template_does_not_name_counts_in_figures():
    assert labels(said(letter(section("a", argument("b"))), numbering=())) == ["1", "1"]


def test_a_block_of_a_kind_without_counter_has_no_number():
    assert resolved(letter(paragraph("a"))).numbers == {}


NESTED = (("section", ("1.", "1.1", "a)")),)


def test_a_template_with_a_pattern_for_each_level_numbers_sections_in_sections():
    document = letter(
        section("a", section("b"), section("c", section("d"), section("e"))), section("f", section("g"))
    )
    assert labels(said(document, numbering=NESTED)) == ["1.", "1.1", "1.2", "a)", "b)", "2.", "2.1"]


def test_levels_beyond_the_patterns_take_the_last():
    document = letter(section("a", section("b", section("c", section("d")))))
    assert labels(said(document, numbering=NESTED)) == ["1.", "1.1", "a)", "a)"]


def test_a_section_without_number_opens_no_level():
    document = letter(section("a"), section("b", section("c"), numbered=False))
    assert labels(said(document, numbering=NESTED)) == ["1.", "2."]


def test_headings_take_a_pattern_for_each_level_too():
    document = letter(*(heading("a", level, numbered=True) for level in (1, 2, 3, 2)))
    patterns = (("heading", ("A", "A.1", "A.1.a")),)
    assert labels(said(document, numbering=patterns)) == ["A", "A.1", "A.1.a", "A.2"]


def test_what_is_counted_through_the_document_goes_on_in_an_annex():
    document = letter(request("a"), annex("b", request("c")), request("d"))
    numbers = resolved(document, numbering=(("request", ("1",)),)).numbers
    assert [numbers[key] for key in ("1", "2.1", "3")] == ["1", "2", "3"]
