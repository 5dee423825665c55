"""Actions on what is in the agenda by a date of its own: done, and moved by days. Saving and deleting are `records`."""

import dataclasses
from datetime import date

from rebond.actions.action import action
from rebond.actions.records import name_of, put
from rebond.domain.agenda.entries import moved
from rebond.domain.missions.kinds import Event, Milestone
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.tasks.kinds import Task
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

#: A row of the agenda whose day a person chose.
Movable = Task | Contact | Event | Milestone


@action("finish_task", later("Task done: {name}"))
def finish_task(transaction: Transaction, task: Task, today: date) -> None:
    """Note that a task was done today.

    :raises Refused: when it was deleted in the meantime.
    """
    transaction.describe(name=name_of(task))
    put(transaction, dataclasses.replace(task, done=today))


@action("move_day", later("Day moved: {name}"))
def move_day(transaction: Transaction, row: Movable, days: int, today: date) -> None:
    """Move the day of a task, a follow-up, an answer or a milestone by days; one without a day gets today's, moved.

    What is late is put off from today, and nothing is brought forward to before today.

    :raises Refused: when the row was deleted in the meantime.
    """
    transaction.describe(name=name_of(row))
    put(transaction, _moved(row, days, today))


def _moved(row: Movable, days: int, today: date) -> Movable:
    match row:
        case Task():
            return dataclasses.replace(row, due=moved(row.due or today, days, today))
        case Contact():
            return dataclasses.replace(row, next_date=moved(row.next_date or today, days, today))
        case Milestone():
            return dataclasses.replace(row, date=moved(row.date, days, today))
        case Event():
            return dataclasses.replace(row, answer_due=moved(row.answer_due or today, days, today))
