"""What each kind says as flow."""

from dataclasses import replace

import pytest

from composer import i18n
from composer.blocks import kind_of
from composer.blocks.list import DEPTH, MARKERS
from composer.blocks.signatures import COLUMNS
from composer.model.document import BlockId, Where
from composer.model.flow import Columns, Figure, Flow, Group, Item, PageBreak, Para, Span, Table
from composer.store.pictures import read_picture
from tests.builders import (
    ADDRESSEES,
    approval,
    argument,
    bullets,
    closing,
    example,
    examples,
    figure,
    heading,
    item,
    labels,
    letter,
    page_break,
    paragraph,
    paras,
    part,
    person,
    request,
    said,
    salutation,
    section,
    signatures,
    table,
    texts,
    walk,
    words,
)
from tests.pictures import png


def only(*blocks, **changes) -> Flow:
    """The one piece of flow that a letter of these blocks says."""
    (flow,) = said(letter(*blocks, **changes)).body
    return flow


# ---- text


@pytest.mark.parametrize(
    ("role", "style"), [("body", "paragraph"), ("lead", "paragraph-lead"), ("small", "paragraph-small")]
)
def test_a_paragraph_speaks_in_the_style_of_its_role(role, style):
    assert only(paragraph("a", role=role)) == Para(
        spans=(Span("a"),), style=style, at=Where(BlockId("1"), "text"), language="nl"
    )


def test_an_empty_line_in_a_paragraph_makes_two():
    assert texts(said(letter(paragraph("a\n\nb")))) == ["a", "b"]


def test_formats_links_and_languages_reach_the_flow():
    para = only(paragraph("**a***b*[c](https://a.nl)[d]{lang=en}"))
    assert para.spans == (
        Span("a", bold=True),
        Span("b", italic=True),
        Span("c", href="https://a.nl"),
        Span("d", language="en"),
    )


BLOCKS_IN_ENGLISH = [
    paragraph("a", language="en"),
    heading("a", language="en"),
    request("a", language="en"),
    argument("a", language="en"),
    section("a", language="en"),
    closing("a", language="en"),
    salutation("a", language="en"),
    signatures("a", language="en"),
    example("a", "b", part("c", "d", "e"), language="en"),
    bullets(item("a", label="b"), item(label="c"), "d", language="en"),
]


@pytest.mark.parametrize("block", BLOCKS_IN_ENGLISH, ids=lambda block: type(block).__name__)
def test_a_block_in_another_language_says_so_in_every_paragraph(block):
    assert {para.language for para in paras(said(letter(block)))} == {"en"}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_is_a_bookmark_one_level_below_the_title(level):
    para = only(heading("a", level))
    assert (para.style, para.tag, para.outline) == (f"heading-{level}", f"H{level + 1}", level + 1)


def test_only_the_first_paragraph_of_a_heading_has_its_number_and_its_bookmark():
    first, second = said(letter(heading("a\n\nb", numbered=True))).body
    assert (words(first.label), first.outline) == ("1", 2)
    assert (second.label, second.outline) == ((), 0)


def test_a_heading_without_number_has_no_label():
    assert only(heading("a")).label == ()


def test_a_page_break_is_a_page_break():
    assert only(page_break()) == PageBreak(at=Where(BlockId("1")))


# ---- salutation and closing


def test_a_salutation_says_what_is_written():
    assert texts(said(letter(salutation("Beste {{title}},"), title="Jan"))) == ["Beste Jan,"]


def test_an_empty_salutation_is_that_of_the_first_addressee_who_has_one():
    addressees = (person("A"), person("B", salutation="Geachte mevrouw B,"), person("C", salutation="Dag C"))
    document = letter(salutation(), people={"addressees": addressees})
    assert texts(said(document, roles=(ADDRESSEES,))) == ["Geachte mevrouw B,"]


