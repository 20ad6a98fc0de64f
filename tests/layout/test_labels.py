"""Labels beside texts: whatever they are, they never reach into them, and neighbours stand in line."""

from dataclasses import replace

import pytest

from composer.layout.labels import LEAST_GAP
from composer.layout.layout import Layout
from composer.layout.page import Mark
from composer.layout.tables import LEAST_COLUMN, weighted_widths
from tests.builders import bullets, field, heading, item, laid_out, letter, metadata, section, template

SIZE = 10.5
LEFT = 50.0


def pairs(layout: Layout) -> list[tuple[Mark, Mark]]:
    """Return every label with the text beside it."""
    marks = [mark for page in layout.pages for mark in page.marks]
    labels = [mark for mark in marks if layout.elements[mark.element].tag == "Lbl"]
    return [(label, next(one for one in marks if one.y == label.y and one.x > label.x)) for label in labels]


def gap(pair: tuple[Mark, Mark]) -> float:
    label, text = pair
    return text.x - (label.x + label.setting.lines[0].width)


@pytest.mark.parametrize("marker", ["number", "letter", "bullet", "dash"])
def test_short_labels_leave_their_texts_where_the_style_says(marker):
    styles = {**template().styles, "list-item": replace(template().styles["list-item"], indent=30.0)}
    layout = laid_out(letter(bullets("een", "twee", marker=marker)), styles=styles)
    assert [(label.x, text.x) for label, text in pairs(layout)] == [(LEFT, LEFT + 30)] * 2


@pytest.mark.parametrize(("marker", "count"), [("number", 9), ("number", 120), ("letter", 40)])
def test_a_long_list_stands_in_line_beside_its_widest_label(marker, count):
    layout = laid_out(letter(bullets(*["tekst"] * count, marker=marker)))
    found = [pair for page in layout.pages for pair in pairs(replace(layout, pages=(page,)))]
    assert len(found) == count
    assert len({text.x for _, text in found}) == 1
    assert min(map(gap, found)) == pytest.approx(LEAST_GAP * SIZE)


def test_a_list_within_a_list_has_its_own_room():
    inner = [item("b") for _ in range(12)]
    found = pairs(laid_out(letter(bullets(item("a", *inner), marker="number"))))
    assert len({text.x for _, text in found}) == 2
    assert min(map(gap, found)) == pytest.approx(LEAST_GAP * SIZE)


def test_the_name_of_a_field_never_reaches_into_its_value():
    long = "Vergaderdatum van de commissie"
    fields = (field("a"), replace(field("b"), label=(("nl", long),)))
    found = pairs(laid_out(letter(metadata(), fields={"a": "een", "b": "twee"}), fields=fields))
    assert len({text.x for _, text in found}) == 1
    assert min(map(gap, found)) == pytest.approx(LEAST_GAP * SIZE)


def test_the_name_of_a_field_leaves_room_for_its_value():
    fields = (replace(field("a"), label=(("nl", "Vergaderdatum " * 20),)),)
    layout = laid_out(letter(metadata(), fields={"a": "waarde"}), fields=fields)
    (value,) = (mark for mark in layout.pages[0].marks if "waarde" in mark.setting.spans[0].text)
    assert value.x + value.setting.lines[0].width <= 350


@pytest.mark.parametrize("one", [section("Titel", numbered=True), heading("Titel", numbered=True)])
@pytest.mark.parametrize(("pattern", "moves"), [("1.", False), ("Onderdeel 1", True)])
def test_a_number_in_the_margin_stands_further_out_when_it_is_wide(one, pattern, moves):
    numbering = (("section", (pattern,)), ("heading", (pattern,)))
    layout = laid_out(letter(one), numbering=numbering)
    ((label, text),) = pairs(layout)
    assert text.x == LEFT
    assert (label.x < LEFT - 20) is moves
    assert gap((label, text)) >= LEAST_GAP * SIZE - 0.01


# ---- columns


def test_columns_share_by_weight():
    assert weighted_widths((1, 3), 200) == [50, 150]


def test_a_column_that_weighs_little_has_room_for_some_letters():
    assert weighted_widths((1, 100), 300) == [LEAST_COLUMN, 300 - LEAST_COLUMN]
    assert weighted_widths((1, 1, 100, 2), 300) == [LEAST_COLUMN] * 2 + [300 - 3 * LEAST_COLUMN, LEAST_COLUMN]


def test_a_column_has_room_for_its_widest_word_as_far_as_all_have():
    assert weighted_widths((1, 100), 300, (60.0, 40.0)) == [60, 240]
    assert weighted_widths((1, 100), 300, (200.0, 40.0)) == [150, 150]
    assert weighted_widths((1, 1), 300, (60.0, 40.0)) == [150, 150]


def test_columns_without_room_are_alike():
    assert weighted_widths((1, 100, 1), 60) == pytest.approx([20, 20, 20])
