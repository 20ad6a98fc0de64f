import pytest

from composer.checks.contrast import PAPER, colours_on, contrast, on
from composer.model.style import resolve_styles, rule
from composer.store.styles import BASE_RULES, kind_rules
from tests.builders import heading, house, laid_out, letter, paragraph, request
from tests.checks.documents import preflighted

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
GREY = tuple(int("76", 16) / 255 for _ in "rgb")
PALETTE = (
    ("ink", BLACK),
    ("brand", BLACK),
    ("link", BLACK),
    ("pale", (0.7, 0.7, 0.7)),
    ("tint", (0.4, 0.4, 0.4)),
)


def styled(*rules) -> dict[str, object]:
    """Returns a template with other styles, in a house with a few colours."""
    return {"styles": resolve_styles(BASE_RULES, kind_rules(), rules), "house": house(colours=PALETTE)}


def low(document, *rules) -> list[tuple[str, str, object]]:
    """Returns which colours stand out too little from which, and where."""
    found = [one for one in preflighted(document, **styled(*rules)) if one.id == "low-contrast"]
    return [(dict(one.arguments)["colour"], dict(one.arguments)["behind"], one.at.block) for one in found]


def test_contrast_is_that_of_wcag():
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast(GREY, WHITE) == contrast(WHITE, GREY) == pytest.approx(4.54, abs=0.005)
    assert contrast((1.0, 0.0, 0.0), WHITE) == pytest.approx(4.0, abs=0.005)
    assert contrast((0.0, 0.0, 1.0), WHITE) == pytest.approx(8.59, abs=0.005)
    assert on({"a": BLACK}, "a", PAPER) == on({"a": BLACK, "b": WHITE}, "a", "b")


def test_words_are_measured_on_what_is_behind_them():
    document = letter(paragraph("a"), request("b"), paragraph("c"))
    assert low(document) == []
    assert low(document, rule("request", tint="tint")) == [("ink", "tint", "2")]
    assert low(document, rule("body", colour="pale")) == [("pale", PAPER, "1")]
    assert low(document, rule("request", tint="pale")) == []


def test_each_pair_of_colours_is_told_once_at_its_first_place():
    document = letter(*(paragraph("a b " * 4000) for _ in range(3)))
    assert low(document, rule("body", colour="pale")) == [("pale", PAPER, "1")]


def test_links_have_a_colour_of_their_own():
    document = letter(paragraph("a"), paragraph("[b](https://a.nl)"))
    assert low(document, rule("body", link_colour="pale")) == [("pale", PAPER, "2")]


def test_a_rule_between_is_not_behind_anything():
    pairs = colours_on(laid_out(letter(heading("a"), paragraph("b")), **styled()))
    assert set(pairs) == {("ink", PAPER), ("brand", PAPER)}


def test_the_ratio_is_never_rounded_up_to_what_would_do():
    nearly = (("ink", tuple(int("77", 16) / 255 for _ in "rgb")),)
    found = preflighted(letter(paragraph("a")), house=house(colours=nearly))
    (ratio,) = (dict(one.arguments)["ratio"] for one in found if one.id == "low-contrast")
    assert ratio == 4.4
    assert "4.4" in found[0].sentence
    assert found[0].advice