@pytest.mark.parametrize(
    ("block", "message"), [(salutation(), "Dear Sir or Madam,"), (closing(), "Yours faithfully,")]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_salutation_or_closing_is_the_customary_one_of_the_language(block, message, language):
    assert texts(said(letter(block, language=language))) == [i18n.words(language)(message)]


def test_a_closing_says_what_is_written():
    assert texts(said(letter(closing("Met groet,")))) == ["Met groet,"]


# ---- sections, arguments, requests


def test_a_section_is_a_part_with_a_numbered_title_and_its_content():
    group = only(section("a", paragraph("b")))
    assert (group.tag, group.style) == ("Sect", "section")
    title, content = group.children
    assert (words(title.label), words(title.spans), title.tag, title.outline) == ("1.", "a", "H3", 3)
    assert words(content.spans) == "b"


def test_a_section_without_number_has_a_bare_title():
    assert labels(said(letter(section("a", numbered=False)))) == []


def test_only_the_first_paragraph_of_a_title_has_the_number():
    assert labels(said(letter(section("a\n\nb")))) == ["1."]


def test_an_argument_is_lettered_and_holds_its_requests():
    group = only(argument("a", request("b")))
    (one,) = group.children
    assert (group.tag, group.numbering) == ("L", "LowerAlpha")
    assert words(one.label) == "a."
    assert [words(para.spans) for para in walk(one) if isinstance(para, Para)] == ["a", "b"]


@pytest.mark.parametrize(
    ("blocks", "style"), [((), "argument-text"), ((request("b"),), "argument-text-with-request")]
)
def test_the_text_of_an_argument_stays_with_the_request_that_follows(blocks, style):
    assert paras(said(letter(argument("a", *blocks))))[0].style == style


@pytest.mark.parametrize(("language", "spoken"), [("nl", "Verzoek:"), ("en", "Request:")])
def test_a_request_is_marked_and_a_screen_reader_says_the_word(language, spoken):
    group = only(request("a"), language=language)
    (one,) = group.children
    assert one == Item(
        label=(Span("➢", spoken=spoken),), children=one.children, style="request", at=Where(BlockId("1"))
    )
    assert [(words(para.spans), para.style) for para in one.children] == [("a", "request-text")]


def test_what_a_request_notes_for_the_office_is_not_printed():
    document = letter(request("a", to="Minister", theme="Wonen", ref="M 3"))
    assert texts(said(document)) == ["a"]


def test_neighbouring_requests_are_one_list_and_others_are_not():
    first, between, second = said(letter(request("a"), request("b"), paragraph("c"), request("d"))).body
    assert [len(first.children), len(second.children)] == [2, 1]
    assert (first.tag, first.numbering) == ("L", "None")
    assert isinstance(between, Para)


# ---- lists


@pytest.mark.parametrize(
    ("marker", "expected", "numbering"),
    [
        ("bullet", ["•", "•"], "Disc"),
        ("number", ["1.", "2."], "Decimal"),
        ("letter", ["a.", "b."], "LowerAlpha"),
        ("dash", ["–", "–"], "None"),
    ],
)
def test_a_list_marks_its_items_as_asked(marker, expected, numbering):
    document = letter(bullets("a", "b", marker=marker))
    assert labels(said(document)) == expected
    group = only(bullets("a", "b", marker=marker))
    assert (group.tag, group.style, group.numbering) == ("L", "list", numbering)


def test_every_marker_has_its_row_above():
    assert set(MARKERS) == {"bullet", "number", "letter", "dash"}


def test_a_marker_that_the_template_lacks_is_a_bullet():
    assert labels(said(letter(bullets("a")), markers=())) == ["•"]


def test_items_within_items_are_a_list_of_their_own():
    outer = only(bullets(item("a", item("b", item("c")))))
    groups = [flow for flow in walk(outer) if isinstance(flow, Group)]
    assert [group.tag for group in groups] == ["L", "L", "L"]
    inner = outer.children[0].children[1].children[0]
    assert inner.at == Where(BlockId("1"), "items.0.items.0")


def test_the_label_of_an_item_runs_into_its_text_in_bold():
    (one,) = only(bullets(item("b\n\nc", label="*a*"))).children
    first, second = one.children
    assert first.spans == (Span("a", bold=True, italic=True), Span(" "), Span("b"))
    assert (words(second.spans), first.at.field) == ("c", "items.0.text")


def test_a_label_may_stand_alone():
    (one,) = only(bullets(item(label="a"))).children
    assert [para.spans for para in one.children] == [(Span("a", bold=True),)]


def test_a_list_without_items_says_nothing():
    assert said(letter(bullets())).body == ()


def _found(block) -> set[str]:
    return {finding.id for finding in kind_of(block).check(block)}


@pytest.mark.parametrize("items", [(), ("",), (item("", item("")),)])
def test_a_list_that_says_nothing_is_found(items):
    assert _found(bullets(*items)) == {"empty-block"}


def test_a_list_deeper_than_three_levels_is_found_and_one_of_three_is_not():
    deep = item("a")
    for _level in range(DEPTH - 1):
        deep = item("a", deep)
    assert _found(bullets(deep)) == set()
    assert _found(bullets(item("a", deep))) == {"deep-list"}


# ---- examples


def test_examples_are_a_frame_with_a_title_around_each_example():
    frame = only(examples("a", example("b"), example("c")))
    assert (frame.tag, frame.style) == ("Sect", "examples")
    title, one, two = frame.children
    assert (words(title.spans), title.style) == ("a", "examples-title")
    assert [one.style, two.style] == ["example", "example"]


def test_neighbouring_examples_without_a_frame_of_their_own_get_one():
    first, _between, second = said(letter(example("a"), example("b"), paragraph("c"), example("d"))).body
    assert (first.style, [one.style for one in first.children]) == ("examples", ["example"] * 2)
    assert (second.style, [one.style for one in second.children]) == ("examples", ["example"])


def test_a_title_over_no_examples_is_in_a_frame_all_the_same():
    frame = only(examples("a", example()))
    assert (frame.style, [words(title.spans) for title in frame.children]) == ("examples", ["a"])


def test_an_example_says_its_title_text_and_parts_in_order():
    flow = said(letter(example("a", "b", part("c", "d", "e"), part("f"))))
    assert [(words(para.spans), para.style) for para in paras(flow)] == [
        ("a", "example-title"),
        ("b", "example-text"),
        ("c", "example-part-title"),
        ("d", "example-text"),
        ("e", "example-list-text"),
        ("f", "example-part-title"),
    ]


def test_the_items_of_a_part_know_their_place():
    (one,) = (flow for flow in walk(only(example("a", "", part("b", "", "c")))) if isinstance(flow, Item))
    assert one.at == Where(BlockId("1"), "parts.0.items.0")


def test_contact_and_approval_are_never_printed():
    document = letter(example("a", contact="GEHEIM", approved=approval("GEHEIM", "GEHEIM", "GEHEIM")))
    assert "GEHEIM" not in repr(said(document))


@pytest.mark.parametrize("block", [example(), examples()])
def test_an_example_with_nothing_in_it_makes_no_frame(block):
    assert said(letter(block)).body == ()


# ---- signatures


def _signed(count: int, **changes) -> tuple[Flow, ...]:
    people = tuple(person(f"P{i}") for i in range(1, count + 1))
    return said(letter(signatures(**changes), people={"signatories": people})).body


def _rows(flows: tuple[Flow, ...]) -> list[list[str]]:
    return [
        [words(para.spans) for column in columns.columns for para in column]
        for columns in flows
        if isinstance(columns, Columns)
    ]


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        (0, []),
        (1, [["P1"]]),
        (2, [["P1", "P2"]]),
        (3, [["P1", "P2", "P3"]]),
        (5, [["P1", "P2", "P3"], ["P4", "P5"]]),
    ],
)
def test_signatories_stand_side_by_side_three_in_a_row(count, rows):
    assert _rows(_signed(count)) == rows


