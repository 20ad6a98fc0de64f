"""What two rows of values share is found by identity, from both ends."""

from hypothesis import given
from hypothesis import strategies as st

from composer.model.same import common, differing

THINGS = [object() for _ in range(4)]
ROWS = st.lists(st.sampled_from(THINGS), max_size=9)


@given(ROWS, ROWS)
def test_what_is_common_is_the_same_at_both_ends(one: list[object], other: list[object]):
    head, tail = common(one, other)
    assert all(a is b for a, b in zip(one[:head], other[:head], strict=True))
    assert all(a is b for a, b in zip(one[len(one) - tail :], other[len(other) - tail :], strict=True))
    assert head + tail <= min(len(one), len(other))


@given(ROWS, ROWS)
def test_no_more_is_common_than_is_said(one: list[object], other: list[object]):
    head, tail = common(one, other)
    if head + tail < min(len(one), len(other)):
        assert one[head] is not other[head]
        assert one[len(one) - tail - 1] is not other[len(other) - tail - 1]


def test_what_differs_stands_beside_what_it_was():
    a, b, c, d = THINGS
    assert list(differing([a, b, c], [a, d, c])) == [(b, d)]
