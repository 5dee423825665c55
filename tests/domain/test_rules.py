"""The rules of rows, one problem at a time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rebond.domain.cents import LARGEST
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import (
    Billing,
    Client,
    Contract,
    EndReason,
    Event,
    Invoice,
    Milestone,
    Mission,
    Payment,
    PlannedDays,
    Side,
)
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense, Period, Settings
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction
from rebond.domain.rules import EARLIEST, LATEST, LONGEST_NAME, LONGEST_TEXT, problems, require

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)
MONTH = date(2026, 11, 1)

SOUND: dict[str, Entity] = {
    row.kind: row
    for row in (
        Settings(),
        ChargeRate(social=25_600),
        ClosureWindow(first="12-20", last="01-04"),
        Client(name="Atlas"),
        Mission(client_id=1, name="Social media", starts=MONTH),
        PlannedDays(mission_id=1, month=MONTH, days=1000),
        Milestone(mission_id=1, name="Draft", amount=1, date=MONTH),
        Event(mission_id=1, date=TODAY, text="Asked for a post on Sunday"),
        Invoice(client_id=1, amount=100_00, vat=20_00, issued=TODAY, due=TODAY),
        Payment(invoice_id=1, date=TODAY, amount=1),
        Account(name="Savings"),
        Balance(account_id=1, date=TODAY, amount=-5),
        Expense(name="Rent", amount=1, first=MONTH),
        Contact(name="Duval"),
        Interaction(contact_id=1, date=TODAY, channel_id=ChannelId.PHONE),
    )
}

#: A kind, the fields that are changed in a sound row of it, and what is wrong with it then.
FAULTS: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("settings", {"currency": "eur"}, [("not_a_currency", "currency")]),
    ("settings", {"currency": "E1R"}, [("not_a_currency", "currency")]),
    ("settings", {"currency": ""}, [("not_a_currency", "currency")]),
    ("settings", {"horizon_months": 0}, [("out_of_range", "horizon_months"), ("goal_after_horizon", "goal_months")]),
    ("settings", {"horizon_months": 121}, [("out_of_range", "horizon_months")]),
    ("settings", {"goal_months": 25}, [("goal_after_horizon", "goal_months")]),
    ("settings", {"default_lag_days": -1}, [("out_of_range", "default_lag_days")]),
    ("settings", {"overdue_grace_days": 366}, [("out_of_range", "overdue_grace_days")]),
    ("settings", {"watch_percent": 0}, [("out_of_range", "watch_percent")]),
    ("settings", {"dependent_percent": 101}, [("out_of_range", "dependent_percent")]),
    ("charge_rate", {"social": 100_001}, [("rate_out_of_range", "social")]),
    ("charge_rate", {"income_tax": -1}, [("rate_out_of_range", "income_tax")]),
    ("closure_window", {"first": "13-01"}, [("not_a_day_of_year", "first")]),
    ("closure_window", {"last": "02-30"}, [("not_a_day_of_year", "last")]),
    ("closure_window", {"last": "W10-1"}, [("not_a_day_of_year", "last")]),
    ("closure_window", {"last": "1-1"}, [("not_a_day_of_year", "last")]),
    ("closure_window", {"last": ""}, [("not_a_day_of_year", "last")]),
    ("client", {"name": "  "}, [("empty", "name")]),
    ("client", {"name": "x" * (LONGEST_NAME + 1)}, [("too_long", "name")]),
    ("client", {"name": "two\nlines"}, [("bad_character", "name")]),
    ("client", {"name": "nul\0"}, [("bad_character", "name")]),
    ("client", {"name": "half of a pair \ud83d"}, [("bad_character", "name")]),
    ("client", {"note": "x" * (LONGEST_TEXT + 1)}, [("too_long", "note")]),
    ("client", {"note": "escape \x1b"}, [("bad_character", "note")]),
    ("mission", {"ends": date(2026, 10, 31), "contract": Contract.FIXED_TERM}, [("ends_before_start", "ends")]),
    ("mission", {"contract": Contract.FIXED_TERM}, [("fixed_term_needs_end", "ends")]),
    ("mission", {"ends": TODAY}, [("open_ended_has_end", "ends")]),
    ("mission", {"ended_by": Side.CLIENT}, [("end_needs_day", "ended")]),
    ("mission", {"ended_reason": EndReason.BUDGET}, [("end_needs_day", "ended")]),
    ("mission", {"amount": -1}, [("negative", "amount")]),
    ("mission", {"amount": LARGEST + 1}, [("amount_too_large", "amount")]),
    ("mission", {"billing": Billing.DAILY}, [("days_needed", "days_per_month")]),
    ("mission", {"days_per_month": 31_01}, [("days_out_of_range", "days_per_month")]),
    ("mission", {"notice": 731}, [("out_of_range", "notice")]),
    ("mission", {"terms_days": -1}, [("out_of_range", "terms_days")]),
    ("mission", {"vat_rate": 100_001}, [("rate_out_of_range", "vat_rate")]),
    ("mission", {"starts": EARLIEST - timedelta(days=1)}, [("date_out_of_range", "starts")]),
    ("planned_days", {"month": TODAY}, [("not_a_month", "month")]),
    ("planned_days", {"days": -1}, [("days_out_of_range", "days")]),
    ("milestone", {"name": ""}, [("empty", "name")]),
    ("milestone", {"amount": -1}, [("negative", "amount")]),
    ("event", {"text": "\n"}, [("empty", "text")]),
    ("event", {"date": TOMORROW}, [("in_the_future", "date")]),
    ("event", {"minutes": -1}, [("hours_out_of_range", "minutes")]),
    ("event", {"minutes": 24 * 60 * 31 + 1}, [("hours_out_of_range", "minutes")]),
    ("invoice", {"month": TODAY}, [("not_a_month", "month")]),
    ("invoice", {"due": TODAY - timedelta(days=1)}, [("due_before_issue", "due")]),
    ("invoice", {"vat": -1}, [("vat_sign", "vat")]),
    ("invoice", {"amount": -100_00}, [("vat_sign", "vat")]),
    ("invoice", {"amount": 0}, [("vat_sign", "vat")]),
    ("invoice", {"number": "x" * 201}, [("too_long", "number")]),
    ("payment", {"date": TOMORROW}, [("paid_in_the_future", "date")]),
    ("payment", {"amount": 0}, [("zero", "amount")]),
    ("account", {"name": "\t"}, [("empty", "name"), ("bad_character", "name")]),
    ("balance", {"date": TOMORROW}, [("balance_in_the_future", "date")]),
    ("balance", {"amount": -LARGEST - 1}, [("amount_too_large", "amount")]),
    ("expense", {"amount": 0}, [("not_positive", "amount")]),
    ("expense", {"last": MONTH - timedelta(days=1)}, [("last_before_first", "last")]),
    ("contact", {"name": ""}, [("empty", "name")]),
    ("contact", {"chance": 101}, [("out_of_range", "chance")]),
    ("contact", {"hoped_amount": -1}, [("negative", "hoped_amount")]),
    ("contact", {"hoped_until": TODAY}, [("ends_before_start", "hoped_until")]),
    ("contact", {"hoped_from": TOMORROW, "hoped_until": TODAY}, [("ends_before_start", "hoped_until")]),
    ("contact", {"next_date": LATEST + timedelta(days=1)}, [("date_out_of_range", "next_date")]),
    ("interaction", {"date": TOMORROW}, [("in_the_future", "date")]),
]


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_row_of_each_kind_has_no_problem(kind: str) -> None:
    assert problems(SOUND[kind], TODAY) == ()
    require(SOUND[kind], TODAY)


@pytest.mark.parametrize(("kind", "changed", "faults"), FAULTS)
def test_each_fault_stands_at_its_field(kind: str, changed: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    row = replace(SOUND[kind], **changed)
    found = problems(row, TODAY)
    assert sorted((problem.code, problem.field) for problem in found) == sorted(faults)
    with pytest.raises(Refused) as refused:
        require(row, TODAY)
    assert refused.value.problems == found


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("settings", {"horizon_months": 120, "goal_months": 60}),
        ("closure_window", {"first": "02-29"}),
        ("client", {"name": "x" * LONGEST_NAME, "note": "lines\n\tand tabs, é, 漢, 😀"}),
        ("mission", {"contract": Contract.FIXED_TERM, "ends": MONTH}),
        ("mission", {"contract": Contract.UNTIL_DELIVERY}),
        ("mission", {"billing": Billing.MILESTONES, "amount": 0}),
        ("mission", {"billing": Billing.DAILY, "days_per_month": 31_00, "amount": LARGEST}),
        ("mission", {"starts": EARLIEST}),
        ("event", {"minutes": 0, "date": TODAY}),
        ("invoice", {"amount": -100_00, "vat": -20_00}),
        ("invoice", {"amount": 0, "vat": 0}),
        ("payment", {"amount": -1}),
        ("contact", {"next_date": TOMORROW, "hoped_from": TODAY, "hoped_until": TODAY, "chance": 100}),
    ],
)
def test_what_lies_on_a_limit_is_sound(kind: str, changed: dict[str, Any]) -> None:
    assert problems(replace(SOUND[kind], **changed), TODAY) == ()


#: A kind, a field with what else makes its limits possible, its least and its largest value.
RANGES: list[tuple[str, str, dict[str, Any], int, int]] = [
    ("settings", "horizon_months", {"goal_months": 1}, 1, 120),
    ("settings", "goal_months", {"horizon_months": 120}, 1, 60),
    ("settings", "default_lag_days", {}, 0, 365),
    ("settings", "overdue_grace_days", {}, 0, 365),
    ("settings", "watch_percent", {}, 1, 100),
    ("settings", "dependent_percent", {}, 1, 100),
    ("mission", "notice", {}, 0, 730),
    ("mission", "terms_days", {}, 0, 365),
    ("contact", "chance", {}, 0, 100),
]


@pytest.mark.parametrize(("kind", "field", "beside", "low", "high"), RANGES)
def test_a_whole_number_lies_in_its_range_and_the_refusal_says_it(
    kind: str, field: str, beside: dict[str, Any], low: int, high: int
) -> None:
    for value in (low, high):
        assert problems(replace(SOUND[kind], **beside, **{field: value}), TODAY) == ()
    for value in (low - 1, high + 1):
        found = problems(replace(SOUND[kind], **beside, **{field: value}), TODAY)
        assert Problem("out_of_range", field, {"low": low, "high": high}) in found


def test_what_is_counted_in_units_may_reach_their_largest_values() -> None:
    assert problems(replace(SOUND["charge_rate"], social=100_000, income_tax=0), TODAY) == ()
    assert problems(replace(SOUND["planned_days"], days=0), TODAY) == ()
    assert problems(replace(SOUND["planned_days"], days=31_00), TODAY) == ()
    assert problems(replace(SOUND["balance"], amount=-LARGEST), TODAY) == ()
    assert problems(replace(SOUND["balance"], amount=LARGEST), TODAY) == ()
    assert problems(replace(SOUND["event"], minutes=24 * 60 * 31), TODAY) == ()
    assert problems(replace(SOUND["contact"], next_date=LATEST), TODAY) == ()


def test_a_new_journal_begins_with_the_figures_of_the_definition() -> None:
    assert Settings() == Settings(
        currency="EUR", horizon_months=24, goal_months=6, default_lag_days=14, overdue_grace_days=15,
        charges_period=Period.QUARTERLY, vat_period=None, watch_percent=25, dependent_percent=50, status="",
        example=False,
    )  # fmt: skip
    assert ChargeRate() == ChargeRate(starts=None, social=0, income_tax=0, label="")


def test_every_problem_is_said_at_once_in_the_order_of_the_fields() -> None:
    row = Mission(client_id=1, name="", starts=MONTH, ends=date(2026, 1, 1), amount=-1, notice=-1, terms_days=999)
    assert [(problem.code, problem.field) for problem in problems(row, TODAY)] == [
        ("empty", "name"),
        ("ends_before_start", "ends"),
        ("open_ended_has_end", "ends"),
        ("negative", "amount"),
        ("out_of_range", "notice"),
        ("out_of_range", "terms_days"),
    ]
