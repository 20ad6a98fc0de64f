import pytest

from composer.model.style import Style, StyleRule, resolve_styles, rule


def test_a_style_has_what_its_parent_has_and_what_it_changes():
    styles = resolve_styles((rule("body", size=11.0, colour="grey"), rule("lead", size=13.0)))
    assert styles["lead"] == Style(size=13.0, colour="grey")


def test_a_parent_may_come_later_and_have_a_parent_itself():
    styles = resolve_styles((rule("c", "b"), rule("b", "a", bold=True), rule("a", size=9.0)))
    assert styles["c"] == Style(size=9.0, bold=True)


def test_a_later_layer_changes_only_the_properties_it_names():
    styles = resolve_styles((rule("body", size=11.0, bold=True),), (rule("body", size=12.0),))
    assert styles["body"] == Style(size=12.0, bold=True)


def test_a_changed_parent_shows_in_its_children():
    styles = resolve_styles((rule("body"), rule("lead")), (rule("body", colour="brand"),))
    assert styles["lead"].colour == "brand"


def test_the_parent_of_the_last_layer_counts():
    plain = (rule("a", size=8.0), rule("b", size=9.0), rule("c", "a"))
    assert resolve_styles(plain, (rule("c", "b"),))["c"].size == 9.0


def test_a_style_on_an_unknown_parent_stands_on_the_plain_style():
    assert resolve_styles((rule("a", "nobody", bold=True),))["a"] == Style(bold=True)


@pytest.mark.parametrize("names", ["a", "ab", "abc"])
def test_styles_in_a_circle_are_all_there(names):
    circle = tuple(
        StyleRule(name, names[(i + 1) % len(names)], (("bold", True),)) for i, name in enumerate(names)
    )
    assert set(resolve_styles(circle)) == set(names)


def test_a_style_that_stands_on_itself_keeps_its_changes():
    assert resolve_styles((rule("body", "body", size=12.0),))["body"] == Style(size=12.0)


def test_a_property_that_no_style_has_is_our_mistake():
    with pytest.raises(TypeError):
        rule("a", weight=3)
