from composer.layout.rivers import rivers


def spaces(*lefts: float, wide: float = 2.0) -> list[tuple[float, float]]:
    return [(left, left + wide) for left in lefts]


def test_spaces_below_each_other_on_four_lines_are_a_river():
    assert rivers([spaces(10, 50), spaces(11, 40), spaces(12, 60), spaces(11.5, 80)], 2.0) == [3]


def test_three_lines_are_one_only_when_their_spaces_are_wide():
    assert rivers([spaces(10), spaces(11), spaces(12)], 2.0) == []
    assert rivers([spaces(10, wide=4), spaces(11, wide=4), spaces(12, wide=4)], 2.0) == [2]


def test_spaces_that_hardly_touch_are_none():
    assert rivers([spaces(10), spaces(11.5), spaces(13), spaces(14.5), spaces(16)], 2.0) == []


def test_a_river_may_wander():
    assert rivers([spaces(10), spaces(11), spaces(12), spaces(13)], 2.0) == [3]
    assert rivers([spaces(13), spaces(12), spaces(11), spaces(10)], 2.0) == [3]


def test_a_line_between_without_a_space_there_dams_it():
    assert rivers([spaces(10), spaces(10), spaces(30), spaces(10), spaces(10)], 2.0) == []


def test_a_longer_river_counts_once_more_for_every_line():
    assert rivers([spaces(10), spaces(11)] * 3, 2.0) == [3, 4, 5]


def test_two_rivers_side_by_side_are_two():
    lines = [spaces(10, 30), spaces(10.5, 30.5), spaces(11, 31), spaces(11.5, 31.5)]
    assert rivers(lines, 2.0) == [3, 3]
