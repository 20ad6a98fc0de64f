"""The drawings in the samples: what their script draws, and readable to those who read them."""

import pytest

from composer.store.svg import read_drawing
from docs.drawings import drawings


@pytest.mark.parametrize(("file", "words"), [pytest.param(*one, id=one[0].name) for one in drawings()])
def test_a_shipped_drawing_is_as_its_script_draws_it(file, words):
    assert file.read_text(encoding="utf-8") == words
    drawing = read_drawing(file.read_bytes(), file.name)
    assert drawing.width > 3 * drawing.height
    assert len(drawing.shapes) > 20
