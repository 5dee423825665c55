"""What a row must satisfy before it is written; every fault names its field.

The checks by type and unit follow from the entity's annotations; what else a kind of row must satisfy is below.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from rebond.domain.entities import (
    Balance,
    Billing,
    Contact,
    Contract,
    Entity,
    Event,
    Expense,
    Invoice,
    Milestone,
    Mission,
    Payment,
    PlannedDays,
    Settings,
    Touch,
    Unit,
)
from rebond.domain.fields import fields_of
from rebond.domain.money import DAY_WHOLE, LARGEST, RATE_WHOLE
from rebond.domain.problems import Problem, Refused

LONGEST_NAME = 200
LONGEST_TEXT = 20_000
EARLIEST = dt.date(1970, 1, 1)
LATEST = dt.date(2200, 12, 31)


def problems(entity: Entity, today: dt.date) -> tuple[Problem, ...]:
    """Everything wrong with the row by itself, in the order of its fields; what other rows forbid is not looked at."""
    found = [*_by_type(entity), *_by_kind(entity, today)]
    order = list(entity.__dataclass_fields__)
    return tuple(sorted(found, key=lambda problem: order.index(problem.field)))


def require(entity: Entity, today: dt.date) -> None:
    """Raise :class:`Refused` with every problem of the row, if any."""
    if found := problems(entity, today):
        raise Refused(*found)


#: The range of each unit's whole numbers, and the code that says it.
_RANGES = {
    Unit.CENTS: (-LARGEST, LARGEST, "amount_too_large"),
    Unit.RATE: (0, RATE_WHOLE, "rate_out_of_range"),
    Unit.DAYS: (0, 31 * DAY_WHOLE, "days_out_of_range"),
}


def _by_type(entity: Entity) -> Iterator[Problem]:
    for field in fields_of(type(entity)):
        name, value = field.name, getattr(entity, field.name)
        if value is None:
            continue
        if field.type is str:
            yield from _text(name, value, field.unit)
        elif field.unit in _RANGES:
            low, high, code = _RANGES[field.unit]
            if not low <= value <= high:
                yield Problem(code, name)
        elif field.type is dt.date and not EARLIEST <= value <= LATEST:
            yield Problem("date_out_of_range", name, {"first": EARLIEST.year, "last": LATEST.year})


def _text(name: str, value: str, unit: Unit | None) -> Iterator[Problem]:
    if unit is Unit.MONTH_DAY:
        if not _is_month_day(value):
            yield Problem("not_a_day_of_year", name)
        return
    longest = LONGEST_TEXT if unit is Unit.LONG else LONGEST_NAME
    if len(value) > longest:
        yield Problem("too_long", name, {"count": len(value), "longest": longest})
    allowed = "\n\t" if unit is Unit.LONG else ""
    if any((ord(c) < 32 and c not in allowed) or 0xD800 <= ord(c) <= 0xDFFF or ord(c) == 127 for c in value):
        yield Problem("bad_character", name)


def _is_month_day(text: str) -> bool:
    try:
        # A leap year, since 29 February is a day of the year; fromisoformat would take a week's number too.
        dt.datetime.strptime(f"2024-{text}", "%Y-%m-%d")  # noqa: DTZ007 - only whether it is a day is asked
    except ValueError:
        return False
    return len(text) == len("MM-DD")


def _by_kind(entity: Entity, today: dt.date) -> Iterator[Problem]:
    if (name := getattr(entity, "name", None)) is not None and not name.strip():
        yield Problem("empty", "name")
    check = _CHECKS.get(type(entity))
    if check:
        yield from check(entity, today)


def _settings(row: Settings, _today: dt.date) -> Iterator[Problem]:
    if not (len(row.currency) == 3 and row.currency.isascii() and row.currency.isalpha() and row.currency.isupper()):
        yield Problem("not_a_currency", "currency")
    for name, low, high in (
        ("horizon_months", 1, 120), ("goal_months", 1, 60), ("default_lag_days", 0, 365),
        ("overdue_grace_days", 0, 365), ("watch_percent", 1, 100), ("dependent_percent", 1, 100),
    ):  # fmt: skip
        if not low <= getattr(row, name) <= high:
            yield Problem("out_of_range", name, {"low": low, "high": high})
    if row.goal_months > row.horizon_months:
        yield Problem("goal_after_horizon", "goal_months", {"horizon": row.horizon_months})


def _mission(row: Mission, _today: dt.date) -> Iterator[Problem]:
    if row.ends and row.ends < row.starts:
        yield Problem("ends_before_start", "ends")
    if row.contract is Contract.FIXED_TERM and not row.ends:
        yield Problem("fixed_term_needs_end", "ends")
    if row.contract is Contract.OPEN_ENDED and row.ends:
        yield Problem("open_ended_has_end", "ends")
    if row.amount < 0:
        yield Problem("negative", "amount")
    if row.billing is Billing.DAILY and row.days_per_month == 0:
        yield Problem("days_needed", "days_per_month")
    for name, high in (("notice", 730), ("terms_days", 365)):
        if not 0 <= getattr(row, name) <= high:
            yield Problem("out_of_range", name, {"low": 0, "high": high})


def _planned_days(row: PlannedDays, _today: dt.date) -> Iterator[Problem]:
    if row.month.day != 1:
        yield Problem("not_a_month", "month")


def _milestone(row: Milestone, _today: dt.date) -> Iterator[Problem]:
    if row.amount < 0:
        yield Problem("negative", "amount")


def _event(row: Event, today: dt.date) -> Iterator[Problem]:
    if not row.text.strip():
        yield Problem("empty", "text")
    if row.date > today:
        yield Problem("in_the_future", "date")
    if row.minutes is not None and not 0 <= row.minutes <= 24 * 60 * 31:
        yield Problem("hours_out_of_range", "minutes")


def _invoice(row: Invoice, _today: dt.date) -> Iterator[Problem]:
    if row.month and row.month.day != 1:
        yield Problem("not_a_month", "month")
    if row.due < row.issued:
        yield Problem("due_before_issue", "due")
    if row.amount * row.vat < 0 or (row.vat and not row.amount):
        yield Problem("vat_sign", "vat")


def _payment(row: Payment, today: dt.date) -> Iterator[Problem]:
    if row.date > today:
        yield Problem("paid_in_the_future", "date")
    if row.amount == 0:
        yield Problem("zero", "amount")


def _balance(row: Balance, today: dt.date) -> Iterator[Problem]:
    if row.date > today:
        yield Problem("balance_in_the_future", "date")


def _expense(row: Expense, _today: dt.date) -> Iterator[Problem]:
    if row.amount <= 0:
        yield Problem("not_positive", "amount")
    if row.last and row.last < row.first:
        yield Problem("last_before_first", "last")


def _contact(row: Contact, _today: dt.date) -> Iterator[Problem]:
    if not 0 <= row.chance <= 100:
        yield Problem("out_of_range", "chance", {"low": 0, "high": 100})
    if row.hoped_amount < 0:
        yield Problem("negative", "hoped_amount")
    if row.hoped_until and (not row.hoped_from or row.hoped_until < row.hoped_from):
        yield Problem("ends_before_start", "hoped_until")


def _touch(row: Touch, today: dt.date) -> Iterator[Problem]:
    if row.date > today:
        yield Problem("in_the_future", "date")


_CHECKS: dict[type[Entity], Callable[[Any, dt.date], Iterator[Problem]]] = {
    Settings: _settings,
    Mission: _mission,
    PlannedDays: _planned_days,
    Milestone: _milestone,
    Event: _event,
    Invoice: _invoice,
    Payment: _payment,
    Balance: _balance,
    Expense: _expense,
    Contact: _contact,
    Touch: _touch,
}
