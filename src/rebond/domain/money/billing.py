"""Planned invoices: the months and milestones that running missions still have to bill."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rebond.domain.agreements.amendments import ToInvoice
from rebond.domain.calendar import add_months, month_end, month_start, months_from
from rebond.domain.cents import DAY_WHOLE, divide, vat_of
from rebond.domain.missions.kinds import Billing, Mission
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.situation import Situation
from rebond.domain.value_classes import dataclass

#: The months after its end for which work not invoiced is looked for: of an older mission, the situation may lack the
#: invoices.
MONTHS_BACK = 12


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
    return amount_of_days(mission, days, covered, length), divide(days * covered, length)


def amount_of_days(mission: Mission, days: int, covered: int = 1, length: int = 1) -> int:
    """Return the cents before VAT of hundredths of a day at the mission's day rate, times `covered` / `length`.

    Rounded once, half to even.
    """
    return divide(mission.amount * days * covered, DAY_WHOLE * length)


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
    """A mission with past months, milestones or accepted amendments that no invoice bills."""

    mission: Mission
    months: tuple[date, ...]
    milestones: tuple[str, ...]
    amendments: tuple[ToInvoice, ...] = ()


def not_invoiced_yet(situation: Situation, today: date) -> tuple[NotInvoiced, ...]:
    """Return the work not invoiced: months worked before this one, milestones up to today, amendments accepted.

    That of missions which ended over a year ago is left out.
    """
    found = []
    for mission in situation.missions:
        end = foreseen_end(mission)
        if end and end < add_months(today, -MONTHS_BACK):
            continue
        months: tuple[date, ...] = ()
        milestones: tuple[str, ...] = ()
        last = min(end, today) if end else today
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
                and month_amount(situation, mission, month, end)[0]
            )
        amendments = tuple(situation.amendments_of.get(mission.id, ()))
        if months or milestones or amendments:
            found.append(NotInvoiced(mission, months, milestones, amendments))
    return tuple(found)
