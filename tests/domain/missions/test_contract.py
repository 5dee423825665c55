from datetime import date

import pytest

from rebond.domain.missions.contract import last_day, notice_ends
from rebond.domain.missions.kinds import Mission, NoticeUnit, Terms


def mission(notice: int = 0, unit: NoticeUnit = NoticeUnit.MONTHS, *, to_month_end: bool = False) -> Mission:
    return Mission(
        client_id=1, name="Social media", starts=date(2026, 7, 1), notice=notice, notice_unit=unit,
        notice_to_month_end=to_month_end,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "told", "last"),
    [
        (mission(), date(2026, 11, 22), date(2026, 11, 22)),
        (mission(1), date(2026, 11, 22), date(2026, 12, 22)),
        (mission(1), date(2027, 1, 31), date(2027, 2, 28)),
        (mission(1, to_month_end=True), date(2027, 2, 10), date(2027, 3, 31)),
        (mission(1, to_month_end=True), date(2027, 1, 31), date(2027, 2, 28)),
        (mission(15, NoticeUnit.DAYS), date(2026, 11, 22), date(2026, 12, 7)),
        (mission(15, NoticeUnit.DAYS, to_month_end=True), date(2026, 11, 22), date(2026, 12, 31)),
        (mission(8, NoticeUnit.DAYS, to_month_end=True), date(2026, 11, 22), date(2026, 11, 30)),
        (mission(0, to_month_end=True), date(2026, 11, 22), date(2026, 11, 30)),
    ],
)
def test_notice_runs_from_the_day_it_is_told(contract: Mission, told: date, last: date) -> None:
    assert notice_ends(contract, told) == last


def test_a_mission_starts_on_the_day_it_is_told_but_not_after() -> None:
    contract = mission(1)
    assert last_day(contract, date(2026, 6, 30), notice_honoured=True) is None
    assert last_day(contract, date(2026, 7, 1), notice_honoured=False) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("terms", "days", "due"),
    [
        (Terms.NET, 0, date(2027, 1, 15)),
        (Terms.NET, 45, date(2027, 3, 1)),
        (Terms.DAYS_THEN_MONTH_END, 45, date(2027, 3, 31)),
        (Terms.MONTH_END_THEN_DAYS, 45, date(2027, 3, 17)),
        (Terms.DAYS_THEN_MONTH_END, 16, date(2027, 1, 31)),
        (Terms.MONTH_END_THEN_DAYS, 0, date(2027, 1, 31)),
    ],
)
def test_45_days_end_of_month_has_both_its_readings(terms: Terms, days: int, due: date) -> None:
    assert terms.due_date(date(2027, 1, 15), days) == due
