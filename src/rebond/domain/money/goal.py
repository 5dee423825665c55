"""The savings goal: a number of months of mean spending, without any income."""

from datetime import date

from rebond.domain.calendar import add_months
from rebond.domain.cents import divide
from rebond.domain.money.runway import occurrences
from rebond.domain.money.situation import Situation

MONTHS = 12


def savings_goal(situation: Situation, today: date) -> int | None:
    """Return `goal_months` times the mean monthly spending of the 12 months after `today`, in cents.

    None when nothing is spent.
    """
    until = add_months(today, MONTHS)
    spent = sum(
        expense.amount
        for expense in situation.expenses
        for day in occurrences(expense, today, min(expense.last, until) if expense.last else until)
        if day > today
    )
    return divide(spent * situation.settings.goal_months, MONTHS) if spent else None
