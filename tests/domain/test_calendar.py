from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.calendar import (
    Season,
    Window,
    add_months,
    month_end,
    month_start,
    months_between,
    months_from,
)

from .oracle import last_of_month, months_later

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CHRISTMAS = Window((12, 20), (1, 4))
AUGUST = Window((8, 1), (8, 21))


def test_the_31st_is_clipped_and_comes_back() -> None:
    assert [add_months(date(2027, 1, 31), n) for n in range(4)] == [
        date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30),
    ]  # fmt: skip


def test_29_february_comes_back_every_fourth_year() -> None:
    assert [add_months(date(2024, 2, 29), 12 * n) for n in (1, 4, -4)] == [
        date(2025, 2, 28), date(2028, 2, 29), date(2020, 2, 29),
    ]  # fmt: skip
    assert add_months(date(2024, 2, 29), 12 * 76) == date(2100, 2, 28)  # no leap year


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_as_if_one_walked(day: date, months: int) -> None:
    assert add_months(day, months) == months_later(day, months)


@given(DAYS)
def test_a_month_begins_and_ends(day: date) -> None:
    assert month_start(day) <= day <= month_end(day) == last_of_month(day)
    assert (month_start(day).day, month_start(day).month) == (1, day.month)


def test_months_are_listed_across_the_new_year_both_included() -> None:
    assert list(months_from(date(2026, 11, 30), date(2027, 1, 1))) == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert list(months_from(date(2026, 11, 30), date(2026, 11, 1))) == [date(2026, 11, 1)]
    assert list(months_from(date(2026, 11, 1), date(2026, 10, 31))) == []


@pytest.mark.parametrize(
    ("today", "day", "months"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), Fraction(0)),
        (date(2026, 11, 22), date(2026, 12, 25), 1 + Fraction(3, 31)),
        (date(2026, 11, 22), date(2027, 6, 1), 6 + Fraction(10, 31)),  # 10 of the 31 days from 22 May
        (date(2027, 1, 31), date(2027, 2, 27), Fraction(27, 28)),
        (date(2027, 1, 31), date(2027, 2, 28), Fraction(1)),
        (date(2027, 1, 31), date(2027, 3, 1), 1 + Fraction(1, 31)),
        (date(2028, 2, 29), date(2029, 2, 28), Fraction(12)),
    ],
)
def test_months_left_are_whole_months_and_a_part_of_the_month_begun(today: date, day: date, months: Fraction) -> None:
    assert months_between(today, day) == months


@given(DAYS, st.integers(0, 1_500))
def test_months_left_grow_with_the_zero_date(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    assert months_between(today, day) < months_between(today, day + timedelta(days=1))


@given(DAYS, st.integers(0, 60))
def test_so_many_months_later_are_so_many_months_left(today: date, months: int) -> None:
    assert months_between(today, add_months(today, months)) == months


# Closed weeks


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 12, 19), False), (date(2026, 12, 20), True), (date(2026, 12, 31), True),
        (date(2027, 1, 1), True), (date(2027, 1, 4), True), (date(2027, 1, 5), False), (date(2027, 6, 1), False),
    ],
)  # fmt: skip
def test_a_window_over_the_new_year_covers_both_ends(day: date, closed: bool) -> None:
    assert CHRISTMAS.covers(day) is closed


def test_the_spans_of_a_window_are_clipped_to_what_is_looked_at() -> None:
    assert list(CHRISTMAS.spans(date(2026, 12, 28), date(2027, 12, 21))) == [
        (date(2026, 12, 28), date(2027, 1, 4)), (date(2027, 12, 20), date(2027, 12, 21)),
    ]  # fmt: skip
    assert list(AUGUST.spans(date(2026, 8, 22), date(2027, 7, 31))) == []


def test_a_day_in_a_window_moves_to_the_day_after_it() -> None:
    season = Season([CHRISTMAS, AUGUST])
    assert season.open_day(date(2026, 12, 20)) == date(2027, 1, 5)
    assert season.open_day(date(2027, 8, 21)) == date(2027, 8, 22)
    assert season.open_day(date(2027, 8, 22)) == date(2027, 8, 22)


def test_windows_side_by_side_are_crossed_together() -> None:
    assert Season([Window((1, 5), (1, 10)), CHRISTMAS]).open_day(date(2026, 12, 24)) == date(2027, 1, 11)


def test_when_only_29_february_is_open_payment_waits_for_it() -> None:
    assert Season([Window((3, 1), (2, 28))]).open_day(date(2026, 11, 22)) == date(2028, 2, 29)


def test_when_every_day_is_closed_nothing_moves() -> None:
    season = Season([Window((1, 1), (6, 30)), Window((7, 1), (12, 31))])
    assert season.open_day(date(2026, 11, 22)) == date(2026, 11, 22)


@given(DAYS, st.lists(st.tuples(DAYS, DAYS), max_size=3))
def test_an_open_day_is_the_first_that_is_in_no_window(day: date, ends: list[tuple[date, date]]) -> None:
    windows = [Window((first.month, first.day), (last.month, last.day)) for first, last in ends]
    opened = Season(windows).open_day(day)
    skipped = [day + timedelta(days=n) for n in range((opened - day).days)]
    assert all(any(window.covers(closed) for window in windows) for closed in skipped)
    every_day_closed = all(
        any(window.covers(date(2024, 1, 1) + timedelta(days=n)) for window in windows) for n in range(366)
    )
    assert every_day_closed or not any(window.covers(opened) for window in windows)
