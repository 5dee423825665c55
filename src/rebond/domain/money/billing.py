"""Planned invoices: the months and milestones that running missions still have to bill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rebond.domain.calendar import month_end, month_start, months_from
from rebond.domain.cents import DAY_WHOLE, divide, vat_of
from rebond.domain.missions.kinds import Billing, Mission
from rebond.domain.money.situation import Situation


class PlannedInvoice(NamedTuple):
    """An invoice not issued yet; amounts in cents, `days` in hundredths of a day (0 unless billed by the day)."""

    mission: Mission
    issued: date
    due: date
    amount: int
    vat: int
    month: date | None = None
    milestone: str = ""
    days: int = 0

    @property
    def total(self) -> int:
        return self.amount + self.vat


def month_share(month: date, first: date, last: date | None) -> tuple[int, int]:
    """Return (days of the month within `first` to `last`, days of the month). `last` None is no end."""
    end = month_end(month)
    covered = (min(last or end, end) - max(first, month)).days + 1
    return max(covered, 0), end.day


def month_amount(situation: Situation, mission: Mission, month: date, last: date | None) -> tuple[int, int]:
    """Return (cents before VAT, hundredths of a day worked) of one month of a mission that ends on `last`.

    A partial month counts in proportion to its calendar days, rounded once, half to even.
    """
    covered, length = month_share(month, mission.starts, last)
    if mission.billing is Billing.MONTHLY:
        return divide(mission.amount * covered, length), 0
    days = situation.days_of.get((mission.id, month), mission.days_per_month)
    return divide(mission.amount * days * covered, DAY_WHOLE * length), divide(days * covered, length)


def planned_invoices(
    situation: Situation, mission: Mission, last: date | None, today: date, horizon: date
) -> Sequence[PlannedInvoice]:
    """Return the invoices of `mission`, ending on `last` (None: no end), from `today`'s month to `horizon`.

    Cached in the situation, since most missions bill the same in most scenarios.
    """
    key = ("planned", mission.id, last, today, horizon)
    return situation.once(key, lambda: tuple(_planned_invoices(situation, mission, last, today, horizon)))


def _planned_invoices(
    situation: Situation, mission: Mission, last: date | None, today: date, horizon: date
) -> Iterator[PlannedInvoice]:
    if mission.billing is Billing.MILESTONES:
        yield from _milestones(situation, mission, last, today, horizon)
        return
    until = min(last, horizon) if last else horizon
    for month in months_from(max(today, mission.starts), until):
        if (mission.id, month) in situation.billed_months:
            continue
        amount, days = month_amount(situation, mission, month, last)
        if not amount:
            continue
        issued = min(last, month_end(month)) if last else month_end(month)
        yield _planned(mission, issued, amount, month=month, days=days)


def _milestones(
    situation: Situation, mission: Mission, last: date | None, today: date, horizon: date
) -> Iterator[PlannedInvoice]:
    until = min(last, horizon) if last else horizon
    for milestone in situation.milestones_of.get(mission.id, ()):
        if today < milestone.date <= until and milestone.id not in situation.billed_milestones:
            yield _planned(mission, milestone.date, milestone.amount, milestone=milestone.name)


def _planned(
    mission: Mission, issued: date, amount: int, *, month: date | None = None, milestone: str = "", days: int = 0
) -> PlannedInvoice:
    due = mission.terms.due_date(issued, mission.terms_days)
    return PlannedInvoice(mission, issued, due, amount, vat_of(amount, mission.vat_rate), month, milestone, days)


@dataclass(frozen=True, slots=True)
class NotInvoiced:
    """A mission with past months or milestones that no invoice bills."""

    mission: Mission
    months: tuple[date, ...]
    milestones: tuple[str, ...]


def not_invoiced_yet(situation: Situation, today: date) -> tuple[NotInvoiced, ...]:
    """Return the work not invoiced: months worked before this one, and milestones up to today."""
    found = []
    for mission in situation.missions:
        months: tuple[date, ...] = ()
        milestones: tuple[str, ...] = ()
        last = min(mission.ends, today) if mission.ends else today
        if mission.billing is Billing.MILESTONES:
            milestones = tuple(
                milestone.name
                for milestone in situation.milestones_of.get(mission.id, ())
                if milestone.date <= last and milestone.id not in situation.billed_milestones
            )
        else:
            months = tuple(
                month
                for month in months_from(mission.starts, last)
                if month < month_start(today)
                and (mission.id, month) not in situation.billed_months
                and month_amount(situation, mission, month, mission.ends)[0]
            )
        if months or milestones:
            found.append(NotInvoiced(mission, months, milestones))
    return tuple(found)
