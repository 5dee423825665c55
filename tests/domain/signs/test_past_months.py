"""Which endings count as a client leaving, and in which month."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.missions.kinds import EndReason, Mission, Side
from rebond.domain.signs.past_months import left_on, months_with

TODAY = date(2026, 11, 22)
RUNNING = Mission(id=1, client_id=1, name="Posts", starts=date(2026, 1, 15))
LEFT = replace(RUNNING, ended=date(2026, 4, 10), ended_by=Side.CLIENT)
TERM = replace(RUNNING, ends=date(2026, 6, 30))
NOTICE = replace(RUNNING, notice=2, notice_by=Side.CLIENT, notice_received=date(2026, 3, 12))


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        (RUNNING, None),
        (LEFT, date(2026, 4, 10)),
        (replace(LEFT, ended_reason=EndReason.BUDGET), date(2026, 4, 10)),
        (replace(LEFT, ended_reason=EndReason.TERM), None),
        (replace(LEFT, ended_by=None), None),
        (replace(LEFT, ended_by=Side.ME), None),
        (replace(LEFT, ended_by=Side.BOTH), None),
        (replace(TERM, ended=date(2026, 6, 29), ended_by=Side.CLIENT), date(2026, 6, 29)),
        (replace(TERM, ended=date(2026, 6, 30), ended_by=Side.CLIENT), None),
        (replace(TERM, ended_by=Side.CLIENT), None),
        (
            replace(TERM, ended=date(2026, 6, 30), ended_by=Side.CLIENT, renewal_months=12),
            date(2026, 6, 30),
        ),
        (NOTICE, date(2026, 3, 12)),
        (replace(NOTICE, ended=date(2026, 5, 12), ended_by=Side.CLIENT), date(2026, 3, 12)),
        (replace(NOTICE, ended=date(2026, 5, 12), ended_by=Side.ME), None),
        (replace(NOTICE, notice_received=None), None),
        (replace(NOTICE, notice_by=Side.ME), None),
    ],
)
def test_what_counts_as_an_ending_by_the_client_and_on_which_day(mission: Mission, day: date | None) -> None:
    assert left_on(mission) == day


def told(*missions: Mission, today: date = TODAY) -> list[tuple[int, bool]]:
    return [(first.month, left) for first, left in months_with(missions, today)]


def test_the_months_of_a_client_end_with_the_one_in_which_it_leaves() -> None:
    assert told(LEFT) == [(2, False), (3, False), (4, True)]


def test_an_ending_on_a_first_day_belongs_to_the_month_before() -> None:
    """Else the entries of that very day would foretell it."""
    assert told(replace(LEFT, ended=date(2026, 4, 1))) == [(2, False), (3, True)]
    assert told(replace(LEFT, ended=date(2026, 4, 2))) == [(2, False), (3, False), (4, True)]


def test_a_client_that_gave_notice_has_left_while_its_notice_runs() -> None:
    assert told(NOTICE) == [(2, False), (3, True)]


def test_a_month_that_is_not_over_tells_nothing_yet() -> None:
    late = replace(RUNNING, starts=date(2026, 9, 1), ended=date(2026, 11, 20), ended_by=Side.CLIENT)
    assert told(late) == [(9, False), (10, False)]
    assert told(late, today=date(2026, 11, 30)) == [(9, False), (10, False)]
    assert told(late, today=date(2026, 12, 1)) == [(9, False), (10, False), (11, True)]


def test_only_the_last_ten_years_tell() -> None:
    old = replace(RUNNING, starts=date(2001, 1, 1))
    months = [first for first, _left in months_with([old], date(2026, 11, 1))]
    assert (months[0], months[-1], len(months)) == (date(2016, 11, 1), date(2026, 10, 1), 120)
    assert next(months_with([old], TODAY)) == (date(2016, 12, 1), False)
    assert list(months_with([replace(old, ended=date(2016, 11, 30), ended_by=Side.CLIENT)], TODAY)) == []


def test_a_client_with_two_missions_leaves_with_each() -> None:
    other = replace(RUNNING, id=2, starts=date(2026, 3, 1), ended=date(2026, 6, 10), ended_by=Side.CLIENT)
    assert told(LEFT, other) == [(2, False), (3, False), (4, True), (5, False), (6, True)]


def test_months_without_a_mission_under_way_are_none() -> None:
    later = replace(RUNNING, id=2, starts=date(2026, 8, 1), ended=date(2026, 9, 15), ended_by=Side.ME)
    assert told(LEFT, later) == [(2, False), (3, False), (4, True), (8, False), (9, False)]
    assert told() == []
