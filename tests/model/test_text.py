import pytest

from composer.model.inline import parse_text
from composer.model.text import Run, Text


@pytest.mark.parametrize("notation", ["a", "[@k]", "^[a]", "{{x}}"])
def test_a_text_with_anything_to_print_is_true(notation):
    assert parse_text(notation)


@pytest.mark.parametrize("text", [Text(), Text(((Run("  "),),))])
def test_a_text_without_anything_to_print_is_false(text):
    assert not text


def test_the_plain_words_have_no_marks_and_a_field_as_its_name():
    assert parse_text("**a** {{x.y}}[@k]^[n]\n\nb").plain == "a x.y\n\nb"
