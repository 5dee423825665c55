"""The worth of an amount in days of savings, by the projection as things stand."""

import datetime as dt
from fractions import Fraction

from rebond.domain.calendar import ONE_DAY, add_months
from rebond.domain.money.charges import charges
from rebond.domain.money.lines import LineKind
from rebond.domain.money.outlook import Outlook

#: The months of spending that a day of savings is a mean over: a year holds each yearly expense once.
MONTHS_OF_SPENDING = 12


def after_charges(cents: int, outlook: Outlook) -> int:
    """Return what would be left of an amount before VAT, received today, after the charges on it."""
    situation = outlook.situation
    due = charges(situation.settings, situation.charge_rates, [(outlook.today, cents, 0)])
    return cents - sum(charge.amount for charge in due)


def days_of_savings(cents: int, outlook: Outlook) -> Fraction | None:
    """Return the days of spending that an amount before VAT would pay for, after charges; None without any expense.

    A day of spending is the mean of the expenses that the projection as things stand counts in the 12 months after
    today. So the days of several amounts add up. Those by which the zero date would move (`lasts_until`) do not: it
    jumps from one rent to the next, and there may be none.
    """
    projection = outlook.as_things_stand.projection
    until = add_months(outlook.today, min(MONTHS_OF_SPENDING, projection.horizon_months))
    spent = -sum(
        line.amount for line in projection.lines if line.kind is LineKind.EXPENSE and outlook.today < line.date <= until
    )
    days = (until - outlook.today) // ONE_DAY
    return Fraction(after_charges(cents, outlook) * days, spent) if spent > 0 else None


def lasts_until(cents: int, outlook: Outlook) -> dt.date | None:
    """Return the zero date as things stand if the accounts held so much more, after charges, from today on.

    None when it lies after the horizon.
    """
    projection, more = outlook.as_things_stand.projection, after_charges(cents, outlook)
    found = (day for day, balance in enumerate(projection.balances) if balance + more < 0)
    first = next(found, None)
    return None if first is None else outlook.today + first * ONE_DAY