def test_a_row_that_is_not_full_keeps_the_widths_of_the_one_above():
    assert {flow.weights for flow in _signed(5)} == {(1.0,) * COLUMNS}
    assert [len(flow.columns) for flow in _signed(5)] == [COLUMNS, COLUMNS]


def test_signatories_in_a_list_stand_below_each_other():
    assert _rows(_signed(2, arrangement="list")) == [["P1"], ["P2"]]


def test_a_signatory_has_name_role_and_organisation_as_far_as_they_are_known():
    people = (person("A", "B", role="wethouders", organisation="gemeente"), person("C"))
    (columns,) = said(letter(signatures(), people={"signatories": people})).body
    assert [[(words(para.spans), para.style) for para in cell] for cell in columns.columns] == [
        [("A, B", "signature-name"), ("wethouders", "signature-role"), ("gemeente", "signature-role")],
        [("C", "signature-name")],
    ]


def test_the_label_stands_above_the_signatures():
    label, columns = said(letter(signatures("a"), people={"signatories": (person("A"),)})).body
    assert (words(label.spans), label.style) == ("a", "signatures-label")
    assert isinstance(columns, Columns)


@pytest.mark.parametrize(
    ("organisations", "title", "printed"),
    [
        (("gemeente Haarlem",), "Gewoon in de Wijk", "gemeente Haarlem: Gewoon in de Wijk"),
        (("Haarlem", "Zwolle"), "Samen", "Haarlem en Zwolle: Samen"),
        (
            ("gemeente Haarlem", "gemeente Zwolle"),
            "Gemeenten Haarlem en Zwolle",
            "Gemeenten Haarlem en Zwolle",
        ),
        (("gemeente Haarlem",), "", "gemeente Haarlem"),
        ((), "Samen", "Samen"),
    ],
)
def test_the_organisations_of_an_example_stand_before_a_title_that_does_not_name_them(
    organisations, title, printed
):
    block = replace(example(title), organisations=organisations)
    (heading,) = (para for para in paras(said(letter(block))) if para.style == "example-title")
    assert words(heading.spans) == printed


# ---- pictures and tables

PICTURE = read_picture(png(30, 20), "a.png")


def figures_of(*blocks) -> list[Figure]:
    return [one for one in said(letter(*blocks, media=(PICTURE,))).body if isinstance(one, Figure)]


def test_a_figure_says_what_it_shows_and_who_made_it():
    (flow,) = figures_of(figure("a.png", "Een *huis*", alt="Een huis", credit="Foto: wij"))
    assert flow.image == PICTURE
    assert flow.alt == "Een huis"
    caption, credit = flow.under
    assert (caption.tag, caption.style, words(caption.spans)) == ("Caption", "caption", "Een huis")
    assert words(caption.label).split()[-1] == "1"
    assert (credit.style, words(credit.spans)) == ("figure-credit", "Foto: wij")


