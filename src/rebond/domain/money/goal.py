"""The spending of a year, and the savings goal: a number of months of mean spending, without any income."""

from collections.abc import Iterable
from datetime import date

from rebond.domain.calendar import add_months
from rebond.domain.cents import divide
from rebond.domain.money.kinds import Expense
from rebond.domain.money.runway import occurrences
from rebond.domain.money.situation import Situation

MONTHS = 12


def spending(expenses: Iterable[Expense], today: date) -> int:
    """Return what these expenses come to in the 12 months after `today`, in cents."""
    until = add_months(today, MONTHS)
    return sum(
        expense.amount
        for expense in expenses
        for day in occurrences(expense, today, min(expense.last, until) if expense.last else until)
        if day > today
    )


def savings_goal(situation: Situation, today: date) -> int | None:
    """Return `goal_months` times the mean monthly spending of the 12 months after `today`, in cents.

    None when nothing is spent.
    """
    spent = spending(situation.expenses, today)
    return divide(spent * situation.settings.goal_months, MONTHS) if spent else None
