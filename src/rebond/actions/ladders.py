"""Actions on ladders: one's own steps for a client, a country or all, and those that ship in their place again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rebond.actions.action import action
from rebond.domain.countries import Country
from rebond.domain.late.kinds import LadderStep
from rebond.domain.late.ladder import Rung
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction

declare_problems({
    "ladder_without_steps": later("Choose at least one step. To send nothing for a while, pause the invoice."),
})  # fmt: skip


@action("save_ladder", later("Ladder of reminders changed"))
def save_ladder(
    transaction: Transaction, client_id: int | None, country: Country | None, rungs: Sequence[Rung], today: date
) -> None:
    """Keep the steps of a client, else of a country, else of all, in place of those kept before.

    :raises Refused: when there is no step, or one breaks a rule; a problem's field is then the step's name.
    """
    if not rungs:
        raise Refused(Problem("ladder_without_steps"))
    rows = [LadderStep(client_id=client_id, country=country, step=rung.step, days=rung.days) for rung in rungs]
    for row in rows:
        try:
            require(row, today)
        except Refused as refused:
            raise Refused(*(problem.at(row.step.value) for problem in refused.problems)) from refused
    before = {row.step: row for row in own_steps(transaction, client_id, country)}
    for row in rows:
        there = before.pop(row.step, None)
        if there is None:
            transaction.insert(row)
        elif there.days != row.days:
            transaction.update(replace(there, days=row.days))
    for row in before.values():
        transaction.delete(LadderStep, row.id)


@action("restore_ladder", later("Ladder of reminders that ships restored"))
def restore_ladder(transaction: Transaction, client_id: int | None, country: Country | None) -> None:
    """Go back to the steps that hold without those of a client, a country or all."""
    for row in own_steps(transaction, client_id, country):
        transaction.delete(LadderStep, row.id)


def own_steps(reader: Reader, client_id: int | None, country: Country | None) -> tuple[LadderStep, ...]:
    """Return the steps kept for a client, a country or all."""
    return reader.matching(LadderStep, client_id=client_id, country=country)