def test_only_figures_with_a_caption_are_counted():
    made = figures_of(
        figure("a.png"), figure("a.png", "b"), figure("media/a.png", decorative=True), figure("a.png", "c")
    )
    numbers = [words(one.under[0].label).split()[-1] for one in made if one.under]
    assert numbers == ["1", "2"]
    assert len(made) == 4


def test_figures_and_tables_have_numbers_of_their_own():
    body = said(letter(figure("a.png", "b"), table(("a",), caption="c"), media=(PICTURE,))).body
    assert words(body[0].under[0].label).split()[-1] == words(body[1].caption.label).split()[-1] == "1"


@pytest.mark.parametrize(
    ("changes", "alt"),
    [
        ({"alt": "x", "caption": "y"}, "x"),
        ({"caption": "y\n\nz"}, "y z"),
        ({}, "Figure"),
        ({"alt": "x", "decorative": True}, ""),
    ],
)
def test_a_figure_that_nobody_describes_is_named_all_the_same(changes, alt):
    document = letter(figure("a.png", **changes), media=(PICTURE,), language="en")
    (flow,) = said(document).body
    assert flow.alt == alt


@pytest.mark.parametrize(
    ("written", "share", "width"),
    [
        ("", 0, 0),
        ("60%", 0.6, 0),
        ("60 %", 0.6, 0),
        ("60", 0.6, 0),
        ("250%", 1, 0),
        ("80 mm", 0, 226.77),
        ("8,5cm", 0, 240.94),
        ("wide", 0, 0),
        ("0", 0, 0),
    ],
)
def test_a_width_is_a_part_of_the_text_or_a_length(written, share, width):
    (flow,) = figures_of(figure("a.png", width=written))
    assert (flow.share, flow.width) == pytest.approx((share, width), abs=0.01)


def test_a_caption_of_two_paragraphs_is_one_with_a_line_break():
    (flow,) = figures_of(figure("a.png", "a\n\nb"))
    assert words(flow.under[0].spans) == "a\nb"


def test_a_picture_that_is_not_there_is_shown_by_its_name_above_its_caption():
    group, caption = said(letter(figure("lost.png", "b"))).body
    assert texts(said(letter(figure("lost.png", "b")))) == ["⟦lost.png?⟧", "b"]
    assert group.children[0].spans[0].unknown
    assert caption.tag == "Caption"


def test_a_table_says_its_rows_under_its_head():
    made = only(table(("a", "b"), ("c", "d"), caption="e", columns=("left", "decimal")))
    assert isinstance(made, Table)
    assert made.caption is not None
    assert [column.align for column in made.columns] == ["left", "decimal"]
    assert [words(cell[0].spans) for cell in made.head] == ["a", "b"]
    assert {cell[0].style for cell in made.head} == {"table-head"}
    ((first, second),) = made.rows
    assert first[0].at == Where(BlockId("1"), "rows.1.0")
    assert second[0].style == "table-cell"


def test_a_short_row_gets_empty_cells_and_columns_that_nobody_describes_are_plain():
    made = only(table(("a",), ("b", "c", "d"), columns=("right",)))
    assert [len(row) for row in (made.head, *made.rows)] == [3, 3]
    assert made.head[1:] == ((), ())
    assert [column.align for column in made.columns] == ["right", "left", "left"]


@pytest.mark.parametrize("block", [table(("a", "b")), table(("a", "b"), ("c", "d"), header=False)])
def test_a_single_row_and_one_that_is_no_head_are_ordinary(block):
    made = only(block)
    assert made.head == ()
    assert {cell[0].style for row in made.rows for cell in row} == {"table-cell"}


def test_a_table_without_cells_says_its_caption_alone():
    assert said(letter(table())).body == ()
    assert texts(said(letter(table(caption="e")))) == ["e"]


def told(block) -> list[tuple[str, str]]:
    return [(found.id, found.at.field) for found in kind_of(block).check(block)]


def test_what_is_wrong_with_a_figure_is_told_with_its_place():
    assert told(figure()) == [("empty-block", "image")]
    assert told(figure("a.png")) == [("missing-alt", "alt")]
    assert told(figure("a.png", alt=" ")) == [("missing-alt", "alt")]
    assert told(figure("a.png", decorative=True)) == []
    assert told(figure("a.png", alt="b", width="wide")) == [("bad-width", "width")]


def test_what_is_wrong_with_a_table_is_told_with_its_place():
    assert told(table()) == told(table(("", ""))) == [("empty-block", "rows")]
    assert told(table(("a", "b"), ("c",))) == [("short-row", "rows.1")]
