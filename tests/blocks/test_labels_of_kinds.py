"""What the fields of all kinds are called: words that mean something where they stand alone."""

import pytest

from composer.blocks import KINDS
from composer.blocks.kind import Schema, schema_of


def _all_fields(record: type, seen: set[type]) -> list[tuple[str, Schema]]:
    found = []
    for name, schema in schema_of(record):
        found.append((name, schema))
        inner = schema.record
        if inner is not None and inner not in seen:
            found += _all_fields(inner, seen | {inner})
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_called_by_a_word_that_says_nothing(kind):
    labels = {schema.label for _name, schema in _all_fields(KINDS[kind].block, set())}
    assert not labels & {"Label", "Value", "Field", "Data", ""}


@pytest.mark.parametrize("kind", KINDS)
def test_a_prompt_is_a_sentence_of_its_own(kind):
    for _name, schema in _all_fields(KINDS[kind].block, set()):
        assert schema.prompt != schema.label
        assert schema.prompt[:1] in {"", schema.prompt[:1].upper()}
