"""A mission that really ended on another day than planned: that day counts wherever the planned one did."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.missions.kinds import Billing, Client, Contract, Invoice, Milestone, Mission, Side
from rebond.domain.missions.notice import foreseen_end, last_day
from rebond.domain.money.billing import not_invoiced_yet, planned_invoices
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.revenue import to_come
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND
from rebond.domain.money.situation import Situation

TODAY = date(2026, 11, 22)
ATLAS = Client(id=1, name="Atlas")
PLANNED = Mission(
    id=1, client_id=1, name="Retainer", contract=Contract.FIXED_TERM, starts=date(2026, 6, 1),
    ends=date(2027, 3, 31), amount=3_000_00,
)  # fmt: skip
BROKEN_OFF = replace(PLANNED, ended=date(2026, 12, 10))


def of(mission: Mission, **parts: object) -> Situation:
    return Situation(clients=(ATLAS,), missions=(mission,), **parts)  # type: ignore[arg-type]


def test_nothing_is_planned_after_the_day_it_ended() -> None:
    situation = of(BROKEN_OFF)
    months = [
        (planned.issued, planned.amount)
        for planned in planned_invoices(situation, BROKEN_OFF, foreseen_end(BROKEN_OFF), TODAY, date(2027, 12, 31))
    ]
    assert months == [(date(2026, 11, 30), 3_000_00), (date(2026, 12, 10), 967_74)]  # ten of 31 days
    assert [(one.date, one.amount) for one in to_come(situation, TODAY)] == months


def test_the_runway_counts_what_is_worked_until_then_and_no_more() -> None:
    ended, planned = (project(of(mission), AS_THINGS_STAND, TODAY) for mission in (BROKEN_OFF, PLANNED))
    assert sum(line.amount for line in ended.lines) == 3_967_74
    assert sum(line.amount for line in planned.lines) == 5 * 3_000_00


@pytest.mark.parametrize(("ended", "expected"), [
    (date(2026, 12, 10), date(2026, 12, 10)),  # before the notice would end
    (date(2027, 2, 1), date(2026, 12, 22)),
    (None, date(2026, 12, 22)),
])  # fmt: skip
def test_a_notice_given_today_does_not_outlast_the_day_it_ended(ended: date | None, expected: date) -> None:
    assert last_day(replace(PLANNED, notice=1, ended=ended), TODAY, notice_honoured=True) == expected


def test_a_mission_may_have_gone_on_after_its_planned_end() -> None:
    longer = replace(PLANNED, ends=date(2026, 9, 30), ended=date(2026, 10, 31))
    assert foreseen_end(longer) == date(2026, 10, 31)
    (work,) = not_invoiced_yet(of(longer), TODAY)
    assert work.months[-1] == date(2026, 10, 1)


def test_months_and_milestones_after_the_end_are_not_waiting_for_an_invoice() -> None:
    ended = replace(PLANNED, ended=date(2026, 8, 15))
    (work,) = not_invoiced_yet(of(ended), TODAY)
    assert work.months == (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1))
    steps = replace(ended, billing=Billing.MILESTONES)
    milestone = Milestone(id=1, mission_id=1, name="Launch", amount=1_00, date=date(2026, 9, 1))
    assert not not_invoiced_yet(of(steps, milestones=(milestone,)), TODAY)


def test_its_client_cannot_leave_any_more() -> None:
    assert Outlook(of(replace(PLANNED, ended=date(2026, 10, 31))), TODAY).clients == ()
    assert Outlook(of(PLANNED), TODAY).clients == (ATLAS.id,)


def test_an_invoice_of_its_last_month_is_of_its_last_day() -> None:
    values = {"client_id": 1, "amount": 967_74, "month": date(2026, 12, 1)}
    assert Invoice.completed(values, (), {"mission_id": BROKEN_OFF}).issued == date(2026, 12, 10)
    values["month"] = date(2026, 11, 1)
    assert Invoice.completed(values, (), {"mission_id": BROKEN_OFF}).issued == date(2026, 11, 30)


def test_a_mission_ends_by_the_notice_that_was_given() -> None:
    told = replace(
        PLANNED, contract=Contract.OPEN_ENDED, ends=None, notice=2, notice_by=Side.CLIENT,
        notice_received=date(2026, 10, 10),
    )  # fmt: skip
    assert sum(line.amount for line in project(of(told), AS_THINGS_STAND, TODAY).lines) == 3_000_00 + 967_74
    over = replace(told, notice_received=date(2026, 6, 30))  # until 30 August
    (work,) = not_invoiced_yet(of(over), TODAY)
    assert work.months == (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1))
    assert project(of(over), AS_THINGS_STAND, TODAY).lines == ()


def test_a_mission_that_renewed_itself_goes_on() -> None:
    renewed = replace(PLANNED, ends=date(2026, 9, 30), renewal_months=12)
    (work,) = not_invoiced_yet(of(renewed), TODAY)
    assert work.months[-1] == date(2026, 10, 1)
    issued = [one.date for one in to_come(of(renewed), TODAY)]
    assert (issued[0], issued[-1]) == (date(2026, 11, 30), date(2027, 10, 31))
    told = replace(renewed, notice=1, notice_received=date(2026, 11, 1))  # it ends with its term
    assert foreseen_end(told) == date(2027, 9, 30)
