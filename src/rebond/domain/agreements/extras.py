"""The cost of extras: work beside the contract, at week-ends and given away, in minutes and cents.

An entry's cents are its minutes at the hourly rate agreed on its day; every sum is a sum of entries, each rounded once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from rebond.domain.agreements.amendments import AgreedVersion, agreed_rate, in_force, price
from rebond.domain.calendar import HOURS_A_DAY, ONE_DAY, add_months, month_start
from rebond.domain.cents import DAY_WHOLE, divide
from rebond.domain.missions.kinds import Billing, Event, EventKind, Invoice, Mission, RequestAnswer
from rebond.domain.missions.requests import is_extra
from rebond.domain.value_classes import dataclass

K = TypeVar("K")

_SATURDAY = 5
_MINUTES_A_DAY = HOURS_A_DAY * 60
#: The answers to requests whose work nobody gives away: it is paid, still to be, or was refused and is not done.
_NOT_GIVEN = frozenset({RequestAnswer.TO_PRICE, RequestAnswer.ACCEPTED, RequestAnswer.REFUSED})


class ExtraEntry(NamedTuple):
    """Work in the journal of a mission: its minutes, and their cents before VAT; None where no rate was agreed."""

    event_id: int
    mission_id: int
    date: dt.date
    minutes: int
    cents: int | None
    extra: bool
    at_rest: bool
    given: bool
    to_price: bool


class Sum(NamedTuple):
    """A sum of entries: minutes, cents before VAT, and the minutes that have no price, as no rate was agreed."""

    minutes: int = 0
    cents: int = 0
    unpriced: int = 0


class Cost(NamedTuple):
    """The sums of some entries, each of which may be in several.

    `extra`: asked for beside the contract. `at_rest`: on a Saturday or Sunday, or outside hours. `given`: extra work
    absorbed on purpose, or done while nobody has answered; what was refused is not done. `to_price`: extra, to be
    priced.
    """

    extra: Sum = Sum()
    at_rest: Sum = Sum()
    given: Sum = Sum()
    to_price: Sum = Sum()

    @property
    def found(self) -> bool:
        """Whether there is any such work."""
        return bool(self.extra.minutes or self.at_rest.minutes)


def is_at_rest(event: Event) -> bool:
    """Whether an event was on a Saturday or Sunday, or outside hours by its kind."""
    return event.date.weekday() >= _SATURDAY or event.type is EventKind.OUTSIDE_HOURS


def entry(event: Event, mission: Mission, versions: Sequence[AgreedVersion]) -> ExtraEntry:
    """Return the work of an event at the rate that was agreed for its mission on its day."""
    rate = agreed_rate(versions, mission, event.date)
    minutes = event.minutes or 0
    extra = is_extra(event)
    return ExtraEntry(
        event.id,
        mission.id,
        event.date,
        minutes,
        None if rate is None else price(minutes, rate),
        extra,
        is_at_rest(event),
        extra and event.answer not in _NOT_GIVEN,
        extra and event.answer is RequestAnswer.TO_PRICE,
    )


def cost(entries: Iterable[ExtraEntry]) -> Cost:
    """Return the sums of entries."""
    found = list(entries)
    return Cost(
        _sum(one for one in found if one.extra),
        _sum(one for one in found if one.at_rest),
        _sum(one for one in found if one.given),
        _sum(one for one in found if one.to_price),
    )


def cost_by(entries: Iterable[ExtraEntry], key: Callable[[ExtraEntry], K]) -> Mapping[K, Cost]:
    """Return the cost of the entries of each key: a mission, a client, a month."""
    groups: dict[K, list[ExtraEntry]] = defaultdict(list)
    for one in entries:
        groups[key(one)].append(one)
    return {name: cost(group) for name, group in groups.items()}


def last_months(entries: Iterable[ExtraEntry], today: dt.date, count: int = 12) -> tuple[tuple[dt.date, Cost], ...]:
    """Return the cost in each of the last months, the current one last, also in those without any entry."""
    by_month = cost_by(entries, lambda one: month_start(one.date))
    months = [add_months(month_start(today), -back) for back in reversed(range(count))]
    return tuple((month, by_month.get(month, Cost())) for month in months)


@dataclass(frozen=True, slots=True)
class DayRate:
    """The cents of a day before VAT: as agreed, and as it comes to with the work given away."""

    agreed: int
    effective: int


def day_rate(
    mission: Mission, invoices: Iterable[Invoice], versions: Sequence[AgreedVersion], given_minutes: int, today: dt.date
) -> DayRate | None:
    """Return what was invoiced for a day of `HOURS_A_DAY` hours really worked, beside the price agreed for one.

    Worked are the days that invoices bill, else the hours agreed for what was invoiced (each month of a mission billed
    by the month), and the minutes given away. None where neither days nor hours are known, or nothing was invoiced.
    """
    billed = [each for each in invoices if not each.cancelled and each.mission_id == mission.id]
    amount = sum(each.amount for each in billed)
    if mission.billing is Billing.DAILY:
        worked = divide(sum(each.days or 0 for each in billed) * _MINUTES_A_DAY, DAY_WHOLE)
        agreed = mission.amount
    else:
        worked = _agreed_minutes(mission, billed, versions, today)
        agreed = divide(amount * _MINUTES_A_DAY, worked) if worked else 0
    if amount <= 0 or worked <= 0:
        return None
    return DayRate(agreed, divide(amount * _MINUTES_A_DAY, worked + given_minutes))


def _agreed_minutes(
    mission: Mission, billed: Sequence[Invoice], versions: Sequence[AgreedVersion], today: dt.date
) -> int:
    """Return the minutes agreed for what was invoiced: of each month by its own version, or of the latest version."""
    if mission.billing is Billing.MILESTONES:
        days = [today]
    else:
        days = sorted({month_start(add_months(each.month, 1)) - ONE_DAY for each in billed if each.month})
    found = (in_force(versions, day) for day in days)
    return sum(task.minutes or 0 for version in found if version for task in version.tasks)


def _sum(entries: Iterable[ExtraEntry]) -> Sum:
    found = list(entries)
    return Sum(
        sum(one.minutes for one in found),
        sum(one.cents or 0 for one in found),
        sum(one.minutes for one in found if one.cents is None),
    )
