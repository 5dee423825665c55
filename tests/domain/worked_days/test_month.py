"""The month of a mission as a grid: kinds of days, sums, and what painting a range fills."""

from datetime import date

import pytest

from rebond.domain.calendar import Window
from rebond.domain.countries import Country, country_of
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.domain.worked_days.month import HALF, NEXT, NOTHING, WHOLE, MonthGrid, month_grid

NOVEMBER = date(2026, 11, 1)
ARMISTICE = date(2026, 11, 11)


def november(*worked: WorkedDay, starts: date = NOVEMBER, ends: date | None = None, first: int = 0) -> MonthGrid:
    closures = {Window((11, 26), (12, 2)): "Trade fair"}
    return month_grid(NOVEMBER, worked, {ARMISTICE: "Armistice"}, closures, starts, ends, first)


def on(day: int, days: int = WHOLE, note: str = "") -> WorkedDay:
    return WorkedDay(mission_id=1, date=date(2026, 11, day), days=days, note=note)


def test_a_month_is_whole_weeks_with_empty_places_outside_it() -> None:
    grid = november()
    assert {len(week) for week in grid.weeks} == {7}
    assert [day.date.day for day in grid.days] == list(range(1, 31))
    assert grid.weeks[0][:6] == (None,) * 6, "1 November 2026 is a Sunday"
    assert grid.place(date(2026, 11, 2)) == (1, 0)
    with pytest.raises(ValueError, match="not in the month"):
        grid.place(date(2026, 12, 1))


def test_weeks_begin_on_sunday_where_calendars_do() -> None:
    grid = november(first=6)
    assert grid.place(NOVEMBER) == (0, 0)
    assert grid.place(date(2026, 11, 7)) == (0, 6)


def test_the_total_is_exact_in_half_days() -> None:
    assert november(on(2), on(3, HALF), on(4, HALF)).total == 200
    assert november().total == 0


def test_a_day_says_what_kind_it_is() -> None:
    grid = november(on(2, HALF, "Kick-off"), starts=date(2026, 11, 2), ends=date(2026, 11, 27))
    days = {day.date.day: day for day in grid.days}
    assert (days[2].worked, days[2].note) == (HALF, "Kick-off")
    assert days[7].is_weekend
    assert not days[6].is_weekend
    assert days[11].holiday == "Armistice"
    assert (days[25].closure, days[26].closure) == (None, "Trade fair")
    assert [day for day, told in days.items() if not told.in_mission] == [1, 28, 29, 30]
    assert not any(days[day].is_usual for day in (1, 7, 11, 30))
    assert days[26].is_usual


def test_a_painted_range_fills_only_the_days_on_which_one_works() -> None:
    painted = november().painted(date(2026, 11, 13), date(2026, 11, 9), HALF)
    assert {day.day: worked for day, worked in painted.items()} == {9: HALF, 10: HALF, 12: HALF, 13: HALF}


def test_a_sunday_alone_is_meant() -> None:
    sunday = date(2026, 11, 8)
    assert november().painted(sunday, sunday, WHOLE) == {sunday: WHOLE}
    assert november().painted(date(2026, 11, 7), sunday, WHOLE) == {date(2026, 11, 7): WHOLE, sunday: WHOLE}


def test_emptying_a_range_empties_its_week_ends_too() -> None:
    painted = november().painted(date(2026, 11, 6), date(2026, 11, 9), NOTHING)
    assert [day.day for day in painted] == [6, 7, 8, 9]
    assert set(painted.values()) == {NOTHING}


def test_the_usual_days_leave_out_closed_weeks_and_days_off() -> None:
    assert [day.day for day in november().usual_days()] == [
        2,
        3,
        4,
        5,
        6,
        9,
        10,
        12,
        13,
        16,
        17,
        18,
        19,
        20,
        23,
        24,
        25,
    ]


def test_one_key_goes_from_nothing_to_a_whole_a_half_and_back() -> None:
    assert (NEXT[NOTHING], NEXT[WHOLE], NEXT[HALF]) == (WHOLE, HALF, NOTHING)


@pytest.mark.parametrize(
    ("client", "journal", "status", "found"),
    [
        (Country.BE, Country.CH, "fr-micro-bnc", Country.BE),
        (None, Country.CH, "fr-micro-bnc", Country.CH),
        (None, None, "fr-micro-bnc", Country.FR),
        (None, None, "company", None),
        (None, None, "", None),
    ],
)
def test_a_countrys_law_is_that_of_the_client_else_of_the_journal(
    client: Country | None, journal: Country | None, status: str, found: Country | None
) -> None:
    assert country_of(client, journal, status) is found


def test_the_weekdays_agreed_are_those_on_which_one_usually_works() -> None:
    def agreed(day: date) -> bool | None:
        return day.isoweekday() in (1, 6) if day.day > 9 else None

    grid = month_grid(NOVEMBER, (), {date(2026, 11, 16): "A holiday"}, {}, NOVEMBER, None, agreed=agreed)
    assert [day.day for day in grid.usual_days()] == [2, 3, 4, 5, 6, 9, 14, 21, 23, 28, 30]
