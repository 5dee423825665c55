"""The mapping of days and cents to points: lines, and lines in steps."""

from datetime import date, timedelta

import numpy as np

from rebond.charts.scale import Scale, numbered
from rebond.charts.sheet import Box

FIRST = date(2026, 11, 22)
DAYS = [FIRST + timedelta(days=offset) for offset in range(5)]
#: One point for each day and each cent.
SCALE = Scale(Box(10, 20, 4, 100), FIRST, DAYS[-1], 0, 100, 100)


def corners(cents: list[int]) -> list[tuple[float, float]]:
    """The corners of the step line through the balances of as many days, in days and cents."""
    xs, ys = SCALE.steps(numbered(DAYS[: len(cents)]), cents)
    return [(x - 10, y - 20) for x, y in zip(xs, ys, strict=True)]


def test_a_balance_lasts_until_the_day_of_the_next() -> None:
    assert corners([50, 50, 80, 80, 30]) == [(0, 50), (2, 50), (2, 80), (4, 80), (4, 30)]


def test_a_balance_that_stays_is_one_line() -> None:
    assert corners([50, 50, 50]) == [(0, 50), (2, 50)]
    assert corners([50]) == [(0, 50)]


def test_a_line_that_leaves_the_range_is_cut_where_it_does() -> None:
    xs, ys = SCALE.path(numbered(DAYS[:3]), [50, 150, 50])
    assert np.array_equal(xs, [10, 10.5, np.nan, 11.5, 12], equal_nan=True)
    assert np.array_equal(ys, [70, 120, np.nan, 120, 70], equal_nan=True)
